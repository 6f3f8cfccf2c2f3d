// Colours and faces as the host resolved them from its style sheet: custom properties, dark mode, forced colours.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "semantics/node.h"
#include "views/typography.h"

namespace heidi {

// 0xRRGGBBAA, straight alpha.
using Rgba = std::uint32_t;

struct Theme {
    std::array<Rgba, ink_count> inks{};
    std::string families[family_count];
    std::string spacing;  // see StyleTable

    Rgba of(Ink ink) const { return inks[static_cast<std::size_t>(ink)]; }
    friend bool operator==(const Theme&, const Theme&) = default;
};

}  // namespace heidi
