// A random walk: scenes that grow out of each other, each shown by a patch from the last one.

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "semantics/mounted_tree.h"
#include "semantics/page_model.h"

using namespace heidi;

namespace {

class Scenes {
public:
    explicit Scenes(std::uint32_t seed) : random_(seed) {}

    NodeRef next(const NodeRef& before) {
        NodeRef scene = before && roll(40) != 0 ? changed(*before, 3) : tree(3);
        while (scene->tag == Tag::Decoration) scene = tree(3);  // a page is an element
        return scene;
    }

private:
    std::uint32_t roll(std::uint32_t below) { return static_cast<std::uint32_t>(random_()) % below; }

    NodeRef tree(int depth) {
        Node node = element();
        const std::uint32_t children = depth == 0 ? 0 : roll(5);
        for (std::uint32_t i = 0; i < children; ++i) node.children.push_back({0, 0, tree(depth - 1)});
        return finished(std::move(node));
    }

    Node element() {
        constexpr Tag tags[] = {Tag::Group, Tag::Paragraph, Tag::Section, Tag::List, Tag::Button, Tag::Decoration};
        Node node;
        node.tag = tags[roll(6)];
        node.placement = static_cast<Placement>(roll(3));
        if (roll(2) == 0) node.key = "k" + std::to_string(roll(6));
        node.scrolls = roll(12) == 0;
        node.width = static_cast<float>(roll(300)) + 0.25f;
        node.height = static_cast<float>(roll(400)) * 0.5f;
        write(node);
        return node;
    }

    void write(Node& node) {
        constexpr std::string_view words[] = {"", "Heidi", "the festival", "\"quoted\" \\", "\n\t", "Grüße 👋"};
        node.text = words[roll(6)];
        node.phrases.clear();
        if (!node.text.empty()) node.phrases.push_back({.kind = PhraseKind::Text, .begin = 0, .end = node.text.size()});
        if (roll(4) == 0) node.phrases.push_back({.kind = PhraseKind::Wrap});
        node.font = static_cast<std::uint16_t>(roll(4));
        node.ink = static_cast<Ink>(roll(ink_count));
    }

    // Copies only on the way to what changes: the rest is shared, as views share it.
    NodeRef changed(const Node& before, int depth) {
        Node node = before;
        switch (roll(9)) {
            case 0: write(node); break;
            case 1: node.look.fill = static_cast<Ink>(roll(4)); break;
            case 2: node.attributes = {{static_cast<AttributeName>(roll(6)), std::to_string(roll(3))}}; break;
            case 3: node.attributes.push_back({AttributeName::Label, std::to_string(roll(3))}); break;
            case 4: node.action.verb = static_cast<int>(roll(3)); break;
            case 5: node.height += static_cast<float>(roll(50)); break;
            default: change_children(node, depth); break;
        }
        return finished(std::move(node));
    }

    void change_children(Node& node, int depth) {
        std::vector<Child>& children = node.children;
        if (children.empty() || roll(4) == 0) {
            if (depth > 0) children.insert(children.begin() + roll_place(children.size() + 1), {0, 0, tree(depth - 1)});
            return;
        }
        const auto at = children.begin() + roll_place(children.size());
        switch (roll(6)) {
            case 0: children.erase(at); break;
            case 1: std::swap(*at, children.front()); break;
            case 2: at->x += 1.5f; break;
            default: at->node = changed(*at->node, depth - 1); break;
        }
    }

    std::ptrdiff_t roll_place(std::size_t below) { return roll(static_cast<std::uint32_t>(below)); }

    // What every view sees to: keys that are unique, blocks below each other, an attribute named once.
    NodeRef finished(Node node) {
        std::vector<std::string> keys;
        float y = 0;
        if (node.tag == Tag::Decoration) node.children.clear();
        for (Child& child : node.children) {
            const std::string& key = child.node->key;
            const bool taken = !key.empty() && std::find(keys.begin(), keys.end(), key) != keys.end();
            if (taken) {
                Node renamed = *child.node;
                renamed.key.clear();
                child.node = std::make_shared<const Node>(std::move(renamed));
            } else {
                keys.push_back(key);
            }
            child.y = y + static_cast<float>(roll(2)) * 8;
            if (child.node->placement == Placement::Flow && child.node->tag != Tag::Decoration)
                y = child.y + child.node->height;
        }
        drop_repeated_attributes(node.attributes);
        node.content_width = node.scrolls ? node.width * 2 : 0;
        node.content_height = node.scrolls ? y : 0;
        return std::make_shared<const Node>(std::move(node));
    }

    static void drop_repeated_attributes(std::vector<Attribute>& attributes) {
        for (std::size_t i = 0; i < attributes.size(); ++i)
            for (std::size_t j = attributes.size(); --j > i;)
                if (attributes[j].name == attributes[i].name)
                    attributes.erase(attributes.begin() + static_cast<std::ptrdiff_t>(j));
    }

    std::mt19937 random_;
};

}  // namespace

TEST_CASE("after every patch the page is the scene, whatever came before") {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        Scenes scenes(seed);
        MountedTree tree;
        PageModel page;
        NodeRef scene;
        for (int step = 0; step < 100; ++step) {
            scene = scenes.next(scene);
            CAPTURE(seed);
            CAPTURE(step);
            page.apply_patch(tree.show(scene));
            REQUIRE(difference(page, scene, tree.looks()) == "");
            REQUIRE(tree.show(scene) == "[]");
        }
    }
}
