// The file for those who read what reads from the right: the levels of Unicode's bidirectional algorithm, for the core, whose
// host takes text and levels from one to the other (shell/core/bidi.ts). A module without imports.
//
//   memory:  …statics…  __heap_base: text | its levels | what finding them takes
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "bidi/levels.h"

extern "C" {

extern std::uint8_t __heap_base;  // the linker's

}  // extern "C"

namespace {

// Where free memory begins, and how many blocks there are before it. All of them are freed before the next line begins, and
// none is worth a list of free ones until then.
std::size_t bottom = 0, top = 0, blocks = 0;

// Null where the browser has no more.
std::uint8_t* taken(std::size_t from, std::size_t bytes) {
    constexpr std::size_t page = 65536, alignment = 16;
    const std::size_t memory = __builtin_wasm_memory_size(0) * page;
    const std::size_t end = (from + bytes + alignment - 1) & ~(alignment - 1);
    if (end < from) return nullptr;
    if (end > memory && __builtin_wasm_memory_grow(0, (end - memory + page - 1) / page) == static_cast<std::size_t>(-1))
        return nullptr;
    top = end;
    return reinterpret_cast<std::uint8_t*>(from);
}

}  // namespace

extern "C" {

void* malloc(std::size_t bytes) {
    std::uint8_t* block = taken(top, bytes);
    if (block) ++blocks;
    return block;
}
void free(void* block) {
    if (block && --blocks == 0) top = bottom;
}

// Where to put a text of this length; null: there is no memory for it.
[[clang::export_name("room")]] std::uint8_t* room(std::size_t length) {
    std::uint8_t* place = taken(reinterpret_cast<std::size_t>(&__heap_base), 2 * length);
    bottom = top;
    return place;
}

// Of the text that has been put there, a byte for each of its bytes.
[[clang::export_name("levels")]] const std::uint8_t* levels(std::size_t length, int right_to_left) {
    const char* text = reinterpret_cast<const char*>(&__heap_base);
    std::uint8_t* result = &__heap_base + length;
    heidi::write_bidi_levels({text, length}, right_to_left != 0, result);
    return result;
}

}  // extern "C"
