// Any streams give a module that fits the room, or a problem, and the same again when unpacking remembers something else.
//
//   a byte      how large the module says it is, in eights of bytes
//   again and again: a byte for the stream, a byte for the length, the bytes

#include "fuzz/require.h"

#include "unpack/packed_module.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

using namespace heidi;

namespace {

PackedModule module_from(std::span<const std::uint8_t> input, std::uint32_t size) {
    PackedModule module;
    module.size = size;
    while (input.size() >= 2) {
        Bytes& stream = module[input[0] % PackedModule::count];
        const std::size_t length = std::min<std::size_t>(input[1], input.size() - 2);
        const auto bytes = input.subspan(2, length);
        stream.insert(stream.end(), bytes.begin(), bytes.end());
        input = input.subspan(2 + length);
    }
    return module;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::uint32_t said = data[0] * 8u;
    const std::size_t room = said + room_to_move;
    const Bytes packed = module_from({data + 1, size - 1}, said).bytes();
    const Outcome first = unpacked(packed, room);
    const Outcome second = unpacked(packed, room);
    require(first.problem != UnpackProblem::None || first.module.size() == said, "a module is as large as it says");
    require(first.problem == second.problem && first.module == second.module, "what is left in memory changes nothing");

    // The bytes as they are: lengths and all.
    const Bytes bytes(data, data + size);
    require(unpacked(bytes, room).module.size() <= room, "a module fits the room");
    return 0;
}
