// Our packed tables of libunibreak (tools/third_party/libunibreak) against its own.

#include <doctest/doctest.h>

#include <cstdint>

#include <eastasianwidthdef.h>
#include <emojidef.h>
#include <graphemebreakdef.h>
#include <indicconjunctbreakdef.h>
#include <linebreakdef.h>

namespace original {
#include <eastasianwidthdata.c>
#include <emojidata.c>
#include <graphemebreakdata.c>
#include <indicconjunctbreakdata.c>
#include <linebreakdata.c>
}  // namespace original

extern "C" {
const void* heidi_find_in_lb_prop_supplementary(utf32_t);
const void* heidi_find_in_gb_prop_default(utf32_t);
const void* heidi_find_in_eaw_prop(utf32_t);
const void* heidi_find_in_incb_prop(utf32_t);
const void* heidi_find_in_ep_prop(utf32_t);
}

namespace {

int property_of(const ExtendedPictograpic&) { return 0; }
int property_of(const auto& range) { return static_cast<int>(range.prop); }

// Of the range that holds the character; -1: none does.
template <class Range, std::size_t size>
int property_in(const Range (&table)[size], std::size_t& hint, utf32_t character) {
    while (hint < size && table[hint].end < character) ++hint;
    return hint < size && table[hint].start <= character ? property_of(table[hint]) : -1;
}

template <class Range, std::size_t size>
void check_same(const Range (&table)[size], const void* (*find)(utf32_t)) {
    std::size_t hint = 0;
    int different = 0;
    for (utf32_t character = 0; character < 0x110000; ++character) {
        const auto* found = static_cast<const Range*>(find(character));
        if ((found ? property_of(*found) : -1) != property_in(table, hint, character)) ++different;
    }
    CHECK(different == 0);
}

}  // namespace

TEST_CASE("every character has the properties that libunibreak's own tables give it") {
    check_same(original::lb_prop_supplementary, heidi_find_in_lb_prop_supplementary);
    check_same(original::gb_prop_default, heidi_find_in_gb_prop_default);
    check_same(original::eaw_prop, heidi_find_in_eaw_prop);
    check_same(original::incb_prop, heidi_find_in_incb_prop);
    check_same(original::ep_prop, heidi_find_in_ep_prop);
}
