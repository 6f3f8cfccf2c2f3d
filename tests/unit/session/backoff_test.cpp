#include "session/backoff.h"

#include <doctest/doctest.h>

#include "session/session_numbers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

using namespace heidi;
using namespace std::chrono_literals;

namespace {

Milliseconds delay(int failed, double roll) {
    Rolls rolls(roll);
    return rejoin_delay(failed, rolls);
}

constexpr double almost_one = 0.999999;

}  // namespace

TEST_CASE("the wait doubles with each failure and stays between its half and its whole") {
    CHECK(delay(0, 0.0) == 250ms);
    CHECK(delay(0, almost_one) == 499ms);
    CHECK(delay(1, 0.0) == 500ms);
    CHECK(delay(2, 0.0) == 1'000ms);
    CHECK(delay(5, 0.0) == 8'000ms);
}

TEST_CASE("the wait is thirty seconds at most, and the roll still matters there") {
    for (const int failed : {6, 7, 20, 1'000'000}) {
        CHECK(delay(failed, 0.0) == 15'000ms);
        CHECK(delay(failed, almost_one) == 29'999ms);
    }
}

TEST_CASE("after Retry-After nobody comes earlier, and not everybody at once") {
    Rolls low(0.0);
    CHECK(rejoin_delay_after(10s, 0, low) >= 10s);
    std::vector<Milliseconds> waits;
    for (int i = 0; i < 100; ++i) {
        Rolls rolls(i / 100.0);
        waits.push_back(rejoin_delay_after(10s, 0, rolls));
        CHECK(waits.back() >= 10s);
        CHECK(waits.back() < 16s);
    }
    std::sort(waits.begin(), waits.end());
    CHECK(waits.back() - waits.front() > 5s);
}

TEST_CASE("a long Retry-After is spread by thirty seconds at most") {
    for (int i = 0; i < 100; ++i) {
        Rolls rolls(i / 100.0);
        CHECK(rejoin_delay_after(600s, 3, rolls) <= 630s);
    }
}

TEST_CASE("a message is posted again after half a second to two and a half, or within a second after Retry-After") {
    Rolls low(0.0);
    CHECK(post_retry_delay(std::nullopt, low) == 500ms);
    Rolls high(almost_one);
    CHECK(post_retry_delay(std::nullopt, high) == 2'499ms);
    Rolls any(0.7);
    const Milliseconds asked = post_retry_delay(4s, any);
    CHECK(asked >= 4s);
    CHECK(asked <= 5s);
}

TEST_CASE("rolls follow from the first, are all different and stay within [0, 1)") {
    Rolls a(0.25);
    Rolls b(0.25);
    Rolls c(0.75);
    CHECK(a.next() == 0.25);
    b.next();
    c.next();
    const double second = a.next();
    CHECK(second == b.next());
    CHECK(second != c.next());
    CHECK(second >= 0.0);
    CHECK(second < 1.0);
}

TEST_CASE("a roll from outside [0, 1) does no harm") {
    for (const double roll :
         {-1.0, 1.0, 7.5, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        CHECK(delay(3, roll) >= 2s);
        CHECK(delay(3, roll) < 4s);
    }
}

namespace {

using Slots = std::map<long long, int>;  // attempts by 100 ms

// When a thousand clients that were dropped at the same moment make their attempts 1 to 10, each failing at once.
std::vector<Slots> attempts_of_a_crowd(std::optional<Milliseconds> retry_after) {
    std::vector<Slots> slots(11);
    for (int client = 0; client < 1'000; ++client) {
        Rolls dice(std::fmod(client * 0.6180339887498949, 1.0));
        Milliseconds at{0};
        for (std::size_t attempt = 1; attempt <= 10; ++attempt) {
            Rolls rolls(dice.next());
            const int failed = static_cast<int>(attempt) - 1;
            const Milliseconds wait =
                retry_after ? rejoin_delay_after(*retry_after, failed, rolls) : rejoin_delay(failed, rolls);
            at += attempt == 1 ? wait : std::max(wait, least_gap_between_attempts);
            ++slots[attempt][at.count() / 100];
        }
    }
    return slots;
}

int fullest(const Slots& slots) {
    int most = 0;
    for (const auto& [slot, count] : slots) most = std::max(most, count);
    return most;
}

}  // namespace

// The third and fourth attempt of a crowd still lie within a second or two (c/2 is 1 s and 2 s), so their own slots
// hold a tenth and a twentieth of them; what the server feels is all attempts together.
TEST_CASE("a crowd that was dropped together does not come back in step") {
    for (const auto retry_after : {std::optional<Milliseconds>(), std::optional<Milliseconds>(5s)}) {
        const std::vector<Slots> slots = attempts_of_a_crowd(retry_after);
        Slots together;
        for (std::size_t attempt = 3; attempt <= 10; ++attempt)
            for (const auto& [slot, count] : slots[attempt]) together[slot] += count;
        CHECK(fullest(together) <= 8'000 / 20);
        for (std::size_t attempt = 5; attempt <= 10; ++attempt) CHECK(fullest(slots[attempt]) <= 1'000 / 20);
    }
}
