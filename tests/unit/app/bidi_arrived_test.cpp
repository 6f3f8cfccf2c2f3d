// The order of mixed directions is known later than the text, or never.

#include <doctest/doctest.h>

#include <algorithm>

#include "app/visit.h"

using namespace heidi;

namespace {

constexpr const char* mixed = "one אחת two";

// Whether the page is told where each run goes: where the order is a guess, it must not have one of its own.
bool is_guessed(const PageElement& element) {
    const auto turns = [](const PagePhrase& phrase) { return phrase.kind == PhraseKind::Turn; };
    const auto is = [](const auto& child) { return is_guessed(*child); };
    return std::any_of(element.phrases.begin(), element.phrases.end(), turns) ||
           std::any_of(element.children.begin(), element.children.end(), is);
}

void bidi_arrives(Visit& visit) {
    visit.page.port.text.has_bidi = true;
    visit.page.port.bidi_is_coming = false;
    visit.page.core.bidi_arrived();
    visit.page.settle();
}

}  // namespace

TEST_CASE("an article waits for the order of its directions, but not for long") {
    for (const bool comes : {true, false}) {
        Visit visit;
        visit.page.port.text.has_bidi = false;
        visit.page.port.bidi_is_coming = true;
        visit.opens_article();
        visit.article_arrives(mixed);
        CHECK_FALSE(visit.has_news(the_article, "ready"));
        CHECK_FALSE(visit.sees().part("body"));
        // Neither is it shown for another reason.
        visit.tell(the_article, Resized{500, 0, 1});
        CHECK_FALSE(visit.sees().part("body"));
        if (comes) {
            bidi_arrives(visit);
        } else {
            visit.page.port.bidi_is_coming = false;
            visit.page.core.bidi_arrived();
            visit.page.settle();
        }
        REQUIRE(visit.sees().part("body"));
        CHECK(visit.has_news(the_article, "ready"));
        CHECK(is_guessed(*visit.sees().part("body")) != comes);
        bidi_arrives(visit);
        CHECK_FALSE(is_guessed(*visit.sees().part("body")));
    }
}

TEST_CASE("what the reader has before him goes on in a simple order, and is put right") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("It was warm.");
    visit.opens_chat();
    visit.is_listening();
    visit.page.port.text.has_bidi = false;
    visit.page.port.bidi_is_coming = true;
    visit.hears(2, "final", R"({"message_id":"a1","text":"one אחת two"})");
    CHECK(visit.sees(the_chat).part("transcript")->text().find(mixed) != std::string::npos);
    CHECK(is_guessed(*visit.sees(the_chat).root()));
    const int laid = visit.laid_blocks();
    bidi_arrives(visit);
    CHECK(visit.sees(the_chat).part("transcript")->text().find(mixed) != std::string::npos);
    CHECK_FALSE(is_guessed(*visit.sees(the_chat).root()));
    CHECK(visit.laid_blocks() == laid);
}
