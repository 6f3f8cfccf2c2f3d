// The parts of flow.h that are long enough for a file of their own.
#pragma once

#include "views/flow.h"

namespace heidi {

Node table_node(const Block& table, float width, FlowInk ink, const Setting& setting);
Node list_node(const Block& list, float width, int depth, FlowInk ink, const Setting& setting);
Node figure_node(const Block& figure, float width, int list_depth, FlowInk ink, const Setting& setting);
// All of it is the link: what it is called, and where it leads.
Node card_node(std::string_view title, const std::string& url, float width, const Setting& setting);
Node notes_node(const Block& notes, float width, FlowInk ink, const Setting& setting);
// Lists and quotations hold blocks; `depth` is how many lists are around them.
Column blocks_column(const std::vector<Block>& blocks, float width, bool tight, int list_depth, FlowInk ink,
                     const Setting& setting);

}  // namespace heidi
