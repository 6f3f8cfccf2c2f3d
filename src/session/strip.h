// The session strip: what the reader is told about the connection, derived from the session's state and the clock. It
// is never modal and never over the article; the texts are those of session.md §4.
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
    Rejoining,     // "Rejoining the server..."
    RejoinFailed,  // "Rejoin failed... trying again in N seconds."
    Offline,
    GaveUp,  // "Failed to rejoin. …"
    Paused,  // "The session has been paused by the server."
    OpenElsewhere,
    ResumeFailed,
    StartingOver,  // a new session is being made
    ConnectedAgain,
    Fatal,  // the error bar; only fatal_strip() gives it
};

enum class StripButton : std::uint8_t { TryNow, Retry, Resume, UseHere, Reload, Dismiss };

struct StripAction {
    StripButton button;
    std::string_view label;   // what is drawn
    std::string_view spoken;  // its accessible name
    bool busy = false;        // aria-disabled, keeps focus, ignores presses

    friend bool operator==(const StripAction&, const StripAction&) = default;
};

enum class Politeness : std::uint8_t { Off, Polite, Assertive };  // none, role=status, role=alert

struct Strip {
    StripKind kind = StripKind::Hidden;
    std::string_view reconnect_class =
        "components-reconnect-hide";  // exactly one of the components-reconnect-* classes
    std::string text;                 // the sentence; empty: nothing is drawn
    std::string detail;               // a second, quieter one
    std::vector<StripAction> buttons;
    std::optional<int> seconds;  // the number within `text`: draw the text aria-hidden when there is one
    int attempt = 0;             // the attempt that runs or is waited for, from 1; for the host's event
    bool remote = false;         // paused by the server, not by us; for the host's event

    Politeness politeness = Politeness::Off;
    std::string spoken;           // what the live region says; empty: nothing new
    std::uint32_t spoken_id = 0;  // say `spoken` once for each id

    std::optional<Instant> changes_at;  // when the picture changes by itself; none: only with the state

    bool visible() const { return !text.empty(); }
    friend bool operator==(const Strip&, const Strip&) = default;
};

Strip strip_of(const SessionState& state, Instant now);

// For the application, which alone knows of exceptions in the core.
Strip fatal_strip();

}  // namespace heidi
