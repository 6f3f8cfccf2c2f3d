// Private to the reducer: one step in progress. Its functions are spread over session.cpp (reader, page, time),
// session_joining.cpp (attempts and phases) and session_network.cpp (results, the log, the outbox).
#pragma once

#include "session/backoff.h"
#include "session/session.h"
#include "session/session_numbers.h"

#include <optional>
#include <utility>
#include <vector>

namespace heidi {

class SessionStep {
public:
    SessionStep(SessionState& state, Instant at, double roll, const SessionRules& kept)
        : s(state), now(at), rolls(roll), rules(kept) {}

    // Settles what is due, hears the fact, and settles what became due by it.
    std::vector<SessionEffect> run(const SessionEvent& event);

    void hear(const QuestionAsked& fact);
    void hear(const QuestionDiscarded& fact);
    void hear(const QuestionInsistedOn& fact);
    void hear(const StopAsked& fact);
    void hear(const RejoinAsked& fact);
    void hear(const NewConversationAsked& fact);
    void hear(const VisibilityChanged& fact);
    void hear(const ConnectivityChanged& fact);
    void hear(const PageFrozen& fact);
    void hear(const PageThawed& fact);
    void hear(const ConversationTakenOver& fact);
    void hear(const ConversationLoaded& fact);
    void hear(const TokenGiven& fact);
    void hear(const TimePassed&) {}
    void hear(const StreamOpened& fact);
    void hear(const BytesHeard& fact);
    void hear(const EventHeard& fact);
    void hear(const EventUnreadable& fact);
    void hear(const PollAnswered& fact);
    void hear(const NothingToHear& fact);
    void hear(const SessionCreated& fact);
    void hear(const SessionResumed& fact);
    void hear(const SnapshotArrived& fact);
    void hear(const MessageTaken& fact);
    void hear(const RequestRefused& fact);
    void hear(const RequestLost& fact);

private:
    // session.cpp
    void settle();
    void due(Deadline deadline);
    void refresh_quiet();
    void refresh_answering();
    void work_appeared();
    void work_vanished();
    void pull_forward(bool by_button);
    void page_came_back();
    void forget_everything();

    // session_joining.cpp
    bool move(Fact fact);
    void entered(Phase from);
    void remember_for_strip(Phase from);
    void trouble_began();
    Milliseconds grace_after_send() const;
    void calm_returned(Phase from);
    void server_answered();
    bool may_attempt() const;
    Instant earliest_attempt() const;
    void arm_retry(Instant at);
    Milliseconds next_wait(std::optional<Milliseconds> retry_after);
    void begin_attempt(Fact fact);
    void next_join_step();
    JoinStep choose_join_step();
    void take(JoinStep step);
    bool polls() const;
    void open_stream();
    RequestId new_request();
    void abort_connection();
    void abort_post();
    void joined();
    void nothing_running();
    void wait_for_head(const UnsentMessage& head);
    void attempt_failed(std::optional<Milliseconds> retry_after);
    void tell_long_wait(Milliseconds wait);
    void gave_up(Fact fact);
    void lose_link();
    void close_stream(Fact fact);
    void out_of_step();
    void rejoin(Fact fact);
    void stream_did_not_speak();
    void token_refused();
    void session_gone();
    void forget_session();

    // session_network.cpp
    bool is_connection(RequestId request) const;
    bool is_post(RequestId request) const;
    void connection_refused(int status, std::optional<Milliseconds> retry_after);
    void post_refused(int status, std::optional<Milliseconds> retry_after);
    bool posts_to_join() const;
    void reconcile_outbox();
    void post_came_back(Delivery delivery, Instant again_at);
    void post_came_to_nothing(Delivery delivery, std::optional<Milliseconds> retry_after);
    void refuse_message(int status);
    void apply_logged(Seq seq, const WireEvent& event);
    void tell(const LogNews& news);
    void obey(const WireEvent& event);
    void server_paused(const std::string& reason);
    void leave_outbox(const std::string& client_id, const std::string& message_id);
    void pump_outbox();
    void post(UnsentMessage& message);
    bool asks_plainly() const { return s.known.plain && s.post != 0; }
    void answer_overdue();
    UnsentMessage* posting();
    void outbox_changed();
    void post_stop();

    template <class Effect>
    void order(Effect effect) {
        effects.push_back(std::move(effect));
    }
    void save() { order(SaveConversation{}); }

    SessionState& s;
    const Instant now;
    Rolls rolls;
    const SessionRules& rules;
    std::vector<SessionEffect> effects;
};

}  // namespace heidi
