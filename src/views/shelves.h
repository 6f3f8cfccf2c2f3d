// Long columns stand on shelves: sixteen blocks on a shelf, sixteen shelves in a rack. A frame compares racks, not every
// block, and a shelf out of sight costs the browser nothing (`content-visibility`), while find-in-page and assistive
// technology still reach it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "views/flow.h"

namespace heidi {

inline constexpr std::size_t shelf_size = 16;

// One node for `blocks`, which are not empty. `key` tells it from its siblings.
LaidBlock shelf_of(const std::vector<LaidBlock>& blocks, std::string key, float width);

// The same for where it is out of sight mostly. A browser looks at what is apart only once it knows that it is near, which is
// a second pass over what comes into sight. The class is instead of "shelf", and the style sheet says why both are there.
LaidBlock apart(LaidBlock shelf);

// For a column whose blocks may change anywhere: shelves whose blocks are the same nodes as before stay the same nodes.
class Shelves {
public:
    const std::vector<LaidBlock>& racks_of(const std::vector<LaidBlock>& blocks, float width);

private:
    std::vector<LaidBlock> shelves_, racks_;
};

}  // namespace heidi
