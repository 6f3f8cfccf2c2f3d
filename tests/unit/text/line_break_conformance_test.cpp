// Unicode's LineBreakTest.txt: every pair of classes and the hard cases of UAX #14.

#include <doctest/doctest.h>

#include <algorithm>

#include "text/line_break.h"
#include "text/unicode_file.h"

using namespace heidi;

namespace {

constexpr std::string_view allowed = "÷", forbidden = "×";

// What libunibreak 6.1 does otherwise, by its reason.
constexpr std::string_view exceptions[] = {
    // LB25 is given as pairs, CL × PR, CP × PO, PR × OP, PO × OP, IS × NU, SY × NU: so libunibreak has it. The test has
    // the same rule as a regular expression for whole numbers (UAX #14, 8.2, example 7), which lets these end a line.
    "× 007D ÷ 0025 ÷",
    "× 007D × 0308 ÷ 0025 ÷",
    "× 007D ÷ 0024 ÷",
    "× 007D × 0308 ÷ 0024 ÷",
    "× 002C ÷ 0030 ÷",
    "× 002C × 0308 ÷ 0030 ÷",
    "× 0025 ÷ 2329 ÷",
    "× 0025 × 0308 ÷ 2329 ÷",
    "× 0025 ÷ 0028 ÷",
    "× 0025 × 0308 ÷ 0028 ÷",
    "× 0024 ÷ 2329 ÷",
    "× 0024 × 0308 ÷ 2329 ÷",
    "× 0024 ÷ 0028 ÷",
    "× 0024 × 0308 ÷ 0028 ÷",
    "× 002F ÷ 0030 ÷",
    "× 002F × 0308 ÷ 0030 ÷",
    "× 0029 ÷ 0025 ÷",
    "× 0029 × 0308 ÷ 0025 ÷",
    "× 0029 ÷ 0024 ÷",
    "× 0029 × 0308 ÷ 0024 ÷",
    "× 0065 × 0071 × 0075 × 0061 × 006C × 0073 × 0020 × 002E ÷ 0033 × 0035 × 0020 ÷ 0063 × 0065 × 006E × 0074 × 0073 "
    "÷",
    "× 0063 × 006F × 0064 × 0065 × 005C ÷ 0028 × 0073 × 005C × 0029 ÷",
    "× 0063 × 006F × 0064 × 0065 × 005C ÷ 007B × 0073 × 005C × 007D ÷",
    "× 0061 × 002E ÷ 0032 × 0020 ÷",
    "× 0061 × 002E ÷ 0032 × 0020 ÷ 0915 ÷",
    "× 0061 × 002E ÷ 0032 × 0020 ÷ 672C ÷",
    "× 0061 × 002E ÷ 0032 × 3000 ÷ 672C ÷",
    "× 0061 × 002E ÷ 0032 × 3000 ÷ 307E ÷",
    "× 0061 × 002E ÷ 0032 × 3000 ÷ 0033 ÷",
    "× 0041 × 002E ÷ 0031 × 0020 ÷ BABB ÷",
    "× BD24 ÷ C5B4 × 002E × 0020 ÷ 0041 × 002E ÷ 0032 × 0020 ÷ BCFC ÷",
    "× BD10 ÷ C694 × 002E × 0020 ÷ 0041 × 002E ÷ 0033 × 0020 ÷ BABB ÷",
    "× C694 × 002E × 0020 ÷ 0041 × 002E ÷ 0034 × 0020 ÷ BABB ÷",
    "× 0061 × 002E ÷ 0032 × 3000 ÷ 300C ÷",
    // LB30b for places that Unicode keeps for emoji to come: libunibreak's table of classes does not tell them apart.
    "× 1F02C × 1F3FF ÷",
};

bool is_exception(std::string_view test) {
    return std::find(std::begin(exceptions), std::end(exceptions), test) != std::end(exceptions);
}

// "× 0023 × 0308 ÷ 0023 ÷" with our own signs.
std::string broken_by_us(const std::string& line) {
    std::string hexadecimal = line;
    for (const std::string_view sign : {allowed, forbidden})
        for (std::size_t at; (at = hexadecimal.find(sign)) != std::string::npos;)
            hexadecimal.replace(at, sign.size(), " ");
    std::string text;
    std::vector<std::size_t> ends;
    for (const char32_t code_point : code_points_of(hexadecimal)) {
        append_utf8(text, code_point);
        ends.push_back(text.size());
    }
    const std::vector<BreakOpportunity> opportunities = line_break_opportunities(text, "");
    std::string shown(forbidden);
    std::istringstream words(hexadecimal);
    for (const std::size_t end : ends) {
        std::string word;
        words >> word;
        const bool may_end = end == text.size() || std::any_of(opportunities.begin(), opportunities.end(),
                                                               [&](const auto& o) { return o.byte_offset == end; });
        shown += ' ' + word + ' ';
        shown += may_end ? allowed : forbidden;
    }
    return shown;
}

std::string trimmed(const std::string& line) { return line.substr(0, line.find_last_not_of(" \t\r") + 1); }

}  // namespace

TEST_CASE("lines end where Unicode's own test says") {
    const std::vector<std::string> tests = unicode_file("auxiliary/LineBreakTest.txt");
    REQUIRE_MESSAGE(tests.size() > 7'000, "Debian's package unicode-data is not installed");
    std::size_t excepted = 0;
    for (const std::string& line : tests) {
        const std::string test = trimmed(line);
        const std::string ours = broken_by_us(test);
        excepted += is_exception(test) ? 1 : 0;
        // An exception that is none any more is to be taken out.
        if ((ours == test) == is_exception(test)) FAIL_CHECK(test << "\n  " << ours);
    }
    CHECK(excepted == std::size(exceptions));
}
