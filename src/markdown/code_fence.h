// The fence that opens a code block at the left margin, and the line that closes it (CommonMark 0.31, "Fenced code
// blocks"). For readers that cannot wait for the parser: it reads a block anew, however long it has become.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace heidi {

class CodeFence {
public:
    // Nothing for an indented fence, whose code loses as much indentation: that is left to the parser.
    static std::optional<CodeFence> opened_by(std::string_view line);

    bool is_closed_by(std::string_view line) const;

private:
    CodeFence(char mark, std::size_t length) : mark_(mark), length_(length) {}

    char mark_;
    std::size_t length_;
};

// For the last line of code, of which more may come: whether it has nothing in it yet but what a closing fence has, in a
// quote or not.
bool may_close_a_fence(std::string_view start_of_line);

}  // namespace heidi
