// Restores a WebAssembly module from the form in which it is sent: byte streams of one kind each, which brotli compresses a
// sixth better than code, where an opcode, an address, a local and a constant follow each other. tools/packer writes that form.
// This room uses nothing, allocates nothing, and is all that is in the module that partners load besides the packed core.
//
// THE FORMAT. Numbers are unsigned LEB128, as in WebAssembly, unless they are said to be something else.
//
//   a number       the size of the module
//   208 numbers    how long each stream is
//   208 streams    in the order of `Stream` (unpack.cpp), the order that brotli likes
//
// What is not code stays as it is: `before` holds the module up to the function section's types, `function_types` those, `between`
// what is up to the code section, `after` what follows it. `signatures` has the number of parameters and of results of each
// type, `imports` the type of each imported function: so that nobody has to read sections here.
//
// The code is a list of symbols, a byte each. A symbol is an instruction without its operands, but with what belongs to
// it so closely that it is better known together: a memory access's alignment, a block's type, the second opcode after 0xFC,
// and the commonest ranks of locals (below). The table of symbols has three planes: how to go on (five bits of `Kind`, three of
// effect: how many values it takes from the stack, and 4 if it leaves one), second byte, opcode. A symbol of kind `Pair` stands for the two
// symbols in its other planes. The unpacker therefore knows kinds, not opcodes, but for what opens and closes blocks, and local.get.
//
// Operands are in a stream for each opcode (its low 6 bits). Better predicted are
//
// - locals: by their rank in the list of those last used. A local that was not used before is the next one by number (the packer
//   numbers them so), and has a rank too: the last one for a get, the third for a set or tee, which is what mostly comes. The two
//   lowest ranks of a get, the lowest of a set and of a tee are part of the symbol: second byte = rank + 1, or 0.
// - offsets of memory accesses: as the change since the last access through the same local (zigzag: 0, -1, 1, -2, …), as long
//   as that local is not set. Which local an address comes from is known from the values on the stack, simulated by the effects.
//   The change itself is foretold: it is 0 where it is the one that came last after the same instructions, and otherwise one more
//   than it is. The same instructions are the last five and the change before; if that is new, three and it; three; two.
// - called functions: foretold in the same way, from the instructions and the call before.
// - constants: copied from a stream for each opcode (its low 7 bits) that comes next, which says what the constant is for.
//
// Which bytes the symbols get is half of the gain of all this: brotli foresees a byte from the classes of the two before it.
// The packer searches for the numbering that makes the classes say most; none of that is visible here.
//
// Sources: WebAssembly core specification, "Binary Format"; RFC 7932 (brotli), §7.1 for the classes; Bentley, Sleator, Tarjan and Wei,
// "A Locally Adaptive Data Compression Scheme" (1986) for the ranks; Pugh, "Compressing Java Class Files" (1999), and Fraser,
// "Automatic Inference of Models for Statistical Code Compression" (1999), for streams and contexts of code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace heidi {

// How many locals and values on the stack a function may have, and how many types and functions a module: engines allow 50,000
// locals. The packer refuses what has more.
inline constexpr std::uint32_t most_of_a_kind = 1 << 16;

// The result needs this much more room while it is made: a function is written before its size is known.
inline constexpr std::size_t room_to_move = 16;

// Others know these by number (shell/core/unpacking.ts).
enum class UnpackProblem : std::uint32_t {
    None,
    EndsEarly,   // a stream, or the list of them, is shorter than what is read from it
    LeftOver,    // something is not used up
    NoRoom,      // the result is larger than it is said to be, or than the room for it
    NotAllowed,  // a number of a symbol, type, function or local that there is not, or too many of them
};

struct Unpacked {
    UnpackProblem problem = UnpackProblem::None;
    std::uint32_t size = 0;  // of the module, at the beginning of the room that was given
};

// What unpacking remembers. Nothing in it needs to be set before; it is large, so it is no local variable.
struct UnpackScratch {
    struct Signature {
        std::uint32_t parameters;
        std::uint32_t results;
    };
    struct Local {
        std::uint32_t last_offset;
        bool offset_is_known;
    };
    Signature signatures[most_of_a_kind];
    Signature functions[most_of_a_kind];
    Local locals[most_of_a_kind];          // of the function at hand, by number
    std::uint32_t recent[most_of_a_kind];  // their numbers, the last used first
    std::uint32_t stack[most_of_a_kind];   // the local that each value is

    // What number came last after which instructions.
    struct Known {
        std::uint32_t context;
        std::uint32_t number;  // and 1
    };
    static constexpr std::uint32_t contexts = 4;
    static constexpr std::uint32_t most_known = 1 << 15;
    Known known[most_known];
};

// Safe for any bytes: what is malformed is a problem or gives another module, never more than it was given room for.
Unpacked unpack(std::span<const std::uint8_t> packed, std::span<std::uint8_t> room, UnpackScratch& scratch);

}  // namespace heidi
