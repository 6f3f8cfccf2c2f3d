// Publishers, models and readers write anything.

#include <doctest/doctest.h>

#include "app/visit.h"

using namespace heidi;

namespace {

std::string repeated(std::string_view piece, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += piece;
    return text;
}

// Opens it, scrolls through some of it and turns the phone.
void is_survived(std::string_view body) {
    Visit visit;
    visit.opens_article();
    visit.article_arrives(body);
    REQUIRE(visit.sees().part("body"));
    for (const float y : {1'000.0f, 50'000.0f, 0.0f}) visit.scrolls_to(y);
    visit.tell(the_article, Resized{390, 0, 3});
    CHECK(visit.sees().part("title")->text() == "The glacier");
}

constexpr std::size_t million = 1'000'000;

}  // namespace

TEST_CASE("a paragraph of a million characters is survived") { is_survived(repeated("festival ", million)); }

TEST_CASE("a word of a million characters is survived") { is_survived(std::string(million, 'w')); }

TEST_CASE("a million characters of Chinese are survived") { is_survived(repeated("东京奥运会", million)); }

TEST_CASE("a line of code of a million characters is survived, and not all of it painted") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("```\n" + std::string(million, 'x') + "\n```");
    CHECK(visit.page.port.pixels.pages() <= most_pages);
    const PageElement* code = visit.sees().find("pre", std::string(million, 'x'));
    REQUIRE(code);
    for (const float x : {10'000.0f, 1'000'000.0f}) visit.tell(the_article, Scrolled{code->id, x, 0});
    CHECK(visit.page.port.pixels.pages() <= most_pages);
}

TEST_CASE("ten thousand blocks are survived") { is_survived(repeated("# a\n\ntext\n\n- b\n\n", 160'000)); }

TEST_CASE("a document nested without end is survived") {
    is_survived(std::string(20'000, '>') + " deep");
    is_survived(repeated("- ", 20'000) + "deep");
    is_survived(repeated("*a **b ", 20'000));
    is_survived(repeated("[", 20'000));
}

TEST_CASE("a hundred thousand line ends, breaks and spans are survived") {
    is_survived(repeated("a\n", 200'000));
    is_survived(repeated("a\\\n", 200'000));
    is_survived(repeated("*a* `b` ", 200'000));
}

TEST_CASE("a table with a thousand columns or rows is survived") {
    is_survived("|" + repeated("a|", 2'000) + "\n|" + repeated("-|", 2'000) + "\n|" + repeated("b|", 2'000) + "\n");
    is_survived("|a|b|\n|-|-|\n" + repeated("|c|d|\n", 6'000));
    is_survived("|a|b|\n|-|-|\n|" + repeated("*w* ", 40'000) + "|d|\n");
}

TEST_CASE("marks and joiners without end are survived") {
    is_survived("a" + repeated("\u0301", 100'000));
    is_survived(repeated("👩\u200D", 100'000));
    is_survived(repeated("🇳🇴", 100'000));
    is_survived(repeated("\u202E\u2066\u200F", 100'000));
    is_survived(repeated("\u2028\u0085\u000B", 30'000));
}
