#include "markdown/stable_prefix.h"

#include "markdown/document_from_markdown.h"
#include "markdown/outline.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <iterator>
#include <random>

using namespace heidi;
using namespace std::string_view_literals;

namespace {

struct Growing {
    std::string_view what;
    std::string_view closed;  // the prefix that can be kept
    std::string_view open;
};

constexpr Growing growing[] = {
    {"nothing", "", ""},
    {"half a line", "", "Hel"},
    {"a line: it may become a heading", "", "Hello\n"},
    {"a paragraph before another", "Hello\n\n", "there\n"},
    {"half a paragraph behind a whole one", "", "Hello\n\nthe"},
    {"a heading before a paragraph", "# Hello\n", "there\n"},
    {"an empty heading that may be none", "", "Hello\n#"},
    {"a paragraph that a fence ends", "Hello\n", "```\nthere\n"},
    {"an open fence", "Hello\n\n", "```\n\n# there\n\n"},
    {"a closed fence before a paragraph", "Hello\n\n```\n\nthere\n```\n", "you\n"},
    {"a list, however loose", "Hello\n\n", "- a\n\n- b\n\n\n"},
    {"a list before a paragraph", "- a\n- b\n\n", "Hello\n"},
    {"a table", "Hello\n\n", "|a|\n|-|\n|b|\n"},
    {"a table that took its head from a paragraph", "Hello\n\n", "there\n|a|\n|-|\n"},
    {"a quote with a lazy line", "Hello\n\n", "> a\nb\n"},
    {"an open comment", "Hello\n\n", "<!--\n\na\n\n"},
    {"a complete link", "[a](/b) ![c](d.png)\n\n", "Hello\n"},
    {"brackets in code", "`a[1]`\n\n    b[2]: c\n\n```\nd[3]: e\n```\n\n", "Hello\n"},
    {"a task list", "- [ ] a\n- [x] b\n\n", "Hello\n"},
    {"a citation: its address may come later", "Hello\n\n", "there [1]\n\nyou\n\nand I\n"},
    {"a definition: the rest may refer to it", "Hello\n\n", "there\n\n[1]: /a\n\nyou\n"},
    {"a definition in a quote", "Hello\n\n", "> [1]: /a\n\nyou\n"},
    {"a definition whose label has a line end", "Hello\n\n", "there\n\n[\n1]: /a\n\nyou\n"},
    {"line ends of all kinds", "a\r\rb\r\n\r\n", "c\n"},
    {"a byte order mark where a text would begin", "", "a\n\n\uFEFFb\n"},
};

// Lines that change what stands above them, are changed by it, or look as if.
constexpr std::string_view lines[] = {
    "a",
    "b c",
    "*d*",
    "**e",
    "f**",
    "`g",
    "h`",
    "a  ",
    "b\\",
    "# i",
    "#",
    "##j",
    "===",
    "---",
    "--",
    "-",
    "***",
    "* * *",
    "_ _ _",
    "- k",
    "* l",
    "+ m",
    "1. n",
    "2. o",
    "1) p",
    "-",
    "1.",
    "  - q",
    "    - r",
    "  s",
    "   t",
    "    u",
    "\tv",
    "> w",
    ">",
    "> - x",
    "> > y",
    "> # z",
    ">     a",
    "```",
    "``` js",
    "~~~",
    "````",
    "  ```",
    "> ```",
    "- ```",
    "|a|b|",
    "|-|-|",
    "|-|",
    "|c|",
    "a | b",
    "- | -",
    ":-:|-",
    "> |a|",
    "> |-|",
    "<div>",
    "</div>",
    "<b>",
    "<!--",
    "-->",
    "<!-- x -->",
    "<?x",
    "?>",
    "<script>",
    "</script>",
    "<pre>",
    "<br>",
    "[a]",
    "[a]: /x",
    "[a]:",
    "/x",
    "[b]: /y 'z'",
    "'z'",
    "[b][a]",
    "[c](/z)",
    "![d](e.png)",
    "[",
    "]: /w",
    "\\[a]",
    "- [ ] f",
    "- [x] g",
    "- [a]: /v",
    "> [a]: /u",
    "[^1]",
    "[^1]: h",
    "www.x.example",
    "i@j.example",
    "~~k",
    "l~~",
    "&amp;",
    "é👋",
    "\xC3",
    "\x80",
    "\uFEFF",
    "\uFEFFa",
    "    \uFEFF",
    "\v",
    "\f",
    "- a\n\n  b",
    "- a\n\n\n- b",
    "1. a\n\n   ```\n   x[1]: y\n   ```",
    "a\n\n    b\n\n\n    c",
    "   ",
    "      ",
    " \t ",
    "  1. w",
    "     x",
    "- - y",
    "- # z",
    "-     a",
    "<a\nb>",
    "setext\nover\n===",
    "|a|\n|-|\n|b|",
};

constexpr std::string_view line_ends[] = {"\n",     "\n",   "\n",       "\n", "\n\n", "\n\n",
                                          "\n\n\n", "\r\n", "\r\n\r\n", "\r", ""};

template <std::size_t count>
std::string_view one_of(const std::string_view (&choices)[count], std::mt19937& random) {
    return choices[random() % count];
}

std::string random_lines(std::mt19937& random) {
    std::string text;
    for (auto left = 1 + random() % 12; left > 0; --left) {
        text += one_of(lines, random);
        text += one_of(line_ends, random);
    }
    return text;
}

std::string joined(const std::string& a, const std::string& b) { return a.empty() || b.empty() ? a + b : a + " " + b; }

// The text arrives piece by piece; blocks are kept as soon as they are stable, only the rest is parsed again.
std::string outline_when_streamed(std::string_view text, std::mt19937& random) {
    std::string kept;
    std::size_t kept_bytes = 0;
    for (std::size_t arrived = 0; arrived < text.size();) {
        arrived = std::min(text.size(), arrived + 1 + random() % 9);
        const std::string_view rest = text.substr(kept_bytes, arrived - kept_bytes);
        const std::size_t stable = stable_prefix(rest);
        kept = joined(kept, outline_of_markdown(rest.substr(0, stable)));
        kept_bytes += stable;
    }
    return joined(kept, outline_of_markdown(text.substr(kept_bytes)));
}

}  // namespace

TEST_CASE("the prefix ends where the last block begins, or the first that a later line could change") {
    for (const Growing& text : growing) {
        CAPTURE(text.what);
        CHECK(stable_prefix(std::string(text.closed) + std::string(text.open)) == text.closed.size());
    }
}

TEST_CASE("a text that arrives in pieces becomes the same document, however it is cut") {
    for (std::uint32_t seed = 0; seed < 3000; ++seed) {
        std::mt19937 random(seed);
        const std::string text = random_lines(random);
        CAPTURE(seed);
        CAPTURE(text);
        REQUIRE(outline_when_streamed(text, random) == outline_of_markdown(text));
    }
}

TEST_CASE("the prefix and the rest make the whole, whatever is appended") {
    for (std::uint32_t seed = 0; seed < 3000; ++seed) {
        std::mt19937 random(seed);
        const std::string text = random_lines(random);
        const std::string whole = text + random_lines(random);
        const std::size_t prefix = stable_prefix(text);
        CAPTURE(seed);
        CAPTURE(whole);
        REQUIRE(prefix <= text.size());
        REQUIRE(joined(outline_of_markdown(whole.substr(0, prefix)), outline_of_markdown(whole.substr(prefix))) ==
                outline_of_markdown(whole));
    }
}

TEST_CASE("while an answer of many paragraphs streams, all but the last are kept") {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "## Heading\n\nA paragraph with *emphasis*.\n\n- one\n- two\n\n";
    CHECK(text.size() - stable_prefix(text) == "- one\n- two\n\n"sv.size());
}
