// Packs tables of third parties while compiling, for a small download; the program unpacks them into zeroed memory when it
// first needs them. Numbers take 7 bits a byte, least first; small differences in streams of their own are what brotli
// compresses best.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace heidi::packed {

template <std::size_t most>
struct Stream {
    std::array<unsigned char, most> bytes{};
    std::size_t size = 0;

    constexpr void put_byte(unsigned char byte) { bytes[size++] = byte; }
    constexpr void put(std::uint32_t number) {
        for (; number >= 0x80; number >>= 7) put_byte(static_cast<unsigned char>(number & 0x7F) | 0x80);
        put_byte(static_cast<unsigned char>(number));
    }
    // Small negative numbers become small numbers.
    constexpr void put_signed(std::int32_t number) {
        put(number < 0 ? (static_cast<std::uint32_t>(-(number + 1)) << 1) | 1
                       : static_cast<std::uint32_t>(number) << 1);
    }
};

// Drops the room that was not used. `pack` returns a Stream.
template <auto pack>
inline constexpr auto exactly = [] {
    constexpr auto stream = pack();
    std::array<unsigned char, stream.size> bytes{};
    for (std::size_t i = 0; i < stream.size; ++i) bytes[i] = stream.bytes[i];
    return bytes;
}();

class Reader {
public:
    explicit Reader(const unsigned char* bytes) : at_(bytes) {}

    std::uint32_t get() {
        std::uint32_t number = 0;
        for (int shift = 0;; shift += 7) {
            const unsigned char byte = *at_++;
            number |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return number;
        }
    }
    std::int32_t get_signed() {
        const std::uint32_t number = get();
        return (number & 1) != 0 ? -static_cast<std::int32_t>(number >> 1) - 1 : static_cast<std::int32_t>(number >> 1);
    }

private:
    const unsigned char* at_;
};

}  // namespace heidi::packed
