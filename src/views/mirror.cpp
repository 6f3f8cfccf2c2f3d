#include "views/mirror.h"

namespace heidi {
namespace {

// Elements whose parts the browser places by their direction: cells in a row, an item's marker, an empty field's caret.
bool is_placed_by_direction(Tag tag) {
    return tag == Tag::Table || tag == Tag::Item || tag == Tag::Select || tag == Tag::TextField;
}

}  // namespace

NodeRef Mirror::mirrored(const NodeRef& scene) {
    for (auto& [node, kept] : kept_) kept.seen = false;
    NodeRef result = of(scene);
    std::erase_if(kept_, [](const auto& entry) { return !entry.second.seen; });
    return result;
}

NodeRef Mirror::of(const NodeRef& node) {
    if (const auto known = kept_.find(node.get()); known != kept_.end()) {
        known->second.seen = true;
        return known->second.mirrored;
    }
    ++made_;
    Node turned = *node;
    const float width = node->scrolls ? node->content_width : node->width;
    for (Child& child : turned.children) {
        child.x = width - child.x - child.node->width;
        if (child.node->tag != Tag::Preformatted) child.node = of(child.node);
    }
    if (turned.look.bar != Ink::None) turned.look.bar_at_right = !turned.look.bar_at_right;
    if (is_placed_by_direction(turned.tag)) turned.set(AttributeName::Dir, "rtl");
    if (turned.scrolls && turned.content_width > turned.width) turned.set(AttributeName::Class, "from-right");
    NodeRef result = std::make_shared<const Node>(std::move(turned));
    kept_.emplace(node.get(), Kept{node, result});
    return result;
}

}  // namespace heidi
