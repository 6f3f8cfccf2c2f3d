// Included ahead of cmark-gfm's extensions: they do not tell the parser how to render. Ask Heidi takes the tree; HTML, LaTeX,
// man pages and the like would otherwise be reachable through these pointers (2 kB brotli).
#pragma once

#include <cmark-gfm-extension_api.h>

#define cmark_syntax_extension_set_commonmark_render_func(extension, render) ((void)0)
#define cmark_syntax_extension_set_html_render_func(extension, render) ((void)0)
#define cmark_syntax_extension_set_html_filter_func(extension, filter) ((void)0)
#define cmark_syntax_extension_set_latex_render_func(extension, render) ((void)0)
#define cmark_syntax_extension_set_man_render_func(extension, render) ((void)0)
#define cmark_syntax_extension_set_plaintext_render_func(extension, render) ((void)0)
#define cmark_syntax_extension_set_xml_attr_func(extension, attributes) ((void)0)
