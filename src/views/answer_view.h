// An answer as it grows. Settled blocks are laid out once; a delta lays out the tail again and nothing else.
//
//   text ──► StreamedDocument ──► settled blocks ──► shelves of nodes, kept
//                            └──► tail ────────────► nodes, made anew
//
// A full shelf and a full rack (shelves.h) are one node for good: a frame compares and copies racks, not every block of a
// long answer. The tail stands where it will settle, so that settling moves no element.
#pragma once

#include <string_view>
#include <vector>

#include "markdown/streamed_document.h"
#include "views/flow.h"
#include "views/setting.h"
#include "views/shelves.h"

namespace heidi {

class AnswerView {
public:
    explicit AnswerView(const CharacterNames* names = nullptr) : document_(names) {}

    // The blocks of the whole answer so far. `finished`: nothing follows.
    Column column(std::string_view text, bool finished, float width, const Setting& setting);

    // See streamed_document.h.
    bool wants_names() const { return document_.wants_names(); }
    bool is_outdated() const { return document_.is_outdated(); }

    int laid_blocks() const { return laid_blocks_; }  // since the start: for counting tests

private:
    using Shelf = LaidBlock;

    Shelf next_shelf(const std::vector<LaidBlock>& blocks) const;
    Shelf next_rack(const std::vector<Shelf>& shelves) const;
    LaidBlock lay(const Block& block, float width, const Setting& setting);
    void forget_layout();

    StreamedDocument document_;
    std::uint32_t generation_ = 0;
    float width_ = -1;
    std::vector<Shelf> racks_;      // full ones
    std::vector<Shelf> shelves_;    // full ones, in the last rack
    std::vector<LaidBlock> loose_;  // settled, on the last shelf
    std::size_t laid_settled_ = 0;
    bool below_heading_ = false;
    int laid_blocks_ = 0;
};

}  // namespace heidi
