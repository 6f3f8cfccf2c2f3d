// cmark-gfm's parser behind one function. Included by the .cpp files of this room only: a room that includes it does
// not find cmark's headers.
#pragma once

#include <cmark-gfm.h>

#include <memory>
#include <string>
#include <string_view>

namespace heidi {

class SourceLines;

struct FreeCmarkNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using CmarkTree = std::unique_ptr<cmark_node, FreeCmarkNode>;

enum class FootnotesAre { Text, Notes };

// CommonMark with tables, strikethrough, autolinks and task lists. Malformed UTF-8 and NUL become U+FFFD. Notes stand at
// the end of the tree, and those that nothing refers to are gone: who asks what stands where takes them as text.
//
// `memory` outlives the tree. One that knows more names of characters than are built in: naming_memory.h; who asks what stands
// where needs none, because no name makes or ends markup.
CmarkTree cmark_tree_from(std::string_view markdown, FootnotesAre footnotes = FootnotesAre::Text,
                          cmark_mem* memory = cmark_get_default_mem_allocator());

// Calls visit(event, node) for every node in reading order; no recursion, because hostile trees are deep.
template <class Visit>
void walk(cmark_node* root, Visit visit) {
    struct FreeIterator {
        void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
    };
    const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(root));
    for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;)
        visit(event, cmark_iter_get_node(iterator.get()));
}

// What cmark gives for a text that is not there is a null pointer.
inline std::string_view text_or_nothing(const char* text) { return text ? std::string_view(text) : std::string_view(); }

// The definition of a footnote; false of none.
inline bool is_note(cmark_node* node) { return node && cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION; }

// Of a link or an image. A browser takes the backslash of a web address for a slash, and what stands in Markdown is not
// meant so.
std::string address_of(cmark_node* node);

// The first word of a code block's info string.
std::string_view language_of(cmark_node* code);

// Read from the source, because cmark-gfm 0.29.0.gfm.13 looks for "[x]" anywhere in the item's first line: it ticks
// `- [ ] write [x] in the box`.
bool is_ticked(cmark_node* item, const SourceLines& source);

}  // namespace heidi
