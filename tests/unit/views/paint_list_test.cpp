#include "views/paint_list.h"

#include <doctest/doctest.h>

#include "views/press.h"

using namespace heidi;

namespace {

Theme bright_theme() {
    Theme theme;
    for (std::size_t ink = 0; ink < theme.inks.size(); ++ink)
        theme.inks[ink] = static_cast<Rgba>((ink * 0x11111100) | 0xFF);
    return theme;
}

// A scene that is mounted, and the pictures of its tiles.
struct Layer {
    MountedTree tree;
    Theme theme = bright_theme();
    PointerLook pointer;

    explicit Layer(Node root) { show(std::move(root)); }
    void show(Node root) { tree.show(finished(std::move(root))); }
    PaintList list(const Rect& tile) const { return paint_list(*tree.root(), tile, theme, pointer); }
    std::vector<std::string> texts(const Rect& tile) const {
        std::vector<std::string> texts;
        for (const Primitive& primitive : list(tile).primitives)
            if (const auto* run = std::get_if<DrawRun>(&primitive)) texts.emplace_back(run->text);
        return texts;
    }
};

using Texts = std::vector<std::string>;

template <class Kind>
std::vector<Kind> all(const PaintList& list) {
    std::vector<Kind> found;
    for (const Primitive& primitive : list.primitives)
        if (const auto* one = std::get_if<Kind>(&primitive)) found.push_back(*one);
    return found;
}

Node box(float width, float height, Look look = {}) {
    Node node;
    node.width = width;
    node.height = height;
    node.look = look;
    return node;
}

Node button(std::string_view label) {
    Node node = box(80, 30, {.fill = Ink::Raised, .radius = 8});
    node.tag = Tag::Button;
    node.placement = Placement::Absolute;
    node.action = {5, std::string(label)};
    return node;
}

constexpr Rect first_tile{0, 0, 1024, 512};
constexpr Rect second_tile{0, 512, 1024, 512};

}  // namespace

TEST_CASE("a tile shows what touches it, and nothing else") {
    Press press;
    Node root = box(640, 2000);
    root.children.push_back({0, 100, finished(press.paragraph("upper", 640))});
    root.children.push_back({0, 800, finished(press.paragraph("lower", 640))});
    root.children.push_back({0, 1500, finished(press.paragraph("far", 640))});
    const Layer layer(std::move(root));
    CHECK(layer.texts(first_tile) == Texts{"upper"});
    CHECK(layer.texts(second_tile) == Texts{"lower"});
}

TEST_CASE("of a long paragraph only the lines near the tile are painted") {
    Press press;
    std::string words;
    for (int i = 0; i < 500; ++i) words += "word ";
    const Layer layer(press.paragraph(words, 100));
    const std::size_t lines = layer.texts(second_tile).size();
    CHECK(lines >= 512 / 30);
    CHECK(lines <= 512 / 30 + 5);
}

TEST_CASE("a line over the seam of two tiles is in both") {
    Press press;
    Node root = box(640, 1000);
    root.children.push_back({0, 500, finished(press.paragraph("seam", 640))});
    const Layer layer(std::move(root));
    CHECK(layer.texts(first_tile) == Texts{"seam"});
    CHECK(layer.texts(second_tile) == Texts{"seam"});
}

TEST_CASE("a look is painted as fill, outline, bar and hairline, in this order") {
    const Layer layer(box(100, 50,
                          {.fill = Ink::Paper,
                           .stroke = Ink::Line,
                           .bar = Ink::Accent,
                           .rule = Ink::Muted,
                           .bar_width = 3,
                           .stroke_width = 1,
                           .radius = 6}));
    const PaintList list = layer.list(first_tile);
    REQUIRE(list.primitives.size() == 4);
    CHECK(std::get<FillBox>(list.primitives[0]).rect == Rect{0, 0, 100, 50});
    CHECK(std::get<FillBox>(list.primitives[0]).color == layer.theme.of(Ink::Paper));
    CHECK(std::get<StrokeBox>(list.primitives[1]).width == 1);
    CHECK(std::get<FillBox>(list.primitives[2]).rect == Rect{0, 0, 3, 50});
    CHECK(std::get<FillBox>(list.primitives[3]).rect == Rect{0, 49, 100, 1});
}

TEST_CASE("children are painted at their places in the layer, over their parents") {
    Node root = box(640, 400, {.fill = Ink::Paper});
    Node middle = box(300, 200);
    middle.children.push_back({10, 20, finished(box(50, 60, {.fill = Ink::Accent}))});
    root.children.push_back({100, 100, finished(std::move(middle))});
    const auto boxes = all<FillBox>(Layer(std::move(root)).list(first_tile));
    REQUIRE(boxes.size() == 2);
    CHECK(boxes[1].rect == Rect{110, 120, 50, 60});
}

TEST_CASE("links are underlined, struck text is struck") {
    Press press;
    const Layer layer(press.paragraph("[page](https://a.example) ~~gone~~", 640));
    const auto runs = all<DrawRun>(layer.list(first_tile));
    const auto lines = all<FillBox>(layer.list(first_tile));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].rect.y > runs[0].baseline);
    CHECK(lines[1].rect.y < runs[2].baseline);
    CHECK(lines[0].rect.width == runs[0].width);
}

TEST_CASE("markers hang outside of their items and are painted all the same") {
    Press press;
    const Layer layer(press.flow("1. one\n2. two", 640));
    CHECK(layer.texts(first_tile) == Texts{"1.", "one", "2.", "two"});
}

TEST_CASE("of a scroller only its box is in the layer around it: its content is a layer of its own") {
    Press press;
    Node root = press.flow("```\n" + std::string(200, 'x') + "\n```", 640);
    const Layer layer(std::move(root));
    CHECK(layer.texts(first_tile).empty());
    CHECK(all<FillBox>(layer.list(first_tile)).size() == 1);
    const Mounted& scroller = *layer.tree.root()->children[0];
    const PaintList content = paint_list(scroller, first_tile, layer.theme, {});
    CHECK(all<DrawRun>(content).size() >= 1);
    CHECK(all<FillBox>(content).empty());
}

TEST_CASE("equal pictures have equal hashes") {
    Press press;
    const Layer one(press.flow("# Title\n\nText with *style*.", 640));
    const Layer two(press.flow("# Title\n\nText with *style*.", 640));
    CHECK(one.list(first_tile).hash == two.list(first_tile).hash);
    CHECK(one.list(second_tile).hash == two.list(second_tile).hash);
}

TEST_CASE("whatever changes the picture changes the hash") {
    Press press;
    const std::string before = "Text with *style* and [link](https://a.example).";
    const auto hash = [&](const std::string& markdown, float width, const Theme& theme) {
        Layer layer(press.flow(markdown, width));
        layer.theme = theme;
        return layer.list(first_tile).hash;
    };
    const Theme theme = bright_theme();
    const std::uint64_t known = hash(before, 640, theme);
    CHECK(hash("Text with *stile* and [link](https://a.example).", 640, theme) != known);
    CHECK(hash("Text with **style** and [link](https://a.example).", 640, theme) != known);
    CHECK(hash("Text with *style* and link.", 640, theme) != known);
    CHECK(hash(before, 150, theme) != known);
    Theme dark = theme;
    dark.inks[static_cast<std::size_t>(Ink::Text)] = 0x000000FF;
    CHECK(hash(before, 640, dark) != known);
}

TEST_CASE("an address that changes does not change the picture") {
    Press press;
    const Layer one(press.flow("[link](https://a.example)", 640));
    const Layer two(press.flow("[link](https://b.example)", 640));
    CHECK(one.list(first_tile).hash == two.list(first_tile).hash);
}

TEST_CASE("a filled and an outlined box are different pictures") {
    const Layer filled(box(100, 50, {.fill = Ink::Accent, .radius = 1}));
    const Layer outlined(box(100, 50, {.stroke = Ink::Accent, .stroke_width = 1, .radius = 1}));
    CHECK(filled.list(first_tile).hash != outlined.list(first_tile).hash);
}

TEST_CASE("a hover touches only the tile of its control") {
    Node root = box(640, 1000);
    root.children.push_back({20, 20, finished(button("one"))});
    root.children.push_back({20, 700, finished(button("two"))});
    Layer layer(std::move(root));
    const std::uint64_t first = layer.list(first_tile).hash, second = layer.list(second_tile).hash;
    layer.pointer.over = layer.tree.root()->children[1]->id;
    CHECK(layer.list(first_tile).hash == first);
    const std::uint64_t hovered = layer.list(second_tile).hash;
    CHECK(hovered != second);
    layer.pointer.pressed = true;
    CHECK(layer.list(second_tile).hash != hovered);
    layer.pointer = {};
    CHECK(layer.list(second_tile).hash == second);
}

TEST_CASE("a pointer over what is no control changes nothing") {
    Node root = box(640, 400);
    root.children.push_back({0, 0, finished(box(100, 100, {.fill = Ink::Raised}))});
    Layer layer(std::move(root));
    const std::uint64_t before = layer.list(first_tile).hash;
    layer.pointer.over = layer.tree.root()->children[0]->id;
    CHECK(layer.list(first_tile).hash == before);
}
