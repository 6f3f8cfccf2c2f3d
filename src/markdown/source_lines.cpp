#include "markdown/source_lines.h"

#include <algorithm>

namespace heidi {

SourceLines::SourceLines(std::string_view text) : text_(text), starts_{0} {
    for (std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
         at = text.find_first_of("\r\n", at)) {
        at += text.substr(at).starts_with("\r\n") ? 2 : 1;
        starts_.push_back(at);
    }
}

std::size_t SourceLines::line_at(std::size_t byte_offset) const {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), byte_offset);
    return static_cast<std::size_t>(next - starts_.begin());
}

}  // namespace heidi
