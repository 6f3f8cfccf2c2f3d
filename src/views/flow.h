// Stacks blocks: a document becomes a column of nodes.
#pragma once

#include <vector>

#include "markdown/document.h"
#include "semantics/node.h"
#include "views/setting.h"

namespace heidi {

// A column under construction. Gaps are CSS pixels above a block; the first block has none.
class Column {
public:
    void add(Node&& node, float gap, float x = 0);
    void add(NodeRef node, float gap, float x = 0);
    // Painted or placed beside the flow, at its own place.
    void place(Node&& node, float x, float y);
    void skip(float height) { height_ += height; }

    float height() const { return height_; }
    bool empty() const { return children_.empty(); }
    std::vector<Child> take() { return std::move(children_); }
    // Hands them to a node, that much further to the right and down.
    void move_to(Node& node, float x, float y);

private:
    std::vector<Child> children_;
    float height_ = 0;
};

NodeRef finished(Node&& node);

// What the blocks of a document are coloured with: its own ink on paper, or that of a bubble.
struct FlowInk {
    Ink text = Ink::Text;
};

// Appends the blocks as they are read from top to bottom.
void add_blocks(Column& column, const std::vector<Block>& blocks, float width, FlowInk ink, const Setting& setting);

// One top-level block and the gap above it: what a cache keeps.
struct LaidBlock {
    NodeRef node;
    float gap = 0;
};
LaidBlock lay_block(const Block& block, float width, FlowInk ink, const Setting& setting);

}  // namespace heidi
