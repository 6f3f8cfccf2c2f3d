#include <doctest/doctest.h>

#include "session/walk.h"

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace heidi;

namespace {

std::size_t amount(const char* variable, std::size_t otherwise) {
    const char* text = std::getenv(variable);
    return text && *text ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::optional<WalkFailure> walk(const std::vector<WalkStep>& steps, const SessionRules& rules) {
    return Walk(rules).run(steps);
}

// Leaves out ever smaller pieces for as long as the rest still fails.
std::vector<WalkStep> shortest_failing(std::vector<WalkStep> steps, const SessionRules& rules) {
    for (std::size_t piece = steps.size() / 2; piece > 0; piece /= 2)
        for (std::size_t at = 0; at + piece <= steps.size();) {
            std::vector<WalkStep> fewer(steps);
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(at),
                        fewer.begin() + static_cast<std::ptrdiff_t>(at + piece));
            if (walk(fewer, rules))
                steps = std::move(fewer);
            else
                at += piece;
        }
    return steps;
}

std::string report(std::uint64_t seed, const std::vector<WalkStep>& steps, const SessionRules& rules) {
    const std::vector<WalkStep> shortest = shortest_failing(steps, rules);
    const auto failure = walk(shortest, rules);
    std::string text = "seed " + std::to_string(seed) + ", " + std::to_string(shortest.size()) + " steps:";
    for (const WalkStep& step : shortest)
        text += "\n    " + std::string(name_of(step.action)) + " #" + std::to_string(step.seed);
    return text + "\n    " +
           (failure ? "step " + std::to_string(failure->step) + ": " + failure->what : "no longer fails");
}

// The seed of the first failing walk; nothing when all went well.
std::optional<std::uint64_t> first_failing(std::size_t schedules, std::size_t steps, const SessionRules& rules) {
    const std::uint64_t first = amount("HEIDI_WALK_FIRST_SEED", 1);
    for (std::uint64_t seed = first; seed < first + schedules; ++seed) {
        if (walk(random_steps(seed, steps), rules)) return seed;
        const std::uint64_t done = seed - first + 1;
        if (done % 10'000 == 0) std::fprintf(stderr, "%llu walks\n", static_cast<unsigned long long>(done));
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("whatever reader, page, network and server do, nothing is lost, doubled or stuck") {
    const std::size_t schedules = amount("HEIDI_WALK_SCHEDULES", 2'500);
    const std::size_t steps = amount("HEIDI_WALK_STEPS", 400);
    const auto seed = first_failing(schedules, steps, {});
    MESSAGE(schedules << " walks of " << steps << " steps: " << std::string(seed ? "one failed" : "all well"));
    if (seed) FAIL(report(*seed, random_steps(*seed, steps), {}));
}

// A test that nothing can fail proves nothing: with any one rule left out the walk must find a harm.
TEST_CASE("the walk notices when a rule is left out") {
    struct Mutant {
        const char* left_out;
        bool SessionRules::*rule;
    };
    constexpr Mutant mutants[] = {
        {"seen events are dropped", &SessionRules::drop_seen_events},
        {"deltas are placed", &SessionRules::place_deltas},
        {"keys are kept", &SessionRules::keep_keys},
        {"clicks respect Retry-After", &SessionRules::clicks_respect_retry_after},
        {"a hidden page rests", &SessionRules::rest_while_hidden},
        {"stale requests are ignored", &SessionRules::ignore_stale_requests},
        {"gaps are noticed", &SessionRules::notice_gaps},
        {"head is compared", &SessionRules::compare_head},
    };
    for (const Mutant& mutant : mutants) {
        SessionRules rules;
        rules.*mutant.rule = false;
        const auto seed = first_failing(2'000, 400, rules);
        CAPTURE(std::string(mutant.left_out));
        CHECK(seed);
        if (seed) MESSAGE("without the rule that " << std::string(mutant.left_out) << ": caught by walk " << *seed);
    }
}
