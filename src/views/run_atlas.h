// Text as pictures: each style run of a line is rasterised once by the host, into a page that many runs share, and
// drawn from there as one quad. Runs and not glyphs, because kerning, joining scripts and colour emoji only come out
// right when the browser shapes the whole run (summed glyphs are off by 42 % in Arabic, 72 % in Hindi).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "views/paint_list.h"

namespace heidi {

// Where on a page, in device pixels, and where from its pen position, in CSS pixels.
struct RunImage {
    std::uint32_t texture = 0;                // the host's name of the page; 0: nothing to draw
    int x = 0, y = 0, width = 0, height = 0;  // device pixels
    float left = 0, top = 0;                  // CSS pixels from pen and baseline to the image's corner
};

struct RunToRasterise {
    DrawRun run;
    int page_x, page_y;  // device pixels
    int width, height;   // device pixels
    float pen_x, pen_y;  // device pixels from the image's corner; a run may be cut into several images
};

// Rasterising port: the host draws the runs and puts them on the page.
class RunRasteriser {
public:
    virtual ~RunRasteriser() = default;
    // A page of page_width × page_height device pixels, transparent but for a white square of 4 at its corner, from
    // which filled shapes take their colour. Returns the texture's name.
    virtual std::uint32_t make_page() = 0;
    virtual void drop_page(std::uint32_t texture) = 0;
    // All in one strip: rows [top, top + height) of the page, which hold nothing yet.
    virtual void rasterise(std::uint32_t texture, int top, int height, const std::vector<RunToRasterise>& runs,
                           float device_pixel_ratio) = 0;
    virtual FontMetrics font_metrics(FontId font) const = 0;
};

inline constexpr int page_width = 2048;   // device pixels: every WebGL2 device has textures of that size
inline constexpr int page_height = 1024;  // 8 MiB a page
inline constexpr int white_square = 4;
// More than any one tile needs at three device pixels a CSS pixel; when they are full, all start anew.
inline constexpr std::size_t most_pages = 4;

class RunAtlas {
public:
    explicit RunAtlas(RunRasteriser& rasteriser) : rasteriser_(rasteriser) {}
    ~RunAtlas() { clear(); }
    RunAtlas(const RunAtlas&) = delete;
    RunAtlas& operator=(const RunAtlas&) = delete;

    // Makes sure that all runs of the list are on pages, rasterising what is missing in one go.
    void prepare(const PaintList& list, float device_pixel_ratio);
    // The images of a run after prepare(): more than one where it is wider than a page.
    const std::vector<RunImage>& images_of(const DrawRun& run, float device_pixel_ratio);
    // A page for what has no text on it.
    std::uint32_t any_page();
    // After the graphics context was lost, or a font arrived late.
    void clear();

    int rasterised_runs() const { return rasterised_runs_; }  // since the start: for counting tests

private:
    struct Page {
        std::uint32_t texture = 0;
        int next_top = white_square;  // rows above hold something
    };

    bool add_missing(const std::vector<const DrawRun*>& missing, float device_pixel_ratio);
    Page& page_with_room(int height);

    RunRasteriser& rasteriser_;
    std::vector<Page> pages_;
    std::unordered_map<std::string, std::vector<RunImage>> images_;
    int rasterised_runs_ = 0;
};

}  // namespace heidi
