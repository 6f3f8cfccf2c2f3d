// Who knows what a name stands for that is not built in (entities.cpp), such as "&NotEqualTilde;": the memory that a parse was
// given. cmark hands it on to everything that fills a text, so that the answer needs no global.
#pragma once

#include <cmark-gfm.h>

#include <string>
#include <string_view>

namespace heidi {

// Any memory of a parse that is not cmark's own is one of these. It must outlive the tree.
class NamingMemory : public cmark_mem {
public:
    NamingMemory() : cmark_mem(*cmark_get_default_mem_allocator()) {}
    NamingMemory(const NamingMemory&) = delete;
    NamingMemory& operator=(const NamingMemory&) = delete;

    // `name` without "&" and ";": letters and digits, 2 to 31 of them. "": it stays as it was written.
    virtual std::string text_of(std::string_view name) = 0;

protected:
    ~NamingMemory() = default;
};

}  // namespace heidi
