// What the core needs of its host: text and dictionaries, pixels, requests, a timer, the clock. A browser implements it in
// port/browser, tests in port/headless; nothing else in src/ knows either.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "text/text_measurer.h"
#include "views/imgui_painter.h"
#include "views/run_atlas.h"
#include "views/typography.h"
#include "words/counting_rules.h"

namespace heidi {

// A widget of the page, as the shell numbers them.
using WidgetId = std::uint32_t;

struct Fetch {
    std::uint32_t request = 0;  // the widget's own number for it
    std::string url;
    bool post = false;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

// An article that is not in our own JSON. `format` is the element's attribute: "auto", or the format that it is in. "html":
// the body of one, which becomes an article with that body.
struct Conversion {
    std::string_view format;
    std::string_view src;   // what relative addresses are resolved against
    std::string_view text;  // JSON, or HTML
};

class Port : public FontRegistry, public TextMeasurer, public RunRasteriser, public DrawTarget, public CountingRules {
public:
    // ---- directions: whether what gives levels (TextMeasurer::bidi_levels) is on its way, and worth waiting for. When that ends,
    // Core::bidi_arrived() is called
    virtual bool awaits_bidi() const = 0;

    // ---- pixels: one tile at a time, between begin_tile and end_tile; tiles go out with the next frame
    virtual void begin_tile(int device_width, int device_height) = 0;
    virtual void end_tile() = 0;

    // ---- frames: asks for a call of Core::frame() soon, but not sooner than `pause` after the last one; sends what it made.
    // Of several wishes the most urgent counts
    virtual void request_frame(Milliseconds pause) = 0;
    virtual void send_frame(WidgetId widget, std::string_view frame_json) = 0;

    // ---- news for the page: a CustomEvent "heidi:<name>" with this detail, or an order to the shell
    virtual void emit(WidgetId widget, std::string_view name, std::string_view detail_json) = 0;

    // ---- network: each fetch reports a head, bytes, and an end, or a failure
    virtual void fetch(WidgetId widget, const Fetch& fetch) = 0;
    virtual void abort(WidgetId widget, std::uint32_t request) = 0;

    // ---- other formats of articles: each is answered by Converted, or never
    virtual void convert(WidgetId widget, std::uint32_t request, const Conversion& conversion) = 0;

    // ---- HTML's names of characters (markdown/character_names.h), for all widgets: answered by Core::names_arrived, "" if they
    // cannot be had; not asked again before it
    virtual void want_names() = 0;

    // ---- storage: one record a widget, handed in at the start; fetches wait until what was saved before them is safe.
    // Where several tabs share it, one owns it; the others are told (TakenOver), and can take it back: then it comes
    // anew as SavedStateRead.
    virtual void save(WidgetId widget, std::string_view bytes) = 0;
    virtual void clear_saved(WidgetId widget) = 0;
    virtual void reclaim_saved(WidgetId widget) = 0;

    // ---- time and chance
    virtual void arm_timer(WidgetId widget, Instant at) = 0;  // one a widget; replaces the one before
    virtual void disarm_timer(WidgetId widget) = 0;
    virtual Instant now() const = 0;
    virtual Milliseconds wall_clock() const = 0;  // since 1970
    virtual double roll() = 0;                    // uniform in [0, 1)

    // ---- the reader's language (Intl), besides how it counts. `locale` is BCP 47.
    virtual std::string localized_date(std::string_view iso_date,
                                       std::string_view locale) const = 0;  // "" if it is none
};

}  // namespace heidi
