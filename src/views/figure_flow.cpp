#include <algorithm>

#include "views/flow_parts.h"
#include "views/paragraph.h"
#include "views/parts.h"

namespace heidi {
namespace {

constexpr float caption_gap = 8;
constexpr float card_padding_x = 18;
constexpr float card_padding_y = 15;

void add_line(Node& card, std::string_view text, const TextStyle& style, Ink ink, const Setting& setting) {
    const float width = std::max(40.0f, card.width - 2 * card_padding_x);
    Node line = text_node(text, {.tag = Tag::Span, .style = style, .ink = ink, .width = width}, setting);
    line.placement = Placement::Absolute;
    const float y = card.height;
    card.height += line.height;
    card.add(card_padding_x, y, std::move(line));
}

}  // namespace

Node figure_node(const Block& figure, float width, int list_depth, FlowInk ink, const Setting& setting) {
    Column column = blocks_column(figure.children, width, false, list_depth, ink, setting);
    const ParagraphOptions caption{
        .tag = Tag::FigureCaption, .style = setting.type.caption, .ink = Ink::Muted, .width = width};
    if (!figure.inlines.empty()) column.add(paragraph_node(figure.inlines, caption, setting), caption_gap);
    Node node;
    node.tag = Tag::Figure;
    node.width = width;
    node.height = column.height();
    node.children = column.take();
    return node;
}

Node card_node(std::string_view title, const std::string& url, float width, const Setting& setting) {
    Node node;
    node.tag = Tag::Link;
    node.look = {.stroke = Ink::Line, .stroke_width = 1, .radius = 10};
    node.set(AttributeName::Href, url);
    node.width = width;
    node.height = card_padding_y;
    add_line(node, title, setting.type.table.with_weight(600), Ink::Accent, setting);
    node.height += 3;
    add_line(node, host_of(url), setting.type.caption, Ink::Muted, setting);
    node.height += card_padding_y;
    return node;
}

}  // namespace heidi
