// What happens to a widget, as facts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/time.h"
#include "semantics/mounted_tree.h"
#include "views/paint_list.h"

namespace heidi {

// An attribute of the element, or a colour or face of its theme: "src", "topics", "ink-3", "family-0".
struct SettingChanged {
    std::string name;
    std::string value;
};
struct Resized {
    float width = 0;   // CSS pixels, of the element's content box
    float height = 0;  // of a panel; articles have their own
    float device_pixel_ratio = 1;
};
// The part of the widget that can be seen, in its own coordinates; empty when none can.
struct ViewportMoved {
    Rect visible;
};
struct Scrolled {  // a scroller inside the widget
    NodeId node = 0;
    float x = 0, y = 0;  // CSS pixels; an infinite y is its end
};
struct Activated {
    NodeId node = 0;
    std::string value;  // of a select: what was chosen
};
struct PointerMoved {
    NodeId over = 0;  // 0: over no control
    bool pressed = false;
};
struct PictureLoaded {
    std::string src;  // as written
    float width = 0, height = 0;
};
struct Typed {
    float text_height = 0;  // of the field's content, CSS pixels
};
struct Submitted {
    std::string text;
};
// By the page's scripts or the shell, beyond what controls do; names that a widget does not know are not for it.
//   chat: "new-conversation", "reconnect", "stop", "quote" (a text that the next question is about; "" takes it back),
//         "quote-source" (the address of its article), "transcript" (a format; answered by the news "transcript")
struct Wished {
    std::string what;
    std::string value;
};
struct PageSeen {
    bool visible = true;
};
struct PageOnline {
    bool online = true;
};
struct TranscriptLeft {  // the reader has scrolled away from its end while there is more to come
    bool behind = true;
};
struct BlockWanted {  // of an article: it is to be marked
    int block = 0;    // index among the top-level blocks of the body, from 0; one that is not there marks none
};
struct TokenArrived {  // from the host page, for its endpoint
    std::string token;
};
struct TakenOver {};     // another tab has the saved state
struct PageLeft {};      // pagehide, freeze
struct PageReturned {};  // pageshow, resume
struct TimerFired {};
struct SavedStateRead {  // before the start, and again when it was reclaimed; none: ""
    std::string bytes;
};
struct FontsChanged {};  // one arrived late: everything is measured again
struct NamesArrived {};  // of characters, or they cannot be had: see Shared::names
// Levels of mixed text are to be had, or will not come: nothing need wait for them (Port::awaits_bidi).
struct BidiArrived {};
struct PixelsLost {};  // the graphics context is gone: nothing is painted until the host names the painter again
struct ResponseHead {
    std::uint32_t request = 0;
    int status = 0;
    std::string_view content_type;
    std::optional<Milliseconds> retry_after;  // the host reads both of the header's forms
};
struct ResponseBytes {
    std::uint32_t request = 0;
    std::string_view bytes;
};
struct ResponseEnded {
    std::uint32_t request = 0;
};
struct ResponseFailed {
    std::uint32_t request = 0;
};
struct Converted {  // an article in another format
    std::uint32_t request = 0;
    std::string json;  // for publication_from_json(); "": it is in none of the formats that are known
};

using Event =
    std::variant<SettingChanged, Resized, ViewportMoved, Scrolled, Activated, PointerMoved, PictureLoaded, Typed,
                 Submitted, Wished, PageSeen, PageOnline, TranscriptLeft, BlockWanted, TokenArrived, TakenOver,
                 PageLeft, PageReturned, TimerFired, SavedStateRead, FontsChanged, NamesArrived, BidiArrived,
                 PixelsLost, ResponseHead, ResponseBytes, ResponseEnded, ResponseFailed, Converted>;

}  // namespace heidi
