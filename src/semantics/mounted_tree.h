// What the host shows now, and the patch that brings it to the next scene.
//
// Each mounted node has an id that the host's element carries, stable for as long as the node lives; the host names
// nodes by it ("activate 17"). A subtree whose pointer did not change is not looked into, so a patch costs what
// changed, not what exists.
//
// The patch is a JSON array of operations, applied in order:
//
//   ["+", id, parent, before, element, placement]   make an element; before = 0: at the end
//   ["-", id]                                       remove it with all below it
//   ["b", id, gap, x, y, width, height]             its box: x, y from the parent; gap = space below the flow sibling above
//   ["c", id, content_width, content_height]        a scroller's content
//   ["a", id, {name: value | null}]                 attributes; null removes
//   ["s", id, font, ink, align, line_height]        text style
//   ["l", id, look]                                 look, an index of the look table
//   ["t", id, [phrase…]]                            inline content
//   ["v", id, verb]                                 it is a control; 0: no longer
//
// phrase: "text" | 0 line end between characters | 1 hard break | [" "] line end at this white space |
//         [element, font, ink, decoration, look, {attributes}] opens | [] closes |
//         ["img", 0, 0, 0, look, {attributes}, width, height, gap] a picture on lines of its own
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "semantics/node.h"

namespace heidi {

using NodeId = std::uint32_t;  // from 1 up; 0 is "none"

struct Mounted {
    NodeId id = 0;
    float x = 0;  // from the parent's corner, as in Child
    float y = 0;
    float gap = 0;
    Mounted* parent = nullptr;
    NodeRef node;
    std::vector<std::unique_ptr<Mounted>> children;
};

// How much work a patch was: what counting tests compare.
struct PatchCounts {
    int compared = 0;
    int made = 0;
    int removed = 0;
    int changed = 0;
};

class MountedTree {
public:
    // Returns the patch from what was shown to `root`; "[]" where nothing changed.
    std::string show(const NodeRef& root);

    const Mounted* root() const { return root_.get(); }
    const Mounted* find(NodeId id) const;
    const PatchCounts& last_counts() const { return counts_; }

    // Looks in the order of their indices in the patch; index 0 is the bare look. It only grows.
    const std::vector<Look>& looks() const { return looks_; }

private:
    struct Siblings;
    void update(Mounted& mounted, const NodeRef& next);
    void update_children(Mounted& mounted, const Node& next);
    std::unique_ptr<Mounted> make(Mounted* parent, NodeId before, const Child& child, float gap);
    void place(Mounted& mounted, const Child& child, float gap, bool force);
    void drop(Mounted& mounted);
    void forget(const Mounted& mounted);
    void write_contents(NodeId id, const Node* before, const Node& now);
    void write_phrases(NodeId id, const Node& node);
    std::size_t look_index(const Look& look);
    std::string& operation(char code, NodeId id);

    std::unique_ptr<Mounted> root_;
    std::map<NodeId, Mounted*> by_id_;
    std::vector<Look> looks_{Look{}};
    NodeId next_id_ = 1;
    std::string patch_;
    PatchCounts counts_;
};

}  // namespace heidi
