#include "semantics/mounted_tree.h"

#include <algorithm>
#include <utility>

#include "base/json_text.h"

namespace heidi {
namespace {

void append_attribute(std::string& json, bool first, const Attribute& attribute) {
    if (!first) json += ',';
    append_json_string(json, attribute_name(attribute.name));
    json += ':';
    append_json_string(json, attribute.value);
}

void append_attributes(std::string& json, const std::vector<Attribute>& attributes) {
    json += '{';
    for (std::size_t i = 0; i < attributes.size(); ++i) append_attribute(json, i == 0, attributes[i]);
    json += '}';
}

bool has(const std::vector<Attribute>& attributes, AttributeName name) {
    return std::any_of(attributes.begin(), attributes.end(), [&](const Attribute& a) { return a.name == name; });
}

// Only what differs; "{}" where nothing does.
std::string attribute_changes(const std::vector<Attribute>& before, const std::vector<Attribute>& now) {
    std::string json = "{";
    for (const Attribute& attribute : now)
        if (std::find(before.begin(), before.end(), attribute) == before.end())
            append_attribute(json, json.size() == 1, attribute);
    for (const Attribute& attribute : before) {
        if (has(now, attribute.name)) continue;
        if (json.size() > 1) json += ',';
        append_json_string(json, attribute_name(attribute.name));
        json += ":null";
    }
    return json += '}';
}

bool matches(const Node& mounted, const Node& next) {
    return mounted.tag == next.tag && mounted.key == next.key && mounted.placement == next.placement &&
           mounted.scrolls == next.scrolls;
}

bool same_box(const Node& a, const Node& b) { return a.width == b.width && a.height == b.height; }

void append_numbers(std::string& json, std::initializer_list<float> css_px) {
    for (const float value : css_px) {
        json += ',';
        append_json_css_px(json, value);
    }
}

}  // namespace

std::string MountedTree::show(const NodeRef& root) {
    patch_ = "[";
    counts_ = {};
    if (root_ && !matches(*root_->node, *root)) {
        drop(*root_);
        root_.reset();
    }
    const Child child{0, 0, root};
    if (!root_)
        root_ = make(nullptr, 0, child, 0);
    else
        update(*root_, root);
    patch_ += ']';
    return std::move(patch_);
}

const Mounted* MountedTree::find(NodeId id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

std::string& MountedTree::operation(char code, NodeId id) {
    if (patch_.size() > 1) patch_ += ',';
    patch_ += "[\"";
    patch_ += code;
    patch_ += "\",";
    append_json_number(patch_, id);
    return patch_;
}

std::unique_ptr<Mounted> MountedTree::make(Mounted* parent, NodeId before, const Child& child, float gap) {
    auto mounted = std::make_unique<Mounted>();
    mounted->id = next_id_++;
    mounted->parent = parent;
    mounted->node = child.node;
    by_id_[mounted->id] = mounted.get();
    ++counts_.made;
    const Node& node = *child.node;
    if (node.tag != Tag::Decoration) {
        operation('+', mounted->id) += ',';
        append_json_number(patch_, parent ? parent->id : 0);
        patch_ += ',';
        append_json_number(patch_, before);
        patch_ += ',';
        append_json_string(patch_, element_name(node.tag));
        patch_ += node.placement == Placement::Flow ? ",0" : node.placement == Placement::Absolute ? ",1" : ",2";
        patch_ += node.scrolls ? ",1]" : ",0]";
        write_contents(mounted->id, nullptr, node);
    }
    place(*mounted, child, gap, true);
    update_children(*mounted, node);
    return mounted;
}

void MountedTree::update(Mounted& mounted, const NodeRef& next) {
    if (mounted.node == next) return;
    ++counts_.compared;
    const NodeRef before = std::exchange(mounted.node, next);
    if (next->tag != Tag::Decoration) write_contents(mounted.id, before.get(), *next);
    if (!same_box(*before, *next)) place(mounted, {mounted.x, mounted.y, next}, mounted.gap, true);
    update_children(mounted, *next);
}

// Children that stay keep their order; a child that overtakes another is made again, which only a re-ordering does.
void MountedTree::update_children(Mounted& mounted, const Node& next) {
    std::vector<std::unique_ptr<Mounted>> old = std::move(mounted.children);
    std::vector<std::size_t> kept(next.children.size(), old.size());
    std::size_t from = 0;
    for (std::size_t i = 0; i < next.children.size(); ++i) {
        const Node& node = *next.children[i].node;
        // Unkeyed children match in place; a keyed one may have had others before it removed.
        for (std::size_t j = from; j < old.size(); ++j) {
            if (!matches(*old[j]->node, node)) {
                if (node.key.empty()) break;
                continue;
            }
            kept[i] = j;
            from = j + 1;
            break;
        }
    }
    std::vector<char> stays(old.size(), false);
    for (const std::size_t j : kept)
        if (j < old.size()) stays[j] = true;
    for (std::size_t j = 0; j < old.size(); ++j)
        if (!stays[j]) drop(*old[j]);

    mounted.children.resize(next.children.size());
    // From the last to the first, so that "before" is always an element that is there already.
    NodeId before = 0;
    std::vector<float> gaps(next.children.size(), 0);
    float flow_bottom = 0;
    for (std::size_t i = 0; i < next.children.size(); ++i) {
        const Child& child = next.children[i];
        if (child.node->placement != Placement::Flow || child.node->tag == Tag::Decoration) continue;
        gaps[i] = child.y - flow_bottom;
        flow_bottom = child.y + child.node->height;
    }
    for (std::size_t i = next.children.size(); i-- > 0;) {
        const Child& child = next.children[i];
        if (kept[i] < old.size()) {
            mounted.children[i] = std::move(old[kept[i]]);
            place(*mounted.children[i], child, gaps[i], false);
            update(*mounted.children[i], child.node);
        } else {
            mounted.children[i] = make(&mounted, before, child, gaps[i]);
        }
        if (child.node->tag != Tag::Decoration) before = mounted.children[i]->id;
    }
}

void MountedTree::place(Mounted& mounted, const Child& child, float gap, bool force) {
    // In the flow a node's top follows from the gap alone: what moves because something above it grew is not touched.
    const bool flow = child.node->placement == Placement::Flow;
    const bool moved = mounted.x != child.x || mounted.gap != gap || (!flow && mounted.y != child.y);
    mounted.x = child.x;
    mounted.y = child.y;
    mounted.gap = gap;
    if ((!moved && !force) || child.node->tag == Tag::Decoration) return;
    ++counts_.changed;
    operation('b', mounted.id);
    append_numbers(patch_, {gap, child.x, child.y, child.node->width, child.node->height});
    patch_ += ']';
}

void MountedTree::drop(Mounted& mounted) {
    if (mounted.node->tag != Tag::Decoration) operation('-', mounted.id) += ']';
    ++counts_.removed;
    forget(mounted);
}

void MountedTree::forget(const Mounted& mounted) {
    by_id_.erase(mounted.id);
    for (const auto& child : mounted.children) forget(*child);
}

void MountedTree::write_contents(NodeId id, const Node* before, const Node& now) {
    static const Node nothing{};
    const Node& old = before ? *before : nothing;
    if (const std::string changes = attribute_changes(old.attributes, now.attributes); changes != "{}")
        (operation('a', id) += ',') += changes + ']';
    if (now.scrolls &&
        (!before || old.content_width != now.content_width || old.content_height != now.content_height)) {
        operation('c', id);
        append_numbers(patch_, {now.content_width, now.content_height});
        patch_ += ']';
    }
    const bool restyled =
        old.font != now.font || old.line_height != now.line_height || old.ink != now.ink || old.align != now.align;
    if ((before && restyled) || (!before && (restyled || !now.text.empty()))) {
        operation('s', id) += ',';
        append_json_number(patch_, now.font);
        patch_ += ',';
        append_json_number(patch_, static_cast<int>(now.ink));
        patch_ += ',';
        append_json_number(patch_, static_cast<int>(now.align));
        append_numbers(patch_, {now.line_height});
        patch_ += ']';
    }
    if (old.look != now.look) {
        operation('l', id) += ',';
        append_json_number(patch_, static_cast<std::int64_t>(look_index(now.look)));
        patch_ += ']';
    }
    if (old.action.verb != now.action.verb) {
        operation('v', id) += ',';
        append_json_number(patch_, now.action.verb);
        patch_ += ']';
    }
    if (old.text != now.text || old.phrases != now.phrases) write_phrases(id, now);
}

void MountedTree::write_phrases(NodeId id, const Node& node) {
    ++counts_.changed;
    operation('t', id) += ",[";
    const std::string_view text(node.text);
    bool first = true;
    for (const Phrase& phrase : node.phrases) {
        if (!first) patch_ += ',';
        first = false;
        switch (phrase.kind) {
            case PhraseKind::Text:
                append_json_string(patch_, text.substr(phrase.begin, phrase.end - phrase.begin));
                break;
            case PhraseKind::Wrap: patch_ += '0'; break;
            case PhraseKind::HardBreak: patch_ += '1'; break;
            case PhraseKind::WrapAtHyphen: patch_ += '2'; break;
            case PhraseKind::Turn: append_json_number(patch_, 3 + static_cast<int>(phrase.turn)); break;
            case PhraseKind::Close: patch_ += "[]"; break;
            case PhraseKind::WrapAtSpace:
                patch_ += '[';
                append_json_string(patch_, text.substr(phrase.begin, phrase.end - phrase.begin));
                patch_ += ']';
                break;
            case PhraseKind::Open:
            case PhraseKind::Picture:
                patch_ += '[';
                append_json_string(patch_, element_name(phrase.tag));
                patch_ += ',';
                append_json_number(patch_, phrase.font);
                patch_ += ',';
                append_json_number(patch_, static_cast<int>(phrase.ink));
                patch_ += ',';
                append_json_number(patch_, static_cast<int>(phrase.decoration));
                patch_ += ',';
                append_json_number(patch_, static_cast<std::int64_t>(look_index(phrase.look)));
                patch_ += ',';
                append_attributes(patch_, phrase.attributes);
                if (phrase.kind == PhraseKind::Picture)
                    append_numbers(patch_, {phrase.width, phrase.height, phrase.gap});
                patch_ += ']';
        }
    }
    patch_ += "]]";
}

std::size_t MountedTree::look_index(const Look& look) {
    const auto found = std::find(looks_.begin(), looks_.end(), look);
    if (found != looks_.end()) return static_cast<std::size_t>(found - looks_.begin());
    looks_.push_back(look);
    return looks_.size() - 1;
}

}  // namespace heidi
