// How long to wait before the next attempt. Pure: randomness is an argument.
//
// Equal jitter: half of the wait is certain, half is rolled, so a crowd that was dropped together spreads out while
// nobody hammers. The jitter survives the cap (a library whose jitter vanished there sent its crowds back in step) and
// survives Retry-After (everyone obeying the same number collides again).
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>

namespace heidi {

// The rolls of one step, each uniform in [0, 1). The first is the roll that was passed in; the others follow from it
// (SplitMix64), so one number from outside decides the step. Values outside [0, 1) are clamped.
class Rolls {
public:
    explicit Rolls(double roll);
    double next();

private:
    double first_;
    bool first_taken_ = false;
    std::uint64_t state_;
};

// The wait before the attempt that follows `failed_attempts` (0, 1, 2 …) failures: c/2 to c, c = min(30 s, 0.5 s · 2ⁿ).
Milliseconds rejoin_delay(int failed_attempts, Rolls& rolls);

// The same when the server asked for `retry_after`: never shorter than that, spread by up to half of it and 30 s at
// most.
Milliseconds rejoin_delay_after(Milliseconds retry_after, int failed_attempts, Rolls& rolls);

// The wait before the same message is posted again.
Milliseconds post_retry_delay(std::optional<Milliseconds> retry_after, Rolls& rolls);

// `least` to `least + spread`.
Milliseconds rolled(Milliseconds least, Milliseconds spread, Rolls& rolls);

}  // namespace heidi
