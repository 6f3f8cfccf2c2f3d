// The bytes of an event stream give the same events however they are split, and no event is longer than allowed.
//
//   3a9            the lengths of the pieces, again and again; the first one also chooses the limit
//   id: 1          the stream
//   data: x

#include "fuzz/require.h"

#include "base/utf8.h"
#include "session/event_stream.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace heidi;

namespace {

constexpr std::size_t limits[] = {1, 8, 40, longest_event_bytes};

struct Heard {
    std::vector<StreamEvent> events;
    std::optional<Error> error;
    std::optional<Milliseconds> retry;
};

std::size_t length_from(char c) { return static_cast<unsigned char>(c) % 64; }

// `lengths`: of the pieces, in turn; empty: in one piece.
Heard hear(std::string_view bytes, std::string_view lengths, std::size_t longest) {
    EventStream stream(longest);
    Heard heard;
    for (std::size_t i = 0; !bytes.empty() && !heard.error; ++i) {
        const std::size_t length = lengths.empty() ? bytes.size() : length_from(lengths[i % lengths.size()]);
        // Every other piece is longer by one, so that this ends.
        const std::string_view piece = bytes.substr(0, length + i % 2);
        bytes.remove_prefix(piece.size());
        Result<std::vector<StreamEvent>> events = stream.read(piece);
        if (events)
            heard.events.insert(heard.events.end(), events->begin(), events->end());
        else
            heard.error = events.error();
    }
    if (heard.error) {
        const Result<std::vector<StreamEvent>> more = stream.read("data: more\n\n");
        require(!more && more.error() == *heard.error, "after an error the stream is over, with the same error");
    }
    heard.retry = stream.retry();
    return heard;
}

// Repairing makes three bytes out of one.
void check_limits(const Heard& heard, std::string_view bytes, std::size_t longest) {
    const std::size_t most = is_well_formed_utf8(bytes) ? longest : 3 * longest;
    for (const StreamEvent& event : heard.events) {
        require(event.data.size() <= most, "the data of an event is no longer than allowed");
        require(event.last_event_id.size() <= most, "an id is no longer than allowed");
        require(event.type == "message" || event.type.size() <= most, "a type is no longer than allowed");
        require(!event.type.empty(), "an event has a type");
        for (const std::string* text : {&event.type, &event.data, &event.last_event_id})
            require(is_well_formed_utf8(*text), "an event is well-formed UTF-8");
    }
    if (heard.error)
        require(heard.error->code == "event-too-long" && bytes.size() > longest, "only what is too long is an error");
}

bool begins(const std::vector<StreamEvent>& all, const std::vector<StreamEvent>& first) {
    return first.size() <= all.size() && std::equal(first.begin(), first.end(), all.begin());
}

// What came before an error is heard if it came in an earlier piece.
void check_same(const Heard& larger_pieces, const Heard& smaller_pieces) {
    require(larger_pieces.error == smaller_pieces.error, "splitting changes nothing in what is an error");
    require(larger_pieces.retry == smaller_pieces.retry, "splitting changes nothing in `retry`");
    if (larger_pieces.error)
        require(begins(smaller_pieces.events, larger_pieces.events), "what is heard before an error is the same");
    else
        require(smaller_pieces.events == larger_pieces.events, "splitting changes no event");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view lengths = input.substr(0, end);
    const std::string_view bytes = input.substr(std::min(end + 1, input.size()));
    const std::size_t longest = limits[lengths.empty() ? 3 : length_from(lengths.front()) % std::size(limits)];
    const Heard whole = hear(bytes, {}, longest);
    const Heard pieces = hear(bytes, lengths, longest);
    const Heard single_bytes = hear(bytes, std::string_view("\x01\x00", 2), longest);
    check_limits(whole, bytes, longest);
    check_limits(single_bytes, bytes, longest);
    check_same(whole, pieces);
    check_same(pieces, single_bytes);
    return 0;
}
