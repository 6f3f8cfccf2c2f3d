#include "port/headless/headless_text.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "bidi/levels.h"
#include "text/line_break.h"

namespace heidi {
namespace {

struct Range {
    char32_t first, last;
};

constexpr Range without_width[] = {
    {0x00AD, 0x00AD}, {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},   {0x0610, 0x061A},
    {0x064B, 0x065F}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D},   {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x200B, 0x200F}, {0x2028, 0x202E},   {0x2060, 0x2064},
    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0000, 0xE0FFF},
};
constexpr Range full_width[] = {
    {0x1100, 0x115F}, {0x2600, 0x27BF}, {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE4F}, {0xFF01, 0xFF60}, {0x1F000, 0x1FAFF}, {0x20000, 0x3FFFD},
};

template <std::size_t N>
bool is_in(char32_t c, const Range (&ranges)[N]) {
    for (const Range& range : ranges)
        if (c >= range.first && c <= range.last) return true;
    return false;
}

// The number that "px" follows.
float size_in(const std::string& css_font) {
    const std::size_t unit = css_font.find("px");
    if (unit == std::string::npos) return 0;
    const std::size_t before = css_font.find_last_not_of("0123456789.", unit == 0 ? 0 : unit - 1);
    return std::strtof(css_font.c_str() + (before == std::string::npos ? 0 : before + 1), nullptr);
}

}  // namespace

int headless_half_ems(char32_t code_point) {
    if (is_in(code_point, without_width)) return 0;
    return is_in(code_point, full_width) ? 2 : 1;
}

FontId HeadlessText::font(const std::string& css_font) {
    for (std::size_t i = 0; i < fonts_.size(); ++i)
        if (fonts_[i].css == css_font) return static_cast<FontId>(i);
    fonts_.push_back({css_font, size_in(css_font)});
    return static_cast<FontId>(fonts_.size() - 1);
}

float HeadlessText::advance(FontId font, std::string_view text) const {
    ++asked_;
    measured_bytes_ += text.size();
    // Long texts are lines or worse: nobody counts them one by one, and a million of them would be kept here.
    if (text.size() <= 64) ++questions_.try_emplace(std::string(text), 0).first->second;
    std::int64_t half_ems = 0;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint next = decode_utf8(text, at);
        half_ems += headless_half_ems(next.code_point);
        at += next.byte_length;
    }
    return static_cast<float>(half_ems) * fonts_[font].size / 2 * stretch_;
}

FontMetrics HeadlessText::metrics(FontId font) const {
    return {std::round(fonts_[font].size * 0.8f), std::round(fonts_[font].size * 0.2f)};
}

std::vector<std::size_t> HeadlessText::word_ends(std::string_view text) const {
    ++asked_;
    std::vector<std::size_t> ends;
    if (!has_dictionary) return ends;
    const std::vector<std::size_t> clusters = grapheme_boundaries(text);
    for (std::size_t i = 3; i < clusters.size(); i += 4) ends.push_back(clusters[i]);
    if (ends.empty() || ends.back() != text.size()) ends.push_back(text.size());
    return ends;
}

std::vector<BidiLevel> HeadlessText::bidi_levels(std::string_view text, bool right_to_left) const {
    std::vector<BidiLevel> levels(has_bidi ? text.size() : 0);
    if (has_bidi) write_bidi_levels(text, right_to_left, levels.data());
    return levels;
}

int HeadlessText::times_asked(const std::string& text) const {
    const auto known = questions_.find(text);
    return known == questions_.end() ? 0 : known->second;
}

void HeadlessText::forget_what_was_asked() {
    questions_.clear();
    asked_ = 0;
    measured_bytes_ = 0;
}

}  // namespace heidi
