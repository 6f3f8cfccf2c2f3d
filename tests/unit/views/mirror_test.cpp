#include "views/mirror.h"

#include <doctest/doctest.h>

#include "views/press.h"
#include "views/scene_reading.h"

using namespace heidi;

namespace {

NodeRef flowed(Press& press, std::string_view markdown, float width = 640) {
    press.right_to_left = true;
    press.language = "ar";
    return finished(press.flow(markdown, width));
}

}  // namespace

TEST_CASE("what stood at the left stands as far from the right") {
    Press press;
    const NodeRef scene = flowed(press, "- ا\n- ب");
    Mirror mirror;
    const NodeRef turned = mirror.mirrored(scene);
    CHECK(flaw_of(*turned) == "");
    CHECK(words_of(*turned) == words_of(*scene));
    const Child& item = turned->children[0].node->children[0];
    CHECK(item.x == 0);
    CHECK(item.node->width < 640);
    CHECK(attribute_of(*item.node, AttributeName::Dir) == "rtl");
    const Child& marker = item.node->children[0];
    CHECK(marker.x > item.node->width);
    CHECK(item.x + marker.x + marker.node->width <= 640);
}

TEST_CASE("seen in two mirrors it is as it was") {
    Press press;
    const NodeRef scene = flowed(press, "> ا\n>\n> - ب\n>   1. ج\n\n| ا | ب |\n|---|---|\n| 1 | 2 |");
    Mirror mirror, other;
    const NodeRef again = other.mirrored(mirror.mirrored(scene));
    CHECK(outline(*again) == outline(*scene));
    const Node& quote = *again->children[0].node;
    CHECK_FALSE(quote.look.bar_at_right);
    CHECK(quote.children[0].x == scene->children[0].node->children[0].x);
}

TEST_CASE("a quotation's bar changes sides, and code does not") {
    Press press;
    Mirror mirror;
    const NodeRef turned = mirror.mirrored(flowed(press, "> ا\n\n```\nx\n```"));
    CHECK(turned->children[0].node->look.bar_at_right);
    const Node& code = *turned->children[1].node;
    CHECK(code.tag == Tag::Preformatted);
    CHECK(code.children[0].x > 0);
    CHECK(code.children[0].x < 40);
}

TEST_CASE("the first column of a table is the rightmost") {
    Press press;
    Mirror mirror;
    const NodeRef turned = mirror.mirrored(flowed(press, "| ا | ب |\n|---|---|\n| 1 | 2 |"));
    const Node* row = find_tag(*turned, Tag::Row);
    REQUIRE(row);
    CHECK(row->children[0].x > row->children[1].x);
    CHECK(attribute_of(*find_tag(*turned, Tag::Table), AttributeName::Dir) == "rtl");
}

TEST_CASE("a table that is too wide begins at its right end") {
    Press press;
    Mirror mirror;
    const std::string word(40, 'x');
    const NodeRef turned = mirror.mirrored(flowed(press, "| " + word + " | " + word + " |\n|---|---|\n| 1 | 2 |", 300));
    CHECK(attribute_of(*turned->children[0].node, AttributeName::Class) == "from-right");
}

TEST_CASE("what did not change is mirrored once") {
    Press press;
    Mirror mirror;
    const NodeRef scene = flowed(press, "ا\n\nب\n\nج");
    const NodeRef first = mirror.mirrored(scene);
    const int made = mirror.made();
    Node more = *scene;
    more.children.push_back(more.children[0]);
    const NodeRef second = mirror.mirrored(finished(std::move(more)));
    CHECK(mirror.made() == made + 1);
    CHECK(second->children[1].node == first->children[1].node);
}

TEST_CASE("sentences that read from the left end at the right, where all around them does") {
    Press press;
    press.right_to_left = true;
    const Node english = press.paragraph("Ten", 640);
    CHECK(attribute_of(english, AttributeName::Dir) == "ltr");
    CHECK(english.align == TextAlign::End);
    CHECK(english.runs[0].x == 610);
    const Node named = press.paragraph("OpenAI ملخّص", 640);
    CHECK(attribute_of(named, AttributeName::Dir) == "rtl");
    CHECK(named.align == TextAlign::Start);
}
