// Remembers what the host measured and which words it found: asking it again costs a call out of WebAssembly and a
// shaping run, or a search in a dictionary.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "text/text_measurer.h"

namespace heidi {

class MeasureCache : public TextMeasurer {
public:
    explicit MeasureCache(const TextMeasurer& measurer) : measurer_(measurer) {}

    float advance(FontId font, std::string_view text) const override;
    FontMetrics metrics(FontId font) const override;
    std::vector<std::size_t> word_ends(std::string_view text) const override;
    std::vector<BidiLevel> bidi_levels(std::string_view text, bool right_to_left) const override;

    // When a font arrives late, every width may be another.
    void forget();
    // Whether levels were asked for in vain since this was asked last.
    bool has_lacked_bidi() { return std::exchange(has_lacked_bidi_, false); }
    int misses() const { return misses_; }  // since the start: for counting tests

private:
    struct Stretch {
        std::string text;
        std::vector<std::size_t> word_ends;
    };

    const TextMeasurer& measurer_;
    mutable std::unordered_map<std::string, float> advances_;
    mutable std::map<FontId, FontMetrics> metrics_;
    mutable std::vector<Stretch> stretches_;
    mutable int misses_ = 0;
    mutable bool has_lacked_bidi_ = false;
};

}  // namespace heidi
