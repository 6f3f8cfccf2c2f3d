#include "markdown/cmark_tree.h"

#include "base/utf8.h"
#include "markdown/source_lines.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

namespace heidi {
namespace {

// No tagfilter: it works on HTML output, and there is none.
constexpr const char* extensions[] = {"table", "strikethrough", "autolink", "tasklist"};

struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

}  // namespace

CmarkTree cmark_tree_from(std::string_view markdown, FootnotesAre footnotes, cmark_mem* memory) {
    cmark_gfm_core_extensions_ensure_registered();
    const int notes = footnotes == FootnotesAre::Notes ? CMARK_OPT_FOOTNOTES : 0;
    const std::unique_ptr<cmark_parser, FreeParser> parser(
        cmark_parser_new_with_mem(CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 | notes, memory));
    for (const char* name : extensions)
        cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
    if (!markdown.empty()) cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    return CmarkTree(cmark_parser_finish(parser.get()));
}

std::string address_of(cmark_node* node) {
    std::string address;
    for (const char c : text_or_nothing(cmark_node_get_url(node))) c == '\\' ? address += "%5C" : address += c;
    return address;
}

std::string_view language_of(cmark_node* code) {
    const std::string_view words = trim_ascii_space(text_or_nothing(cmark_node_get_fence_info(code)));
    return words.substr(0, words.find_first_of(" \t"));
}

bool is_ticked(cmark_node* item, const SourceLines& source) {
    const std::size_t line = source.byte_offset_of(static_cast<std::size_t>(cmark_node_get_start_line(item)));
    const auto column = static_cast<std::size_t>(cmark_node_get_start_column(item));
    const std::size_t box = source.text().find('[', line + column - 1);
    if (box == std::string_view::npos || box + 1 >= source.text().size()) return false;
    return source.text()[box + 1] == 'x' || source.text()[box + 1] == 'X';
}

}  // namespace heidi
