// Every number of the conversation's protocol in one place, each with where it comes from. Durations are limits the
// reader feels, so they are named for what they do, not for the timer that carries them.
#pragma once

#include "base/time.h"

#include <cstddef>

namespace heidi {

// What is shown, and when.

// A network change or a proxy's recycling heals within a second; telling the reader of it would only be a flash
// (LiveView waits 500 ms since its pull request 3680; iOS needs 800 to 1,200 ms after an app switch).
inline constexpr Milliseconds strip_grace{1'000};
// After pressing Send the reader looks at the answer's place and wonders sooner.
inline constexpr Milliseconds strip_grace_after_send{400};
// Before the first session there is nothing to rejoin: on a slow network its three round trips take a second or two, and
// the message itself says "Sending…".
inline constexpr Milliseconds strip_grace_on_first_contact{3'000};
// A strip that has appeared stays long enough to be read as more than a flicker.
inline constexpr Milliseconds strip_shown_at_least{600};
inline constexpr Milliseconds connected_again_shown_for{2'000};
// A wait this long is worth saying again to someone who cannot see the countdown.
inline constexpr Milliseconds long_wait_worth_saying{15'000};

// Connecting.

inline constexpr Milliseconds connect_deadline{10'000};
// A proxy that buffers the stream answers with a head and then holds the body back.
inline constexpr Milliseconds first_byte_deadline{5'000};
inline constexpr int missed_first_bytes_before_polling = 2;
inline constexpr Milliseconds polls_instead_for{600'000};
inline constexpr Milliseconds poll_wait{25'000};
// One attempt is at most: token, session, resume, snapshot, message, stream, and the last three once more after
// a refusal. A server that asks for more is treated as failing.
inline constexpr int most_requests_per_attempt = 9;

// Staying connected.

inline constexpr Milliseconds heartbeat_default{15'000};
// Two heartbeats and a bit: one lost heartbeat is no loss. The server may name its own, within these limits.
inline constexpr Milliseconds dead_default{35'000};
inline constexpr Milliseconds dead_least{5'000};
inline constexpr Milliseconds dead_most{300'000};
inline constexpr Milliseconds stable_after{10'000};
inline constexpr Milliseconds stream_lingers_for{30'000};
inline constexpr Milliseconds hidden_stream_closes_after{120'000};
// A server may not keep us on a draining machine for ever.
inline constexpr Milliseconds drain_most{600'000};

// Coming back.

inline constexpr Milliseconds backoff_base{500};
inline constexpr Milliseconds backoff_most{30'000};
// Whatever asks for an attempt: a button, a tab switch, an `online` event (Ably's limit, and ours).
inline constexpr Milliseconds least_gap_between_attempts{1'000};
inline constexpr Milliseconds gives_up_after{300'000};
inline constexpr Milliseconds probe_least{60'000};
inline constexpr Milliseconds probe_spread{60'000};
// The browser's `offline` is a hint: it lies often enough that we still probe (hermes-webui issue 4170).
inline constexpr Milliseconds offline_wait_least{7'500};
inline constexpr Milliseconds offline_wait_spread{15'000};
inline constexpr Milliseconds longest_retry_after_waited_out{600'000};
inline constexpr Milliseconds longest_retry_after_believed{86'400'000};
inline constexpr Milliseconds re_creation_guard{60'000};

// The outbox.

inline constexpr Milliseconds post_deadline{10'000};
inline constexpr Milliseconds post_retry_least{500};
inline constexpr Milliseconds post_retry_spread{2'000};
// A plain endpoint's reply is its answer: a model that is loaded first, or thinks first, says nothing for that long
// (gateways cut at 60 to 100 s). The same limit holds for silence within an answer.
inline constexpr Milliseconds plain_answer_deadline{120'000};
inline constexpr Milliseconds post_retry_after_spread{1'000};
inline constexpr std::size_t most_waiting_messages = 3;
inline constexpr Milliseconds asks_before_sending_after{300'000};

// Untrusted input.

inline constexpr std::size_t longest_event_bytes = 1u << 20;
inline constexpr std::size_t longest_reply_bytes = 8u << 20;
inline constexpr int deepest_json = 64;

}  // namespace heidi
