// The functions that the page's side gives us, with their names in shell/core/core.ts, which implements them. Text goes as a
// pointer to UTF-8 and a length in bytes; it is read before the call returns.
#pragma once

#include <cstddef>
#include <cstdint>

#define HEIDI_HOST(name) [[clang::import_module("heidi"), clang::import_name(name)]]

extern "C" {

// Text. `font` numbers are the host's.
HEIDI_HOST("font") int heidi_font(const char* css, std::size_t length);
HEIDI_HOST("advance") float heidi_advance(int font, const char* text, std::size_t length);
HEIDI_HOST("ascent") float heidi_ascent(int font);
HEIDI_HOST("descent") float heidi_descent(int font);
// The words of a text without spaces, with line feeds between them; empty where the host does not know them. malloc'ed.
HEIDI_HOST("words") char* heidi_words(const char* text, std::size_t length);
// Writes a level for each byte. 0: what knows them (bidi_part.cpp) is not here yet; it is fetched now, and whether frames are to
// wait for it can be asked.
HEIDI_HOST("bidiLevels")
int heidi_bidi_levels(const char* text, std::size_t length, int right_to_left, std::uint8_t* levels);
HEIDI_HOST("awaitsBidi") int heidi_awaits_bidi();

// Graphics. 0: there is no WebGL2 here.
HEIDI_HOST("openGraphics") int heidi_graphics_open();
HEIDI_HOST("beginTile") void heidi_tile_begin(int device_width, int device_height);
HEIDI_HOST("endTile") void heidi_tile_end();
HEIDI_HOST("beginStrip") void heidi_strip_begin(int device_width, int device_height);
HEIDI_HOST("drawRun")
void heidi_strip_run(int font, const char* text, std::size_t length, std::uint32_t rgba, int right_to_left, int x,
                     int y, int width, int height, float pen_x, float pen_y, float device_pixel_ratio);
HEIDI_HOST("endStrip") void heidi_strip_end(std::uint32_t texture, int top);  // onto the page bound as texture

// Frames and news.
HEIDI_HOST("requestFrame") void heidi_request_frame(int pause_ms);
HEIDI_HOST("sendFrame") void heidi_send_frame(std::uint32_t widget, const char* json, std::size_t length);
HEIDI_HOST("emit")
void heidi_emit(std::uint32_t widget, const char* name, std::size_t name_length, const char* json, std::size_t length);

// Network, storage, time. `headers` are lines: name, value, name, value …
HEIDI_HOST("fetch")
void heidi_fetch(std::uint32_t widget, std::uint32_t request, const char* url, std::size_t url_length, int post,
                 const char* headers, std::size_t headers_length, const char* body, std::size_t body_length);
// The page converts it (messages.ts, 'convert') and answers with heidi_converted.
HEIDI_HOST("convert")
void heidi_convert(std::uint32_t widget, std::uint32_t request, const char* format, std::size_t format_length,
                   const char* src, std::size_t src_length, const char* text, std::size_t length);
HEIDI_HOST("wantNames") void heidi_want_names();  // answered with names
HEIDI_HOST("abort") void heidi_abort(std::uint32_t widget, std::uint32_t request);
HEIDI_HOST("save") void heidi_save(std::uint32_t widget, const char* bytes, std::size_t length);
HEIDI_HOST("clearSaved") void heidi_clear_saved(std::uint32_t widget);
HEIDI_HOST("reclaimSaved") void heidi_reclaim_saved(std::uint32_t widget);
HEIDI_HOST("armTimer") void heidi_arm_timer(std::uint32_t widget, double at_ms);
HEIDI_HOST("disarmTimer") void heidi_disarm_timer(std::uint32_t widget);
HEIDI_HOST("now") double heidi_now_ms();
HEIDI_HOST("wallClock") double heidi_wall_clock_ms();
HEIDI_HOST("roll") double heidi_roll();

// The decimal number at the start of the text; NaN: none.
HEIDI_HOST("number") double heidi_number(const char* text, std::size_t length);
HEIDI_HOST("sine") double heidi_sine(double radians);
HEIDI_HOST("arcCosine") double heidi_arc_cosine(double cosine);

// The reader's language. Text that comes back is malloc'ed and ends with 0.
HEIDI_HOST("localizedDate")
char* heidi_localized_date(const char* iso, std::size_t iso_length, const char* locale, std::size_t locale_length);
HEIDI_HOST("localizedNumber")
char* heidi_localized_number(double number, const char* locale, std::size_t locale_length);
HEIDI_HOST("pluralCategory")
int heidi_plural_category(double number, const char* locale, std::size_t locale_length);  // as in PluralCategory

}  // extern "C"
