#include "session/transcript.h"

#include "base/decimal.h"
#include "base/utf8.h"

#include <algorithm>
#include <iterator>

namespace heidi {
namespace {

// What does not differ from before keeps its revision: views lay it out no second time.
void keep_revision(Transcript& t, Message& next, const Message* before) {
    next.revision = before && *before == next ? before->revision : Revision{++t.revision};
}

Message* begin_of_log(Transcript& t) { return t.chat.messages.data() + t.archived; }

// From the end: what is being written is among the last.
std::optional<std::size_t> index_in_log(const Transcript& t, const std::string& message_id) {
    for (std::size_t i = t.archived + t.logged; i > t.archived; --i)
        if (t.chat.messages[i - 1].id == message_id) return i - 1;
    return std::nullopt;
}

std::size_t append_to_log(Transcript& t, Message message) {
    const std::size_t index = t.archived + t.logged;
    t.chat.messages.insert(t.chat.messages.begin() + static_cast<std::ptrdiff_t>(index), std::move(message));
    ++t.logged;
    return index;
}

std::size_t find_or_append(Transcript& t, const std::string& message_id, Role role, MessageStatus status) {
    if (const auto found = index_in_log(t, message_id)) return *found;
    Message message;
    message.id = message_id;
    message.role = role;
    message.status = status;
    return append_to_log(t, std::move(message));
}

// The length of an answer in code points, counted only when another answer was being written before.
std::size_t length_of(Transcript& t, std::size_t index) {
    const Message& message = t.chat.messages[index];
    if (t.streaming.index != index || t.streaming.message_id != message.id)
        t.streaming = {message.id, index, code_point_count(message.text)};
    return t.streaming.code_points;
}

// Overwrites from the offset on, like a write into a file: what lies behind the written part stays, so words that a
// newer snapshot already brought do not disappear for a moment.
void write_at(std::string& text, std::size_t length, std::size_t code_point_offset, const std::string& words,
              std::size_t count) {
    if (code_point_offset == length) {
        text += words;
        return;
    }
    const std::size_t from = byte_offset_of_code_point(text, code_point_offset);
    const std::size_t replaced = byte_offset_of_code_point(std::string_view(text).substr(from), count);
    text.replace(from, replaced, words);
}

void end_turn(Transcript& t) { t.open_turns = std::max(0, t.open_turns - 1); }

bool ended(MessageStatus status) { return status != MessageStatus::Streaming; }

LogNews apply_accepted(Transcript& t, const AcceptedEvent& accepted) {
    LogNews news;
    const bool known = index_in_log(t, accepted.message_id).has_value();
    const std::size_t index = find_or_append(t, accepted.message_id, Role::Reader, MessageStatus::Delivered);
    Message& message = t.chat.messages[index];
    message.client_id = accepted.client_id;
    message.text = accepted.text;
    message.status = MessageStatus::Delivered;
    mark_changed(t, message);
    if (!known) ++t.open_turns;
    news.accepted_client_id = accepted.client_id;
    news.accepted_message_id = accepted.message_id;
    return news;
}

LogNews apply_delta(Transcript& t, const DeltaEvent& delta, const SessionRules& rules) {
    const auto known = index_in_log(t, delta.message_id);
    const std::size_t length = known ? length_of(t, *known) : 0;
    const std::size_t offset = rules.place_deltas ? delta.code_point_offset : length;
    LogNews news;
    if (offset > length) {
        news.step = LogStep::OutOfStep;
        return news;
    }
    if (!known) news.started_answer = delta.message_id;
    const std::size_t index = find_or_append(t, delta.message_id, Role::Heidi, MessageStatus::Streaming);
    length_of(t, index);
    const std::size_t count = code_point_count(delta.text);
    write_at(t.chat.messages[index].text, length, offset, delta.text, count);
    t.streaming.code_points = std::max(length, offset + count);
    mark_changed(t, t.chat.messages[index]);
    // A delta of an answer whose question we never saw accepted (a snapshot that counted only one turn) still is a
    // turn.
    if (!ended(t.chat.messages[index].status)) t.open_turns = std::max(t.open_turns, 1);
    return news;
}

LogNews apply_final(Transcript& t, const FinalEvent& final) {
    LogNews news;
    const auto known = index_in_log(t, final.message_id);
    const bool ended_before = known && ended(t.chat.messages[*known].status);
    if (!known) news.started_answer = final.message_id;
    const std::size_t index = find_or_append(t, final.message_id, Role::Heidi, MessageStatus::Streaming);
    Message& message = t.chat.messages[index];
    message.text = final.text;
    message.sources = final.sources;
    message.suggestions = final.suggestions;
    message.status = final.interrupted ? MessageStatus::Interrupted : MessageStatus::Complete;
    message.problem = {};
    message.retryable = final.retryable;
    mark_changed(t, message);
    t.streaming = {};
    if (!ended_before) {
        end_turn(t);
        (final.interrupted ? news.cut_answer : news.finished_answer) = final.message_id;
    }
    return news;
}

LogNews apply_error(Transcript& t, const ErrorEvent& error) {
    LogNews news;
    const auto known = index_in_log(t, error.message_id);
    const bool ended_before = known && ended(t.chat.messages[*known].status);
    const std::size_t index = find_or_append(t, error.message_id, Role::Heidi, MessageStatus::Streaming);
    Message& message = t.chat.messages[index];
    message.status = MessageStatus::Failed;
    message.problem = {ProblemKind::NotFinished, error.code};
    message.retryable = error.retryable;
    mark_changed(t, message);
    if (!ended_before) {
        end_turn(t);
        news.cut_answer = error.message_id;
    }
    return news;
}

struct ApplyKind {
    Transcript& transcript;
    const SessionRules& rules;

    LogNews operator()(const AcceptedEvent& e) const { return apply_accepted(transcript, e); }
    LogNews operator()(const DeltaEvent& e) const { return apply_delta(transcript, e, rules); }
    LogNews operator()(const FinalEvent& e) const { return apply_final(transcript, e); }
    LogNews operator()(const ErrorEvent& e) const { return apply_error(transcript, e); }
    template <class Other>
    LogNews operator()(const Other&) const {
        return {};
    }
};

// A snapshot may leave out what `final` or `error` had brought, and never knows what the reader thought of an answer
// before the server was told.
void keep_extras(Message& next, const Message& before) {
    if (next.role != before.role || next.text != before.text) return;
    if (next.sources.empty()) next.sources = before.sources;
    if (next.suggestions.empty()) next.suggestions = before.suggestions;
    if (next.feedback == Feedback::None) next.feedback = before.feedback;
    if (next.status == before.status) next.retryable = before.retryable;
    next.quote = before.quote;
}

}  // namespace

LogNews apply(Transcript& t, Seq seq, const WireEvent& event, const SessionRules& rules) {
    LogNews news;
    if (seq <= t.cursor && rules.drop_seen_events) {
        news.step = LogStep::AlreadySeen;
        return news;
    }
    if (seq > t.cursor + 1 && rules.notice_gaps) {
        news.step = LogStep::OutOfStep;
        return news;
    }
    news = std::visit(ApplyKind{t, rules}, event);
    if (news.step == LogStep::OutOfStep) return news;
    t.cursor = seq;
    ++t.revision;
    return news;
}

std::vector<std::string> replace_log(Transcript& t, const Snapshot& snapshot) {
    std::vector<std::string> finished;
    std::vector<Message> next = snapshot.messages;
    for (Message& message : next) {
        const auto before = index_in_log(t, message.id);
        if (!before) {
            mark_changed(t, message);
            continue;
        }
        const Message& old = t.chat.messages[*before];
        keep_extras(message, old);
        keep_revision(t, message, &old);
        if (old.status == MessageStatus::Streaming && message.status == MessageStatus::Complete)
            finished.push_back(message.id);
    }
    const auto first = t.chat.messages.begin() + static_cast<std::ptrdiff_t>(t.archived);
    const auto rest = t.chat.messages.erase(first, first + static_cast<std::ptrdiff_t>(t.logged));
    t.chat.messages.insert(rest, std::make_move_iterator(next.begin()), std::make_move_iterator(next.end()));
    t.logged = snapshot.messages.size();
    t.cursor = snapshot.seq;
    t.open_turns = snapshot.open_turns;
    t.streaming = {};
    ++t.revision;
    return finished;
}

// The space: see is_history. The number tells apart sessions to which a server gave the same id; the length of the history
// alone would not, because a reload cuts it (most_saved_history).
static std::string unused_prefix(const Transcript& t, const std::string& session_id) {
    for (std::size_t number = t.archived;; ++number) {
        const std::string prefix = session_id + " " + decimal(number) + " ";
        const auto* first = t.chat.messages.data();
        if (std::none_of(first, first + t.archived, [&](const Message& m) { return m.id.starts_with(prefix); }))
            return prefix;
    }
}

void archive_log(Transcript& t, const std::string& session_id) {
    // Each question has its answer, were it an empty one: there the reader can ask again.
    const auto questions = std::count_if(begin_of_log(t), begin_of_log(t) + t.logged,
                                         [](const Message& m) { return m.role == Role::Reader; });
    const int more_questions_than_answers = 2 * static_cast<int>(questions) - static_cast<int>(t.logged);
    for (int unanswered = std::min(t.open_turns, more_questions_than_answers); unanswered > 0; --unanswered)
        find_or_append(t, "unanswered-" + decimal(unanswered), Role::Heidi, MessageStatus::Streaming);
    const std::string prefix = unused_prefix(t, session_id);
    for (Message* message = begin_of_log(t); message != begin_of_log(t) + t.logged; ++message) {
        message->id = prefix + message->id;
        if (message->status == MessageStatus::Streaming) {
            message->status = MessageStatus::Interrupted;
            message->retryable = true;
        }
        mark_changed(t, *message);
    }
    t.archived += t.logged;
    t.logged = 0;
    t.cursor = 0;
    t.open_turns = 0;
    t.streaming = {};
    ++t.revision;
}

void show_unsent(Transcript& t, std::vector<Message> unsent) {
    for (std::size_t i = 0; i < unsent.size(); ++i) {
        const std::size_t shown = t.archived + t.logged + i;
        keep_revision(t, unsent[i], shown < t.chat.messages.size() ? &t.chat.messages[shown] : nullptr);
    }
    t.chat.messages.resize(t.archived + t.logged);
    t.chat.messages.insert(t.chat.messages.end(), std::make_move_iterator(unsent.begin()),
                           std::make_move_iterator(unsent.end()));
    ++t.revision;
}

std::string answer_being_written(const Transcript& t) {
    for (std::size_t i = t.archived + t.logged; i > t.archived; --i)
        if (t.chat.messages[i - 1].status == MessageStatus::Streaming) return t.chat.messages[i - 1].id;
    return {};
}

bool log_shows_key(const Transcript& t, const std::string& client_id) {
    const auto first = t.chat.messages.begin() + static_cast<std::ptrdiff_t>(t.archived);
    return std::any_of(first, first + static_cast<std::ptrdiff_t>(t.logged),
                       [&](const Message& message) { return message.client_id == client_id; });
}

const Message* question_of(const Transcript& t, const std::string& answer_id) {
    const auto session_of = [](const std::string& id) { return std::string_view(id).substr(0, id.rfind(' ') + 1); };
    const Message* first = t.chat.messages.data();
    const Message* last = first + t.archived + t.logged;
    const auto in_session = [&](const Message& m, Role role) {
        return m.role == role && session_of(m.id) == session_of(answer_id);
    };
    const Message* answer = std::find_if(first, last, [&](const Message& m) { return m.id == answer_id; });
    if (answer == last) return nullptr;
    auto before = std::count_if(first, answer, [&](const Message& m) { return in_session(m, Role::Heidi); });
    for (const Message* message = first; message != answer; ++message)
        if (in_session(*message, Role::Reader) && before-- == 0) return message;
    return nullptr;
}

void mark_changed(Transcript& t, Message& message) { message.revision.number = ++t.revision; }

Message* find_logged(Transcript& t, const std::string& message_id) {
    const auto index = index_in_log(t, message_id);
    return index ? &t.chat.messages[*index] : nullptr;
}

}  // namespace heidi
