// Time is an argument everywhere below port/: nothing in the core reads a clock.
#pragma once

#include <chrono>

namespace heidi {

using Milliseconds = std::chrono::milliseconds;

// A moment on the host's monotonic clock (performance.now() in a browser). Only differences mean anything.
struct Instant {
    Milliseconds since_start{0};

    friend auto operator<=>(const Instant&, const Instant&) = default;
    friend Instant operator+(Instant t, Milliseconds d) { return {t.since_start + d}; }
    friend Instant operator-(Instant t, Milliseconds d) { return {t.since_start - d}; }
    friend Milliseconds operator-(Instant a, Instant b) { return a.since_start - b.since_start; }
};

}  // namespace heidi
