// Scenes as text, so that a test says what a reader would see.
#pragma once

#include <string>
#include <vector>

#include "semantics/node.h"

namespace heidi {

// ul{li{‹•› div[one]}}: elements with their text in brackets or their children in braces; decorations in ‹›.
std::string outline(const Node& node);

// The text of all elements in reading order, blocks parted by line ends, decorations left out.
std::string words_of(const Node& node);

// Inline content: "see <a>the page</>", with ␣ where a line ends at a space, | between characters, ‐ at a soft hyphen,
// ¶ for a hard break, ▣ for a picture and ⟨rlo⟩ for a turn.
std::string phrases_of(const Node& node);

// The text of the painted runs, one line a baseline.
std::vector<std::string> painted_lines(const Node& node);

std::string attribute_of(const Node& node, AttributeName name);  // "" where there is none
std::vector<std::string> parts_of(const Node& node);             // the `part` names, in reading order

// The first in reading order; nullptr: there is none.
const Node* find_part(const Node& node, std::string_view name);
const Node* find_tag(const Node& node, Tag tag);
// By its accessible name: aria-label, or its words.
const Node* find_named(const Node& node, Tag tag, std::string_view name);
std::vector<const Node*> all_of(const Node& node, Tag tag);

// What no scene may do, in words: blocks over each other, children outside of their parents, phrases that do not nest,
// runs outside of the text; "" where all is well.
std::string flaw_of(const Node& node);

}  // namespace heidi
