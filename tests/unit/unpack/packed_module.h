// Packed modules by hand: what tools/packer would write, stream by stream.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "unpack/unpack.h"

namespace heidi {

using Bytes = std::vector<std::uint8_t>;

// The streams by their places in the list of lengths.
struct PackedModule {
    static constexpr int after = 0, before = 1, function_types = 2, between = 3, signatures = 4, imports = 5,
                         symbols = 6, code = 7, get_ranks = 8, set_ranks = 9, tee_ranks = 10, offset_changes = 11,
                         first_offsets = 12, local_groups = 13, local_counts = 14, local_types = 15, operands = 16,
                         constants = 80, count = 208;

    std::uint32_t size = 0;
    std::array<Bytes, count> streams;

    Bytes& operator[](int stream) { return streams[static_cast<std::size_t>(stream)]; }

    Bytes bytes() const;
};

// An instruction without its operands, or a pair of such.
struct PackedSymbol {
    std::uint8_t opcode, second, kind, effect;
};
Bytes table_of(const std::vector<PackedSymbol>& symbols);

inline constexpr std::uint8_t with_second_byte = 4, four_bytes = 8, eight_bytes = 9, list = 10, longer_list = 11,
                              constant = 12, memory = 13, call = 14, local = 15, pair = 31;

struct Outcome {
    UnpackProblem problem;
    Bytes module;
};

// In exactly so much room: an address sanitizer sees a byte too many.
Outcome unpacked(const Bytes& packed, std::size_t room);
Outcome unpacked(const PackedModule& module);

}  // namespace heidi
