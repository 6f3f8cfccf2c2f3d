#include "app/article_widget.h"

#include <doctest/doctest.h>

#include "app/visit.h"

using namespace heidi;

namespace {

using News = std::vector<std::string>;

struct Failure {
    std::string_view what;
    int status;
    std::string_view reply;
    std::string_view code;
    std::string_view says;
};

bool shows_error(Visit& visit) { return visit.sees().part("error") != nullptr; }

}  // namespace

TEST_CASE("an article is fetched, shown and announced") {
    Visit visit;
    visit.opens_article();
    REQUIRE(visit.page.port.fetches.size() == 1);
    CHECK(visit.page.port.fetches[0].fetch.url == article_src);
    CHECK_FALSE(visit.page.port.fetches[0].fetch.post);
    CHECK(visit.page.port.fetches[0].header("Accept") == "application/json");
    visit.article_arrives("## July\n\nIt was *warm*.");
    CHECK(visit.sees().part("title")->text() == "The glacier");
    CHECK(visit.sees().part("body")->text() == "July\nIt was warm.");
    CHECK(visit.page.news_of(the_article) == News{"article-open", "article-whole", "ready"});
    CHECK(visit.page.last_detail(the_article, "article-open") ==
          R"({"id":"melting","title":"The glacier","url":"https://news.example/melting"})");
}

TEST_CASE("while it is on its way the reader is told, and no one that it is ready") {
    Visit visit;
    visit.opens_article();
    CHECK(visit.sees().text() == "Loading the article…");
    CHECK(visit.sees().root()->attribute("aria-busy") == "true");
    CHECK(visit.page.news_of(the_article).empty());
}

TEST_CASE("a reply may come in pieces") {
    Visit visit;
    visit.opens_article();
    const std::size_t fetch = *visit.page.open_fetch("a.json");
    visit.page.head(fetch, 200, "application/json");
    for (const char c : std::string_view(R"({"title":"Größe","body_markdown":"👋"})"))
        visit.page.bytes(fetch, std::string_view(&c, 1));
    visit.page.end(fetch);
    CHECK(visit.sees().part("title")->text() == "Größe");
    CHECK(visit.sees().part("body")->text() == "👋");
}

TEST_CASE("the facts are worded for the reader") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("One two three.");
    CHECK(visit.sees().part("facts")->text() == "July 1, 2026 · 1 min read (3 words) · 1 view");
}

TEST_CASE("the publisher's own word count is believed") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, R"({"title": "T", "body_markdown": "One.", "word_count": 12236, "views": 1000})");
    CHECK(visit.sees().part("facts")->text().find("(12,236 words) · 1,000 views") != std::string::npos);
}

TEST_CASE("what goes wrong is said, with its reason and a way to try again") {
    constexpr Failure failures[] = {
        {"no such article", 404, "", "not-found", "There is no article at https://news.example/a.json (404)"},
        {"a gone article", 410, "", "not-found", "(410)"},
        {"a broken server", 500, "oops", "bad-status", "The server answered 500"},
        {"no JSON", 200, "<!doctype html>", "not-json", "https://news.example/a.json"},
        {"nothing at all", 200, "", "not-json", "https://news.example/a.json"},
        {"no object", 200, "[]", "not-an-object", "https://news.example/a.json"},
        {"no title", 200, R"({"body_markdown":"x"})", "member-missing", "\"title\" is missing"},
        {"a wrong type", 200, R"({"title":1,"body_markdown":"x"})", "member-of-wrong-type", "\"title\""},
    };
    for (const Failure& failure : failures) {
        Visit visit;
        visit.opens_article();
        visit.reply_arrives(failure.status, failure.reply);
        if (!visit.page.port.conversions.empty()) visit.page_converts_it_to("");
        CAPTURE(failure.what);
        CHECK(visit.sees().part("error")->text().find(failure.says) != std::string::npos);
        const std::string detail = visit.page.last_detail(the_article, "error");
        CHECK(detail.find("\"phase\":\"article\",\"code\":\"" + std::string(failure.code)) != std::string::npos);
        CHECK(visit.sees().find("button", "Retry") != nullptr);
        CHECK(visit.page.port.timers.empty());
    }
}

TEST_CASE("a server that cannot be reached is named") {
    Visit visit;
    visit.opens_article();
    visit.page.fail(*visit.page.open_fetch("a.json"));
    CHECK(visit.sees().part("error")->text().find("cannot be reached") != std::string::npos);
    CHECK(visit.page.last_detail(the_article, "error").find("unreachable") != std::string::npos);
}

TEST_CASE("a server that does not answer is given up after twenty seconds") {
    Visit visit;
    visit.opens_article();
    visit.waits(Milliseconds(19'999));
    CHECK_FALSE(shows_error(visit));
    visit.waits(Milliseconds(1));
    CHECK(shows_error(visit));
    CHECK(visit.page.port.fetches[0].state == FetchState::Aborted);
}

TEST_CASE("a reply without end does not fill the memory") {
    Visit visit;
    visit.opens_article();
    const std::size_t fetch = *visit.page.open_fetch("a.json");
    visit.page.head(fetch, 200, "application/json");
    const std::string megabyte(1 << 20, ' ');
    for (int i = 0; i < 33; ++i) visit.page.bytes(fetch, megabyte);
    CHECK(visit.page.port.fetches[0].state == FetchState::Aborted);
    CHECK(visit.page.last_detail(the_article, "error").find("too-large") != std::string::npos);
}

TEST_CASE("Retry fetches again, and a second reply may do better") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(503, "");
    visit.presses("Retry");
    CHECK(visit.page.open_fetches() == 1);
    CHECK(visit.sees().text() == "Loading the article…");
    visit.article_arrives("Text.");
    CHECK(visit.sees().part("body")->text() == "Text.");
    CHECK(visit.has_news(the_article, "article-open"));
}

TEST_CASE("another address shows another article, and the late reply of the first changes nothing") {
    Visit visit;
    visit.opens_article();
    const std::size_t first = *visit.page.open_fetch("a.json");
    visit.page.head(first, 200, "application/json");
    visit.set(the_article, "src", "https://news.example/b.json");
    CHECK(visit.page.port.fetches[first].state == FetchState::Aborted);
    visit.page.bytes(first, R"({"title":"Late","body_markdown":"Late."})");
    visit.page.end(first);
    CHECK(visit.sees().text() == "Loading the article…");
    visit.article_arrives("Text of b.");
    CHECK(visit.sees().part("body")->text() == "Text of b.");
    visit.page.fail(first);
    CHECK_FALSE(shows_error(visit));
}

TEST_CASE("the same address again fetches nothing") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("Text.");
    visit.set(the_article, "src", std::string(article_src));
    CHECK(visit.page.port.fetches.size() == 1);
}

TEST_CASE("an element without an address says so, and shows the article when it gets one") {
    Visit visit;
    visit.opens_article("");
    CHECK(visit.sees().part("error")->text().find("has no src attribute") != std::string::npos);
    CHECK(visit.page.port.fetches.empty());
    visit.set(the_article, "src", std::string(article_src));
    REQUIRE(visit.page.open_fetches() == 1);
    visit.article_arrives("Text.");
    CHECK(visit.sees().part("body")->text() == "Text.");
}

TEST_CASE("nothing is fetched before the start, whatever is set") {
    HeadlessPage page;
    page.create(1, WidgetKind::Article, {{"src", "https://a.example/1"}, {"src", "https://a.example/2"}});
    CHECK(page.port.fetches.empty());
    page.start(1);
    CHECK(page.port.fetches.size() == 1);
    CHECK(page.port.fetches[0].fetch.url == "https://a.example/2");
}

TEST_CASE("without room nothing is shown, with room everything") {
    Visit visit;
    visit.page.create(the_article, WidgetKind::Article, {{"src", std::string(article_src)}});
    visit.page.start(the_article);
    visit.article_arrives("Text.");
    CHECK(visit.frames() == 0);
    CHECK_FALSE(visit.has_news(the_article, "ready"));
    visit.tell(the_article, Resized{500, 0, 1});
    CHECK(visit.sees().part("body")->text() == "Text.");
    CHECK(visit.has_news(the_article, "ready"));
}

TEST_CASE("a picture that has loaded gets its own room") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("![ice](ice.webp)\n\nText.");
    const float before = visit.sees().height();
    visit.tell(the_article, PictureLoaded{"ice.webp", 640, 64});
    CHECK(visit.sees().height() == before - 360 + 64);
    const std::size_t frames = visit.frames();
    visit.tell(the_article, PictureLoaded{"ice.webp", 640, 64});
    CHECK(visit.frames() == frames);
}

TEST_CASE("sharing knows the article's address, or else the page's") {
    Visit visit;
    visit.opens_article();
    visit.set(the_article, "page-url", "https://host.example/page");
    visit.reply_arrives(200, R"({"title": "T", "body_markdown": "B"})");
    CHECK(visit.sees().find("button", "Copy link")->attribute("data-command") == "https://host.example/page");
}

TEST_CASE("a block that a link points to is marked, one that is not there is not") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("One.\n\nTwo.\n\nThree.");
    visit.tell(the_article, BlockWanted{1});
    const PageElement* marked = visit.sees().part("marked");
    REQUIRE(marked);
    CHECK(marked->text() == "Two.");
    CHECK(marked->attribute("tabindex") == "-1");
    const int laid = visit.laid_blocks();
    visit.tell(the_article, BlockWanted{2});
    CHECK(visit.sees().part("marked")->text() == "Three.");
    CHECK(visit.laid_blocks() == laid);
    visit.tell(the_article, BlockWanted{999});
    CHECK(visit.sees().part("marked") == nullptr);
}

TEST_CASE("the reader's wishes for size and theme are the page's to keep") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("One.");
    visit.presses("A+ Larger text");
    CHECK(visit.page.last_detail(the_article, "text-size-wanted") == R"({"steps":1})");
    const PageElement* theme = visit.sees().find("select", "Theme");
    REQUIRE(theme);
    visit.tell(the_article, Activated{theme->id, "sepia"});
    CHECK(visit.page.last_detail(the_article, "theme-chosen") == R"({"theme":"sepia"})");
    visit.set(the_article, "theme-choice", "sepia");
    CHECK(visit.sees().find("select", "Theme")->attribute("value") == "sepia");
    visit.set(the_article, "toolbar", "");
    CHECK(visit.sees().find("select", "Theme") == nullptr);
}
