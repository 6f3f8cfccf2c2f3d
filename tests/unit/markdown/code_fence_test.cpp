#include "markdown/code_fence.h"

#include <doctest/doctest.h>

#include <string>

using namespace heidi;

TEST_CASE("three backticks or tildes at the left margin open a code block") {
    for (const std::string_view line : {"```\n", "```js\n", "~~~\r\n", "~~~~ a `b` ~~~\n", "``` a b"})
        CHECK_MESSAGE(CodeFence::opened_by(line), line);
    for (const std::string_view line : {"", "\n", "``\n", "a ```\n", " ```\n", "> ```\n", "```a``` b\n", "--- \n"})
        CHECK_MESSAGE(!CodeFence::opened_by(line), line);
}

TEST_CASE("at least as many of the same mark close it, and nothing else on the line") {
    const auto fence = CodeFence::opened_by("````js\n");
    REQUIRE(fence);
    for (const std::string_view line : {"````\n", "`````\n", "   ````  \t\r\n", "````"})
        CHECK_MESSAGE(fence->is_closed_by(line), line);
    for (const std::string_view line : {"\n", "```\n", "~~~~\n", "    ````\n", "\t````\n", "````js\n", "> ````\n"})
        CHECK_MESSAGE(!fence->is_closed_by(line), line);
}

TEST_CASE("a fence longer than the parser counts is closed by as much as it counts") {
    const auto fence = CodeFence::opened_by(std::string(300, '~') + "\n");
    REQUIRE(fence);
    CHECK(fence->is_closed_by(std::string(255, '~')));
    CHECK(!fence->is_closed_by(std::string(254, '~')));
}

TEST_CASE("the start of a line may close a fence while it has nothing else in it") {
    for (const std::string_view line : {"", "  ", "`", "```", "  ~~", "> ``", "``` "})
        CHECK_MESSAGE(may_close_a_fence(line), line);
    for (const std::string_view line : {"a", "``a", "`~", "``` js", "- `"})
        CHECK_MESSAGE(!may_close_a_fence(line), line);
}
