// The port in a browser, in a worker or on the page: both give the same host functions.
#pragma once

#include <string>

#include "port/port.h"

namespace heidi {

class BrowserPort : public Port {
public:
    // Whether there is WebGL2. Without it the shell shows the semantic layer, and no tile is ever asked for.
    bool open_graphics();
    // The context was lost: what was made in it is gone.
    void forget_graphics();

    FontId font(const std::string& css_font) override;
    float advance(FontId font, std::string_view text) const override;
    FontMetrics metrics(FontId font) const override;
    std::vector<std::size_t> word_ends(std::string_view text) const override;
    std::vector<BidiLevel> bidi_levels(std::string_view text, bool right_to_left) const override;
    bool awaits_bidi() const override;

    std::uint32_t make_page() override;
    void drop_page(std::uint32_t texture) override;
    void rasterise(std::uint32_t texture, int top, int height, const std::vector<RunToRasterise>& runs,
                   float device_pixel_ratio) override;
    FontMetrics font_metrics(FontId font) const override { return metrics(font); }

    void begin_tile(int device_width, int device_height) override;
    void render(void* draw_data) override;
    void end_tile() override;

    void request_frame(Milliseconds pause) override;
    void send_frame(WidgetId widget, std::string_view frame_json) override;
    void emit(WidgetId widget, std::string_view name, std::string_view detail_json) override;
    void fetch(WidgetId widget, const Fetch& fetch) override;
    void abort(WidgetId widget, std::uint32_t request) override;
    void convert(WidgetId widget, std::uint32_t request, const Conversion& conversion) override;
    void want_names() override;
    void save(WidgetId widget, std::string_view bytes) override;
    void clear_saved(WidgetId widget) override;
    void reclaim_saved(WidgetId widget) override;
    void arm_timer(WidgetId widget, Instant at) override;
    void disarm_timer(WidgetId widget) override;
    Instant now() const override;
    Milliseconds wall_clock() const override;
    double roll() override;
    std::string localized_date(std::string_view iso_date, std::string_view locale) const override;
    std::string localized_number(std::int64_t number, std::string_view locale) const override;
    PluralCategory plural_category(std::int64_t number, std::string_view locale) const override;

private:
    bool has_graphics_ = false;
};

}  // namespace heidi
