// The order of right-to-left and mixed text: Unicode's bidirectional algorithm (UAX #9), through SheenBidi. The rules
// named here are its rules. Offsets are bytes of UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace heidi {

// Even: left to right, odd: right to left; larger where directions stand in each other (BD2).
using BidiLevel = std::uint8_t;

// Whether anything in the text can read right to left. Cheap: where it is false, and the paragraph reads from the left,
// nothing below needs to be asked.
bool may_read_right_to_left(std::string_view text);

// By the language's usual script, unless the tag (BCP 47) names another: "ar", "he-IL", "uz-Arab"; false for "".
bool is_right_to_left_language(std::string_view tag);

// The direction of the first strong character, left to right when there is none (P2, P3).
bool reads_right_to_left(std::string_view text);

// The level of each byte in a paragraph of the given direction (X1 to I2). A line feed begins another paragraph.
std::vector<BidiLevel> bidi_levels(std::string_view text, bool right_to_left);

// The levels of the bytes of one line of it: white space at its end and before tabs has the paragraph's (L1).
std::vector<BidiLevel> line_levels(std::string_view line, const BidiLevel* levels, bool right_to_left);

// The indices of `levels` in the order that they are shown, from left to right (L2).
std::vector<std::size_t> visual_order(const std::vector<BidiLevel>& levels);

}  // namespace heidi
