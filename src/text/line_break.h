// Where a paragraph may break: Unicode's rules, through libunibreak.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace heidi {

enum class BreakKind {
    Allowed,
    Required,  // after a line end in the text
};

struct BreakOpportunity {
    std::size_t byte_offset;  // of the first byte after the break
    BreakKind kind;
};

// UAX #14 with the language's tailoring where there is one ("ja", "de"; "" for none). In ascending order; the end of
// the text is not listed.
std::vector<BreakOpportunity> line_break_opportunities(std::string_view text, const char* language);

// UAX #29: the offsets after each grapheme cluster, the end of the text included.
std::vector<std::size_t> grapheme_boundaries(std::string_view text);

// UAX #29 words that have a letter or a digit in them. Han and kana count one word a character, as readers of them do.
std::size_t count_words(std::string_view text);

// The direction of the first strong character (UAX #9, P2 and P3), left to right when there is none.
bool reads_right_to_left(std::string_view text);

}  // namespace heidi
