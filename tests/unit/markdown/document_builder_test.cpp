#include "markdown/document_builder.h"

#include "markdown/outline.h"

#include <doctest/doctest.h>

using namespace heidi;

namespace {

Block paragraph() { return {.kind = BlockKind::Paragraph}; }
Block quote() { return {.kind = BlockKind::Quote}; }

std::size_t quotes_in(const std::vector<Block>& blocks) {
    std::size_t deepest = 0;
    for (const Block& block : blocks)
        deepest = std::max(deepest, quotes_in(block.children) + (block.kind == BlockKind::Quote ? 1 : 0));
    return deepest;
}

}  // namespace

TEST_CASE("blocks and inlines are built in reading order") {
    DocumentBuilder document;
    document.open(quote());
    document.open(paragraph());
    document.add_text("a ");
    document.open(Inline{.kind = InlineKind::Strong});
    document.add_code("b");
    document.close_inline();
    document.close_block();
    document.add(Block{.kind = BlockKind::Rule});
    document.close_block();
    CHECK(outline(document.take()) == "quote{p[a strong(code(b))] hr}");
}

TEST_CASE("a document can be taken while elements are open, and the builder used again") {
    DocumentBuilder document;
    document.open(quote());
    document.open(paragraph());
    document.open(Inline{.kind = InlineKind::Emphasis});
    document.add_text("a");
    CHECK(outline(document.take()) == "quote{p[em(a)]}");
    CHECK(outline(document.take()) == "");
    document.open(paragraph());
    document.add_text("b");
    CHECK(outline(document.take()) == "p[b]");
}

TEST_CASE("quotes deeper than the limit are left out, their paragraphs kept in order") {
    DocumentBuilder document;
    for (int i = 0; i < deepest_nesting + 5; ++i) {
        document.open(quote());
        document.open(paragraph());
        document.add_text(std::to_string(i));
        document.close_block();
    }
    const Document built = document.take();
    CHECK(quotes_in(built.blocks) == static_cast<std::size_t>(deepest_nesting));
    std::string expected;
    for (int i = 0; i < deepest_nesting + 5; ++i) expected += (i ? "\n" : "") + std::to_string(i);
    CHECK(plain_text(built) == expected);
}

TEST_CASE("only what is nested counts, not what stands side by side") {
    std::string quotes;
    for (int i = 0; i < 2 * deepest_nesting; ++i) quotes += (i ? " " : "") + std::string("quote{quote{p[a]}}");
    DocumentBuilder document;
    for (int i = 0; i < 2 * deepest_nesting; ++i) {
        document.open(quote());
        document.open(quote());
        document.open(paragraph());
        document.add_text("a");
        document.close_block();
        document.close_block();
        document.close_block();
    }
    CHECK(outline(document.take()) == quotes);
}

TEST_CASE("a list and its items are kept or left out together") {
    DocumentBuilder document;
    for (int i = 0; i < deepest_nesting - 1; ++i) document.open(quote());
    document.open(Block{.kind = BlockKind::List});
    document.open(Block{.kind = BlockKind::Item});
    document.open(paragraph());
    document.add_text("a");
    const std::string built = outline(document.take());
    CHECK(built.find("ul{") == std::string::npos);
    CHECK(built.find("li{") == std::string::npos);
    CHECK(built.find("p[a]") != std::string::npos);
}

TEST_CASE("emphasis deeper than the limit is left out, its text kept") {
    DocumentBuilder document;
    document.open(paragraph());
    for (int i = 0; i < 3 * deepest_nesting; ++i) document.open(Inline{.kind = InlineKind::Emphasis});
    document.add_text("a");
    const std::string built = outline(document.take());
    CHECK(built.size() == 3 + deepest_nesting * 4 + 1);
    CHECK(built.find("(a)") != std::string::npos);
}

TEST_CASE("no parser can put an unsafe address into a document") {
    DocumentBuilder document;
    document.open(paragraph());
    document.open(Inline{.kind = InlineKind::Link, .url = "javascript:x"});
    document.add_text("a");
    document.close_inline();
    document.open(Inline{.kind = InlineKind::Image, .url = "javascript:x"});
    document.add_text("b");
    document.close_inline();
    CHECK(outline(document.take()) == "p[ab]");
}

TEST_CASE("what would only be a gap is left out") {
    DocumentBuilder document;
    document.open(paragraph());
    document.add_soft_break();
    document.open(Inline{.kind = InlineKind::Emphasis});
    document.close_inline();
    document.add_hard_break();
    document.close_block();
    CHECK(outline(document.take()) == "");
}
