// Unicode's BidiCharacterTest.txt: paragraph directions, levels and orders of some 91,000 lines.

#include <doctest/doctest.h>

#include <algorithm>

#include "text/bidi.h"
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
    const std::vector<BidiLevel> all = bidi_levels(test.text, test.right_to_left);
    const std::vector<BidiLevel> levels = line_levels(test.text, all.data(), test.right_to_left);
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
        const std::vector<BidiLevel> levels = bidi_levels(test.text, false);
        const bool even = std::all_of(levels.begin(), levels.end(), [](BidiLevel level) { return level % 2 == 0; });
        if (!even) FAIL_CHECK(line);
    }
}
