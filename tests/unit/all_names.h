// All of HTML's names of characters, in the file that the build makes for dist/ (tools/third_party/cmark/write_entities.mjs).
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "markdown/character_names.h"

namespace heidi {

// "" where it has not been made.
inline std::string all_names_file() {
    std::ifstream file(HEIDI_ENTITIES_FILE, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline const CharacterNames& all_names() {
    static const CharacterNames names = [] {
        CharacterNames read;
        read.read(all_names_file());
        return read;
    }();
    return names;
}

}  // namespace heidi
