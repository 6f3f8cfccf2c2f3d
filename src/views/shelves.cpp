#include "views/shelves.h"

#include "base/decimal.h"

#include <algorithm>

namespace heidi {
namespace {

using Blocks = std::vector<LaidBlock>;

bool holds(const Node& shelf, Blocks::const_iterator first, Blocks::const_iterator last) {
    return std::equal(shelf.children.begin(), shelf.children.end(), first, last,
                      [](const Child& child, const LaidBlock& block) { return child.node == block.node; });
}

void put_on_shelves(const Blocks& blocks, Blocks& shelves, const std::string& name, float width) {
    shelves.resize((blocks.size() + shelf_size - 1) / shelf_size);
    for (std::size_t i = 0; i < shelves.size(); ++i) {
        const auto first = blocks.begin() + static_cast<std::ptrdiff_t>(i * shelf_size);
        const auto last = blocks.begin() + static_cast<std::ptrdiff_t>(std::min((i + 1) * shelf_size, blocks.size()));
        if (shelves[i].node && shelves[i].node->width == width && holds(*shelves[i].node, first, last)) continue;
        shelves[i] = apart(shelf_of({first, last}, name + decimal(i), width));
    }
}

}  // namespace

LaidBlock shelf_of(const std::vector<LaidBlock>& blocks, std::string key, float width) {
    Column column;
    for (const LaidBlock& block : blocks) column.add(block.node, block.gap);
    Node node;
    node.key = std::move(key);
    node.set(AttributeName::Class, "shelf");
    node.width = width;
    node.height = column.height();
    node.children = column.take();
    return {finished(std::move(node)), blocks.front().gap};
}

LaidBlock apart(LaidBlock shelf) {
    Node node = *shelf.node;
    node.attributes.clear();
    node.set(AttributeName::Class, "apart");
    shelf.node = finished(std::move(node));
    return shelf;
}

const std::vector<LaidBlock>& Shelves::racks_of(const std::vector<LaidBlock>& blocks, float width) {
    put_on_shelves(blocks, shelves_, "shelf", width);
    put_on_shelves(shelves_, racks_, "rack", width);
    return racks_;
}

}  // namespace heidi
