#include "markdown/document_from_events.h"

#include "markdown/outline.h"

#include <doctest/doctest.h>

#include <random>

using namespace heidi;

namespace {

using Events = std::vector<std::string>;

std::string outline_of(const Events& events) {
    const Result<Document> document = document_from_events(events);
    CHECK(document);
    return document ? outline(*document) : document.error().message;
}

std::string problem_of(const Events& events) {
    const Result<Document> document = document_from_events(events);
    CHECK_FALSE(document);
    if (document) return "";
    CHECK(document.error().code == "body-is-wrong");
    return document.error().message;
}

Events joined(Events first, const Events& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

struct Wrong {
    Events events;
    std::string_view message;
};

}  // namespace

TEST_CASE("events become the tree that Markdown becomes") {
    CHECK(outline_of({"(h2", "-July", ")", "(p", "-It was ", "(em", "-warm", ")", "-.", ")"}) ==
          outline_of_markdown("## July\n\nIt was *warm*."));
    CHECK(outline_of({"(ol", "Astart 3", "(li", "(p", "-three", ")", ")", ")"}) == outline_of_markdown("3. three"));
    CHECK(outline_of({"(ul", "Aloose true", "(li", "Achecked true", "(p", "-done", ")", ")", ")"}) ==
          "loose-ul{done{p[done]}}");
    CHECK(outline_of({"(pre", "Alang js", "-let a;\n", "-let b;", ")"}) ==
          outline_of_markdown("```js\nlet a;\nlet b;\n```"));
    CHECK(outline_of({"(p", "-a", "(br", ")", "-b ", "(code", "-c", ")", ")", "(hr", ")"}) == "p[a⏎b code(c)] hr");
}

TEST_CASE("it holds what Markdown has no signs for") {
    CHECK(
        outline_of({"(p",   "-H",    "(sub",         "-2",    ")",     "-O, m", "(sup",   "-2",    ")", "-, ",  "(kbd",
                    "-Esc", ")",     "-, ",          "(mark", "-here", ")",     "(small", "-tiny", ")", "(ins", "-new",
                    ")",    "(abbr", "Atitle Hyper", "-H",    ")",     ")"}) ==
        "p[Hsub(2)O, msup(2), kbd(Esc), mark(here)small(tiny)ins(new)abbr< \"Hyper\">(H)]");
    CHECK(outline_of({"(figure", "(p", "(img", "Asrc ice.webp", "Aalt Ice", "Awidth 300", "Aheight 200", ")", ")",
                      "(figcaption", "-In ", "(em", "-2026", ")", ")", ")"}) ==
          "figure{p[image-300x200<ice.webp>(Ice)]}[In em(2026)]");
    CHECK(outline_of({"(figure", "(p", "(a", "Ahref /big", "(img", "Asrc ice.webp", "Aalt Ice", ")", ")", ")", ")"}) ==
          "figure{p[link</big>(image<ice.webp>(Ice))]}[]");
    CHECK(outline_of({"(card", "(a", "Ahref https://film.example/1", "-A film", ")", ")"}) ==
          "card[link<https://film.example/1>(A film)]");
    CHECK(outline_of({"(table", "Aalign lr", "Aheadless true", "(tr", "(td", "-a", ")", "(td", ")", ")", ")"}) ==
          "headless-table-lr{tr{td[a] td[]}}");
}

TEST_CASE("notes know how often they are referred to") {
    const Events text = {"(p", "-One", "(note", "Anumber 1", ")", "(note", "Anumber 1", ")", ")"};
    const Events notes = {"(notes", "(li", "(p", "-By far.", ")", ")", "(li", "(p", "-Unused.", ")", ")", ")"};
    CHECK(outline_of(joined(text, notes)) == "p[One^1.1^1.2] notes{note2{p[By far.]} li{p[Unused.]}}");
    CHECK(problem_of(text) == "\"body\" refers to a note that is not there");
    CHECK(outline_of({"(p", "-a", "(note", "Anumber -1", ")", "(note", "Anumber 99999999999999", ")", ")"}) == "p[a]");
}

TEST_CASE("links and pictures pass the gate that Markdown's pass") {
    CHECK(outline_of({"(p", "(a", "Ahref javascript:alert(1)", "-click", ")", ")"}) == "p[click]");
    CHECK(outline_of({"(p", "(img", "Asrc data:image/svg+xml,x", "Aalt drawing", ")", ")"}) == "p[drawing]");
    CHECK(outline_of({"(card", "(a", "Ahref  java\tscript:alert(1)", "-A film", ")", ")"}) == "card[A film]");
    CHECK(outline_of({"(card", "-A film", ")"}) == "card[A film]");
}

TEST_CASE("an event that has no place is named") {
    const Wrong all[] = {
        {{""}, "\"body[0]\" is no event"},
        {{"?"}, "\"body[0]\" is no event"},
        {{"(script", "-alert(1)", ")"}, "\"body[0]\" opens what has no place there: (script"},
        {{"(h7", "-a", ")"}, "\"body[0]\" opens what has no place there: (h7"},
        {{"(h", "-a", ")"}, "\"body[0]\" opens what has no place there: (h"},
        {{"-text"}, "\"body[0]\" is text, which has no place there"},
        {{"(p", "(p", ")", ")"}, "\"body[1]\" opens what has no place there: (p"},
        {{"(ul", "(p", ")", ")"}, "\"body[1]\" opens what has no place there: (p"},
        {{"(ul", "-text", ")"}, "\"body[1]\" is text, which has no place there"},
        {{"(li", ")"}, "\"body[0]\" opens what has no place there: (li"},
        {{"(em", ")"}, "\"body[0]\" opens what has no place there: (em"},
        {{"(figcaption", ")"}, "\"body[0]\" opens what has no place there: (figcaption"},
        {{"(figure", "(figure", ")", ")"}, "\"body[1]\" opens what has no place there: (figure"},
        {{"(p", "(img", "-alt", ")", ")"}, "\"body[2]\" is text, which has no place there"},
        {{"(table", "(td", ")", ")"}, "\"body[1]\" opens what has no place there: (td"},
        {{"(blockquote", "(notes", ")", ")"}, "\"body[1]\" opens what has no place there: (notes"},
        {{"(notes", ")", "(p", ")"}, "\"body[2]\" opens what has no place there: (p"},
        {{"Ahref x"}, "\"body[0]\" is an attribute, but no element has just begun"},
        {{"(p", "-a", "Ahref x", ")"}, "\"body[2]\" is an attribute, but no element has just begun"},
        {{")"}, "\"body[0]\" closes what was never opened"},
        {{"(p", "-a"}, "\"body\" ends before its elements do"},
    };
    for (const Wrong& wrong : all) {
        CAPTURE(wrong.message);
        CHECK(problem_of(wrong.events).find(wrong.message) == 0);
    }
}

TEST_CASE("what is nested without end becomes a document that can be walked") {
    Events events;
    for (int i = 0; i < 20'000; ++i) events.push_back("(blockquote");
    events.insert(events.end(), {"(p", "-deep", ")"});
    for (int i = 0; i < 20'000; ++i) events.push_back(")");
    CHECK(outline_of(events).find("p[deep]") != std::string::npos);
    Events inlines = {"(p"};
    for (int i = 0; i < 20'000; ++i) inlines.push_back("(em");
    inlines.push_back("-deep");
    for (int i = 0; i < 20'000; ++i) inlines.push_back(")");
    inlines.push_back(")");
    CHECK(outline_of(inlines).find("deep") != std::string::npos);
    Events figures;
    for (int i = 0; i < 5'000; ++i) figures.insert(figures.end(), {"(blockquote", "(figure"});
    figures.insert(figures.end(), {"(p", "-deep", ")"});
    for (int i = 0; i < 5'000; ++i) figures.insert(figures.end(), {")", ")"});
    CHECK(document_from_events(figures));
}

TEST_CASE("any sequence of events is a document or a problem") {
    const char* parts[] = {"(p",
                           "(h2",
                           "(ul",
                           "(ol",
                           "(li",
                           "(blockquote",
                           "(pre",
                           "(table",
                           "(tr",
                           "(td",
                           "(hr",
                           "(figure",
                           "(em",
                           "(a",
                           "(img",
                           "(code",
                           "(br",
                           "(note",
                           "(notes",
                           "(card",
                           "(figcaption",
                           "-text",
                           "- \n",
                           ")",
                           ")",
                           ")",
                           ")",
                           ")",
                           "Ahref https://a.example",
                           "Anumber 1",
                           "Asrc b.png",
                           "Astart 7",
                           "Achecked x"};
    std::mt19937 dice(7);
    int whole = 0;
    for (int round = 0; round < 20'000; ++round) {
        Events events;
        const int length = static_cast<int>(dice() % 14);
        for (int i = 0; i < length; ++i) events.push_back(parts[dice() % std::size(parts)]);
        const Result<Document> document = document_from_events(events);
        if (document) ++whole, plain_text(*document);
    }
    CHECK(whole > 100);
}
