// A property that must hold for every input. The fuzzer takes the abort for a crash and keeps the input.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace heidi {

inline void require(bool holds, std::string_view what) {
    if (holds) return;
    std::fprintf(stderr, "Broken: %.*s\n", static_cast<int>(what.size()), what.data());
    std::abort();
}

}  // namespace heidi
