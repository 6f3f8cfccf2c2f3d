#include "views/flow.h"

#include <algorithm>

#include "views/flow_parts.h"
#include "views/paragraph.h"
#include "views/parts.h"
#include "views/verbs.h"

namespace heidi {
namespace {

constexpr float code_padding_x = 16;
constexpr float code_padding_y = 13;
constexpr float quote_bar = 3;

Node heading_node(const Block& block, float width, FlowInk ink, const Setting& setting) {
    const int level = std::clamp(block.level, 1, 6);
    const ParagraphOptions options{.tag = static_cast<Tag>(static_cast<int>(Tag::Heading1) + level - 1),
                                   .style = setting.type.headings[level - 1],
                                   .ink = ink.text,
                                   .width = width};
    return paragraph_node(block.inlines, options, setting);
}

// The code element keeps its line feeds as text: copying a listing must give its lines.
Node code_text_node(std::string_view text, const Setting& setting) {
    // Code reads from the left whatever is written in it, as its element says.
    const ParagraphOptions options{
        .tag = Tag::Code, .style = setting.type.code_block, .width = 1, .direction = Direction::LeftToRight};
    Node node = label_node(text, options, setting);
    node.set_text(text);
    return node;
}

Node code_node(const Block& block, float width, const Setting& setting) {
    Node text = code_text_node(block.text, setting);
    Node node;
    node.tag = Tag::Preformatted;
    node.look = {.fill = Ink::Raised, .radius = 8};
    node.width = width;
    node.height = text.height + 2 * code_padding_y;
    node.content_width = text.width + 2 * code_padding_x;
    node.content_height = node.height;
    node.scrolls = node.content_width > width;
    node.set(AttributeName::Dir, "ltr");
    // The browser scrolls it by keyboard only if it can be focused.
    if (node.scrolls) node.set(AttributeName::TabIndex, "0");
    if (!block.language.empty()) text.set(AttributeName::Class, "language-" + block.language);
    node.add(code_padding_x, code_padding_y, std::move(text));
    return node;
}

// A bar with the language and a Copy button above the code, in the same box.
Node copyable_code_node(const Block& block, float width, const Setting& setting) {
    const TextStyle style = chat_styles(1).small;
    const ButtonLook look{.style = style, .ink = Ink::Muted, .look = {.radius = 6}, .padding_x = 8, .padding_y = 4};
    Node button = button_node(setting.words[Text::copy_code], {verb_copy_code, ""}, look, setting,
                              setting.words[Text::copy_code_name]);
    Node code = code_node(block, width, setting);
    code.look = {};
    Node node;
    node.look = {.fill = Ink::Paper, .stroke = Ink::Line, .stroke_width = 1, .radius = 8};
    node.width = width;
    const float bar = button.height + 6;
    node.height = bar + code.height - code_padding_y / 2;
    Node language = label_node(block.language, {.tag = Tag::Span, .style = style, .ink = Ink::Muted}, setting);
    language.placement = Placement::Absolute;
    const float x = width - button.width - 6;
    if (!block.language.empty()) node.add(code_padding_x, 7, std::move(language));
    node.add(x, 3, std::move(button));
    node.add(0, bar - code_padding_y / 2, std::move(code));
    return node;
}

Node quote_node(const Block& block, float width, int list_depth, FlowInk ink, const Setting& setting) {
    Node node;
    node.tag = Tag::Quote;
    node.look = {.bar = Ink::Accent, .bar_width = quote_bar};
    node.width = width;
    const float indent = std::min(setting.type.indent - 6, width / 4);
    const FlowInk muted{ink.text == Ink::Text ? Ink::Muted : ink.text};
    Column inner = blocks_column(block.children, width - indent, false, list_depth, muted, setting);
    node.height = inner.height();
    inner.move_to(node, indent, 0);
    return node;
}

Node rule_node(float width) {
    Node node;
    node.tag = Tag::Rule;
    node.look = {.fill = Ink::Line};
    node.width = width;
    node.height = 1;
    return node;
}

LaidBlock lay_nested(const Block& block, float width, int list_depth, FlowInk ink, const Setting& setting) {
    const Typography& type = setting.type;
    const float block_gap = type.paragraph_gap + 6;
    switch (block.kind) {
        case BlockKind::Heading:
            return {finished(heading_node(block, width, ink, setting)),
                    type.heading_gap[std::clamp(block.level, 1, 6) - 1]};
        case BlockKind::Quote: return {finished(quote_node(block, width, list_depth, ink, setting)), block_gap};
        case BlockKind::List: return {finished(list_node(block, width, list_depth, ink, setting)), type.paragraph_gap};
        case BlockKind::Code:
            return {finished(setting.copyable_code ? copyable_code_node(block, width, setting)
                                                   : code_node(block, width, setting)),
                    block_gap};
        case BlockKind::Table: return {finished(table_node(block, width, ink, setting)), block_gap};
        case BlockKind::Rule: return {finished(rule_node(width)), type.heading_gap[2]};
        case BlockKind::Figure: return {finished(figure_node(block, width, list_depth, ink, setting)), block_gap};
        case BlockKind::Card:
            // One whose address was refused is only its title.
            if (block.inlines.front().kind == InlineKind::Link)
                return {finished(card_node(plain_text(block.inlines), block.inlines.front().url, width, setting)),
                        block_gap};
            [[fallthrough]];
        case BlockKind::Notes: return {finished(notes_node(block, width, ink, setting)), type.heading_gap[2]};
        default: {
            const ParagraphOptions options{.style = type.body, .ink = ink.text, .width = width};
            return {finished(paragraph_node(block.inlines, options, setting)), type.paragraph_gap};
        }
    }
}

}  // namespace

void Column::add(NodeRef node, float gap, float x) {
    if (!children_.empty() || height_ > 0) height_ += gap;
    const float height = node->height;
    children_.push_back({x, height_, std::move(node)});
    height_ += height;
}

void Column::add(Node&& node, float gap, float x) { add(finished(std::move(node)), gap, x); }

void Column::place(Node&& node, float x, float y) {
    if (node.tag != Tag::Decoration) node.placement = Placement::Absolute;
    children_.push_back({x, y, finished(std::move(node))});
}

void Column::move_to(Node& node, float x, float y) {
    for (Child& child : children_) node.children.push_back({child.x + x, child.y + y, std::move(child.node)});
    children_.clear();
}

NodeRef finished(Node&& node) { return std::make_shared<const Node>(std::move(node)); }

Column blocks_column(const std::vector<Block>& blocks, float width, bool tight, int list_depth, FlowInk ink,
                     const Setting& setting) {
    Column column;
    bool below_heading = false;
    for (const Block& block : blocks) {
        LaidBlock laid = lay_nested(block, width, list_depth, ink, setting);
        if (tight && block.kind == BlockKind::Paragraph) {
            // A tight item's text is not a paragraph: HTML has none there either.
            Node plain = *laid.node;
            plain.tag = Tag::Group;
            laid.node = finished(std::move(plain));
        }
        const float gap = below_heading ? setting.type.heading_gap_below : tight ? setting.type.item_gap / 2 : laid.gap;
        column.add(std::move(laid.node), gap);
        below_heading = block.kind == BlockKind::Heading;
    }
    return column;
}

void add_blocks(Column& column, const std::vector<Block>& blocks, float width, FlowInk ink, const Setting& setting) {
    Column inner = blocks_column(blocks, width, false, 0, ink, setting);
    for (Child& child : inner.take()) {
        const float gap = child.y - column.height();
        column.add(std::move(child.node), gap, child.x);
    }
}

LaidBlock lay_block(const Block& block, float width, FlowInk ink, const Setting& setting) {
    return lay_nested(block, width, 0, ink, setting);
}

}  // namespace heidi
