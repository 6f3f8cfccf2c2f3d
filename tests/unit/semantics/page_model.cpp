#include "semantics/page_model.h"

#include <algorithm>

namespace heidi {
namespace {

void append_text(std::string& text, const PageElement& element) {
    for (const PagePhrase& phrase : element.phrases) {
        if (phrase.kind == PhraseKind::Text || phrase.kind == PhraseKind::WrapAtSpace) text += phrase.text;
        if (phrase.kind == PhraseKind::HardBreak) text += '\n';
    }
    for (const auto& child : element.children) {
        std::string inner;
        append_text(inner, *child);
        if (!text.empty() && !inner.empty()) text += '\n';
        text += inner;
    }
}

template <class Accept>
const PageElement* first(const PageElement* element, const Accept& accept) {
    if (!element) return nullptr;
    if (accept(*element)) return element;
    for (const auto& child : element->children)
        if (const PageElement* found = first(child.get(), accept)) return found;
    return nullptr;
}

}  // namespace

std::string PageElement::attribute(const std::string& attribute_name) const {
    const auto found = attributes.find(attribute_name);
    return found == attributes.end() ? std::string() : found->second;
}

std::string PageElement::text() const {
    std::string text;
    append_text(text, *this);
    return text;
}

const PageElement* PageModel::element(NodeId id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

PageElement* PageModel::mutable_element(NodeId id) {
    const auto found = by_id_.find(id);
    if (found != by_id_.end()) return found->second;
    fault("an operation names element " + std::to_string(id) + ", which is not there");
    return nullptr;
}

const PageElement* PageModel::find(std::string_view name, std::string_view label) const {
    return first(root(), [&](const PageElement& e) {
        return e.name == name && (e.attribute("aria-label") == label || e.text() == label);
    });
}

const PageElement* PageModel::part(std::string_view name) const {
    return first(root(), [&](const PageElement& e) { return e.attribute("part") == name; });
}

void PageModel::insert(NodeId parent, NodeId before, std::unique_ptr<PageElement> element) {
    if (!by_id_.emplace(element->id, element.get()).second) fault("an element's id is taken");
    if (parent == 0) {
        if (root_) fault("a second root was made");
        root_ = std::move(element);
        return;
    }
    PageElement* around = mutable_element(parent);
    if (!around) return;
    element->parent = around;
    auto place = around->children.end();
    if (before != 0) {
        place = std::find_if(around->children.begin(), around->children.end(),
                             [&](const auto& child) { return child->id == before; });
        if (place == around->children.end()) fault("an element was put before one that is no sibling");
    }
    around->children.insert(place, std::move(element));
}

void PageModel::remove(NodeId id) {
    PageElement* element = mutable_element(id);
    if (!element) return;
    forget(*element);
    if (!element->parent) return root_.reset();
    std::erase_if(element->parent->children, [&](const auto& child) { return child.get() == element; });
}

void PageModel::forget(const PageElement& element) {
    by_id_.erase(element.id);
    std::erase_if(tiles_, [&](const auto& tile) { return std::get<0>(tile) == element.id; });
    for (const auto& child : element.children) forget(*child);
}

}  // namespace heidi
