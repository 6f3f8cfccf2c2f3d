// Remembers what the host measured: asking it again costs a call out of WebAssembly and a shaping run.
#pragma once

#include <string>
#include <unordered_map>

#include "text/text_measurer.h"

namespace heidi {

class MeasureCache : public TextMeasurer {
public:
    explicit MeasureCache(const TextMeasurer& measurer) : measurer_(measurer) {}

    float advance(FontId font, std::string_view text) const override;
    FontMetrics metrics(FontId font) const override;

    // When a font arrives late, every width may be another.
    void forget();
    int misses() const { return misses_; }  // since the start: for counting tests

private:
    const TextMeasurer& measurer_;
    mutable std::unordered_map<std::string, float> advances_;
    mutable std::unordered_map<FontId, FontMetrics> metrics_;
    mutable int misses_ = 0;
};

}  // namespace heidi
