// The order of right-to-left and mixed text, as far as everybody needs it: whether there is any, which direction a paragraph
// has, and the order of a line once its levels are known. The levels are the measuring port's (text_measurer.h), which has
// Unicode's bidirectional algorithm (UAX #9); the rules named here are its rules. Offsets are bytes of UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace heidi {

// Even: left to right, odd: right to left; larger where directions stand in each other (BD2).
using BidiLevel = std::uint8_t;

// Added to the level of what has the paragraph's where it stands at the end of a line (L1). Levels end at 126.
inline constexpr BidiLevel resets_at_line_end = 0x80;

// Whether anything in the text can read right to left. Cheap: where it is false, and the paragraph reads from the left,
// nothing below needs to be asked.
bool may_read_right_to_left(std::string_view text);

// By the language's usual script, unless the tag (BCP 47) names another: "ar", "he-IL", "uz-Arab"; false for "".
bool is_right_to_left_language(std::string_view tag);

// The direction of the first letter, left to right when there is none (P2, P3). Blocks of signs are taken whole: a text that
// begins with a rare one, such as a letter in a circle, may be judged by what comes after it.
bool reads_right_to_left(std::string_view text);

// The levels of the bytes of a paragraph as good as they can be had without the tables of Unicode: letters, numbers, and
// what stands between them. Brackets and controls are signs like others.
std::vector<BidiLevel> simple_bidi_levels(std::string_view text, bool right_to_left);

// The levels of one line, from those of its bytes in the paragraph.
std::vector<BidiLevel> line_levels(std::span<const BidiLevel> levels, bool right_to_left);

// The indices of `levels` in the order that they are shown, from left to right (L2).
std::vector<std::size_t> visual_order(const std::vector<BidiLevel>& levels);

}  // namespace heidi
