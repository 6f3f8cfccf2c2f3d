// The measuring port: whoever shapes text for the screen also answers how wide it is. In a browser that is Canvas2D,
// so that kerning, ligatures and every script come out as they are painted. It has the dictionaries too, and
// the tables of what reads from the right.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/bidi.h"

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
    // Of text in a script that is written without spaces (Thai, Lao, Khmer, Burmese): the offsets after each word, the
    // end of the text included. Empty where there is no dictionary. Asked for nothing else.
    virtual std::vector<std::size_t> word_ends(std::string_view) const { return {}; }
    // The level of each byte of a text that is not empty, in a paragraph of this direction (X1 to I2, and what of L1 is true
    // of every line; `resets_at_line_end` is added where it is not). A line feed begins another paragraph. Empty: what knows
    // is not here, or not yet.
    virtual std::vector<BidiLevel> bidi_levels(std::string_view, bool /*right_to_left*/) const { return {}; }
};

}  // namespace heidi
