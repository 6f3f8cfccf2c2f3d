#include "port/headless/headless_pixels.h"

#include <imgui.h>

namespace heidi {
namespace {

bool overlap(const RunToRasterise& a, const RunToRasterise& b) {
    return a.page_x < b.page_x + b.width && b.page_x < a.page_x + a.width && a.page_y < b.page_y + b.height &&
           b.page_y < a.page_y + a.height;
}

}  // namespace

std::uint32_t HeadlessPixels::make_page() {
    used_rows_[++last_texture_] = white_square;
    return last_texture_;
}

void HeadlessPixels::drop_page(std::uint32_t texture) {
    if (used_rows_.erase(texture) == 0) fault("a page was dropped that does not exist");
}

void HeadlessPixels::rasterise(std::uint32_t texture, int top, int height, const std::vector<RunToRasterise>& runs,
                               float) {
    RasterisedStrip strip{texture, top, height, runs, {}};
    for (const RunToRasterise& image : runs) strip.texts.emplace_back(image.run.text);
    check_strip(strip);
    check_images(strip);
    strips_.push_back(std::move(strip));
}

void HeadlessPixels::check_strip(const RasterisedStrip& strip) {
    const auto page = used_rows_.find(strip.texture);
    if (page == used_rows_.end()) return fault("a strip went to a page that does not exist");
    if (strip.top < page->second) fault("a strip lies over what the page holds");
    if (strip.top + strip.height > page_height) fault("a strip reaches out of the page");
    page->second = strip.top + strip.height;
}

void HeadlessPixels::check_images(const RasterisedStrip& strip) {
    for (std::size_t i = 0; i < strip.runs.size(); ++i) {
        const RunToRasterise& image = strip.runs[i];
        const bool in_page = image.page_x >= 0 && image.page_x + image.width <= page_width;
        const bool in_strip = image.page_y >= strip.top && image.page_y + image.height <= strip.top + strip.height;
        if (!in_page || !in_strip) fault("an image reaches out of its strip: " + strip.texts[i].substr(0, 40));
        for (std::size_t j = 0; j < i; ++j)
            if (overlap(image, strip.runs[j])) fault("two images overlap: " + strip.texts[i].substr(0, 40));
    }
}

void HeadlessPixels::render(void* draw_data) {
    const auto& data = *static_cast<const ImDrawData*>(draw_data);
    DrawnPicture picture{data.TotalVtxCount, 0, data.DisplaySize.x, data.DisplaySize.y, {}, 0};
    if (data.TotalVtxCount > 0) picture.first_y = data.CmdLists[0]->VtxBuffer[0].pos.y;
    for (const ImDrawList* list : data.CmdLists)
        for (const ImDrawCmd& command : list->CmdBuffer) {
            const auto texture = static_cast<std::uint32_t>(command.GetTexID());
            if (command.ElemCount > 0 && !used_rows_.contains(texture))
                fault("a picture was drawn from a page that does not exist");
            ++picture.commands;
            picture.textures.push_back(texture);
        }
    pictures_.push_back(std::move(picture));
}

int HeadlessPixels::times_rasterised(std::string_view text) const {
    int times = 0;
    for (const RasterisedStrip& strip : strips_)
        for (const std::string& known : strip.texts) times += known == text ? 1 : 0;
    return times;
}

}  // namespace heidi
