#include <algorithm>
#include <cmath>

#include "views/flow_parts.h"
#include "views/paragraph.h"

namespace heidi {
namespace {

// The browser's own markers by depth; the semantic layer shows the same ones where it is painted by CSS.
constexpr std::string_view bullets[] = {"•", "◦", "▪"};
constexpr float checkbox_size = 16;

// A gap between the marker and the text as wide as the space that follows it in the browser's own markers.
Node marker_node(const Block& list, int number, int depth, FlowInk ink, const Setting& setting) {
    const std::string text = list.ordered ? std::to_string(number) + "." : std::string(bullets[std::min(depth, 2)]);
    Node node = label_node(text, {.style = setting.type.body, .ink = list.ordered ? ink.text : Ink::Muted}, setting);
    node.tag = Tag::Decoration;
    return node;
}

// Painted by the browser in both painters: a checkbox says its state by itself.
Node checkbox_node(bool checked) {
    Node node;
    node.tag = Tag::Checkbox;
    node.width = checkbox_size;
    node.height = checkbox_size;
    if (checked) node.attributes.push_back({AttributeName::Checked, ""});
    node.attributes.push_back({AttributeName::Disabled, "true"});
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
    if (item.checked) node.attributes.push_back({AttributeName::Class, "task"});
    node.children = content.take();
    return node;
}

void add_marker(Node& node, const Block& item, const Block& list, int number, int depth, FlowInk ink,
                const Setting& setting) {
    const float line_height = setting.type.body.line_height;
    if (item.checked) {
        Node box = checkbox_node(*item.checked);
        box.placement = Placement::Absolute;
        const Child child{-checkbox_size - 8, std::floor((line_height - checkbox_size) / 2), finished(std::move(box))};
        node.children.insert(node.children.begin(), child);
        return;
    }
    Node marker = marker_node(list, number, depth, ink, setting);
    const float space = setting.measurer.advance(setting.styles.font(setting.type.body), " ");
    const float x = list.ordered ? -marker.width - space : -marker.width - 1.6f * space;
    node.children.insert(node.children.begin(), {x, 0, finished(std::move(marker))});
}

// Where a long number does not fit the usual indent, the whole list steps in further.
float indent_for(const Block& list, const Setting& setting) {
    if (!list.ordered) return setting.type.indent;
    const std::string last = std::to_string(list.start + static_cast<int>(list.children.size()) - 1) + ". ";
    const float widest = setting.measurer.advance(setting.styles.font(setting.type.body), last);
    return std::max(setting.type.indent, std::ceil(widest) + 4);
}

}  // namespace

Node list_node(const Block& list, float width, int depth, FlowInk ink, const Setting& setting) {
    // A list so deep that nothing is left of the column stops stepping in.
    const float indent = std::min(indent_for(list, setting), width / 4);
    Column items;
    int number = list.start;
    for (const Block& item : list.children) {
        Node node = item_node(item, list, width - indent, depth, ink, setting);
        add_marker(node, item, list, number, depth, ink, setting);
        ++number;
        items.add(std::move(node), list.tight ? setting.type.item_gap / 2 : setting.type.item_gap, indent);
    }
    Node node;
    node.tag = list.ordered ? Tag::OrderedList : Tag::List;
    node.width = width;
    node.height = items.height();
    if (list.ordered && list.start != 1) node.attributes.push_back({AttributeName::Start, std::to_string(list.start)});
    node.children = items.take();
    return node;
}

}  // namespace heidi
