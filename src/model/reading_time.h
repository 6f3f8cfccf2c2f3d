// How long an article takes to read, in whole minutes, at least 1.
//
// Rounded to the nearest minute: half a minute more or less is within what readers differ by (Firefox shows the spread
// as a range instead). Text and word count give the same answer for ordinary prose.
#pragma once

#include <cstdint>
#include <string_view>

namespace heidi {

// From the text itself, without its markup, at the speed of its language: a BCP 47 tag, of which the first subtag
// counts; any other language, or none, is read at the speed of English.
std::int64_t reading_minutes(std::string_view plain_text, std::string_view lang);

// For a publisher who gives a number of words and not the text.
std::int64_t reading_minutes(std::int64_t word_count);

}  // namespace heidi
