// A document on one line, so that a test reads as Markdown → what it means.
//
//   p[Hello em(you), link<https://…>(there)] ul{li{p[one]} li{p[two]}}
//
// Blocks that hold blocks have braces, those that hold text brackets. ↵ is a line end of the source, ⏎ a hard break.
#pragma once

#include "markdown/document.h"
#include "markdown/streamed_document.h"

#include <string>

namespace heidi {

std::string outline(const Document& document);
// With all names of characters; where none of the rare ones is in it, those that are built in must give the same.
std::string outline_of_markdown(std::string_view markdown);
// Settled blocks and tail together: what a reader sees of an answer so far.
std::string shown(const StreamedDocument& document);

}  // namespace heidi
