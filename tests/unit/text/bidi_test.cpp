#include "text/bidi.h"

#include <doctest/doctest.h>

#include <string>

using namespace heidi;
using namespace std::string_view_literals;

namespace {

// A digit each.
std::string shown(const std::vector<BidiLevel>& levels) {
    std::string digits;
    for (const BidiLevel level : levels) digits += static_cast<char>('0' + level);
    return digits;
}

std::string simple_levels(std::string_view text, bool right_to_left) {
    return shown(line_levels(simple_bidi_levels(text, right_to_left), right_to_left));
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

TEST_CASE("what is read from the right is turned round, and what stands in it again") {
    CHECK(order("").empty());
    CHECK(order("000") == Order{0, 1, 2});
    CHECK(order("111") == Order{2, 1, 0});
    CHECK(order("0110") == Order{0, 2, 1, 3});
    CHECK(order("12211") == Order{4, 3, 1, 2, 0});
    CHECK(order("01210") == Order{0, 3, 2, 1, 4});
    CHECK(order("1232100") == Order{4, 1, 2, 3, 0, 5, 6});
}

TEST_CASE("what stands at a line's end has the paragraph's direction if it is marked") {
    constexpr BidiLevel white = resets_at_line_end;
    CHECK(line_levels({}, true).empty());
    CHECK(shown(line_levels(std::vector<BidiLevel>{1, 1 | white, 1}, false)) == "111");
    CHECK(shown(line_levels(std::vector<BidiLevel>{1, 1 | white, 1 | white}, false)) == "100");
    CHECK(shown(line_levels(std::vector<BidiLevel>{2 | white}, true)) == "1");
}

TEST_CASE("without Unicode's tables, letters, numbers and what stands between them have their order too") {
    CHECK(simple_levels("", true).empty());
    CHECK(simple_levels("ab", false) == "00");
    CHECK(simple_levels("ab", true) == "22");
    CHECK(simple_levels("של, של", false) == "1111111111");
    CHECK(simple_levels("a ש b", false) == "001100");
    CHECK(simple_levels("a, b ש", true) == "2222111");
    CHECK(simple_levels("ש 12", false) == "11122");
    CHECK(simple_levels("ש 1,5 ש", false) == "111222111");
    CHECK(simple_levels("٣ a", false) == "0000");
    CHECK(simple_levels("ש, a", false) == "11000");
    CHECK(simple_levels("ש\tש  ", false) == "1101100");
    CHECK(simple_levels("ש,\n1", false) == "11000");
}

TEST_CASE("broken bytes have levels too") {
    for (const std::string_view text : {"\x80\xFF"sv, "\xD7"sv, "a\xD7\xA9\xD7"sv, "\xF0\x9E"sv, "\0ש"sv})
        for (const bool right_to_left : {false, true}) {
            CHECK(simple_bidi_levels(text, right_to_left).size() == text.size());
            reads_right_to_left(text);
        }
}
