#include "markdown/document_from_markdown.h"

#include "markdown/cmark_tree.h"
#include "markdown/document_builder.h"
#include "markdown/raw_html.h"
#include "markdown/source_lines.h"

#include "naming_memory.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include <cstdint>

namespace heidi {
namespace {

bool is_inline(cmark_node* node) {
    return (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;
}

bool is_extension(cmark_node* node, std::string_view name) {
    return text_or_nothing(cmark_node_get_type_string(node)) == name;
}

std::string_view literal_of(cmark_node* node) { return text_or_nothing(cmark_node_get_literal(node)); }

Inline link_to(cmark_node* node, InlineKind kind) {
    return {.kind = kind, .url = address_of(node), .title = std::string(text_or_nothing(cmark_node_get_title(node)))};
}

Block code_from(cmark_node* node) {
    std::string_view code = literal_of(node);
    if (code.ends_with('\n')) code.remove_suffix(1);
    return {.kind = BlockKind::Code, .text = std::string(code), .language = std::string(language_of(node))};
}

Block list_from(cmark_node* node) {
    const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    return {.kind = BlockKind::List,
            .ordered = ordered,
            .tight = cmark_node_get_list_tight(node) != 0,
            .start = ordered ? cmark_node_get_list_start(node) : 1};
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

// cmark has put the notes at the end, in the order of their first references. It has written their numbers into the
// references too, but with a printf that the browser's build does not have (port/browser/lean_runtime.cpp).
class Notes {
public:
    explicit Notes(cmark_node* root) {
        cmark_node* note = cmark_node_last_child(root);
        if (!is_note(note)) return;
        while (is_note(cmark_node_previous(note))) note = cmark_node_previous(note);
        std::intptr_t number = 0;
        for (; note; note = cmark_node_next(note)) cmark_node_set_user_data(note, reinterpret_cast<void*>(++number));
        references_.resize(static_cast<std::size_t>(number));
    }

    // Whether the node was one of a note.
    bool add(DocumentBuilder& document, cmark_event_type event, cmark_node* node) {
        const bool exit = event == CMARK_EVENT_EXIT;
        if (is_note(node)) {
            exit ? close(document, node) : open(document, node);
            return true;
        }
        if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_REFERENCE) return false;
        if (!exit) add_reference(document, cmark_node_parent_footnote_def(node));
        return true;
    }

    void count_references(Document& document) const {
        for (std::size_t i = 0; i < references_.size(); ++i)
            document.blocks.back().children[i].references = references_[i];
    }

private:
    static void open(DocumentBuilder& document, cmark_node* note) {
        if (!is_note(cmark_node_previous(note))) document.open(Block{.kind = BlockKind::Notes});
        document.open(Block{.kind = BlockKind::Item});
    }

    static void close(DocumentBuilder& document, cmark_node* note) {
        document.close_block();
        if (!is_note(cmark_node_next(note))) document.close_block();
    }

    void add_reference(DocumentBuilder& document, cmark_node* note) {
        const auto number = reinterpret_cast<std::intptr_t>(cmark_node_get_user_data(note));
        int& references = references_[static_cast<std::size_t>(number) - 1];
        if (document.add_note_reference(static_cast<int>(number), references + 1)) ++references;
    }

    std::vector<int> references_;  // to each note
};

class KnownNames final : public NamingMemory {
public:
    explicit KnownNames(const CharacterNames& names) : names_(names) {}

    std::string text_of(std::string_view name) override {
        wanted_ = !names_.are_known();
        return names_.text_of(name);
    }

    bool are_wanted() const { return wanted_; }

private:
    const CharacterNames& names_;
    bool wanted_ = false;
};

}  // namespace

Document document_from_markdown(std::string_view markdown, const CharacterNames& names) {
    KnownNames memory(names);
    const CmarkTree tree = cmark_tree_from(markdown, FootnotesAre::Notes, &memory);
    const SourceLines source(markdown);
    DocumentBuilder builder;
    Notes notes(tree.get());
    walk(tree.get(), [&](cmark_event_type event, cmark_node* node) {
        if (node == tree.get() || notes.add(builder, event, node)) return;
        if (event == CMARK_EVENT_EXIT)
            is_inline(node) ? builder.close_inline() : builder.close_block();
        else if (!add_leaf(builder, node))
            open(builder, node, source);
    });
    Document document = builder.take();
    notes.count_references(document);
    document.wants_names = memory.are_wanted();
    return document;
}

}  // namespace heidi
