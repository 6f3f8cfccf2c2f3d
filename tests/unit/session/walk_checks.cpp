// The invariants of session.md §6, by their numbers. I13 and I15 are the application's: the reducer knows neither
// focus nor the host page.

#include "session/walk.h"

#include "session/session_numbers.h"

#include <algorithm>
#include <array>

namespace heidi {
namespace {

struct Row {
    StripKind kind;
    std::string_view reconnect_class;
};
constexpr std::array rows{
    Row{StripKind::Hidden, "components-reconnect-hide"},
    Row{StripKind::Rejoining, "components-reconnect-show"},
    Row{StripKind::RejoinFailed, "components-reconnect-retrying"},
    Row{StripKind::Offline, "components-reconnect-retrying"},
    Row{StripKind::GaveUp, "components-reconnect-failed"},
    Row{StripKind::Paused, "components-reconnect-paused"},
    Row{StripKind::OpenElsewhere, "components-reconnect-paused"},
    Row{StripKind::ResumeFailed, "components-reconnect-resume-failed"},
    Row{StripKind::StartingOver, "components-reconnect-show"},
    Row{StripKind::ConnectedAgain, "components-reconnect-hide"},
};

int number_in(const std::string& question) { return std::atoi(question.c_str() + question.find_last_of(' ') + 1); }

bool unites(const std::string& kind) { return kind != "message" && kind != "stop" && kind != "feedback"; }

}  // namespace

void Walk::fail(const std::string& what) {
    if (!failure_) failure_ = WalkFailure{step_, what + " (" + std::string(name_of(talk_.session().phase)) + ")"};
}

void Walk::check() {
    check_timers();
    check_phase();
    check_requests();
    check_attempts();
    check_transcript();
    check_outbox();
    check_strip();
    if (server_.messages_under_two_keys > 0) fail("I8: a question reached the server under two keys");
    was_visible_ = visible_;
    was_frozen_ = frozen_;
}

void Walk::check_timers() {
    const SessionState& s = talk_.session();
    if (talk_.armed_timer() != next_deadline(s)) fail("I1: the timer is not armed at the earliest deadline");
    if (at_rest.contains(s.phase) && talk_.armed_timer()) fail("I1: a timer is armed at rest");
}

void Walk::check_phase() {
    const SessionState& s = talk_.session();
    const bool retry = s.deadlines.armed(Deadline::Retry);
    const bool waits = s.phase == Phase::Waiting || s.phase == Phase::Failed;
    if (waits && visible_ && !retry) fail("I10: waits for nothing");
    if (waits && !visible_ && retry && rules_.rest_while_hidden) fail("I5: an attempt is planned while hidden");
    if (attempts.contains(s.phase)) {
        const bool resume_waits = s.phase == Phase::Resuming && s.joining.step == JoinStep::None;
        const bool asks = s.connection != 0 || s.post != 0 || s.joining.step == JoinStep::Token;
        if (resume_waits ? visible_ && !retry : !asks || !s.deadlines.armed(Deadline::Connect))
            fail("I10: an attempt without a request or its deadline");
    }
    if (s.phase == Phase::Live && !s.deadlines.armed(Deadline::Dead)) fail("I10: Live without its deadline");
    if (s.phase == Phase::Live && s.connection == 0 && !s.deadlines.armed(Deadline::NextPoll))
        fail("I10: Live without a stream");
    if (frozen_ && s.phase != Phase::Frozen) fail("not frozen");
}

void Walk::check_requests() {
    int connections = 0;
    int messages = 0;
    for (const auto& [request, kind] : open_) {
        connections += unites(kind);
        messages += kind == "message";
    }
    if (connections > 1) fail("I2: more than one stream or other request of an attempt");
    if (messages > 1) fail("I8: more than one message in flight");
    if (at_rest.contains(talk_.session().phase) && connections + messages > 0) fail("I10: a request is open at rest");
}

// The fact that is told may end the hiding, and what was due before it may still have begun while visible.
void Walk::check_attempts() {
    const auto& trying = talk_.session().trying;
    const auto attempt = trying.last_attempt_at;
    if (attempt && attempt != attempt_before_) {
        if (!visible_ && !was_visible_) fail("I5: an attempt while hidden");
        if (frozen_ && was_frozen_) fail("I5: an attempt while frozen");
        if (attempt_before_ && *attempt - *attempt_before_ < least_gap_between_attempts)
            fail("I6: two attempts within a second");
        if (not_before_seen_ && *attempt < *not_before_seen_) fail("I6: an attempt before Retry-After");
    }
    attempt_before_ = attempt;
    if (trying.not_before && (!not_before_seen_ || *trying.not_before > *not_before_seen_))
        not_before_seen_ = trying.not_before;
}

void Walk::check_transcript() {
    const SessionState& s = talk_.session();
    const Transcript& t = s.transcript;
    if (s.log_epoch == epoch_before_ && t.cursor < cursor_before_) fail("I7: the cursor fell");
    epoch_before_ = s.log_epoch;
    cursor_before_ = t.cursor;
    if (t.archived + t.logged > t.chat.messages.size()) return fail("I7: the transcript lost messages");
    if (t.chat.messages.size() == messages_before_ && dice_.one_in(4)) return;
    messages_before_ = t.chat.messages.size();
    std::set<std::string> ids;
    std::set<std::string> keys;
    int last_question = 0;
    for (std::size_t i = 0; i < t.chat.messages.size(); ++i) {
        const Message& message = t.chat.messages[i];
        const bool logged = i < t.archived + t.logged;
        if (logged && !ids.insert(message.id).second) fail("I7: two messages have the id " + message.id);
        if (!message.client_id.empty() && !keys.insert(message.client_id).second) fail("I7: a question is shown twice");
        // A question that was taken back, or refused at a second try, may still arrive late.
        const bool may_be_late = taken_back_.count(message.client_id) || refused_.count(message.client_id);
        if (!logged || message.role != Role::Reader || may_be_late) continue;
        if (number_in(message.text) <= last_question) fail("I9: questions arrived in another order");
        last_question = number_in(message.text);
    }
}

void Walk::check_outbox() {
    const Transcript& t = talk_.session().transcript;
    std::set<std::string> unsent;
    std::size_t waiting = 0;
    for (const UnsentMessage& message : talk_.session().outbox.messages) {
        unsent.insert(message.client_id);
        waiting += message.delivery != Delivery::Refused;
        if (message.delivery == Delivery::Refused) refused_.insert(message.client_id);
    }
    if (waiting > most_waiting_messages) fail("I8: more than three messages wait");
    for (const std::string& key : unsent_before_)
        if (!unsent.count(key) && !taken_back_.count(key) && !log_shows_key(t, key))
            fail("I8: a message left the outbox unseen");
    unsent_before_ = std::move(unsent);
}

void Walk::check_strip() {
    const SessionState& s = talk_.session();
    const Strip strip = talk_.strip(now_);
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.kind == strip.kind; });
    if (row == rows.end() || strip.reconnect_class != row->reconnect_class)
        fail("I12: picture and class do not match: " + std::string(strip.reconnect_class));
    const auto& memory = s.strip;
    const bool held = memory.ended_at && now_ < std::max(*memory.ended_at, *memory.shown_from + strip_shown_at_least);
    const bool calm = s.phase == Phase::Live || s.phase == Phase::Idle || s.phase == Phase::PausedHidden;
    if (calm && strip.visible() && strip.kind != StripKind::ConnectedAgain && !held)
        fail("I11: a strip without trouble");
    const bool early = s.trying.lost_at && now_ - *s.trying.lost_at < strip_grace_after_send;
    const bool heals = s.phase == Phase::Waiting || s.phase == Phase::Connecting;
    told_at_once_ = !calm && (told_at_once_ || !heals);  // a new session is being made, say: that stays told
    if (early && strip.visible() && !held && !told_at_once_) fail("I11: a strip within its grace");
    if (strip.seconds && *strip.seconds < 0) fail("I4: a negative countdown");
    if (strip.seconds && seconds_before_ && strip.spoken_id == picture_before_ && *strip.seconds > *seconds_before_)
        fail("I4: the countdown rose");
    if (strip.seconds) seconds_before_ = strip.seconds;
    if (strip.spoken_id != picture_before_) seconds_before_ = strip.seconds;
    picture_before_ = strip.spoken_id;
    if (strip.changes_at && *strip.changes_at <= now_) fail("the strip should have changed already");
}

// ---- Liveness -----------------------------------------------------------------------------------------------------

bool Walk::is_settled() const {
    const SessionState& s = talk_.session();
    const bool calm = s.phase == Phase::Live || s.phase == Phase::Idle;
    const bool asks = std::any_of(s.outbox.messages.begin(), s.outbox.messages.end(),
                                  [](const UnsentMessage& m) { return m.delivery == Delivery::AsksFirst; });
    return calm && !asks && !has_work(s.outbox);
}

// 60 s from Waiting and 130 s from Failed, after what the server has asked to wait. A minute more for what the bad
// network had swallowed before it came right.
Instant Walk::patient_until(Instant from) const {
    const SessionState& s = talk_.session();
    if (s.trying.not_before) from = std::max(from, *s.trying.not_before + backoff_most);
    for (const UnsentMessage& unsent : s.outbox.messages) from = std::max(from, unsent.not_before);
    return from + Milliseconds(s.phase == Phase::Failed ? 190'000 : 120'000);
}

// What a reader does who is asked: press the button, send after all.
void Walk::help_along() {
    const Phase phase = talk_.session().phase;
    if (phase == Phase::PausedServer || phase == Phase::Superseded || phase == Phase::ResumeFailed)
        tell(ReaderPresses{StripButton::Resume});
    for (const UnsentMessage& unsent : std::vector(talk_.session().outbox.messages))
        if (unsent.delivery == Delivery::AsksFirst) tell(ReaderSendsAnyway{unsent.client_id});
}

bool Walk::answers_end() {
    const Instant from = now_ + Milliseconds(180'000);
    for (Instant end = patient_until(from); now_ < end && !failure_; until(now_ + Milliseconds(500))) {
        if (is_settled() && !has_work(talk_.session())) return true;
        help_along();
        end = std::max(end, patient_until(from));
    }
    return false;
}

void Walk::come_right() {
    server_.calm = true;
    server_.loses_events = false;
    if (std::exchange(frozen_, false)) tell(PageShows{});
    visible_ = true;
    tell(PageVisibility{true});
    online_ = true;
    tell(BrowserOnline{true});
    const Instant calm_since = now_;
    for (Instant end = patient_until(calm_since); now_ < end && !is_settled() && !failure_;
         until(now_ + Milliseconds(500))) {
        help_along();
        end = std::max(end, patient_until(calm_since));
    }
    if (!is_settled()) {
        std::string unsent;
        for (const UnsentMessage& m : talk_.session().outbox.messages)
            unsent += " " + m.question.text + " is in state " + std::to_string(static_cast<int>(m.delivery)) +
                      ", again in " + std::to_string((m.not_before - now_).count()) + " ms;";
        return fail("liveness: not connected, or messages unsent:" + unsent);
    }
    if (!answers_end()) return fail("liveness: an answer did not end");
    ask();  // brings whatever the server has that nobody listened to
    server_.loses_events =
        true;  // within itself, while the network is fine: only `head` can tell that the last one is missing
    if (!answers_end()) return fail("liveness: the last answer did not end");
    compare_with_server();
    // An old stream's request that was stuck in the network may still take the conversation over.
    for (const Instant end = now_ + Milliseconds(120'000); now_ < end && talk_.session().phase != Phase::Idle;
         until(now_ + Milliseconds(500)))
        help_along();
    if (talk_.session().phase != Phase::Idle || talk_.armed_timer()) fail("liveness: not idle at the end");
}

void Walk::compare_with_server() {
    const Transcript& t = talk_.session().transcript;
    const auto server = server_.messages(talk_.session().known.id);
    if (server.size() != t.logged)
        return fail("the transcript has " + std::to_string(t.logged) + " messages, the server's " +
                    std::to_string(server.size()));
    for (std::size_t i = 0; i < server.size(); ++i) {
        const Message& ours = t.chat.messages[t.archived + i];
        if (ours.id != server[i].id || ours.text != server[i].text)
            fail("message " + server[i].id + " is \"" + ours.text + "\" instead of \"" + server[i].text + "\"");
        if (ours.status == MessageStatus::Streaming) fail("message " + server[i].id + " still streams");
    }
}

}  // namespace heidi
