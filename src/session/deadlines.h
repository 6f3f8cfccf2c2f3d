// Everything the conversation waits for, by name. The outside arms one timer, at the earliest of them.
#pragma once

#include "base/time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace heidi {

enum class Deadline : std::uint8_t {
    Connect,    // the current request of an attempt must have answered; for a stream: `hello` must have come
    FirstByte,  // the stream's first byte after its head
    Retry,      // the next attempt
    Dead,       // silence on the stream
    Stable,     // Live for long enough to forget earlier failures
    Drain,      // leave a draining server
    Linger,     // close a stream that has nothing to tell
    Hidden,     // close it because the page is hidden
    NextPoll,   // polling instead of streaming: ask again
    PostReply,  // the message in flight must have been answered
    PostRetry,  // the head of the outbox goes again
};
inline constexpr std::size_t deadline_count = 11;

class Deadlines {
public:
    struct Due {
        Deadline name;
        Instant at;
    };

    void arm(Deadline name, Instant at) { at_[index(name)] = at; }
    void disarm(Deadline name) { at_[index(name)].reset(); }
    void disarm_all() { at_.fill(std::nullopt); }
    std::optional<Instant> at(Deadline name) const { return at_[index(name)]; }
    bool armed(Deadline name) const { return at_[index(name)].has_value(); }

    std::optional<Due> earliest() const {
        std::optional<Due> first;
        for (std::size_t i = 0; i < deadline_count; ++i)
            if (at_[i] && (!first || *at_[i] < first->at)) first = Due{static_cast<Deadline>(i), *at_[i]};
        return first;
    }

private:
    static constexpr std::size_t index(Deadline name) { return static_cast<std::size_t>(name); }
    std::array<std::optional<Instant>, deadline_count> at_;
};

}  // namespace heidi
