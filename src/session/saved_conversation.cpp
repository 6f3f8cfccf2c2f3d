#include "session/saved_conversation.h"

#include "session/session_numbers.h"

#include <algorithm>

namespace heidi {
namespace {

// Not ResumeFailed: its "Reload" is the wish to try anew.
constexpr PhaseSet rests_across_reloads{Phase::PausedServer, Phase::Superseded};

// A page's storage holds a few megabytes, and history is only to look at.
constexpr std::size_t most_saved_history = 200;

Phase resting_phase(const SessionState& state) {
    const Phase phase = state.phase == Phase::Frozen ? state.thaws_to : state.phase;
    if (phase == Phase::Resuming) return state.joining.resumes_from.value_or(Phase::ResumeFailed);
    return phase;
}

// How long ago something was: its age when it was saved, and the time since then.
Milliseconds time_since(Milliseconds saved_at, Milliseconds wall_clock) {
    if (saved_at.count() == 0 || wall_clock.count() == 0) return Milliseconds(0);
    return std::max(wall_clock - saved_at, Milliseconds(0));
}

Outbox outbox_from(const SavedConversation& saved, Instant now, Milliseconds since) {
    Outbox outbox;
    for (const SavedMessage& message : saved.outbox) {
        outbox.messages.push_back(message.unsent);
        outbox.messages.back().written_at = now - message.age - since;
        outbox.messages.back().not_before = now;
    }
    recall(outbox, false);
    return outbox;
}

}  // namespace

SavedConversation saved_from(const SessionState& state, Instant now, Milliseconds wall_clock) {
    SavedConversation saved;
    saved.saved_at = wall_clock;
    saved.session_id = state.known.id;
    saved.token = state.known.token;
    saved.dead_after = state.known.dead_after;
    saved.max_text = state.known.max_text;
    if (state.known.re_created_at) saved.re_creation_age = now - *state.known.re_created_at;
    const Transcript& t = state.transcript;
    const auto first_logged = t.chat.messages.begin() + static_cast<std::ptrdiff_t>(t.archived);
    const auto history = static_cast<std::ptrdiff_t>(std::min(t.archived, most_saved_history));
    saved.archived.assign(first_logged - history, first_logged);
    saved.logged.assign(first_logged, first_logged + static_cast<std::ptrdiff_t>(t.logged));
    saved.cursor = t.cursor;
    saved.open_turns = t.open_turns;
    saved.out_of_step = state.joining.snapshot_wanted;
    for (const UnsentMessage& unsent : state.outbox.messages) saved.outbox.push_back({unsent, now - unsent.written_at});
    const Phase phase = resting_phase(state);
    if (rests_across_reloads.contains(phase)) saved.resting_in = phase;
    saved.pause_reason = state.strip.pause_reason;
    saved.pause_minutes = state.strip.pause_minutes;
    saved.resume_wanted = state.joining.resume_wanted;
    return saved;
}

SessionState state_from(const SavedConversation& saved, Instant now, Milliseconds wall_clock) {
    const Milliseconds since = time_since(saved.saved_at, wall_clock);
    SessionState state;
    state.known.id = saved.session_id;
    state.known.token = saved.token;
    state.known.dead_after = std::clamp(saved.dead_after, dead_least, dead_most);
    state.known.max_text = saved.max_text;
    if (saved.re_creation_age) state.known.re_created_at = now - *saved.re_creation_age - since;
    Transcript& t = state.transcript;
    t.chat.messages = saved.archived;
    t.chat.messages.insert(t.chat.messages.end(), saved.logged.begin(), saved.logged.end());
    t.archived = saved.archived.size();
    t.logged = saved.logged.size();
    t.cursor = saved.cursor;
    t.open_turns = saved.open_turns;
    state.outbox = outbox_from(saved, now, since);
    show_unsent(t, messages_from(state.outbox));
    state.joining.snapshot_wanted = saved.out_of_step && !saved.session_id.empty();
    state.joining.resume_wanted = saved.resume_wanted;
    state.strip.pause_reason = saved.pause_reason;
    state.strip.pause_minutes = saved.pause_minutes;
    if (!saved.resting_in) return state;
    state.phase = *saved.resting_in;
    state.strip.show_at = now;
    return state;
}

}  // namespace heidi
