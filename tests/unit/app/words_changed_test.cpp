// A widget speaks another language from one frame to the next: texts, numbers, and the side that it reads from.

#include <doctest/doctest.h>

#include "app/visit.h"

using namespace heidi;

namespace {

void speaks(Visit& visit, WidgetId widget, const std::string& locale, const std::string& json) {
    visit.set(widget, "words-locale", locale);
    visit.set(widget, "words", json);
}

constexpr const char* german = R"json({
    "send": "Senden", "share": "Teilen:", "copy_link": "Link kopieren",
    "reading_time": {"one": "{count} Min. ({words})", "other": "{count} Min. ({words})"},
    "words": {"one": "{count} Wort", "other": "{count} Wörter"}})json";

}  // namespace

TEST_CASE("an article's facts and its buttons change their language, its text does not") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("It was warm.");
    CHECK(visit.sees().part("facts")->text().find("1 min read (3 words)") != std::string::npos);
    const int laid = visit.laid_blocks();
    speaks(visit, the_article, "de", german);
    CHECK(visit.sees().part("facts")->text().find("1 Min. (3 Wörter)") != std::string::npos);
    CHECK(visit.sees().part("facts")->attribute("lang") == "de");
    CHECK(visit.sees().find("button", "Link kopieren"));
    CHECK(visit.sees().part("body")->text() == "It was warm.");
    CHECK(visit.laid_blocks() == laid + 1);
    speaks(visit, the_article, "en", "");
    CHECK(visit.sees().part("facts")->text().find("1 min read (3 words)") != std::string::npos);
    CHECK(visit.sees().part("facts")->attribute("lang") == "");
}

TEST_CASE("a chat whose words read from the right has its sides changed, and back") {
    Visit visit;
    visit.opens_chat();
    const auto send_x = [&](const char* label) {
        const PageElement* send = visit.sees(the_chat).find("button", label);
        return send ? send->x : -1;
    };
    const float from_the_left = send_x("Send");
    speaks(visit, the_chat, "he", R"({"send":"Send"})");
    CHECK(send_x("Send") < from_the_left);
    CHECK(send_x("Send") == 6);
    speaks(visit, the_chat, "de", german);
    CHECK(send_x("Senden") > send_x("Send"));
    speaks(visit, the_chat, "en", "");
    CHECK(send_x("Send") == from_the_left);
}

TEST_CASE("words that are none leave the widget as it was") {
    Visit visit;
    visit.opens_chat();
    for (const char* json : {"{", "[]", "<p>", "{\"send\":{}}"}) speaks(visit, the_chat, "xx", json);
    CHECK(visit.sees(the_chat).find("button", "Send"));
}
