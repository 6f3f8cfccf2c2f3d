#include "markdown/document_from_markdown.h"

#include "markdown/outline.h"

#include <doctest/doctest.h>

using namespace heidi;
using namespace std::string_view_literals;

namespace {

struct Construct {
    std::string_view what;
    std::string_view markdown;
    std::string_view meaning;
};

template <std::size_t count>
void check(const Construct (&constructs)[count]) {
    for (const Construct& construct : constructs) {
        CAPTURE(construct.what);
        CHECK(outline_of_markdown(construct.markdown) == construct.meaning);
    }
}

}  // namespace

TEST_CASE("paragraphs and breaks") {
    constexpr Construct constructs[] = {
        {"nothing", "", ""},
        {"only space", " \n\t\n\n", ""},
        {"a line", "Hello", "p[Hello]"},
        {"two paragraphs", "one\n\n\ntwo", "p[one] p[two]"},
        {"a line end is a soft break", "one\ntwo", "p[one↵two]"},
        {"two spaces are a hard break", "one  \ntwo", "p[one⏎two]"},
        {"a backslash is a hard break", "one\\\ntwo", "p[one⏎two]"},
        {"spaces around a line end go", "one \n   two", "p[one↵two]"},
        {"no break at a paragraph's end", "one  \n", "p[one]"},
        {"CR LF and CR are line ends", "one\r\ntwo\rthree", "p[one↵two↵three]"},
        {"a byte order mark goes", "\uFEFFone", "p[one]"},
        {"quotation marks stay as written", "\"it's\" -- ...", "p[\"it's\" -- ...]"},
    };
    check(constructs);
}

TEST_CASE("headings and rules") {
    constexpr Construct constructs[] = {
        {"six levels", "# a\n## b\n### c\n#### d\n##### e\n###### f", "h1[a] h2[b] h3[c] h4[d] h5[e] h6[f]"},
        {"seven are none", "####### a", "p[####### a]"},
        {"no space, no heading", "#1 in the charts", "p[#1 in the charts]"},
        {"closing marks go", "## a ##", "h2[a]"},
        {"underlined", "a\n=\n\nb\n-", "h1[a] h2[b]"},
        {"over two lines", "a\nb\n---", "h2[a↵b]"},
        {"with emphasis", "# *a* b", "h1[em(a) b]"},
        {"an empty heading is left out", "#\n\na", "p[a]"},
        {"rules", "***\n---\n_ _ _", "hr hr hr"},
    };
    check(constructs);
}

TEST_CASE("emphasis, strong, struck and code") {
    constexpr Construct constructs[] = {
        {"emphasis", "*a* _b_", "p[em(a) em(b)]"},
        {"strong", "**a** __b__", "p[strong(a) strong(b)]"},
        {"both", "***a***", "p[em(strong(a))]"},
        {"nested", "**a *b* c**", "p[strong(a em(b) c)]"},
        {"inside a word", "a*b*c", "p[aem(b)c]"},
        {"no underscore inside a word", "snake_case_name", "p[snake_case_name]"},
        {"unclosed", "**a", "p[**a]"},
        {"struck with two tildes", "~~a~~", "p[del(a)]"},
        {"struck with one tilde", "~a~", "p[del(a)]"},
        {"three tildes are a fence", "~~~\na\n~~~", "pre[a]"},
        {"code", "`a *b*`", "p[code(a *b*)]"},
        {"code with a backtick", "`` a`b ``", "p[code(a`b)]"},
        {"a line end in code is a space", "`a\nb`", "p[code(a b)]"},
        {"escapes", "\\*a\\* \\[b\\]", "p[*a* [b]]"},
        {"entities", "&amp; &eacute; &#128075; &nope;", "p[& é 👋 &nope;]"},
    };
    check(constructs);
}

TEST_CASE("quotes and lists") {
    constexpr Construct constructs[] = {
        {"a quote", "> a\n> b", "quote{p[a↵b]}"},
        {"a lazy line", "> a\nb", "quote{p[a↵b]}"},
        {"a quote in a quote", "> a\n>> b", "quote{p[a] quote{p[b]}}"},
        {"an empty quote is left out", ">\n\na", "p[a]"},
        {"bullets", "- a\n- b", "ul{li{p[a]} li{p[b]}}"},
        {"another bullet is another list", "- a\n+ b", "ul{li{p[a]}} ul{li{p[b]}}"},
        {"a blank line makes it loose", "- a\n\n- b", "loose-ul{li{p[a]} li{p[b]}}"},
        {"numbers", "1. a\n2. b", "ol1{li{p[a]} li{p[b]}}"},
        {"numbers from seven", "7) a\n9) b", "ol7{li{p[a]} li{p[b]}}"},
        {"numbers from nought", "0. a", "ol0{li{p[a]}}"},
        {"the largest number", "999999999. a", "ol999999999{li{p[a]}}"},
        {"a larger number is none", "1000000000. a", "p[1000000000. a]"},
        {"a list in a list", "- a\n  1. b", "ul{li{p[a] ol1{li{p[b]}}}}"},
        {"an empty item counts", "- a\n-\n- c", "ul{li{p[a]} li{} li{p[c]}}"},
        {"code in an item", "- a\n\n      b", "loose-ul{li{p[a] pre[b]}}"},
        {"a heading in an item", "- # a", "ul{li{h1[a]}}"},
    };
    check(constructs);
}

TEST_CASE("task lists") {
    constexpr Construct constructs[] = {
        {"open and done", "- [ ] a\n- [x] b\n- [X] c", "ul{todo{p[a]} done{p[b]} done{p[c]}}"},
        {"beside ordinary items", "- a\n- [ ] b", "ul{li{p[a]} todo{p[b]}}"},
        {"numbered", "1. [x] a", "ol1{done{p[a]}}"},
        {"nested", "- [x] a\n  - [ ] b", "ul{done{p[a] ul{todo{p[b]}}}}"},
        {"in a quote they stay text: cmark-gfm reads them at a line's start", "> - [x] a", "quote{ul{li{p[[x] a]}}}"},
        {"an open box before a ticked one in the text", "- [ ] write [x] here", "ul{todo{p[write [x] here]}}"},
        {"after CR line ends", "a\r\r- [x] b\r- [ ] c", "p[a] ul{done{p[b]} todo{p[c]}}"},
        {"not without a space", "- [x]a", "ul{li{p[[x]a]}}"},
    };
    check(constructs);
}

TEST_CASE("code blocks") {
    constexpr Construct constructs[] = {
        {"a fence", "```\na\n\nb\n```", "pre[a\n\nb]"},
        {"its language", "```cpp title=x\nint a;\n```", "pre-cpp[int a;]"},
        {"an unclosed fence", "```js\na", "pre-js[a]"},
        {"an empty fence", "```\n```", "pre[]"},
        {"a blank last line is kept", "```\na\n\n```", "pre[a\n]"},
        {"indented", "    a\n      b\n\nc", "pre[a\n  b] p[c]"},
        {"no Markdown inside", "```\n*a* [b](c)\n```", "pre[*a* [b](c)]"},
        {"no HTML inside", "    <br>&amp;", "pre[<br>&amp;]"},
    };
    check(constructs);
}

TEST_CASE("tables") {
    constexpr Construct constructs[] = {
        {"a table", "|a|b|\n|-|-|\n|1|2|", "table---{tr{td[a] td[b]} tr{td[1] td[2]}}"},
        {"alignments", "|a|b|c|d|\n|:-|:-:|-:|-|", "table-lcr-{tr{td[a] td[b] td[c] td[d]}}"},
        {"without outer pipes", "a | b\n-|-\n1 | 2", "table---{tr{td[a] td[b]} tr{td[1] td[2]}}"},
        {"missing cells are empty", "|a|b|\n|-|-|\n|1|", "table---{tr{td[a] td[b]} tr{td[1] td[]}}"},
        {"cells too many go", "|a|\n|-|\n|1|2|", "table--{tr{td[a]} tr{td[1]}}"},
        {"a pipe in a cell", "|a|\n|-|\n|`1\\|2`|", "table--{tr{td[a]} tr{td[code(1|2)]}}"},
        {"emphasis in a cell", "|*a*|\n|-|", "table--{tr{td[em(a)]}}"},
        {"a break in a cell", "|a<br>b|\n|-|", "table--{tr{td[a⏎b]}}"},
        {"a paragraph before it", "x\n|a|\n|-|", "p[x] table--{tr{td[a]}}"},
        {"a paragraph after it", "|a|\n|-|\n\nx", "table--{tr{td[a]}} p[x]"},
        {"columns that do not match", "|a|b|\n|-|", "p[|a|b|↵|-|]"},
        {"in a quote", "> |a|\n> |-|", "quote{table--{tr{td[a]}}}"},
    };
    check(constructs);
}

TEST_CASE("links") {
    constexpr Construct constructs[] = {
        {"a link", "[a](https://b.example)", "p[link<https://b.example>(a)]"},
        {"a title", "[a](/b \"c\")", "p[link</b \"c\">(a)]"},
        {"emphasis in it", "[a *b*](/c)", "p[link</c>(a em(b))]"},
        {"an address with spaces", "[a](<b c>)", "p[link<b c>(a)]"},
        {"a reference", "[a][B]\n\n[b]: /c 'd'", "p[link</c \"d\">(a)]"},
        {"a short reference", "[a]\n\n[a]: /c", "p[link</c>(a)]"},
        {"a reference to nothing", "[a][b]", "p[[a][b]]"},
        {"in angle brackets", "<https://b.example>", "p[link<https://b.example>(https://b.example)]"},
        {"mail in angle brackets", "<heidi@b.example>", "p[link<mailto:heidi@b.example>(heidi@b.example)]"},
        {"bare", "see https://b.example/c.", "p[see link<https://b.example/c>(https://b.example/c).]"},
        {"bare without a scheme", "www.b.example", "p[link<http://www.b.example>(www.b.example)]"},
        {"bare mail", "heidi@b.example", "p[link<mailto:heidi@b.example>(heidi@b.example)]"},
        {"footnotes", "a[^1]\n\n[^1]: b", "p[a^1.1] notes{note1{p[b]}}"},
        {"a link without text is left out", "a [](/b) c", "p[a  c]"},
        {"a paragraph of nothing else goes", "[](/b)", ""},
    };
    check(constructs);
}

TEST_CASE("a link that is not safe becomes its text") {
    constexpr Construct constructs[] = {
        {"a script", "[a](javascript:alert(1))", "p[a]"},
        {"its emphasis stays", "x [a *b*](javascript:c) d", "p[x a em(b) d]"},
        {"mixed case", "[a](JaVaScRiPt:b)", "p[a]"},
        {"entities", "[a](&#106;avascript&colon;b)", "p[a]"},
        {"an entity for a line end", "[a](java&NewLine;script:b)", "p[a]"},
        {"an entity for a tab", "[a](java&Tab;script:b)", "p[a]"},
        {"an entity for a control", "[a](&#1;javascript:b)", "p[a]"},
        {"escapes", "[a](javascript\\:b)", "p[a]"},
        {"a reference", "[a]\n\n[a]: javascript:b", "p[a]"},
        {"angle brackets", "<javascript:b>", "p[javascript:b]"},
        {"data", "[a](data:text/html,b)", "p[a]"},
        {"a picture inside stays", "[![a](b.png)](vbscript:c)", "p[image<b.png>(a)]"},
        {"a link in a heading", "# [a](file:///b)", "h1[a]"},
        {"an empty address", "[a]()", "p[a]"},
    };
    check(constructs);
}

TEST_CASE("images") {
    constexpr Construct constructs[] = {
        {"an image", "![a](b.png \"c\")", "p[image<b.png \"c\">(a)]"},
        {"marks in its text go", "![a *b* `c`](d.png)", "p[image<d.png>(a b c)]"},
        {"a line end in its text", "![a\nb](c.png)", "p[image<c.png>(a b)]"},
        {"an image in its text", "![a ![b](c.png) d](e.png)", "p[image<e.png>(a b d)]"},
        {"a link in its text", "![a [b](c) d](e.png)", "p[image<e.png>(a b d)]"},
        {"no text", "![](a.png)", "p[image<a.png>()]"},
        {"in a link", "[![a](b.png)](/c)", "p[link</c>(image<b.png>(a))]"},
        {"a bitmap in the address", "![a](data:image/png;base64,AA)", "p[image<data:image/png;base64,AA>(a)]"},
        {"not safe: its text", "x ![a *b*](javascript:c) d", "p[x a b d]"},
        {"not safe and no text", "x ![](javascript:c) d", "p[x  d]"},
        {"an SVG in the address", "![a](data:image/svg+xml,b)", "p[a]"},
    };
    check(constructs);
}

TEST_CASE("raw HTML stays the text it is, but for breaks and comments") {
    constexpr Construct constructs[] = {
        {"a tag in a line", "a <b>c</b> d", "p[a <b>c</b> d]"},
        {"a tag over two lines", "a <b\nc> d", "p[a <b↵c> d]"},
        {"a block", "<div>\n*a*\n</div>\n\nb", "p[<div>↵*a*↵</div>] p[b]"},
        {"a script", "<script>\nalert(1)\n</script>", "p[<script>↵alert(1)↵</script>]"},
        {"a break", "a<br>b<br/>c<BR />d<br class=x>e", "p[a⏎b⏎c⏎d⏎e]"},
        {"a break at a line end is one break", "a<br>\nb\n<br>c", "p[a⏎b⏎c]"},
        {"spaces around a break go", "a <br> b", "p[a⏎b]"},
        {"indented lines of a block", "  <ul>\n    <li>a\n  </ul>", "p[<ul>↵<li>a↵</ul>]"},
        {"an indented comment", "  <!-- a -->\n\nb", "p[b]"},
        {"a comment between words", "a <!-- b --> c", "p[a  c]"},
        {"a comment at the end", "a <!-- b -->", "p[a]"},
        {"two breaks are two", "a<br><br>b", "p[a⏎⏎b]"},
        {"a break at the end goes", "a<br>", "p[a]"},
        {"a block of nothing but a break", "<br>\n\na", "p[a]"},
        {"another tag that begins so", "a <brr> <b>", "p[a <brr> <b>]"},
        {"a comment in a line", "a<!-- b -->c", "p[ac]"},
        {"a comment as a block", "<!-- a\n\nb -->\n\nc", "p[c]"},
        {"text after a comment", "<!-- a --> b", "p[b]"},
        {"an unclosed comment", "<!-- a\n\nb", ""},
        {"an empty comment", "<!---->a", "p[a]"},
        {"the shortest comments", "<!-->a\n\n<!--->b", "p[a] p[b]"},
        {"a break that is not closed", "<div><br <b>", "p[<div><br <b>]"},
        {"an instruction", "<?php a ?>", "p[<?php a ?>]"},
        {"a declaration", "<!DOCTYPE html>", "p[<!DOCTYPE html>]"},
        {"a comment in code", "`<!-- a -->`", "p[code(<!-- a -->)]"},
    };
    check(constructs);
}

TEST_CASE("neighbouring texts are one inline") {
    const Document document = document_from_markdown("a &amp; b \\* c <i>d</i> [e](javascript:f) ![g](javascript:h) _");
    REQUIRE(document.blocks.size() == 1);
    REQUIRE(document.blocks[0].inlines.size() == 1);
    CHECK(document.blocks[0].inlines[0].text == "a & b * c <i>d</i> e g _");
}

TEST_CASE("bytes that are not UTF-8 become replacement characters") {
    CHECK(outline_of_markdown("a\xFF"
                              "b \xC3") == "p[a\uFFFDb \uFFFD]");
    CHECK(outline_of_markdown("a\0b"sv) == "p[a\uFFFDb]");
    CHECK(outline_of_markdown("&#0; &#xD800; &#x110000;") == "p[\uFFFD \uFFFD \uFFFD]");
}

TEST_CASE("text after an embedded NUL is not lost") {
    CHECK(outline_of_markdown("# a\0\n\nb"sv) == "h1[a\uFFFD] p[b]");
}
