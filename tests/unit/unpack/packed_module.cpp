#include "unpack/packed_module.h"

#include <algorithm>

namespace heidi {
namespace {

void put_number(Bytes& bytes, std::size_t number) {
    for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<std::uint8_t>(number | 0x80));
    bytes.push_back(static_cast<std::uint8_t>(number));
}

}  // namespace

Bytes PackedModule::bytes() const {
    Bytes all;
    put_number(all, size);
    for (const Bytes& stream : streams) put_number(all, stream.size());
    for (const Bytes& stream : streams) all.insert(all.end(), stream.begin(), stream.end());
    return all;
}

Bytes table_of(const std::vector<PackedSymbol>& symbols) {
    Bytes planes;
    for (const PackedSymbol& symbol : symbols)
        planes.push_back(static_cast<std::uint8_t>(symbol.kind << 3 | symbol.effect));
    for (const PackedSymbol& symbol : symbols) planes.push_back(symbol.second);
    for (const PackedSymbol& symbol : symbols) planes.push_back(symbol.opcode);
    return planes;
}

Outcome unpacked(const Bytes& packed, std::size_t room) {
    // Both are as long as they say and no longer, so that a sanitizer sees who reads or writes behind them.
    const auto input = std::make_unique<std::uint8_t[]>(packed.size());
    std::copy(packed.begin(), packed.end(), input.get());
    const auto output = std::make_unique<std::uint8_t[]>(room);
    static const auto scratch = std::make_unique<UnpackScratch>();
    const Unpacked result = unpack({input.get(), packed.size()}, {output.get(), room}, *scratch);
    if (result.problem != UnpackProblem::None) return {result.problem, {}};
    return {result.problem, Bytes(output.get(), output.get() + result.size)};
}

Outcome unpacked(const PackedModule& module) { return unpacked(module.bytes(), module.size + room_to_move); }

}  // namespace heidi
