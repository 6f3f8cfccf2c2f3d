#include "markdown/document_builder.h"

#include "markdown/safe_link.h"

#include <algorithm>
#include <utility>

namespace heidi {
namespace {

bool nests(BlockKind kind) {
    return kind == BlockKind::Quote || kind == BlockKind::List || kind == BlockKind::Item || kind == BlockKind::Notes;
}

bool is_break(const Inline& part) { return part.kind == InlineKind::SoftBreak || part.kind == InlineKind::HardBreak; }

constexpr std::string_view spaces = " \t";

std::string_view without_leading_spaces(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(spaces), text.size()));
}

void trim_spaces_at_end(std::vector<Inline>& inlines) {
    if (inlines.empty() || inlines.back().kind != InlineKind::Text) return;
    std::string& text = inlines.back().text;
    text.erase(text.find_last_not_of(spaces) + 1);
    if (text.empty()) inlines.pop_back();
}

void trim_gap_at_end(std::vector<Inline>& inlines) {
    trim_spaces_at_end(inlines);
    while (!inlines.empty() && is_break(inlines.back())) inlines.pop_back();
}

bool is_only_a_gap(const Block& block) {
    switch (block.kind) {
        case BlockKind::Paragraph:
        case BlockKind::Card:
        case BlockKind::Heading: return block.inlines.empty();
        case BlockKind::Quote: return block.children.empty();
        case BlockKind::Figure: return block.children.empty() && block.inlines.empty();
        default: return false;  // an empty item counts, an empty cell holds its place
    }
}

}  // namespace

void DocumentBuilder::open(Block block) {
    const bool kept = fits(block);
    block_was_kept_.push_back(kept);
    if (!kept) return;
    if (nests(block.kind)) ++nesting_;
    open_blocks_.push_back(std::move(block));
}

void DocumentBuilder::close_block() {
    const bool kept = block_was_kept_.back();
    block_was_kept_.pop_back();
    if (!kept) return;
    Block closed = std::move(open_blocks_.back());
    open_blocks_.pop_back();
    if (nests(closed.kind)) --nesting_;
    trim_gap_at_end(closed.inlines);
    if (!is_only_a_gap(closed)) blocks_here().push_back(std::move(closed));
}

void DocumentBuilder::add(Block block) { blocks_here().push_back(std::move(block)); }

void DocumentBuilder::open(Inline part) {
    const bool kept = fits(part);
    inline_was_kept_.push_back(kept);
    if (kept) open_inlines_.push_back(std::move(part));
}

void DocumentBuilder::close_inline() {
    const bool kept = inline_was_kept_.back();
    inline_was_kept_.pop_back();
    if (!kept) return;
    Inline closed = std::move(open_inlines_.back());
    open_inlines_.pop_back();
    if (closed.kind == InlineKind::Image)
        add_image(std::move(closed));
    else if (!closed.children.empty())
        inlines_here().push_back(std::move(closed));
}

void DocumentBuilder::add_text(std::string_view text) {
    if (at_line_start()) text = without_leading_spaces(text);
    if (text.empty()) return;
    std::vector<Inline>& here = inlines_here();
    if (!here.empty() && here.back().kind == InlineKind::Text)
        here.back().text += text;
    else
        here.push_back({.kind = InlineKind::Text, .text = std::string(text)});
}

void DocumentBuilder::add_code(std::string_view text) {
    inlines_here().push_back({.kind = InlineKind::Code, .text = std::string(text)});
}

void DocumentBuilder::add_soft_break() {
    trim_spaces_at_end(inlines_here());
    if (!at_line_start()) inlines_here().push_back({.kind = InlineKind::SoftBreak});
}

void DocumentBuilder::add_hard_break() {
    std::vector<Inline>& here = inlines_here();
    trim_spaces_at_end(here);
    if (!here.empty() && here.back().kind == InlineKind::SoftBreak) here.pop_back();
    if (!at_text_start()) here.push_back({.kind = InlineKind::HardBreak});
}

bool DocumentBuilder::add_note_reference(int note, int reference) {
    const auto holds_no_link = [](const Inline& open) {
        return open.kind == InlineKind::Link || open.kind == InlineKind::Image;
    };
    if (std::any_of(open_inlines_.begin(), open_inlines_.end(), holds_no_link)) return false;
    inlines_here().push_back({.kind = InlineKind::NoteReference, .note = note, .reference = reference});
    return true;
}

Document DocumentBuilder::take() {
    while (!inline_was_kept_.empty()) close_inline();
    while (!block_was_kept_.empty()) close_block();
    return std::exchange(document_, {});
}

bool DocumentBuilder::fits(const Block& block) const {
    if (block.kind == BlockKind::Quote) return nesting_ + 1 <= deepest_nesting;
    if (block.kind == BlockKind::List) return nesting_ + 2 <= deepest_nesting;  // with its items
    if (block.kind == BlockKind::Item) return block_was_kept_.back();           // as its list
    return true;
}

bool DocumentBuilder::fits(const Inline& part) const {
    if (part.kind == InlineKind::Link && !is_safe_link(part.url)) return false;
    return open_inlines_.size() < static_cast<std::size_t>(deepest_nesting);
}

bool DocumentBuilder::at_text_start() const { return open_inlines_.empty() && open_blocks_.back().inlines.empty(); }

bool DocumentBuilder::at_line_start() {
    return at_text_start() || (!inlines_here().empty() && is_break(inlines_here().back()));
}

std::vector<Block>& DocumentBuilder::blocks_here() {
    return open_blocks_.empty() ? document_.blocks : open_blocks_.back().children;
}

std::vector<Inline>& DocumentBuilder::inlines_here() {
    return open_inlines_.empty() ? open_blocks_.back().inlines : open_inlines_.back().children;
}

void DocumentBuilder::add_image(Inline image) {
    image.text = plain_text(image.children);
    image.children.clear();
    if (is_safe_image(image.url))
        inlines_here().push_back(std::move(image));
    else
        add_text(image.text);
}

}  // namespace heidi
