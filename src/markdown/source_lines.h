// Where the lines of a Markdown text begin. A line ends with LF, CR or CR LF (CommonMark 0.31, "Preliminaries"); lines
// count from 1, as in cmark's source positions.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace heidi {

class SourceLines {
public:
    explicit SourceLines(std::string_view text);

    std::string_view text() const { return text_; }
    // `line` must be a line of the text, or the one after its last line end.
    std::size_t byte_offset_of(std::size_t line) const { return starts_[line - 1]; }
    std::size_t line_at(std::size_t byte_offset) const;

private:
    std::string_view text_;
    std::vector<std::size_t> starts_;
};

}  // namespace heidi
