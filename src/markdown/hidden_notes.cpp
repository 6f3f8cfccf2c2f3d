#include "markdown/hidden_notes.h"

#include <string_view>

namespace heidi {
namespace {

bool hide_in(std::string& text) {
    bool hidden = false;
    for (std::size_t at = text.find("[^"); at != std::string_view::npos; at = text.find("[^", at)) {
        const std::size_t label = at + 2;
        const std::size_t end = text.find_first_of("[] ", label);
        if (end == std::string_view::npos || end == label || text[end] != ']') {
            at = label;
            continue;
        }
        text.erase(at, end + 1 - at);
        hidden = true;
    }
    return hidden;
}

bool is_gone(const Inline& part) {
    return part.kind == InlineKind::NoteReference || (part.kind == InlineKind::Text && part.text.empty());
}

bool hide_in(std::vector<Inline>& inlines) {
    bool hidden = false;
    for (Inline& part : inlines) {
        if (part.kind == InlineKind::Text) hidden |= hide_in(part.text);
        hidden |= hide_in(part.children);
    }
    return std::erase_if(inlines, is_gone) > 0 || hidden;
}

}  // namespace

bool hide_notes(std::vector<Block>& blocks) {
    bool hidden = std::erase_if(blocks, [](const Block& block) { return block.kind == BlockKind::Notes; }) > 0;
    for (Block& block : blocks) {
        hidden |= hide_in(block.inlines);
        hidden |= hide_notes(block.children);
    }
    return hidden;
}

}  // namespace heidi
