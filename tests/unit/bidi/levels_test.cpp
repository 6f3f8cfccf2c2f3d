#include "bidi/levels.h"

#include <doctest/doctest.h>

#include <string>

#include "bidi/known_levels.h"

using namespace heidi;
using namespace std::string_view_literals;

namespace {

// The level of each byte, a digit each, whatever it would be at a line's end.
std::string levels(std::string_view text, bool right_to_left) {
    std::string shown;
    for (const BidiLevel level : known_levels(text, right_to_left))
        shown += static_cast<char>('0' + (level & ~resets_at_line_end));
    return shown;
}

std::string levels_in_line(std::string_view line, bool right_to_left) {
    std::string shown;
    for (const BidiLevel level : line_levels(known_levels(line, right_to_left), right_to_left))
        shown += static_cast<char>('0' + level);
    return shown;
}

}  // namespace

TEST_CASE("letters, numbers and what stands between them have their levels") {
    CHECK(levels("ab", false) == "00");
    CHECK(levels("ab", true) == "22");
    CHECK(levels("של", false) == "1111");
    CHECK(levels("a ש b", false) == "001100");
    CHECK(levels("ש 12", true) == "11122");
    CHECK(levels("ש 12", false) == "11122");
    CHECK(levels("ש, a", false) == "11000");
    CHECK(levels("ע 1-2", false) == "111222");
    // Arabic letters make the numbers after them Arabic, whose parts are not joined by a hyphen (W2).
    CHECK(levels("ع 1-2", false) == "111212");
}

TEST_CASE("brackets go with what they enclose") {
    CHECK(levels("a (ש) b", false) == "00011000");
    CHECK(levels("ש (a) ש", true) == "111121111");
}

TEST_CASE("a line feed begins another paragraph of the same direction") {
    CHECK(levels("ש,\n1", false) == "11000");
    CHECK(levels("", true).empty());
}

TEST_CASE("white space at a line's end and before a tab has the paragraph's direction") {
    CHECK(levels_in_line("ש\tש", false) == "11011");
    CHECK(levels_in_line("ש \tש  ", false) == "11001100");
    CHECK(levels_in_line("a  ", true) == "211");
    CHECK(levels_in_line("ש\u00AD", false) == "1111");
}

TEST_CASE("broken bytes have levels too") {
    for (const std::string_view text : {"\x80\xFF"sv, "\xD7"sv, "a\xD7\xA9\xD7"sv, "\xF0\x9E"sv, "\0ש"sv})
        for (const bool right_to_left : {false, true}) {
            CHECK(known_levels(text, right_to_left).size() == text.size());
            CHECK(levels_in_line(text, right_to_left).size() == text.size());
        }
}
