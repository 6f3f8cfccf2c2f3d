// cmark-gfm's parser behind one function. Included by the .cpp files of this room only: a room that includes it does
// not find cmark's headers.
#pragma once

#include <cmark-gfm.h>

#include <memory>
#include <string_view>

namespace heidi {

struct FreeCmarkNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using CmarkTree = std::unique_ptr<cmark_node, FreeCmarkNode>;

enum class FootnotesAre { Text, Notes };

// CommonMark with tables, strikethrough, autolinks and task lists. Malformed UTF-8 and NUL become U+FFFD. Notes stand at
// the end of the tree, and those that nothing refers to are gone: who asks what stands where takes them as text.
CmarkTree cmark_tree_from(std::string_view markdown, FootnotesAre footnotes = FootnotesAre::Text);

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

}  // namespace heidi
