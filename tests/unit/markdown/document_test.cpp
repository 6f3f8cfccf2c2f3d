#include "markdown/document_from_markdown.h"

#include <doctest/doctest.h>

using namespace heidi;

namespace {

std::string words_of(std::string_view markdown) { return plain_text(document_from_markdown(markdown)); }

}  // namespace

TEST_CASE("plain text has the words of every block, each on its own line") {
    CHECK(words_of(
              "# Title\n\nOne *two* `three`.\n\n> Four\n\n- five\n- six\n  - seven\n\n---\n\n```\neight\nnine\n```") ==
          "Title\nOne two three.\nFour\nfive\nsix\nseven\neight\nnine");
}

TEST_CASE("a table's cells are lines, empty ones none") { CHECK(words_of("|a|b|\n|-|-|\n||c|") == "a\nb\nc"); }

TEST_CASE("a link is its text and an image its alternative text") {
    CHECK(words_of("See [the *report*](https://a.example) ![of May](b.png)") == "See the report of May");
}

TEST_CASE("a soft break is a space and a hard one a line end") {
    CHECK(words_of("one\ntwo  \nthree") == "one two\nthree");
}

TEST_CASE("plain text of nothing is nothing") {
    CHECK(plain_text(Document{}).empty());
    CHECK(plain_text(std::vector<Inline>{}).empty());
    CHECK(words_of("***").empty());
}
