// cmark-gfm's punctuation (what * and _ may stand beside) from its own data, but as a packed table: as the comparisons it is
// there, it is 0.7 kB brotli.

#include <algorithm>

extern "C" {
#include <cmark_ctype.h>
#include <utf8.h>
}

#include "packed.h"

namespace {

using heidi::packed::exactly;
using heidi::packed::Reader;
using heidi::packed::Stream;

struct Range {
    std::int32_t first;
    std::int32_t last;
};

// Sorted. CMake writes the file from cmark-gfm's utf8.c.
constexpr Range ranges[] = {
#include "punctuation.inc"
};
static_assert(std::ranges::is_sorted(ranges, {}, &Range::first));

constexpr auto pack() {
    Stream<std::size(ranges) * 6> stream;
    std::int32_t last = 0;
    for (const Range& range : ranges) {
        stream.put(static_cast<std::uint32_t>(range.first - last));
        stream.put(static_cast<std::uint32_t>(range.last - range.first));
        last = range.last;
    }
    return stream;
}

}  // namespace

// Asked about the neighbours of what may be emphasis; those that are not ASCII are too few for anything but reading on.
extern "C" int cmark_utf8proc_is_punctuation(std::int32_t character) {
    if (character < 0x80) return cmark_ispunct(static_cast<char>(character));
    Reader packed(exactly<pack>.data());
    std::int32_t last = 0;
    for (std::size_t left = std::size(ranges); left > 0; --left) {
        const std::int32_t first = last + static_cast<std::int32_t>(packed.get());
        last = first + static_cast<std::int32_t>(packed.get());
        if (character <= last) return character >= first;
    }
    return 0;
}
