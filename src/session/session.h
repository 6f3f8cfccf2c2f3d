// The conversation's reducer: what it knows, and one pure step from what it knows and hears to what it orders.
//
//   facts (reader, page, network, time) ──► step ──► effects (requests, aborts, saves, news)
//                                            │
//                                       SessionState ──► strip (strip.h), transcript, the one timer
//
// Pure: no clock, no randomness, no I/O; the same state, fact, now and roll give the same result. All waits are named
// deadlines in the state. README.md beside this file has the diagram and the protocol in short.
#pragma once

#include "base/time.h"
#include "session/deadlines.h"
#include "session/outbox.h"
#include "session/session_events.h"
#include "session/session_numbers.h"
#include "session/session_rules.h"
#include "session/state_table.h"
#include "session/transcript.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace heidi {

// The part of an attempt that is on its way. Their order is the order in which they are needed.
enum class JoinStep : std::uint8_t { None, Token, Create, Resume, Snapshot, Post, Stream };

// What the session knows of its server.
struct SessionKnown {
    std::string id;          // empty: none yet
    std::string token;       // the session's own
    std::string host_token;  // what the host page gave; used where there is no session token
    Milliseconds dead_after = dead_default;
    std::optional<std::size_t> max_text;
    // The reply to a message is its answer: one message at a time, no keys, no log to resume.
    bool plain = false;
    std::optional<Instant> re_created_at;  // automatically; guards against a loop
};

// An attempt, and the reasons to repeat its steps.
struct Joining {
    JoinStep step = JoinStep::None;
    int requests_made = 0;
    bool snapshot_wanted = false;
    bool cursor_refused = false;  // 409, or a `hello` behind us: the snapshot may lie behind our cursor
    bool token_wanted = false;
    bool token_asked = false;      // since the last stable connection
    bool resume_wanted = false;    // the server paused us: tell it that we are back
    bool nothing_to_hear = false;  // 204, within this attempt
    bool post_refused = false;     // 429 or 503: a paused session says why on its stream, not to a message
    std::optional<Phase> resumes_from;
};

// What the backoff remembers.
struct Trying {
    int backoff_step = 0;     // n of rejoin_delay
    int attempts_failed = 0;  // since the link was lost
    std::optional<Instant> last_attempt_at;
    std::optional<Instant> not_before;    // Retry-After
    std::optional<Instant> lost_at;       // none while Idle or Live
    std::optional<Instant> trying_since;  // lost_at, moved on by the time spent hidden
    std::optional<Phase> pressed_in;      // where the strip's button asked for the attempt that is due or running
    bool probing = false;                 // the attempt is Failed's own silent one
    int missed_first_bytes = 0;
    std::optional<Instant> polls_until;  // streaming does not get through: poll instead
    bool polling = false;                // the current stream is a series of polls
    Instant polled_at{};
};

// What the strip must remember to be neither a flash nor a chatterbox. Owned by the reducer, read by strip_of.
struct StripMemory {
    std::optional<Instant> show_at;     // not before; none while there is nothing to show
    std::optional<Instant> shown_from;  // set when the trouble ended after it had been shown
    std::optional<Instant> ended_at;
    Phase ended_from = Phase::Idle;  // what was shown then
    std::uint32_t picture = 0;       // counts state changes: what has been said once is not said again
    Milliseconds wait_length{0};
    bool rejoining_was_seen = false;
    bool retrying_was_seen = false;
    bool offline_was_seen = false;
    bool failure_was_seen = false;
    std::string pause_reason;  // in the server's own words
    int pause_minutes = 0;     // how long it asked to wait; 0: it did not
};

struct SessionState {
    Phase phase = Phase::Idle;
    Phase thaws_to = Phase::Idle;  // while Frozen
    Transcript transcript;
    Outbox outbox;
    SessionKnown known;
    Joining joining;
    Trying trying;
    StripMemory strip;
    Deadlines deadlines;

    RequestId last_request = 0;
    RequestId connection = 0;  // the attempt's request, the stream, or the poll
    RequestId post = 0;        // the message in flight

    bool visible = true;
    bool online = true;
    bool stop_wanted = false;
    std::optional<Instant> hidden_since;
    std::optional<Instant> quiet_since;  // Live without work
    std::uint32_t log_epoch = 0;         // grows when the cursor may fall: a new session, or a server that lost its log
};

// Takes the state one step further. `now` never falls from one step to the next; `roll` is uniform in [0, 1), and the
// further rolls a step may need follow from it (backoff.h).
std::vector<SessionEffect> step(SessionState& state, const SessionEvent& event, Instant now, double roll,
                                const SessionRules& rules = {});

// When step must be called with TimePassed at the latest; none: nothing is waited for.
std::optional<Instant> next_deadline(const SessionState& state);

// Something that needs a connection: an unfinished turn, a message that can be sent, a log that may have a gap.
bool has_work(const SessionState& state);

// Which bearer token a request carries; empty: none.
const std::string& bearer_token(const SessionState& state);

}  // namespace heidi
