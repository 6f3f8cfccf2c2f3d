// Raw HTML inside Markdown, where nothing parses it (html_from_markdown.h). It stays visible as the text it is, except for
// what has a meaning of its own here: <br> is a line break, and a comment is nothing.
#pragma once

#include "markdown/document_builder.h"

#include <string_view>

namespace heidi {

// Appends to the open paragraph. An unclosed comment runs to the end, as in a browser.
void append_raw_html(DocumentBuilder& document, std::string_view html);

// Whether anything else is in it.
bool has_markup(std::string_view html);

}  // namespace heidi
