// Attempts: how they begin, which requests they are made of, how they succeed and fail; and what entering a phase
// means.

#include "session/session_step.h"

#include <algorithm>

namespace heidi {
namespace {

constexpr PhaseSet calm{Phase::Idle, Phase::Live, Phase::PausedHidden, Phase::Frozen};
// The strip tells of these at once: they do not heal by themselves, or the reader has asked.
constexpr PhaseSet told_at_once{Phase::Failed,   Phase::PausedServer, Phase::Superseded,
                                Phase::Resuming, Phase::ResumeFailed, Phase::Recreating};

// Which deadlines mean something in a phase. Entering a phase disarms all others, so none can fire where it is not
// meant.
bool belongs(Deadline deadline, Phase phase) {
    switch (deadline) {
        case Deadline::Connect:
        case Deadline::FirstByte: return attempts.contains(phase);
        case Deadline::Retry: return phase == Phase::Waiting || phase == Phase::Failed || phase == Phase::Resuming;
        case Deadline::PostReply: return !at_rest.contains(phase);
        default: return phase == Phase::Live;
    }
}

}  // namespace

// ---- Phases -------------------------------------------------------------------------------------------------------

bool SessionStep::move(Fact fact) {
    const auto to = phase_after(s.phase, fact);
    if (!to) return false;
    const Phase from = std::exchange(s.phase, *to);
    entered(from);
    return true;
}

void SessionStep::entered(Phase from) {
    for (std::size_t i = 0; i < deadline_count; ++i)
        if (!belongs(static_cast<Deadline>(i), s.phase)) s.deadlines.disarm(static_cast<Deadline>(i));
    if (at_rest.contains(s.phase)) {
        abort_connection();
        if (s.post != 0) {
            abort_post();
            recall(s.outbox, false);
            outbox_changed();
        }
    }
    if (!attempts.contains(s.phase)) s.joining.step = JoinStep::None;
    remember_for_strip(from);
    if (at_rest.contains(s.phase) && from != s.phase) save();
}

void SessionStep::remember_for_strip(Phase from) {
    if (from != s.phase) ++s.strip.picture;
    const bool was_shown = s.strip.show_at && now >= *s.strip.show_at;
    if (was_shown && attempts.contains(from)) s.strip.rejoining_was_seen = true;
    if (from == Phase::Failed && s.trying.probing) s.strip.failure_was_seen = true;
    if (was_shown && from == Phase::Waiting) {
        bool& seen = !s.online                      ? s.strip.offline_was_seen
                     : s.trying.attempts_failed > 0 ? s.strip.retrying_was_seen
                                                    : s.strip.rejoining_was_seen;
        seen = true;
    }
    if (calm.contains(from) && !calm.contains(s.phase)) trouble_began();
    if (!calm.contains(from) && calm.contains(s.phase)) calm_returned(from);
    if (told_at_once.contains(s.phase)) s.strip.show_at = std::min(s.strip.show_at.value_or(now), now);
}

Milliseconds SessionStep::grace_after_send() const {
    const bool first_contact = s.known.id.empty() && s.transcript.archived == 0 && s.trying.attempts_failed == 0;
    return first_contact ? strip_grace_on_first_contact : strip_grace_after_send;
}

void SessionStep::trouble_began() {
    s.trying.lost_at = s.trying.trying_since = now;
    s.strip.show_at = now + std::max(strip_grace, grace_after_send());
    s.strip.rejoining_was_seen = false;
    s.strip.retrying_was_seen = false;
    s.strip.offline_was_seen = false;
    s.strip.failure_was_seen = false;
}

void SessionStep::calm_returned(Phase from) {
    const bool was_shown = s.strip.show_at && now >= *s.strip.show_at && s.phase != Phase::Frozen;
    s.strip.shown_from = was_shown ? s.strip.show_at : std::nullopt;
    s.strip.ended_at = was_shown ? std::optional(now) : std::nullopt;
    s.strip.ended_from = from;
    s.strip.show_at.reset();
    s.trying.lost_at.reset();
    s.trying.trying_since.reset();
    s.trying.pressed_in.reset();
    s.trying.probing = false;
    s.trying.attempts_failed = 0;
}

// A step of the attempt went well: the server is there, so what is not shown yet may wait for the next step.
void SessionStep::server_answered() {
    if (s.strip.show_at && now < *s.strip.show_at)
        s.strip.show_at = std::max(*s.strip.show_at, now + strip_grace_after_send);
}

// ---- When to try --------------------------------------------------------------------------------------------------

Instant SessionStep::earliest_attempt() const {
    Instant at = now;
    if (s.trying.last_attempt_at) at = std::max(at, *s.trying.last_attempt_at + least_gap_between_attempts);
    if (s.trying.not_before) at = std::max(at, *s.trying.not_before);
    return at;
}

bool SessionStep::may_attempt() const { return (s.visible || !rules.rest_while_hidden) && earliest_attempt() <= now; }

// While hidden nothing is armed: becoming visible pulls the attempt forward.
void SessionStep::arm_retry(Instant at) {
    s.strip.wait_length = at - now;
    if (!s.visible && rules.rest_while_hidden) return s.deadlines.disarm(Deadline::Retry);
    s.deadlines.arm(Deadline::Retry, at);
}

Milliseconds SessionStep::next_wait(std::optional<Milliseconds> retry_after) {
    Milliseconds wait = retry_after ? rejoin_delay_after(*retry_after, s.trying.backoff_step, rolls)
                                    : rejoin_delay(s.trying.backoff_step, rolls);
    if (!s.online) wait = std::max(wait, rolled(offline_wait_least, offline_wait_spread, rolls));
    return std::max(wait, earliest_attempt() - now);
}

// ---- An attempt ---------------------------------------------------------------------------------------------------

void SessionStep::begin_attempt(Fact fact) {
    abort_connection();
    s.trying.probing = s.phase == Phase::Failed && !s.trying.pressed_in;
    s.trying.last_attempt_at = now;
    s.joining.requests_made = 0;
    s.joining.nothing_to_hear = false;
    move(fact);  // Resuming has waited in its own phase: there is no row for it, and it stays
    next_join_step();
}

// The next request of the running attempt, or its end when there is nothing left to ask for.
void SessionStep::next_join_step() {
    abort_connection();
    const bool nothing_to_ask = s.joining.requests_made > 0 || (s.known.id.empty() && s.phase != Phase::Recreating);
    if (!s.joining.resume_wanted && !has_work(s) && nothing_to_ask) return nothing_running();
    if (++s.joining.requests_made > most_requests_per_attempt) return attempt_failed(std::nullopt);
    const JoinStep next = choose_join_step();
    const UnsentMessage* head = next_to_post(s.outbox);
    if (next == JoinStep::Stream && s.joining.nothing_to_hear && head && head->not_before > now)
        return wait_for_head(*head);
    take(next);
}

JoinStep SessionStep::choose_join_step() {
    if (s.joining.token_wanted && !s.joining.token_asked) return JoinStep::Token;
    if (s.known.id.empty()) return JoinStep::Create;
    if (s.joining.resume_wanted) return JoinStep::Resume;
    if (s.joining.snapshot_wanted) return JoinStep::Snapshot;
    if (s.post != 0) return s.joining.nothing_to_hear ? JoinStep::Post : JoinStep::Stream;
    // Where nothing runs the server has no stream to give (204), so the message goes first and the stream follows it.
    // An unfinished answer goes first the other way round.
    const UnsentMessage* head = next_to_post(s.outbox);
    const bool answer_expected = s.transcript.open_turns > 0 || expects_events(s.outbox);
    if (!head || answer_expected || head->not_before > now) return JoinStep::Stream;
    if (s.joining.post_refused && !s.joining.nothing_to_hear) return JoinStep::Stream;
    // Before an old message is asked about, the log must tell whether it has arrived after all.
    const bool old = now - head->written_at > asks_before_sending_after && !head->reader_insists;
    if (old && head->delivery == Delivery::Unknown && !s.known.plain) return JoinStep::Snapshot;
    return JoinStep::Post;
}

void SessionStep::take(JoinStep step) {
    s.joining.step = step;
    s.deadlines.arm(Deadline::Connect, now + connect_deadline);
    switch (step) {
        case JoinStep::None: return;
        case JoinStep::Token: s.joining.token_asked = true; return order(AskForToken{});
        case JoinStep::Create: return order(CreateSession{s.connection = new_request()});
        case JoinStep::Resume: return order(ResumeSession{s.connection = new_request()});
        case JoinStep::Snapshot: return order(FetchSnapshot{s.connection = new_request()});
        case JoinStep::Stream: return open_stream();
        case JoinStep::Post:
            if (s.post != 0) return;                                   // its answer is awaited already
            if (s.known.plain) s.deadlines.disarm(Deadline::Connect);  // PostReply is the limit
            ask_if_old(s.outbox, now);
            outbox_changed();
            if (UnsentMessage* head = next_to_post(s.outbox)) return post(*head);
            return next_join_step();
    }
}

RequestId SessionStep::new_request() { return ++s.last_request; }

bool SessionStep::polls() const { return s.trying.polls_until && now < *s.trying.polls_until; }

// The first poll answers at once and stands for `hello`; the following ones wait for events.
void SessionStep::open_stream() {
    s.connection = new_request();
    s.trying.polling = polls();
    s.trying.polled_at = now;
    if (s.trying.polling)
        order(PollEvents{s.connection, s.transcript.cursor, s.phase == Phase::Live ? poll_wait : Milliseconds(0)});
    else
        order(OpenStream{s.connection, s.transcript.cursor});
}

void SessionStep::abort_connection() {
    if (s.connection != 0) order(AbortRequest{s.connection});
    s.connection = 0;
    s.deadlines.disarm(Deadline::Connect);
    s.deadlines.disarm(Deadline::FirstByte);
}

void SessionStep::abort_post() {
    if (s.post != 0) order(AbortRequest{s.post});
    s.post = 0;
    s.deadlines.disarm(Deadline::PostReply);
}

// ---- How an attempt ends ------------------------------------------------------------------------------------------

void SessionStep::joined() {
    if (!move(Fact::Joined)) return;
    s.deadlines.arm(Deadline::Dead, now + s.known.dead_after);
    s.deadlines.arm(Deadline::Stable, now + stable_after);
    s.joining.resumes_from.reset();
    s.trying.missed_first_bytes = 0;
    if (s.stop_wanted) post_stop();
    pump_outbox();
}

void SessionStep::nothing_running() {
    abort_connection();
    if (!move(Fact::NothingRunning)) return;
    s.joining.resumes_from.reset();
    s.trying.backoff_step = 0;
    s.joining.token_asked = false;
    s.stop_wanted = false;
}

// There is no stream to be had before the message is in, and the server has asked to send it later.
void SessionStep::wait_for_head(const UnsentMessage& head) {
    const Instant at = std::max(head.not_before, earliest_attempt());
    move(Fact::AttemptFailed);
    if (s.phase == Phase::Waiting) arm_retry(at);
}

void SessionStep::attempt_failed(std::optional<Milliseconds> retry_after) {
    if (!attempts.contains(s.phase)) return;
    abort_connection();
    if (retry_after) s.trying.not_before = now + *retry_after;
    ++s.trying.backoff_step;
    ++s.trying.attempts_failed;
    s.trying.pressed_in.reset();
    const Milliseconds grace = s.known.id.empty() ? grace_after_send() : strip_grace;
    if (s.strip.show_at) s.strip.show_at = std::min(*s.strip.show_at, now + grace);
    if (s.phase == Phase::Resuming) return void(move(Fact::AttemptFailed));
    if (!has_work(s)) return nothing_running();
    if (retry_after && *retry_after > longest_retry_after_waited_out) {
        tell_long_wait(*retry_after);
        return void(move(Fact::LongWaitAsked));
    }
    if (s.trying.trying_since && now - *s.trying.trying_since > gives_up_after) return gave_up(Fact::GaveUp);
    const Milliseconds wait = next_wait(retry_after);
    move(Fact::AttemptFailed);
    arm_retry(now + wait);
}

void SessionStep::tell_long_wait(Milliseconds wait) {
    s.strip.pause_reason.clear();
    s.strip.pause_minutes = static_cast<int>((wait.count() + 59'999) / 60'000);
}

void SessionStep::gave_up(Fact fact) {
    abort_connection();
    s.trying.pressed_in.reset();
    if (!move(fact) || s.phase != Phase::Failed) return;
    arm_retry(std::max(now + rolled(probe_least, probe_spread, rolls), earliest_attempt()));
}

// Two misses in a row, and the stream is taken to be held back by something between us and the server.
void SessionStep::stream_did_not_speak() {
    if (!s.trying.polling && ++s.trying.missed_first_bytes >= missed_first_bytes_before_polling) {
        s.trying.missed_first_bytes = 0;
        s.trying.polls_until = now + polls_instead_for;
    }
    attempt_failed(std::nullopt);
}

void SessionStep::token_refused() {
    if (s.joining.token_asked) {
        s.joining.token_wanted = true;
        if (attempts.contains(s.phase) || s.phase == Phase::Live) gave_up(Fact::TokenRefused);
        return;
    }
    s.joining.token_wanted = true;
    if (s.phase == Phase::Live) return rejoin(Fact::TokenWanted);
    if (move(Fact::TokenWanted)) next_join_step();
}

// ---- How a connection ends ----------------------------------------------------------------------------------------

void SessionStep::lose_link() {
    if (s.phase != Phase::Live) return;
    if (!has_work(s)) return close_stream(Fact::NothingLeft);
    abort_connection();
    // A link that does not last counts as a failure, or a server that drops everyone at once would be asked every
    // second.
    if (s.deadlines.armed(Deadline::Stable)) ++s.trying.backoff_step;
    const auto draining_until = s.deadlines.at(Deadline::Drain);
    move(Fact::LinkLost);
    const Instant at = now + next_wait(std::nullopt);
    arm_retry(std::max(at, draining_until.value_or(at)));
}

void SessionStep::close_stream(Fact fact) {
    abort_connection();
    move(fact);
}

// The log has a gap, or our cursor is not the server's: only a snapshot heals that.
void SessionStep::out_of_step() {
    s.joining.snapshot_wanted = true;
    if (s.phase == Phase::Live) return s.deadlines.armed(Deadline::Stable) ? lose_link() : rejoin(Fact::OutOfStep);
    if (move(Fact::OutOfStep)) next_join_step();
}

// From Live to a new attempt without a loss: at once if the limits allow.
void SessionStep::rejoin(Fact fact) {
    if (may_attempt()) return begin_attempt(fact);
    abort_connection();
    move(Fact::OutOfStepTooSoon);
    arm_retry(earliest_attempt());
}

// ---- The session is gone ------------------------------------------------------------------------------------------

void SessionStep::session_gone() {
    if (s.known.id.empty()) return attempt_failed(std::nullopt);  // the endpoint itself is missing
    const bool had_work = has_work(s);
    forget_session();
    if (s.phase == Phase::Waiting || s.phase == Phase::Failed) return work_vanished();
    if (!had_work) return s.phase == Phase::Live ? close_stream(Fact::NothingLeft) : nothing_running();
    const bool again = s.known.re_created_at && now - *s.known.re_created_at < re_creation_guard;
    if (again) return void(move(Fact::SessionGoneAgain));
    s.known.re_created_at = now;
    if (s.phase == Phase::Live) {
        if (!may_attempt()) return rejoin(Fact::SessionGone);
        return begin_attempt(Fact::SessionGone);
    }
    if (move(Fact::SessionGone)) {
        s.joining.requests_made = 0;
        next_join_step();
    }
}

void SessionStep::forget_session() {
    abort_connection();
    abort_post();
    archive_log(s.transcript, s.known.id);
    s.known.id.clear();
    s.known.token.clear();
    s.joining.snapshot_wanted = false;
    s.joining.cursor_refused = false;
    s.joining.resume_wanted = false;
    s.stop_wanted = false;
    ++s.log_epoch;
    recall(s.outbox, true);
    outbox_changed();
}

}  // namespace heidi
