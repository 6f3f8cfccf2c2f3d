// What the pages of an article's place have in common: the text column in the middle, and the sheet around it.
#pragma once

#include "views/flow.h"

namespace heidi {

struct Frame {
    float column;  // width of the text column
    float x;       // its left edge
};
Frame frame_for(float width, float measure);

// `bottom` is kept free below the column.
Node page_node(Column column, float width, float bottom, Tag tag);

}  // namespace heidi
