#include "semantics/mounted_tree.h"

#include <doctest/doctest.h>

#include "semantics/page_model.h"

using namespace heidi;

namespace {

Node block(Tag tag, std::string text, float height = 20) {
    Node node;
    node.tag = tag;
    node.width = 100;
    node.height = height;
    node.text = std::move(text);
    if (!node.text.empty()) node.phrases = {{.kind = PhraseKind::Text, .begin = 0, .end = node.text.size()}};
    return node;
}

Node paragraph(std::string text, float height = 20) { return block(Tag::Paragraph, std::move(text), height); }

Node keyed(std::string key, float height = 20) {
    Node node = paragraph("text of " + key, height);
    node.key = std::move(key);
    return node;
}

NodeRef shared(Node node) { return std::make_shared<const Node>(std::move(node)); }

// Blocks in a column, ten pixels apart.
NodeRef column(const std::vector<NodeRef>& blocks) {
    Node root;
    root.tag = Tag::Article;
    root.width = 100;
    for (const NodeRef& child : blocks) {
        if (root.height > 0) root.height += 10;
        root.children.push_back({0, root.height, child});
        root.height += child->height;
    }
    return shared(std::move(root));
}

NodeRef column(const std::vector<Node>& blocks) {
    std::vector<NodeRef> refs;
    for (const Node& node : blocks) refs.push_back(shared(node));
    return column(refs);
}

// A tree and the page that its patches went to.
struct Shown {
    MountedTree tree;
    PageModel page;
    std::string patch;

    explicit Shown(const NodeRef& scene) { show(scene); }

    void show(const NodeRef& scene) {
        patch = tree.show(scene);
        page.apply_patch(patch);
        CHECK(difference(page, scene, tree.looks()) == "");
    }
    int operations(char code) const {
        const auto found = page.last_operations().find(code);
        return found == page.last_operations().end() ? 0 : found->second;
    }
    NodeId id_of_child(std::size_t index) const { return page.root()->children[index]->id; }
};

using Operations = std::map<char, int>;

}  // namespace

TEST_CASE("the first scene is made from nothing") {
    const Shown shown(column({block(Tag::Heading1, "Title"), paragraph("Text")}));
    CHECK(shown.page.text() == "Title\nText");
    CHECK(shown.operations('+') == 3);
    CHECK(shown.tree.last_counts().made == 3);
}

TEST_CASE("the same scene again needs no patch and no comparison") {
    const NodeRef scene = column({paragraph("one"), paragraph("two")});
    Shown shown(scene);
    shown.show(scene);
    CHECK(shown.patch == "[]");
    CHECK(shown.tree.last_counts().compared == 0);
}

TEST_CASE("an equal scene made anew needs no patch") {
    Shown shown(column({paragraph("one"), paragraph("two")}));
    shown.show(column({paragraph("one"), paragraph("two")}));
    CHECK(shown.patch == "[]");
    CHECK(shown.tree.last_counts().compared == 3);
}

TEST_CASE("a changed text touches only its own element") {
    Shown shown(column({paragraph("one"), paragraph("two"), paragraph("three")}));
    const NodeId second = shown.id_of_child(1);
    shown.show(column({paragraph("one"), paragraph("zwei"), paragraph("three")}));
    CHECK(shown.page.last_operations() == Operations{{'t', 1}});
    CHECK(shown.page.element(second)->text() == "zwei");
}

TEST_CASE("subtrees that are the same pointer are not looked into") {
    const NodeRef inner = column({paragraph("one"), paragraph("two"), paragraph("three")});
    Shown shown(column(std::vector<NodeRef>{inner, shared(paragraph("last"))}));
    shown.show(column(std::vector<NodeRef>{inner, shared(paragraph("changed"))}));
    CHECK(shown.tree.last_counts().compared == 2);
    CHECK(shown.tree.last_counts().changed == 1);
}

TEST_CASE("a block that grows does not touch the blocks below it") {
    Shown shown(column({paragraph("one"), paragraph("two"), paragraph("three")}));
    shown.show(column({paragraph("one", 60), paragraph("two"), paragraph("three")}));
    CHECK(shown.page.last_operations() == Operations{{'b', 2}});  // the block and the column around it
}

TEST_CASE("a block beside the flow is moved by name") {
    Node beside = paragraph("beside");
    beside.placement = Placement::Absolute;
    const auto scene = [&](float y) {
        Node root = *column({paragraph("one")});
        root.children.push_back({5, y, shared(beside)});
        return shared(root);
    };
    Shown shown(scene(0));
    shown.show(scene(30));
    CHECK(shown.page.last_operations() == Operations{{'b', 1}});
    CHECK(shown.page.root()->children[1]->y == 30);
}

TEST_CASE("keyed siblings keep their elements when one comes before them") {
    Shown shown(column({keyed("b"), keyed("c")}));
    const NodeId b = shown.id_of_child(0), c = shown.id_of_child(1);
    shown.show(column({keyed("a"), keyed("b"), keyed("c")}));
    CHECK(shown.operations('+') == 1);
    CHECK(shown.id_of_child(1) == b);
    CHECK(shown.id_of_child(2) == c);
}

TEST_CASE("keyed siblings keep their elements when one between them goes") {
    Shown shown(column({keyed("a"), keyed("b"), keyed("c")}));
    const NodeId c = shown.id_of_child(2);
    shown.show(column({keyed("a"), keyed("c")}));
    CHECK(shown.operations('-') == 1);
    CHECK(shown.operations('+') == 0);
    CHECK(shown.id_of_child(1) == c);
}

TEST_CASE("siblings that change places are shown in their new order") {
    Shown shown(column({keyed("a"), keyed("b"), keyed("c")}));
    shown.show(column({keyed("c"), keyed("a"), keyed("b")}));
    CHECK(shown.page.text() == "text of c\ntext of a\ntext of b");
}

TEST_CASE("a streamed message gets its blocks one by one, and the older ones stay") {
    Shown shown(column({paragraph("one")}));
    const NodeId first = shown.id_of_child(0);
    shown.show(column({paragraph("one"), paragraph("two")}));
    shown.show(column({paragraph("one"), paragraph("two"), block(Tag::List, "")}));
    CHECK(shown.id_of_child(0) == first);
    CHECK(shown.operations('+') == 1);
    CHECK(shown.operations('-') == 0);
}

TEST_CASE("an element that becomes another kind is made anew in its place") {
    Shown shown(column({paragraph("one"), paragraph("two"), paragraph("three")}));
    shown.show(column({paragraph("one"), block(Tag::Heading2, "two"), paragraph("three")}));
    CHECK(shown.page.root()->children[1]->name == "h2");
    CHECK(shown.page.text() == "one\ntwo\nthree");
}

TEST_CASE("another root replaces the whole page") {
    Shown shown(column({paragraph("one")}));
    shown.show(shared(block(Tag::Section, "Loading")));
    CHECK(shown.page.root()->name == "section");
    CHECK(shown.tree.last_counts().removed == 1);
}

TEST_CASE("attributes are added, changed and removed one by one") {
    Node busy = paragraph("text");
    busy.attributes = {{AttributeName::Busy, "true"}, {AttributeName::Lang, "de"}};
    Node done = paragraph("text");
    done.attributes = {{AttributeName::Lang, "fr"}, {AttributeName::Label, "Answer"}};
    Shown shown(column({busy}));
    shown.show(column({done}));
    CHECK(shown.page.last_operations() == Operations{{'a', 1}});
    CHECK(shown.patch.find(R"({"lang":"fr","aria-label":"Answer","aria-busy":null})") != std::string::npos);
}

TEST_CASE("a control gains and loses its verb") {
    Node button = block(Tag::Button, "Retry");
    button.action = {7, "argument"};
    Shown shown(column({button}));
    CHECK(shown.page.find("button", "Retry")->verb == 7);
    button.action = {};
    shown.show(column({button}));
    CHECK(shown.page.last_operations() == Operations{{'v', 1}});
}

TEST_CASE("an argument that changes is no news for the host, and the tree knows the new one") {
    Node button = block(Tag::Button, "Ask");
    button.action = {7, "one"};
    Shown shown(column({button}));
    button.action.argument = "two";
    shown.show(column({button}));
    CHECK(shown.patch == "[]");
    CHECK(shown.tree.find(shown.id_of_child(0))->node->action.argument == "two");
}

TEST_CASE("decorations are painted and are no elements") {
    Node marker = paragraph("•");
    marker.tag = Tag::Decoration;
    Node item = paragraph("text");
    const auto scene = [&](float x) {
        Node root = *column({item});
        root.children.insert(root.children.begin(), {x, 0, shared(marker)});
        return shared(root);
    };
    Shown shown(scene(-12));
    CHECK(shown.page.text() == "text");
    shown.show(scene(-14));
    CHECK(shown.patch == "[]");
    CHECK(shown.tree.root()->children[0]->x == -14);
}

TEST_CASE("equal looks share an entry of the look table, which only grows") {
    Node filled = paragraph("one");
    filled.look = {.fill = Ink::Raised, .radius = 8};
    Shown shown(column({filled, filled, paragraph("plain")}));
    CHECK(shown.tree.looks().size() == 2);
    shown.show(column({paragraph("one"), filled, paragraph("plain")}));
    CHECK(shown.tree.looks().size() == 2);
}

TEST_CASE("a scroller says how large its content is") {
    Node scroller = block(Tag::Preformatted, "");
    scroller.scrolls = true;
    scroller.content_width = 400;
    scroller.content_height = 20;
    Shown shown(column({scroller}));
    CHECK(shown.page.root()->children[0]->content_width == 400);
    scroller.content_width = 500;
    shown.show(column({scroller}));
    CHECK(shown.page.last_operations() == Operations{{'c', 1}});
}

TEST_CASE("ids of elements that are gone name nothing and are not used again") {
    Shown shown(column({paragraph("one"), paragraph("two")}));
    const NodeId gone = shown.id_of_child(1);
    shown.show(column({paragraph("one")}));
    CHECK(shown.tree.find(gone) == nullptr);
    shown.show(column({paragraph("one"), paragraph("three")}));
    CHECK(shown.id_of_child(1) > gone);
}

TEST_CASE("text arrives as written, whatever is in it") {
    using namespace std::string_view_literals;
    constexpr std::string_view texts[] = {"He said \"no\"\\",
                                          "a\nb\tc\r",
                                          "\x01\x1F\x7F"sv,
                                          "nul \0 in it"sv,
                                          "\u2028 and \u2029",
                                          "</script><b>&amp;",
                                          "\U0001F469\u200D\U0001F469\u200D\U0001F467 \u202Eabc",
                                          "\uFEFF\uFFFD\U0010FFFF"};
    for (const std::string_view text : texts) {
        Node node = paragraph(std::string(text));
        node.attributes = {{AttributeName::Label, std::string(text)}};
        const Shown shown(column({node}));
        CHECK(shown.page.root()->children[0]->text() == text);
        CHECK(shown.page.root()->children[0]->attribute("aria-label") == text);
    }
}

TEST_CASE("phrases keep their elements, looks and line ends") {
    Node node = paragraph("see the page here");
    Phrase open{.kind = PhraseKind::Open, .tag = Tag::Link, .font = 3, .ink = Ink::Accent};
    open.decoration = Decoration::Underline;
    open.attributes = {{AttributeName::Href, "https://a.example/?q=\"x\""}};
    Phrase picture{.kind = PhraseKind::Picture, .tag = Tag::Image, .look = {.fill = Ink::Raised}};
    picture.attributes = {{AttributeName::Src, "p.webp"}};
    picture.width = 320, picture.height = 180, picture.gap = 8;
    node.phrases = {{.kind = PhraseKind::Text, .begin = 0, .end = 4},
                    open,
                    {.kind = PhraseKind::Text, .begin = 4, .end = 7},
                    {.kind = PhraseKind::WrapAtSpace, .begin = 7, .end = 8},
                    {.kind = PhraseKind::Text, .begin = 8, .end = 10},
                    {.kind = PhraseKind::Wrap},
                    {.kind = PhraseKind::Text, .begin = 10, .end = 12},
                    {.kind = PhraseKind::Close},
                    {.kind = PhraseKind::HardBreak},
                    picture};
    const Shown shown(column({node}));
    CHECK(shown.page.root()->children[0]->text() == "see the page\n");
}
