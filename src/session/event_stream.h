// Reads a server-sent event stream as its bytes arrive (WHATWG HTML, "9.2.6 Interpreting an event stream").
//
//   bytes, split anywhere ──► lines ──► fields ──► events
//
// Pure and incremental: the same bytes give the same events however they were split, inside a UTF-8 sequence, a CRLF or
// the byte order mark. An event that is not ended by an empty line is dropped, as the standard says. Differences from a
// browser's EventSource: comments are not events, but every byte counts as a sign of life (the session sees the bytes);
// an event without data is not dispatched, and an event tells whether it had an id of its own.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "session/session_numbers.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heidi {

struct StreamEvent {
    std::string type = "message";
    std::string data;  // well-formed UTF-8, lines joined by U+000A
    std::string last_event_id;
    bool has_own_id = false;  // an `id:` field stood in this very event

    friend bool operator==(const StreamEvent&, const StreamEvent&) = default;
};

class EventStream {
public:
    // `longest` bounds both one line and the data of one event, in bytes.
    explicit EventStream(std::size_t longest = longest_event_bytes) : longest_(longest) {}

    // The events completed by these bytes, in order. After an error ("event-too-long", whose message names the limit)
    // the stream is over: every later call gives the same error.
    Result<std::vector<StreamEvent>> read(std::string_view bytes);

    // What the last valid `retry:` field asked for.
    std::optional<Milliseconds> retry() const { return retry_; }

private:
    bool skip_byte_order_mark(std::string_view& bytes);
    void end_line(std::string_view line);
    void read_field(std::string_view name, std::string_view value);
    void dispatch();

    std::size_t longest_;
    std::string line_;  // the unfinished line
    StreamEvent event_;
    bool has_data_ = false;
    bool after_carriage_return_ = false;
    bool too_long_ = false;
    std::size_t mark_bytes_seen_ = 0;  // of the three bytes of the mark
    bool mark_decided_ = false;
    std::optional<Milliseconds> retry_;
    std::vector<StreamEvent> finished_;
};

}  // namespace heidi
