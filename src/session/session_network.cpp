// What comes from the network: results of requests, the log, and the outbox that they move along.

#include "base/decimal.h"
#include "session/session_step.h"

#include <algorithm>

namespace heidi {
namespace {

bool is_gone(int status) { return status == 404 || status == 410; }
bool wants_token(int status) { return status == 401 || status == 403; }
bool is_too_busy(int status) { return status == 429 || status == 503; }
// A gateway that waited in vain for the server behind it (524: Cloudflare's own).
bool is_overdue(int status) { return status == 504 || status == 524; }

MessageProblem problem_from(int status, bool plain) {
    if (status == 413) return {ProblemKind::TooLong, {}};
    if (status == 422 && !plain) return {ProblemKind::NameTaken, {}};
    return {ProblemKind::NotAccepted, decimal(status)};
}

}  // namespace

bool SessionStep::is_connection(RequestId request) const {
    return (request != 0 && request == s.connection) || !rules.ignore_stale_requests;
}

bool SessionStep::is_post(RequestId request) const { return request != 0 && request == s.post; }

// ---- Steps of an attempt ------------------------------------------------------------------------------------------

void SessionStep::hear(const SessionCreated& fact) {
    if (!is_connection(fact.request)) return;
    server_answered();
    s.connection = 0;
    s.known.id = fact.session.id;
    s.known.token = fact.session.token;
    s.known.dead_after = std::clamp(fact.session.dead_after, dead_least, dead_most);
    s.known.max_text = fact.session.max_text;
    s.known.plain = fact.session.plain;
    s.transcript.cursor = fact.session.seq;
    ++s.log_epoch;
    save();
    next_join_step();
}

void SessionStep::hear(const SessionResumed& fact) {
    if (!is_connection(fact.request)) return;
    server_answered();
    s.connection = 0;
    s.joining.resume_wanted = false;
    next_join_step();
}

void SessionStep::hear(const SnapshotArrived& fact) {
    if (!is_connection(fact.request)) return;
    server_answered();
    s.connection = 0;
    if (fact.snapshot.seq < s.transcript.cursor) {
        // Behind what we have seen: a stale copy, unless the server itself said that our cursor is ahead of its log.
        if (!s.joining.cursor_refused) return attempt_failed(std::nullopt);
        ++s.log_epoch;
    }
    for (std::string& message_id : replace_log(s.transcript, fact.snapshot))
        order(AnswerEnded{std::move(message_id), true});
    s.joining.snapshot_wanted = false;
    s.joining.cursor_refused = false;
    if (s.transcript.open_turns == 0) s.stop_wanted = false;
    reconcile_outbox();
    save();
    if (fact.snapshot.paused) return server_paused(fact.snapshot.pause_reason);
    next_join_step();
}

// After a snapshot nothing is unknown: a message is in it, or the server does not have it.
void SessionStep::reconcile_outbox() {
    for (const UnsentMessage& unsent : std::vector(s.outbox.messages))
        for (std::size_t i = s.transcript.archived; i < s.transcript.archived + s.transcript.logged; ++i)
            if (s.transcript.chat.messages[i].client_id == unsent.client_id)
                leave_outbox(unsent.client_id, s.transcript.chat.messages[i].id);
    for (UnsentMessage& unsent : s.outbox.messages) {
        const bool lost = unsent.delivery == Delivery::Acknowledged && unsent.logged_at <= s.transcript.cursor;
        if (lost || unsent.delivery == Delivery::Unknown) unsent.delivery = Delivery::Queued;
    }
    ask_if_old(s.outbox, now);
    outbox_changed();
}

void SessionStep::hear(const NothingToHear& fact) {
    if (!is_connection(fact.request)) return;
    s.connection = 0;
    s.joining.nothing_to_hear = true;
    // Nothing runs at the server, yet something is unfinished here: it ended while we were away.
    if (s.transcript.open_turns > 0 || expects_events(s.outbox)) return out_of_step();
    if (!has_work(s)) return s.phase == Phase::Live ? close_stream(Fact::NothingLeft) : nothing_running();
    if (s.phase == Phase::Live) return s.deadlines.arm(Deadline::NextPoll, now + least_gap_between_attempts);
    next_join_step();
}

void SessionStep::hear(const StreamOpened& fact) {
    if (!is_connection(fact.request) || !attempts.contains(s.phase)) return;
    server_answered();
    s.deadlines.arm(Deadline::Connect, now + connect_deadline);
    s.deadlines.arm(Deadline::FirstByte, now + first_byte_deadline);
}

void SessionStep::hear(const BytesHeard& fact) {
    if (!is_connection(fact.request)) return;
    s.deadlines.disarm(Deadline::FirstByte);
    if (s.phase == Phase::Live) s.deadlines.arm(Deadline::Dead, now + s.known.dead_after);
}

void SessionStep::hear(const PollAnswered& fact) {
    if (!is_connection(fact.request)) return;
    s.connection = 0;
    joined();
    if (s.phase != Phase::Live) return;
    s.deadlines.arm(Deadline::Dead, now + s.known.dead_after);
    for (const PolledEvent& polled : fact.polled.events) {
        if (polled.seq) apply_logged(*polled.seq, polled.event);
        if (s.phase == Phase::Live) obey(polled.event);
        if (s.phase != Phase::Live) return;
    }
    if (fact.polled.next > s.transcript.cursor) return out_of_step();
    // A server that does not wait must not be asked in a busy loop.
    const bool in_a_hurry = fact.polled.events.empty();
    const Instant next = in_a_hurry ? s.trying.polled_at + least_gap_between_attempts : now;
    s.deadlines.arm(Deadline::NextPoll, std::max(now, next));
}

void SessionStep::hear(const RequestRefused& fact) {
    if (is_post(fact.request)) {
        s.post = 0;
        s.deadlines.disarm(Deadline::PostReply);
        return post_refused(fact.status, fact.retry_after);
    }
    if (!is_connection(fact.request)) return;
    s.connection = 0;
    connection_refused(fact.status, fact.retry_after);
}

void SessionStep::connection_refused(int status, std::optional<Milliseconds> retry_after) {
    if (wants_token(status)) return token_refused();
    if (is_gone(status)) return session_gone();
    if (status == 409 && s.joining.step == JoinStep::Stream) {
        s.joining.cursor_refused = true;
        return out_of_step();
    }
    if (s.phase == Phase::Live) return lose_link();
    attempt_failed(is_too_busy(status) ? retry_after : std::nullopt);
}

void SessionStep::hear(const RequestLost& fact) {
    if (is_post(fact.request)) {
        s.post = 0;
        s.deadlines.disarm(Deadline::PostReply);
        return post_came_to_nothing(Delivery::Unknown, std::nullopt);
    }
    if (!is_connection(fact.request)) return;
    s.connection = 0;
    if (s.phase == Phase::Live) return lose_link();
    attempt_failed(std::nullopt);
}

// ---- The log ------------------------------------------------------------------------------------------------------

void SessionStep::hear(const EventHeard& fact) {
    if (!is_connection(fact.request)) return;
    const auto* hello = std::get_if<HelloEvent>(&fact.event);
    if (hello && hello->seq < s.transcript.cursor) {
        s.joining.cursor_refused = true;
        return out_of_step();
    }
    joined();  // by `hello`; a server that forgets it has joined us all the same
    if (fact.seq) {
        if (*fact.seq <= s.transcript.cursor && rules.drop_seen_events) return;
        apply_logged(*fact.seq, fact.event);
    }
    if (is_connection(fact.request)) obey(fact.event);
}

void SessionStep::hear(const EventUnreadable& fact) {
    if (!is_connection(fact.request) || !fact.seq) return;
    if (*fact.seq > s.transcript.cursor) out_of_step();
}

void SessionStep::apply_logged(Seq seq, const WireEvent& event) {
    const LogNews news = apply(s.transcript, seq, event, rules);
    if (news.step == LogStep::OutOfStep) return out_of_step();
    if (news.step == LogStep::Applied) tell(news);
}

void SessionStep::tell(const LogNews& news) {
    if (!news.accepted_client_id.empty()) {
        leave_outbox(news.accepted_client_id, news.accepted_message_id);
        save();
        if (s.phase == Phase::Live) pump_outbox();
    }
    if (!news.started_answer.empty()) {
        order(AnswerStarted{news.started_answer});
        if (s.stop_wanted) post_stop();  // a Stop that came before there was anything to stop may have been ignored
    }
    if (news.finished_answer.empty() && news.cut_answer.empty()) return;
    const bool complete = !news.finished_answer.empty();
    order(AnswerEnded{complete ? news.finished_answer : news.cut_answer, complete});
    s.stop_wanted = false;  // it was meant for this answer, not for the next
    save();
}

// What an event asks of the connection, beyond its place in the log.
void SessionStep::obey(const WireEvent& event) {
    if (const auto* paused = std::get_if<PausedEvent>(&event)) return server_paused(paused->reason);
    if (std::holds_alternative<SupersededEvent>(event)) return close_stream(Fact::TakenOver);
    if (std::holds_alternative<ByeEvent>(event)) return lose_link();
    if (const auto* draining = std::get_if<DrainingEvent>(&event)) {
        const Milliseconds after = std::clamp(draining->after, Milliseconds(0), drain_most);
        if (s.phase == Phase::Live) s.deadlines.arm(Deadline::Drain, now + rolled(after, after, rolls));
    }
    if (const auto* ping = std::get_if<PingEvent>(&event))
        if (rules.compare_head && ping->head > s.transcript.cursor) out_of_step();
}

void SessionStep::server_paused(const std::string& reason) {
    s.joining.resume_wanted = true;
    s.strip.pause_reason = reason;
    s.strip.pause_minutes = 0;
    close_stream(Fact::ServerPaused);
}

// ---- The outbox ---------------------------------------------------------------------------------------------------

void SessionStep::outbox_changed() {
    show_unsent(s.transcript, messages_from(s.outbox));
    save();
}

void SessionStep::leave_outbox(const std::string& client_id, const std::string& message_id) {
    const UnsentMessage* message = find_unsent(s.outbox, client_id);
    if (!message) return;
    // Its answer is not needed any more, and another may go.
    if (message->delivery == Delivery::Posting) abort_post();
    // The log does not repeat it.
    if (Message* logged = find_logged(s.transcript, message_id)) logged->quote = message->question.quote;
    std::erase_if(s.outbox.messages, [&](const UnsentMessage& m) { return m.client_id == client_id; });
    outbox_changed();
    order(QuestionSent{client_id, message_id});
}

// Whether the running attempt waits for the message in flight.
bool SessionStep::posts_to_join() const { return attempts.contains(s.phase) && s.joining.step == JoinStep::Post; }

UnsentMessage* SessionStep::posting() {
    for (UnsentMessage& message : s.outbox.messages)
        if (message.delivery == Delivery::Posting) return &message;
    return nullptr;
}

void SessionStep::pump_outbox() {
    // A plain endpoint is asked by an attempt, after the answer before.
    if (s.phase != Phase::Live || s.post != 0 || s.known.plain) return;
    s.deadlines.disarm(Deadline::PostRetry);
    const UnsentMessage* before = next_to_post(s.outbox);
    ask_if_old(s.outbox, now);
    UnsentMessage* head = next_to_post(s.outbox);
    if (before != head) outbox_changed();
    if (!head) return;
    if (head->not_before > now) return s.deadlines.arm(Deadline::PostRetry, head->not_before);
    post(*head);
}

void SessionStep::post(UnsentMessage& message) {
    if (!rules.keep_keys && message.delivery == Delivery::Unknown) message.client_id += "-" + decimal(s.last_request);
    message.delivery = Delivery::Posting;
    s.post = new_request();
    s.deadlines.arm(Deadline::PostReply, now + (s.known.plain ? plain_answer_deadline : post_deadline));
    // Waiting for the answer is no trouble yet; a failure will be.
    if (s.known.plain && s.trying.attempts_failed == 0 && s.strip.show_at && now < *s.strip.show_at)
        s.strip.show_at = now + plain_answer_deadline + strip_grace;
    outbox_changed();
    order(PostMessage{s.post, message.client_id, message.question});
}

void SessionStep::hear(const MessageTaken& fact) {
    if (!is_post(fact.request)) return;
    server_answered();
    s.post = 0;
    s.deadlines.disarm(Deadline::PostReply);
    UnsentMessage* message = posting();
    if (!message) return;
    s.joining.post_refused = false;
    if (s.known.plain) {  // its stream ends with the answer, too soon to become stable
        s.joining.token_wanted = s.joining.token_asked = false;
        s.trying.backoff_step = 0;
    }
    message->delivery = Delivery::Acknowledged;
    message->logged_at = fact.taken.seq;
    outbox_changed();
    if (posts_to_join()) return next_join_step();
    pump_outbox();
}

void SessionStep::post_refused(int status, std::optional<Milliseconds> retry_after) {
    if (status == 409 && posts_to_join()) {
        post_came_back(Delivery::Unknown, now + post_retry_delay(retry_after, rolls));
        return next_join_step();
    }
    if (status == 409) return post_came_to_nothing(Delivery::Unknown, retry_after);
    const bool gone = is_gone(status) && !s.known.plain;  // a plain endpoint has no session to lose
    const bool refused_for_good =
        status >= 400 && status < 500 && !wants_token(status) && !gone && !is_too_busy(status);
    if (refused_for_good) return refuse_message(status);
    if (is_too_busy(status)) {
        if (posts_to_join()) {
            s.joining.post_refused = true;
            post_came_back(Delivery::Queued, now);  // the attempt keeps Retry-After for it
            return attempt_failed(retry_after);
        }
        return post_came_to_nothing(Delivery::Queued, retry_after);
    }
    if (wants_token(status) || gone) post_came_back(Delivery::Queued, now);
    if (wants_token(status)) return token_refused();
    if (gone) return session_gone();
    if (s.known.plain && is_overdue(status)) return answer_overdue();
    post_came_to_nothing(Delivery::Unknown, std::nullopt);
}

void SessionStep::post_came_back(Delivery delivery, Instant again_at) {
    UnsentMessage* message = posting();
    if (!message) return;
    message->delivery = delivery;
    message->not_before = again_at;
    outbox_changed();
}

// The message stays at the head, with the same key and a deadline of its own. Where the post was the attempt, the
// attempt has failed with it; 409 says that the server is at it, so the stream will tell.
void SessionStep::post_came_to_nothing(Delivery delivery, std::optional<Milliseconds> retry_after) {
    const bool attempt = posts_to_join();
    post_came_back(delivery, attempt ? now : now + post_retry_delay(retry_after, rolls));
    if (attempt) return attempt_failed(std::nullopt);
    pump_outbox();
}

// A plain endpoint knows no keys, and this one may be at work on the answer still: whether it is asked a second time is
// the reader's choice.
void SessionStep::answer_overdue() {
    if (UnsentMessage* message = posting()) message->problem = {ProblemKind::NoAnswerInTime, {}};
    post_came_back(Delivery::AsksFirst, now);
    if (posts_to_join()) next_join_step();
}

void SessionStep::refuse_message(int status) {
    if (UnsentMessage* message = posting()) {
        message->delivery = Delivery::Refused;
        message->problem = problem_from(status, s.known.plain);
        order(QuestionRefused{message->client_id, message->problem});
        outbox_changed();
    }
    if (posts_to_join()) return next_join_step();
    pump_outbox();
    work_vanished();
}

void SessionStep::post_stop() { order(PostStop{new_request(), answer_being_written(s.transcript)}); }

}  // namespace heidi
