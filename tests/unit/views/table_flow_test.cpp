#include <doctest/doctest.h>

#include "views/press.h"
#include "views/scene_reading.h"

using namespace heidi;

namespace {

constexpr std::string_view medals = "| Nation | Gold |\n|:--|--:|\n| Norway | 18 |\n| Italy | 10 |\n";

const PaintedRun& run_of(const Node& cell) { return cell.children[0].node->runs[0]; }

}  // namespace

TEST_CASE("a table has a head, a body and cells with their texts") {
    Press press;
    const Node node = press.flow(medals, 640);
    CHECK(outline(*node.children[0].node) == "table{thead{tr{th{div[Nation]} th{div[Gold]}}} "
                                             "tbody{tr{td{div[Norway]} td{div[18]}} tr{td{div[Italy]} td{div[10]}}}}");
}

TEST_CASE("a table that fits is as wide as its texts, and its columns line up") {
    Press press;
    const Node node = press.flow(medals, 640);
    const Node& table = *node.children[0].node;
    CHECK(table.tag == Tag::Table);
    CHECK(table.width < 640);
    const auto rows = all_of(table, Tag::Row);
    REQUIRE(rows.size() == 3);
    for (const Node* row : rows) {
        CHECK(row->children[1].x == rows[0]->children[1].x);
        CHECK(row->children[0].node->width == row->children[1].x);
    }
}

TEST_CASE("cells align their text as their column says") {
    Press press;
    const Node node = press.flow("| left | middle | right |\n|:--|:-:|--:|\n| a | a | a |\n", 640);
    const Node& row = *all_of(node, Tag::Row)[1];
    const auto middle_of = [&](std::size_t column) {
        const PaintedRun& run = run_of(*row.children[column].node);
        return (run.x + run.width / 2) / row.children[column].node->children[0].node->width;
    };
    CHECK(run_of(*row.children[0].node).x == 0);
    CHECK(middle_of(1) == doctest::Approx(0.5));
    CHECK(middle_of(2) > 0.7);
}

TEST_CASE("a table with long texts wraps them to fit its column") {
    Press press;
    const std::string text = "many words that go on for quite a while and wrap in the end";
    const Node node = press.flow("| a | b |\n|---|---|\n| " + text + " | " + text + " |\n", 400);
    const Node& table = *node.children[0].node;
    CHECK(table.tag == Tag::Table);
    CHECK(table.width <= 400);
    const auto cells = all_of(table, Tag::Cell);
    CHECK(painted_lines(*cells[0]->children[0].node).size() > 1);
    CHECK(cells[0]->height == cells[1]->height);
}

TEST_CASE("a table whose words do not fit scrolls") {
    Press press;
    std::string head = "|", rule = "|", row = "|";
    for (int column = 0; column < 12; ++column) head += " unbreakable |", rule += "---|", row += " a |";
    const Node node = press.flow(head + "\n" + rule + "\n" + row + "\n", 400);
    const Node& scroller = *node.children[0].node;
    CHECK(scroller.scrolls);
    CHECK(scroller.width == 400);
    CHECK(scroller.content_width == scroller.children[0].node->width);
    CHECK(scroller.content_width > 400);
    CHECK(flaw_of(node) == "");
}

TEST_CASE("a row with fewer cells than the head is filled up") {
    Press press;
    const Node node = press.flow("| a | b |\n|---|---|\n| c |\n", 640);
    for (const Node* row : all_of(node, Tag::Row)) CHECK(row->children.size() == 2);
}

TEST_CASE("inline elements live in cells too") {
    Press press;
    const Node node = press.flow("| a |\n|---|\n| **b** [c](https://a.example) |\n", 640);
    CHECK(phrases_of(*all_of(node, Tag::Cell)[0]->children[0].node) == "<strong>b</> <a>c</>");
}

TEST_CASE("the head of a table is bold") {
    Press press;
    const Node node = press.flow(medals, 640);
    const auto weight_of = [&](const Node& cell) { return press.text.css_of(run_of(cell).font).substr(0, 3); };
    CHECK(weight_of(*all_of(node, Tag::HeaderCell)[0]) == "700");
    CHECK(weight_of(*all_of(node, Tag::Cell)[0]) == "400");
}
