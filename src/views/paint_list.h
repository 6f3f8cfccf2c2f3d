// What one tile of a layer shows, as a list of primitives in painting order.
//
//   mounted scene ──► primitives in the tile ──► their hash ──► (only if it changed) ImGui draw list ──► pixels
//
// Pure and without ImGui, so that tests can ask which tiles a change touches.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "semantics/mounted_tree.h"
#include "views/theme.h"

namespace heidi {

// A part of a layer, in CSS pixels of the layer.
struct Rect {
    float x = 0, y = 0, width = 0, height = 0;

    float right() const { return x + width; }
    float bottom() const { return y + height; }
    bool touches(const Rect& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
    friend bool operator==(const Rect&, const Rect&) = default;
};

struct FillBox {
    Rect rect;
    Rgba color;
    float radius;
};

struct StrokeBox {
    Rect rect;
    Rgba color;
    float radius;
    float width;
};

// `text` points into the scene, which lives longer than the list.
struct DrawRun {
    std::string_view text;
    float x, baseline, width;
    FontId font;
    Rgba color;
    bool right_to_left;
};

using Primitive = std::variant<FillBox, StrokeBox, DrawRun>;

struct PaintList {
    std::vector<Primitive> primitives;
    std::uint64_t hash = 0;  // equal hashes: the same picture
};

// Which control the pointer is over, and whether it is pressed there.
struct PointerLook {
    NodeId over = 0;
    bool pressed = false;

    friend bool operator==(const PointerLook&, const PointerLook&) = default;
};

// `layer` is the root or a scroller. Of a scroller inside the layer only its box is in the list: its content is a
// layer of its own.
PaintList paint_list(const Mounted& layer, const Rect& tile, const Theme& theme, const PointerLook& pointer);

}  // namespace heidi
