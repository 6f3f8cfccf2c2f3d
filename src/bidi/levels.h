// Unicode's bidirectional algorithm (UAX #9) through SheenBidi. On a page it is a file of its own, for those who read what
// needs it (port/browser/bidi_part.cpp); text/bidi.h has what everybody needs. The rules named here are the algorithm's.
#pragma once

#include <string_view>

#include "text/bidi.h"

namespace heidi {

// Writes the level of each byte of the text, as `bidi_levels` of text/text_measurer.h gives them: those of a paragraph of the
// given direction (X1 to I2), where a line feed begins another one. Where memory ends, what is left is in the order it is
// written.
void write_bidi_levels(std::string_view text, bool right_to_left, BidiLevel* levels);

}  // namespace heidi
