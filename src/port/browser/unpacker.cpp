// The module that partners load: it exports `unpack`, imports nothing and carries the packed core. tools/packer puts that behind
// what the linker has placed here, and makes the memory as large as unpacking needs. shell/core/unpacking.ts calls it.
//
//   memory:  …statics…  __heap_base: u32 length | packed core | the result, with room to move
#include "unpack/unpack.h"

extern "C" {

extern std::uint8_t __heap_base;  // the linker's

struct Outcome {
    heidi::UnpackProblem problem;
    const std::uint8_t* bytes;
    std::uint32_t size;
};

// Once.
[[clang::export_name("unpack")]] const Outcome* unpack() {
    constexpr std::size_t page = 65536;
    static heidi::UnpackScratch scratch;
    static Outcome outcome;
    std::uint8_t* start = &__heap_base;
    const std::size_t length = *reinterpret_cast<const std::uint32_t*>(start);
    const std::uint8_t* packed = start + sizeof(std::uint32_t);
    std::uint8_t* room = start + sizeof(std::uint32_t) + length;
    const std::size_t memory = __builtin_wasm_memory_size(0) * page;
    const auto [problem, size] =
        heidi::unpack({packed, length}, {room, memory - reinterpret_cast<std::size_t>(room)}, scratch);
    outcome = {problem, room, size};
    return &outcome;
}

}  // extern "C"
