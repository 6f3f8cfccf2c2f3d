// Which addresses an article or an answer may lead to. The text comes from publishers and from language models, so an
// address is judged as the browser will read it (WHATWG URL Standard, "basic URL parser"): leading C0 controls and
// spaces are stripped, tabs and line ends are removed wherever they stand, and the scheme is compared in lower case.
// Entities and backslashes are the Markdown parser's business: it has decoded them before it asks.
#pragma once

#include <string_view>

namespace heidi {

// http, https, mailto, tel, or no scheme at all: a path, a query, a fragment or //host, which take the page's scheme.
// An empty address leads nowhere and is not a link.
bool is_safe_link(std::string_view url);

// http, https, no scheme, or data: with a bitmap in it (png, jpeg, gif, webp, avif). Not SVG: it can hold a script.
bool is_safe_image(std::string_view url);

}  // namespace heidi
