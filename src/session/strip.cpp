#include "session/strip.h"

#include "session/session_numbers.h"

#include <algorithm>

namespace heidi {
namespace {

constexpr StripAction try_now{StripButton::TryNow};
constexpr StripAction retry{StripButton::Retry};
constexpr StripAction resume{StripButton::Resume};
constexpr StripAction use_here{StripButton::UseHere};
constexpr StripAction reload{StripButton::Reload};

StripAction busy(StripAction action) {
    action.busy = true;
    return action;
}

// The button that asked for the attempt stays where it was, busy, so that focus can stay on it.
StripAction button_of(Phase pressed_in) {
    switch (pressed_in) {
        case Phase::PausedServer: return resume;
        case Phase::Superseded: return use_here;
        case Phase::Failed:
        case Phase::ResumeFailed: return retry;
        default: return try_now;
    }
}

Strip said(StripKind kind, std::string_view reconnect_class, Politeness politeness) {
    Strip strip;
    strip.kind = kind;
    strip.reconnect_class = reconnect_class;
    strip.politeness = politeness;
    strip.is_news = true;
    return strip;
}

int seconds_from(Milliseconds wait) {
    return static_cast<int>((std::max(wait, Milliseconds(0)).count() + 999) / 1'000);
}

Strip rejoining(const SessionState& state) {
    Strip strip = said(StripKind::Rejoining, "components-reconnect-show", Politeness::Polite);
    strip.is_news = !state.strip.rejoining_was_seen && !state.strip.retrying_was_seen;
    // Not in the table of session.md: a "Try now" that has been shown stays, busy, instead of vanishing under the
    // reader's finger or focus each time the wait ends by itself.
    if (state.trying.pressed_in)
        strip.buttons = {busy(button_of(*state.trying.pressed_in))};
    else if (state.strip.retrying_was_seen)
        strip.buttons = {busy(try_now)};
    return strip;
}

Strip rejoin_failed(const SessionState& state, Instant retry_at, Instant now) {
    const int seconds = seconds_from(retry_at - now);
    Strip strip = said(StripKind::RejoinFailed, "components-reconnect-retrying", Politeness::Polite);
    strip.seconds = seconds;
    strip.wait_seconds = seconds_from(state.strip.wait_length);
    strip.is_news = !state.strip.retrying_was_seen || state.strip.wait_length > long_wait_worth_saying;
    const StripAction action = button_of(state.trying.pressed_in.value_or(Phase::Waiting));
    strip.buttons = {state.trying.pressed_in ? busy(action) : action};
    strip.changes_at = retry_at - Milliseconds(1'000) * (seconds - 1);
    return strip;
}

Strip offline(const SessionState& state) {
    Strip strip = said(StripKind::Offline, "components-reconnect-retrying", Politeness::Polite);
    strip.is_news = !state.strip.offline_was_seen;
    strip.buttons = {state.trying.pressed_in ? busy(try_now) : try_now};
    return strip;
}

Strip waiting(const SessionState& state, Instant now) {
    if (!state.online) return offline(state);
    const auto retry_at = state.deadlines.at(Deadline::Retry);
    const bool counts_down = state.trying.attempts_failed > 0 && retry_at && *retry_at > now;
    return counts_down ? rejoin_failed(state, *retry_at, now) : rejoining(state);
}

Strip resuming(const SessionState& state, Instant now) {
    const auto retry_at = state.deadlines.at(Deadline::Retry);
    return retry_at && *retry_at - now > least_gap_between_attempts ? rejoin_failed(state, *retry_at, now)
                                                                    : rejoining(state);
}

Strip gave_up() {
    Strip strip = said(StripKind::GaveUp, "components-reconnect-failed", Politeness::Assertive);
    strip.buttons = {retry, reload};
    return strip;
}

// While Failed, and while its silent probes run: a picture that does not change is not announced again.
Strip failed(const SessionState& state, Instant now) {
    Strip strip = gave_up();
    strip.is_news = !state.strip.failure_was_seen;
    const auto retry_at = state.deadlines.at(Deadline::Retry);
    if (state.trying.pressed_in && retry_at && *retry_at > now) strip.buttons.front() = busy(retry);
    return strip;
}

Strip paused(const SessionState& state) {
    Strip strip = said(StripKind::Paused, "components-reconnect-paused", Politeness::Polite);
    strip.pause_reason = state.strip.pause_reason;
    strip.pause_minutes = state.strip.pause_minutes;
    strip.buttons = {resume};
    strip.remote = true;
    return strip;
}

Strip open_elsewhere() {
    Strip strip = said(StripKind::OpenElsewhere, "components-reconnect-paused", Politeness::Polite);
    strip.buttons = {use_here};
    return strip;
}

Strip resume_failed() {
    Strip strip = said(StripKind::ResumeFailed, "components-reconnect-resume-failed", Politeness::Assertive);
    strip.buttons = {retry, reload};
    return strip;
}

Strip starting_over() { return said(StripKind::StartingOver, "components-reconnect-show", Politeness::Polite); }

Strip trouble(const SessionState& state, Instant now) {
    switch (state.phase) {
        case Phase::Connecting: return state.trying.probing ? failed(state, now) : rejoining(state);
        case Phase::Waiting: return waiting(state, now);
        case Phase::Failed: return failed(state, now);
        case Phase::PausedServer: return paused(state);
        case Phase::Superseded: return open_elsewhere();
        case Phase::Resuming: return resuming(state, now);
        case Phase::ResumeFailed: return resume_failed();
        case Phase::Recreating: return starting_over();
        case Phase::Idle:
        case Phase::Live:
        case Phase::PausedHidden:
        case Phase::Frozen: break;
    }
    return {};
}

bool is_calm(Phase phase) {
    return phase == Phase::Idle || phase == Phase::Live || phase == Phase::PausedHidden || phase == Phase::Frozen;
}

// Until when a picture that had appeared stays although its reason is gone.
std::optional<Instant> held_until(const StripMemory& memory) {
    if (!memory.shown_from || !memory.ended_at) return std::nullopt;
    return std::max(*memory.ended_at, *memory.shown_from + strip_shown_at_least);
}

Strip held(const SessionState& state, Instant until) {
    Strip strip = state.strip.ended_from == Phase::Recreating ? starting_over() : rejoining(state);
    strip.is_news = false;
    strip.buttons.clear();
    strip.changes_at = until;
    return strip;
}

Strip after_trouble(const SessionState& state, Instant now) {
    const auto until = held_until(state.strip);
    if (!until || state.phase == Phase::Frozen) return {};
    if (now < *until) return held(state, *until);
    if (now >= *until + connected_again_shown_for) return {};
    Strip strip = said(StripKind::ConnectedAgain, "components-reconnect-hide", Politeness::Polite);
    strip.changes_at = *until + connected_again_shown_for;
    return strip;
}

Strip before_trouble_shows(const SessionState& state, Instant now) {
    const auto until = held_until(state.strip);
    if (until && now < *until) return held(state, std::min(*until, *state.strip.show_at));
    Strip strip;
    strip.changes_at = state.strip.show_at;
    return strip;
}

}  // namespace

Strip strip_of(const SessionState& state, Instant now) {
    Strip strip;
    if (is_calm(state.phase))
        strip = after_trouble(state, now);
    else if (state.strip.show_at && now < *state.strip.show_at)
        strip = before_trouble_shows(state, now);
    else
        strip = trouble(state, now);
    strip.attempt = is_calm(state.phase) ? 0 : state.trying.attempts_failed + 1;
    strip.spoken_id = state.strip.picture;
    return strip;
}

}  // namespace heidi
