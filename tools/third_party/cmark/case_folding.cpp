// cmark-gfm's case folding (for link labels: [Straße] finds [STRASSE]: …) from its own data, but as a packed table: as the
// switch it is there, it is compiled to 25 kB of code.

#include <algorithm>
#include <cstdlib>

extern "C" {
#include <utf8.h>
}

#include "packed.h"

namespace {

using heidi::packed::exactly;
using heidi::packed::Reader;
using heidi::packed::Stream;

struct Folding {
    std::int32_t from;
    std::int32_t to[3];  // 0: none
};

// Sorted. CMake writes the file from cmark-gfm's case_fold_switch.inc.
constexpr Folding foldings[] = {
#include "case_foldings.inc"
};
constexpr std::size_t count = std::size(foldings);
static_assert(std::ranges::is_sorted(foldings, {}, &Folding::from));

constexpr auto pack() {
    Stream<count * 14> stream;
    std::int32_t last = 0;
    for (const Folding& folding : foldings) {
        stream.put(static_cast<std::uint32_t>(folding.from - last));
        last = folding.from;
    }
    // Neighbours fold by the same distance.
    std::int32_t distance = 0;
    for (const Folding& folding : foldings) {
        stream.put_signed(folding.to[0] - folding.from - distance);
        distance = folding.to[0] - folding.from;
    }
    for (const int more : {1, 2})
        for (const Folding& folding : foldings) stream.put(static_cast<std::uint32_t>(folding.to[more]));
    return stream;
}

struct Unpacked {
    Folding all[count];

    Unpacked() {
        Reader packed(exactly<pack>.data());
        std::int32_t last = 0;
        for (Folding& folding : all) last = folding.from = last + static_cast<std::int32_t>(packed.get());
        std::int32_t distance = 0;
        for (Folding& folding : all) folding.to[0] = folding.from + (distance += packed.get_signed());
        for (const int more : {1, 2})
            for (Folding& folding : all) folding.to[more] = static_cast<std::int32_t>(packed.get());
    }
};

void append_folded(cmark_strbuf* folded, std::int32_t character) {
    static const Unpacked unpacked;
    const Folding* end = unpacked.all + count;
    const Folding* found = std::lower_bound(unpacked.all, end, character,
                                            [](const Folding& folding, std::int32_t c) { return folding.from < c; });
    if (found == end || found->from != character) return cmark_utf8proc_encode_char(character, folded);
    for (const std::int32_t c : found->to)
        if (c != 0) cmark_utf8proc_encode_char(c, folded);
}

}  // namespace

extern "C" void cmark_utf8proc_case_fold(cmark_strbuf* folded, const std::uint8_t* text, bufsize_t length) {
    constexpr std::int32_t replacement_character = 0xFFFD;
    while (length > 0) {
        std::int32_t character;
        const bufsize_t read = cmark_utf8proc_iterate(text, length, &character);
        append_folded(folded, read >= 0 ? character : replacement_character);
        text += std::abs(read);
        length -= std::abs(read);
    }
}
