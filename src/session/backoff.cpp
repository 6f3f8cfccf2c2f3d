#include "session/backoff.h"

#include "session/session_numbers.h"

#include <algorithm>
#include <bit>

namespace heidi {
namespace {

Milliseconds fraction_of(Milliseconds duration, double roll) {
    return Milliseconds(static_cast<Milliseconds::rep>(static_cast<double>(duration.count()) * roll));
}

}  // namespace

// 0x1.fffffffffffffp-1 is the largest double below 1. A NaN fails both comparisons of clamp and is taken for 0.
Rolls::Rolls(double roll)
    : first_(roll >= 0.0 ? std::min(roll, 0x1.fffffffffffffp-1) : 0.0), state_(std::bit_cast<std::uint64_t>(first_)) {}

double Rolls::next() {
    if (!first_taken_) {
        first_taken_ = true;
        return first_;
    }
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) * 0x1.0p-53;
}

Milliseconds rolled(Milliseconds least, Milliseconds spread, Rolls& rolls) {
    return least + fraction_of(spread, rolls.next());
}

Milliseconds rejoin_delay(int failed_attempts, Rolls& rolls) {
    const int doublings = std::clamp(failed_attempts, 0, 10);
    const Milliseconds ceiling = std::min(backoff_most, backoff_base * (1 << doublings));
    return rolled(ceiling / 2, ceiling / 2, rolls);
}

Milliseconds rejoin_delay_after(Milliseconds retry_after, int failed_attempts, Rolls& rolls) {
    const Milliseconds spread = std::min(backoff_most, retry_after / 2 + Milliseconds(1'000));
    return rolled(std::max(rejoin_delay(failed_attempts, rolls), retry_after), spread, rolls);
}

Milliseconds post_retry_delay(std::optional<Milliseconds> retry_after, Rolls& rolls) {
    if (retry_after) return rolled(*retry_after, post_retry_after_spread, rolls);
    return rolled(post_retry_least, post_retry_spread, rolls);
}

}  // namespace heidi
