// Markdown, the GitHub flavour of CommonMark (tables, strikethrough, task lists, bare web addresses,
// footnotes), as a document.
//
//   Markdown ──► cmark-gfm's tree ──► DocumentBuilder ──► Document
//
// Any bytes are welcome: malformed UTF-8 becomes U+FFFD, unsafe links become their text, raw HTML stays the text it is
// (raw_html.h), nesting is bounded (document_builder.h). cmark's HTML renderer is never asked. Linear in the text.
//
// A name of a character that is neither built in nor in `names` is text, as an unknown one is in CommonMark: the document says
// whether it wants to be made again when they are known.
#pragma once

#include "markdown/character_names.h"
#include "markdown/document.h"

#include <string_view>

namespace heidi {

Document document_from_markdown(std::string_view markdown, const CharacterNames& names = {});

}  // namespace heidi
