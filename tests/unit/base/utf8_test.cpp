#include "base/utf8.h"

#include <doctest/doctest.h>

#include <vector>

using namespace heidi;
using namespace std::string_view_literals;

namespace {

std::vector<char32_t> code_points_of(std::string_view text) {
    std::vector<char32_t> code_points;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint next = decode_utf8(text, at);
        code_points.push_back(next.code_point);
        at += next.byte_length;
    }
    return code_points;
}

std::string encoded(char32_t code_point) {
    std::string text;
    append_utf8(text, code_point);
    return text;
}

struct Malformed {
    std::string_view what;
    std::string_view bytes;
    std::size_t replacements;  // one for each byte that begins no well-formed sequence
};

constexpr Malformed malformed[] = {
    {"a continuation byte alone", "\x80"sv, 1},
    {"two continuation bytes", "\xBF\x80"sv, 2},
    {"a lead byte at the end", "\xC3"sv, 1},
    {"three bytes of four", "\xF0\x9F\x91"sv, 3},
    {"a lead byte before another lead byte", "\xC3\xC3"sv, 2},
    {"an overlong slash in two bytes", "\xC0\xAF"sv, 2},
    {"an overlong slash in three bytes", "\xE0\x80\xAF"sv, 3},
    {"an overlong slash in four bytes", "\xF0\x80\x80\xAF"sv, 4},
    {"an overlong NUL", "\xC0\x80"sv, 2},
    {"a high surrogate", "\xED\xA0\x80"sv, 3},
    {"a low surrogate", "\xED\xBF\xBF"sv, 3},
    {"the first value after U+10FFFF", "\xF4\x90\x80\x80"sv, 4},
    {"a five-byte form", "\xF8\x88\x80\x80\x80"sv, 5},
    {"bytes that never occur", "\xFE\xFF"sv, 2},
};

}  // namespace

TEST_CASE("a code point of every length survives encoding and decoding") {
    const char32_t samples[] = {0,      'A',    0x7F,   0x80,   0xE9,   0x7FF,   0x800,   0x0939,  0x20AC,
                                0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFF, 0x10000, 0x1F44B, 0x10FFFF};
    for (const char32_t sample : samples) {
        CAPTURE(static_cast<std::uint32_t>(sample));
        const std::string text = encoded(sample);
        CHECK(decode_utf8(text, 0).code_point == sample);
        CHECK(decode_utf8(text, 0).byte_length == text.size());
        CHECK(is_well_formed_utf8(text));
    }
}

TEST_CASE("text of many scripts is decoded code point by code point") {
    CHECK(code_points_of("aé€👋") == std::vector<char32_t>{'a', 0xE9, 0x20AC, 0x1F44B});
    CHECK(code_points_of("नम") == std::vector<char32_t>{0x928, 0x92E});
    CHECK(code_points_of("").empty());
}

TEST_CASE("malformed bytes read as U+FFFD, one for each") {
    for (const Malformed& sample : malformed) {
        CAPTURE(sample.what);
        CHECK_FALSE(is_well_formed_utf8(sample.bytes));
        CHECK(code_points_of(sample.bytes) == std::vector<char32_t>(sample.replacements, replacement_character));
    }
}

TEST_CASE("what surrounds malformed bytes is kept") {
    for (const Malformed& sample : malformed) {
        CAPTURE(sample.what);
        std::string replaced;
        for (std::size_t i = 0; i < sample.replacements; ++i) replaced += "\uFFFD";
        const std::string repaired = well_formed_utf8("é" + std::string(sample.bytes) + "👋");
        CHECK(repaired == "é" + replaced + "👋");
        CHECK(is_well_formed_utf8(repaired));
    }
}

TEST_CASE("well-formed text is left as it is, NUL and byte order mark included") {
    constexpr std::string_view text = "\uFEFFHeidi\0 grüßt 👋\n"sv;
    CHECK(is_well_formed_utf8(text));
    CHECK(well_formed_utf8(text) == text);
}

TEST_CASE("code points are counted, not bytes") {
    CHECK(code_point_count("") == 0);
    CHECK(code_point_count("abc") == 3);
    CHECK(code_point_count("é€👋") == 3);
    CHECK(code_point_count("e\u0301") == 2);
    CHECK(code_point_count("a\x80z") == 3);
}

TEST_CASE("the offset of a code point is where its bytes begin") {
    constexpr std::string_view text = "aé€👋z";
    CHECK(byte_offset_of_code_point(text, 0) == 0);
    CHECK(byte_offset_of_code_point(text, 1) == 1);
    CHECK(byte_offset_of_code_point(text, 2) == 3);
    CHECK(byte_offset_of_code_point(text, 3) == 6);
    CHECK(byte_offset_of_code_point(text, 4) == 10);
    CHECK(byte_offset_of_code_point(text, 5) == text.size());
    CHECK(byte_offset_of_code_point(text, 500) == text.size());
}

TEST_CASE("only ASCII letters are lowered") {
    CHECK(ascii_lower("JaVaScRiPt:[@`{") == "javascript:[@`{");
    CHECK(ascii_lower("ÄÉ İ") == "ÄÉ İ");
}

TEST_CASE("ASCII space is trimmed at both ends, other space is not") {
    CHECK(trim_ascii_space(" \t\r\n\f\vHe idi \n") == "He idi");
    CHECK(trim_ascii_space("\u00A0x\u00A0") == "\u00A0x\u00A0");
    CHECK(trim_ascii_space(" \t ").empty());
    CHECK(trim_ascii_space("").empty());
}
