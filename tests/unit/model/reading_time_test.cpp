#include "model/reading_time.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

using namespace heidi;

namespace {

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("the article of 236 words takes one minute by its words and by its text") {
    // The seed article's measure: 1,439 characters between 235 spaces and line ends.
    const std::string text = repeated("abcdef ", 212) + repeated("abcdefg ", 23) + "abcdef";
    CHECK(reading_minutes(236) == 1);
    CHECK(reading_minutes(text, "en") == 1);
}

TEST_CASE("minutes are rounded to the nearest") {
    CHECK(reading_minutes(238) == 1);
    CHECK(reading_minutes(356) == 1);
    CHECK(reading_minutes(357) == 2);
    CHECK(reading_minutes(2380) == 10);
    CHECK(reading_minutes(std::string(1480, 'x'), "en") == 1);
    CHECK(reading_minutes(std::string(1481, 'x'), "en") == 2);
}

TEST_CASE("the shortest reading takes one minute") {
    CHECK(reading_minutes(0) == 1);
    CHECK(reading_minutes(1) == 1);
    CHECK(reading_minutes("", "en") == 1);
    CHECK(reading_minutes(" \n\t", "") == 1);
}

TEST_CASE("every language is read at its own speed") {
    struct Speed {
        std::string_view lang;
        int characters_per_minute;
    };
    constexpr Speed speeds[] = {{"en", 987}, {"de", 920}, {"fr", 998}, {"es", 1025}, {"it", 950},  {"nl", 978},
                                {"pl", 916}, {"pt", 913}, {"ru", 986}, {"sv", 917},  {"fi", 1078}, {"tr", 1054},
                                {"sl", 885}, {"ar", 612}, {"he", 833}, {"ja", 357},  {"zh", 255}};
    for (const Speed& speed : speeds) {
        CAPTURE(speed.lang);
        CHECK(reading_minutes(std::string(10 * speed.characters_per_minute, 'x'), speed.lang) == 10);
        CHECK(reading_minutes(std::string(10 * speed.characters_per_minute + speed.characters_per_minute / 2 + 1, 'x'),
                              speed.lang) == 11);
    }
}

TEST_CASE("a tag's first subtag names the language, in any case") {
    const std::string ten_minutes_of_chinese = repeated("读", 2550);
    for (const char* lang : {"zh", "ZH", "zh-CN", "zh-Hant-TW", "zh_TW"}) {
        CAPTURE(lang);
        CHECK(reading_minutes(ten_minutes_of_chinese, lang) == 10);
    }
}

TEST_CASE("an unknown language is read at the speed of English") {
    const std::string ten_minutes_of_english(9870, 'x');
    for (const char* lang : {"", "-", "tlh", "english", "e", "x-zh", "zhx"}) {
        CAPTURE(lang);
        CHECK(reading_minutes(ten_minutes_of_english, lang) == 10);
    }
}

TEST_CASE("characters are counted, not bytes, and space between them is not") {
    CHECK(reading_minutes(repeated("я", 9860), "ru") == 10);
    CHECK(reading_minutes(repeated("字　\u00A0\u2003\u2028 \n", 2550), "zh") == 10);
}

TEST_CASE("malformed UTF-8 is counted byte by byte") { CHECK(reading_minutes(std::string(9870, '\xFF'), "en") == 10); }

TEST_CASE("no number of words is too large") {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    CHECK(reading_minutes(most) >= most / 238);
}
