#include "views/answer_view.h"

#include "base/decimal.h"

namespace heidi {
namespace {

// At the end of an answer that grows: as many as the tallest panel shows.
constexpr int shelves_in_sight = 3;

void set_apart(LaidBlock& shelf) { shelf = apart(std::move(shelf)); }

}  // namespace

Column AnswerView::column(std::string_view text, bool finished, float width, const Setting& setting) {
    document_.update(text, finished);
    if (document_.generation() != generation_ || width != width_) forget_layout();
    generation_ = document_.generation();
    width_ = width;
    for (; laid_settled_ < document_.settled().size(); ++laid_settled_) {
        loose_.push_back(lay(document_.settled()[laid_settled_], width, setting));
        // At once, so that the tail never stands on a shelf that it has to leave when it settles.
        if (loose_.size() < shelf_size) continue;
        shelves_.push_back(next_shelf(loose_));
        loose_.clear();
        if (shelves_.size() > shelves_in_sight) set_apart(shelves_.end()[-1 - shelves_in_sight]);
        if (shelves_.size() < shelf_size) continue;
        if (!racks_.empty()) set_apart(racks_.back());
        racks_.push_back(next_rack(shelves_));
        shelves_.clear();
    }
    const bool below_heading = below_heading_;
    std::vector<LaidBlock> last = loose_;
    for (const Block& block : document_.tail()) last.push_back(lay(block, width, setting));
    below_heading_ = below_heading;

    std::vector<Shelf> shelves = shelves_;
    if (!last.empty()) shelves.push_back(next_shelf(last));
    std::vector<Shelf> racks = racks_;
    if (!shelves.empty()) racks.push_back(next_rack(shelves));
    Column column;
    for (const Shelf& rack : racks) column.add(rack.node, rack.gap);
    return column;
}

LaidBlock AnswerView::lay(const Block& block, float width, const Setting& setting) {
    ++laid_blocks_;
    LaidBlock laid = lay_block(block, width, {}, setting);
    if (below_heading_) laid.gap = setting.type.heading_gap_below;
    below_heading_ = block.kind == BlockKind::Heading;
    return laid;
}

AnswerView::Shelf AnswerView::next_shelf(const std::vector<LaidBlock>& blocks) const {
    return shelf_of(blocks, "shelf" + decimal(shelves_.size()), width_);
}

AnswerView::Shelf AnswerView::next_rack(const std::vector<Shelf>& shelves) const {
    return shelf_of(shelves, "rack" + decimal(racks_.size()), width_);
}

void AnswerView::forget_layout() {
    racks_.clear();
    shelves_.clear();
    loose_.clear();
    laid_settled_ = 0;
    below_heading_ = false;
}

}  // namespace heidi
