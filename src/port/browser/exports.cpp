// What the shell may call: the module's whole surface (shell/core/module.ts has the same list). Text comes as a pointer
// to UTF-8 and a length; the caller owns it and frees it after the call.
#include <memory>

#include "app/core.h"
#include "base/utf8.h"
#include "port/browser/browser_port.h"

namespace {

using namespace heidi;

// The one global of the module: a worker has one page, a page one core.
struct Module {
    BrowserPort port;
    Core core{port};
};
std::unique_ptr<Module> module;

// The page's strings may hold lone surrogates; past this gate all text is well-formed.
std::string text_of(const char* text, std::size_t length) { return well_formed_utf8({text, length}); }

void handle(WidgetId widget, const Event& event) { module->core.handle_event(widget, event); }

enum PageFact : int {
    page_hidden,
    page_visible,
    page_offline,
    page_online,
    page_left,
    page_returned,
    fonts_changed,
    transcript_left,
    transcript_reached,
    taken_over
};

}  // namespace

extern "C" {

// Once. Returns whether tiles can be painted.
[[clang::export_name("boot")]] int heidi_boot(int want_graphics) {
    module = std::make_unique<Module>();
    return want_graphics && module->port.open_graphics();
}

[[clang::export_name("graphics_lost")]] void heidi_graphics_lost() {
    module->port.forget_graphics();
    module->core.pixels_lost();
}
[[clang::export_name("bidi_arrived")]] void heidi_bidi_arrived() { module->core.bidi_arrived(); }
[[clang::export_name("graphics_restored")]] int heidi_graphics_restored() { return module->port.open_graphics(); }

[[clang::export_name("create")]] void heidi_create(WidgetId widget, int kind) {
    module->core.create(widget, static_cast<WidgetKind>(kind));
}
[[clang::export_name("start")]] void heidi_start(WidgetId widget) { module->core.start(widget); }
[[clang::export_name("destroy")]] void heidi_destroy(WidgetId widget) { module->core.destroy(widget); }
[[clang::export_name("make_frames")]] void heidi_make_frames() { module->core.frame(); }

[[clang::export_name("setting")]] void heidi_setting(WidgetId widget, const char* name, std::size_t name_length,
                                                     const char* value, std::size_t length) {
    handle(widget, SettingChanged{text_of(name, name_length), text_of(value, length)});
}
[[clang::export_name("resize")]] void heidi_resize(WidgetId widget, float width, float height,
                                                   float device_pixel_ratio) {
    handle(widget, Resized{width, height, device_pixel_ratio});
}
[[clang::export_name("viewport")]] void heidi_viewport(WidgetId widget, float x, float y, float width, float height) {
    handle(widget, ViewportMoved{{x, y, width, height}});
}
[[clang::export_name("scroll")]] void heidi_scroll(WidgetId widget, NodeId node, float x, float y) {
    handle(widget, Scrolled{node, x, y});
}
[[clang::export_name("activate")]] void heidi_activate(WidgetId widget, NodeId node, const char* value,
                                                       std::size_t length) {
    handle(widget, Activated{node, text_of(value, length)});
}
[[clang::export_name("pointer")]] void heidi_pointer(WidgetId widget, NodeId over, int pressed) {
    handle(widget, PointerMoved{over, pressed != 0});
}
[[clang::export_name("picture")]] void heidi_picture(WidgetId widget, const char* src, std::size_t length, float width,
                                                     float height) {
    handle(widget, PictureLoaded{text_of(src, length), width, height});
}
[[clang::export_name("typed")]] void heidi_typed(WidgetId widget, float text_height) {
    handle(widget, Typed{text_height});
}
[[clang::export_name("submit")]] void heidi_submit(WidgetId widget, const char* text, std::size_t length) {
    handle(widget, Submitted{text_of(text, length)});
}
[[clang::export_name("wish")]] void heidi_wish(WidgetId widget, const char* what, std::size_t what_length,
                                               const char* value, std::size_t length) {
    handle(widget, Wished{text_of(what, what_length), text_of(value, length)});
}

[[clang::export_name("page")]] void heidi_page(WidgetId widget, int fact) {
    switch (fact) {
        case page_hidden: return handle(widget, PageSeen{false});
        case page_visible: return handle(widget, PageSeen{true});
        case page_offline: return handle(widget, PageOnline{false});
        case page_online: return handle(widget, PageOnline{true});
        case page_left: return handle(widget, PageLeft{});
        case page_returned: return handle(widget, PageReturned{});
        case fonts_changed: return handle(widget, FontsChanged{});
        case transcript_left: return handle(widget, TranscriptLeft{true});
        case transcript_reached: return handle(widget, TranscriptLeft{false});
        case taken_over: return handle(widget, TakenOver{});
        default: return;
    }
}

[[clang::export_name("token")]] void heidi_token(WidgetId widget, const char* token, std::size_t length) {
    handle(widget, TokenArrived{text_of(token, length)});
}
[[clang::export_name("reveal")]] void heidi_reveal(WidgetId widget, int block) { handle(widget, BlockWanted{block}); }
[[clang::export_name("timer")]] void heidi_timer(WidgetId widget) { handle(widget, TimerFired{}); }
[[clang::export_name("saved")]] void heidi_saved(WidgetId widget, const char* bytes, std::size_t length) {
    handle(widget, SavedStateRead{text_of(bytes, length)});
}

// retry_after_ms < 0: the server named none.
[[clang::export_name("response_head")]] void heidi_response_head(WidgetId widget, std::uint32_t request, int status,
                                                                 const char* content_type, std::size_t length,
                                                                 double retry_after_ms) {
    ResponseHead head{request, status, {content_type, length}, std::nullopt};
    if (retry_after_ms >= 0) head.retry_after = Milliseconds(static_cast<std::int64_t>(retry_after_ms));
    handle(widget, head);
}
[[clang::export_name("response_bytes")]] void heidi_response_bytes(WidgetId widget, std::uint32_t request,
                                                                   const char* bytes, std::size_t length) {
    handle(widget, ResponseBytes{request, {bytes, length}});
}
[[clang::export_name("response_end")]] void heidi_response_end(WidgetId widget, std::uint32_t request) {
    handle(widget, ResponseEnded{request});
}
[[clang::export_name("response_failed")]] void heidi_response_failed(WidgetId widget, std::uint32_t request) {
    handle(widget, ResponseFailed{request});
}
[[clang::export_name("converted")]] void heidi_converted(WidgetId widget, std::uint32_t request, const char* json,
                                                         std::size_t length) {
    handle(widget, Converted{request, text_of(json, length)});
}
// Returns the number of the line that is wrong, 0 if none is.
[[clang::export_name("names")]] std::uint32_t heidi_names(const char* file, std::size_t length) {
    return static_cast<std::uint32_t>(module->core.names_arrived({file, length}));
}

}  // extern "C"
