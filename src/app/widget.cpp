#include "app/widget.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "base/json_text.h"
#include "base/utf8.h"
#include "text/bidi.h"

namespace heidi {
namespace {

// Also of what is no number, "nan" and "inf" among it.
float number_within(const std::string& text, float least, float most, float fallback) {
    char* end = nullptr;
    const float number = std::strtof(text.c_str(), &end);
    return end == text.c_str() || std::isnan(number) ? fallback : std::clamp(number, least, most);
}

// "ink-3" → 3
int index_after(const std::string& name, std::string_view prefix, int count) {
    if (!name.starts_with(prefix)) return -1;
    const int index = std::atoi(name.c_str() + prefix.size());
    return index >= 0 && index < count ? index : -1;
}

// "1a2b3cff"
Rgba rgba_from(std::string_view digits) {
    Rgba rgba = 0;
    for (const char c : digits) rgba = rgba << 4 | static_cast<Rgba>(c > '9' ? (c | 0x20) - 'a' + 10 : c - '0');
    return rgba;
}

// "de-AT" and "de".
bool is_same_language(std::string_view a, std::string_view b) {
    return ascii_lower(a.substr(0, a.find('-'))) == ascii_lower(b.substr(0, b.find('-')));
}

}  // namespace

Widget::Widget(WidgetId id, const Shared& shared)
    : id_(id), shared_(shared), words_(shared.port), surface_(shared.port, shared.paintbox),
      styles_(std::make_unique<StyleTable>(shared.port, view_.theme.families)) {}

void Widget::handle_event(const Event& event) {
    if (const auto* change = std::get_if<SettingChanged>(&event)) return apply(*change);
    if (const auto* size = std::get_if<Resized>(&event)) return apply(*size);
    if (const auto* activated = std::get_if<Activated>(&event)) return apply(*activated);
    if (const auto* picture = std::get_if<PictureLoaded>(&event)) return apply(*picture);
    if (const auto* viewport = std::get_if<ViewportMoved>(&event)) {
        if (view_.visible == viewport->visible) return;
        view_.visible = viewport->visible;
        return request_frame();
    }
    if (const auto* scrolled = std::get_if<Scrolled>(&event)) {
        surface_.scrolled(scrolled->node, scrolled->x, scrolled->y);
        return request_frame();
    }
    if (const auto* pointer = std::get_if<PointerMoved>(&event)) {
        const PointerLook look{pointer->over, pointer->pressed};
        if (view_.pointer == look) return;
        view_.pointer = look;
        return request_frame();
    }
    if (std::holds_alternative<FontsChanged>(event)) {
        shared_.measure.forget();
        shared_.paintbox.atlas.clear();
        forget_layouts();
        surface_.forget_pixels();
        return scene_changed();
    }
    if (std::holds_alternative<BidiArrived>(event)) {
        if (!std::exchange(lacks_bidi_, false)) return;
        forget_layouts();
        return scene_changed();
    }
    if (std::holds_alternative<PixelsLost>(event)) {
        // Not into a context that is gone: the host says when there is one again.
        view_.paints = false;
        surface_.forget_pixels();
        return request_frame();
    }
    on_event(event);
}

void Widget::apply(const SettingChanged& change) {
    if (apply_theme(change.name, change.value) || apply_words(change.name, change.value)) return;
    if (change.name == "measure") {
        measure_width_ = number_within(change.value, 100, 10'000, measure_width_);
    } else if (change.name == "text-scale") {
        text_scale_ = number_within(change.value, 0.5f, 5, 1);
    } else if (change.name == "page-locale") {
        page_locale_ = change.value;
        renew_styles();
    } else if (change.name == "painter") {
        // The same layout in both: only who paints it changes.
        view_.paints = change.value == "canvas";
        surface_.forget_pixels();
        return request_frame();
    } else {
        return on_setting(change.name, change.value);
    }
    forget_layouts();
    scene_changed();
}

bool Widget::apply_theme(const std::string& name, const std::string& value) {
    if (const int ink = index_after(name, "ink-", ink_count); ink >= 0) {
        view_.theme.inks[static_cast<std::size_t>(ink)] = rgba_from(value);
        request_frame();
        return true;
    }
    if (name == "roundness") {
        view_.theme.roundness = number_within(value, 0, 3, 1);
        request_frame();
        return true;
    }
    const int family = index_after(name, "family-", family_count);
    if (family < 0 && name != "spacing") return false;
    std::string& known = family < 0 ? view_.theme.spacing : view_.theme.families[family];
    if (known == value) return true;
    known = value;
    renew_styles();
    return true;
}

bool Widget::apply_words(const std::string& name, const std::string& value) {
    if (name == "words-locale") {
        words_locale_ = value;
        return true;
    }
    if (name != "words") return false;
    words_.read(value, words_locale_);
    words_read_from_the_right_ = is_right_to_left_language(words_.locale());
    // Asked beforehand, it is under way while the rest is.
    if (words_read_from_the_right_) shared_.port.bidi_levels(" ", true);
    words_changed();
    forget_layouts();
    scene_changed();
    return true;
}

void Widget::set_language(const std::string& language) {
    if (language_ == language) return;
    language_ = language;
    renew_styles();
}

void Widget::renew_styles() {
    // Fonts already sent keep their numbers: the host knows them by their text.
    styles_ = std::make_unique<StyleTable>(shared_.port, view_.theme.families, view_.theme.spacing,
                                           language_.empty() ? page_locale_ : language_);
    surface_.forget_fonts();
    forget_layouts();
    scene_changed();
}

void Widget::apply(const Resized& size) {
    const bool relayout = size.width != width_ || size.height != height_;
    width_ = size.width;
    height_ = size.height;
    view_.device_pixel_ratio = size.device_pixel_ratio > 0 ? size.device_pixel_ratio : 1;
    if (relayout)
        scene_changed();
    else
        request_frame();
}

void Widget::apply(const Activated& activated) {
    const Mounted* mounted = surface_.find(activated.node);
    if (!mounted || mounted->node->action.verb == 0) return;
    // A copy: what it starts may replace the scene that holds it.
    const Action action = mounted->node->action;
    on_action(action, activated.value);
}

void Widget::apply(const PictureLoaded& picture) {
    if (picture.width <= 0 || picture.height <= 0) return;
    NaturalSize& known = pictures_[picture.src];
    if (known.width == picture.width && known.height == picture.height) return;
    known = {picture.width, picture.height};
    picture_changed(picture.src);
    scene_changed();
}

void Widget::frame() {
    needs_frame_ = false;
    if (width_ <= 0 || waits_for_bidi()) return;
    if (scene_is_stale_ || !scene_) {
        scene_ = make_scene();
        if (reads_from_the_right()) scene_ = mirror_.mirrored(scene_);
        lacks_bidi_ = shared_.measure.has_lacked_bidi() || lacks_bidi_;
        if (waits_for_bidi()) return;
    }
    scene_is_stale_ = false;
    const std::string json = surface_.frame(scene_, view_, *styles_);
    if (!json.empty()) shared_.port.send_frame(id_, json);
    if (is_growing()) scene_changed();
    if (told_ready_ || !is_ready()) return;
    told_ready_ = true;
    emit("ready");
}

void Widget::scene_changed(Milliseconds pause) {
    scene_is_stale_ = true;
    request_frame(pause);
}

void Widget::request_frame(Milliseconds pause) {
    if (needs_frame_ && pause_ <= pause) return;
    needs_frame_ = true;
    pause_ = pause;
    shared_.port.request_frame(pause);
}

void Widget::emit(std::string_view name, std::string_view detail_json) { shared_.port.emit(id_, name, detail_json); }

void Widget::emit_error(std::string_view phase, const Error& error) {
    std::string detail = "{\"phase\":";
    append_json_string(detail, phase);
    detail += ",\"code\":";
    append_json_string(detail, error.code);
    detail += ",\"message\":";
    append_json_string(detail, error.message);
    emit("error", detail + "}");
}

Setting Widget::setting(const Typography& type) {
    const std::string& around = language_.empty() ? page_locale_ : language_;
    return {.styles = *styles_,
            .measurer = shared_.measure,
            .type = type,
            .pictures = pictures_,
            .words = words_,
            .language = language_,
            .right_to_left = reads_from_the_right(),
            .words_language = is_same_language(words_.locale(), around) ? "" : words_.locale(),
            .names = &shared_.names.known()};
}

}  // namespace heidi
