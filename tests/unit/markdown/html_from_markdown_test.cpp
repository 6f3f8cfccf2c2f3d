// Markdown with HTML in it, as the HTML that CommonMark says it is.

#include "markdown/html_from_markdown.h"

#include <doctest/doctest.h>

#include <utility>

using namespace heidi;

TEST_CASE("Markdown without HTML needs no other parser") {
    for (const char* markdown : {"", "Text & *more*", "1 < 2", "<https://news.example/>", "`<b>`", "```\n<b>\n```",
                                 "\\<b>", "One<br>two<BR/>", "<!-- <b> -->\n\ntext <!-- <i> -->", "<br>\n"}) {
        CAPTURE(markdown);
        CHECK(html_from_markdown(markdown).empty());
    }
}

TEST_CASE("HTML stands where it was written, with the Markdown around it as HTML") {
    const std::pair<const char*, const char*> all[] = {
        {"<b>bold *and em*</b>", "<p><b>bold <em>and em</em></b></p>"},
        {"# A<sub>1</sub>\n---", "<h1>A<sub>1</sub></h1><hr>"},
        {"<div>\n\n**a**\\\nb\n\n</div>", "<div>\n<p><strong>a</strong><br>b</p></div>\n"},
        {"> <i>a</i>\n> ~~b~~", "<blockquote><p><i>a</i>\n<del>b</del></p></blockquote>"},
        {"[<u>a</u>](/b\\\\c \"d&quot;\")", "<p><a href=\"/b%5Cc\" title=\"d&quot;\"><u>a</u></a></p>"},
        {"<u></u> ![a *b* <i>`c`</i>](d.png \"e\")", "<p><u></u> <img src=\"d.png\" title=\"e\" alt=\"a b c\"></p>"},
        {"<u></u> ![a ![b](c) d](e)", "<p><u></u> <img src=\"e\" alt=\"a b d\"></p>"},
        {"<i>a</i> &Zopf; \\&Zopf; &nope; &eacute;", "<p><i>a</i> &Zopf; &amp;Zopf; &nope; é</p>"},
        {"<i>a</i> \xFFlt;", "<p><i>a</i> \uFFFDlt;</p>"},
        {"[<u>a</u>](javascript&colon;&Zopf;b \"&Zopf;\")",
         "<p><a href=\"javascript:&Zopf;b\" title=\"&Zopf;\"><u>a</u></a></p>"},
        {"- <i>a</i>\n- b", "<ul><li><i>a</i></li><li>b</li></ul>"},
        {"3. <i>a</i>\n\n4. b", "<ol start=\"3\"><li><p><i>a</i></p></li><li><p>b</p></li></ol>"},
        {"- [x] <i>a</i>\n- [ ] b [x]",
         "<ul><li><input type=checkbox checked><i>a</i></li><li><input type=checkbox>b [x]</li></ul>"},
        {"<i>a</i>\n\n```C++ x\n\n<b> & \"c\"\n```",
         "<p><i>a</i></p><pre class=\"language-C++\">\n\n&lt;b> &amp; &quot;c&quot;\n</pre>"},
        {"<i>a</i> `<b>` &lt;c>", "<p><i>a</i> <code>&lt;b></code> &lt;c></p>"},
        {"|a|b|\n|-|:-:|\n|<i>c</i>|d|e|",
         "<table><tr><th>a</th><th align=\"center\">b</th></tr><tr><td><i>c</i></td><td align=\"center\">d</td></tr>"
         "</table>"},
        {"<i>a</i>[^n] b[^m] c[^n]\n\n[^m]: M\n\n[^n]: N\n",
         "<p><i>a</i><a href=\"#5\"></a> b<a href=\"#3\"></a> c<a href=\"#5\"></a></p>"
         "<section class=footnotes><li id=\"5\"><p>N</p></li><li id=\"3\"><p>M</p></li>"},
    };
    for (const auto& [markdown, html] : all) {
        CAPTURE(markdown);
        CHECK(html_from_markdown(markdown) == html);
    }
}

TEST_CASE("what an author wrote as HTML is neither judged nor changed") {
    constexpr const char* html = "<script>alert(1)</script>\n<p onclick=\"a()\" style='b'><a href=javascript:c()>d\n";
    CHECK(html_from_markdown(html) == html);
}

TEST_CASE("deep and wide Markdown costs time in proportion to its length") {
    std::string deep, wide = "<b>x</b>\n\n|", dashes = "|";
    for (int i = 0; i < 20'000; ++i) deep += "> ";
    for (int i = 0; i < 20'000; ++i) wide += "a|", dashes += "-|";
    CHECK(html_from_markdown(deep + "<b>x</b>").find("<p><b>x</b></p>") == 20'000 * std::string("<blockquote>").size());
    CHECK(html_from_markdown(wide + "\n" + dashes + "\n").find("<b>x</b>") == 3);
}
