// Our scanners for cmark-gfm (tools/third_party/cmark/scanners.cpp) against those they replace.

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>

extern "C" {
#include <chunk.h>

#define EACH(name)                                                                                                     \
    bufsize_t _scan_##name(const unsigned char*);                                                                      \
    bufsize_t original_scan_##name(const unsigned char*);
EACH(scheme)
EACH(autolink_uri)
EACH(autolink_email)
EACH(html_tag)
EACH(liberal_html_tag)
EACH(html_comment)
EACH(html_pi)
EACH(html_declaration)
EACH(html_cdata)
EACH(html_block_start)
EACH(html_block_start_7)
EACH(html_block_end_1)
EACH(html_block_end_2)
EACH(html_block_end_3)
EACH(html_block_end_4)
EACH(html_block_end_5)
EACH(link_title)
EACH(spacechars)
EACH(atx_heading_start)
EACH(setext_heading_line)
EACH(open_code_fence)
EACH(close_code_fence)
EACH(footnote_definition)
EACH(table_start)
EACH(table_cell)
EACH(table_cell_end)
EACH(table_row_end)
EACH(tasklist)
#undef EACH
}

namespace {

struct Scanner {
    const char* name;
    bufsize_t (*ours)(const unsigned char*);
    bufsize_t (*original)(const unsigned char*);
};

#define EACH(name)                                                                                                     \
    { #name, _scan_##name, original_scan_##name }
constexpr Scanner scanners[] = {
    EACH(scheme),
    EACH(autolink_uri),
    EACH(autolink_email),
    EACH(html_tag),
    EACH(liberal_html_tag),
    EACH(html_comment),
    EACH(html_pi),
    EACH(html_declaration),
    EACH(html_cdata),
    EACH(html_block_start),
    EACH(html_block_start_7),
    EACH(html_block_end_1),
    EACH(html_block_end_2),
    EACH(html_block_end_3),
    EACH(html_block_end_4),
    EACH(html_block_end_5),
    EACH(link_title),
    EACH(spacechars),
    EACH(atx_heading_start),
    EACH(setext_heading_line),
    EACH(open_code_fence),
    EACH(close_code_fence),
    EACH(footnote_definition),
    EACH(table_start),
    EACH(table_cell),
    EACH(table_cell_end),
    EACH(table_row_end),
    EACH(tasklist),
};
#undef EACH

constexpr std::string_view pieces[] = {
    "-",          "--",
    "-->",        "---",
    "<",          "</",
    ">",          "/>",
    "?",          "?>",
    "!",          "[",
    "]",          "]]>",
    "CDATA[",     "a",
    "A",          "b",
    "Z",          "script",
    "STYLE",      "pre",
    "textarea",   "div",
    "h1",         "h7",
    "p",          "blockquote",
    "figcaption", "ul",
    "td",         "title",
    " ",          "  ",
    "\t",         "\n",
    "\r",         "\r\n",
    "\v",         "\f",
    "=",          "\"",
    "'",          "(",
    ")",          "\\",
    "|",          ":",
    "#",          "###",
    "####",       "`",
    "```",        "~",
    "~~~",        "~~~~",
    "1",          "23",
    ".",          "@",
    "a@b",        "mailto:",
    "http://",    "[ ]",
    "[x]",        "[X]",
    "- [X] ",     "1. [X] ",
    "+",          "*",
    "é",          "漢",
    "😀",          "_",
    "&",          "-a",
    "a-",         "<!--",
    "<?",         "<!",
    "[^",         "]:",
    "[^a]:",      "<![CDATA[",
    "<![cdata[",  "attr='v'",
    "b=\"c\"",    "c=d",
    "|-",         "-|",
    ":-",         "</script>",
    " a",         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "&amp;",      "&#",
    "x41",        ";",
    "amp",        "&NotEqualTilde;",
    "&#x1F600;",  "&#0;",
};

class RandomText {
public:
    explicit RandomText(unsigned seed) : dice_(seed) {}

    // Of few kinds of pieces, so that those that matter to one scanner meet.
    std::string next() {
        const std::size_t first = roll(std::size(pieces)), kinds = roll(4) == 0 ? std::size(pieces) : 1 + roll(12);
        std::string text = opening();
        for (std::size_t left = roll(12); left > 0; --left) text += pieces[(first + roll(kinds)) % std::size(pieces)];
        return text.append(closing());
    }

private:
    std::size_t roll(std::size_t sides) { return dice_() % sides; }

    std::string opening() {
        constexpr std::string_view openings[] = {"--",       "<",       "CDATA[", "\"",  "(",  "'",
                                                 "```",      "~~~",     "- [x]",  "A ",  "</", "# ",
                                                 "<script>", "<div a=", "<p ",    "|-|", "a:", "12. [ ]"};
        const std::size_t which = roll(2 * std::size(openings));
        if (which < std::size(openings)) return std::string(openings[which]);
        return roll(8) == 0 ? "a@" + std::string(55 + roll(12), 'a') : "";
    }

    std::string_view closing() {
        constexpr std::string_view closings[] = {"", "", "\n", ">", ">\n", "\"", ")", "'", "-->", "</script>", " \n"};
        return closings[roll(std::size(closings))];
    }

    std::mt19937 dice_;
};

}  // namespace

TEST_CASE("scanners take what cmark-gfm's take") {
    constexpr int texts = 60'000;
    RandomText random(20'260'330);
    for (int i = 0; i < texts; ++i) {
        const std::string text = random.next();
        // Behind the 0 that ends the text, so that one of theirs, which runs over it, stops.
        const std::string guarded = text + std::string(1, '\0') + "\n\n";
        const auto* start = reinterpret_cast<const unsigned char*>(guarded.data());
        for (const Scanner& scanner : scanners) {
            const bufsize_t theirs = scanner.original(start);
            if (scanner.ours(start) == theirs) continue;
            CAPTURE(std::string(scanner.name));
            CAPTURE(text);
            CHECK_MESSAGE(theirs > static_cast<bufsize_t>(text.size()), "ours: ", scanner.ours(start),
                          ", theirs: ", theirs);
        }
    }
}
