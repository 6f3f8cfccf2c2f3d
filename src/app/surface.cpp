#include "app/surface.h"

#include <algorithm>
#include <cmath>

#include "base/decimal.h"
#include "base/json_text.h"

namespace heidi {
namespace {

// Tiles are small enough that a changed line repaints little and large enough that a screen needs few.
constexpr float tile_height = 512;
constexpr float tile_width = 1024;
// Painted before it is seen: a flick of the wheel moves some 300 CSS pixels between two frames.
constexpr float overscan = 400;
// A tile that is kept a while longer is there again when the reader turns back.
constexpr float keep = 1200;

// A size whose multiples fall on device pixels, so that tiles meet without a seam.
float on_device_grid(float css_px, float ratio) { return std::round(css_px * ratio) / ratio; }

Rect grown(const Rect& r, float by) { return {r.x - by, r.y - by, r.width + 2 * by, r.height + 2 * by}; }

Rect intersection(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::max(0.0f, std::min(a.right(), b.right()) - x),
            std::max(0.0f, std::min(a.bottom(), b.bottom()) - y)};
}

bool is_empty(const Rect& r) { return r.width <= 0 || r.height <= 0; }

void begin_item(std::string& json) { json += json.empty() ? "[" : ",["; }

void append_look(std::string& json, const Look& look) {
    begin_item(json);
    append_json_number(json, static_cast<int>(look.fill));
    for (const float number :
         {static_cast<float>(look.stroke), look.stroke_width, look.radius, static_cast<float>(look.bar),
          look.bar_at_right ? -look.bar_width : look.bar_width, static_cast<float>(look.rule)}) {
        json += ',';
        append_json_css_px(json, number);
    }
    json += ']';
}

}  // namespace

void Surface::scrolled(NodeId scroller, float x, float y) { offsets_[scroller] = {x, y}; }

std::string Surface::frame(const NodeRef& root, const View& view, const StyleTable& styles) {
    ++counts_.frames;
    if (view.device_pixel_ratio != device_pixel_ratio_) forget_pixels();
    device_pixel_ratio_ = view.device_pixel_ratio;
    const std::string patch = mounted_.show(root);
    FrameParts parts;
    if (view.paints) {
        const Rect whole{0, 0, root->width, root->height};
        update_layer(*mounted_.root(), intersection(view.visible, grown(whole, overscan)), view, parts);
        collect_layers(*mounted_.root(), 0, 0, view, parts);
        for (const auto& [id, layer] : layers_)
            if (!parts.layers.contains(id)) drop_tiles(id, layer, parts);
    }
    layers_ = std::move(parts.layers);
    const bool news = patch != "[]" || !parts.tiles.empty() || !parts.drops.empty() || root->height != sent_height_;
    if (!news) return {};
    std::string json = header(view, styles);
    sent_height_ = root->height;
    json += ",\"patch\":" + patch + ",\"tiles\":[" + parts.tiles + "],\"drops\":[" + parts.drops + "]}";
    return json;
}

// Fonts and looks only grow: the host has what was sent before.
std::string Surface::header(const View& view, const StyleTable& styles) {
    std::string json = "{\"revision\":" + decimal(++revision_) + ",\"width\":";
    append_json_css_px(json, mounted_.root()->node->width);
    json += ",\"height\":";
    append_json_css_px(json, mounted_.root()->node->height);
    json += view.paints ? ",\"paints\":true" : ",\"paints\":false";
    std::string fonts, looks;
    for (; sent_fonts_ < styles.used().size(); ++sent_fonts_) {
        begin_item(fonts);
        append_json_number(fonts, styles.used()[sent_fonts_].first);
        fonts += ',';
        append_json_string(fonts, styles.used()[sent_fonts_].second);
        fonts += ']';
    }
    for (; sent_looks_ < mounted_.looks().size(); ++sent_looks_) append_look(looks, mounted_.looks()[sent_looks_]);
    return json + ",\"fonts\":[" + fonts + "],\"looks\":[" + looks + "]";
}

void Surface::collect_layers(const Mounted& mounted, float x, float y, const View& view, FrameParts& parts) {
    for (const auto& child : mounted.children) {
        ++counts_.visited_nodes;
        const float child_x = x + child->x, child_y = y + child->y;
        const Node& node = *child->node;
        // The scrollers of what is far have no picture.
        if (!Rect{child_x, child_y, node.width, node.height}.touches(grown(view.visible, keep))) continue;
        if (!node.scrolls) {
            collect_layers(*child, child_x, child_y, view, parts);
            continue;
        }
        const Rect seen = intersection(grown(view.visible, overscan), {child_x, child_y, node.width, node.height});
        const Offset told = offsets_[child->id];
        const Offset offset{told.x, std::min(told.y, node.content_height - node.height)};
        const Rect visible{seen.x - child_x + offset.x, seen.y - child_y + offset.y, seen.width, seen.height};
        update_layer(*child, is_empty(seen) ? Rect{} : visible, view, parts);
        // A scroller in a scroller is near whenever the outer one is.
        collect_layers(*child, child_x - offset.x, child_y - offset.y, view, parts);
    }
}

void Surface::update_layer(const Mounted& mounted, const Rect& visible, const View& view, FrameParts& parts) {
    const Node& node = *mounted.node;
    const NodeId id = mounted.id;
    Layer& old = layers_[id];
    Layer& next = parts.layers[id];
    next.content =
        node.scrolls ? Rect{0, 0, node.content_width, node.content_height} : Rect{0, 0, node.width, node.height};
    // A tile of another width shows another part: nothing of the old ones can stay.
    const bool same_grid = old.content.width == next.content.width;
    const float ratio = view.device_pixel_ratio;
    const float step_x = on_device_grid(tile_width, ratio), step_y = on_device_grid(tile_height, ratio);
    const auto rect_of = [&](TilePlace p) {
        const float x = static_cast<float>(p.column) * step_x, y = static_cast<float>(p.row) * step_y;
        return Rect{x, y, std::min(step_x, next.content.width - x), step_y};
    };
    if (!is_empty(visible)) {
        const Rect near = intersection(grown(visible, overscan), next.content);
        const int first_row = static_cast<int>(near.y / step_y), first_column = static_cast<int>(near.x / step_x);
        if (!is_empty(near))
            for (int row = first_row; static_cast<float>(row) * step_y < near.bottom(); ++row)
                for (int column = first_column; static_cast<float>(column) * step_x < near.right(); ++column)
                    paint_tile(mounted, id, {column, row}, view, parts, next);
    }
    for (const auto& [place, hash] : old.tiles) {
        if (next.tiles.contains(place)) continue;
        const bool stays = same_grid && !is_empty(visible) && rect_of(place).touches(grown(visible, keep)) &&
                           rect_of(place).touches(next.content);
        if (stays)
            paint_tile(mounted, id, place, view, parts, next);
        else
            drop_tile(id, place, parts);
    }
}

void Surface::drop_tiles(NodeId id, const Layer& layer, FrameParts& parts) {
    for (const auto& [place, hash] : layer.tiles) drop_tile(id, place, parts);
}

void Surface::drop_tile(NodeId id, TilePlace place, FrameParts& parts) {
    begin_item(parts.drops);
    append_json_number(parts.drops, id);
    parts.drops += ',' + decimal(place.column) + ',' + decimal(place.row) + ']';
}

void Surface::paint_tile(const Mounted& layer, NodeId id, TilePlace place, const View& view, FrameParts& parts,
                         Layer& next) {
    const float ratio = view.device_pixel_ratio;
    const float step_x = on_device_grid(tile_width, ratio), step_y = on_device_grid(tile_height, ratio);
    const float x = static_cast<float>(place.column) * step_x, y = static_cast<float>(place.row) * step_y;
    const float width = std::ceil(std::min(step_x, next.content.width - x) * ratio) / ratio;
    const Rect tile{x, y, width, step_y};
    ++counts_.compared_tiles;
    const PaintList list = paint_list(layer, tile, view.theme, view.pointer);
    const Layer& old = layers_[id];
    const auto shown = old.tiles.find(place);
    next.tiles[place] = list.hash;
    const bool same_width = old.content.width == next.content.width;
    if (shown != old.tiles.end() && shown->second == list.hash && same_width) return;
    ++counts_.painted_tiles;
    port_.begin_tile(static_cast<int>(std::lround(width * ratio)), static_cast<int>(std::lround(step_y * ratio)));
    paintbox_.painter.paint(list, tile, ratio, paintbox_.atlas, port_);
    port_.end_tile();
    begin_item(parts.tiles);
    append_json_number(parts.tiles, id);
    parts.tiles += ',' + decimal(place.column) + ',' + decimal(place.row);
    for (const float number : {tile.x, tile.y, tile.width, tile.height}) {
        parts.tiles += ',';
        append_json_css_px(parts.tiles, number);
    }
    parts.tiles += ']';
}

}  // namespace heidi
