#include "text/measure_cache.h"

namespace heidi {
namespace {

// Words come back, lines hardly do: long texts would only fill the cache.
constexpr std::size_t longest_kept = 48;
// Some 100 bytes each. A long article has fewer than 20,000 different words in it.
constexpr std::size_t most_kept = 20'000;
// Stretches without spaces, each some hundred bytes: a page has some hundreds. They are looked through one by one, which
// costs nothing beside shaping.
constexpr std::size_t most_stretches_kept = 1'000;

}  // namespace

float MeasureCache::advance(FontId font, std::string_view text) const {
    if (text.empty()) return 0;
    if (text.size() > longest_kept) return ++misses_, measurer_.advance(font, text);
    std::string key(text);
    key += static_cast<char>(font & 0xFF);
    key += static_cast<char>(font >> 8);
    if (const auto known = advances_.find(key); known != advances_.end()) return known->second;
    if (advances_.size() >= most_kept) advances_.clear();
    ++misses_;
    return advances_[key] = measurer_.advance(font, text);
}

FontMetrics MeasureCache::metrics(FontId font) const {
    const auto known = metrics_.find(font);
    return known != metrics_.end() ? known->second : metrics_[font] = measurer_.metrics(font);
}

std::vector<std::size_t> MeasureCache::word_ends(std::string_view text) const {
    for (const Stretch& stretch : stretches_)
        if (stretch.text == text) return stretch.word_ends;
    if (stretches_.size() >= most_stretches_kept) stretches_.clear();
    stretches_.push_back({std::string(text), measurer_.word_ends(text)});
    return stretches_.back().word_ends;
}

std::vector<BidiLevel> MeasureCache::bidi_levels(std::string_view text, bool right_to_left) const {
    std::vector<BidiLevel> levels = measurer_.bidi_levels(text, right_to_left);
    has_lacked_bidi_ = has_lacked_bidi_ || levels.empty();
    return levels;
}

void MeasureCache::forget() {
    advances_.clear();
    metrics_.clear();
}

}  // namespace heidi
