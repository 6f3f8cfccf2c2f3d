#include "markdown/cmark_tree.h"

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

CmarkTree cmark_tree_from(std::string_view markdown, FootnotesAre footnotes) {
    cmark_gfm_core_extensions_ensure_registered();
    const int notes = footnotes == FootnotesAre::Notes ? CMARK_OPT_FOOTNOTES : 0;
    const std::unique_ptr<cmark_parser, FreeParser> parser(
        cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 | notes));
    for (const char* name : extensions)
        cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
    if (!markdown.empty()) cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    return CmarkTree(cmark_parser_finish(parser.get()));
}

}  // namespace heidi
