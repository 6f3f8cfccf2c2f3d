#include "markdown/document_from_markdown.h"

#include "base/utf8.h"
#include "markdown/cmark_tree.h"
#include "markdown/document_builder.h"
#include "markdown/raw_html.h"
#include "markdown/source_lines.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

namespace heidi {
namespace {

bool is_inline(cmark_node* node) {
    return (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;
}

bool is_extension(cmark_node* node, std::string_view name) {
    return text_or_nothing(cmark_node_get_type_string(node)) == name;
}

std::string_view literal_of(cmark_node* node) { return text_or_nothing(cmark_node_get_literal(node)); }

// A browser takes the backslash of a web address for a slash, and what stands in Markdown is not meant so.
std::string address_of(cmark_node* node) {
    std::string address;
    for (const char c : text_or_nothing(cmark_node_get_url(node))) c == '\\' ? address += "%5C" : address += c;
    return address;
}

Inline link_to(cmark_node* node, InlineKind kind) {
    return {.kind = kind, .url = address_of(node), .title = std::string(text_or_nothing(cmark_node_get_title(node)))};
}

Block code_from(cmark_node* node) {
    std::string_view code = literal_of(node);
    if (code.ends_with('\n')) code.remove_suffix(1);
    const std::string_view info = trim_ascii_space(text_or_nothing(cmark_node_get_fence_info(node)));
    return {.kind = BlockKind::Code,
            .text = std::string(code),
            .language = std::string(info.substr(0, info.find_first_of(" \t")))};
}

Block list_from(cmark_node* node) {
    const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    return {.kind = BlockKind::List,
            .ordered = ordered,
            .tight = cmark_node_get_list_tight(node) != 0,
            .start = ordered ? cmark_node_get_list_start(node) : 1};
}

// Read from the source, because cmark-gfm 0.29.0.gfm.13 looks for "[x]" anywhere in the item's first line: it ticks
// `- [ ] write [x] in the box`.
bool is_ticked(cmark_node* item, const SourceLines& source) {
    const std::size_t line = source.byte_offset_of(static_cast<std::size_t>(cmark_node_get_start_line(item)));
    const auto column = static_cast<std::size_t>(cmark_node_get_start_column(item));
    const std::size_t box = source.text().find('[', line + column - 1);
    if (box == std::string_view::npos || box + 1 >= source.text().size()) return false;
    return source.text()[box + 1] == 'x' || source.text()[box + 1] == 'X';
}

Block item_from(cmark_node* node, const SourceLines& source) {
    Block item{.kind = BlockKind::Item};
    if (is_extension(node, "tasklist")) item.checked = is_ticked(node, source);
    return item;
}

Alignment alignment_from(std::uint8_t letter) {
    switch (letter) {
        case 'l': return Alignment::Left;
        case 'c': return Alignment::Center;
        case 'r': return Alignment::Right;
        default: return Alignment::Default;
    }
}

Block table_from(cmark_node* node) {
    Block table{.kind = BlockKind::Table};
    const std::uint8_t* letters = cmark_gfm_extensions_get_table_alignments(node);
    const std::uint16_t columns = cmark_gfm_extensions_get_table_columns(node);
    for (std::uint16_t i = 0; letters && i < columns; ++i) table.alignments.push_back(alignment_from(letters[i]));
    return table;
}

// Extensions get their node types when they are registered, so they are told by name.
void open_extension(DocumentBuilder& document, cmark_node* node) {
    if (is_extension(node, "strikethrough")) return document.open(Inline{.kind = InlineKind::Strikethrough});
    if (is_extension(node, "table")) return document.open(table_from(node));
    if (is_extension(node, "table_cell")) return document.open(Block{.kind = BlockKind::Cell});
    document.open(Block{.kind = BlockKind::Row});
}

void open(DocumentBuilder& document, cmark_node* node, const SourceLines& source) {
    switch (cmark_node_get_type(node)) {
        case CMARK_NODE_PARAGRAPH: return document.open(Block{.kind = BlockKind::Paragraph});
        case CMARK_NODE_HEADING:
            return document.open(Block{.kind = BlockKind::Heading, .level = cmark_node_get_heading_level(node)});
        case CMARK_NODE_BLOCK_QUOTE: return document.open(Block{.kind = BlockKind::Quote});
        case CMARK_NODE_LIST: return document.open(list_from(node));
        case CMARK_NODE_ITEM: return document.open(item_from(node, source));
        case CMARK_NODE_EMPH: return document.open(Inline{.kind = InlineKind::Emphasis});
        case CMARK_NODE_STRONG: return document.open(Inline{.kind = InlineKind::Strong});
        case CMARK_NODE_LINK: return document.open(link_to(node, InlineKind::Link));
        case CMARK_NODE_IMAGE: return document.open(link_to(node, InlineKind::Image));
        default: return open_extension(document, node);
    }
}

void add_html_block(DocumentBuilder& document, std::string_view html) {
    document.open(Block{.kind = BlockKind::Paragraph});
    append_raw_html(document, html);
    document.close_block();
}

// Nodes that cmark never gives children; anything else is opened and closed.
bool add_leaf(DocumentBuilder& document, cmark_node* node) {
    switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT: return document.add_text(literal_of(node)), true;
        case CMARK_NODE_CODE: return document.add_code(literal_of(node)), true;
        case CMARK_NODE_SOFTBREAK: return document.add_soft_break(), true;
        case CMARK_NODE_LINEBREAK: return document.add_hard_break(), true;
        case CMARK_NODE_HTML_INLINE: return append_raw_html(document, literal_of(node)), true;
        case CMARK_NODE_HTML_BLOCK: return add_html_block(document, literal_of(node)), true;
        case CMARK_NODE_CODE_BLOCK: return document.add(code_from(node)), true;
        case CMARK_NODE_THEMATIC_BREAK: return document.add(Block{.kind = BlockKind::Rule}), true;
        default: return false;
    }
}

}  // namespace

Document document_from_markdown(std::string_view markdown) {
    const CmarkTree tree = cmark_tree_from(markdown);
    const SourceLines source(markdown);
    DocumentBuilder document;
    walk(tree.get(), [&](cmark_event_type event, cmark_node* node) {
        if (node == tree.get()) return;
        if (event == CMARK_EVENT_EXIT)
            is_inline(node) ? document.close_inline() : document.close_block();
        else if (!add_leaf(document, node))
            open(document, node, source);
    });
    return document.take();
}

}  // namespace heidi
