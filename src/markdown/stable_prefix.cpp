#include "markdown/stable_prefix.h"

#include "markdown/cmark_tree.h"
#include "markdown/source_lines.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace heidi {
namespace {

constexpr std::size_t no_line = std::numeric_limits<std::size_t>::max();

struct LineRange {
    std::size_t first;
    std::size_t last;
};

// Without the last line of each: for a fence that ends with its quote or list, cmark's end is the line after it.
std::vector<LineRange> code_lines(cmark_node* root) {
    std::vector<LineRange> ranges;
    walk(root, [&](cmark_event_type, cmark_node* node) {
        if (cmark_node_get_type(node) != CMARK_NODE_CODE_BLOCK) return;
        const auto first = static_cast<std::size_t>(cmark_node_get_start_line(node));
        const auto end = static_cast<std::size_t>(cmark_node_get_end_line(node));
        ranges.push_back({first, std::max(first, end - 1)});
    });
    return ranges;
}

// Every definition has "]:" where its label ends. Code is passed over, because slices and annotations are full of it.
std::size_t first_line_that_may_define(cmark_node* root, const SourceLines& source) {
    const std::vector<LineRange> code = code_lines(root);
    auto next_code = code.begin();
    std::size_t at = source.text().find("]:");
    for (; at != std::string_view::npos; at = source.text().find("]:", at + 2)) {
        const std::size_t line = source.line_at(at);
        while (next_code != code.end() && next_code->last < line) ++next_code;
        if (next_code == code.end() || line < next_code->first) return line;
    }
    return no_line;
}

// cmark resolves references while it parses. A bracket that is left in a text refers to nothing yet, and might later;
// where there are definitions, a link may have got its address from one that stands below it.
bool may_refer(cmark_node* block, bool definitions) {
    bool found = false;
    walk(block, [&](cmark_event_type, cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_TEXT)
            found |= text_or_nothing(cmark_node_get_literal(node)).find('[') != std::string_view::npos;
        else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
            found |= definitions;
    });
    return found;
}

std::size_t last_safe_line(cmark_node* root, const SourceLines& source) {
    const std::size_t definition = first_line_that_may_define(root, source);
    std::size_t safe = 1;
    for (cmark_node* block = cmark_node_first_child(root); block; block = cmark_node_next(block)) {
        // 0 for the paragraph that a table cuts off its own head (cmark-gfm's table.c): the block before stays last.
        const auto start = static_cast<std::size_t>(cmark_node_get_start_line(block));
        if (start > definition) break;
        if (start > 0) safe = start;
        if (may_refer(block, definition != no_line)) break;
    }
    return safe;
}

}  // namespace

std::size_t stable_prefix(std::string_view markdown) {
    // Only whole lines: "#" is an empty heading until it turns out to be "#1 in the charts".
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const std::string_view lines = markdown.substr(0, markdown.rfind('\n') + 1);
    const CmarkTree tree = cmark_tree_from(lines);
    const SourceLines source(lines);
    const std::size_t prefix = source.byte_offset_of(last_safe_line(tree.get(), source));
    // cmark drops this mark at the start of a text and keeps it elsewhere.
    return lines.substr(prefix).starts_with(byte_order_mark) ? 0 : prefix;
}

}  // namespace heidi
