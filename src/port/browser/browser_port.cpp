#include "port/browser/browser_port.h"

#include <GLES3/gl3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <cstdlib>
#include <cstring>
#include <memory>

#include "port/browser/host_calls.h"

namespace heidi {
namespace {

std::string taken(char* malloced) {
    const std::unique_ptr<char, decltype(&std::free)> owner(malloced, &std::free);
    return malloced ? std::string(malloced) : std::string();
}

}  // namespace

bool BrowserPort::open_graphics() {
    if (!heidi_graphics_open()) return false;
    ImGui::CreateContext();
    has_graphics_ = ImGui_ImplOpenGL3_Init("#version 300 es");
    return has_graphics_;
}

void BrowserPort::forget_graphics() {
    if (!has_graphics_) return;
    has_graphics_ = false;
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
}

FontId BrowserPort::font(const std::string& css_font) {
    return static_cast<FontId>(heidi_font(css_font.data(), css_font.size()));
}
float BrowserPort::advance(FontId font, std::string_view text) const {
    return heidi_advance(font, text.data(), text.size());
}
FontMetrics BrowserPort::metrics(FontId font) const { return {heidi_ascent(font), heidi_descent(font)}; }

std::vector<std::size_t> BrowserPort::word_ends(std::string_view text) const {
    const std::string words = taken(heidi_words(text.data(), text.size()));
    std::vector<std::size_t> ends;
    std::size_t line_feeds = 0;
    for (std::size_t at = 0; at < words.size(); ++at)
        if (words[at] == '\n') ends.push_back(at - line_feeds++);
    if (!words.empty()) ends.push_back(words.size() - line_feeds);
    return ends;
}

std::vector<BidiLevel> BrowserPort::bidi_levels(std::string_view text, bool right_to_left) const {
    std::vector<BidiLevel> levels(text.size());
    if (!heidi_bidi_levels(text.data(), text.size(), right_to_left, levels.data())) levels.clear();
    return levels;
}
bool BrowserPort::awaits_bidi() const { return heidi_awaits_bidi(); }

std::uint32_t BrowserPort::make_page() {
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    // Texels meet device pixels exactly, so nothing is to be interpolated.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexStorage2D(GL_TEXTURE_2D, 1, GL_RGBA8, page_width, page_height);
    std::uint32_t white[white_square * white_square];
    std::memset(white, 0xFF, sizeof white);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, white_square, white_square, GL_RGBA, GL_UNSIGNED_BYTE, white);
    return texture;
}

void BrowserPort::drop_page(std::uint32_t texture) { glDeleteTextures(1, &texture); }

void BrowserPort::rasterise(std::uint32_t texture, int top, int height, const std::vector<RunToRasterise>& runs,
                            float ratio) {
    heidi_strip_begin(page_width, height);
    for (const RunToRasterise& image : runs)
        heidi_strip_run(image.run.font, image.run.text.data(), image.run.text.size(), image.run.color,
                        image.run.right_to_left, image.page_x, image.page_y - top, image.width, image.height,
                        image.pen_x, image.pen_y, ratio);
    heidi_strip_end(texture, top);
}

void BrowserPort::begin_tile(int device_width, int device_height) {
    heidi_tile_begin(device_width, device_height);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
}

void BrowserPort::render(void* draw_data) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplOpenGL3_RenderDrawData(static_cast<ImDrawData*>(draw_data));
}

void BrowserPort::end_tile() { heidi_tile_end(); }

void BrowserPort::request_frame(Milliseconds pause) { heidi_request_frame(static_cast<int>(pause.count())); }
void BrowserPort::send_frame(WidgetId widget, std::string_view json) {
    heidi_send_frame(widget, json.data(), json.size());
}
void BrowserPort::emit(WidgetId widget, std::string_view name, std::string_view json) {
    heidi_emit(widget, name.data(), name.size(), json.data(), json.size());
}

void BrowserPort::fetch(WidgetId widget, const Fetch& fetch) {
    std::string headers;
    for (const auto& [name, value] : fetch.headers) headers += name + '\n' + value + '\n';
    heidi_fetch(widget, fetch.request, fetch.url.data(), fetch.url.size(), fetch.post, headers.data(), headers.size(),
                fetch.body.data(), fetch.body.size());
}
void BrowserPort::abort(WidgetId widget, std::uint32_t request) { heidi_abort(widget, request); }
void BrowserPort::convert(WidgetId widget, std::uint32_t request, const Conversion& conversion) {
    const auto& [format, src, text] = conversion;
    heidi_convert(widget, request, format.data(), format.size(), src.data(), src.size(), text.data(), text.size());
}
void BrowserPort::want_names() { heidi_want_names(); }
void BrowserPort::save(WidgetId widget, std::string_view bytes) { heidi_save(widget, bytes.data(), bytes.size()); }
void BrowserPort::clear_saved(WidgetId widget) { heidi_clear_saved(widget); }
void BrowserPort::reclaim_saved(WidgetId widget) { heidi_reclaim_saved(widget); }

void BrowserPort::arm_timer(WidgetId widget, Instant at) {
    heidi_arm_timer(widget, static_cast<double>(at.since_start.count()));
}
void BrowserPort::disarm_timer(WidgetId widget) { heidi_disarm_timer(widget); }
Instant BrowserPort::now() const { return {Milliseconds(static_cast<std::int64_t>(heidi_now_ms()))}; }
Milliseconds BrowserPort::wall_clock() const { return Milliseconds(static_cast<std::int64_t>(heidi_wall_clock_ms())); }
double BrowserPort::roll() { return heidi_roll(); }

std::string BrowserPort::localized_date(std::string_view iso, std::string_view locale) const {
    return taken(heidi_localized_date(iso.data(), iso.size(), locale.data(), locale.size()));
}
std::string BrowserPort::localized_number(std::int64_t number, std::string_view locale) const {
    return taken(heidi_localized_number(static_cast<double>(number), locale.data(), locale.size()));
}
PluralCategory BrowserPort::plural_category(std::int64_t number, std::string_view locale) const {
    return static_cast<PluralCategory>(
        heidi_plural_category(static_cast<double>(number), locale.data(), locale.size()));
}

}  // namespace heidi
