#include "text/bidi.h"

#include <doctest/doctest.h>

#include <string>

using namespace heidi;
using namespace std::string_view_literals;

namespace {

// The level of each byte, a digit each.
std::string levels(std::string_view text, bool right_to_left) {
    std::string shown;
    for (const BidiLevel level : bidi_levels(text, right_to_left)) shown += static_cast<char>('0' + level);
    return shown;
}

std::string levels_in_line(std::string_view line, bool right_to_left) {
    const std::vector<BidiLevel> all = bidi_levels(line, right_to_left);
    std::string shown;
    for (const BidiLevel level : line_levels(line, all.data(), right_to_left)) shown += static_cast<char>('0' + level);
    return shown;
}

std::vector<std::size_t> order(std::string_view digits) {
    std::vector<BidiLevel> levels;
    for (const char digit : digits) levels.push_back(static_cast<BidiLevel>(digit - '0'));
    return visual_order(levels);
}

using Order = std::vector<std::size_t>;

}  // namespace

TEST_CASE("the first strong letter decides the direction") {
    CHECK_FALSE(reads_right_to_left(""));
    CHECK_FALSE(reads_right_to_left("123 …"));
    CHECK_FALSE(reads_right_to_left("Hello שלום"));
    CHECK_FALSE(reads_right_to_left("123 abc שלום"));
    CHECK_FALSE(reads_right_to_left("東京 שלום"));
    CHECK(reads_right_to_left("שלום hello"));
    CHECK(reads_right_to_left("«مرحبا» hello"));
    CHECK(reads_right_to_left("123 שלום"));
    CHECK(reads_right_to_left("👋 مرحبا"));
    CHECK(reads_right_to_left("\u200FHello"));
    CHECK_FALSE(reads_right_to_left("\u2068שלום\u2069 hello"));
}

TEST_CASE("a language reads from the right if its script does") {
    for (const char* tag : {"ar", "he", "fa-IR", "UR", "ar-EG", "uz-Arab", "pa-Arab-PK", "yi"}) {
        CAPTURE(tag);
        CHECK(is_right_to_left_language(tag));
    }
    for (const char* tag : {"", "en", "de-DE", "az", "ar-Latn", "ku", "r", "-", " ", "ar he"}) {
        CAPTURE(tag);
        CHECK_FALSE(is_right_to_left_language(tag));
    }
}

TEST_CASE("digits and signs of right-to-left scripts are not strong") {
    CHECK_FALSE(reads_right_to_left("٣ apples"));
    CHECK_FALSE(reads_right_to_left("، apples"));
}

TEST_CASE("text is asked about only where something in it reads right to left") {
    CHECK_FALSE(may_read_right_to_left(""));
    CHECK_FALSE(may_read_right_to_left("Grüße, καλημέρα, доброе, 東京, नमस्ते, สวัสดี 👋 “x” – 12 €"));
    CHECK(may_read_right_to_left("a ש"));
    CHECK(may_read_right_to_left("٣"));
    CHECK(may_read_right_to_left("\u200F"));
    CHECK(may_read_right_to_left("\u202Eabc"));
    CHECK(may_read_right_to_left("𞤀𞤣"));
    CHECK(may_read_right_to_left("\uFB1D"));
    CHECK_FALSE(may_read_right_to_left("a\xD7"sv));
}

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

TEST_CASE("what is read from the right is turned round, and what stands in it again") {
    CHECK(order("").empty());
    CHECK(order("000") == Order{0, 1, 2});
    CHECK(order("111") == Order{2, 1, 0});
    CHECK(order("0110") == Order{0, 2, 1, 3});
    CHECK(order("12211") == Order{4, 3, 1, 2, 0});
    CHECK(order("01210") == Order{0, 3, 2, 1, 4});
    CHECK(order("1232100") == Order{4, 1, 2, 3, 0, 5, 6});
}

TEST_CASE("broken bytes have levels too") {
    for (const std::string_view text : {"\x80\xFF"sv, "\xD7"sv, "a\xD7\xA9\xD7"sv, "\xF0\x9E"sv, "\0ש"sv})
        for (const bool right_to_left : {false, true}) {
            CHECK(bidi_levels(text, right_to_left).size() == text.size());
            CHECK(levels_in_line(text, right_to_left).size() == text.size());
            reads_right_to_left(text);
        }
}
