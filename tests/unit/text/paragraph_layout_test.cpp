#include "text/paragraph_layout.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "text/line_break.h"
#include "text/measure_cache.h"
#include "text/typeset.h"

using namespace heidi;

namespace {

using Lines = std::vector<std::string>;

std::vector<LineEnd> ends_of(const ParagraphLayout& layout) {
    std::vector<LineEnd> ends;
    for (const Line& line : layout.lines) ends.push_back(line.ends);
    return ends;
}

}  // namespace

TEST_CASE("an empty text has one empty line") {
    const Face face;
    const ParagraphLayout layout = face.lay("", 100);
    REQUIRE(layout.lines.size() == 1);
    CHECK(layout.lines[0].width == 0);
    CHECK(layout.lines[0].ends == LineEnd::Last);
    CHECK(layout.lines[0].runs.empty());
    CHECK(layout.width == 0);
}

TEST_CASE("a text that fits is one line, as wide as its text") {
    const Face face;
    const ParagraphLayout layout = face.lay("Heidi", 50);
    REQUIRE(layout.lines.size() == 1);
    CHECK(layout.width == 50);
}

TEST_CASE("lines are filled word by word") {
    const Face face;
    CHECK(face.lines("the festival starts today", 150) == Lines{"the festival", "starts today"});
    CHECK(face.lines("the festival starts today", 119) == Lines{"the", "festival", "starts", "today"});
}

TEST_CASE("the space at a line's end takes no room") {
    const Face face;
    CHECK(face.lines("one two ", 70) == Lines{"one two"});
    CHECK(face.lines("one  two three", 80) == Lines{"one  two", "three"});
    CHECK(face.lay("one two", 40).lines[0].width == 30);
    CHECK(face.lines("   ", 10) == Lines{""});
}

TEST_CASE("a line says how it ended") {
    const Face face;
    using enum LineEnd;
    CHECK(ends_of(face.lay("one two", 40)) == std::vector{WrappedAtSpace, Last});
    CHECK(ends_of(face.lay("well-known", 60)) == std::vector{Wrapped, Last});
    CHECK(ends_of(face.lay("one\ntwo", 400)) == std::vector{Hard, Last});
    CHECK(ends_of(face.lay("festival", 40)) == std::vector{Wrapped, Last});
}

TEST_CASE("a line feed ends a line, and two leave an empty one") {
    const Face face;
    CHECK(face.lines("one\ntwo", 400) == Lines{"one", "two"});
    CHECK(face.lines("one\n\ntwo", 400) == Lines{"one", "", "two"});
    CHECK(face.lines("one\r\ntwo", 400) == Lines{"one", "two"});
    CHECK(face.lines("\none", 400) == Lines{"", "one"});
}

TEST_CASE("a line feed at the very end begins no other line") {
    const Face face;
    CHECK(face.lines("one\n", 400) == Lines{"one"});
}

TEST_CASE("a word that is wider than the column breaks between its characters") {
    const Face face;
    CHECK(face.lines("abcdefgh", 30) == Lines{"abc", "def", "gh"});
    CHECK(face.lines("go abcdefgh on", 30) == Lines{"go", "abc", "def", "gh", "on"});
    CHECK(face.lines("abcdefg hi", 50) == Lines{"abcde", "fg hi"});
}

TEST_CASE("a reader's character is never cut, even where it is wider than the column") {
    const Face face;
    CHECK(face.lines("e\u0301e\u0301e\u0301", 20) == Lines{"e\u0301e\u0301", "e\u0301"});
    CHECK(face.lines("👩\u200D👩\u200D👧x", 30) == Lines{"👩\u200D👩\u200D👧", "x"});
    CHECK(face.lay("👩\u200D👩\u200D👧", 30).width == 60);
    CHECK(face.lines("東京", 5) == Lines{"東", "京"});
}

TEST_CASE("Chinese fills its lines to the edge") {
    const Face face;
    CHECK(face.lines("东京奥运会。", 60) == Lines{"东京奥", "运会。"});
    CHECK(face.lines("东京奥。运", 60) == Lines{"东京", "奥。运"});
}

TEST_CASE("a tab advances to the next stop") {
    const Face face;
    const ParagraphLayout layout = face.lay("a\tb\tc", 1000);
    REQUIRE(layout.lines[0].runs.size() == 3);
    CHECK(layout.lines[0].runs[1].x == 40);
    CHECK(layout.lines[0].runs[2].x == 80);
    CHECK(layout.lines[0].width == 90);
    CHECK(face.lay("abcd\tb", 1000).lines[0].runs[1].x == 80);
}

TEST_CASE("a tab at a line's end takes no room") {
    const Face face;
    CHECK(face.lay("one\t", 1000).lines[0].width == 30);
}

TEST_CASE("unwrapped text breaks at line feeds alone") {
    const Face face;
    const ParagraphLayout layout =
        lay_out(face.text("int main() {\n\treturn 0;\n}"), {.width = 10, .wrap = Wrap::Never}, face.measurer);
    REQUIRE(layout.lines.size() == 3);
    CHECK(layout.lines[1].runs[0].x == 40);
    CHECK(layout.width == 130);
}

TEST_CASE("runs are measured whole, not word by word") {
    const Face face;
    face.lay("one two three four", 90);
    CHECK(face.measurer.times_asked("one two") == 1);
    CHECK(face.measurer.times_asked("three") >= 1);
}

TEST_CASE("a word may change its font in the middle and still wraps as one") {
    const Face face;
    StyledText text = face.text("a un");
    text.append("believ", face.bold, 1);
    text.append("able tale", face.regular, 0);
    const ParagraphLayout layout = lay_out(text, {.width = 120}, face.measurer);
    REQUIRE(layout.lines.size() == 3);
    CHECK(layout.lines[1].runs.size() == 3);
    CHECK(layout.lines[1].runs[1].x == 20);
    CHECK(layout.lines[1].runs[2].x == 80);
    CHECK(layout.lines[1].runs[1].span == 1);
}

TEST_CASE("fonts of several sizes are measured each by their own") {
    const Face face;
    StyledText text = face.text("ab");
    text.append("cd", face.large, 0);
    CHECK(lay_out(text, {.width = 500}, face.measurer).width == 60);
}

TEST_CASE("text appended in the same font and mark is one span") {
    const Face face;
    StyledText text = face.text("one ");
    text.append("two", face.regular, 0);
    text.append("", face.bold, 0);
    CHECK(text.spans.size() == 1);
    text.append("three", face.regular, 1);
    CHECK(text.spans.size() == 2);
}

TEST_CASE("a paragraph reads from the side of its first strong letter") {
    const Face face;
    CHECK(face.lay("שלום עולם", 400).right_to_left);
    CHECK_FALSE(face.lay("Hello עולם", 400).right_to_left);
}

TEST_CASE("a language's own rules are obeyed") {
    const Face face;
    const StyledText quoted = face.text("Das »Wort« hier");
    const ParagraphLayout layout = lay_out(quoted, {.width = 90, .language = "de"}, face.measurer);
    CHECK(quoted.text.substr(0, layout.lines[0].end) == "Das");
}

TEST_CASE("the least width is that of the widest word, the most that of everything on one line") {
    const Face face;
    const IntrinsicWidth width = intrinsic_width(face.text("the festival starts"), "", face.measurer);
    CHECK(width.least == 80);
    CHECK(width.most == 190);
    const IntrinsicWidth none = intrinsic_width(face.text(""), "", face.measurer);
    CHECK(none.least == 0);
    CHECK(none.most == 0);
}

TEST_CASE("the most width of several lines is that of the longest") {
    const Face face;
    CHECK(intrinsic_width(face.text("one\nthree and four\ntwo"), "", face.measurer).most == 140);
}

TEST_CASE("a text set at its least width overflows nowhere") {
    const Face face;
    const char* sentence = "Norway’s skiers well-known for 10\u00A0km races";
    const float least = intrinsic_width(face.text(sentence), "", face.measurer).least;
    CHECK(face.lay(sentence, least).width <= least);
    for (const Line& line : face.lay(sentence, least).lines) CHECK(line.width > 0);
}

TEST_CASE("an endless unwrapped line is cut into runs, at spaces or between characters, never within one") {
    const Face face;
    std::string spaced, marked = "a";
    for (int i = 0; i < 1'000; ++i) spaced += "word ", marked += "\u0301";
    for (const std::string& text : {spaced + "end", std::string(5'000, 'x'), marked}) {
        const ParagraphLayout layout = lay_out(face.text(text), {.width = 100, .wrap = Wrap::Never}, face.measurer);
        REQUIRE(layout.lines.size() == 1);
        std::size_t at = 0;
        for (const PlacedRun& run : layout.lines[0].runs) {
            CHECK(run.begin == at);
            CHECK(run.end - run.begin <= 1'100);
            CHECK((text[run.begin] & 0xC0) != 0x80);
            at = run.end;
        }
        CHECK(at == text.size());
        CHECK(layout.lines[0].runs.size() > 1);
    }
}

namespace {

// The runs of a line as they are shown, from left to right, those that read from the right in ‹›.
std::string shown(const StyledText& text, const Line& line) {
    std::vector<PlacedRun> runs = line.runs;
    std::sort(runs.begin(), runs.end(), [](const PlacedRun& a, const PlacedRun& b) { return a.x < b.x; });
    std::string all;
    for (const PlacedRun& run : runs) {
        const std::string words =
            run.begin == run.end ? std::string(line_hyphen) : text.text.substr(run.begin, run.end - run.begin);
        all += run.level % 2 == 1 ? "‹" + words + "›" : words;
    }
    return all;
}

Lines shown_lines(const Face& face, std::string_view words, const ParagraphStyle& style) {
    const StyledText text = face.text(words);
    Lines lines;
    for (const Line& line : lay_out(text, style, face.measurer).lines) lines.push_back(shown(text, line));
    return lines;
}

}  // namespace

TEST_CASE("each run has one direction, and they are shown in the order of the bidirectional algorithm") {
    const Face face;
    CHECK(shown_lines(face, "one שתים three", {.width = 900}) == Lines{"one ‹שתים› three"});
    CHECK(shown_lines(face, "אחת two שלוש", {.width = 900}) == Lines{"‹ שלוש›two‹אחת ›"});
    CHECK(shown_lines(face, "אחת 2 שלוש", {.width = 900}) == Lines{"‹ שלוש›2‹אחת ›"});
    CHECK(shown_lines(face, "one אחת 2 שתים three", {.width = 900}) == Lines{"one ‹ שתים›2‹אחת › three"});
    CHECK(shown_lines(face, "one אחת, two", {.width = 900}) == Lines{"one ‹אחת›, two"});
    CHECK(shown_lines(face, "אחת, two.", {.width = 900}) == Lines{"‹.›two‹אחת, ›"});
}

TEST_CASE("a paragraph may be told its direction") {
    const Face face;
    CHECK(shown_lines(face, "12: אחת", {.width = 900, .direction = Direction::LeftToRight}) == Lines{"12: ‹אחת›"});
    CHECK(shown_lines(face, "one!", {.width = 900, .direction = Direction::RightToLeft}) == Lines{"‹!›one"});
    CHECK(lay_out(face.text("one"), {.direction = Direction::RightToLeft}, face.measurer).right_to_left);
}

TEST_CASE("every line is ordered by itself, by the directions that its paragraph gives it") {
    const Face face;
    const StyledText text = face.text("one אחת שתים, שלוש two");
    const ParagraphLayout layout = lay_out(text, {.width = 130}, face.measurer);
    REQUIRE(layout.lines.size() == 2);
    // The comma stands between Hebrew words, though not on its line.
    CHECK(shown(text, layout.lines[0]) == "one ‹אחת שתים,›");
    CHECK(layout.lines[0].leans_on_others);
    CHECK_FALSE(layout.lines[1].leans_on_others);
    const ParagraphLayout one_line = lay_out(text, {.width = 900}, face.measurer);
    CHECK_FALSE(one_line.lines[0].leans_on_others);
}

TEST_CASE("where nobody knows the order, lines have a simple one, and the browser is not to have another") {
    Face face;
    face.measurer.has_bidi = false;
    CHECK(shown_lines(face, "one אחת, 2 שתים three", {.width = 900}) == Lines{"one ‹ שתים›2‹אחת, › three"});
    const StyledText text = face.text("one אחת two");
    CHECK(lay_out(text, {.width = 900}, face.measurer).lines[0].leans_on_others);
    CHECK_FALSE(face.lay("one two", 900).lines[0].leans_on_others);
    CHECK(face.lay("אחת", 900).right_to_left);
}

TEST_CASE("runs of several styles are ordered across their borders") {
    const Face face;
    StyledText text = face.text("אחת ");
    text.append("שתים two", face.bold, 1);
    text.append(" שלוש", face.regular, 0);
    const ParagraphLayout layout = lay_out(text, {.width = 900}, face.measurer);
    REQUIRE(layout.lines[0].runs.size() == 4);
    CHECK(shown(text, layout.lines[0]) == "‹ שלוש›two‹שתים ›‹אחת ›");
}

TEST_CASE("tabs keep their room in text that reads from the right") {
    const Face face;
    const ParagraphLayout layout = face.lay("אב\tג", 900);
    REQUIRE(layout.lines[0].runs.size() == 2);
    CHECK(layout.lines[0].width == 50);
    CHECK(layout.lines[0].runs[0].x == 30);
    CHECK(layout.lines[0].runs[1].x == 0);
}

TEST_CASE("a line may end at a soft hyphen, which then shows and has room") {
    const Face face;
    CHECK(shown_lines(face, "Donau\u00ADdampf\u00ADschiff", {.width = 60}) ==
          Lines{"Donau\u00AD-", "dampf\u00AD-", "schiff"});
    CHECK(shown_lines(face, "Donau\u00ADdampf\u00ADschiff", {.width = 110}) ==
          Lines{"Donau\u00ADdampf\u00AD-", "schiff"});
    CHECK(shown_lines(face, "Donau\u00ADdampf\u00ADschiff", {.width = 160}) == Lines{"Donau\u00ADdampf\u00ADschiff"});
    const ParagraphLayout layout = face.lay("Donau\u00ADdampf", 60);
    CHECK(ends_of(layout) == std::vector{LineEnd::WrappedAtHyphen, LineEnd::Last});
    CHECK(layout.lines[0].width == 60);
    CHECK(layout.lines[0].runs.back().x == 50);
}

TEST_CASE("a hyphen that has no room sends its word to the next line") {
    const Face face;
    CHECK(shown_lines(face, "the Donau\u00ADdampfer", {.width = 95}) == Lines{"the", "Donau\u00AD-", "dampfer"});
    CHECK(shown_lines(face, "the Donau\u00ADdampfer", {.width = 100}) == Lines{"the Donau\u00AD-", "dampfer"});
    CHECK(shown_lines(face, "a co\u00ADop, yes", {.width = 70}) == Lines{"a co\u00ADop,", "yes"});
    CHECK(shown_lines(face, "abc\u00ADdef", {.width = 30}) == Lines{"abc\u00AD", "def"});
}

TEST_CASE("text with soft hyphens costs its length") {
    const Face face;
    std::string word;
    for (int i = 0; i < 20'000; ++i) word += "ab\u00AD";
    face.lay(word, 600);
    CHECK(face.measurer.measured_bytes() < 20 * word.size());
}

TEST_CASE("the least width of a word with soft hyphens is that of its widest part with its hyphen") {
    const Face face;
    CHECK(intrinsic_width(face.text("Donau\u00ADdampf"), "", face.measurer).least == 60);
    CHECK(intrinsic_width(face.text("Donau\u00ADdampf"), "", face.measurer).most == 100);
}

TEST_CASE("scripts without spaces wrap between the words that the host knows") {
    Face face;
    // Eight clusters, half an em each.
    CHECK(face.lines("กขคงจฉชซ", 50) == Lines{"กขคง", "จฉชซ"});
    CHECK(face.lines("go กขคงจฉชซ", 70) == Lines{"go กขคง", "จฉชซ"});
    CHECK(face.lines("กขคงจฉชซ 12", 80) == Lines{"กขคงจฉชซ", "12"});
    face.measurer.has_dictionary = false;
    CHECK(face.lines("กขคงจฉชซ", 50) == Lines{"กขคงจ", "ฉชซ"});
    CHECK(face.lines("กี่ขู่", 10) == Lines{"กี่", "ขู่"});
}

TEST_CASE("the host is asked for words only of scripts without spaces, and once") {
    const Face face;
    const MeasureCache cache(face.measurer);
    for (int i = 0; i < 3; ++i) line_break_opportunities("nothing to part, 東京, नमस्ते", "", &cache);
    CHECK(face.measurer.asked() == 0);
    for (int i = 0; i < 3; ++i) line_break_opportunities("กขคงจฉชซ and กขคงจฉชซ", "", &cache);
    CHECK(face.measurer.asked() == 1);
}

TEST_CASE("a word with a space in it, which Unicode has, breaks there without losing the space") {
    const Face face;
    using enum LineEnd;
    for (const float width : {40.0f, 50.0f}) {
        const ParagraphLayout layout = face.lay("see: /there", width);
        CHECK(layout.lines[0].end == 4);
        CHECK(layout.lines[0].next == 5);
        CHECK(layout.lines[0].ends == WrappedAtSpace);
    }
}
