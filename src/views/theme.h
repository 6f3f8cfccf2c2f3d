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
    float roundness = 1;  // of what is designed: 0 has corners

    // List markers are round in any theme; the style sheet has the same rule (shell/looks.ts).
    float of_radius(float designed) const { return designed < 4 ? designed : designed * roundness; }
    Rgba of(Ink ink) const { return inks[static_cast<std::size_t>(ink)]; }
    friend bool operator==(const Theme&, const Theme&) = default;
};

}  // namespace heidi
