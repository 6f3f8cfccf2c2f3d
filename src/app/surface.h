// Turns a scene into frames: the patch for the semantic layer and the tiles whose picture changed, in one message.
//
//   scene ──► mounted tree ──► patch ─────────────────────────────┐
//                  └─────────► layers ──► tiles ──► paint lists ──┴──► frame
//
// A layer is the root or a scroller in it; its tiles lie at fixed places of its content, so that scrolling moves
// nothing and only asks for the tiles that come near.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "port/port.h"
#include "semantics/mounted_tree.h"
#include "views/paint_list.h"
#include "views/theme.h"

namespace heidi {

// What all widgets of a page share: one graphics context, one atlas.
struct Paintbox {
    RunAtlas& atlas;
    ImGuiPainter& painter;
};

struct View {
    Theme theme;
    Rect visible;  // of the root, in its own coordinates
    PointerLook pointer;
    float device_pixel_ratio = 1;
    bool paints = false;  // otherwise the CSS painter shows the semantic layer
};

// What frames cost: for counting tests.
struct SurfaceCounts {
    int frames = 0;
    int painted_tiles = 0;
    int compared_tiles = 0;
    int visited_nodes = 0;  // in search of scrollers
};

class Surface {
public:
    Surface(Port& port, Paintbox paintbox) : port_(port), paintbox_(paintbox) {}

    // An infinite y is the scroller's end, wherever it will be: its tiles are there before the host has scrolled to it.
    void scrolled(NodeId scroller, float x, float y);
    // All pictures are gone: the next frame paints every tile near the viewport.
    void forget_pixels() { layers_.clear(); }
    // Another style table takes over: its fonts are all news to the host.
    void forget_fonts() { sent_fonts_ = 0; }

    // Writes the frame that brings the host from what it shows to `root`; empty when it shows just that.
    std::string frame(const NodeRef& root, const View& view, const StyleTable& styles);

    const Mounted* find(NodeId id) const { return mounted_.find(id); }
    const Mounted* root() const { return mounted_.root(); }
    const PatchCounts& last_patch() const { return mounted_.last_counts(); }
    const SurfaceCounts& counts() const { return counts_; }

private:
    struct TilePlace {
        int column = 0, row = 0;
        friend auto operator<=>(const TilePlace&, const TilePlace&) = default;
    };
    struct Layer {
        Rect content;                              // at 0, 0
        std::map<TilePlace, std::uint64_t> tiles;  // what each shows
    };
    struct Offset {
        float x = 0, y = 0;
    };
    struct FrameParts {
        std::string tiles, drops;
        std::map<NodeId, Layer> layers;  // those that are still there
    };

    void collect_layers(const Mounted& mounted, float x, float y, const View& view, FrameParts& parts);
    void update_layer(const Mounted& mounted, const Rect& visible, const View& view, FrameParts& parts);
    void paint_tile(const Mounted& layer, NodeId id, TilePlace place, const View& view, FrameParts& parts, Layer& next);
    static void drop_tiles(NodeId id, const Layer& layer, FrameParts& parts);
    static void drop_tile(NodeId id, TilePlace place, FrameParts& parts);
    std::string header(const View& view, const StyleTable& styles);

    Port& port_;
    Paintbox paintbox_;
    MountedTree mounted_;
    std::map<NodeId, Layer> layers_;
    std::map<NodeId, Offset> offsets_;
    std::size_t sent_fonts_ = 0;
    std::size_t sent_looks_ = 0;
    std::uint32_t revision_ = 0;
    float sent_height_ = -1;
    float device_pixel_ratio_ = 0;
    SurfaceCounts counts_;
};

}  // namespace heidi
