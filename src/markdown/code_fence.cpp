#include "markdown/code_fence.h"

#include <algorithm>
#include <string>

namespace heidi {
namespace {

constexpr std::size_t shortest_fence = 3;
// cmark counts no further, so more marks are closed by as many (blocks.c, open_new_blocks).
constexpr std::size_t longest_fence = 255;
constexpr std::size_t deepest_closing_indent = 3;

std::size_t run_length(std::string_view text, char mark) { return std::min(text.find_first_not_of(mark), text.size()); }

}  // namespace

std::optional<CodeFence> CodeFence::opened_by(std::string_view line) {
    if (line.empty() || (line.front() != '`' && line.front() != '~')) return std::nullopt;
    const char mark = line.front();
    const std::size_t length = run_length(line, mark);
    if (length < shortest_fence) return std::nullopt;
    // A backtick behind backticks makes them inline code.
    if (mark == '`' && line.find('`', length) != std::string_view::npos) return std::nullopt;
    return CodeFence(mark, std::min(length, longest_fence));
}

bool CodeFence::is_closed_by(std::string_view line) const {
    const std::size_t indent = run_length(line, ' ');
    if (indent > deepest_closing_indent) return false;
    const std::string_view marks = line.substr(indent);
    const std::size_t length = run_length(marks, mark_);
    return length >= length_ && marks.find_first_not_of(" \t\r\n", length) == std::string_view::npos;
}

bool may_close_a_fence(std::string_view start_of_line) {
    const std::size_t first_mark = start_of_line.find_first_not_of(" \t>");
    if (first_mark == std::string_view::npos) return true;
    const char mark = start_of_line[first_mark];
    return (mark == '`' || mark == '~') &&
           start_of_line.find_first_not_of(std::string({mark, ' ', '\t'}), first_mark) == std::string_view::npos;
}

}  // namespace heidi
