// Writing JSON by hand, for the frames that go out many times a second. (Reading JSON is nlohmann-json's work.)
#pragma once

#include "base/decimal.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace heidi {

// `text` must be well-formed UTF-8; it is escaped as RFC 8259 §7 asks.
inline void append_json_string(std::string& json, std::string_view text) {
    constexpr char hex[] = "0123456789abcdef";
    json += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (c == '\n') {
            json += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            json += "\\u00";
            json += hex[(c >> 4) & 0xF];
            json += hex[c & 0xF];
        } else {
            json += c;
        }
    }
    json += '"';
}

inline void append_json_number(std::string& json, std::int64_t value) { json += decimal(value); }

// To the hundredth: a browser's own layout counts in sixty-fourths of a CSS pixel.
inline void append_json_css_px(std::string& json, float css_px) {
    const auto hundredths = static_cast<std::int64_t>(std::lround(static_cast<double>(css_px) * 100.0));
    const std::int64_t magnitude = hundredths < 0 ? -hundredths : hundredths;
    if (hundredths < 0) json += '-';
    json += decimal(magnitude / 100);
    if (magnitude % 100 == 0) return;
    json += '.';
    json += static_cast<char>('0' + magnitude % 100 / 10);
    if (magnitude % 10 != 0) json += static_cast<char>('0' + magnitude % 10);
}

}  // namespace heidi
