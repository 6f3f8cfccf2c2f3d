#include "views/imgui_painter.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace heidi {
namespace {

ImU32 imgui_color(Rgba c) { return IM_COL32(c >> 24, (c >> 16) & 0xFF, (c >> 8) & 0xFF, c & 0xFF); }

ImTextureRef texture_ref(std::uint32_t texture) { return ImTextureRef(static_cast<ImTextureID>(texture)); }

}  // namespace

// ImGui's draw lists without its windows: all we use of a frame is the picture.
struct ImGuiPainter::Drawing {
    ImDrawListSharedData shared;
    ImDrawList list{&shared};
    ImDrawData data;
    int vertices = 0;

    Drawing() {
        shared.InitialFlags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
        // The middle of the white square in the page's corner.
        shared.TexUvWhitePixel = ImVec2(0.5f * white_square / page_width, 0.5f * white_square / page_height);
    }

    void begin(const Rect& tile, float ratio, std::uint32_t texture) {
        // Half a device pixel of fringe on either side of an edge, whatever the density.
        shared.SetCircleTessellationMaxError(0.3f / ratio);
        list._ResetForNewFrame();
        list._FringeScale = 1.0f / ratio;
        list.PushTexture(texture_ref(texture));
        list.PushClipRect(ImVec2(0, 0), ImVec2(tile.width, tile.height));
    }

    void end(const Rect& tile, float ratio, DrawTarget& target) {
        list.PopClipRect();
        list.PopTexture();
        list._PopUnusedDrawCmd();
        data.Clear();
        data.Valid = true;
        data.DisplaySize = ImVec2(tile.width, tile.height);
        data.FramebufferScale = ImVec2(ratio, ratio);
        data.AddDrawList(&list);
        vertices = data.TotalVtxCount;
        target.render(&data);
    }
};

ImGuiPainter::ImGuiPainter() : drawing_(std::make_unique<Drawing>()) {}
ImGuiPainter::~ImGuiPainter() = default;

int ImGuiPainter::last_vertices() const { return drawing_->vertices; }

namespace {

class PrimitivePainter {
public:
    PrimitivePainter(ImDrawList& list, const Rect& tile, float ratio, RunAtlas& atlas)
        : list_(list), tile_(tile), ratio_(ratio), atlas_(atlas) {}

    void operator()(const FillBox& box) const {
        const Rect r = snapped(box.rect);
        if (box.radius < least_radius) {
            list_.PrimReserve(6, 4);
            return list_.PrimRect(corner(r.x, r.y), corner(r.right(), r.bottom()), imgui_color(box.color));
        }
        outline(r, box.radius);
        list_.PathFillConvex(imgui_color(box.color));
    }

    void operator()(const StrokeBox& box) const {
        // ImGui strokes astride the outline; a border lies inside its box, as in CSS.
        const Rect r = snapped(box.rect);
        const float inset = box.width / 2;
        outline({r.x + inset, r.y + inset, r.width - box.width, r.height - box.width}, box.radius - inset);
        list_.PathStroke(imgui_color(box.color), ImDrawFlags_Closed, box.width);
    }

    void operator()(const DrawRun& run) const {
        for (const RunImage& image : atlas_.images_of(run, ratio_)) draw(run, image);
    }

private:
    static constexpr float least_radius = 0.5f;  // a smaller corner is a point to ImGui

    // ImGui's own keeps a pixel of each side straight, so that no disc is round, and moves borders inwards by half a pixel.
    void outline(const Rect& r, float radius) const {
        const float most = std::max(0.0f, std::min({radius, r.width / 2, r.height / 2}));
        const ImVec2 first = corner(r.x + most, r.y + most), last = corner(r.right() - most, r.bottom() - most);
        // In twelfths of a circle, clockwise from the right.
        list_.PathArcToFast(first, most, 6, 9);
        list_.PathArcToFast(ImVec2(last.x, first.y), most, 9, 12);
        list_.PathArcToFast(last, most, 0, 3);
        list_.PathArcToFast(ImVec2(first.x, last.y), most, 3, 6);
        // Where two arcs meet, their point is there twice, and has no direction.
        ImVector<ImVec2>& path = list_._Path;
        int count = 0;
        for (const ImVec2& point : path)
            if (!are_same(path[count > 0 ? count - 1 : path.Size - 1], point)) path[count++] = point;
        path.Size = count;
    }
    static bool are_same(const ImVec2& a, const ImVec2& b) {
        constexpr float nearly = 0.01f;
        return std::abs(a.x - b.x) < nearly && std::abs(a.y - b.y) < nearly;
    }

    ImVec2 corner(float x, float y) const { return ImVec2(x - tile_.x, y - tile_.y); }

    float to_device_grid(float css_px) const { return std::round(css_px * ratio_) / ratio_; }

    // Edges fall on device pixels, as a browser snaps its boxes.
    Rect snapped(const Rect& r) const {
        const float x = to_device_grid(r.x), y = to_device_grid(r.y);
        return {x, y, std::max(to_device_grid(r.right()) - x, 1 / ratio_),
                std::max(to_device_grid(r.bottom()) - y, 1 / ratio_)};
    }

    // Texels fall on device pixels exactly: the fraction of the pen's place is in the image already. On those of the whole
    // picture, as boxes do: a line that two tiles show would lose a row between them if each rounded on its own.
    void draw(const DrawRun& run, const RunImage& image) const {
        const auto [x, y] = corner(to_device_grid(run.x + image.left), to_device_grid(run.baseline + image.top));
        const auto u = [](int px) { return static_cast<float>(px) / page_width; };
        const auto v = [](int px) { return static_cast<float>(px) / page_height; };
        list_.AddImage(
            texture_ref(image.texture), ImVec2(x, y),
            ImVec2(x + static_cast<float>(image.width) / ratio_, y + static_cast<float>(image.height) / ratio_),
            ImVec2(u(image.x), v(image.y)), ImVec2(u(image.x + image.width), v(image.y + image.height)));
    }

    ImDrawList& list_;
    const Rect& tile_;
    float ratio_;
    RunAtlas& atlas_;
};

}  // namespace

void ImGuiPainter::paint(const PaintList& list, const Rect& tile, float ratio, RunAtlas& atlas, DrawTarget& target) {
    atlas.prepare(list, ratio);
    drawing_->begin(tile, ratio, atlas.any_page());
    const PrimitivePainter painter(drawing_->list, tile, ratio, atlas);
    for (const Primitive& primitive : list.primitives) std::visit(painter, primitive);
    drawing_->end(tile, ratio, target);
}

}  // namespace heidi
