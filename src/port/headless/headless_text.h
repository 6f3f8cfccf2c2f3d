// Text without a browser: every face has the same simple widths, so that a test can say in its head where a line ends.
//
//   one em        Han, kana, Hangul, fullwidth forms, emoji
//   nothing       combining marks, joiners, variation selectors, soft hyphens
//   half an em    everything else
//
// There is no kerning: widths add up. Ascent and descent are 0.8 and 0.2 em, rounded.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/text_measurer.h"

namespace heidi {

class HeadlessText : public TextMeasurer {
public:
    // The size is read out of the CSS font shorthand: "italic 400 15.50px Georgia, serif". The same text gives the same
    // number.
    FontId font(const std::string& css_font);
    const std::string& css_of(FontId font) const { return fonts_[font].css; }

    float advance(FontId font, std::string_view text) const override;
    FontMetrics metrics(FontId font) const override;
    // A dictionary for tests: every word is four grapheme clusters long.
    std::vector<std::size_t> word_ends(std::string_view text) const override;
    bool has_dictionary = true;
    std::vector<BidiLevel> bidi_levels(std::string_view text, bool right_to_left) const override;
    bool has_bidi = true;

    // As when a web font arrives late: everything is as many times as wide from now on.
    void stretch(float factor) { stretch_ = factor; }

    // For counting tests: how often a text was asked for, whatever its font. Texts over 64 bytes are not told apart.
    int times_asked(const std::string& text) const;
    int asked() const { return asked_; }
    std::size_t measured_bytes() const { return measured_bytes_; }
    void forget_what_was_asked();

private:
    struct Font {
        std::string css;
        float size = 0;  // CSS pixels
    };

    std::vector<Font> fonts_;
    float stretch_ = 1;
    mutable std::map<std::string, int, std::less<>> questions_;
    mutable int asked_ = 0;
    mutable std::size_t measured_bytes_ = 0;
};

// In half ems, as above.
int headless_half_ems(char32_t code_point);

}  // namespace heidi
