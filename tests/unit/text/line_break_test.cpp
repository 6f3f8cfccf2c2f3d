#include "text/line_break.h"

#include <doctest/doctest.h>

#include <string>

using namespace heidi;
using namespace std::string_view_literals;

namespace {

// The text with a bar at every place where a line may end, and a ¶ where it must.
std::string broken(std::string_view text, const char* language = "") {
    std::string shown;
    std::size_t at = 0;
    for (const BreakOpportunity& opportunity : line_break_opportunities(text, language)) {
        shown += text.substr(at, opportunity.byte_offset - at);
        shown += opportunity.kind == BreakKind::Required ? "¶" : "|";
        at = opportunity.byte_offset;
    }
    return shown += text.substr(at);
}

std::string in_graphemes(std::string_view text) {
    std::string shown;
    std::size_t at = 0;
    for (const std::size_t boundary : grapheme_boundaries(text)) {
        if (at > 0) shown += '|';
        shown += text.substr(at, boundary - at);
        at = boundary;
    }
    return shown;
}

struct Sample {
    std::string_view what;
    std::string_view text;
    std::string_view shown;
};

struct Counted {
    std::string_view what;
    std::string_view text;
    std::size_t words;
};

}  // namespace

TEST_CASE("a line may end where Unicode says it may") {
    constexpr Sample samples[] = {
        {"nothing", "", ""},
        {"a word", "festival", "festival"},
        {"after spaces, never before them", "one  two", "one  |two"},
        {"not before closing punctuation", "(yes), no!", "(yes), |no!"},
        {"after a hyphen", "well-known", "well-|known"},
        {"not in a number", "3.14 -5 10,000", "3.14 |-5 |10,000"},
        {"after an em dash", "now—then", "now|—|then"},
        {"not at a no-break space", "10\u00A0km", "10\u00A0km"},
        {"not at a no-break hyphen", "co\u2011op", "co\u2011op"},
        {"not at a word joiner", "a\u2060 b", "a\u2060 |b"},
        {"at a soft hyphen", "Donau\u00ADdampf", "Donau\u00AD|dampf"},
        {"at a zero width space", "a\u200Bb", "a\u200B|b"},
        {"after the slashes of an address", "https://a.example/b/c?d=e", "https://|a.example/|b/|c?|d=e"},
        {"between Han characters", "东京奥运", "东|京|奥|运"},
        {"not before a Chinese full stop", "东京。好", "东|京。|好"},
        {"not after an opening bracket", "「東」京", "「東」|京"},
        {"between Hangul words", "서울 시", "서|울 |시"},
        {"not within Thai without a dictionary", "สวัสดีครับ", "สวัสดีครับ"},
        {"between emoji", "👋🎉", "👋|🎉"},
        {"not within a family", "👩\u200D👩\u200D👧👋", "👩\u200D👩\u200D👧|👋"},
        {"not before a skin tone", "👋🏽👋", "👋🏽|👋"},
        {"not within a flag", "🇳🇴🇸🇪", "🇳🇴|🇸🇪"},
        {"not within a flag on a later line", "🇳🇴\n🇸🇪", "🇳🇴\n¶🇸🇪"},
        {"not before a combining mark", "a\u0301 b", "a\u0301 |b"},
    };
    for (const Sample& sample : samples) {
        CAPTURE(sample.what);
        CHECK(broken(sample.text) == sample.shown);
    }
}

TEST_CASE("punctuation stays with its word") {
    constexpr Sample samples[] = {
        {"quotation marks", "say “yes” now", "say |“yes” |now"},
        {"guillemets", "dit «oui», oui", "dit |«oui», |oui"},
        {"brackets in brackets", "(see [this]), then", "(see |[this]), |then"},
        {"what ends a sentence", "what?! no. yes;", "what?! |no. |yes;"},
        {"even after a space", "quoi ? non !", "quoi ? |non !"},
        {"an ellipsis", "wait… what", "wait… |what"},
        {"currencies", "$5, €5, 5€, £1,204.50", "$5, |€5, |5€, |£1,204.50"},
        {"units and signs", "10km 5% 20°C ±3 (5%)", "10km |5% |20°C |±3 |(5%)"},
        {"an apostrophe", "it’s rock ’n’ roll", "it’s |rock |’n’ |roll"},
        {"a slash", "and/or", "and/|or"},
        {"a dash between spaces", "word – word — word", "word – |word — |word"},
        {"a dash that begins", "– word\n– word", "– |word\n¶– |word"},
        {"a dash without spaces", "1914–1918", "1914–|1918"},
        {"kinsoku: what closes", "「東京」、（大阪）。ー", "「東|京」、|（大|阪）。ー"},
        {"kinsoku: what opens", "東『京』", "東|『京』"},
        {"kinsoku: small kana and long vowels", "ちょっとコーヒー", "ちょっ|と|コー|ヒー"},
        {"full-width signs", "何！？嘘・・・", "何！？|嘘・・・"},
    };
    for (const Sample& sample : samples) {
        CAPTURE(sample.what);
        CHECK(broken(sample.text) == sample.shown);
    }
}

TEST_CASE("a line feed ends a line, whatever the system that wrote it") {
    CHECK(broken("a\nb") == "a\n¶b");
    CHECK(broken("a\r\nb") == "a\r\n¶b");
    CHECK(broken("a\n\nb") == "a\n¶\n¶b");
}

TEST_CASE("the end of a text is no opportunity") {
    CHECK(line_break_opportunities("a\n", "").empty());
    CHECK(line_break_opportunities("a ", "").empty());
}

TEST_CASE("a reader's character is never cut") {
    constexpr Sample samples[] = {
        {"letters", "abc", "a|b|c"},
        {"a mark stays with its letter", "e\u0301a", "e\u0301|a"},
        {"a family is one", "👩\u200D👩\u200D👧x", "👩\u200D👩\u200D👧|x"},
        {"a flag is one", "🇳🇴🇸🇪", "🇳🇴|🇸🇪"},
        {"a skin tone belongs to its hand", "👋🏽!", "👋🏽|!"},
        {"a syllable of jamo is one", "\u1112\u1161\u11AB", "\u1112\u1161\u11AB"},
        {"CR LF is one", "a\r\nb", "a|\r\n|b"},
        {"a keycap is one", "1\uFE0F\u20E3", "1\uFE0F\u20E3"},
    };
    for (const Sample& sample : samples) {
        CAPTURE(sample.what);
        CHECK(in_graphemes(sample.text) == sample.shown);
    }
    CHECK(grapheme_boundaries("").empty());
}

TEST_CASE("words are counted as their readers would") {
    constexpr Counted samples[] = {
        {"nothing", "", 0},
        {"only punctuation", " … — !? •", 0},
        {"English", "The festival starts today.", 4},
        {"line ends part words", "one\ntwo\r\nthree", 3},
        {"an apostrophe does not", "Don't, it’s Heidi's", 3},
        {"a hyphen does", "well-known", 2},
        {"numbers", "In 2026, 10,000 people and 3.14", 6},
        {"a price", "$5.99", 1},
        {"accents, composed or not", "Grüße e\u0301te\u0301", 2},
        {"Greek and Russian", "καλημέρα доброе утро", 3},
        {"Chinese, by the character", "东京奥运会。", 5},
        {"Japanese, by the character", "オリンピックです", 8},
        {"Korean", "서울 올림픽", 2},
        {"Arabic and Hebrew", "مرحبا بالعالم שלום", 3},
        {"Hindi", "नमस्ते दुनिया", 2},
        {"spaces at which no line may end", "10\u00A0000\u202Fkm", 3},
        {"a range and an alternative", "2010–2020 and/or", 4},
        {"an address", "www.example.org", 1},
        {"brackets and quotation marks", "(one) “two”, [three]", 3},
        {"emoji are none", "Hi 👋 🎉", 1},
        {"mixed", "Heidi说hello", 3},
    };
    for (const Counted& sample : samples) {
        CAPTURE(sample.what);
        CHECK(count_words(sample.text) == sample.words);
    }
}

TEST_CASE("scripts whose words only a dictionary parts are not counted letter by letter") {
    CHECK(count_words("สวัสดีครับ") <= 2);
    CHECK(count_words("สวัสดีครับ ยินดีต้อนรับ") >= 2);
    CHECK(count_words("สวัสดีครับ ยินดีต้อนรับ") <= 4);
    CHECK(count_words("ຂອບໃຈ") == 1);
    CHECK(count_words("ភាសាខ្មែរ") <= 2);
    CHECK(count_words("မြန်မာ") == 1);
}

TEST_CASE("an article of 236 words has 236 words") {
    std::string text;
    for (int i = 0; i < 59; ++i) text += "Norway’s skiers don't rest, ";
    CHECK(count_words(text) == 236);
}

TEST_CASE("broken bytes break nothing") {
    for (const std::string_view text : {"\x80\xFF"sv, "a\xC3"sv, "\xE2\x80"sv, "\0"sv, "a\xF0\x9F\x91 b"sv}) {
        for (const BreakOpportunity& opportunity : line_break_opportunities(text, ""))
            CHECK(opportunity.byte_offset < text.size());
        const auto boundaries = grapheme_boundaries(text);
        CHECK(boundaries.back() == text.size());
        CHECK(count_words(text) <= text.size());
    }
}
