#include "views/run_atlas.h"

#include <algorithm>
#include <cmath>

namespace heidi {
namespace {

// Browsers place glyphs at quarters of a device pixel at best; finer phases would only make the same image again.
constexpr int phases = 4;

int phase_of(float device_x) {
    const float fraction = device_x - std::floor(device_x);
    return static_cast<int>(std::floor(fraction * phases + 0.5f)) % phases;
}

std::string key_of(const DrawRun& run, float device_pixel_ratio) {
    std::string key;
    key.reserve(run.text.size() + 16);
    const auto add = [&](std::uint32_t value) { key.append(reinterpret_cast<const char*>(&value), sizeof value); };
    add(run.font);
    add(run.color);
    add(static_cast<std::uint32_t>(device_pixel_ratio * 1000));
    add(static_cast<std::uint32_t>(phase_of(run.x * device_pixel_ratio) * 2 + (run.right_to_left ? 1 : 0)));
    key += run.text;
    return key;
}

// A run's image before it has a place: cut into slices where it is wider than a page.
struct Measured {
    int width, height;  // device pixels, of the whole
    float pen_x, pen_y;
};

Measured measure(const DrawRun& run, const FontMetrics& metrics, float ratio) {
    // Fallback faces and stacked marks reach out of the first face's ascent and descent by up to about a third.
    const float room = std::ceil((metrics.ascent + metrics.descent) * 0.35f);
    const float side = std::ceil(room / 2);
    const float phase = static_cast<float>(phase_of(run.x * ratio)) / phases;
    return {static_cast<int>(std::ceil((run.width + 2 * side) * ratio)) + 1,
            static_cast<int>(std::ceil((metrics.ascent + metrics.descent + 2 * room) * ratio)),
            std::floor(side * ratio) + phase, std::round((metrics.ascent + room) * ratio)};
}

// What is taller is cut off: letters that fill the screen.
constexpr int tallest_image = page_height - white_square;

// Fills rows from left to right, as high as their highest run.
class StripPacker {
public:
    struct Place {
        int x, y;
    };
    Place place(int width, int height) {
        if (x_ + width > page_width) {
            y_ += row_height_;
            x_ = row_height_ = 0;
        }
        const Place at{x_, y_};
        x_ += width;
        row_height_ = std::max(row_height_, height);
        return at;
    }
    bool has_room(int width, int height) const {
        const bool new_row = x_ + width > page_width;
        const int top = new_row ? y_ + row_height_ : y_;
        return top + std::max(new_row ? 0 : row_height_, height) <= tallest_image;
    }
    int height() const { return y_ + row_height_; }

private:
    int x_ = 0, y_ = 0, row_height_ = 0;
};

// What becomes one image: a run, or a slice of one that is wider than a page.
struct Piece {
    const DrawRun* run;
    int width, height;   // device pixels
    float pen_x, pen_y;  // device pixels from the piece's corner
};

void cut(const DrawRun& run, const Measured& image, std::vector<Piece>& pieces) {
    for (int begin = 0; begin < image.width; begin += page_width)
        pieces.push_back({&run, std::min(page_width, image.width - begin), std::min(image.height, tallest_image),
                          image.pen_x - static_cast<float>(begin), image.pen_y});
}

struct PackedStrip {
    std::vector<RunToRasterise> runs;
    std::vector<std::string> keys;  // of each of `runs`
    StripPacker packer;
};

// From `next` on, as many pieces as a page holds.
PackedStrip packed_strip(const std::vector<Piece>& pieces, std::size_t& next, float ratio) {
    PackedStrip strip;
    for (; next < pieces.size() && strip.packer.has_room(pieces[next].width, pieces[next].height); ++next) {
        const Piece& piece = pieces[next];
        const StripPacker::Place at = strip.packer.place(piece.width, piece.height);
        strip.runs.push_back({*piece.run, at.x, at.y, piece.width, piece.height, piece.pen_x, piece.pen_y});
        strip.keys.push_back(key_of(*piece.run, ratio));
    }
    return strip;
}

}  // namespace

void RunAtlas::prepare(const PaintList& list, float device_pixel_ratio) {
    for (int round = 0; round < 2; ++round) {
        std::vector<const DrawRun*> missing;
        for (const Primitive& primitive : list.primitives)
            if (const auto* run = std::get_if<DrawRun>(&primitive))
                if (images_.try_emplace(key_of(*run, device_pixel_ratio)).second) missing.push_back(run);
        // No room: everything starts anew, with this list first.
        if (add_missing(missing, device_pixel_ratio)) return;
        clear();
    }
}

bool RunAtlas::add_missing(const std::vector<const DrawRun*>& missing, float ratio) {
    const bool fresh = pages_.empty();
    std::vector<Piece> pieces;
    for (const DrawRun* run : missing) cut(*run, measure(*run, rasteriser_.font_metrics(run->font), ratio), pieces);
    for (std::size_t next = 0; next < pieces.size();) {
        PackedStrip strip = packed_strip(pieces, next, ratio);
        const int height = strip.packer.height();
        const bool fits_last = !pages_.empty() && pages_.back().next_top + height <= page_height;
        if (!fits_last && pages_.size() >= most_pages && !fresh) return false;
        Page& page = page_with_room(height);
        for (std::size_t i = 0; i < strip.runs.size(); ++i) {
            RunToRasterise& run = strip.runs[i];
            run.page_y += page.next_top;
            images_[strip.keys[i]].push_back(
                {page.texture, run.page_x, run.page_y, run.width, run.height, -run.pen_x / ratio, -run.pen_y / ratio});
        }
        rasteriser_.rasterise(page.texture, page.next_top, height, strip.runs, ratio);
        page.next_top += height;
        rasterised_runs_ += static_cast<int>(strip.runs.size());
    }
    return true;
}

RunAtlas::Page& RunAtlas::page_with_room(int height) {
    if (pages_.empty() || pages_.back().next_top + height > page_height) pages_.push_back({rasteriser_.make_page()});
    return pages_.back();
}

const std::vector<RunImage>& RunAtlas::images_of(const DrawRun& run, float device_pixel_ratio) {
    return images_[key_of(run, device_pixel_ratio)];
}

std::uint32_t RunAtlas::any_page() { return page_with_room(0).texture; }

void RunAtlas::clear() {
    for (const Page& page : pages_) rasteriser_.drop_page(page.texture);
    pages_.clear();
    images_.clear();
}

}  // namespace heidi
