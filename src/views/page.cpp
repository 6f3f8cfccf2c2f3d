#include "views/page.h"

#include <algorithm>
#include <cmath>

namespace heidi {

Frame frame_for(float width, float measure) {
    const float padding = width < 520 ? 20.0f : 32.0f;
    const float column = std::floor(std::max(40.0f, std::min(measure, width - 2 * padding)));
    return {column, std::floor((width - column) / 2)};
}

Node page_node(Column column, float width, float bottom, Tag tag) {
    Node root;
    root.tag = tag;
    root.look = {.fill = Ink::Paper};
    root.width = width;
    root.height = std::ceil(column.height() + bottom);
    root.children = column.take();
    return root;
}

}  // namespace heidi
