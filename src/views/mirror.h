// Layout that reads from the right: the same scene, seen in a mirror. Views place everything from the left; where the
// content or the interface reads from the right, its boxes are turned round as a whole: markers, bars and columns change
// sides. Text is not: a paragraph has its own direction, and code is code.
#pragma once

#include <map>

#include "semantics/node.h"

namespace heidi {

// Keeps what it made of nodes that are still in use, so that a shared node stays shared: what did not change costs
// nothing in the patch, mirrored or not.
class Mirror {
public:
    NodeRef mirrored(const NodeRef& scene);

    // Nodes mirrored so far, for tests.
    int made() const { return made_; }

private:
    struct Kept {
        NodeRef original;  // keeps the address that is its key
        NodeRef mirrored;
        bool seen = true;
    };

    NodeRef of(const NodeRef& node);

    std::map<const Node*, Kept> kept_;
    int made_ = 0;
};

}  // namespace heidi
