#include <algorithm>
#include <cmath>

#include "base/decimal.h"
#include "views/flow_parts.h"
#include "views/note_anchors.h"
#include "views/paragraph.h"

namespace heidi {
namespace {

constexpr float checkbox_size = 16;

// A number, its full stop and a space, ending where the item begins: as the browser's own marker.
Child number_marker(int number, FlowInk ink, const Setting& setting) {
    const Direction direction = setting.right_to_left ? Direction::RightToLeft : Direction::LeftToRight;
    const ParagraphOptions options{.style = setting.type.body, .ink = ink.text, .direction = direction};
    Node node = label_node(decimal(number) + ".", options, setting);
    node.tag = Tag::Decoration;
    const float space = setting.measurer.advance(setting.styles.font(setting.type.body), " ");
    const float x = -node.width - space;
    return {x, 0, finished(std::move(node))};
}

// Disc, circle and square by depth, where and as large as Chromium draws its own markers (they follow from the font's
// ascent), so that both painters show the same.
Child bullet_marker(int depth, const Setting& setting) {
    const TextStyle& style = setting.type.body;
    const FontMetrics metrics = setting.measurer.metrics(setting.styles.font(style));
    const int ascent = static_cast<int>(metrics.ascent);
    const int reach = ascent * 2 / 3;
    const auto size = static_cast<float>((reach + 1) / 2);
    const auto drop = static_cast<float>(3 * (ascent - reach) / 2);
    Node node;
    node.tag = Tag::Decoration;
    node.width = node.height = size;
    if (depth == 0) node.look = {.fill = Ink::Muted, .radius = size / 2};
    if (depth == 1) node.look = {.stroke = Ink::Muted, .stroke_width = 1, .radius = size / 2};
    if (depth >= 2) node.look = {.fill = Ink::Muted};
    const float top = baseline_in_line(metrics, style.line_height) - metrics.ascent + drop;
    return {static_cast<float>(-reach - 7), top, finished(std::move(node))};
}

// Painted by the browser in both painters: a checkbox says its state by itself.
Node checkbox_node(bool checked, const Setting& setting) {
    Node node;
    node.tag = Tag::Checkbox;
    node.width = checkbox_size;
    node.height = checkbox_size;
    if (checked) node.set(AttributeName::Checked, "");
    node.set(AttributeName::NativelyDisabled, "");
    node.set(AttributeName::Label, setting.words[checked ? Text::task_done : Text::task_open]);
    return node;
}

Node item_node(const Block& item, const Block& list, float width, int depth, FlowInk ink, const Setting& setting) {
    Column content = blocks_column(item.children, width, list.tight, depth + 1, ink, setting);
    Node node;
    node.tag = Tag::Item;
    node.width = width;
    node.font = setting.styles.font(setting.type.body);
    node.line_height = setting.type.body.line_height;
    node.ink = ink.text;
    node.height = std::max(content.height(), setting.type.body.line_height);
    if (item.checked) node.set(AttributeName::Class, "task");
    node.children = content.take();
    return node;
}

void add_marker(Node& node, const Block& item, const Block& list, int number, int depth, FlowInk ink,
                const Setting& setting) {
    const float line_height = setting.type.body.line_height;
    if (item.checked) {
        Node box = checkbox_node(*item.checked, setting);
        box.placement = Placement::Absolute;
        const Child child{-checkbox_size - 8, std::floor((line_height - checkbox_size) / 2), finished(std::move(box))};
        node.children.insert(node.children.begin(), child);
        return;
    }
    node.children.insert(node.children.begin(),
                         list.ordered ? number_marker(number, ink, setting) : bullet_marker(depth, setting));
}

// The ways back to what refers to a note stand at the end of its text, or below what it ends with.
Block with_returns(Block note, int number) {
    if (note.references > 0 && (note.children.empty() || note.children.back().kind != BlockKind::Paragraph))
        note.children.push_back({.kind = BlockKind::Paragraph});
    for (int reference = 1; reference <= note.references; ++reference) {
        std::vector<Inline>& text = note.children.back().inlines;
        if (!text.empty()) text.push_back({.kind = InlineKind::Text, .text = " "});
        text.push_back({.kind = InlineKind::NoteReturn, .note = number, .reference = reference});
    }
    return note;
}

Typography smaller(Typography type) {
    type.body.size = std::round(type.body.size * 0.875f);
    type.body.line_height = std::round(type.body.line_height * 0.875f);
    type.paragraph_gap = std::round(type.paragraph_gap * 0.75f);
    return type;
}

// For the ear: to the eye the line and the size say it.
Node spoken_heading(std::string_view text) {
    Node node;
    node.tag = Tag::Heading2;
    node.placement = Placement::Absolute;
    node.set(AttributeName::Class, "spoken");
    node.set_text(text);
    return node;
}

std::vector<int> numbers_of(const Block& list) {
    std::vector<int> numbers;
    int next = list.start;
    for (const Block& item : list.children) {
        numbers.push_back(item.number.value_or(next));
        next = numbers.back() + 1;
    }
    return numbers;
}

// Where a long number does not fit the usual indent, the whole list steps in further.
float indent_for(const Block& list, const std::vector<int>& numbers, const Setting& setting) {
    if (!list.ordered || numbers.empty()) return setting.type.indent;
    const std::string last = decimal(*std::max_element(numbers.begin(), numbers.end())) + ". ";
    const float widest = setting.measurer.advance(setting.styles.font(setting.type.body), last);
    return std::max(setting.type.indent, std::ceil(widest) + 4);
}

}  // namespace

Node list_node(const Block& list, float width, int depth, FlowInk ink, const Setting& setting) {
    // A list so deep that nothing is left of the column stops stepping in.
    const std::vector<int> numbers = numbers_of(list);
    const float indent = std::min(indent_for(list, numbers, setting), width / 4);
    Column items;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const Block& item = list.children[i];
        const int number = numbers[i];
        Node node = item_node(item, list, width - indent, depth, ink, setting);
        add_marker(node, item, list, number, depth, ink, setting);
        if (list.kind == BlockKind::Notes) node.set(AttributeName::Id, note_anchor(number, setting));
        if (list.ordered && item.number) node.set(AttributeName::Value, decimal(*item.number));
        items.add(std::move(node), list.tight ? setting.type.item_gap / 2 : setting.type.item_gap, indent);
    }
    Node node;
    node.tag = list.ordered ? Tag::OrderedList : Tag::List;
    node.width = width;
    node.height = items.height();
    if (list.ordered && list.start != 1) node.set(AttributeName::Start, decimal(list.start));
    node.children = items.take();
    return node;
}

Node notes_node(const Block& notes, float width, FlowInk ink, const Setting& setting) {
    constexpr float below_line = 14;
    const Typography type = smaller(setting.type);
    const Setting small{.styles = setting.styles,
                        .measurer = setting.measurer,
                        .type = type,
                        .pictures = setting.pictures,
                        .words = setting.words,
                        .language = setting.language,
                        .right_to_left = setting.right_to_left,
                        .copyable_code = setting.copyable_code,
                        .words_language = setting.words_language,
                        .anchors = setting.anchors};
    Block list{.kind = BlockKind::Notes, .ordered = true, .tight = false};
    int number = 0;
    for (const Block& note : notes.children) list.children.push_back(with_returns(note, ++number));
    Node line;
    line.tag = Tag::Decoration;
    line.look = {.fill = Ink::Line};
    line.width = width;
    line.height = 1;
    Node items = list_node(list, width, 0, ink, small);
    Node node;
    node.tag = Tag::Section;
    node.width = width;
    node.height = below_line + items.height;
    node.add(0, 0, std::move(line));
    node.add(0, 0, spoken_heading(setting.words[Text::notes]));
    node.add(0, below_line, std::move(items));
    return node;
}

}  // namespace heidi
