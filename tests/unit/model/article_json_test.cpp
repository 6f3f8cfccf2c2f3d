#include "model/article_json.h"

#include <doctest/doctest.h>

using namespace heidi;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view complete = R"({
    "id": "melting", "url": "https://news.example/melting", "lang": "en-GB",
    "title": "The glacier & the village", "dek": "What a summer does.",
    "body_markdown": "## July\n\nIt was *warm*.",
    "labels": [{"kind": "category", "text": "Climate"}, {"text": "Long read"}],
    "published": "2026-07-01T08:00:00Z", "word_count": 236, "views": 1,
    "image": {"src": "ice.webp", "alt": "A glacier", "caption": "In 2026", "width": 1200, "height": 675},
    "author": {"name": "Heidi", "bio": "Writes.", "url": "/heidi"}
})";

// An article that has what is required, and these members.
std::string article_with(std::string_view members) {
    return R"({"title": "T", "body_markdown": "B", )" + std::string(members) + "}";
}

using Read = Result<std::unique_ptr<Publication>>;

Article article_from(std::string_view json) {
    const Read publication = publication_from_json(json, Expected::Article);
    CAPTURE(json);
    CHECK(publication);
    return publication ? (*publication)->articles[0].article : Article();
}

Error error_from(std::string_view json, Expected expected = Expected::Article) {
    const Read publication = publication_from_json(json, expected);
    CAPTURE(json);
    CHECK_FALSE(publication);
    return publication ? Error() : publication.error();
}

std::string nested(std::string_view open, std::string_view close, int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += open;
    for (int i = 0; i < depth; ++i) text += close;
    return text;
}

struct Problem {
    std::string_view what;
    std::string_view members;
    std::string_view message;
};

}  // namespace

TEST_CASE("a complete article is read member by member") {
    const Article article = article_from(complete);
    CHECK(article.id == "melting");
    CHECK(article.url == "https://news.example/melting");
    CHECK(article.lang == "en-GB");
    CHECK(article.title == "The glacier & the village");
    CHECK(article.dek == "What a summer does.");
    CHECK(article.body_markdown == "## July\n\nIt was *warm*.");
    CHECK(article.published == "2026-07-01T08:00:00Z");
    CHECK(article.word_count == 236);
    CHECK(article.views == 1);
    REQUIRE(article.labels.size() == 2);
    CHECK(article.labels[0].kind == "category");
    CHECK(article.labels[0].text == "Climate");
    CHECK(article.labels[1].kind == "");
    CHECK(article.labels[1].text == "Long read");
    REQUIRE(article.image);
    CHECK(article.image->src == "ice.webp");
    CHECK(article.image->alt == "A glacier");
    CHECK(article.image->caption == "In 2026");
    CHECK(article.image->width == 1200);
    CHECK(article.image->height == 675);
    REQUIRE(article.author);
    CHECK(article.author->name == "Heidi");
    CHECK(article.author->bio == "Writes.");
    CHECK(article.author->url == "/heidi");
}

TEST_CASE("a title and a body are enough") {
    const Article article = article_from(R"({"title": "T", "body_markdown": ""})");
    CHECK(article.title == "T");
    CHECK(article.id.empty());
    CHECK(article.labels.empty());
    CHECK_FALSE(article.word_count);
    CHECK_FALSE(article.views);
    CHECK_FALSE(article.image);
    CHECK_FALSE(article.author);
}

TEST_CASE("a null member is an absent one") {
    const Article article = article_from(article_with(
        R"("id": null, "labels": [null, {"kind": null, "text": "L"}], "views": null, "image": null,
           "author": {"name": "A", "bio": null})"));
    CHECK(article.id.empty());
    REQUIRE(article.labels.size() == 1);
    CHECK(article.labels[0].text == "L");
    CHECK_FALSE(article.views);
    CHECK_FALSE(article.image);
    CHECK(article.author->name == "A");
}

TEST_CASE("members we do not know are ignored, whatever they hold") {
    const Article article = article_from(article_with(R"("Title": 1, "_x": [{"y": [1e5, true]}], "": {})"));
    CHECK(article.title == "T");
}

TEST_CASE("an id may be a number") {
    CHECK(article_from(article_with(R"("id": 42)")).id == "42");
    CHECK(article_from(article_with(R"("id": -7)")).id == "-7");
    CHECK(article_from(article_with(R"("id": 42.0)")).id == "42");
    CHECK(article_from(article_with(R"("id": 9223372036854775807)")).id == "9223372036854775807");
}

TEST_CASE("a whole number may be written with a point or an exponent") {
    CHECK(article_from(article_with(R"("views": 236.0)")).views == 236);
    CHECK(article_from(article_with(R"("views": 1e3)")).views == 1000);
    CHECK(article_from(article_with(R"("views": 0)")).views == 0);
    CHECK(article_from(article_with(R"("views": -0)")).views == 0);
    CHECK(article_from(article_with(R"("views": 9223372036854775807)")).views == 9223372036854775807);
}

TEST_CASE("a title is plain text as written") {
    CHECK(article_from(R"({"title": "A &amp; *B* <i>\u00e9\ud83d\udc4b", "body_markdown": "B"})").title ==
          "A &amp; *B* <i>é👋");
}

TEST_CASE("a label without text and a picture without an address are left out") {
    const Article article =
        article_from(article_with(R"("labels": [{"kind": "k"}, {"text": " "}, {"text": "L"}], "image": {"alt": "a"})"));
    REQUIRE(article.labels.size() == 1);
    CHECK(article.labels[0].text == "L");
    CHECK_FALSE(article.image);
}

TEST_CASE("a missing member is named") {
    const Error title{"member-missing", "\"title\" is missing"};
    CHECK(error_from(R"({"body_markdown": "B"})") == title);
    CHECK(error_from(R"({"title": null, "body_markdown": "B"})") == title);
    CHECK(error_from(R"({"title": "", "body_markdown": "B"})") == title);
    CHECK(error_from(R"({"title": " \t\n", "body_markdown": "B"})") == title);
    CHECK(error_from("{}") == title);
    CHECK(error_from(R"({"title": "T"})") == Error{"member-missing", "\"body_markdown\" is missing"});
}

TEST_CASE("a member of the wrong type is named, with what it must be and what it is") {
    constexpr Problem problems[] = {
        {"a boolean", R"("id": true)", R"("id" must be a string, but is a boolean)"},
        {"a fraction as id", R"("id": 1.5)",
         R"("id" must be a string or a whole number, but is a number that is not whole or too large)"},
        {"a number", R"("author": {"name": 1})", R"("author.name" must be a string, but is a number)"},
        {"an object", R"("dek": {})", R"("dek" must be a string, but is an object)"},
        {"an array", R"("published": [])", R"("published" must be a string, but is an array)"},
        {"a string for a number", R"("views": "1")", R"("views" must be a whole number, 0 or more, but is a string)"},
        {"a negative number", R"("views": -1)", R"("views" must be a whole number, 0 or more, but is -1)"},
        {"a fraction", R"("word_count": 2.5)",
         R"("word_count" must be a whole number, 0 or more, but is a number that is not whole or too large)"},
        {"a huge number", R"("views": 18446744073709551615)",
         R"("views" must be a whole number, 0 or more, but is a number that is not whole or too large)"},
        {"a huger number", R"("views": 1e300)",
         R"("views" must be a whole number, 0 or more, but is a number that is not whole or too large)"},
        {"no width", R"("image": {"src": "a", "width": 0})",
         R"("image.width" must be a whole number from 1 to 65535, but is 0)"},
        {"too much height", R"("image": {"src": "a", "height": 65536})",
         R"("image.height" must be a whole number from 1 to 65535, but is 65536)"},
        {"a picture as text", R"("image": "a.png")", R"("image" must be an object, but is a string)"},
        {"labels as object", R"("labels": {})", R"("labels" must be an array, but is an object)"},
        {"a label as text", R"("labels": [{"text": "a"}, "b"])", R"("labels[1]" must be an object, but is a string)"},
        {"a label's text", R"("labels": [{"text": 1}])", R"("labels[0].text" must be a string, but is a number)"},
        {"a second title", R"("title": 5)", R"("title" must be a string, but is a number)"},
    };
    for (const Problem& problem : problems) {
        CAPTURE(problem.what);
        CHECK(error_from(article_with(problem.members)) == Error{"member-of-wrong-type", std::string(problem.message)});
    }
}

TEST_CASE("the first of several problems is reported") {
    CHECK(error_from(R"({"id": [], "views": "x"})").message == R"("id" must be a string, but is an array)");
}

TEST_CASE("an article that is another JSON value is refused") {
    CHECK(error_from("[]") == Error{"not-an-object", "the article must be a JSON object, but is an array"});
    CHECK(error_from("\"x\"").message == "the article must be a JSON object, but is a string");
    CHECK(error_from("1").message == "the article must be a JSON object, but is a number");
    CHECK(error_from("true").message == "the article must be a JSON object, but is a boolean");
    CHECK(error_from("null").message == "the article must be a JSON object, but is null");
}

TEST_CASE("what is not JSON is refused with the place where it goes wrong") {
    CHECK(error_from("{\n  \"title\": \"T\",\n  oops\n}") ==
          Error{"not-json", "the article is not JSON: it goes wrong at line 3, column 3"});
    CHECK(error_from("<!DOCTYPE html>").message == "the article is not JSON: it goes wrong at line 1, column 1");
    CHECK(error_from("").message == "the article is empty, not JSON");
    CHECK(error_from(" \n ").message == "the article is empty, not JSON");
}

TEST_CASE("hostile and broken JSON is refused") {
    constexpr std::string_view samples[] = {
        "{",
        "{\"title\": \"T",
        "{\"title\": \"T\"",
        R"({"title": "T", "body_markdown": "B",})",
        R"({"title": "T", "body_markdown": "B"} x)",
        R"({"title": "T", "body_markdown": "B"}{})",
        "{'title': 'T'}",
        "{title: \"T\"}",
        "{\"title\": \"a\nb\"}",
        "{\"title\": \"\\x41\"}",
        "{\"title\": \"\\ud800\"}",
        "{\"views\": 01}",
        "{\"views\": NaN}",
        "{\"views\": 1e999}",
        "// a comment\n{}",
        "\0"sv,
        "\xFF\xFE{\0}\0"sv,
        "\xEF\xBB",
    };
    for (const std::string_view sample : samples) {
        CAPTURE(sample);
        CHECK(error_from(sample).code == "not-json");
    }
}

TEST_CASE("a byte order mark is skipped") {
    CHECK(article_from("\uFEFF" + std::string(complete)).id == "melting");
    CHECK(error_from("\uFEFF}").message == "the article is not JSON: it goes wrong at line 1, column 1");
}

TEST_CASE("malformed UTF-8 becomes replacement characters, as in a browser") {
    const Article article = article_from("{\"title\": \"caf\xE9\", \"body_markdown\": \"\xC0\xAF\"}");
    CHECK(article.title == "caf\uFFFD");
    CHECK(article.body_markdown == "\uFFFD\uFFFD");
}

TEST_CASE("JSON may be nested to the limit, and no deeper") {
    const int inside = deepest_article_json - 1;
    CHECK(article_from(article_with("\"x\": " + nested("[", "]", inside))).title == "T");
    CHECK(error_from(article_with("\"x\": " + nested("[", "]", inside + 1))).code == "too-deep");
    CHECK(error_from(article_with("\"x\": " + nested("{\"y\":", "}", 1000))).code == "too-deep");
    CHECK(article_from(article_with(R"("x": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")"))
              .title == "T");
}

TEST_CASE("a million open brackets do not reach the stack") {
    CHECK(error_from(std::string(1'000'000, '[')).code == "too-deep");
    CHECK(error_from(nested("{\"a\":[", "]}", 300'000)).code == "too-deep");
}

TEST_CASE("an article larger than the limit is refused before it is parsed") {
    CHECK(error_from(std::string(largest_article_json + 1, ' ')) ==
          Error{"too-large", "the article is larger than 32 MiB"});
}

TEST_CASE("the last of two members of one name counts") {
    CHECK(article_from(article_with(R"("title": "U")")).title == "U");
}

TEST_CASE("a body may be events instead of Markdown") {
    const Article article = article_from(R"json({"title": "T", "body": ["(p", "-a", ")"], "members_only": true})json");
    CHECK(article.body == std::vector<std::string>{"(p", "-a", ")"});
    CHECK(article.body_markdown.empty());
    CHECK(article.members_only);
    CHECK_FALSE(article_from(R"({"title": "T", "body_markdown": "B"})").members_only);
    CHECK(error_from(R"({"title": "T", "body": "x"})").message == "\"body\" must be an array, but is a string");
    CHECK(error_from(R"({"title": "T", "body": ["(p", 7]})").message ==
          "\"body[1]\" must be a string, but is a number");
    CHECK(error_from(R"({"title": "T", "body": [null]})").message == "\"body[0]\" must be a string, but is null");
    CHECK(error_from(article_with(R"("members_only": "no")")).message ==
          "\"members_only\" must be true or false, but is a string");
}

TEST_CASE("what is JSON without a body of ours may be another format") {
    for (const std::string_view foreign : {"[]", "7", "{}", R"({"title": "T"})",
                                           R"({"posts": [{"body_markdown": "B"}]})", R"([{"body_markdown": "B"}])"}) {
        CAPTURE(foreign);
        const Read read = publication_from_json(foreign, Expected::OwnArticle);
        REQUIRE(read);
        CHECK_FALSE(*read);
    }
    const Read own = publication_from_json(R"({"title": "T", "body_markdown": "B"})", Expected::OwnArticle);
    CHECK((*own)->articles[0].article.title == "T");
    CHECK(error_from(R"({"body_markdown": "B"})", Expected::OwnArticle).message == "\"title\" is missing");
    CHECK(error_from("<!doctype html>", Expected::OwnArticle).code == "not-json");
    CHECK(error_from(nested("[", "]", 100), Expected::OwnArticle).code == "too-deep");
}

TEST_CASE("what the host made of another format is an article, a feed or what is wrong") {
    const Read article = publication_from_json(R"({"title": "T", "body": []})", Expected::Publication);
    CHECK_FALSE((*article)->is_feed);
    CHECK((*article)->articles[0].article.title == "T");
    const Read feed = publication_from_json(
        R"({"title": "News", "items": [{"title": "A", "body": [], "summary": "S", "thumbnail": "a.png"}]})",
        Expected::Publication);
    REQUIRE(feed);
    CHECK((*feed)->is_feed);
    CHECK((*feed)->title == "News");
    REQUIRE((*feed)->articles.size() == 1);
    CHECK((*feed)->articles[0].article.title == "A");
    CHECK((*feed)->articles[0].summary == "S");
    CHECK((*feed)->articles[0].thumbnail == "a.png");
    CHECK((*publication_from_json(R"({"items": []})", Expected::Publication))->articles.empty());
    CHECK(error_from(R"({"items": [{"title": "A"}]})", Expected::Publication).message ==
          "\"items[0].body_markdown\" is missing");
    CHECK(error_from(R"({"items": {}})", Expected::Publication).message ==
          "\"items\" must be an array, but is an object");
    CHECK(error_from(R"({"error": {"code": "c", "message": "m"}})", Expected::Publication) == Error{"c", "m"});
    CHECK(error_from("oops", Expected::Publication).code == "not-json");
}
