// The levels of a text, as a page has them once it has what knows them.
#pragma once

#include <vector>

#include "bidi/levels.h"

namespace heidi {

inline std::vector<BidiLevel> known_levels(std::string_view text, bool right_to_left) {
    std::vector<BidiLevel> levels(text.size());
    write_bidi_levels(text, right_to_left, levels.data());
    return levels;
}

}  // namespace heidi
