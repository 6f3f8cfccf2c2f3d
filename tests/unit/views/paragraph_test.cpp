#include "views/paragraph.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "views/press.h"
#include "views/scene_reading.h"

using namespace heidi;

namespace {

using Lines = std::vector<std::string>;

std::size_t count(const Node& node, PhraseKind kind) {
    return static_cast<std::size_t>(
        std::count_if(node.phrases.begin(), node.phrases.end(), [&](const Phrase& p) { return p.kind == kind; }));
}

}  // namespace

TEST_CASE("a paragraph is as high as its lines") {
    Press press;
    const Node node = press.paragraph("the festival starts today", 150);
    CHECK(painted_lines(node) == Lines{"the festival", "starts today"});
    CHECK(node.height == 60);
    CHECK(node.width == 150);
    CHECK(node.tag == Tag::Paragraph);
}

TEST_CASE("an empty paragraph keeps the room of a line") {
    Press press;
    CHECK(press.paragraph(std::vector<Inline>(), 150).height == 30);
    CHECK(text_node("", {.style = Press::ten_px, .width = 150}, press.setting()).height == 30);
}

TEST_CASE("lines stand where a browser puts them: the face in the middle of the line, baselines a line height apart") {
    Press press;
    const Node node = press.paragraph("one two", 30);
    REQUIRE(node.runs.size() == 2);
    CHECK(node.runs[0].baseline == 21);  // (30 - 16 - 4) / 2 + 16
    CHECK(node.runs[1].baseline == 51);
    CHECK(baseline_in_line({16, 5}, 30) == 20);  // half of nine is rounded down
}

TEST_CASE("phrases tell the text with its elements and the ends of its lines") {
    Press press;
    CHECK(phrases_of(press.paragraph("a *b* c", 500)) == "a <em>b</> c");
    CHECK(phrases_of(press.paragraph("one two", 30)) == "one␣two");
    CHECK(phrases_of(press.paragraph("abcdef", 30)) == "abc|def");
    CHECK(phrases_of(press.paragraph("one  \ntwo", 500)) == "one¶two");
    CHECK(phrases_of(press.paragraph("**a `b` ~~c~~**", 500)) == "<strong>a <code>b</> <del>c</></>");
}

TEST_CASE("white space is one space, as in HTML") {
    Press press;
    const std::vector<Inline> inlines = {{.text = "  one \t two "},
                                         {.kind = InlineKind::SoftBreak},
                                         {.kind = InlineKind::Emphasis, .children = {{.text = " three "}}},
                                         {.text = " four  "}};
    CHECK(words_of(press.paragraph(inlines, 500)) == "one two three four");
}

TEST_CASE("no-break spaces stay as they are") {
    Press press;
    CHECK(words_of(press.paragraph("10\u00A0\u00A0km", 500)) == "10\u00A0\u00A0km");
}

TEST_CASE("an element over two lines is opened once and closed once") {
    Press press;
    const Node node = press.paragraph("see [the page of the festival](https://a.example) here", 120);
    CHECK(phrases_of(node) == "see <a>the page␣of the␣festival</>␣here");
    CHECK(count(node, PhraseKind::Open) == 1);
}

TEST_CASE("an element that begins after a line's end opens on the new line, one that ended there closes on the old") {
    Press press;
    CHECK(phrases_of(press.paragraph("one *two* three", 30)) == "one␣<em>two</>␣thr|ee");
}

TEST_CASE("links are underlined in the accent's colour and carry their address and title") {
    Press press;
    const Node node = press.paragraph("[page](https://a.example \"Title\")", 500);
    CHECK(node.runs[0].ink == Ink::Accent);
    CHECK(node.runs[0].decoration == Decoration::Underline);
    const std::vector<Attribute> wanted = {{AttributeName::Href, "https://a.example"}, {AttributeName::Title, "Title"}};
    CHECK(node.phrases[0].attributes == wanted);
}

TEST_CASE("a line's stretch of one style is one run") {
    Press press;
    CHECK(press.paragraph("one two three", 500).runs.size() == 1);
    CHECK(press.paragraph("one *two* three", 500).runs.size() == 3);
}

TEST_CASE("line ends of the source do not cut runs") {
    Press press;
    const Node node = press.paragraph("one\ntwo\nthree", 500);
    CHECK(painted_lines(node) == Lines{"one two three"});
    CHECK(node.runs.size() == 1);
}

TEST_CASE("code in a line is in the mono face on a box of its own") {
    Press press;
    const Node node = press.paragraph("call `run()` now", 500);
    REQUIRE(node.boxes.size() == 1);
    REQUIRE(node.runs.size() == 3);
    CHECK(press.text.css_of(node.runs[1].font).find("mono") != std::string::npos);
    CHECK(node.boxes[0].x < node.runs[1].x);
    CHECK(node.boxes[0].x + node.boxes[0].width > node.runs[1].x + node.runs[1].width);
}

TEST_CASE("text is set to the middle or the end where that is asked for") {
    Press press;
    const auto x_of = [&](TextAlign align) {
        const ParagraphOptions options{.style = Press::ten_px, .width = 100, .align = align};
        return text_node("abcd", options, press.setting()).runs[0].x;
    };
    CHECK(x_of(TextAlign::Start) == 0);
    CHECK(x_of(TextAlign::Center) == 30);
    CHECK(x_of(TextAlign::End) == 60);
}

TEST_CASE("a right-to-left paragraph is set from the right, run by run") {
    Press press;
    const Node node = press.paragraph("שלום **עולם** טוב", 400);
    REQUIRE(node.runs.size() == 3);
    CHECK(attribute_of(node, AttributeName::Dir) == "rtl");
    CHECK(node.runs[0].x + node.runs[0].width == 400);
    CHECK(node.runs[1].x + node.runs[1].width == node.runs[0].x);
    CHECK(node.runs[2].x + node.runs[2].width == node.runs[1].x);
    CHECK(node.runs[0].right_to_left);
}

TEST_CASE("the end of a right-to-left paragraph is its left") {
    Press press;
    const ParagraphOptions options{.style = Press::ten_px, .width = 100, .align = TextAlign::End};
    CHECK(text_node("שלום", options, press.setting()).runs[0].x == 0);
}

TEST_CASE("a label is one line, as wide as its text") {
    Press press;
    const Node node = label_node("Ask Heidi", {.style = Press::ten_px}, press.setting());
    CHECK(node.width == 90);
    CHECK(node.height == 30);
}

TEST_CASE("a line feed in a plain text ends a line") {
    Press press;
    const Node node = text_node("one\ntwo", {.style = Press::ten_px, .width = 500}, press.setting());
    CHECK(painted_lines(node) == Lines{"one", "two"});
    CHECK(phrases_of(node) == "one¶two");
}

TEST_CASE("a picture stands on lines of its own and keeps its room at 16:9 until it has come") {
    Press press;
    const Node node = press.paragraph("one ![A glacier](ice.webp) two", 320);
    REQUIRE(count(node, PhraseKind::Picture) == 1);
    CHECK(words_of(node) == "onetwo");
    CHECK(node.height == 30 + 8 + 180 + 8 + 30);
    CHECK(node.runs.back().baseline == 30 + 196 + 21);
}

TEST_CASE("a picture that has come has its own shape, and is never larger than it is") {
    Press press;
    press.pictures["ice.webp"] = {640, 640};
    CHECK(press.paragraph("![](ice.webp)", 320).height == 8 + 320 + 8);
    press.pictures["ice.webp"] = {100, 50};
    const Node node = press.paragraph("![](ice.webp)", 320);
    CHECK(node.height == 8 + 50 + 8);
    CHECK(node.phrases[0].width == 100);
}

TEST_CASE("a picture in a link is in the link") {
    Press press;
    CHECK(phrases_of(press.paragraph("[![alt](ice.webp)](https://a.example)", 320)) == "<a>▣</>");
    CHECK(phrases_of(press.paragraph("[see ![alt](ice.webp) here](https://a.example)", 320)) == "<a>see▣here</>");
}

TEST_CASE("intrinsic widths are those of the widest word and of everything on one line") {
    Press press;
    const Document document = document_from_markdown("the **festival** starts");
    const IntrinsicWidth width = intrinsic_width_of(document.blocks[0].inlines, Press::ten_px, press.setting());
    CHECK(width.least == 80);
    CHECK(width.most == 190);
}

TEST_CASE("punctuation stays with its word across the borders of styles") {
    Press press;
    CHECK(painted_lines(press.paragraph("a **word**, b", 60)) == Lines{"a", "word,", "b"});
    CHECK(painted_lines(press.paragraph("say “**word**” x", 80)) == Lines{"say", "“word” x"});
    CHECK(painted_lines(press.paragraph("a ([word](https://a.example)). b", 80)) == Lines{"a", "(word).", "b"});
    CHECK(painted_lines(press.paragraph("one `ab`; two", 60)) == Lines{"one", "ab;", "two"});
    CHECK(painted_lines(press.paragraph("a *word* – b", 70)) == Lines{"a", "word –", "b"});
    CHECK(painted_lines(press.paragraph("東**京**。好", 40)) == Lines{"東", "京。", "好"});
}

TEST_CASE("a word that is cut takes a letter along with what closes it") {
    Press press;
    CHECK(painted_lines(press.paragraph("abcdef.", 60)) == Lines{"abcde", "f."});
    CHECK(painted_lines(press.paragraph("abcde).", 50)) == Lines{"abcd", "e)."});
    CHECK(painted_lines(press.paragraph("abcdef", 30)) == Lines{"abc", "def"});
}

TEST_CASE("text of both directions is painted in the order it is shown and told in the order it is read") {
    Press press;
    const Node node = press.paragraph("one **שתים** three", 400);
    REQUIRE(node.runs.size() == 3);
    CHECK_FALSE(node.runs[0].right_to_left);
    CHECK(node.runs[1].right_to_left);
    CHECK(node.runs[1].x == 40);
    CHECK(attribute_of(node, AttributeName::Dir) == "");
    const Node other = press.paragraph("אחת **two** שלוש", 400);
    REQUIRE(other.runs.size() == 3);
    CHECK(other.runs[0].x + other.runs[0].width == 400);
    CHECK_FALSE(other.runs[1].right_to_left);
    CHECK(other.runs[1].x + other.runs[1].width == other.runs[0].x);
    CHECK(phrases_of(other) == "אחת <strong>two</> שלוש");
}

TEST_CASE("a line whose order follows from other lines tells the browser so") {
    Press press;
    CHECK(phrases_of(press.paragraph("one אחת שתים, שלוש two", 130)) == "⟨lrm⟩one ⟨lrm⟩⟨rlo⟩אחת שתים,⟨pdf⟩␣שלוש two");
    CHECK(phrases_of(press.paragraph("one אחת שתים, שלוש two", 900)) == "one אחת שתים, שלוש two");
    CHECK(phrases_of(press.paragraph("one two, three", 70)) == "one␣two,␣three");
}

TEST_CASE("code that turns round in the middle stands on one box") {
    Press press;
    const Node node = press.paragraph("call `run(שלום)` now", 500);
    REQUIRE(node.boxes.size() == 1);
    REQUIRE(node.runs.size() == 5);
    CHECK(node.boxes[0].x == node.runs[1].x - 3);
    CHECK(node.boxes[0].x + node.boxes[0].width == node.runs[3].x + node.runs[3].width + 3);
}

TEST_CASE("a soft hyphen at a line's end is painted and is no text") {
    Press press;
    const Node node = press.paragraph("Donau\u00ADdampf", 60);
    CHECK(phrases_of(node) == "Donau\u00AD‐dampf");
    CHECK(words_of(node) == "Donau\u00ADdampf");
    REQUIRE(node.runs.size() == 3);
    CHECK(node.runs[1].begin == node.runs[1].end);
    CHECK(node.runs[1].x == 50);
}

TEST_CASE("the pictures in a paragraph do not change its direction") {
    Press press;
    const Node node = press.paragraph("שלום ![](ice.webp) hello", 320);
    CHECK(attribute_of(node, AttributeName::Dir) == "rtl");
    CHECK(node.runs.back().x + node.runs.back().width == 320);
}
