// Texts that have broken Markdown parsers: deep, repetitive and half-finished. They must cost time in proportion to their
// length and lose no text.

#include "base/utf8.h"
#include "markdown/document_builder.h"
#include "markdown/document_from_markdown.h"
#include "markdown/safe_link.h"
#include "markdown/stable_prefix.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace heidi;

namespace {

std::string repeated(std::string_view text, int times) {
    std::string all;
    all.reserve(text.size() * static_cast<std::size_t>(times));
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

// The promises of document.h, for a document from anywhere.
struct Inspection {
    int deepest_block = 0;
    int deepest_inline = 0;
    bool text_is_well_formed = true;
    bool links_are_safe = true;
    bool texts_are_merged = true;
    bool lists_hold_items = true;

    static bool is_list(BlockKind kind) { return kind == BlockKind::List || kind == BlockKind::Notes; }

    void inspect(const std::vector<Inline>& inlines, int depth) {
        deepest_inline = std::max(deepest_inline, depth);
        for (std::size_t i = 0; i < inlines.size(); ++i) {
            const Inline& part = inlines[i];
            if (part.kind == InlineKind::Text && i > 0 && inlines[i - 1].kind == InlineKind::Text)
                texts_are_merged = false;
            if (part.kind == InlineKind::Link && !is_safe_link(part.url)) links_are_safe = false;
            if (part.kind == InlineKind::Image && !is_safe_image(part.url)) links_are_safe = false;
            for (const std::string* text : {&part.text, &part.url, &part.title})
                if (!is_well_formed_utf8(*text)) text_is_well_formed = false;
            if (!part.children.empty()) inspect(part.children, depth + 1);
        }
    }

    void inspect(const std::vector<Block>& blocks, int depth) {
        deepest_block = std::max(deepest_block, depth);
        for (const Block& block : blocks) {
            if (!is_well_formed_utf8(block.text) || !is_well_formed_utf8(block.language)) text_is_well_formed = false;
            for (const Block& child : block.children)
                if (is_list(block.kind) != (child.kind == BlockKind::Item)) lists_hold_items = false;
            inspect(block.inlines, 0);
            if (!block.children.empty()) inspect(block.children, depth + 1);
        }
    }
};

void check_promises(const Document& document) {
    Inspection found;
    found.inspect(document.blocks, 0);
    constexpr int row_and_cell = 2;
    CHECK(found.deepest_block <= deepest_nesting + row_and_cell);
    CHECK(found.deepest_inline <= deepest_nesting);
    CHECK(found.text_is_well_formed);
    CHECK(found.links_are_safe);
    CHECK(found.texts_are_merged);
    CHECK(found.lists_hold_items);
}

struct Hostile {
    std::string_view what;
    std::string markdown;
    std::string words = {};  // that must survive, in this order; empty when there are none to follow
};

bool occur_in_order(std::string_view words, std::string_view text) {
    for (std::size_t at = 0; !words.empty();) {
        const std::string_view word = words.substr(0, words.find(' '));
        at = text.find(word, at);
        if (at == std::string_view::npos) return false;
        at += word.size();
        words.remove_prefix(std::min(words.size(), word.size() + 1));
    }
    return true;
}

constexpr int many = 20'000;

// From cmark's own test/pathological_tests.py and the GitHub flavour's additions, in our words; the last ones are ours.
std::vector<Hostile> hostile_texts() {
    return {
        {"nested strong emphasis", repeated("*a **a ", many) + "b" + repeated(" a** a*", many), "a b a"},
        {"emphasis closers without openers", repeated("a_ ", many) + "z", "z"},
        {"emphasis openers without closers", repeated("_a ", many) + "z", "z"},
        {"strong openers without closers", repeated("**a ", many) + "z", "z"},
        {"link closers without openers", repeated("a] ", many) + "z", "z"},
        {"link openers without closers", repeated("[a", many) + " z", "z"},
        {"openers and closers that do not match", repeated("*a_ ", many) + "z", "z"},
        {"openers and closers, multiple of three", "a**b" + repeated("c* ", many) + "z", "b z"},
        {"link openers and emphasis closers", repeated("[ a_ ", many) + "z", "z"},
        {"nested brackets", repeated("[", many) + "a" + repeated("]", many), "a"},
        {"nested image brackets", repeated("![", many) + "a" + repeated("]()", many), "a"},
        {"nested quotes", repeated("> ", many) + "a", "a"},
        {"nested bullets on one line", repeated("- ", many) + "a", "a"},
        {"nested numbers on one line", repeated("1. ", many) + "a", "a"},
        {"bullets each deeper than the last",
         [] {
             std::string text;
             for (int i = 0; i < 600; ++i) text += std::string(static_cast<std::size_t>(2 * i), ' ') + "- a\n";
             return text + "\nz";
         }(),
         "a a a z"},
        {"deep code in a deep list", repeated("- ", many) + "```\na\n```", "a"},
        {"quotes and bullets in turn", repeated("> - ", many) + "a", "a"},
        {"a table under many quotes", repeated(">", 100) + "|a|\n" + repeated(">", 100) + "|-|\n", "a"},
        {"backticks of every length",
         [] {
             std::string text;
             for (std::size_t i = 1; i < 600; ++i) text += "e" + std::string(i, '`');
             return text;
         }()},
        {"unclosed links", repeated("[a](<b", many) + " z"},
        {"unclosed links without brackets", repeated("[a](b", many) + " z"},
        {"unclosed comments", "</" + repeated("<!--", many)},
        {"unclosed instructions", "a " + repeated("<?", many)},
        {"unclosed declarations", "a " + repeated("<!A ", many)},
        {"unclosed CDATA", "a " + repeated("<![CDATA[", many)},
        {"unclosed breaks in a block", "<div>\n" + repeated("<br ", many) + "\n"},
        {"closed breaks in a block", "<div>" + repeated("<br>", many) + "z", "z"},
        {"a hard-to-scan link label", repeated("[", 999) + repeated("a", many) + "]: b"},
        {"definitions that all look alike", repeated("[a]: b\n", many) + "\n[a]", "a"},
        {"definitions with many entities", "[" + repeated("&amp;", many) + "]: a"},
        {"many rare names of characters", repeated("&NotEqualTilde;", many) + " z"},
        {"many names of characters that are none", repeated("&NoSuchName;", many) + " z"},
        {"references to one long definition", "[a]: " + repeated("b", many) + "\n\n" + repeated("[a] ", 1000)},
        {"many pipes in a table's head", repeated("|", many) + "\n|-|\n"},
        {"many table rows", "|a|b|\n|-|-|\n" + repeated("|c|d|\n", 2000), "a b c d"},
        {"tables in a row that are none", repeated("|a|\n", many) + "|-|-|\n"},
        {"a wide table of empty rows",
         repeated("|a", 500) + "|\n" + repeated("|-", 500) + "|\n" + repeated("|\n", 500)},
        {"many tildes", repeated("~~a ", many) + "z", "z"},
        {"tildes in turn", repeated("~a~~b~ ", many) + "z", "z"},
        {"many bare addresses", repeated("www.a.b ", many) + "z", "z"},
        {"an address of many brackets", "www.a.b/" + repeated("(", many) + repeated(")", many)},
        {"an address of many entities", "www.a.b/" + repeated("&amp;", many)},
        {"many colons", repeated(":", many) + " z", "z"},
        {"many mail addresses that are none", repeated("a@b_", many) + " z"},
        {"many at signs", repeated("@", many) + " z", "z"},
        {"many w", repeated("w", many) + " z", "z"},
        {"many task boxes", repeated("- [ ] a\n", 2000) + "z", "z"},
        {"many hashes", repeated("#", many) + " z", "z"},
        {"many empty headings", repeated("#\n", many) + "z", "z"},
        {"many underlines", "a\n" + repeated("=\n", many) + "z", "a z"},
        {"many rules", repeated("***\n", 2000) + "z", "z"},
        {"one long line", repeated("a ", many * 5) + "z", "z"},
        {"many line ends", repeated("\n", many) + "z", "z"},
        {"many NULs", std::string(many, '\0') + " z", "z"},
        {"many malformed bytes", std::string(many, '\xFF') + " z", "z"},
        {"many references to one note", repeated("[^a] ", many) + "\n\n[^a]: z", "z"},
        {"many notes, each with its reference",
         [] {
             std::string text;
             for (int i = 0; i < 2000; ++i) text += "[^" + std::to_string(i) + "] ";
             for (int i = 0; i < 2000; ++i) text += "\n\n[^" + std::to_string(i) + "]: z";
             return text;
         }(),
         "z z z"},
        {"notes that refer to each other", "[^a]\n\n" + repeated("[^a]: b[^c]\n\n[^c]: d[^a]\n\n", 1000), "b d"},
        {"notes in notes", "[^a]" + repeated("\n\n[^a]: ", 1) + repeated("[^a]: ", many) + "z"},
        {"many notes of one name", repeated("[^a]: b\n\n", many) + "z", "z"},
        {"half references", repeated("[^a", many) + " z", "z"},
        {"a note deep in a quote", repeated("> ", 200) + "[^a]: > > z\n\n[^a]"},
        {"many emphasised words deep in a quote", repeated("> ", 40) + repeated("*a* ", 1000) + "z", "z"},
    };
}

}  // namespace

TEST_CASE("hostile Markdown keeps the promises of a document and its words") {
    for (const Hostile& hostile : hostile_texts()) {
        CAPTURE(hostile.what);
        const Document document = document_from_markdown(hostile.markdown);
        check_promises(document);
        CHECK(occur_in_order(hostile.words, plain_text(document)));
    }
}

TEST_CASE("hostile Markdown has a stable prefix like any other") {
    for (const Hostile& hostile : hostile_texts()) {
        CAPTURE(hostile.what);
        CHECK(stable_prefix(hostile.markdown) <= hostile.markdown.size());
    }
}

TEST_CASE("every beginning of a text with everything in it is a document") {
    constexpr std::string_view everything =
        "# A *b* &amp; `c`\n\n> - [ ] d\n>   1. [e](/f \"g\") ![h](i.png)\n\n| j | k |\n|:-|-:|\n| **l** | ~~m~~ |\n\n"
        "```cpp\nn\n```\n\n<div>o<br></div>\n\n<!-- p -->\n\n[q]: /r\n[q] <s@t.example> www.u.example é€👋\\\nv  "
        "\nw\n===\n\nx[^y] z[^y]\n\n[^y]: > - note\n";
    for (std::size_t length = 0; length <= everything.size(); ++length) {
        CAPTURE(length);
        check_promises(document_from_markdown(everything.substr(0, length)));
    }
}
