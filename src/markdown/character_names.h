// The characters that HTML has names for, as in `&NotEqualTilde;` (HTML Standard, "Named character references"): those that people
// write are built in (tools/third_party/cmark/entities.cpp), all 2,125 are a file of 27 kB, loaded when a text has used another.
// The build makes it of cmark-gfm's own table.
//
//   NotEqualTilde 2242 338      a line a name, in the order of their bytes, with what it stands for: one code point or two
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace heidi {

class CharacterNames {
public:
    // Returns 0, or the number of the first line that is wrong: then nothing has changed.
    std::size_t read(std::string file);

    // Whether the file has come. Before it, a text that uses a name says so (Document::wants_names).
    bool are_known() const { return !file_.empty(); }

    // Without "&" and ";". "": it is none of them.
    std::string text_of(std::string_view name) const;

private:
    std::string file_;
};

}  // namespace heidi
