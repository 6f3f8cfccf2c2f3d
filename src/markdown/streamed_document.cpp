#include "markdown/streamed_document.h"

#include "markdown/cmark_tree.h"
#include "markdown/document_from_markdown.h"
#include "markdown/half_markup.h"
#include "markdown/hidden_notes.h"
#include "markdown/source_lines.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace heidi {
namespace {

bool ends_with_blank_line(std::string_view lines) {
    const std::size_t before = lines.find_last_not_of(" \t\r\n");
    return before != std::string_view::npos && SourceLines(lines.substr(before)).line_at(lines.size() - before) > 2;
}

// Lists and code go on behind a blank line, HTML may.
bool ends_at_blank_line(cmark_node* block) {
    const cmark_node_type type = cmark_node_get_type(block);
    return type != CMARK_NODE_LIST && type != CMARK_NODE_CODE_BLOCK && type != CMARK_NODE_HTML_BLOCK;
}

// How much of the lines nothing that follows can change, but for a definition. More than stable_prefix.h promises, which
// takes definitions into account.
std::size_t end_of_settled(std::string_view lines) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const CmarkTree tree = cmark_tree_from(lines);
    cmark_node* last = cmark_node_last_child(tree.get());
    // But for a line end: cmark drops a byte order mark at the start of a text, and there one may follow.
    if (last && ends_at_blank_line(last) && ends_with_blank_line(lines)) return lines.size() - 1;
    const SourceLines source(lines);
    // 0 for the paragraph that a table cuts off its own head (cmark-gfm's table.c): the block before stays last.
    std::size_t line = 1;
    for (cmark_node* block = last; block && line == 1; block = cmark_node_previous(block))
        line = std::max(line, static_cast<std::size_t>(cmark_node_get_start_line(block)));
    const std::size_t start = source.byte_offset_of(line);
    return lines.substr(start).starts_with(byte_order_mark) ? 0 : start;
}

bool starts_with(const std::vector<Block>& blocks, const std::vector<Block>& first) {
    return blocks.size() >= first.size() && std::equal(first.begin(), first.end(), blocks.begin());
}

}  // namespace

void StreamedDocument::update(std::string_view text, bool finished) {
    const bool extended = !is_outdated() && seen_.seems_to_begin(text);
    if (extended && text.size() == seen_.size() && finished == finished_) return;
    if (!extended || (finished && !seen_.begins(text))) start_over();
    seen_.see(text);
    if (finished) {
        finish(text);
    } else if (is_worth_reading(text)) {
        settle(text);
        read_tail(text);
    }
    finished_ = finished;
}

void StreamedDocument::start_over() {
    throw_away_settled();
    tail_.clear();
    code_.reset();
    seen_ = {};
    wants_names_ = false;
    finished_ = false;
    looked_at_bytes_ = read_bytes_ = 0;
}

void StreamedDocument::throw_away_settled() {
    if (!settled_.empty()) ++generation_;
    settled_.clear();
    settled_bytes_ = 0;
    hid_notes_ = false;
}

bool StreamedDocument::is_worth_reading(std::string_view text) const {
    constexpr std::size_t steps = 256;
    return code_ || finished_ || (text.size() - read_bytes_) * steps >= text.size() - settled_bytes_;
}

void StreamedDocument::settle(std::string_view text) {
    // Only whole lines: "#" is an empty heading until it turns out to be "#1 in the charts".
    const std::size_t line_end = text.substr(looked_at_bytes_).rfind('\n');
    if (line_end == std::string_view::npos) return;
    const std::string_view whole_lines = text.substr(0, looked_at_bytes_ + line_end + 1);
    do {
        if (!code_) settle_blocks(whole_lines);
    } while (code_ && settle_code(whole_lines));
    looked_at_bytes_ = whole_lines.size();
}

void StreamedDocument::settle_blocks(std::string_view whole_lines) {
    const std::string_view rest = whole_lines.substr(settled_bytes_);
    parsed_bytes_ += rest.size();
    settle_up_to(settled_bytes_ + end_of_settled(rest), whole_lines);

    const std::string_view last_block = whole_lines.substr(settled_bytes_);
    code_ = GrowingCode::opened_by(last_block);
    if (!code_) return;
    tail_ = parsed(last_block.substr(0, code_->opening_bytes()));
    looked_at_bytes_ = settled_bytes_ + code_->opening_bytes();
}

// Whether the code ends, and is settled.
bool StreamedDocument::settle_code(std::string_view whole_lines) {
    const std::optional<std::size_t> end = code_->add_lines(tail_.front(), whole_lines.substr(looked_at_bytes_));
    if (!end) return false;
    // But for its line end, as above.
    settle_up_to(looked_at_bytes_ + *end - 1, whole_lines);
    looked_at_bytes_ = settled_bytes_;
    code_.reset();
    return true;
}

void StreamedDocument::settle_up_to(std::size_t byte_offset, std::string_view text) {
    if (byte_offset == settled_bytes_) return;
    std::vector<Block> blocks = parsed(text.substr(settled_bytes_, byte_offset - settled_bytes_));
    hid_notes_ |= hide_notes(blocks);
    settled_.insert(settled_.end(), std::move_iterator(blocks.begin()), std::move_iterator(blocks.end()));
    settled_bytes_ = byte_offset;
}

void StreamedDocument::read_tail(std::string_view text) {
    read_bytes_ = text.size();
    if (code_) return code_->add_half_line(tail_.front(), text.substr(looked_at_bytes_));
    const std::string_view rest = text.substr(settled_bytes_);
    parsed_bytes_ += rest.size();
    tail_ = parsed(completed(rest));
    hide_notes(tail_);
}

void StreamedDocument::finish(std::string_view text) {
    code_.reset();
    looked_at_bytes_ = settled_bytes_;
    if ((!seen_.may_define_links() && !hid_notes_) || settled_bytes_ == 0) {
        tail_ = parsed(text.substr(settled_bytes_));
        return;
    }
    tail_ = parsed(text);
    if (starts_with(tail_, settled_))
        tail_.erase(tail_.begin(), tail_.begin() + static_cast<std::ptrdiff_t>(settled_.size()));
    else
        throw_away_settled();
}

std::vector<Block> StreamedDocument::parsed(std::string_view markdown) {
    parsed_bytes_ += markdown.size();
    Document document = names_ ? document_from_markdown(markdown, *names_) : document_from_markdown(markdown);
    wants_names_ |= document.wants_names;
    return std::move(document.blocks);
}

}  // namespace heidi
