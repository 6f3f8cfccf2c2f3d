// Pictures without a screen: counts what is drawn, and keeps the books on the atlas' pages that a graphics driver would
// keep by showing rubbish. Whatever breaks the contract of RunRasteriser or DrawTarget ends up in `faults`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "port/headless/headless_text.h"
#include "views/imgui_painter.h"
#include "views/run_atlas.h"

namespace heidi {

struct RasterisedStrip {
    std::uint32_t texture = 0;
    int top = 0, height = 0;  // device pixels
    std::vector<RunToRasterise> runs;
    std::vector<std::string> texts;  // of each run: the scene they point into may be gone
};

struct DrawnPicture {
    int vertices = 0;
    int commands = 0;
    float width = 0, height = 0;  // CSS pixels
    std::vector<std::uint32_t> textures;
    float first_y = 0;  // of the first vertex, CSS pixels from the tile's top
};

class HeadlessPixels : public RunRasteriser, public DrawTarget {
public:
    explicit HeadlessPixels(const HeadlessText& text) : text_(text) {}

    std::uint32_t make_page() override;
    void drop_page(std::uint32_t texture) override;
    void rasterise(std::uint32_t texture, int top, int height, const std::vector<RunToRasterise>& runs,
                   float device_pixel_ratio) override;
    FontMetrics font_metrics(FontId font) const override { return text_.metrics(font); }
    void render(void* draw_data) override;

    // The graphics context is lost: its textures are gone without having been dropped.
    void lose_pages() { used_rows_.clear(); }

    std::size_t pages() const { return used_rows_.size(); }
    int pages_made() const { return static_cast<int>(last_texture_); }
    const std::vector<RasterisedStrip>& strips() const { return strips_; }
    const std::vector<DrawnPicture>& pictures() const { return pictures_; }
    const std::vector<std::string>& faults() const { return faults_; }
    // How many images hold a piece of this text.
    int times_rasterised(std::string_view text) const;

private:
    void check_strip(const RasterisedStrip& strip);
    void check_images(const RasterisedStrip& strip);
    void fault(std::string what) { faults_.push_back(std::move(what)); }

    const HeadlessText& text_;
    std::uint32_t last_texture_ = 0;
    std::map<std::uint32_t, int> used_rows_;  // of each page: rows above hold something
    std::vector<RasterisedStrip> strips_;
    std::vector<DrawnPicture> pictures_;
    std::vector<std::string> faults_;
};

}  // namespace heidi
