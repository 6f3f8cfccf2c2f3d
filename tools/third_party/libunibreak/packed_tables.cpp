#include "libunibreak/packed_tables.h"

#include <eastasianwidthdef.h>
#include <emojidef.h>
#include <graphemebreakdef.h>
#include <indicconjunctbreakdef.h>
#include <linebreakdef.h>

#include "packed.h"

// libunibreak's tables as they are, but readable while compiling.
namespace theirs {
namespace {
#define const constexpr
#include <eastasianwidthdata.c>
#include <emojidata.c>
#include <graphemebreakdata.c>
#include <indicconjunctbreakdata.c>
#include <linebreakdata.c>
#undef const
}  // namespace
}  // namespace theirs

namespace {

using heidi::packed::exactly;
using heidi::packed::Reader;
using heidi::packed::Stream;

// Some tables end with a range beyond Unicode.
template <class Range, std::size_t size>
constexpr std::size_t ranges_in(const Range (&table)[size]) {
    return table[size - 1].start > 0x10FFFF ? size - 1 : size;
}

constexpr std::uint32_t property_of(const ExtendedPictograpic&) { return 0; }
constexpr std::uint32_t property_of(const auto& range) { return static_cast<std::uint32_t>(range.prop); }
void set_property(ExtendedPictograpic&, std::uint32_t) {}
template <class Range>
void set_property(Range& range, std::uint32_t property) {
    range.prop = static_cast<decltype(range.prop)>(property);
}

// Ranges are sorted and apart: from the end of one to the start of the next, then how long each is, then what they are.
template <const auto& table>
constexpr auto pack() {
    constexpr std::size_t count = ranges_in(table);
    Stream<count * 9> stream;
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < count; ++i) {
        stream.put(table[i].start - next);
        next = table[i].end + 1;
    }
    for (std::size_t i = 0; i < count; ++i) stream.put(table[i].end - table[i].start);
    for (std::size_t i = 0; i < count; ++i) stream.put(property_of(table[i]));
    return stream;
}

template <const auto& table>
struct Unpacked {
    static constexpr std::size_t count = ranges_in(table);
    using Range = std::remove_cvref_t<decltype(table[0])>;
    Range ranges[count];

    Unpacked() {
        Reader packed(exactly<pack<table>>.data());
        for (Range& range : ranges) range.start = packed.get();
        std::uint32_t next = 0;
        for (Range& range : ranges) {
            range.start += next;
            range.end = range.start + packed.get();
            next = range.end + 1;
        }
        for (Range& range : ranges) set_property(range, packed.get());
    }
};

template <const auto& table>
const void* find_in(utf32_t character) {
    static const Unpacked<table> unpacked;
    return ub_bsearch(character, unpacked.ranges, Unpacked<table>::count, sizeof unpacked.ranges[0]);
}

}  // namespace

const void* heidi_find_in_lb_prop_supplementary(utf32_t c) { return find_in<theirs::lb_prop_supplementary>(c); }
const void* heidi_find_in_gb_prop_default(utf32_t c) { return find_in<theirs::gb_prop_default>(c); }
const void* heidi_find_in_eaw_prop(utf32_t c) { return find_in<theirs::eaw_prop>(c); }
const void* heidi_find_in_incb_prop(utf32_t c) { return find_in<theirs::incb_prop>(c); }
const void* heidi_find_in_ep_prop(utf32_t c) { return find_in<theirs::ep_prop>(c); }
