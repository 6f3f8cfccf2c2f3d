#include "app/core.h"

#include <doctest/doctest.h>

#include "app/visit.h"

using namespace heidi;

TEST_CASE("destroying an article aborts its fetch and disarms its timer") {
    Visit visit;
    visit.opens_article();
    CHECK(visit.page.open_fetches() == 1);
    visit.page.destroy(the_article);
    CHECK(visit.page.open_fetches() == 0);
    CHECK(visit.page.port.timers.empty());
}

TEST_CASE("events of a widget that is gone, or never was, change nothing") {
    Visit visit;
    visit.opens_article();
    const std::size_t fetch = *visit.page.open_fetch("a.json");
    visit.page.destroy(the_article);
    const std::size_t frames = visit.frames();
    visit.page.answer(fetch, 200, "application/json", R"({"title":"T","body_markdown":"B"})");
    visit.tell(the_article, Resized{300, 300, 1});
    visit.tell(77, Submitted{"Hello?"});
    visit.page.start(77);
    visit.page.destroy(77);
    CHECK(visit.frames() == frames);
}

TEST_CASE("two widgets do not disturb each other") {
    Visit visit;
    visit.opens_article();
    visit.opens_chat();
    visit.article_arrives(Visit::long_body(20));
    visit.is_listening();
    visit.hears(2, "final", R"({"message_id":"a1","text":"Norway."})");
    CHECK(visit.sees(the_article).part("title")->text() == "The glacier");
    CHECK(visit.sees(the_chat).part("transcript")->text() == "Who won?\nNorway.\n👍\n👎");
    const int article_frames = visit.surface_counts(the_article).frames;
    visit.asks("And then?");
    CHECK(visit.surface_counts(the_article).frames == article_frames);
    visit.page.destroy(the_article);
    visit.waits(Milliseconds(500));
    CHECK(visit.sees(the_chat).part("transcript")->text().find("And then?") != std::string::npos);
}

TEST_CASE("two articles of the same words share their pictures") {
    HeadlessPage page;
    for (const WidgetId widget : {1u, 2u}) {
        page.create(widget, WidgetKind::Article, {{"painter", "canvas"}, {"src", "https://a.example/a.json"}});
        page.tell(widget, Resized{800, 0, 1});
        page.tell(widget, ViewportMoved{{0, 0, 800, 600}});
        page.start(widget);
        page.answer(*page.open_fetch("a.json"), 200, "application/json",
                    R"({"title":"T","body_markdown":"Only here."})");
    }
    CHECK(page.port.pixels.times_rasterised("Only here.") == 1);
    CHECK(page.port.faults().empty());
}

TEST_CASE("a widget made again in the place of an old one begins anew") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.page.destroy(the_chat);
    HeadlessPage& page = visit.page;
    page.create(the_chat, WidgetKind::Chat, {{"endpoint", "https://chat.example/api"}});
    page.tell(the_chat, Resized{380, 600, 1});
    page.start(the_chat);
    REQUIRE(page.core.find(the_chat));
    CHECK(page.core.find(the_chat)->surface().root() != nullptr);
    // The page too begins anew with the first frame of the new widget: the old model is not told.
    page.port.frames.clear();
}

TEST_CASE("a chat with an endpoint of its own protocol asks there, under the very address it was given") {
    const auto asks_at = [](const std::string& protocol, const std::string& endpoint) {
        HeadlessPage page;
        page.create(the_chat, WidgetKind::Chat, {{"endpoint", endpoint}, {"protocol", protocol}, {"model", "m-1"}});
        page.tell(the_chat, Resized{380, 600, 1});
        page.start(the_chat);
        page.tell(the_chat, Submitted{"Who won?"});
        return page.port.fetches.empty() ? Fetch{} : page.port.fetches.back().fetch;
    };
    CHECK(asks_at("json", "https://chat.example/ask/").url == "https://chat.example/ask/");
    CHECK(asks_at("openai", "https://chat.example/v1/").url == "https://chat.example/v1/chat/completions");
    CHECK(asks_at("openai", "https://chat.example/v1").body.find("\"model\":\"m-1\"") != std::string::npos);
    CHECK(asks_at("heidi", "https://chat.example/api/").url == "https://chat.example/api/sessions");
}

TEST_CASE("nonsense from the page is survived") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("Text with [a link](https://a.example).");
    visit.tell(the_article, Activated{9'999, "x"});
    visit.tell(the_article, Activated{visit.sees().root()->id, ""});
    visit.tell(the_article, PointerMoved{9'999, true});
    visit.tell(the_article, Scrolled{9'999, 10, 10});
    visit.tell(the_article, PictureLoaded{"x.webp", -5, 0});
    visit.tell(the_article, Resized{-100, -100, 0});
    visit.tell(the_article, Resized{first_width, 0, -1});
    visit.set(the_article, "ink-99", "zzz");
    visit.set(the_article, "ink-", "");
    visit.set(the_article, "family-x", "");
    visit.set(the_article, "text-scale", "NaN");
    visit.set(the_article, "measure", "-5");
    visit.set(the_article, "text-scale", "0");
    visit.set(the_article, "measure", "640");
    visit.set(the_article, "text-scale", "1");
    CHECK(visit.sees().part("body")->text() == "Text with a link.");
}
