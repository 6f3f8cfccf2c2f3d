#include "views/paint_list.h"

#include <cmath>
#include <cstring>

#include "text/paragraph_layout.h"

namespace heidi {
namespace {

// FNV-1a, 64 bits: a tile holds some hundred primitives, so a false match is out of reach.
class Hash {
public:
    void add(const void* bytes, std::size_t count) {
        const auto* at = static_cast<const unsigned char*>(bytes);
        for (std::size_t i = 0; i < count; ++i) value_ = (value_ ^ at[i]) * 1099511628211ULL;
    }
    void add(std::string_view text) { add(text.data(), text.size()), add(static_cast<float>(text.size())); }
    void add(float number) { add(&number, sizeof number); }
    void add(std::uint32_t number) { add(&number, sizeof number); }
    void add(const Rect& r) { add(r.x), add(r.y), add(r.width), add(r.height); }
    std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 14695981039346656037ULL;
};

// Glyphs may reach out of their line's box: italics, marks above, long descenders.
constexpr float glyph_overhang = 12;

class Collector {
public:
    Collector(const Rect& tile, const Theme& theme, const PointerLook& pointer)
        : tile_(tile), theme_(theme), pointer_(pointer) {}

    void add_contents(const Mounted& mounted, float x, float y) {
        for (const PaintedBox& box : mounted.node->boxes)
            add_look(box.look, {x + box.x, y + box.y, box.width, box.height});
        for (const PaintedRun& run : mounted.node->runs) add_run(*mounted.node, run, x, y);
        for (const auto& child : mounted.children) add(*child, x + child->x, y + child->y);
    }

    void add(const Mounted& mounted, float x, float y) {
        const Node& node = *mounted.node;
        const Rect box{x, y, node.width, node.height};
        // Children lie inside their parents, but for markers and overhanging glyphs.
        const Rect reach{x - marker_reach, y - glyph_overhang, node.width + 2 * marker_reach,
                         node.height + 2 * glyph_overhang};
        if (!reach.touches(tile_)) return;
        add_look(node.look, box);
        if (mounted.id == pointer_.over && node.action.verb != 0) add_hover(node, box);
        if (!node.scrolls) add_contents(mounted, x, y);
    }

    PaintList take() {
        list_.hash = hash_.value();
        return std::move(list_);
    }

private:
    void add_look(const Look& look, const Rect& box) {
        if (look.is_bare() || !box.touches(tile_)) return;
        if (look.fill != Ink::None) fill(box, theme_.of(look.fill), theme_.of_radius(look.radius));
        if (look.stroke != Ink::None) stroke(box, look);
        if (look.bar != Ink::None)
            fill({look.bar_at_right ? box.right() - look.bar_width : box.x, box.y, look.bar_width, box.height},
                 theme_.of(look.bar), look.bar_width / 2);
        if (look.rule != Ink::None) fill({box.x, box.bottom() - 1, box.width, 1}, theme_.of(look.rule), 0);
    }

    void add_hover(const Node& node, const Rect& box) {
        const float radius = theme_.of_radius(node.look.radius);
        fill(box, theme_.of(Ink::Hover), radius);
        if (pointer_.pressed) fill(box, theme_.of(Ink::Hover), radius);
    }

    void fill(const Rect& rect, Rgba color, float radius) {
        hash_.add(rect), hash_.add(color), hash_.add(radius);
        list_.primitives.push_back(FillBox{rect, color, radius});
    }

    void stroke(const Rect& rect, const Look& look) {
        const Rgba color = theme_.of(look.stroke);
        const float radius = theme_.of_radius(look.radius);
        hash_.add(rect), hash_.add(color), hash_.add(radius), hash_.add(look.stroke_width);
        list_.primitives.push_back(StrokeBox{rect, color, radius, look.stroke_width});
    }

    void add_run(const Node& node, const PaintedRun& run, float x, float y) {
        const float left = x + run.x, baseline = y + run.baseline;
        const float height = node.line_height;
        const Rect reach{left - glyph_overhang, baseline - height - glyph_overhang, run.width + 2 * glyph_overhang,
                         height * 1.5f + 2 * glyph_overhang};
        if (!reach.touches(tile_)) return;
        const std::string_view text =
            run.begin == run.end ? line_hyphen : std::string_view(node.text).substr(run.begin, run.end - run.begin);
        const Rgba color = theme_.of(run.ink);
        hash_.add(text), hash_.add(left), hash_.add(baseline), hash_.add(color),
            hash_.add(static_cast<std::uint32_t>(run.font)), hash_.add(run.right_to_left ? 1u : 0u);
        list_.primitives.push_back(DrawRun{text, left, baseline, run.width, run.font, color, run.right_to_left});
        if (run.decoration != Decoration::None) decorate(run, {left, baseline, run.width, 1}, color);
    }

    void decorate(const PaintedRun& run, Rect line, Rgba color) {
        line.y += run.decoration == Decoration::Underline ? underline_offset : -strike_height;
        fill(line, color, 0);
    }

    static constexpr float marker_reach = 64;
    // The style sheet of the semantic layer uses the same figures (shell/styles.ts).
    static constexpr float underline_offset = 2;
    static constexpr float strike_height = 5;

    Rect tile_;
    const Theme& theme_;
    PointerLook pointer_;
    PaintList list_;
    Hash hash_;
};

}  // namespace

PaintList paint_list(const Mounted& layer, const Rect& tile, const Theme& theme, const PointerLook& pointer) {
    Collector collector(tile, theme, pointer);
    // A scroller's own box belongs to the layer around it; the root has none around it.
    if (layer.node->scrolls)
        collector.add_contents(layer, 0, 0);
    else
        collector.add(layer, 0, 0);
    return collector.take();
}

}  // namespace heidi
