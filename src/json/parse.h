// Untrusted JSON to a tree, in one pass. One parser for all rooms: each more would weigh two kilobytes.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string_view>

namespace heidi {

using Json = nlohmann::json;

struct ParsedJson {
    Json tree;  // discarded where there is none
    bool is_too_deep = false;
    std::size_t stopped_at = 0;  // bytes read, where the text is not JSON
};

// `deepest`: how many arrays and objects may lie in one another. The parser does not recurse, but what walks its tree
// does, and would run out of stack. Of members with the same name the last counts, as in JavaScript.
ParsedJson parse_json(std::string_view text, int deepest);

}  // namespace heidi
