// A long article comes in slices, stands on shelves, and costs what is near: not what there is of it.

#include <doctest/doctest.h>

#include <algorithm>

#include "app/visit.h"

using namespace heidi;

namespace {

int elements_made(const std::string& frame) {
    int made = 0;
    for (std::size_t at = frame.find("[\"+\""); at != std::string::npos; at = frame.find("[\"+\"", at + 1)) ++made;
    return made;
}

// Since `first`, an index of the frames sent.
std::vector<int> elements_made_since(Visit& visit, std::size_t first) {
    std::vector<int> made;
    for (std::size_t i = first; i < visit.frames(); ++i) made.push_back(elements_made(visit.page.port.frames[i].json));
    return made;
}

struct Book : Visit {
    explicit Book(int paragraphs) {
        opens_article();
        before = frames();
        article_arrives(long_body(paragraphs));
    }
    std::size_t before = 0;
};

// Each wide enough that it scrolls sideways.
std::string body_with_code(int paragraphs) {
    std::string body;
    for (int i = 0; i < paragraphs; ++i) body += "Paragraph.\n\n```\n" + std::string(200, 'x') + "\n```\n\n";
    return body;
}

int visited_by_a_scroll(int paragraphs) {
    Book visit(paragraphs);
    visit.scrolls_to(9'000);
    const int before = visit.surface_counts().visited_nodes;
    visit.scrolls_to(9'100);
    return visit.surface_counts().visited_nodes - before;
}

}  // namespace

TEST_CASE("the first frame of an article has what can be seen, however long it is") {
    Book shorter(400), longer(4'000);
    const int first = elements_made_since(shorter, shorter.before).front();
    CHECK(first < 100);
    CHECK(elements_made_since(longer, longer.before).front() == first);
}

TEST_CASE("the rest follows in slices, and then there is nothing more to do") {
    Book visit(2'000);
    for (const int made : elements_made_since(visit, visit.before)) CHECK(made < 130);
    CHECK(visit.laid_blocks() == 2'000);
    CHECK_FALSE(visit.page.port.frame_is_due);
    CHECK(visit.has_news(the_article, "article-whole"));
    const std::string text = visit.sees().part("body")->text();
    CHECK(text.starts_with("Paragraph 0 "));
    CHECK(text.find("Paragraph 1999 ") != std::string::npos);
}

TEST_CASE("on shelves a body is as high as without them") {
    Book few(128), many(129);
    const float height_of_one = many.sees().part("body")->height - few.sees().part("body")->height;
    const auto height_of = [](int paragraphs) {
        Book visit(paragraphs);
        return visit.sees().part("body")->height;
    };
    CHECK(height_of_one == height_of(3) - height_of(2));
    CHECK(height_of(1'000) == doctest::Approx(height_of(129) + 871 * height_of_one));
}

TEST_CASE("what is below the slices that have come is guessed well enough for the scroll bar") {
    Book visit(1'000);
    const float whole = visit.sees().height();
    PageModel first;
    for (std::size_t i = 0; i <= visit.before; ++i) first.apply_frame(visit.page.port.frames[i].json);
    CHECK(first.height() == doctest::Approx(whole).epsilon(0.1));
}

TEST_CASE("a scroll looks at as much of a long article as of a short one") {
    const int of_short = visited_by_a_scroll(400), of_long = visited_by_a_scroll(3'200);
    // A rack of 256 blocks is one node.
    CHECK(of_long - of_short <= 3'200 / 256);
    CHECK(of_long < 200);
}

TEST_CASE("another width shows at once what the reader sees, and the rest in slices") {
    Book visit(1'000);
    visit.scrolls_to(visit.sees().height() / 2);
    const std::size_t before = visit.frames();
    visit.tell(the_article, Resized{500, 0, 1});
    CHECK(visit.frames() - before > 2);
    CHECK(visit.laid_blocks() == 2'000);
    PageModel then;
    for (std::size_t i = 0; i <= before; ++i) then.apply_frame(visit.page.port.frames[i].json);
    CHECK(then.part("body")->text().find("Paragraph 500 ") != std::string::npos);
}

TEST_CASE("a picture whose size becomes known lays out the block that shows it and no other") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives("![Boats](boats.jpg)\n\n" + Visit::long_body(300) +
                          "![Boats](boats.jpg)\n\n- ![Sea](sea.jpg)\n");
    const int before = visit.laid_blocks();
    visit.tell(the_article, PictureLoaded{"boats.jpg", 600, 600});
    CHECK(visit.laid_blocks() - before == 2);
    visit.tell(the_article, PictureLoaded{"sea.jpg", 600, 600});
    CHECK(visit.laid_blocks() - before == 3);
    visit.tell(the_article, PictureLoaded{"elsewhere.jpg", 600, 600});
    CHECK(visit.laid_blocks() - before == 3);
}

TEST_CASE("a block far below is marked when it comes, and found again on its shelf") {
    Visit visit;
    visit.opens_article();
    visit.tell(the_article, BlockWanted{700});
    visit.article_arrives(Visit::long_body(800));
    visit.tell(the_article, BlockWanted{700});
    REQUIRE(visit.sees().part("marked"));
    CHECK(visit.sees().part("marked")->text().starts_with("Paragraph 700 "));
    const std::size_t before = visit.frames();
    visit.tell(the_article, BlockWanted{-1});
    CHECK(visit.sees().part("marked") == nullptr);
    CHECK(visit.frames() - before == 1);
    CHECK(elements_made_since(visit, before).front() == 0);
}

TEST_CASE("the pictures of scrollers that are far are dropped, and are back when the reader is") {
    Visit visit;
    visit.opens_article();
    visit.article_arrives(body_with_code(200));
    const NodeId root = visit.sees().root()->id;
    const auto of_scrollers = [&] {
        return std::count_if(visit.sees().tiles().begin(), visit.sees().tiles().end(),
                             [&](const auto& tile) { return std::get<0>(tile) != root; });
    };
    const auto at_first = of_scrollers();
    CHECK(at_first > 0);
    visit.scrolls_to(visit.sees().height() - screen_height);
    CHECK(of_scrollers() < 2 * at_first + 20);
    visit.scrolls_to(0);
    CHECK(of_scrollers() == at_first);
}
