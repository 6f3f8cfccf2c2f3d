#include "session/state_table.h"

#include <array>

namespace heidi {
namespace {

struct Row {
    PhaseSet from;
    Fact on;
    Phase to;
};

using enum Phase;

// session.md §5. Facts not listed for a phase are ignored there: late answers to what we no longer want are normal.
constexpr std::array table{
    Row{{Idle}, Fact::WorkFound, Connecting},
    Row{{Idle, PausedHidden}, Fact::WorkFoundTooSoon, Waiting},

    Row{{Waiting, Failed}, Fact::AttemptDue, Connecting},
    Row{{Waiting, Failed}, Fact::NothingLeft, Idle},

    Row{attempts, Fact::Joined, Live},
    Row{attempts, Fact::NothingRunning, Idle},
    Row{{Connecting, Recreating}, Fact::AttemptFailed, Waiting},
    Row{{Connecting, Recreating}, Fact::GaveUp, Failed},
    Row{{Connecting, Recreating}, Fact::TokenRefused, Failed},
    Row{{Connecting, Recreating}, Fact::LongWaitAsked, PausedServer},
    Row{{Connecting}, Fact::TokenWanted, Connecting},
    Row{{Connecting}, Fact::OutOfStep, Connecting},
    Row{{Connecting, Resuming}, Fact::SessionGone, Recreating},
    Row{attempts, Fact::SessionGoneAgain, ResumeFailed},
    Row{attempts, Fact::ServerPaused, PausedServer},

    Row{{Live}, Fact::LinkLost, Waiting},
    Row{{Live}, Fact::NothingLeft, Idle},
    Row{{Live}, Fact::HiddenTooLong, PausedHidden},
    Row{{Live}, Fact::OutOfStep, Connecting},
    Row{{Live}, Fact::OutOfStepTooSoon, Waiting},
    Row{{Live}, Fact::TokenWanted, Connecting},
    Row{{Live}, Fact::TokenRefused, Failed},
    Row{{Live}, Fact::SessionGone, Recreating},
    Row{{Live}, Fact::SessionGoneAgain, ResumeFailed},
    Row{{Live}, Fact::ServerPaused, PausedServer},

    Row{{PausedHidden}, Fact::BecameVisible, Waiting},

    Row{{PausedServer, Superseded, ResumeFailed}, Fact::ReaderResumed, Resuming},
    Row{{Resuming}, Fact::OutOfStep, Resuming},
    Row{{Resuming}, Fact::TokenWanted, Resuming},
    Row{{Resuming}, Fact::AttemptFailed, ResumeFailed},
    Row{{Resuming}, Fact::GaveUp, ResumeFailed},
    Row{{Resuming}, Fact::TokenRefused, ResumeFailed},
    Row{{Resuming}, Fact::LongWaitAsked, ResumeFailed},

    Row{{Recreating}, Fact::OutOfStep, Recreating},
    Row{{Recreating}, Fact::TokenWanted, Recreating},

    Row{awake, Fact::StartedOver, Idle},
    Row{awake, Fact::TakenOver, Superseded},
    Row{awake, Fact::PageFroze, Frozen},
    Row{{Frozen}, Fact::ThawedWithWork, Waiting},
    Row{{Frozen}, Fact::ThawedIdle, Idle},
    Row{{Frozen}, Fact::ThawedPaused, PausedServer},
    Row{{Frozen}, Fact::ThawedSuperseded, Superseded},
    Row{{Frozen}, Fact::ThawedResumeFailed, ResumeFailed},
};

constexpr std::array<std::string_view, phase_count> phase_names{
    "Idle",       "Connecting", "Live",         "Waiting",    "Failed",       "PausedServer",
    "Superseded", "Resuming",   "ResumeFailed", "Recreating", "PausedHidden", "Frozen",
};

constexpr std::array<std::string_view, fact_count> fact_words{
    "work found",    "work found, too soon", "attempt due",
    "joined",        "nothing running",      "attempt failed",
    "gave up",       "long wait asked",      "token wanted",
    "token refused", "out of step",          "out of step, too soon",
    "session gone",  "session gone again",   "link lost",
    "nothing left",  "hidden too long",      "server paused",
    "taken over",    "became visible",       "reader resumed",
    "page froze",    "thawed with work",     "thawed idle",
    "thawed paused", "thawed superseded",    "thawed resume-failed",
    "started over",
};

std::string arrow(std::string_view from, const Row& row) {
    return "    " + std::string(from) + " --> " + std::string(name_of(row.to)) + " : " + std::string(words_of(row.on)) +
           "\n";
}

}  // namespace

std::optional<Phase> phase_after(Phase from, Fact fact) {
    for (const Row& row : table)
        if (row.on == fact && row.from.contains(from)) return row.to;
    return std::nullopt;
}

std::string_view name_of(Phase phase) { return phase_names[static_cast<std::size_t>(phase)]; }
std::string_view words_of(Fact fact) { return fact_words[static_cast<std::size_t>(fact)]; }

std::string state_diagram() {
    std::string diagram = "stateDiagram-v2\n    [*] --> Idle\n    state Awake {\n";
    for (int i = 0; i < phase_count; ++i)
        if (awake.contains(static_cast<Phase>(i)))
            diagram += "        " + std::string(name_of(static_cast<Phase>(i))) + "\n";
    diagram += "    }\n";
    for (const Row& row : table) {
        if (row.from == awake) {
            diagram += arrow("Awake", row);
            continue;
        }
        for (int i = 0; i < phase_count; ++i)
            if (row.from.contains(static_cast<Phase>(i))) diagram += arrow(name_of(static_cast<Phase>(i)), row);
    }
    return diagram;
}

}  // namespace heidi
