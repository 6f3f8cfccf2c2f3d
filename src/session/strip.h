// The session strip: what the reader is told about the connection, derived from the session's state and the clock. It
// is never modal and never over the article. Which words say it is for views/strip_words.h.
#pragma once

#include "session/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heidi {

enum class StripKind : std::uint8_t {
    Hidden,
    Rejoining,
    RejoinFailed,  // and trying again in so many seconds
    Offline,
    GaveUp,
    Paused,  // by the server
    OpenElsewhere,
    ResumeFailed,
    StartingOver,  // a new session is being made
    ConnectedAgain,
};

enum class StripButton : std::uint8_t { TryNow, Retry, Resume, UseHere, Reload };

struct StripAction {
    StripButton button;
    bool busy = false;  // the attempt it asked for runs: aria-disabled, keeps focus, ignores presses

    friend bool operator==(const StripAction&, const StripAction&) = default;
};

enum class Politeness : std::uint8_t { Off, Polite, Assertive };  // none, role=status, role=alert

struct Strip {
    StripKind kind = StripKind::Hidden;
    std::string_view reconnect_class =
        "components-reconnect-hide";  // exactly one of the components-reconnect-* classes
    std::string pause_reason;         // Paused: the server's own words, may be empty
    int pause_minutes = 0;            // Paused: how long the server asks to wait; 0: it does not say
    std::vector<StripAction> buttons;
    std::optional<int> seconds;  // until the next attempt: draw the text aria-hidden when there are any
    int wait_seconds = 0;        // all of that wait: what is said, once
    int attempt = 0;             // the attempt that runs or is waited for, from 1; for the host's event
    bool remote = false;         // paused by the server, not by us; for the host's event

    Politeness politeness = Politeness::Off;
    bool is_news = false;         // the live region says it; false: it has been said
    std::uint32_t spoken_id = 0;  // say it once for each id

    std::optional<Instant> changes_at;  // when the picture changes by itself; none: only with the state

    bool visible() const { return kind != StripKind::Hidden; }
    friend bool operator==(const Strip&, const Strip&) = default;
};

Strip strip_of(const SessionState& state, Instant now);

}  // namespace heidi
