#include "views/flow.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "views/press.h"
#include "views/scene_reading.h"

using namespace heidi;

namespace {

std::string outline_of(std::string_view markdown, float width = 640) {
    Press press;
    const Node node = press.flow(markdown, width);
    CHECK(flaw_of(node) == "");
    std::string all;
    for (const Child& child : node.children) all += (all.empty() ? "" : " ") + outline(*child.node);
    return all;
}

}  // namespace

TEST_CASE("headings and paragraphs follow each other") {
    CHECK(outline_of("# Title\n\nOne.\n\n###### Deep") == "h1[Title] p[One.] h6[Deep]");
}

TEST_CASE("a paragraph is set apart, a heading more so, and what follows a heading less") {
    Press press;
    const Node node = press.flow("one\n\ntwo\n\n## Head\n\nthree", 640);
    REQUIRE(node.children.size() == 4);
    const auto gap_above = [&](std::size_t i) {
        const Child& above = node.children[i - 1];
        return node.children[i].y - above.y - above.node->height;
    };
    CHECK(node.children[0].y == 0);
    CHECK(gap_above(1) == press.type.paragraph_gap);
    CHECK(gap_above(2) == press.type.heading_gap[1]);
    CHECK(gap_above(3) == press.type.heading_gap_below);
}

TEST_CASE("a list has its items, with markers beside them") {
    Press press;
    const Node node = press.flow("- one\n- two", 640);
    CHECK(outline(*node.children[0].node) == "ul{li{‹› div[one]} li{‹› div[two]}}");
    const Child& item = node.children[0].node->children[0];
    const Child& marker = item.node->children[0];
    CHECK(item.x > 0);
    CHECK(marker.x + marker.node->width < 0);
    CHECK(item.x + marker.x >= 0);
}

TEST_CASE("the items of a loose list hold paragraphs") {
    CHECK(outline_of("- one\n\n- two\n\n  more") == "ul{li{‹› p[one]} li{‹› p[two] p[more]}}");
}

TEST_CASE("lists nest") {
    CHECK(outline_of("- one\n  1. inner\n     - deep") ==
          "ul{li{‹› div[one] ol{li{‹1.› div[inner] ul{li{‹› div[deep]}}}}}}");
}

TEST_CASE("an ordered list counts from its start") {
    Press press;
    CHECK(outline_of("9. nine\n1. ten") == "ol{li{‹9.› div[nine]} li{‹10.› div[ten]}}");
    const Node node = press.flow("9. nine", 640);
    CHECK(attribute_of(*node.children[0].node, AttributeName::Start) == "9");
    CHECK(attribute_of(*press.flow("1. one", 640).children[0].node, AttributeName::Start) == "");
}

TEST_CASE("a long number finds its room") {
    Press press;
    const Node node = press.flow("999999998. a\n1. b", 640);
    const Child& item = node.children[0].node->children[1];
    CHECK(item.node->children[0].node->text == "999999999.");
    CHECK(item.x + item.node->children[0].x >= 0);
}

TEST_CASE("a task has a box that says whether it is done") {
    Press press;
    const Node node = press.flow("- [ ] open\n- [x] done", 640);
    const auto boxes = all_of(node, Tag::Checkbox);
    REQUIRE(boxes.size() == 2);
    const auto has = [](const Node& box, AttributeName name) {
        return std::any_of(box.attributes.begin(), box.attributes.end(),
                           [&](const Attribute& attribute) { return attribute.name == name; });
    };
    CHECK_FALSE(has(*boxes[0], AttributeName::Checked));
    CHECK(has(*boxes[1], AttributeName::Checked));
    CHECK(has(*boxes[0], AttributeName::NativelyDisabled));
    CHECK(attribute_of(*boxes[0], AttributeName::Label) != attribute_of(*boxes[1], AttributeName::Label));
}

TEST_CASE("a quotation has a bar along its start and its text steps in") {
    Press press;
    const Node node = press.flow("> quoted\n>\n> > inner", 640);
    const Node& quote = *node.children[0].node;
    CHECK(outline(quote) == "blockquote{p[quoted] blockquote{p[inner]}}");
    CHECK(quote.look.bar == Ink::Accent);
    CHECK(quote.children[0].x > 0);
}

TEST_CASE("code keeps its lines, tabs and spaces") {
    Press press;
    const Node node = press.flow("```cpp\nint main() {\n\n\treturn  0;\n}\n```", 640);
    const Node* code = find_tag(node, Tag::Code);
    REQUIRE(code);
    CHECK(words_of(*code) == "int main() {\n\n\treturn  0;\n}");
    CHECK(attribute_of(*code, AttributeName::Class) == "language-cpp");
    CHECK(code->height == 4 * press.type.code_block.line_height);
    CHECK(attribute_of(*find_tag(node, Tag::Preformatted), AttributeName::Dir) == "ltr");
}

TEST_CASE("code scrolls where it is wider than its column, and only there") {
    Press press;
    const Node narrow = press.flow("```\nshort\n```", 640);
    CHECK_FALSE(narrow.children[0].node->scrolls);
    const Node wide = press.flow("```\n" + std::string(200, 'x') + "\n```", 640);
    CHECK(wide.children[0].node->scrolls);
    CHECK(wide.children[0].node->width == 640);
    CHECK(wide.children[0].node->content_width > 200 * 7);
}

TEST_CASE("a rule is a hairline across the column") {
    Press press;
    const Node node = press.flow("one\n\n***\n\ntwo", 640);
    const Node* rule = find_tag(node, Tag::Rule);
    REQUIRE(rule);
    CHECK(rule->height == 1);
    CHECK(rule->width == 640);
}

TEST_CASE("a picture in an article keeps its room until it has come") {
    Press press;
    const float empty = press.flow("![ice](ice.webp)", 640).height;
    CHECK(empty == 360 + 16);
    press.pictures["ice.webp"] = {1280, 640};
    CHECK(press.flow("![ice](ice.webp)", 640).height == 320 + 16);
}

TEST_CASE("blocks in a bubble take its ink") {
    Press press;
    Column column;
    add_blocks(column, document_from_markdown("text\n\n- item").blocks, 300, {Ink::OnAccent}, press.setting());
    for (const Child& child : column.take())
        for (const Node* part : all_of(*child.node, Tag::Paragraph)) CHECK(part->ink == Ink::OnAccent);
}

TEST_CASE("a document so deep that no column is left is still set, block in block") {
    std::string markdown;
    for (int depth = 0; depth < 60; ++depth)
        markdown += std::string(static_cast<std::size_t>(depth) * 2, ' ') + "- a\n";
    CHECK(outline_of(markdown, 300).find("li{‹› div[a]") != std::string::npos);
    CHECK(outline_of(std::string(500, '>') + " deep", 300).find("p[deep]") != std::string::npos);
}

TEST_CASE("no block of any document lies over another or reaches out of the one around it") {
    constexpr std::string_view pieces[] = {
        "# Head\n\n",
        "A paragraph of *some* words that wrap.\n\n",
        "- item\n- item\n\n",
        "1. one\n   - two\n\n",
        "> quoted\n\n",
        "```\ncode\n```\n\n",
        "| a | b |\n|---|--:|\n| c | d |\n\n",
        "***\n\n",
        "- [x] done\n\n",
        "![alt](p.webp)\n\n",
        "> - in\n>\n>   > deep\n\n",
        "- a\n\n  # b\n\n",
        "verylongwordthatdoesnotfitanywhere\n\n",
        "שלום עולם\n\n",
        "`code` and **bold**\n\n",
    };
    Press press;
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::string markdown;
        for (std::uint32_t i = 0, count = 1 + random() % 8; i < count; ++i)
            markdown += pieces[random() % std::size(pieces)];
        const auto width = static_cast<float>(60 + random() % 700);
        if (const std::string flaw = flaw_of(press.flow(markdown, width)); !flaw.empty()) {
            FAIL_CHECK(flaw << ", at width " << width << ":\n" << markdown);
            return;
        }
    }
}
