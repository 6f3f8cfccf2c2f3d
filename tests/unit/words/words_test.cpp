// A locale file is whatever came from a server: each text of it that can be used is, everything else stays English.

#include "words/words.h"

#include <doctest/doctest.h>

#include "words/english_counting.h"

using namespace heidi;

namespace {

// Counts as Arabic does, as far as the tests go.
class ArabicCounting : public EnglishCounting {
    PluralCategory plural_category(std::int64_t number, std::string_view locale) const override {
        if (locale != "ar") return EnglishCounting::plural_category(number, locale);
        return number == 0   ? PluralCategory::Zero
               : number == 1 ? PluralCategory::One
               : number == 2 ? PluralCategory::Two
               : number < 11 ? PluralCategory::Few
                             : PluralCategory::Many;
    }
};

struct Speaker {
    ArabicCounting counting;
    Words words{counting};
};

}  // namespace

TEST_CASE("without a file it is English, every text of it") {
    const Speaker heidi;
    CHECK(heidi.words.locale() == "en");
    CHECK(heidi.words[Text::chat_title] == "Ask Heidi");
    for (std::size_t i = 0; i < static_cast<std::size_t>(Text::count); ++i) {
        INFO(i);
        CHECK_FALSE(heidi.words[static_cast<Text>(i)].empty());
    }
}

TEST_CASE("English counts one and many") {
    const Speaker heidi;
    CHECK(heidi.words.counted(Text::views, 1) == "1 view");
    CHECK(heidi.words.counted(Text::views, 0) == "0 views");
    CHECK(heidi.words.counted(Text::reading_time, 5, {{"words", "900 words"}}) == "5 min read (900 words)");
}

TEST_CASE("a file's texts take the place of the English ones") {
    Speaker heidi;
    heidi.words.read(R"({"chat_title":"Frag Heidi","views":{"one":"{count} Aufruf","other":"{count} Aufrufe"}})", "de");
    CHECK(heidi.words.locale() == "de");
    CHECK(heidi.words[Text::chat_title] == "Frag Heidi");
    CHECK(heidi.words.counted(Text::views, 1) == "1 Aufruf");
    CHECK(heidi.words.counted(Text::views, 2) == "2 Aufrufe");
    CHECK(heidi.words[Text::send] == "Send");  // the file does not say
}

TEST_CASE("a language has as many forms as it has, and any count has one") {
    Speaker heidi;
    heidi.words.read(R"({"views":{"zero":"none","two":"a pair","few":"{count} few","other":"{count}"}})", "ar");
    CHECK(heidi.words.counted(Text::views, 0) == "none");
    CHECK(heidi.words.counted(Text::views, 1) == "1");
    CHECK(heidi.words.counted(Text::views, 2) == "a pair");
    CHECK(heidi.words.counted(Text::views, 3) == "3 few");
    CHECK(heidi.words.counted(Text::views, 100) == "100");
}

TEST_CASE("another language leaves nothing of the one before") {
    Speaker heidi;
    heidi.words.read(R"({"send":"Senden","views":{"one":"Aufruf","other":"Aufrufe"}})", "de");
    heidi.words.read("", "en-GB");
    CHECK(heidi.words.locale() == "en-GB");
    CHECK(heidi.words[Text::send] == "Send");
    CHECK(heidi.words.counted(Text::views, 1) == "1 view");
}

TEST_CASE("what is no locale file leaves English") {
    Speaker heidi;
    for (const std::string json :
         {"<!doctype html>", "[]", "null", "\"send\"", "{\"send\":", "{", "\xFF\xFE", "42", "{\"send\" \"x\"}"}) {
        INFO(json);
        heidi.words.read(json, "de");
        CHECK(heidi.words[Text::send] == "Send");
        CHECK(heidi.words.counted(Text::views, 2) == "2 views");
    }
}

TEST_CASE("a file beyond all measure is not read, and one nested without end does no harm") {
    Speaker heidi;
    heidi.words.read("{\"send\":\"" + std::string(300'000, 'x') + "\"}", "de");
    CHECK(heidi.words[Text::send] == "Send");
    heidi.words.read("{\"send\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}", "de");
    CHECK(heidi.words[Text::send] == "Send");
}

TEST_CASE("texts of the wrong kind are passed over, one by one") {
    Speaker heidi;
    heidi.words.read(R"({"send":1,"stop":null,"retry":["x"],"edit":{"one":"x"},"close":"","unknown":"x",
        "views":{"one":1,"other":"{count}!"},"words":{"other":7},"discard":"Verwerfen"})",
                     "de");
    CHECK(heidi.words[Text::send] == "Send");
    CHECK(heidi.words[Text::stop] == "Stop");
    CHECK(heidi.words[Text::retry] == "Retry");
    CHECK(heidi.words[Text::edit] == "Edit");
    CHECK(heidi.words[Text::close] == "Close");
    CHECK(heidi.words.counted(Text::views, 1) == "1!");
    CHECK(heidi.words.counted(Text::words, 1) == "1 word");
    CHECK(heidi.words[Text::discard] == "Verwerfen");
}

TEST_CASE("placeholders are replaced, braces that are none stay") {
    CHECK(with_placeholders("by {author}", {{"author", "Heidi"}}) == "by Heidi");
    CHECK(with_placeholders("{a}{b}{a}", {{"a", "1"}, {"b", "2"}}) == "121");
    CHECK(with_placeholders("{", {{"a", "1"}}) == "{");
    CHECK(with_placeholders("{a", {{"a", "1"}}) == "{a");
    CHECK(with_placeholders("{c} {} {a }", {{"a", "1"}}) == "{c} {} {a }");
    CHECK(with_placeholders("{a}", {{"a", "{a}"}}) == "{a}");  // what is put in is not looked into
    CHECK(with_placeholders("", {{"a", "1"}}) == "");
}
