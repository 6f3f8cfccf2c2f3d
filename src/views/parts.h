// Small parts that several views are made of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "semantics/node.h"
#include "views/flow.h"
#include "views/setting.h"

namespace heidi {

struct ButtonLook {
    TextStyle style;
    Ink ink = Ink::Text;
    Look look = {.stroke = Ink::Line, .stroke_width = 1, .radius = 8};
    float padding_x = 14;
    float padding_y = 8;
    float max_width = 0;  // a longer label wraps; 0: it never does
};

// As Action, of a text that lives elsewhere.
struct ControlAction {
    int verb = 0;
    std::string_view argument = {};
};

// A button as wide as its label. `name` is its accessible name where the label does not say it.
Node button_node(std::string_view label, ControlAction action, const ButtonLook& look, const Setting& setting,
                 std::string_view name = {});

// A link that looks like a button.
Node link_button_node(std::string_view label, std::string_view url, const ButtonLook& look, const Setting& setting);

struct SelectOption {
    std::string_view value;
    std::string_view label;
};

// A real select: the browser draws its text and its list, we draw the box behind it. `name` is its accessible name.
Node select_node(std::string_view name, const std::vector<SelectOption>& options, std::string_view chosen,
                 ControlAction action, const TextStyle& style, float width, const Setting& setting);

// As wide as its longest option needs.
float select_width(const std::vector<SelectOption>& options, const TextStyle& style, const Setting& setting);

enum class RowEnd : std::uint8_t { Left, Right };  // where lines that are not full stand

// Places nodes side by side, on as many lines as they need.
class WrappingRow {
public:
    WrappingRow(float width, float gap_x, float gap_y, RowEnd end = RowEnd::Left)
        : width_(width), gap_x_(gap_x), gap_y_(gap_y), end_(end) {}

    void add(Node&& node);
    float height() const { return y_ + line_height_; }
    std::vector<Child> take();

private:
    void close_line();

    float width_, gap_x_, gap_y_;
    RowEnd end_;
    float x_ = 0, y_ = 0, line_height_ = 0;
    std::vector<Child> children_;
    std::vector<Child> line_;
};

// The row as parts of a column, `gap` below what is there and `x` from its left.
void add_row(Column& column, WrappingRow row, float gap, float x = 0);

// All of it, or as much as that and an ellipsis.
std::string beginning_of(std::string_view text, std::size_t most_code_points);

// A passage that something is said about, with a bar beside it: its beginning, if it is long.
Node passage_node(std::string_view text, float width, const TextStyle& style, Ink ink, Ink bar, const Setting& setting);

// Of a part in the widget's own words, where the text around is in another language.
void say_language(Node& node, const Setting& setting);

// "video.example" of "https://www.video.example/watch?v=1"; the address itself where it has none.
std::string_view host_of(std::string_view url);

// RFC 3986 §2.3: everything but unreserved characters, for use in a query.
std::string percent_encoded(std::string_view text);

}  // namespace heidi
