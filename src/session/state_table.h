// The conversation's states and what leads from one to another, as one table. The reducer moves only along its rows;
// the diagram in README.md is printed from it, and a test compares the two.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace heidi {

// Conditions. Connecting, Recreating and Resuming are attempts: a request is on its way.
enum class Phase : std::uint8_t {
    Idle,  // nothing to wait for: no stream, no timer
    Connecting,
    Live,          // the stream is open and heard
    Waiting,       // for the next attempt
    Failed,        // five minutes of trying were in vain; a silent probe now and then
    PausedServer,  // the server asked us to stay away until the reader resumes
    Superseded,    // another tab has the conversation
    Resuming,      // an attempt the reader asked for from a paused state
    ResumeFailed,
    Recreating,    // the session is gone: an attempt that makes a new one
    PausedHidden,  // the stream was closed while the page was hidden
    Frozen,        // the page is in the back/forward cache, or suspended
};
inline constexpr int phase_count = 12;

// What the reducer has concluded, in the past tense: one network error is AttemptFailed in the first five minutes and
// GaveUp after them.
enum class Fact : std::uint8_t {
    WorkFound,         // a message to send, or an unfinished turn after loading
    WorkFoundTooSoon,  // the same while hidden, before Retry-After or within 1 s of the last attempt
    AttemptDue,        // the wait is over
    Joined,            // `hello`
    NothingRunning,    // the server has nothing for us, and we have nothing for it
    AttemptFailed,     // network error, deadline, 5xx, 429 or 503
    GaveUp,            // the same after five minutes of trying
    LongWaitAsked,     // Retry-After of more than ten minutes
    TokenWanted,       // the first 401 or 403
    TokenRefused,      // the second
    OutOfStep,         // 409, a gap, `head` or an offset ahead, or a server that drains: join again
    OutOfStepTooSoon,  // the same within 1 s of the last attempt, or while hidden
    SessionGone,       // 404 or 410
    SessionGoneAgain,  // the second time within 60 s
    LinkLost,          // the stream ended, broke or fell silent
    NothingLeft,       // no turn, nothing to send: there is nothing to lose
    HiddenTooLong,
    ServerPaused,
    TakenOver,  // by another stream of the session, or another tab of this browser
    BecameVisible,
    ReaderResumed,  // Resume, Retry or Use here
    PageFroze,
    ThawedWithWork,
    ThawedIdle,
    ThawedPaused,
    ThawedSuperseded,
    ThawedResumeFailed,
    StartedOver,  // the reader wants a new conversation
};
inline constexpr int fact_count = 28;

class PhaseSet {
public:
    constexpr PhaseSet(std::initializer_list<Phase> phases) {
        for (const Phase phase : phases) bits_ |= bit(phase);
    }
    constexpr bool contains(Phase phase) const { return (bits_ & bit(phase)) != 0; }
    friend constexpr bool operator==(PhaseSet, PhaseSet) = default;

private:
    static constexpr std::uint32_t bit(Phase phase) { return std::uint32_t{1} << static_cast<unsigned>(phase); }
    std::uint32_t bits_ = 0;
};

inline constexpr PhaseSet attempts{Phase::Connecting, Phase::Recreating, Phase::Resuming};
// Phases in which nothing is on its way and nothing is armed: the reader, or the page, makes the next move.
inline constexpr PhaseSet at_rest{Phase::Idle,         Phase::PausedServer, Phase::Superseded,
                                  Phase::ResumeFailed, Phase::PausedHidden, Phase::Frozen};
inline constexpr PhaseSet awake{Phase::Idle,         Phase::Connecting,   Phase::Live,        Phase::Waiting,
                                Phase::Failed,       Phase::PausedServer, Phase::Superseded,  Phase::Resuming,
                                Phase::ResumeFailed, Phase::Recreating,   Phase::PausedHidden};

// Where a fact leads; nothing when it is ignored in that phase.
std::optional<Phase> phase_after(Phase from, Fact fact);

std::string_view name_of(Phase phase);
std::string_view words_of(Fact fact);

// The table as a Mermaid state diagram, ending with a line feed.
std::string state_diagram();

}  // namespace heidi
