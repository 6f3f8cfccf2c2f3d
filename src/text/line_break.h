// Where a paragraph may break: Unicode's rules, through libunibreak.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/text_measurer.h"

namespace heidi {

enum class BreakKind {
    Allowed,
    Required,  // after a line end in the text
};

struct BreakOpportunity {
    std::size_t byte_offset;  // of the first byte after the break
    BreakKind kind;
};

// UAX #14 with the language's tailoring where there is one ("ja", "de"; "" for none), strict for Japanese, and with a
// dash between spaces kept on the line of the word before it. In ascending order; the end of
// the text is not listed. Scripts without spaces break between the words that `dictionary` knows, between grapheme
// clusters where it knows none, and nowhere without one (class SA, LB1).
std::vector<BreakOpportunity> line_break_opportunities(std::string_view text, const char* language,
                                                       const TextMeasurer* dictionary = nullptr);

// UAX #29: the offsets after each grapheme cluster, the end of the text included.
std::vector<std::size_t> grapheme_boundaries(std::string_view text);

// What stands between two places where a line may end (UAX #14), or between spaces, and has a letter or a digit in it. Han and
// kana count one word a character, as readers of them do. UAX #29 has a definition of its own, which parts "one,two" and "a=b"
// too, at the price of a table of 2 kB brotli.
std::size_t count_words(std::string_view text);

}  // namespace heidi
