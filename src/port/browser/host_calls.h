// The functions that the page's side gives us: heidi_library.js declares them to the linker, shell/core/core.ts
// implements them. Text goes as a pointer to UTF-8 and a length in bytes; it is read before the call returns.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

// Text. `font` numbers are the host's.
int heidi_font(const char* css, std::size_t length);
float heidi_advance(int font, const char* text, std::size_t length);
float heidi_ascent(int font);
float heidi_descent(int font);
// The words of a text without spaces, with line feeds between them; empty where the host does not know them. malloc'ed.
char* heidi_words(const char* text, std::size_t length);

// Graphics. 0: there is no WebGL2 here.
int heidi_graphics_open();
void heidi_tile_begin(int device_width, int device_height);
void heidi_tile_end();
void heidi_strip_begin(int device_width, int device_height);
void heidi_strip_run(int font, const char* text, std::size_t length, std::uint32_t rgba, int right_to_left, int x,
                     int y, int width, int height, float pen_x, float pen_y, float device_pixel_ratio);
void heidi_strip_end(std::uint32_t texture, int top);  // onto the page bound as texture

// Frames and news.
void heidi_request_frame(int pause_ms);
void heidi_send_frame(std::uint32_t widget, const char* json, std::size_t length);
void heidi_emit(std::uint32_t widget, const char* name, std::size_t name_length, const char* json, std::size_t length);

// Network, storage, time. `headers` are lines: name, value, name, value …
void heidi_fetch(std::uint32_t widget, std::uint32_t request, const char* url, std::size_t url_length, int post,
                 const char* headers, std::size_t headers_length, const char* body, std::size_t body_length);
// The page converts it (messages.ts, 'convert') and answers with heidi_converted.
void heidi_convert(std::uint32_t widget, std::uint32_t request, const char* format, std::size_t format_length,
                   const char* src, std::size_t src_length, const char* text, std::size_t length);
void heidi_abort(std::uint32_t widget, std::uint32_t request);
void heidi_save(std::uint32_t widget, const char* bytes, std::size_t length);
void heidi_clear_saved(std::uint32_t widget);
void heidi_reclaim_saved(std::uint32_t widget);
void heidi_arm_timer(std::uint32_t widget, double at_ms);
void heidi_disarm_timer(std::uint32_t widget);
double heidi_now_ms();
double heidi_wall_clock_ms();
double heidi_roll();

// The decimal number at the start of the text; NaN: none.
double heidi_number(const char* text, std::size_t length);
double heidi_sine(double radians);

// The reader's language. Text that comes back is malloc'ed and ends with 0.
char* heidi_localized_date(const char* iso, std::size_t iso_length, const char* locale, std::size_t locale_length);
char* heidi_localized_number(double number, const char* locale, std::size_t locale_length);
int heidi_plural_category(double number, const char* locale, std::size_t locale_length);  // as in PluralCategory

}  // extern "C"
