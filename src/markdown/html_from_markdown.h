// Markdown with HTML in it, as HTML: the form in which a parser of HTML can tell what belongs together. CommonMark leaves
// that open: in `<b>bold *and em*</b>` the tags are two texts beside an emphasis.
//
//   Markdown ──► cmark-gfm's tree ──► HTML ──► the browser's inert parser ──► document_from_events.h
//
// The HTML is for an inert parser only: what the author wrote stands in it unchanged, and nothing is judged here. So do the names
// of characters that are not built in: that parser knows all of them.
#pragma once

#include <string>
#include <string_view>

namespace heidi {

// "" where no HTML is in it but comments and line breaks, which document_from_markdown knows. Notes are the items of a
// section of class "footnotes" at the end, as shell/formats/footnotes.ts reads them.
std::string html_from_markdown(std::string_view markdown);

}  // namespace heidi
