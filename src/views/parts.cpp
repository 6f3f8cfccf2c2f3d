#include "views/parts.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"
#include "views/paragraph.h"

namespace heidi {
namespace {

Node padded(Node&& label, const ButtonLook& look) {
    Node node;
    node.width = label.width + 2 * look.padding_x;
    node.height = label.height + 2 * look.padding_y;
    node.look = look.look;
    node.placement = Placement::Absolute;
    // Not in the flow: a button centres its content on its own terms.
    label.placement = Placement::Absolute;
    node.add(look.padding_x, look.padding_y, std::move(label));
    return node;
}

Node button_label(std::string_view label, const ButtonLook& look, const Setting& setting) {
    ParagraphOptions options{.tag = Tag::Span, .style = look.style, .ink = look.ink};
    Node node = label_node(label, options, setting);
    options.width = look.max_width - 2 * look.padding_x;
    if (look.max_width <= 0 || node.width <= options.width) return node;
    return text_node(label, options, setting);
}

}  // namespace

Node button_node(std::string_view label, ControlAction action, const ButtonLook& look, const Setting& setting,
                 std::string_view name) {
    Node node = padded(button_label(label, look, setting), look);
    node.tag = Tag::Button;
    node.action = {action.verb, std::string(action.argument)};
    if (!name.empty()) node.set(AttributeName::Label, name);
    return node;
}

Node link_button_node(std::string_view label, std::string_view url, const ButtonLook& look, const Setting& setting) {
    Node node = padded(button_label(label, look, setting), look);
    node.tag = Tag::Link;
    node.set(AttributeName::Href, url);
    node.set(AttributeName::Target, "_blank");
    return node;
}

Node select_node(std::string_view name, const std::vector<SelectOption>& options, std::string_view chosen,
                 ControlAction action, const TextStyle& style, float width, const Setting& setting) {
    Node select;
    select.tag = Tag::Select;
    select.look = {.fill = Ink::Raised, .radius = 8};
    select.font = setting.styles.font(style);
    select.line_height = style.line_height;
    select.width = width;
    select.height = 30;
    select.action = {action.verb, std::string(action.argument)};
    for (const SelectOption& item : options) {
        Node option;
        option.tag = Tag::Option;
        option.placement = Placement::Inline;
        option.key = item.value;
        option.set_text(item.label);
        option.set(AttributeName::Value, item.value);
        select.add(0, 0, std::move(option));
    }
    select.set(AttributeName::Label, name);
    select.set(AttributeName::Value, chosen);
    return select;
}

float select_width(const std::vector<SelectOption>& options, const TextStyle& style, const Setting& setting) {
    constexpr float padding = 10 + 26;  // shell/styles.ts
    float widest = 0;
    for (const SelectOption& option : options)
        widest = std::max(widest, setting.measurer.advance(setting.styles.font(style), option.label));
    return std::ceil(widest) + padding + 2;
}

void WrappingRow::add(Node&& node) {
    if (!line_.empty() && x_ + node.width > width_) close_line();
    node.placement = Placement::Absolute;
    line_height_ = std::max(line_height_, node.height);
    const float width = node.width;
    line_.push_back({x_, y_, finished(std::move(node))});
    x_ += width + gap_x_;
}

// Lower ones stand in the middle of their line.
void WrappingRow::close_line() {
    const float shift = end_ == RowEnd::Right ? width_ - (x_ - gap_x_) : 0;
    for (Child& child : line_) {
        child.x += shift;
        child.y += std::floor((line_height_ - child.node->height) / 2);
        children_.push_back(std::move(child));
    }
    line_.clear();
    y_ += line_height_ + gap_y_;
    x_ = line_height_ = 0;
}

std::vector<Child> WrappingRow::take() {
    const float bottom = height();
    close_line();
    y_ = bottom;
    return std::move(children_);
}

void add_row(Column& column, WrappingRow row, float gap, float x) {
    const float y = column.height() + gap, height = row.height();
    for (Child& child : row.take()) column.place(Node(*child.node), child.x + x, child.y + y);
    column.skip(gap + height);
}

std::string beginning_of(std::string_view text, std::size_t most_code_points) {
    const std::size_t end = byte_offset_of_code_point(text, most_code_points);
    return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

Node passage_node(std::string_view text, float width, const TextStyle& style, Ink ink, Ink bar,
                  const Setting& setting) {
    constexpr std::size_t most = 140;  // code points: two lines or three
    constexpr float indent = 10;
    Node words = text_node(beginning_of(text, most),
                           {.tag = Tag::Paragraph, .style = style, .ink = ink, .width = width - indent}, setting);
    Node node;
    node.tag = Tag::Quote;
    node.look = {.bar = bar, .bar_width = 3};
    node.width = width;
    node.height = words.height;
    node.add(indent, 0, std::move(words));
    return node;
}

void say_language(Node& node, const Setting& setting) {
    if (!setting.words_language.empty()) node.set(AttributeName::Lang, setting.words_language);
}

std::string_view host_of(std::string_view url) {
    const std::size_t scheme = url.find("//");
    if (scheme == std::string_view::npos) return url;
    std::string_view host = url.substr(scheme + 2);
    host = host.substr(0, host.find_first_of("/?#"));
    if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
    if (host.starts_with("www.")) host.remove_prefix(4);
    return host;
}

std::string percent_encoded(std::string_view text) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~') {
            encoded += c;
        } else {
            encoded += '%';
            encoded += hex[(static_cast<unsigned char>(c) >> 4) & 0xF];
            encoded += hex[static_cast<unsigned char>(c) & 0xF];
        }
    }
    return encoded;
}

}  // namespace heidi
