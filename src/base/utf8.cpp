#include "base/utf8.h"

namespace heidi {
namespace {

struct Lead {
    int continuation_bytes;
    char32_t bits;
    char32_t least;  // the smallest value this length may carry: smaller ones are overlong
};

bool read_lead(unsigned char byte, Lead& lead) {
    if (byte < 0x80) return lead = {0, byte, 0}, true;
    if (byte >= 0xC2 && byte < 0xE0) return lead = {1, static_cast<char32_t>(byte & 0x1F), 0x80}, true;
    if (byte >= 0xE0 && byte < 0xF0) return lead = {2, static_cast<char32_t>(byte & 0x0F), 0x800}, true;
    if (byte >= 0xF0 && byte < 0xF5) return lead = {3, static_cast<char32_t>(byte & 0x07), 0x10000}, true;
    return false;
}

struct Sequence {
    DecodedCodePoint decoded;
    bool well_formed;
};

Sequence read_sequence(std::string_view text, std::size_t byte_offset) {
    constexpr Sequence malformed{{replacement_character, 1}, false};
    Lead lead{};
    if (!read_lead(static_cast<unsigned char>(text[byte_offset]), lead)) return malformed;
    char32_t value = lead.bits;
    for (int i = 1; i <= lead.continuation_bytes; ++i) {
        if (byte_offset + i >= text.size()) return malformed;
        const auto byte = static_cast<unsigned char>(text[byte_offset + i]);
        if ((byte & 0xC0) != 0x80) return malformed;
        value = (value << 6) | (byte & 0x3F);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < lead.least || value > 0x10FFFF || surrogate) return malformed;
    return {{value, static_cast<std::size_t>(lead.continuation_bytes) + 1}, true};
}

constexpr std::string_view ascii_space = " \t\n\r\f\v";

}  // namespace

DecodedCodePoint decode_utf8(std::string_view text, std::size_t byte_offset) {
    return read_sequence(text, byte_offset).decoded;
}

void append_utf8(std::string& text, char32_t c) {
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | (c >> 6));
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0 | (c >> 12));
        tail(6), tail(0);
    } else {
        text += static_cast<char>(0xF0 | (c >> 18));
        tail(12), tail(6), tail(0);
    }
}

std::string well_formed_utf8(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Sequence next = read_sequence(text, at);
        if (next.well_formed)
            result.append(text, at, next.decoded.byte_length);
        else
            append_utf8(result, replacement_character);
        at += next.decoded.byte_length;
    }
    return result;
}

bool is_well_formed_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Sequence next = read_sequence(text, at);
        if (!next.well_formed) return false;
        at += next.decoded.byte_length;
    }
    return true;
}

std::size_t code_point_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) at += decode_utf8(text, at).byte_length;
    return count;
}

std::size_t byte_offset_of_code_point(std::string_view text, std::size_t code_point_index) {
    std::size_t at = 0;
    for (; at < text.size() && code_point_index > 0; --code_point_index) at += decode_utf8(text, at).byte_length;
    return at;
}

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string_view trim_ascii_space(std::string_view text) {
    const std::size_t first = text.find_first_not_of(ascii_space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(ascii_space) - first + 1);
}

}  // namespace heidi
