#include "views/typography.h"

#include <doctest/doctest.h>

#include <cmath>

#include "views/press.h"

using namespace heidi;

namespace {

void check_whole_line_heights(const Typography& type) {
    for (const TextStyle& style : {type.body, type.code_block, type.table})
        CHECK(style.line_height == std::round(style.line_height));
    for (const TextStyle& style : type.headings) CHECK(style.line_height == std::round(style.line_height));
}

}  // namespace

TEST_CASE("a style is a CSS font shorthand") {
    Press press;
    const auto css = [&](const TextStyle& style) { return press.text.css_of(press.styles.font(style)); };
    CHECK(css({.family = Family::Body, .size = 19}) == "400 19.00px body");
    CHECK(css({.family = Family::Heading, .size = 15.5f, .weight = 700}) == "700 15.50px heading");
    CHECK(css(TextStyle{.family = Family::Interface, .size = 14.25f}.in_italics()) == "italic 400 14.25px interface");
    CHECK(css(TextStyle{.size = 20}.in_mono()) == "400 17.50px mono");
}

TEST_CASE("the host is asked once for each face, whatever its line height") {
    Press press;
    const FontId font = press.styles.font({.size = 16, .line_height = 24});
    CHECK(press.styles.font({.size = 16, .line_height = 30}) == font);
    CHECK(press.styles.font({.size = 17, .line_height = 24}) != font);
    CHECK(press.styles.used().size() == 2);
}

TEST_CASE("line heights are whole at any text size") {
    for (const float scale : {0.8f, 1.0f, 1.1f, 1.25f, 1.33f, 2.0f, 3.0f}) {
        for (const float column : {300.0f, 479.0f, 480.0f, 640.0f})
            check_whole_line_heights(article_typography(column, scale));
        check_whole_line_heights(chat_typography(scale));
    }
}

TEST_CASE("a narrow column is set smaller, and the reader's text size is obeyed") {
    CHECK(article_typography(320, 1).body.size < article_typography(640, 1).body.size);
    CHECK(article_typography(640, 2).body.size == 2 * article_typography(640, 1).body.size);
    CHECK(article_styles(320, 1).title.size < article_styles(640, 1).title.size);
    CHECK(chat_styles(1.5f).button.size > chat_styles(1).button.size);
}

TEST_CASE("deeper headings are never larger") {
    const Typography type = article_typography(640, 1);
    for (int level = 1; level < 6; ++level) CHECK(type.headings[level].size <= type.headings[level - 1].size);
}
