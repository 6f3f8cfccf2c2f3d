// What survives a reload: transcript, outbox, cursor and session. Kept by the host page as JSON bytes, which
// makes it untrusted input when it comes back: it is checked member by member, and a bad one is an error, never a
// half-restored conversation.
//
// Ages instead of instants: the monotonic clock starts anew with every page.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "session/session.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heidi {

inline constexpr int saved_conversation_version = 1;

struct SavedMessage {
    UnsentMessage unsent;  // written_at and not_before mean nothing here
    Milliseconds age{0};
};

struct SavedConversation {
    Milliseconds saved_at{0};  // the host's wall clock, since 1970; 0: unknown
    std::string session_id;
    std::string token;
    Milliseconds dead_after = dead_default;
    std::optional<std::size_t> max_text;
    std::optional<Milliseconds> re_creation_age;
    Seq cursor = 0;
    int open_turns = 0;
    bool out_of_step = false;  // a snapshot was wanted
    std::vector<Message> archived;
    std::vector<Message> logged;
    std::vector<SavedMessage> outbox;
    std::optional<Phase> resting_in;  // PausedServer or Superseded survive a reload
    std::string pause_reason;
    int pause_minutes = 0;
    bool resume_wanted = false;
};

SavedConversation saved_from(const SessionState& state, Instant now, Milliseconds wall_clock);

// A state to start from; it does not connect by itself: the next step does. `wall_clock` as in saved_from; the time
// that passed in between is added to the ages (a clock set back counts as no time).
SessionState state_from(const SavedConversation& saved, Instant now, Milliseconds wall_clock);

std::string json_from(const SavedConversation& saved);
Result<SavedConversation> saved_conversation_from_json(std::string_view json);

}  // namespace heidi
