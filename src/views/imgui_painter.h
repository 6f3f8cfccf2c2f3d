// Turns a paint list into ImGui draw commands. The only header of ours that stands for ImGui: it hides it.
#pragma once

#include <memory>

#include "views/paint_list.h"
#include "views/run_atlas.h"

namespace heidi {

// Draws what the painter recorded: implemented over ImGui's OpenGL backend in port/browser, and by nothing in tests.
class DrawTarget {
public:
    virtual ~DrawTarget() = default;
    // `draw_data` is an ImDrawData.
    virtual void render(void* draw_data) = 0;
};

class ImGuiPainter {
public:
    ImGuiPainter();
    ~ImGuiPainter();
    ImGuiPainter(const ImGuiPainter&) = delete;
    ImGuiPainter& operator=(const ImGuiPainter&) = delete;

    // The tile's picture, `tile` being in CSS pixels of the layer.
    void paint(const PaintList& list, const Rect& tile, float device_pixel_ratio, RunAtlas& atlas, DrawTarget& target);

    int last_vertices() const;

private:
    struct Drawing;
    std::unique_ptr<Drawing> drawing_;
};

}  // namespace heidi
