// What travels between us and a `heidi` endpoint, as types. Reading is strict where a wrong value could harm the
// conversation and silent about members it does not know, so that a newer server can speak to an older client.
//
// Every reader takes untrusted text: malformed UTF-8 is repaired first, nesting beyond 64 is refused before parsing,
// and an error names the member: `event delta: member "offset" must be a non-negative integer`.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "model/chat.h"
#include "session/session_numbers.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace heidi {

// Position in a session's log: contiguous from 1; 0 is before everything.
using Seq = std::uint64_t;

// ---- Events of the stream -----------------------------------------------------------------------------------------

struct HelloEvent {
    Seq seq = 0;  // the end of the server's log when the stream was opened
};
struct AcceptedEvent {
    std::string client_id;
    std::string message_id;
    std::string text;
};
struct DeltaEvent {
    std::string message_id;
    std::size_t code_point_offset = 0;
    std::string text;
};
struct FinalEvent {
    std::string message_id;
    std::string text;
    bool interrupted = false;  // the reader stopped it: this is what there is
    std::vector<Source> sources;
    std::vector<std::string> suggestions;
    bool retryable = false;  // it ended before its end, and its question may be asked again; never read from the wire
};
struct ErrorEvent {
    std::string message_id;
    std::string code;
    bool retryable = false;
};
struct PausedEvent {
    std::string reason;  // for people; may be empty
};
struct DrainingEvent {
    Milliseconds after{0};
};
struct SupersededEvent {};
struct ByeEvent {};
struct PingEvent {
    Seq head = 0;  // the last seq sent on this stream
};
// An event of a later version. It only takes its place in the log.
struct UnknownEvent {
    std::string name;
};

using WireEvent = std::variant<HelloEvent, AcceptedEvent, DeltaEvent, FinalEvent, ErrorEvent, PausedEvent,
                               DrainingEvent, SupersededEvent, ByeEvent, PingEvent, UnknownEvent>;

Result<WireEvent> wire_event_from(std::string_view name, std::string_view json);

// ---- Replies ------------------------------------------------------------------------------------------------------

// Durations a reply leaves out have their defaults (session_numbers.h); dead_after is kept within its limits.
struct NewSession {
    std::string id;
    std::string token;
    Seq seq = 0;
    Milliseconds heartbeat = heartbeat_default;
    Milliseconds dead_after = dead_default;
    std::optional<Milliseconds> retained_for;
    std::optional<std::size_t> max_text;
    bool plain = false;  // ours, before an endpoint without sessions (conversation_plain.cpp); never read from the wire
};
Result<NewSession> new_session_from_json(std::string_view json);

struct TakenMessage {
    std::string message_id;
    Seq seq = 0;
};
Result<TakenMessage> taken_message_from_json(std::string_view json);

struct Snapshot {
    Seq seq = 0;
    std::vector<Message> messages;  // ids are unique and not empty
    int open_turns = 0;             // questions whose answer has not ended
    bool paused = false;
    std::string pause_reason;
};
Result<Snapshot> snapshot_from_json(std::string_view json);

struct PolledEvent {
    std::optional<Seq> seq;  // none for what is not in the log (ping, hello …)
    WireEvent event;
};
struct PolledEvents {
    std::vector<PolledEvent> events;
    Seq next = 0;  // the cursor after these events
};
Result<PolledEvents> polled_events_from_json(std::string_view json);

// ---- Requests -----------------------------------------------------------------------------------------------------

struct Question {
    std::string text;
    std::string topic;
    std::string article;  // empty: none
    std::string quote;    // empty: none

    friend bool operator==(const Question&, const Question&) = default;
};

struct SessionRequest {
    std::string locale;
    std::string article;
    std::vector<Message> prior;  // what was said in the session that this one continues, oldest first; may be empty
};

std::string json_from(const SessionRequest& request);
std::string json_from(const std::string& client_id, const Question& question);
std::string json_from(Feedback value, const std::string& note);
// Naming the answer keeps a Stop that arrives late from ending the next one. Empty: whichever is being written.
std::string stop_request_json(const std::string& message_id);

// Ids go into paths: letters, digits and -._~ stay, every other byte becomes %XX.
std::string path_segment(std::string_view id);
// 1 to 200 bytes of visible ASCII, not "." and not "..", which an address parser would resolve even when escaped.
bool is_usable_id(std::string_view id);
// Visible ASCII of at most 8,192 bytes: anything else would make fetch reject the header.
bool is_usable_token(std::string_view token);

}  // namespace heidi
