// A random walk: a reader, a page and a model server do random things to one Conversation, and after every step the
// invariants of session.md §6 are checked. At the end the faults stop, and everything must come right.
#pragma once

#include "session/conversation.h"
#include "session/model_server.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace heidi {

enum class WalkAction : std::uint8_t {
    LetThingsHappen,
    Wait,
    Sleep,
    Ask,
    Stop,
    PressStrip,
    Discard,
    SendAnyway,
    Edit,
    TakeOver,
    HideOrShow,
    GoOnOrOffline,
    FreezeOrThaw,
    Reload,
    StartOver,
    CutStreams,
    ForgetSessions,
    PauseServer,
    DrainServer,
    OpenElsewhere,
};

// A step holds its own randomness, so leaving others out does not change what it does.
struct WalkStep {
    WalkAction action = WalkAction::LetThingsHappen;
    std::uint64_t seed = 0;
};

struct WalkFailure {
    std::size_t step = 0;
    std::string what;
};

std::string_view name_of(WalkAction action);
std::vector<WalkStep> random_steps(std::uint64_t seed, std::size_t count);

class Walk {
public:
    explicit Walk(SessionRules rules) : rules_(rules), talk_({.locale = "en", .article = "", .rules = rules}) {}

    // Nothing when all went well.
    std::optional<WalkFailure> run(const std::vector<WalkStep>& steps);

private:
    // What the reader and the page do.
    void act(const WalkStep& step);
    void ask();
    void press(Dice& dice);
    void discard(Dice& dice);
    void edit(Dice& dice);
    void reload();
    void start_over();
    std::optional<std::string> some_unsent(Dice& dice, bool asking) const;

    // Time and the link.
    void tell(const Input& input);
    void carry_out(const Order& order);
    void until(Instant end);
    void happen(Instant when);
    void deliver(Input input);
    void give_token();

    // walk_checks.cpp: after every step, and at the end.
    void check();
    void check_timers();
    void check_phase();
    void check_requests();
    void check_attempts();
    void check_transcript();
    void check_outbox();
    void check_strip();
    void come_right();
    bool is_settled() const;
    Instant patient_until(Instant from) const;
    void help_along();
    bool answers_end();
    void compare_with_server();
    void fail(const std::string& what);

    SessionRules rules_;
    Conversation talk_;
    ModelServer server_;
    Dice dice_{0};
    Instant now_{Milliseconds(100'000)};
    std::optional<WalkFailure> failure_;
    std::size_t step_ = 0;

    bool visible_ = true;
    bool online_ = true;
    bool frozen_ = false;
    std::string saved_;
    int asked_ = 0;
    bool token_wanted_ = false;
    bool reclaim_wanted_ = false;
    std::size_t orders_told_ = 0;
    std::map<RequestId, std::string> open_;  // kind of every request that is neither aborted nor ended
    RequestId made_by_earlier_pages_ = 0;    // a new page counts from 1 again, the server does not
    std::set<std::string> taken_back_;       // keys that the reader discarded
    std::set<std::string> refused_;          // keys that the server refused

    // As they were after the step before.
    std::set<std::string> unsent_before_;
    std::optional<Instant> attempt_before_;
    std::optional<Instant> not_before_seen_;
    Seq cursor_before_ = 0;
    std::uint32_t epoch_before_ = 0;
    std::uint32_t picture_before_ = 0;
    std::optional<int> seconds_before_;
    bool told_at_once_ = false;
    bool was_visible_ = true;
    bool was_frozen_ = false;
    std::size_t messages_before_ = 0;
};

}  // namespace heidi
