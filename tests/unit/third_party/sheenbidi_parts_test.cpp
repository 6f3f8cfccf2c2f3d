// Our packed tables of SheenBidi (tools/third_party/sheenbidi) against its own.

#include <doctest/doctest.h>

extern "C" {
#include <Data/BidiTypeLookup.h>
#include <Data/PairingLookup.h>
}

namespace original {
#include <Data/BidiTypeLookup.c>
#include <Data/PairingLookup.c>
}  // namespace original

TEST_CASE("every character has the type and the bracket that SheenBidi's own tables give it") {
    int different = 0;
    for (SBCodepoint c = 0; c <= 0x110000; ++c) {
        BracketType ours = BracketTypeNone, theirs = BracketTypeNone;
        const SBCodepoint pair = LookupBracketPair(c, &ours);
        const SBCodepoint their_pair = original::LookupBracketPair(c, &theirs);
        if (LookupBidiType(c) != original::LookupBidiType(c) || ours != theirs || pair != their_pair) ++different;
    }
    CHECK(different == 0);
}
