#include "markdown/half_markup.h"

#include "base/utf8.h"
#include "markdown/document_from_markdown.h"
#include "markdown/example_answers.h"
#include "markdown/outline.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace heidi;

namespace {

struct Half {
    std::string_view what;
    std::string_view tail;
    std::string_view outline;
};

constexpr Half half_texts[] = {
    {"nothing", "", ""},
    {"whole words", "Hello *you*, **and** `you`", "p[Hello em(you), strong(and) code(you)]"},

    {"emphasis", "a *b c", "p[a em(b c)]"},
    {"strong emphasis", "a **b c", "p[a strong(b c)]"},
    {"both", "a ***b", "p[a em(strong(b))]"},
    {"one in the other", "a **b *c", "p[a strong(b em(c))]"},
    {"underscores in a word", "a snake_case_", "p[a snake_case]"},
    {"underscores around words", "_a b", "p[em(a b)]"},
    {"strikethrough", "a ~~b", "p[a del(b)]"},
    {"one tilde means about", "a ~5 km", "p[a ~5 km]"},
    {"half of what closes", "a **b*", "p[a strong(b)]"},
    {"half of what closes strikethrough", "a ~~b~", "p[a del(b)]"},
    {"whole, at the end", "a **b**", "p[a strong(b)]"},
    {"a space before more words", "a **b ", "p[a strong(b)]"},
    {"a line end before more words", "a **b\n", "p[a strong(b)]"},
    {"a hard break before more words", "a **b\\\n", "p[a strong(b)]"},
    {"marks with nothing behind them", "a **", "p[a]"},
    {"one mark with nothing behind it", "a _", "p[a]"},
    {"marks in marks with nothing behind them", "a **_", "p[a]"},
    {"tildes with nothing behind them", "a ~~", "p[a]"},
    {"a product", "2 * 3", "p[2 * 3]"},
    {"a product without spaces", "2*3 and **b", "p[2*3 and strong(b)]"},
    {"emphasis where words have no spaces", "我**是", "p[我strong(是)]"},
    {"an escaped mark", "a \\*b", "p[a *b]"},
    {"a closed emphasis behind a half one", "a **b *c* d", "p[a strong(b em(c) d)]"},
    {"what is half in a block that is over", "a **b\n\nc", "p[a **b] p[c]"},
    {"in a heading", "## a **b", "h2[a strong(b)]"},
    {"in an item", "- a\n- **b", "ul{li{p[a]} li{p[strong(b)]}}"},
    {"in an item with a star for a mark", "* a *b", "ul{li{p[a em(b)]}}"},
    {"in a quote of two lines", "> a **b\n> c", "quote{p[a strong(b↵c)]}"},
    {"next to a letter with an accent", "a **é", "p[a strong(é)]"},
    {"in front of a mark of punctuation", "a**“b", "p[a**“b]"},

    {"code", "a `b", "p[a code(b)]"},
    {"code with two backticks", "a ``b ` c", "p[a code(b ` c)]"},
    {"half of what closes the code", "a ``b`", "p[a code(b)]"},
    {"code that ends in a backtick so far", "a ``b `c` ", "p[a code(b `c` )]"},
    {"a backtick with nothing behind it", "a `", "p[a]"},
    {"marks in half code", "a `b **c", "p[a code(b **c)]"},
    {"marks in whole code", "a `**b` c", "p[a code(**b) c]"},
    {"code in half emphasis", "**a `b", "p[strong(a code(b))]"},

    {"a link's text", "a [b c", "p[a b c]"},
    {"a link's text, whole", "a [b c]", "p[a b c]"},
    {"a link's half address", "a [b c](https://x.ex", "p[a b c]"},
    {"a link's half title", "a [b c](/d \"e f", "p[a b c]"},
    {"an address with parentheses", "a [b](/c_(d", "p[a b]"},
    {"a whole link", "a [b c](/d) e", "p[a link</d>(b c) e]"},
    {"brackets that are none of a link", "a [b c] d", "p[a [b c] d]"},
    {"parentheses that are none of a link", "a [b](c d e", "p[a [b](c d e]"},
    {"emphasis in a link's text", "[**b c", "p[strong(b c)]"},
    {"a link in half emphasis", "**a [b](/c", "p[strong(a b)]"},
    {"half a reference", "[a b][c", "p[a b]"},
    {"a note's number", "a [1", "p[a]"},
    {"a note's number, whole", "a [1]", "p[a]"},
    {"a note's number and what follows", "a [1] ", "p[a [1]]"},
    {"two notes", "a [1][2", "p[a [1]]"},
    {"a bracket with nothing behind it", "a [", "p[a]"},
    {"a definition without an address", "[a b]: ", ""},
    {"a definition with half an address", "[1]: https://x.ex", ""},
    {"a definition with half a title", "[1]: https://x.example \"a b", ""},
    {"a definition behind a comment", "<!-- a -->\n[b]:", ""},
    {"a half definition behind a comment", "a\n\n<!-- b -->\n[c]: /d", "p[a]"},
    {"the second definition", "[1]: https://x.example\n[2]:", ""},

    {"an image's text", "a ![b c", "p[a]"},
    {"an image's half address", "a ![b c](/d", "p[a]"},
    {"an image in half emphasis", "a **![b", "p[a]"},
    {"a whole image", "a ![b](/c) d", "p[a image</c>(b) d]"},
    {"an image in a link", "a [![b](/c)](/d", "p[a image</c>(b)]"},
    {"half an image in a link", "a [![b](/c", "p[a]"},
    {"what may become an image", "a !", "p[a]"},
    {"what may become an image in a link", "a [!", "p[a]"},
    {"the end of a sentence", "a!", "p[a!]"},

    {"half a tag", "a <b", "p[a]"},
    {"half a tag with an attribute", "a <b c=\"d", "p[a]"},
    {"half an address in angle brackets", "a <https://x.ex", "p[a]"},
    {"half a break", "a<br", "p[a]"},
    {"half a comment", "a <!-- b", "p[a]"},
    {"less than", "a < b", "p[a < b]"},
    {"half an entity", "a &am", "p[a]"},
    {"half a numeric entity", "a &#x20A", "p[a]"},
    {"a whole entity", "a &amp;", "p[a &]"},
    {"two companies", "A & B", "p[A & B]"},
    {"a backslash", "a \\", "p[a]"},
    {"half a tag in a block of HTML", "<div>\na <b", "p[<div>↵a]"},

    {"an item's mark", "a\n\n-", "p[a]"},
    {"an item's mark and a space", "- a\n- ", "ul{li{p[a]}}"},
    {"an item's mark and half an image", "- a\n- ![b](c", "ul{li{p[a]}}"},
    {"an item's number", "1. a\n2", "ol1{li{p[a]}}"},
    {"an item's number and a dot", "1. a\n2.", "ol1{li{p[a]}}"},
    {"an item's mark in an item", "- a\n  -", "ul{li{p[a]}}"},
    {"a task's box", "- a\n- [", "ul{li{p[a]}}"},
    {"a task's ticked box", "- a\n- [x", "ul{li{p[a]}}"},
    {"a task's whole box", "- a\n- [x] ", "ul{li{p[a]}}"},
    {"a task", "- [x] a", "ul{done{p[a]}}"},
    {"a heading's mark", "a\n\n##", "p[a]"},
    {"a quote's mark", "a\n\n> ", "p[a]"},
    {"a quote's next line", "> a\n>", "quote{p[a]}"},
    {"a year", "a\n\n2026", "p[a]"},
    {"a year and a word", "a\n\n2026 b", "p[a] p[2026 b]"},

    {"what may underline a heading", "a\n-", "p[a]"},
    {"what may underline a heading with equals signs", "a\n===", "p[a]"},
    {"an underlined heading", "a\n===\n", "h1[a]"},
    {"what may be a rule", "a\n\n--", "p[a]"},
    {"a rule", "a\n\n---\n", "p[a] hr"},
    {"what may be a rule of stars", "a\n\n***", "p[a]"},

    {"half of a fence", "a\n\n``", "p[a]"},
    {"half of an opening line", "a\n\n```py", "p[a]"},
    {"an opening line", "a\n\n```py\n", "p[a] pre-py[]"},
    {"half of the code", "```py\n# a **b\n- c", "pre-py[# a **b\n- c]"},
    {"marks at the end of the code", "```\na\n-", "pre[a\n-]"},
    {"half of the fence that closes", "```\na\n``", "pre[a]"},
    {"the fence that closes", "```\na\n```", "pre[a]"},
    {"the indentation of the fence that closes", "- ```\n  a\n  ", "ul{li{pre[a]}}"},
    {"code in an item", "- a\n\n  ```\n  b **c", "loose-ul{li{p[a] pre[b **c]}}"},
    {"code in a quote", "> ```\n> b [c\n> ``", "quote{pre[b [c]}"},
    {"indented code", "a\n\n    b **c", "p[a] pre[b **c]"},
    {"what looks like a fence and is code", "a\n```b``` c", "p[a↵code(b) c]"},

    {"half of a table's head", "a\n\n| b | c", "p[a]"},
    {"a table's head", "a\n\n| b | c |\n", "p[a]"},
    {"half of a table's second line", "a\n\n| b | c |\n|--", "p[a]"},
    {"a table's second line before its end", "a\n\n| b | c |\n|---|---|", "p[a]"},
    {"a table's two lines", "a\n\n| b | c |\n|---|---|\n", "p[a] table---{tr{td[b] td[c]}}"},
    {"half of a row", "|a|b|\n|-|-|\n| c | **d", "table---{tr{td[a] td[b]} tr{td[c] td[strong(d)]}}"},
    {"a row's bar and half an image", "|a|b|\n|-|-|\n| ![c](d", "table---{tr{td[a] td[b]}}"},
    {"a row's bar", "|a|b|\n|-|-|\n|", "table---{tr{td[a] td[b]}}"},
    {"half of a row's first cell", "|a|b|\n|-|-|\n|c", "table---{tr{td[a] td[b]} tr{td[c] td[]}}"},
    {"half emphasis in a cell that is over", "|a|\n|-|\n|**b|c", "table--{tr{td[a]} tr{td[**b]}}"},
    {"a table's head below a line", "a\n| b | c", "p[a]"},
    {"a table's head in a quote", "> | b | c |\n> |--", ""},
    {"bars that are no table", "| a | b |\nc", "p[| a | b |↵c]"},
    {"bars that are no table, in two lines", "| a | b |\n| c", "p[| a | b |↵| c]"},
    {"bars above an empty line", "| a | b |\n\n", "p[| a | b |]"},

    {"half of a character", "a \xC3", "p[a]"},
    {"a quarter of a character", "a \xF0", "p[a]"},
    {"three quarters of a character", "a \xF0\x9F\x91", "p[a]"},
    {"a whole character", "a 👋", "p[a 👋]"},
};

// What is shown of a text that arrives byte by byte, and goes away again.
struct Loss {
    std::string_view after;
    std::string_view lost;
};

// Each a place where the text so far is more often the other thing.
constexpr Loss known_losses[] = {
    // A link's text, until there is no address behind it.
    {"a [bracketed aside] ", "bracketed aside"},
    {"says [the BBC][bbc]", "the BBC"},
    // What has a note's number in it, when the number gets its address.
    {"news.example/one\n", "[1] by a wide margin, says [the BBC][bbc].\nSweden came second [2]."},
    {"two \"Two\"\n", "[2]."},
    {"bbc.example\n", "[the BBC][bbc].\nSweden came second 2."},
    {"\n[bbc]:", "\nbbc"},
    // A table's head without a bar in front is a line of text until the line below is whole.
    {"--- | ---\n", " | Points"},
};

bool is_known(std::string_view arrived, std::string_view lost) {
    return std::any_of(std::begin(known_losses), std::end(known_losses),
                       [&](const Loss& loss) { return arrived.ends_with(loss.after) && lost == loss.lost; });
}

std::string repeated(std::string_view text) {
    std::string all;
    while (all.size() < 100'000) all += text;
    return all;
}

}  // namespace

TEST_CASE("what is half there is closed or hidden") {
    for (const Half& half : half_texts) {
        CAPTURE(half.what);
        CAPTURE(half.tail);
        CHECK(outline_of_markdown(completed(half.tail)) == half.outline);
    }
}

TEST_CASE("what is shown stays when more comes, but for known cases") {
    std::size_t losses = 0;
    for (const ExampleAnswer& answer : example_answers()) {
        std::string shown;
        for (std::size_t length = 0; length <= answer.markdown.size(); ++length) {
            const std::string_view arrived = answer.markdown.substr(0, length);
            const std::string before = std::exchange(shown, plain_text(document_from_markdown(completed(arrived))));
            const auto kept = std::mismatch(before.begin(), before.end(), shown.begin(), shown.end()).first;
            const std::string lost(kept, before.end());
            CAPTURE(arrived);
            CAPTURE(lost);
            if (!lost.empty()) CHECK(is_known(arrived, lost));
            losses += !lost.empty();
        }
        CAPTURE(answer.what);
        CHECK(shown == plain_text(document_from_markdown(answer.markdown)));
    }
    CHECK(losses == std::size(known_losses));
}

TEST_CASE("no half character is ever shown") {
    for (const ExampleAnswer& answer : example_answers())
        for (std::size_t length = 0; length <= answer.markdown.size(); ++length)
            REQUIRE(is_well_formed_utf8(completed(answer.markdown.substr(0, length))));
}

// Each of them took minutes if it took time in proportion to the square of its length.
TEST_CASE("hostile ends cost time in proportion to their length") {
    for (const std::string_view part :
         {"[",      "![",    "*",  "_a *",     "**a ",  "a*_", "~~a ", "`",    "`a``b", "[a](b", "[a](<b", "[a](b 'c",
          "[a](b(", "<",     "<a", "<!--",     "&",     "&a",  "\\",   "[a][", "- ",    "> ",    "1. ",    "#\n",
          "|a",     "| a\n", "]:", "[a]: b\n", "```\n", "\n",  "\xC3", "\x80", "[1]",   "* _ ~~"}) {
        CAPTURE(part);
        const std::string tail = repeated(part);
        CHECK(completed(tail).size() <= tail.size() + 100);
    }
}
