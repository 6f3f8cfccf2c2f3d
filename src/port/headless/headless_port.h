// The port without a browser: everything that goes out is kept, nothing happens by itself. headless_page.h has the other
// half, what comes in.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "port/headless/headless_pixels.h"
#include "port/headless/headless_text.h"
#include "port/port.h"

namespace heidi {

struct SentFrame {
    WidgetId widget = 0;
    std::string json;
};

struct EmittedNews {
    WidgetId widget = 0;
    std::string name;
    std::string detail;  // JSON
};

struct AskedConversion {
    WidgetId widget = 0;
    std::uint32_t request = 0;
    std::string format, src, text;
};

enum class FetchState { Open, Ended, Failed, Aborted };

struct MadeFetch {
    WidgetId widget = 0;
    Fetch fetch;
    FetchState state = FetchState::Open;

    std::string header(std::string_view name) const;  // "" where there is none
};

class HeadlessPort : public Port {
public:
    // ---- what went out, oldest first
    std::vector<SentFrame> frames;
    std::vector<EmittedNews> news;
    std::vector<MadeFetch> fetches;
    std::vector<AskedConversion> conversions;
    std::map<WidgetId, std::string> saved;
    std::vector<WidgetId> reclaimed;
    int names_wanted = 0;  // calls of want_names
    std::map<WidgetId, Instant> timers;
    int tiles = 0;             // painted
    int frames_requested = 0;  // calls of request_frame
    bool frame_is_due = false;
    Milliseconds last_pause{0};  // asked for before the next frame

    // ---- what the host's clocks and dice say
    Instant time{Milliseconds(1'000)};
    Milliseconds started_at{1'775'000'000'000};  // of the wall clock; the clock above runs from there

    HeadlessText text;
    bool bidi_is_coming = false;  // while text.has_bidi is false
    HeadlessPixels pixels{text};
    // Contracts of the port that were broken: tests end with CHECK(faults().empty()).
    std::vector<std::string> faults() const;

    // ---- Port
    FontId font(const std::string& css_font) override { return text.font(css_font); }
    float advance(FontId font, std::string_view words) const override { return text.advance(font, words); }
    FontMetrics metrics(FontId font) const override { return text.metrics(font); }
    std::vector<std::size_t> word_ends(std::string_view words) const override { return text.word_ends(words); }
    std::vector<BidiLevel> bidi_levels(std::string_view words, bool right_to_left) const override {
        return text.bidi_levels(words, right_to_left);
    }
    bool awaits_bidi() const override { return bidi_is_coming; }
    std::uint32_t make_page() override { return pixels.make_page(); }
    void drop_page(std::uint32_t texture) override { pixels.drop_page(texture); }
    void rasterise(std::uint32_t texture, int top, int height, const std::vector<RunToRasterise>& runs,
                   float device_pixel_ratio) override {
        pixels.rasterise(texture, top, height, runs, device_pixel_ratio);
    }
    FontMetrics font_metrics(FontId font) const override { return text.metrics(font); }
    void render(void* draw_data) override;
    void begin_tile(int device_width, int device_height) override;
    void end_tile() override;
    void request_frame(Milliseconds pause) override;
    void send_frame(WidgetId widget, std::string_view frame_json) override;
    void emit(WidgetId widget, std::string_view name, std::string_view detail_json) override;
    void fetch(WidgetId widget, const Fetch& fetch) override;
    void abort(WidgetId widget, std::uint32_t request) override;
    void convert(WidgetId widget, std::uint32_t request, const Conversion& conversion) override {
        const auto& [format, src, words] = conversion;
        conversions.push_back({widget, request, std::string(format), std::string(src), std::string(words)});
    }
    void want_names() override { ++names_wanted; }
    void save(WidgetId widget, std::string_view bytes) override { saved[widget] = bytes; }
    void clear_saved(WidgetId widget) override { saved.erase(widget); }
    void reclaim_saved(WidgetId widget) override { reclaimed.push_back(widget); }
    void arm_timer(WidgetId widget, Instant at) override { timers[widget] = at; }
    void disarm_timer(WidgetId widget) override { timers.erase(widget); }
    Instant now() const override { return time; }
    Milliseconds wall_clock() const override { return started_at + time.since_start; }
    double roll() override;
    std::string localized_date(std::string_view iso_date, std::string_view locale) const override;
    std::string localized_number(std::int64_t number, std::string_view locale) const override;
    PluralCategory plural_category(std::int64_t number, std::string_view locale) const override;

private:
    bool in_tile_ = false;
    std::uint64_t dice_ = 1;
    std::vector<std::string> faults_;
};

}  // namespace heidi
