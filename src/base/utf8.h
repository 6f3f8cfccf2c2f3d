// UTF-8 as the core keeps all its text. Offsets are bytes unless a name says otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace heidi {

inline constexpr char32_t replacement_character = 0xFFFD;

struct DecodedCodePoint {
    char32_t code_point = replacement_character;
    std::size_t byte_length = 1;  // 1 to 4; a malformed sequence is consumed one byte at a time
};

// Decodes the code point at `byte_offset`, which must be below text.size(). Overlong forms, surrogates and values above
// U+10FFFF are malformed (Unicode 15, table 3-7) and read as U+FFFD.
DecodedCodePoint decode_utf8(std::string_view text, std::size_t byte_offset);

void append_utf8(std::string& text, char32_t code_point);

// The same text with every malformed sequence replaced by U+FFFD, so that what follows may rely on well-formed UTF-8.
std::string well_formed_utf8(std::string_view text);
bool is_well_formed_utf8(std::string_view text);

// The wire counts a delta's offset in code points (session.md, "Applying").
std::size_t code_point_count(std::string_view text);
// The byte offset of the nth code point; text.size() when there are fewer.
std::size_t byte_offset_of_code_point(std::string_view text, std::size_t code_point_index);

// ASCII only: for schemes, member names and header names, never for prose.
std::string ascii_lower(std::string_view text);
std::string_view trim_ascii_space(std::string_view text);

}  // namespace heidi
