// A code block that grows line by line without being parsed: it has no markup in it, so its lines are only appended.
#pragma once

#include "markdown/code_fence.h"
#include "markdown/document.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace heidi {

// The block itself is the caller's, as the parser made it from the opening line alone.
class GrowingCode {
public:
    // Nothing if the first line opens no code block, or one that is indented.
    static std::optional<GrowingCode> opened_by(std::string_view whole_lines);

    // The length of that line.
    std::size_t opening_bytes() const { return opening_bytes_; }

    // Returns how many bytes of them belong to the block if one of them closes it.
    std::optional<std::size_t> add_lines(Block& code, std::string_view whole_lines);

    // Shows what has come of the next line; the next call of either takes it back.
    void add_half_line(Block& code, std::string_view start_of_line);

private:
    GrowingCode(CodeFence fence, std::size_t opening_bytes) : fence_(fence), opening_bytes_(opening_bytes) {}

    void append(Block& code, std::string_view line) const;

    CodeFence fence_;
    std::size_t opening_bytes_;
    bool has_lines_ = false;
    std::size_t whole_bytes_ = 0;  // of the block's text: its whole lines without the last line end
};

}  // namespace heidi
