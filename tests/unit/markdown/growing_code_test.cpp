#include "markdown/growing_code.h"

#include "markdown/document_from_markdown.h"

#include <doctest/doctest.h>

#include <string>

using namespace heidi;

namespace {

Block parsed(std::string_view markdown) {
    const Document document = document_from_markdown(markdown);
    REQUIRE(document.blocks.size() == 1);
    return document.blocks.front();
}

}  // namespace

TEST_CASE("code that grows line by line is what the parser would make of it") {
    for (const std::string_view line_end : {"\n", "\r\n"}) {
        std::string text = "```js &amp; more" + std::string(line_end);
        auto code = GrowingCode::opened_by(text);
        REQUIRE(code);
        CHECK(code->opening_bytes() == text.size());
        Block block = parsed(text);
        for (const std::string_view line : {"", "a **b", "  - c `d`", "", "\xC3 e", "``", "\t```", "~~~", ""}) {
            const std::string whole_line = std::string(line) + std::string(line_end);
            text += whole_line;
            CHECK(!code->add_lines(block, whole_line));
            CHECK(block == parsed(text));
        }
    }
}

TEST_CASE("code ends with its fence") {
    auto code = GrowingCode::opened_by("~~~\n");
    REQUIRE(code);
    Block block = parsed("~~~\n");
    CHECK(code->add_lines(block, "a\n~~~~ \nb\n~~~\n") == std::string_view("a\n~~~~ \n").size());
    CHECK(block.text == "a");
}

TEST_CASE("half a line shows until its other half comes, unless it may be a fence") {
    auto code = GrowingCode::opened_by("```\n");
    REQUIRE(code);
    Block block = parsed("```\n");
    const auto shown_of = [&](std::string_view half) { return code->add_half_line(block, half), block.text; };
    CHECK(shown_of("a") == "a");
    CHECK(shown_of("a \xE2\x82") == "a ");
    CHECK(shown_of("``") == "");
    code->add_lines(block, "``b\n");
    CHECK(shown_of("") == "``b");
    CHECK(shown_of("  c\r") == "``b\n  c");
}

TEST_CASE("what opens no code block at the left margin does not grow as code") {
    for (const std::string_view text : {"a\n", "    a\n", "  ```\n", "```a```\n", ""})
        CHECK_MESSAGE(!GrowingCode::opened_by(text), text);
}
