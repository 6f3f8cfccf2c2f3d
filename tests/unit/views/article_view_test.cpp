#include "views/article_view.h"

#include <doctest/doctest.h>

#include "views/press.h"
#include "views/scene_reading.h"
#include "views/verbs.h"

using namespace heidi;

namespace {

using Parts = std::vector<std::string>;

// An article, and what else a page of it is made of.
struct Page {
    Press press;
    Article article;
    ArticleFacts facts{"July 1, 2026", "1 min read (236 words)", "1 view"};
    ShareOptions share{"https://news.example/melting", false};
    std::string body = "## July\n\nIt was *warm*.\n\nThe end.";
    ArticleView view;
    float width = 800;

    Page() {
        article.title = "The glacier & the village";
        article.dek = "What a summer does.";
        article.labels = {{"category", "Climate"}, {"sentiment", "Neutral"}};
        article.published = "2026-07-01T08:00:00Z";
        article.image = Picture{"ice.webp", "A glacier", "In 2026", 1200, 675};
        article.author = Author{"Heidi", "Writes.", "https://news.example/heidi"};
        article.lang = "en";
    }

    NodeRef scene() {
        const Document document = document_from_markdown(body);
        press.type = article_typography(std::min(640.0f, width), 1);
        return view.scene(
            {.article = article, .body = document, .facts = facts, .share = share, .width = width, .measure = 640},
            press.setting());
    }
    Parts parts() { return parts_of(*scene()); }
};

}  // namespace

TEST_CASE("an article has its parts in reading order") {
    Page page;
    CHECK(page.parts() == Parts{"article", "labels", "title", "dek", "facts", "picture", "body", "share", "byline"});
}

TEST_CASE("an article says all it knows") {
    Page page;
    const std::string words = words_of(*page.scene());
    for (const char* text : {"Climate", "Neutral", "The glacier & the village", "What a summer does.",
                             "July 1, 2026 · 1 min read (236 words) · 1 view", "In 2026", "July", "It was warm.",
                             "Share:", "by Heidi", "Writes."}) {
        CAPTURE(text);
        CHECK(words.find(text) != std::string::npos);
    }
}

TEST_CASE("what a publisher does not give is left out") {
    Page page;
    page.article = Article();
    page.article.title = "Title";
    page.facts = {"", "1 min read (3 words)", ""};
    page.share.url.clear();
    CHECK(page.parts() == Parts{"article", "title", "facts", "body"});
    CHECK(words_of(*find_part(*page.scene(), "facts")) == "1 min read (3 words)");
}

TEST_CASE("the title is the one first heading, and the article says its language") {
    Page page;
    const NodeRef scene = page.scene();
    CHECK(scene->tag == Tag::Article);
    CHECK(attribute_of(*scene, AttributeName::Lang) == "en");
    CHECK(find_part(*scene, "title")->tag == Tag::Heading1);
}

TEST_CASE("the date can be read by machines") {
    Page page;
    const NodeRef scene = page.scene();
    const Node* facts = find_part(*scene, "facts");
    CHECK(phrases_of(*facts) == "<time>July 1, 2026</> · 1 min read (236 words) · 1 view");
    CHECK(facts->phrases[0].attributes[0] == Attribute{AttributeName::Datetime, "2026-07-01T08:00:00Z"});
}

TEST_CASE("a facts line that wraps within its date goes without the mark, and loses no word") {
    Page page;
    page.width = 110;
    const NodeRef scene = page.scene();
    const Node* facts = find_part(*scene, "facts");
    CHECK(words_of(*facts) == "July 1, 2026 · 1 min read (236 words) · 1 view");
    CHECK(flaw_of(*facts) == "");
}

TEST_CASE("the column is as wide as the measure and stands in the middle") {
    Page page;
    const NodeRef scene = page.scene();
    const Child* body = nullptr;
    for (const Child& child : scene->children)
        if (attribute_of(*child.node, AttributeName::Part) == "body") body = &child;
    REQUIRE(body);
    CHECK(body->node->width == 640);
    CHECK(body->x == 80);
    CHECK(scene->width == 800);
}

TEST_CASE("a narrow element keeps a margin, and nothing reaches out of it") {
    for (const float width : {200.0f, 240.0f, 320.0f, 480.0f, 640.0f, 1600.0f}) {
        Page page;
        page.width = width;
        CAPTURE(width);
        CHECK(flaw_of(*page.scene()) == "");
        CHECK(find_part(*page.scene(), "body")->width <= width - 2 * 20);
    }
}

TEST_CASE("a label that is wider than the column wraps in it") {
    Page page;
    page.width = 320;
    page.article.labels = {{"category", "Climate"}, {"topic", "What the glaciers of the Alps tell us about summers"}};
    CHECK(flaw_of(*page.scene()) == "");
}

TEST_CASE("the picture keeps the shape it is said to have") {
    Page page;
    const auto hero = [&] {
        const NodeRef scene = page.scene();
        const Node* picture = find_tag(*find_part(*scene, "picture"), Tag::Image);
        return std::pair(picture->width, picture->height);
    };
    CHECK(hero() == std::pair(640.0f, 360.0f));
    page.article.image->height = 1200;
    CHECK(hero() == std::pair(640.0f, 640.0f));
    page.article.image->height = 4000;
    CHECK(hero() == std::pair(640.0f, 640.0f));
}

TEST_CASE("a picture whose shape is unknown is kept free at 16:9 until it has come") {
    Page page;
    page.article.image->width = page.article.image->height = 0;
    const auto height = [&] { return find_tag(*find_part(*page.scene(), "picture"), Tag::Image)->height; };
    CHECK(height() == 360);
    page.press.pictures["ice.webp"] = {1000, 500};
    CHECK(height() == 320);
}

TEST_CASE("the picture has its alternative text") {
    Page page;
    const NodeRef scene = page.scene();
    const Node* picture = find_tag(*find_part(*scene, "picture"), Tag::Image);
    CHECK(attribute_of(*picture, AttributeName::Alt) == "A glacier");
    CHECK(attribute_of(*picture, AttributeName::Src) == "ice.webp");
    CHECK(find_tag(*scene, Tag::FigureCaption) != nullptr);
}

TEST_CASE("an article is shared by its address and title") {
    Page page;
    const NodeRef scene = page.scene();
    const Node* share = find_part(*scene, "share");
    CHECK(find_named(*share, Tag::Button, "Copy link")->action.verb == verb_copy_link);
    CHECK(find_named(*share, Tag::Button, "Share…") == nullptr);
    const std::string href = attribute_of(*find_named(*share, Tag::Link, "X"), AttributeName::Href);
    CHECK(href == "https://x.com/intent/post?text=The%20glacier%20%26%20the%20village&url=https%3A%2F%2Fnews.example%2F"
                  "melting");
    for (const Node* link : all_of(*share, Tag::Link)) CHECK(attribute_of(*link, AttributeName::Target) == "_blank");
}

TEST_CASE("the browser's own share sheet is offered where there is one") {
    Page page;
    page.share.native = true;
    const NodeRef scene = page.scene();
    const Node* button = find_named(*find_part(*scene, "share"), Tag::Button, "Share…");
    REQUIRE(button);
    CHECK(button->action.verb == verb_share);
}

TEST_CASE("the author's name leads to the author's page, where there is one") {
    Page page;
    CHECK(phrases_of(*find_part(*page.scene(), "byline")->children[0].node) == "by <a>Heidi</>");
    page.article.author->url.clear();
    CHECK(phrases_of(*find_part(*page.scene(), "byline")->children[0].node) == "by Heidi");
}

TEST_CASE("blocks are laid out once for a width") {
    Page page;
    const NodeRef first = page.scene();
    CHECK(page.view.laid_blocks() == 3);
    const NodeRef second = page.scene();
    CHECK(page.view.laid_blocks() == 3);
    const auto block = [](const NodeRef& scene) { return find_part(*scene, "body")->children[1].node; };
    CHECK(block(first) == block(second));
    page.width = 400;
    page.scene();
    CHECK(page.view.laid_blocks() == 6);
}

TEST_CASE("an article that could not be shown says what is wrong and offers to try again") {
    Press press;
    const Error error{"not-found", "There is no article at https://news.example/a.json (404)."};
    for (const float width : {150.0f, 800.0f}) {
        const NodeRef scene = article_error_scene(error, width, 640, press.setting());
        CHECK(words_of(*scene).find(error.message) != std::string::npos);
        const Node* retry = find_named(*scene, Tag::Button, "Retry");
        REQUIRE(retry);
        CHECK(retry->action.verb == verb_retry_article);
        CHECK(attribute_of(*find_part(*scene, "error"), AttributeName::Role) == "alert");
        CHECK(flaw_of(*scene) == "");
    }
}

TEST_CASE("an article on its way says so and keeps its room") {
    Press press;
    const NodeRef scene = article_loading_scene(800, 640, press.setting());
    CHECK(words_of(*scene) == "Loading the article…");
    CHECK(attribute_of(*scene, AttributeName::Busy) == "true");
    CHECK(scene->height > 300);
}
