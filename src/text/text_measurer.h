// The measuring port: whoever shapes text for the screen also answers how wide it is. In a browser that is Canvas2D,
// so that kerning, ligatures and every script come out as they are painted.
#pragma once

#include <cstdint>
#include <string_view>

namespace heidi {

// A font that the measurer knows, by its index in the style table.
using FontId = std::uint16_t;

// Of the font's first available face, in whole CSS pixels: browsers round both before they place a baseline.
struct FontMetrics {
    float ascent = 0;
    float descent = 0;
};

class TextMeasurer {
public:
    virtual ~TextMeasurer() = default;
    // The advance of the shaped text, set alone on one line, in CSS pixels.
    virtual float advance(FontId font, std::string_view text) const = 0;
    virtual FontMetrics metrics(FontId font) const = 0;
};

}  // namespace heidi
