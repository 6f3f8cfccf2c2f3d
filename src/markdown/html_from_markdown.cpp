#include "markdown/html_from_markdown.h"

#include "base/decimal.h"
#include "markdown/cmark_tree.h"
#include "markdown/raw_html.h"
#include "markdown/source_lines.h"

#include "naming_memory.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include <cstdint>

namespace heidi {
namespace {

// cmark's name of a node, and HTML's.
constexpr std::string_view tags[][2] = {
    {"paragraph", "p"},    {"block_quote", "blockquote"},
    {"item", "li"},        {"tasklist", "li"},
    {"emph", "em"},        {"strong", "strong"},
    {"link", "a"},         {"strikethrough", "del"},
    {"code_block", "pre"}, {"code", "code"},
    {"table", "table"},    {"table_header", "tr"},
    {"table_row", "tr"},   {"table_cell", "td"},
    {"linebreak", "br"},   {"thematic_break", "hr"},
};

// In place of the "&" that begins a name: no byte of the parser's text, which is well-formed.
constexpr char name_begins = '\xFF';

class NamesForTheBrowser final : public NamingMemory {
public:
    std::string text_of(std::string_view name) override { return std::string(1, name_begins).append(name).append(";"); }
};

std::string_view name_of(cmark_node* node) { return text_or_nothing(cmark_node_get_type_string(node)); }

bool is_ordered(cmark_node* list) { return cmark_node_get_list_type(list) == CMARK_ORDERED_LIST; }

// It has a text of its own, and comes without an end.
bool is_code(cmark_node* node) {
    return cmark_node_get_type(node) == CMARK_NODE_CODE || cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK;
}

// "": none, as of a paragraph in a list without blank lines.
std::string_view tag_of(cmark_node* node) {
    cmark_node* parent = cmark_node_parent(node);
    switch (cmark_node_get_type(node)) {
        case CMARK_NODE_HEADING:
            return std::string_view("h1h2h3h4h5h6").substr(2 * cmark_node_get_heading_level(node) - 2, 2);
        case CMARK_NODE_LIST: return is_ordered(node) ? "ol" : "ul";
        case CMARK_NODE_FOOTNOTE_DEFINITION: return "li";
        case CMARK_NODE_PARAGRAPH:
            if (cmark_node_get_list_tight(cmark_node_parent(parent)) != 0) return {};
            break;
        default: break;
    }
    const std::string_view name = name_of(node);
    if (name == "table_cell" && name_of(parent) == "table_header") return "th";
    for (const auto& [type, tag] : tags)
        if (type == name) return tag;
    return {};
}

class HtmlWriter {
public:
    explicit HtmlWriter(std::string_view markdown) : source_(markdown) {}

    void take(cmark_event_type event, cmark_node* node) {
        const bool enters = event == CMARK_EVENT_ENTER;
        const std::string_view text = text_or_nothing(cmark_node_get_literal(node));
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_IMAGE: return enters ? open_image(node) : close_image();
            case CMARK_NODE_TEXT: return put_text(text);
            case CMARK_NODE_SOFTBREAK: return put("\n");
            case CMARK_NODE_CODE:
                if (images_ > 0) return put_text(text);
                break;
            case CMARK_NODE_HTML_INLINE:
            case CMARK_NODE_HTML_BLOCK: return put_html(text);
            case CMARK_NODE_FOOTNOTE_REFERENCE:
                return enters ? put_reference(cmark_node_parent_footnote_def(node)) : void();
            default: break;
        }
        if (images_ > 0) return;
        if (enters) open(node);
        if (is_code(node)) put_text(text);
        if (!enters || is_code(node)) close(node);
    }

    // "" where none of it is markup.
    std::string html() && { return has_markup_ ? std::move(html_) : std::string(); }

private:
    void open(cmark_node* node) {
        const std::string_view tag = tag_of(node);
        if (tag.empty()) return;
        if (is_note(node) && !is_note(cmark_node_previous(node))) put("<section class=footnotes>");
        put("<");
        put(tag);
        put_attributes(node);
        put(">");
        // HTML takes the first line end for none of the text's.
        if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK) put("\n");
        if (name_of(node) == "tasklist")
            put(is_ticked(node, source_) ? "<input type=checkbox checked>" : "<input type=checkbox>");
    }

    void close(cmark_node* node) {
        const std::string_view tag = tag_of(node);
        if (tag.empty()) return;
        put("</");
        put(tag);
        put(">");
    }

    void put_attributes(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_LIST:
                if (is_ordered(node)) put_attribute("start", decimal(cmark_node_get_list_start(node)));
                return;
            case CMARK_NODE_CODE_BLOCK:
                return put_attribute("class", std::string("language-").append(language_of(node)));
            case CMARK_NODE_LINK: return put_address("href", node);
            case CMARK_NODE_FOOTNOTE_DEFINITION: return put_attribute("id", id_of(node));
            default:
                if (name_of(node) == "table_cell") put_alignment(node);
        }
    }

    void put_alignment(cmark_node* cell) {
        if (!cmark_node_previous(cell)) column_ = 0;
        cmark_node* table = cmark_node_parent(cmark_node_parent(cell));
        const std::uint8_t* letters = cmark_gfm_extensions_get_table_alignments(table);
        if (!letters || column_ >= cmark_gfm_extensions_get_table_columns(table)) return;
        switch (letters[column_++]) {
            case 'l': return put_attribute("align", "left");
            case 'c': return put_attribute("align", "center");
            case 'r': return put_attribute("align", "right");
            default: return;
        }
    }

    // Its words are the value of an attribute.
    void open_image(cmark_node* node) {
        if (images_++ > 0) return;
        put("<img");
        put_address("src", node);
        put(" alt=\"");
    }

    void close_image() {
        if (--images_ == 0) put("\">");
    }

    void put_html(std::string_view html) {
        if (images_ > 0) return;
        has_markup_ = has_markup_ || has_markup(html);
        put(html);
    }

    void put_reference(cmark_node* note) {
        if (images_ > 0) return;
        put("<a");
        put_attribute("href", "#" + id_of(note));
        put("></a>");
    }

    // No two notes begin in one line.
    static std::string id_of(cmark_node* note) { return decimal(cmark_node_get_start_line(note)); }

    void put_address(std::string_view name, cmark_node* node) {
        put_attribute(name, address_of(node));
        put_attribute("title", text_or_nothing(cmark_node_get_title(node)));
    }

    void put_attribute(std::string_view name, std::string_view value) {
        if (value.empty()) return;
        put(" ");
        put(name);
        put("=\"");
        put_text(value);
        put("\"");
    }

    void put_text(std::string_view text) {
        for (; !text.empty(); text.remove_prefix(1)) {
            const char c = text.front();
            put(c == '&'           ? "&amp;"
                : c == '<'         ? "&lt;"
                : c == '"'         ? "&quot;"
                : c == name_begins ? "&"
                                   : text.substr(0, 1));
        }
    }

    void put(std::string_view html) { html_ += html; }

    SourceLines source_;
    std::string html_;
    std::uint16_t column_ = 0;  // of the table's next cell
    int images_ = 0;            // in which we are: their texts may hold others
    bool has_markup_ = false;
};

}  // namespace

std::string html_from_markdown(std::string_view markdown) {
    if (markdown.find('<') == std::string_view::npos) return {};
    NamesForTheBrowser memory;
    const CmarkTree tree = cmark_tree_from(markdown, FootnotesAre::Notes, &memory);
    HtmlWriter writer(markdown);
    walk(tree.get(), [&](cmark_event_type event, cmark_node* node) { writer.take(event, node); });
    return std::move(writer).html();
}

}  // namespace heidi
