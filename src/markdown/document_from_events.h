// Reads the body of an article from what an HTML parser met, in reading order. HTML is parsed where there is a parser for
// it, in the browser (shell/formats/html_body.ts); what comes from there is judged here like any other text from outside.
// The form is that of SGML parsers (ESIS, ISO 8879): a line an event, its first character says which.
//
//   (p                        an element begins
//   Ahref https://…           an attribute of the element that has just begun
//   -Hello                    text
//   )                         the element opened last ends
//
// A list instead of a tree: it is read without recursion, however deep it is, and the builder bounds what it becomes.
//
//   blocks    p h1…h6 blockquote ul ol li pre hr table tr td figure figcaption card notes
//   text      em strong del ins mark small sub sup kbd abbr a code br img note
//
// `card` holds one link, to what cannot be shown here; `notes` is the last block and holds an `li` for
// each footnote, `note` refers to one by its number. Links and pictures pass the gate that Markdown's pass (safe_link.h).
#pragma once

#include "base/result.h"
#include "markdown/document.h"

#include <string>
#include <vector>

namespace heidi {

// Error code: body-is-wrong, with the event that is: `"body[17]" opens what has no place there: (script`.
Result<Document> document_from_events(const std::vector<std::string>& events);

}  // namespace heidi
