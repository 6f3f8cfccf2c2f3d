#include "markdown/half_markup.h"

#include "markdown/cmark_tree.h"
#include "markdown/code_fence.h"
#include "markdown/half_inlines.h"
#include "markdown/source_lines.h"

#include <algorithm>

namespace heidi {
namespace {

enum class BlockAtEnd { Text, Row, Code, CodeOpening, Html };

struct End {
    BlockAtEnd block;
    std::size_t text = 0;  // byte offset at which the text of the block begins
};

std::size_t line_start(std::string_view text) {
    const std::size_t line_end = text.find_last_of("\r\n");
    return line_end == std::string_view::npos ? 0 : line_end + 1;
}

std::string_view last_line(std::string_view text) { return text.substr(line_start(text)); }

std::string_view without_last_line(std::string_view text) { return text.substr(0, line_start(text)); }

std::string_view without_one_line_end(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

bool is_block(cmark_node* node) {
    return node && (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
}

bool is_fenced(cmark_node* code) {
    int length = 0, offset = 0;
    char mark = 0;
    return cmark_node_get_fenced(code, &length, &offset, &mark) != 0;
}

// The column is that of a cell's row, which may stand in a quote: the text begins behind the bar before it.
std::size_t start_of_last_cell(std::string_view text) {
    std::size_t bar = text.rfind('|');
    while (bar != std::string_view::npos && bar > 0 && text[bar - 1] == '\\') bar = text.rfind('|', bar - 1);
    return std::max(line_start(text), bar == std::string_view::npos ? 0 : bar + 1);
}

// Asks the parser what the next character would become part of. A control character, because that belongs to no mark;
// and a word, because behind one `[1]: h` is no definition, which would leave nothing in the tree.
End end_of(std::string_view text) {
    const std::string probe = std::string(text) + "\x01 x";
    const CmarkTree tree = cmark_tree_from(probe);
    cmark_node* last = tree.get();
    while (is_block(cmark_node_last_child(last))) last = cmark_node_last_child(last);

    const SourceLines source(probe);
    const auto line = static_cast<std::size_t>(cmark_node_get_start_line(last));
    const bool on_last_line = line == source.line_at(text.size());
    switch (cmark_node_get_type(last)) {
        case CMARK_NODE_CODE_BLOCK:
            return {on_last_line && is_fenced(last) ? BlockAtEnd::CodeOpening : BlockAtEnd::Code};
        case CMARK_NODE_HTML_BLOCK: return {BlockAtEnd::Html};
        case CMARK_NODE_PARAGRAPH:
        case CMARK_NODE_HEADING: break;
        default: return {BlockAtEnd::Row, start_of_last_cell(text)};
    }
    if (line == 0) return {BlockAtEnd::Text, line_start(text)};
    const auto column = static_cast<std::size_t>(cmark_node_get_start_column(last));
    return {BlockAtEnd::Text, std::min(text.size(), source.byte_offset_of(line) + column - 1)};
}

bool is_list_mark(char c) { return c == '-' || c == '+' || c == '*'; }

// The line without the marks of quotes and list items that it begins with. `item`: the last of them is an item's.
std::string_view without_containers(std::string_view line, bool& item) {
    item = false;
    for (;;) {
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        std::size_t mark = 0;
        if (line.starts_with('>')) {
            mark = 1;
        } else if (line.size() > 1 && is_list_mark(line[0]) && line[1] == ' ') {
            mark = 2;
        } else {
            const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
            const bool closed = digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
            if (closed && (digits + 1 == line.size() || line[digits + 1] == ' ')) mark = digits + 1;
        }
        if (mark == 0) return line;
        item = !line.starts_with('>');
        line.remove_prefix(mark);
    }
}

bool has_only(std::string_view line, std::string_view characters) {
    return line.find_first_not_of(characters) == std::string_view::npos;
}

// Whether the line may still become anything: a rule, an underline, a table's second line, an item, a fence, text.
bool is_undecided(std::string_view line) {
    bool item = false;
    line = without_containers(line, item);
    if (item && (line.starts_with("[x") || line.starts_with("[X"))) line.remove_prefix(2);
    return has_only(line, "#>-+*_=~`|:[] \t") || has_only(line, "0123456789");
}

bool starts_with_bar(std::string_view line) {
    bool item = false;
    return without_containers(line, item).starts_with('|');
}

// A line with a bar in front is a table's head if the line below says so. With such a line above it, it is none.
bool may_be_table_head(std::string_view text) {
    return starts_with_bar(last_line(text)) &&
           !starts_with_bar(last_line(without_one_line_end(without_last_line(text))));
}

// Lines before the block that is open at the end are decided.
std::string_view without_undecided_lines(std::string_view text, End end) {
    const bool undecided = is_undecided(last_line(text));
    if (undecided) text = without_last_line(text);
    if (end.block != BlockAtEnd::Text) return text;
    const std::string_view line = undecided ? without_one_line_end(text) : text;
    return line.size() > end.text && may_be_table_head(line) ? without_last_line(line) : text;
}

std::string_view without_closing_fence(std::string_view text) {
    return may_close_a_fence(last_line(text)) ? without_last_line(text) : text;
}

std::string with_inlines_completed(std::string_view text, std::size_t start) {
    if (text.size() <= start) return std::string(text);
    std::string shown = std::string(text.substr(0, start)) + completed_inlines(text.substr(start));
    // Of an item or a row of which all else is hidden, its mark is hidden too.
    const bool only_marks = last_line(shown).size() < last_line(text).size() && is_undecided(last_line(shown));
    if (only_marks) shown.resize(line_start(shown));
    return shown;
}

}  // namespace

std::string completed(std::string_view tail) {
    tail = without_half_character(tail);
    const End end = end_of(tail);
    switch (end.block) {
        case BlockAtEnd::Code: return std::string(without_closing_fence(tail));
        case BlockAtEnd::CodeOpening: return std::string(without_last_line(tail));
        case BlockAtEnd::Html: return std::string(without_half_tag(tail));
        case BlockAtEnd::Text:
        case BlockAtEnd::Row: break;
    }
    return with_inlines_completed(without_undecided_lines(tail, end), end.text);
}

std::string_view without_half_character(std::string_view text) {
    const auto byte_from_end = [&](std::size_t n) { return static_cast<unsigned char>(text[text.size() - n]); };
    for (std::size_t n = 1; n <= std::min<std::size_t>(3, text.size()); ++n) {
        const unsigned char byte = byte_from_end(n);
        if ((byte & 0xC0) == 0x80) continue;
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return length > n ? text.substr(0, text.size() - n) : text;
    }
    return text;
}

}  // namespace heidi
