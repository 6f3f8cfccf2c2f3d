#include <doctest/doctest.h>

#include "views/press.h"
#include "views/scene_reading.h"

using namespace heidi;

namespace {

std::vector<Attribute> links_of(const Node& node, AttributeName name) {
    std::vector<Attribute> found;
    for (const Phrase& phrase : node.phrases)
        for (const Attribute& attribute : phrase.attributes)
            if (phrase.tag == Tag::Link && attribute.name == name) found.push_back(attribute);
    return found;
}

}  // namespace

TEST_CASE("a reference is a small raised link with a name, and its note leads back") {
    Press press;
    const Node node = press.flow("one[^a] two[^a]\n\n[^a]: first", 640);
    CHECK(flaw_of(node) == "");
    const Node& text = *node.children[0].node;
    CHECK(phrases_of(text) == "one<sup><a>1</></> two<sup><a>1</></>");
    CHECK(text.runs[1].baseline < text.runs[0].baseline);
    CHECK(text.runs[2].baseline == text.runs[0].baseline);
    CHECK(text.height == press.type.body.line_height);
    const Node& notes = *node.children[1].node;
    CHECK(outline(notes) == "section{‹› h2[Footnotes] ol{li{‹1.› p[first ↩\uFE0E ↩\uFE0E2]}}}");

    const auto to = links_of(text, AttributeName::Href), ids = links_of(text, AttributeName::Id);
    const Node& note = *all_of(notes, Tag::Item).front();
    REQUIRE(to.size() == 2);
    CHECK(to[0].value == "#" + attribute_of(note, AttributeName::Id));
    CHECK(links_of(text, AttributeName::Label)[0].value == "Footnote 1");
    const Node& words = *find_tag(note, Tag::Paragraph);
    const auto back = links_of(words, AttributeName::Href), names = links_of(words, AttributeName::Label);
    REQUIRE(back.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) CHECK(back[i].value == "#" + ids[i].value);
    CHECK(names[0].value == "Back to reference 1");
    CHECK(names[1].value == "Back to reference 1-2");
}

TEST_CASE("a note that ends with code has its way back below it") {
    Press press;
    const Node node = press.flow("a[^1]\n\n[^1]: b\n\n        code", 640);
    const std::string seen = outline(*node.children[1].node);
    CHECK(seen.find("pre{code[code]} p[↩") != std::string::npos);
}

TEST_CASE("the notes of two answers have anchors of their own") {
    Press press;
    Setting one = press.setting(), two = press.setting();
    one.anchors = "m1-";
    two.anchors = "m2-";
    const Document document = document_from_markdown("a[^1]\n\n[^1]: b");
    const LaidBlock first = lay_block(document.blocks[0], 300, {}, one);
    const LaidBlock second = lay_block(document.blocks[0], 300, {}, two);
    CHECK(links_of(*first.node, AttributeName::Href) != links_of(*second.node, AttributeName::Href));
}
