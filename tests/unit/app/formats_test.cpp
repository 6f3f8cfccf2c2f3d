// Articles in other formats: the page converts them, the core judges what comes back.
#include <doctest/doctest.h>

#include "app/visit.h"

using namespace heidi;

namespace {

constexpr std::string_view post = R"({"id": 7, "content": {"rendered": "<p>Hello</p>"}})";
constexpr const char* converted_post = R"json({"title": "A post", "url": "https://blog.example/7",
    "body": ["(p", "-Hello", ")"]})json";
constexpr const char* two_items = R"json({"title": "News", "items": [
    {"id": "1", "title": "First", "url": "https://blog.example/1", "published": "2026-07-01",
     "body": ["(p", "-One", ")"], "summary": "About one."},
    {"id": "2", "title": "Second", "body": ["(p", "-Two", ")"], "summary": "",
     "thumbnail": "https://blog.example/2.png"}]})json";

std::string error_text(Visit& visit) {
    const PageElement* error = visit.sees().part("error");
    return error ? error->text() : "";
}

}  // namespace

TEST_CASE("an article of ours is converted by nobody") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("Text.");
    CHECK(visit.page.port.conversions.empty());
}

TEST_CASE("JSON that is not ours is converted by the page") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, post);
    REQUIRE(visit.page.port.conversions.size() == 1);
    const AskedConversion& asked = visit.page.port.conversions[0];
    CHECK(asked.format == "auto");
    CHECK(asked.src == article_src);
    CHECK(asked.text == post);
    CHECK(visit.sees().text() == "Loading the article…");
    visit.page_converts_it_to(converted_post);
    CHECK(visit.sees().part("title")->text() == "A post");
    CHECK(visit.sees().part("body")->text() == "Hello");
    CHECK(visit.page.news_of(the_article) == std::vector<std::string>{"article-open", "article-whole", "ready"});
    CHECK(visit.page.port.timers.empty());
}

TEST_CASE("the element may name the format, also where the article looks like one of ours") {
    Visit visit;
    visit.page.create(the_article, WidgetKind::Article, {{"format", "ghost"}, {"src", std::string(article_src)}});
    visit.page.core.handle_event(the_article, Resized{first_width, 0, 1});
    visit.page.start(the_article);
    visit.article_arrives("Text.");
    REQUIRE(visit.page.port.conversions.size() == 1);
    CHECK(visit.page.port.conversions[0].format == "ghost");
    visit.set(the_article, "format", "heidi");
    visit.article_arrives("Text.");
    CHECK(visit.sees().part("body")->text() == "Text.");
    visit.set(the_article, "format", "heidi");
    CHECK(visit.page.port.fetches.size() == 2);
}

TEST_CASE("what is no JSON never gets to the page") {
    for (const std::string_view bad : {"<!doctype html>", "", "{\"title\":"}) {
        Visit visit;
        visit.opens_article();
        visit.reply_arrives(200, bad);
        CHECK(visit.page.port.conversions.empty());
        CHECK(error_text(visit).find("not JSON") != std::string::npos);
    }
}

TEST_CASE("a format that nobody knows is judged as ours") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, R"({"title": "T", "text": "B"})");
    visit.page_converts_it_to("");
    CHECK(error_text(visit).find("\"body_markdown\" is missing") != std::string::npos);
}

TEST_CASE("what cannot be converted is named, and Retry fetches again") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, post);
    visit.page_converts_it_to(R"({"error": {"code": "member-of-wrong-type", "message": "\"link\" must be a string"}})");
    CHECK(error_text(visit).find("cannot be shown: \"link\" must be a string.") != std::string::npos);
    CHECK(visit.page.last_detail(the_article, "error").find("member-of-wrong-type") != std::string::npos);
    visit.presses("Retry");
    visit.article_arrives("Text.");
    CHECK(visit.sees().part("body")->text() == "Text.");
}

TEST_CASE("what the page makes of it is judged like any text from outside") {
    const std::pair<const char*, std::string_view> all[] = {
        {"oops", "not JSON"},
        {"[]", "must be a JSON object"},
        {R"json({"title": "T", "body": ["(script", ")"]})json", "opens what has no place there: (script"},
        {R"({"items": [{"body": []}]})", "\"items[0].title\" is missing"},
    };
    for (const auto& [json, says] : all) {
        Visit visit;
        visit.opens_article();
        visit.reply_arrives(200, post);
        visit.page_converts_it_to(json);
        CAPTURE(json);
        CHECK(error_text(visit).find(says) != std::string::npos);
    }
}

TEST_CASE("a page that does not answer is given up, and what comes too late changes nothing") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, post);
    visit.waits(Milliseconds(20'000));
    CHECK(visit.page.last_detail(the_article, "error").find("formats-not-loaded") != std::string::npos);
    visit.page_converts_it_to(converted_post);
    CHECK(visit.sees().part("title") == nullptr);
}

TEST_CASE("the answer for another address changes nothing") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, post);
    visit.set(the_article, "src", "https://news.example/b.json");
    visit.page_converts_it_to(converted_post);
    CHECK(visit.sees().text() == "Loading the article…");
    visit.article_arrives("Text of b.");
    CHECK(visit.sees().part("body")->text() == "Text of b.");
}

TEST_CASE("HTML in an article's Markdown is read by the page") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("CO<sub>2</sub> *is* up");
    REQUIRE(visit.page.port.conversions.size() == 1);
    const AskedConversion& asked = visit.page.port.conversions[0];
    CHECK(asked.format == "html");
    CHECK(asked.src == article_src);
    CHECK(asked.text == "<p>CO<sub>2</sub> <em>is</em> up</p>");
    CHECK(visit.sees().text() == "Loading the article…");
    visit.page_converts_it_to(R"json({"title": "html", "body": ["(p", "-CO", "(sub", "-2", ")", "- is up", ")"]})json");
    CHECK(visit.sees().part("body")->text() == "CO2 is up");
    CHECK(visit.sees().part("title")->text() == "The glacier");
    CHECK(visit.page.port.timers.empty());
}

TEST_CASE("HTML that nothing is left of leaves an article without a body") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("<script>alert(1)</script>");
    visit.page_converts_it_to(R"({"title": "html", "body": []})");
    CHECK(visit.sees().part("title") != nullptr);
    CHECK(visit.sees().text().find("alert") == std::string::npos);
}

TEST_CASE("where nothing reads HTML, an article shows it as it was written") {
    for (const char* reply : {"", "oops", R"({"error": {"code": "formats-not-loaded", "message": "No."}})",
                              R"({"title": "", "items": []})"}) {
        Visit visit;
        visit.opens_article();
        visit.article_arrives("CO<sub>2</sub> is up");
        visit.page_converts_it_to(reply);
        CAPTURE(reply);
        CHECK(visit.sees().part("body")->text() == "CO<sub>2</sub> is up");
    }
    Visit visit;
    visit.opens_article();
    visit.article_arrives("CO<sub>2</sub> is up");
    visit.waits(Milliseconds(20'000));
    CHECK(visit.sees().part("body")->text() == "CO<sub>2</sub> is up");
    CHECK(visit.page.port.timers.empty());
}

TEST_CASE("another address while HTML is read is another article") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("<b>a</b>");
    visit.set(the_article, "src", "https://news.example/b.json");
    visit.page_converts_it_to(R"json({"title": "html", "body": ["(p", "-a", ")"]})json");
    CHECK(visit.sees().text() == "Loading the article…");
    visit.article_arrives("Text of b.");
    CHECK(visit.sees().part("body")->text() == "Text of b.");
    CHECK(visit.page.port.conversions.size() == 1);
}

TEST_CASE("a feed is a list of links that open in place, and there is a way back") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, post);
    visit.page_converts_it_to(two_items);
    const PageElement* feed = visit.sees().part("feed");
    REQUIRE(feed);
    CHECK(feed->text() == "News\nFirst\nAbout one.\nJuly 1, 2026\nSecond");
    CHECK(visit.sees().find("a", "First")->attribute("href") == "https://blog.example/1");
    CHECK(visit.page.last_detail(the_article, "feed-open") == R"({"title":"News","items":2,"from":-1})");
    CHECK(visit.has_news(the_article, "ready"));
    visit.follows("First");
    CHECK(visit.sees().part("feed") == nullptr);
    CHECK(visit.sees().part("title")->text() == "First");
    CHECK(visit.sees().part("title")->attribute("tabindex") == "-1");
    CHECK(visit.sees().part("body")->text() == "One");
    CHECK(visit.page.last_detail(the_article, "article-open").find("blog.example/1") != std::string::npos);
    visit.presses("← Back to the list");
    CHECK(visit.sees().part("feed")->text() == "News\nFirst\nAbout one.\nJuly 1, 2026\nSecond");
    CHECK(visit.page.last_detail(the_article, "feed-open") == R"({"title":"News","items":2,"from":0})");
    // One without an address of its own opens as well.
    visit.presses("Second");
    CHECK(visit.sees().part("body")->text() == "Two");
    CHECK(visit.page.port.fetches.size() == 1);
}

namespace {

constexpr const char* first_page = R"json({"title": "News", "next": "https://news.example/2.json", "items": [
    {"id": "1", "title": "First", "body": ["(p", "-One", ")"]}, {"title": "Nameless", "body": ["(p", "-N", ")"]}]})json";
constexpr const char* second_page = R"json({"title": "News 2", "next": "https://news.example/3.json", "items": [
    {"id": "1", "title": "First again", "body": ["(p", "-One", ")"]},
    {"id": "2", "title": "Second", "published": "2026-07-01", "body": ["(p", "-Two", ")"]},
    {"id": "2", "title": "Second again", "body": ["(p", "-Two", ")"]}]})json";

void opens_feed(Visit& visit, const std::string& page) {
    visit.opens_article();
    visit.reply_arrives(200, post);
    visit.page_converts_it_to(page);
}

std::string feed_text(Visit& visit) { return visit.sees().part("feed")->text(); }

}  // namespace

TEST_CASE("a feed shows its next page when it is asked for, without what is there already") {
    Visit visit;
    opens_feed(visit, first_page);
    CHECK(feed_text(visit) == "News\nFirst\nNameless\nShow more");
    CHECK(visit.page.port.fetches.size() == 1);
    visit.presses("Show more");
    CHECK(feed_text(visit) == "News\nFirst\nNameless\nLoading more…");
    CHECK(visit.sees().find("button", "Loading more…")->attribute("aria-disabled") == "true");
    visit.presses("Loading more…");
    REQUIRE(visit.page.port.fetches.size() == 2);
    CHECK(visit.page.port.fetches[1].fetch.url == "https://news.example/2.json");
    visit.reply_arrives(200, post);
    CHECK(visit.page.port.conversions.back().src == "https://news.example/2.json");
    visit.page_converts_it_to(second_page);
    CHECK(feed_text(visit) == "News\nFirst\nNameless\nSecond\nJuly 1, 2026\nShow more");
    CHECK(visit.page.last_detail(the_article, "feed-open") == R"({"title":"News","items":3,"from":2})");
    visit.presses("Second");
    CHECK(visit.sees().part("body")->text() == "Two");
    CHECK(visit.page.port.timers.empty());
}

TEST_CASE("a feed that leads in a circle ends") {
    for (const char* next : {"https://news.example/a.json", "https://news.example/2.json"}) {
        Visit visit;
        opens_feed(visit, first_page);
        visit.presses("Show more");
        visit.reply_arrives(200, post);
        visit.page_converts_it_to(R"({"title": "", "next": ")" + std::string(next) + R"(", "items": []})");
        CHECK(feed_text(visit) == "News\nFirst\nNameless");
    }
    Visit visit;
    opens_feed(visit, R"({"title": "News", "next": "https://news.example/a.json", "items": []})");
    CHECK(feed_text(visit) == "News\nThere are no articles here yet.");
}

TEST_CASE("only an address of the web is a next page") {
    for (const char* next : {"javascript:alert(1)", "file:///etc/passwd", "2.json", "HTTP:2.json", ""}) {
        CAPTURE(next);
        Visit visit;
        opens_feed(visit, R"({"title": "News", "next": ")" + std::string(next) + R"(", "items": []})");
        CHECK(visit.sees().find("button", "Show more") == nullptr);
    }
}

TEST_CASE("a next page that does not come is said where it should be, and can be asked for again") {
    struct Failure {
        int status;
        std::string reply, converted, code;
    };
    const Failure all[] = {
        {404, "", "", "not-found"},
        {200, "oops", "", "not-json"},
        {200, R"({"title": "T", "body_markdown": "An article"})", "", "not-a-feed"},
        {200, std::string(post), R"({"error": {"code": "no-items", "message": "No"}})", "no-items"},
        {200, std::string(post), R"({"title": "T", "items": 7})", "member-of-wrong-type"},
        {200, std::string(post), converted_post, "not-a-feed"},
    };
    for (const auto& [status, reply, converted, code] : all) {
        Visit visit;
        opens_feed(visit, first_page);
        visit.presses("Show more");
        visit.reply_arrives(status, reply);
        if (!converted.empty()) visit.page_converts_it_to(converted);
        CAPTURE(code);
        CHECK(visit.page.last_detail(the_article, "error").find(code) != std::string::npos);
        CHECK(feed_text(visit) == "News\nFirst\nNameless\nRetry\nMore could not be loaded.");
        visit.presses("Retry");
        visit.reply_arrives(200, post);
        visit.page_converts_it_to(second_page);
        CHECK(feed_text(visit) == "News\nFirst\nNameless\nSecond\nJuly 1, 2026\nShow more");
    }
}

TEST_CASE("a next page without an answer in time can be asked for again") {
    Visit visit;
    opens_feed(visit, first_page);
    visit.presses("Show more");
    visit.waits(Milliseconds(20'000));
    CHECK(feed_text(visit) == "News\nFirst\nNameless\nRetry\nMore could not be loaded.");
}

TEST_CASE("a next page comes also while an article of the list is open") {
    Visit visit;
    opens_feed(visit, first_page);
    visit.presses("Show more");
    visit.presses("First");
    visit.reply_arrives(200, post);
    visit.page_converts_it_to(second_page);
    CHECK(visit.sees().part("body")->text() == "One");
    visit.presses("← Back to the list");
    CHECK(feed_text(visit) == "News\nFirst\nNameless\nSecond\nJuly 1, 2026\nShow more");
}

TEST_CASE("another feed has nothing to do with the next page of the one before") {
    Visit visit;
    opens_feed(visit, first_page);
    visit.presses("Show more");
    visit.set(the_article, "src", "https://news.example/b.json");
    visit.reply_arrives(200, post);
    visit.page_converts_it_to(second_page);
    CHECK(feed_text(visit) == "News 2\nFirst again\nSecond\nJuly 1, 2026\nSecond again\nShow more");
}

TEST_CASE("the items of a list have the numbers that they say they have") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, post);
    visit.page_converts_it_to(R"json({"title": "T", "body": ["(ol", "Astart 3", "(li", "(p", "-c", ")", ")",
        "(li", "Avalue 1200", "(p", "-b", ")", ")", "(li", "(p", "-a", ")", ")", "(li", "Avalue -4", ")", ")"]})json");
    std::string numbers;
    for (const char* words : {"c", "b", "a"}) {
        const PageElement* item = visit.sees().find("li", words);
        REQUIRE(item);
        numbers += item->attribute("value") + ";";
    }
    CHECK(numbers == ";1200;;");
}

TEST_CASE("an article that was not opened from a list has no way back") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("Text.");
    CHECK(visit.sees().find("button", "← Back to the list") == nullptr);
    CHECK(visit.sees().part("title")->attribute("tabindex").empty());
}

TEST_CASE("a feed without articles says so") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, post);
    visit.page_converts_it_to(R"({"title": "", "items": []})");
    CHECK(visit.sees().part("feed")->text() == "There are no articles here yet.");
}

TEST_CASE("an article for members says where the rest is") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, R"({"title": "T", "url": "https://www.news.example/t", "body_markdown": "Beginning.",
        "members_only": true})");
    const PageElement* rest = visit.sees().find("a", "The rest of this article is for members.\nnews.example");
    REQUIRE(rest);
    CHECK(rest->attribute("href") == "https://www.news.example/t");
}

TEST_CASE("another size keeps the list, and another theme the open item") {
    Visit visit;
    visit.opens_article();
    visit.reply_arrives(200, post);
    visit.page_converts_it_to(two_items);
    visit.tell(the_article, Resized{360, 0, 1});
    CHECK(visit.sees().part("feed") != nullptr);
    visit.follows("First");
    visit.tell(the_article, Resized{1200, 0, 2});
    CHECK(visit.sees().part("body")->text() == "One");
}
