// Reads an article from a publisher's JSON (embed.md §5). Only `title` and a body are required: `body_markdown`, or `body`,
// which is what an HTML body becomes (markdown/document_from_events.h).
//
//   lenient   unknown members are ignored; null is the same as absent; `id` may be a number; a label without text and
//             an image without src are left out; a byte order mark is skipped; malformed UTF-8 becomes U+FFFD, as it
//             would in the browser's own Response.json().
//   strict    a member of the wrong type is an error that names it, because a publisher has to find it.
//
// Texts are plain text, as written: `&amp;` in a title is five characters. Only `body_markdown` is Markdown.
#pragma once

#include "base/result.h"
#include "model/article.h"

#include <cstddef>
#include <memory>
#include <string_view>

namespace heidi {

inline constexpr std::size_t largest_article_json = 32u << 20;  // bytes; a book of 5 MB fits with room to spare
inline constexpr int deepest_article_json = 64;                 // arrays and objects within each other

enum class Expected {
    Article,
    // Null where it is JSON, but an array or an object without a body of ours: it may be another format.
    OwnArticle,
    // What the host made of another format (shell/formats): an article; {"title", "next", "items": [article with "summary"
    // and "thumbnail", …]}; or {"error": {"code", "message"}}.
    Publication,
};

// Error codes:
//   too-large             more than `largest_article_json` bytes
//   too-deep              nested deeper than `deepest_article_json`
//   not-json              with the line and column where it stopped being JSON
//   not-an-object         JSON, but an array, a text, …
//   member-missing        absent, null or, for the title, blank: `"title" is missing`
//   member-of-wrong-type  `"author.name" must be a string, but is a number`; also a number outside its range
Result<std::unique_ptr<Publication>> publication_from_json(std::string_view json, Expected expected);

}  // namespace heidi
