#include "views/answer_view.h"

#include <doctest/doctest.h>

#include "semantics/mounted_tree.h"
#include "views/press.h"
#include "views/scene_reading.h"

using namespace heidi;

namespace {

// An answer that is read while it comes.
struct Reading {
    Press press;
    AnswerView view;
    MountedTree tree;
    std::string text;
    float width = 300;
    NodeRef shown;

    void hears(std::string_view more, bool finished = false) {
        text += more;
        Column column = view.column(text, finished, width, press.setting());
        Node node;
        node.width = width;
        node.height = column.height();
        node.children = column.take();
        shown = finished_node(std::move(node));
        tree.show(shown);
    }
    static NodeRef finished_node(Node node) { return std::make_shared<const Node>(std::move(node)); }
};

std::string paragraphs(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "Paragraph " + std::to_string(i) + " of the answer.\n\n";
    return text;
}

// Every block with where it comes to lie.
void collect_places(const Node& node, float y, std::vector<std::pair<std::string, float>>& places) {
    for (const Child& child : node.children) {
        if (child.node->tag == Tag::Group)
            collect_places(*child.node, y + child.y, places);
        else
            places.emplace_back(outline(*child.node), y + child.y);
    }
}

}  // namespace

TEST_CASE("a finished answer is its document") {
    const std::string markdown = "# Head\n\nText.\n\n- a\n- b\n\n" + paragraphs(40) + "## Last\n\n```\ncode\n```\n";
    Reading reading;
    reading.hears(markdown, true);
    std::vector<std::pair<std::string, float>> streamed, whole;
    collect_places(*reading.shown, 0, streamed);
    collect_places(reading.press.flow(markdown, reading.width), 0, whole);
    CHECK(streamed == whole);
    CHECK(flaw_of(*reading.shown) == "");
}

TEST_CASE("the answer that grew letter by letter is the one that came at once") {
    const std::string markdown = "Text *with* [a link](https://a.example).\n\n1. one\n2. two\n\n" + paragraphs(3);
    Reading slow, fast;
    for (const char c : markdown) slow.hears(std::string_view(&c, 1));
    slow.hears("", true);
    fast.hears(markdown, true);
    CHECK(words_of(*slow.shown) == words_of(*fast.shown));
    CHECK(slow.shown->height == fast.shown->height);
}

TEST_CASE("more of an answer lays out its last blocks, not those above") {
    Reading reading;
    reading.hears(paragraphs(60));
    const int before = reading.view.laid_blocks();
    reading.hears("And now");
    reading.hears(" there is more");
    CHECK(reading.view.laid_blocks() - before <= 6);
}

TEST_CASE("a long answer costs its length") {
    Reading reading;
    int compared = 0;
    for (int i = 0; i < 300; ++i) {
        reading.hears("Paragraph " + std::to_string(i) + ".\n\n");
        compared = std::max(compared, reading.tree.last_counts().compared);
    }
    CHECK(reading.view.laid_blocks() < 4 * 300);
    CHECK(compared < 32);
}

TEST_CASE("what has been shown stays: paragraphs that follow remove no element") {
    Reading reading;
    int removed = 0;
    for (int i = 0; i < 100; ++i)
        for (const std::string& piece :
             {"Paragraph " + std::to_string(i), std::string(" of"), std::string(" it.\n\n")}) {
            reading.hears(piece);
            removed += reading.tree.last_counts().removed;
        }
    CHECK(removed == 0);
}

TEST_CASE("what is out of sight at the end of a long answer is apart, and what is seen there is not") {
    Reading reading;
    reading.hears(paragraphs(20 * 16) + "And");
    const Node& last_rack = *reading.shown->children.back().node;
    std::vector<std::string> classes;
    for (const Child& shelf : last_rack.children) classes.emplace_back(attribute_of(*shelf.node, AttributeName::Class));
    // The twenty shelves are a full rack and four, of which the first has been left behind; the last word has one more.
    CHECK(classes == std::vector<std::string>{"apart", "shelf", "shelf", "shelf", "shelf"});
    reading.hears(paragraphs(17 * 16));
    CHECK(attribute_of(*reading.shown->children.front().node, AttributeName::Class) == "apart");
}

TEST_CASE("another width lays out everything, another text too") {
    Reading reading;
    reading.hears(paragraphs(20), true);
    const int before = reading.view.laid_blocks();
    reading.width = 200;
    reading.hears("", true);
    CHECK(reading.view.laid_blocks() - before == 20);
    CHECK(flaw_of(*reading.shown) == "");
    reading.text = "Something else.";
    reading.hears("", true);
    CHECK(words_of(*reading.shown) == "Something else.");
}

TEST_CASE("an answer without words is nothing yet") {
    Reading reading;
    reading.hears("");
    CHECK(reading.shown->children.empty());
    CHECK(reading.shown->height == 0);
}
