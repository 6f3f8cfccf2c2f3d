// Tables of blocks of Unicode, searched from their start: for a few ranges, as all of ours are.
#pragma once

#include <cstddef>

namespace heidi {

struct CodePointRange {
    char32_t first, last;  // both inside
};

template <std::size_t N>
bool is_in(char32_t code_point, const CodePointRange (&ranges)[N]) {
    for (const CodePointRange& range : ranges)
        if (code_point >= range.first && code_point <= range.last) return true;
    return false;
}

}  // namespace heidi
