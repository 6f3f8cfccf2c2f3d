#include "markdown/seen_text.h"

#include <doctest/doctest.h>

using namespace heidi;

TEST_CASE("a text begins another one that is as long or longer and goes on where it ended") {
    SeenText seen;
    CHECK(seen.seems_to_begin(""));
    CHECK(seen.begins("Hello"));
    seen.see("Hello");
    seen.see("Hello there");
    CHECK(seen.size() == 11);
    for (const std::string_view text : {"Hello there", "Hello there, you"}) {
        CHECK(seen.seems_to_begin(text));
        CHECK(seen.begins(text));
    }
    for (const std::string_view text : {"", "Hello", "Hello where", "Jello there, you"}) {
        CHECK(!seen.seems_to_begin(text));
        CHECK(!seen.begins(text));
    }
}

TEST_CASE("a difference far above the end is found only when all is read again") {
    SeenText seen;
    std::string text(1000, 'a');
    seen.see(text);
    text.front() = 'b';
    CHECK(seen.seems_to_begin(text));
    CHECK(!seen.begins(text));
}

TEST_CASE("a definition is noticed even if it arrives in two pieces") {
    SeenText seen;
    seen.see("[1]");
    CHECK(!seen.may_define_links());
    seen.see("[1]:");
    CHECK(seen.may_define_links());
    seen.see("[1]: https://news.example");
    CHECK(seen.may_define_links());
}
