// For a text that is still arriving: how much of it can be parsed once and for all.
//
//   const std::size_t kept = stable_prefix(markdown);
//   document_from_markdown(markdown.substr(0, kept)), then
//   document_from_markdown(markdown.substr(kept) + whatever is still to come)
//
// give the blocks of the whole, whatever is still to come. So a growing answer keeps the blocks it has and parses its
// last one again; ask again with the remaining text alone, and the cost stays that of the last block.
#pragma once

#include <cstddef>
#include <string_view>

namespace heidi {

// A byte offset at the start of a line, at most that of the last top-level block: a later line may still turn it into a
// heading, a table or a longer list. Conservative in one respect: a block with a `[` in its text ends the prefix,
// because a definition (`[1]: https://…`) that comes later can make it a link; and so does a block that may hold
// definitions, because all that follows may refer to them. Brackets of complete links and of code do not count.
std::size_t stable_prefix(std::string_view markdown);

}  // namespace heidi
