#include "session/session.h"

#include "session/session_step.h"

#include <algorithm>

namespace heidi {

std::vector<SessionEffect> step(SessionState& state, const SessionEvent& event, Instant now, double roll,
                                const SessionRules& rules) {
    return SessionStep(state, now, roll, rules).run(event);
}

std::optional<Instant> next_deadline(const SessionState& state) {
    const auto first = state.deadlines.earliest();
    return first ? std::optional(first->at) : std::nullopt;
}

bool has_work(const SessionState& state) {
    return state.transcript.open_turns > 0 || has_work(state.outbox) || state.joining.snapshot_wanted;
}

const std::string& bearer_token(const SessionState& state) {
    return state.known.token.empty() ? state.known.host_token : state.known.token;
}

// What is due comes first: after a sleep of the machine the link is already lost when its late bytes are read.
std::vector<SessionEffect> SessionStep::run(const SessionEvent& event) {
    settle();
    std::visit([this](const auto& fact) { hear(fact); }, event);
    settle();
    refresh_quiet();
    settle();
    refresh_answering();
    return std::move(effects);
}

void SessionStep::refresh_answering() {
    const bool answering = s.transcript.open_turns > 0 || expects_events(s.outbox) || asks_plainly();
    if (std::exchange(s.transcript.chat.answering, answering) != answering) ++s.transcript.revision;
}

void SessionStep::settle() {
    while (const auto first = s.deadlines.earliest()) {
        if (first->at > now) return;
        s.deadlines.disarm(first->name);
        due(first->name);
    }
}

void SessionStep::due(Deadline deadline) {
    switch (deadline) {
        case Deadline::Connect:
            if (s.joining.step == JoinStep::Token) return gave_up(Fact::TokenRefused);
            if (s.joining.step == JoinStep::Stream) return stream_did_not_speak();
            return attempt_failed(std::nullopt);
        case Deadline::FirstByte: return stream_did_not_speak();
        case Deadline::Retry: return begin_attempt(Fact::AttemptDue);
        case Deadline::Dead: return lose_link();
        case Deadline::Stable:
            s.trying.backoff_step = 0;
            s.joining.token_asked = false;
            return;
        case Deadline::Drain: return has_work(s) ? rejoin(Fact::OutOfStep) : close_stream(Fact::NothingLeft);
        case Deadline::Linger: return close_stream(Fact::NothingLeft);
        case Deadline::Hidden: return close_stream(Fact::HiddenTooLong);
        case Deadline::NextPoll: return polls() ? open_stream() : rejoin(Fact::OutOfStep);
        case Deadline::PostReply:
            abort_post();
            return s.known.plain ? answer_overdue() : post_came_to_nothing(Delivery::Unknown, std::nullopt);
        case Deadline::PostRetry: return pump_outbox();
    }
}

// A stream is worth having while something is unfinished, and a little longer. Nothing else closes it.
void SessionStep::refresh_quiet() {
    if (s.phase != Phase::Live || has_work(s)) {
        s.quiet_since.reset();
        s.deadlines.disarm(Deadline::Linger);
        s.deadlines.disarm(Deadline::Hidden);
        return;
    }
    if (!s.quiet_since) s.quiet_since = now;
    s.deadlines.arm(Deadline::Linger, *s.quiet_since + stream_lingers_for);
    if (s.visible || !s.hidden_since) return s.deadlines.disarm(Deadline::Hidden);
    s.deadlines.arm(Deadline::Hidden, std::max(now, *s.hidden_since + hidden_stream_closes_after));
}

// ---- The reader ---------------------------------------------------------------------------------------------------

void SessionStep::hear(const QuestionAsked& fact) {
    if (find_unsent(s.outbox, fact.client_id) || log_shows_key(s.transcript, fact.client_id)) return;
    if (is_full(s.outbox)) return order(OutboxWasFull{fact.question});
    UnsentMessage message;
    message.client_id = fact.client_id;
    message.question = fact.question;
    message.written_at = now;
    s.outbox.messages.push_back(std::move(message));
    outbox_changed();
    work_appeared();
    if (s.strip.show_at && !asks_plainly()) s.strip.show_at = std::min(*s.strip.show_at, now + grace_after_send());
}

void SessionStep::hear(const QuestionInsistedOn& fact) {
    UnsentMessage* message = find_unsent(s.outbox, fact.client_id);
    if (!message || message->delivery != Delivery::AsksFirst) return;
    message->delivery = Delivery::Queued;
    message->reader_insists = true;
    message->problem = {};
    message->not_before = now;
    outbox_changed();
    work_appeared();
}

void SessionStep::hear(const QuestionDiscarded& fact) {
    const UnsentMessage* message = find_unsent(s.outbox, fact.client_id);
    // What the server has acknowledged is said; it will appear in the log.
    if (!message || message->delivery == Delivery::Acknowledged) return;
    const bool was_posting = message->delivery == Delivery::Posting;
    if (was_posting) abort_post();
    std::erase_if(s.outbox.messages, [&](const UnsentMessage& m) { return m.client_id == fact.client_id; });
    outbox_changed();
    if (was_posting && posts_to_join()) return next_join_step();
    if (s.phase == Phase::Waiting || s.phase == Phase::Failed) return work_vanished();
    work_appeared();  // what waited behind it may go
}

void SessionStep::hear(const StopAsked&) {
    if (s.transcript.open_turns == 0 && !expects_events(s.outbox) && !asks_plainly()) return;
    s.stop_wanted = true;
    if (s.phase == Phase::Live || asks_plainly()) post_stop();
}

void SessionStep::hear(const RejoinAsked&) {
    if (s.phase == Phase::Waiting || s.phase == Phase::Failed) {
        s.strip.failure_was_seen = false;  // the reader wants to hear how it goes
        return pull_forward(true);
    }
    if (!phase_after(s.phase, Fact::ReaderResumed)) return;
    // Not earlier than the server has asked for, even by button: it stays paused, and says how long from now.
    if (const Milliseconds wait = earliest_attempt() - now; wait > longest_retry_after_waited_out) {
        tell_long_wait(wait);
        ++s.strip.picture;
        return;
    }
    s.joining.resumes_from = s.trying.pressed_in = s.phase;
    s.trying.lost_at = s.trying.trying_since = now;
    s.trying.attempts_failed = 0;
    move(Fact::ReaderResumed);
    arm_retry(earliest_attempt());
}

void SessionStep::hear(const NewConversationAsked&) {
    if (!phase_after(s.phase, Fact::StartedOver)) return;
    abort_connection();
    abort_post();
    move(Fact::StartedOver);
    forget_everything();
}

// The numbers of requests and the limits on attempts outlive the conversation: they belong to the page and the server.
void SessionStep::forget_everything() {
    SessionState fresh;
    fresh.transcript.revision = s.transcript.revision + 1;
    fresh.known.host_token = s.known.host_token;
    fresh.trying.last_attempt_at = s.trying.last_attempt_at;
    fresh.trying.not_before = s.trying.not_before;
    fresh.trying.polls_until = s.trying.polls_until;
    fresh.strip.picture = s.strip.picture;
    fresh.last_request = s.last_request;
    fresh.visible = s.visible;
    fresh.online = s.online;
    fresh.hidden_since = s.hidden_since;
    fresh.log_epoch = s.log_epoch + 1;
    s = std::move(fresh);
    save();
}

// A message can be sent, or a turn turned out to be unfinished.
void SessionStep::work_appeared() {
    switch (s.phase) {
        case Phase::Idle:
        case Phase::PausedHidden:
            if (!has_work(s)) return;
            if (may_attempt() && s.phase == Phase::Idle) return begin_attempt(Fact::WorkFound);
            move(Fact::WorkFoundTooSoon);
            return arm_retry(earliest_attempt());
        case Phase::Live: return pump_outbox();
        case Phase::Failed: return pull_forward(false);
        default: return;  // it goes with the next connection
    }
}

void SessionStep::work_vanished() {
    if ((s.phase == Phase::Waiting || s.phase == Phase::Failed) && !has_work(s)) move(Fact::NothingLeft);
}

// Never earlier than the limits allow, whoever asks.
void SessionStep::pull_forward(bool by_button) {
    Instant at = earliest_attempt();
    if (by_button && !rules.clicks_respect_retry_after) {
        s.trying.not_before.reset();
        at = earliest_attempt();
    }
    const auto planned = s.deadlines.at(Deadline::Retry);
    const Milliseconds told = s.strip.wait_length;
    if (!planned || at < *planned) arm_retry(at);
    s.strip.wait_length = told;  // it is the same wait: what was said of it is not said anew
    if (by_button && at - now <= least_gap_between_attempts) s.trying.pressed_in = s.phase;
}

// ---- The page -----------------------------------------------------------------------------------------------------

void SessionStep::hear(const VisibilityChanged& fact) {
    if (!fact.visible) {
        if (s.visible) s.hidden_since = now;
        s.visible = false;
        if (rules.rest_while_hidden) s.deadlines.disarm(Deadline::Retry);
        return save();
    }
    page_came_back();
    if (move(Fact::BecameVisible)) return arm_retry(earliest_attempt());
    const bool waits = s.phase == Phase::Waiting || s.phase == Phase::Failed;
    const bool resume_waits = s.phase == Phase::Resuming && s.joining.step == JoinStep::None;
    if (waits || resume_waits) pull_forward(false);
}

// Time spent hidden is not time spent trying, and what was not shown before gets its grace again: coming back to a tab
// would otherwise always flash the strip.
void SessionStep::page_came_back() {
    if (const auto since = std::exchange(s.hidden_since, std::nullopt)) {
        auto& trying_since = s.trying.trying_since;
        if (trying_since) *trying_since = *trying_since + (now - std::max(*since, *trying_since));
        if (s.strip.show_at && *s.strip.show_at > *since && *s.strip.show_at <= now)
            s.strip.show_at = now + strip_grace;
    }
    s.visible = true;
}

void SessionStep::hear(const ConnectivityChanged& fact) {
    if (std::exchange(s.online, fact.online) != fact.online) ++s.strip.picture;
    s.strip.offline_was_seen = false;
    if (s.phase != Phase::Waiting && s.phase != Phase::Failed) return;
    if (fact.online) return pull_forward(false);
    const auto planned = s.deadlines.at(Deadline::Retry);
    if (s.phase == Phase::Waiting && planned)
        arm_retry(std::max(*planned, now + rolled(offline_wait_least, offline_wait_spread, rolls)));
}

void SessionStep::hear(const PageFrozen&) {
    if (s.phase == Phase::Frozen) return;
    const Phase from = s.phase == Phase::Resuming ? s.joining.resumes_from.value_or(Phase::ResumeFailed) : s.phase;
    abort_connection();
    abort_post();
    recall(s.outbox, false);
    outbox_changed();
    move(Fact::PageFroze);
    s.thaws_to = from;
}

void SessionStep::hear(const PageThawed&) {
    if (s.phase != Phase::Frozen) return;
    s.trying.backoff_step = 0;
    s.trying.attempts_failed = 0;
    if (s.thaws_to == Phase::PausedServer) return void(move(Fact::ThawedPaused));
    if (s.thaws_to == Phase::Superseded) return void(move(Fact::ThawedSuperseded));
    if (s.thaws_to == Phase::ResumeFailed) return void(move(Fact::ThawedResumeFailed));
    if (!has_work(s)) return void(move(Fact::ThawedIdle));
    move(Fact::ThawedWithWork);
    arm_retry(earliest_attempt());
}

void SessionStep::hear(const ConversationTakenOver&) {
    if (s.phase == Phase::Frozen) s.thaws_to = Phase::Superseded;
    if (!phase_after(s.phase, Fact::TakenOver)) return;
    abort_connection();
    abort_post();
    recall(s.outbox, false);
    outbox_changed();
    move(Fact::TakenOver);
}

void SessionStep::hear(const ConversationLoaded& fact) {
    if (fact.session_over && !s.known.id.empty()) forget_session();
    work_appeared();
}

void SessionStep::hear(const TokenGiven& fact) {
    s.known.host_token = fact.token;
    // A session's own token stays in use until the server has refused it.
    if (std::exchange(s.joining.token_wanted, false)) s.known.token.clear();
    if (attempts.contains(s.phase) && s.joining.step == JoinStep::Token) return next_join_step();
    if (s.phase == Phase::Failed) pull_forward(false);
    if (s.phase == Phase::Live) pump_outbox();
}

}  // namespace heidi
