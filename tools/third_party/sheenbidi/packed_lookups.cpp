// What SheenBidi asks of its tables, answered from packed ones: 2 kB brotli instead of 5. Its allocator, which lends
// threads their scratch memory, is malloc here.

#include <algorithm>
#include <cstdlib>
#include <iterator>

extern "C" {
#include <API/SBAllocator.h>
#include <Data/BidiTypeLookup.h>
#include <Data/PairingLookup.h>
}

#include "packed.h"

// SheenBidi's tables and look-ups as they are, but usable while compiling.
namespace theirs {
namespace {
#undef SB_INTERNAL
#define SB_INTERNAL constexpr
#define const constexpr
#include <Data/BidiTypeLookup.c>
#include <Data/PairingLookup.c>
#undef const
}  // namespace
}  // namespace theirs

namespace {

using heidi::packed::exactly;
using heidi::packed::Reader;
using heidi::packed::Stream;

constexpr SBCodepoint code_points = 0x110000;
constexpr SBCodepoint branch_length = code_points / std::size(theirs::BranchBidiTypeIndexes);

// Calls `use` with the first character and the type of each stretch of characters of one type, in ascending order.
template <class Use>
constexpr void for_each_stretch(Use use) {
    SBBidiType last = SBBidiTypeNil;
    bool uniform = false;  // the branch before
    for (SBCodepoint branch = 0; branch < std::size(theirs::BranchBidiTypeIndexes); ++branch) {
        const auto& index = theirs::BranchBidiTypeIndexes;
        // Most planes hold the same branch again and again: only so is compiling quick.
        if (uniform && index[branch] == index[branch - 1]) continue;
        uniform = true;
        for (SBCodepoint c = branch * branch_length; c < (branch + 1) * branch_length; ++c) {
            const SBBidiType type = theirs::LookupBidiType(c);
            if (type == last) continue;
            uniform = uniform && c == branch * branch_length;
            last = type;
            use(c, type);
        }
    }
}

constexpr std::size_t stretch_count = [] {
    std::size_t count = 0;
    for_each_stretch([&](SBCodepoint, SBBidiType) { ++count; });
    return count;
}();

constexpr auto pack_types() {
    Stream<stretch_count * 4> stream;
    SBCodepoint before = 0;
    for_each_stretch([&](SBCodepoint first, SBBidiType) {
        stream.put(first - before);
        before = first;
    });
    for_each_stretch([&](SBCodepoint, SBBidiType type) { stream.put(type); });
    return stream;
}

struct Types {
    SBCodepoint first[stretch_count];
    SBBidiType type[stretch_count];

    Types() {
        Reader packed(exactly<pack_types>.data());
        SBCodepoint at = 0;
        for (SBCodepoint& one : first) one = at += packed.get();
        for (SBBidiType& one : type) one = static_cast<SBBidiType>(packed.get());
    }
};

template <class Use>
constexpr void for_each_bracket(Use use) {
    for (SBCodepoint c = 0; c < 0x10000; ++c) {
        BracketType type = BracketTypeNone;
        const SBCodepoint pair = theirs::LookupBracketPair(c, &type);
        if (type != BracketTypeNone) use(c, pair, type);
    }
}

constexpr std::size_t bracket_count = [] {
    std::size_t count = 0;
    for_each_bracket([&](SBCodepoint, SBCodepoint, BracketType) { ++count; });
    return count;
}();

constexpr auto pack_brackets() {
    Stream<bracket_count * 8> stream;
    SBCodepoint before = 0;
    for_each_bracket([&](SBCodepoint c, SBCodepoint pair, BracketType type) {
        stream.put(((c - before) << 1) | (type == BracketTypeClose ? 1 : 0));
        stream.put_signed(static_cast<std::int32_t>(pair) - static_cast<std::int32_t>(c));
        before = c;
    });
    return stream;
}

struct Brackets {
    struct Bracket {
        SBCodepoint itself, pair;
        BracketType type;
    };
    Bracket all[bracket_count];

    Brackets() {
        Reader packed(exactly<pack_brackets>.data());
        SBCodepoint at = 0;
        for (Bracket& one : all) {
            const std::uint32_t step = packed.get();
            one.itself = at += step >> 1;
            one.pair = static_cast<SBCodepoint>(static_cast<std::int32_t>(at) + packed.get_signed());
            one.type = (step & 1) != 0 ? BracketTypeClose : BracketTypeOpen;
        }
    }
};

}  // namespace

extern "C" {

SBBidiType LookupBidiType(SBCodepoint c) {
    static const Types types;
    if (c >= code_points) return SBBidiTypeON;
    return types.type[std::upper_bound(types.first, std::end(types.first), c) - types.first - 1];
}

SBCodepoint LookupBracketPair(SBCodepoint c, BracketType* type) {
    static const Brackets brackets;
    const auto* found =
        std::lower_bound(brackets.all, std::end(brackets.all), c,
                         [](const auto& bracket, SBCodepoint wanted) { return bracket.itself < wanted; });
    const bool known = found != std::end(brackets.all) && found->itself == c;
    *type = known ? found->type : static_cast<BracketType>(BracketTypeNone);
    return known ? found->pair : 0;
}

// Nobody asks: the browser mirrors what it draws.
SBCodepoint LookupMirror(SBCodepoint) { return 0; }

void* SBAllocatorAllocateBlock(SBAllocatorRef, SBUInteger size) { return std::malloc(size); }
void SBAllocatorDeallocateBlock(SBAllocatorRef, void* block) { std::free(block); }
void* SBAllocatorAllocateScratch(SBAllocatorRef, SBUInteger) { return nullptr; }
void SBAllocatorResetScratch(SBAllocatorRef) {}

}  // extern "C"
