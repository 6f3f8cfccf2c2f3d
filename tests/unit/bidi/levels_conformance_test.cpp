// Unicode's BidiCharacterTest.txt: paragraph directions, levels and orders of some 91,000 lines.

#include <doctest/doctest.h>

#include <algorithm>

#include "bidi/known_levels.h"
#include "text/unicode_file.h"

using namespace heidi;

namespace {

struct BidiTest {
    std::string text;
    std::vector<std::size_t> starts;  // of each character
    bool asks_content = false;
    bool right_to_left = false;
    std::vector<std::string> levels;  // of each character; "x" where the algorithm takes it away
};

// Fields: code points; 0, 1 or 2 (ask the content); paragraph level; levels; order, which follows from the levels.
BidiTest bidi_test_of(const std::string& line) {
    const std::vector<std::string> fields = fields_of(line, ';');
    BidiTest test;
    for (const char32_t code_point : code_points_of(fields[0])) {
        test.starts.push_back(test.text.size());
        append_utf8(test.text, code_point);
    }
    test.asks_content = fields[1] == "2";
    test.right_to_left = fields[2] == "1";
    std::istringstream levels(fields[3]);
    for (std::string level; levels >> level;) test.levels.push_back(level);
    return test;
}

bool passes(const BidiTest& test) {
    if (test.asks_content && reads_right_to_left(test.text) != test.right_to_left) return false;
    const std::vector<BidiLevel> levels = line_levels(known_levels(test.text, test.right_to_left), test.right_to_left);
    for (std::size_t i = 0; i < test.starts.size(); ++i)
        if (test.levels[i] != "x" && test.levels[i] != std::to_string(levels[test.starts[i]])) return false;
    return true;
}

}  // namespace

TEST_CASE("every character has the level that Unicode's own test says") {
    const std::vector<std::string> lines = unicode_file("BidiCharacterTest.txt");
    REQUIRE_MESSAGE(lines.size() > 90'000, "Debian's package unicode-data is not installed");
    int different = 0;
    for (const std::string& line : lines) {
        const BidiTest test = bidi_test_of(line);
        if (passes(test) || ++different > 10) continue;
        MESSAGE(line);
    }
    CHECK(different == 0);
}

TEST_CASE("what is asked beforehand is never wrong: text that it rules out has the paragraph's level throughout") {
    for (const std::string& line : unicode_file("BidiCharacterTest.txt")) {
        const BidiTest test = bidi_test_of(line);
        if (test.right_to_left || may_read_right_to_left(test.text)) continue;
        const std::vector<BidiLevel> levels = line_levels(known_levels(test.text, false), false);
        const bool even = std::all_of(levels.begin(), levels.end(), [](BidiLevel level) { return level % 2 == 0; });
        if (!even) FAIL_CHECK(line);
    }
}

TEST_CASE("the tables are not needed for the direction of a paragraph, and seldom missed for its order") {
    int different = 0;
    const std::vector<std::string> lines = unicode_file("BidiCharacterTest.txt");
    for (const std::string& line : lines) {
        const BidiTest test = bidi_test_of(line);
        different += simple_bidi_levels(test.text, test.right_to_left) != known_levels(test.text, test.right_to_left);
    }
    // It is a test of brackets and controls.
    CHECK(different < static_cast<int>(lines.size()) / 5);
}

TEST_CASE("in the blocks that sentences begin with, letters and signs are told apart without the tables") {
    const auto has_a_side = [](char32_t code_point) {
        std::string alone, after_hebrew = "ש";
        append_utf8(alone, code_point);
        append_utf8(after_hebrew, code_point);
        const bool left = known_levels(alone, true)[0] == 2 && known_levels(after_hebrew, false)[2] == 0;
        return left || known_levels(alone, false)[0] == 1;
    };
    const auto seems_to_have_one = [](char32_t code_point) {
        std::string text;
        append_utf8(text, code_point);
        return reads_right_to_left(text + "ש") == reads_right_to_left(text + "aש");
    };
    // Latin, Greek, Cyrillic, Hebrew, Arabic, punctuation, money, arrows and pictures, kana, Han, Hangul, wide forms, emoji
    constexpr char32_t blocks[][2] = {
        {0x0020, 0x02B8}, {0x0388, 0x03F5}, {0x0400, 0x0482},   {0x05D0, 0x05EA},   {0x061B, 0x066F},
        {0x0671, 0x06D5}, {0x2010, 0x2027}, {0x20A0, 0x20C0},   {0x2190, 0x2335},   {0x2500, 0x26AB},
        {0x2700, 0x27BF}, {0x3001, 0x3029}, {0x3041, 0x3096},   {0x30A1, 0x30FF},   {0x4E00, 0x9FFF},
        {0xAC00, 0xD7A3}, {0xFF01, 0xFFBE}, {0x1F300, 0x1F6C5}, {0x1F900, 0x1F9FF},
    };
    for (const auto& [first, last] : blocks)
        for (char32_t code_point = first; code_point <= last; ++code_point)
            if (has_a_side(code_point) != seems_to_have_one(code_point)) FAIL_CHECK(static_cast<unsigned>(code_point));
}
