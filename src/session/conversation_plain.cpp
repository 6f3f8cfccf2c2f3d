// An endpoint that knows no sessions, played to the reducer as one that does.
//
//   CreateSession ──► done at once              PostMessage ──► the one request
//   OpenStream ──► opens when there is an answer            head ──► taken, accepted
//   PostStop ──► the request is aborted                     body ──► delta … final, and the stream is closed again
//
// So outbox, backoff, Retry-After, token, strip and saved state are the same for every protocol. What is told to the log
// is kept here until the log has it: the reducer may close its stream at any time, which ends the answer with what there
// is, and hears of it when it asks again.

#include "base/decimal.h"
#include "base/utf8.h"
#include "session/conversation_handling.h"
#include "session/session_numbers.h"

#include <algorithm>

namespace heidi {
namespace {

constexpr std::size_t most_history_messages = 20;
constexpr std::size_t most_history_bytes = 60'000;

// What was said before, from the end, as far as it fits: each question with its answer. A question that is asked again
// brings no attempt at an answer along.
std::vector<Message> history_for(const Question& question, const Transcript& t) {
    std::vector<Message> history;
    std::size_t bytes = 0;
    for (std::size_t i = t.archived + t.logged; i > 1 && history.size() < most_history_messages; --i) {
        const Message& asked = t.chat.messages[i - 2];
        const Message& answer = t.chat.messages[i - 1];
        if (asked.role != Role::Reader || answer.role != Role::Heidi || answer.text.empty()) continue;
        --i;
        if (answer.status != MessageStatus::Complete && asked.text == question.text) continue;
        bytes += asked.text.size() + asked.quote.size() + answer.text.size();
        if (bytes > most_history_bytes) break;
        history.push_back(answer);
        history.push_back(asked);
    }
    std::reverse(history.begin(), history.end());
    return history;
}

}  // namespace

// ---- What the reducer orders --------------------------------------------------------------------------------------

void Conversation::Handling::create_plain(RequestId id) {
    talk.answer_ = {};
    NewSession session;
    session.id = "plain";
    session.dead_after = plain_answer_deadline;
    session.plain = true;
    step(SessionCreated{id, session});
}

void Conversation::Handling::open_plain(RequestId id) {
    if (!talk.answer_.taken) return step(NothingToHear{id});
    step(EventHeard{id, {}, HelloEvent{talk.state_.transcript.cursor}});
    tell_answer();
}

void Conversation::Handling::ask_plain(const PostMessage& effect) {
    talk.answer_ = {};
    talk.answer_.request = effect.request;
    talk.answer_.client_id = effect.client_id;
    talk.answer_.question = effect.question.text;
    const PlainQuestion asked{effect.question, history_for(effect.question, talk.state_.transcript)};
    if (talk.settings_.protocol == Protocol::Json)
        return void(send_json(Purpose::Message, effect.request, "", reply_request_json(asked)));
    HttpRequest& made = send_json(Purpose::Message, effect.request, "/chat/completions",
                                  completion_request_json(asked, talk.settings_.model));
    made.headers.front().second = "text/event-stream, application/json";
    made.streamed = true;
}

void Conversation::Handling::stop_plain() {
    if (talk.answer_.request == 0 || talk.answer_.over) return;
    const bool taken = talk.answer_.taken;
    answer_is_over();               // and the next question may be on its way
    if (!taken) answer_is_taken();  // stopped before its first word: that is all there is
}

void Conversation::Handling::abort_plain(RequestId id) {
    if (!transfer(id)) {  // what stands for the stream
        if (talk.answer_.taken && !talk.answer_.over) answer_is_over();
        return;
    }
    if (id == talk.answer_.request) talk.answer_ = {};
    order(HttpAbort{id});
    forget(id);
}

// ---- The reply ----------------------------------------------------------------------------------------------------

// A captive portal answers everything with 200 and a page of its own: then the question did not arrive.
void Conversation::Handling::answer_begins(Transfer& transfer, const HttpHead& head) {
    if (has_type(head.content_type, "text/html"))
        return lose(head.request, {"wrong-type", "answer: expected " + std::string(json_type) + ", got \"text/html\""});
    transfer.purpose = Purpose::Answer;
    talk.answer_.streamed = talk.settings_.protocol == Protocol::OpenAi && !has_type(head.content_type, json_type);
    answer_is_taken();
}

void Conversation::Handling::answer_is_taken() {
    const Seq seq = talk.state_.transcript.cursor + 1;
    talk.answer_.taken = true;
    talk.answer_.said.message_id = "a" + decimal(seq);
    step(MessageTaken{talk.answer_.request, {"q" + decimal(seq), seq}});
    tell_answer();
}

void Conversation::Handling::read_answer(Transfer& transfer, std::string_view bytes) {
    PlainAnswer& answer = talk.answer_;
    if (answer.said.text.size() + transfer.body.size() + bytes.size() > longest_reply_bytes)
        return answer_fails({"too-long", "answer: longer than " + decimal(longest_reply_bytes) + " bytes"});
    if (answer.streamed) {
        const Result<std::vector<StreamEvent>> events = transfer.events.read(bytes);
        if (!events) return answer_fails(events.error());
        const RequestId id = transfer.request;
        for (const StreamEvent& event : *events)
            if (answer.request == id && !answer.over) read_chunk(event);  // its end may have begun the next one
    } else {
        transfer.body += bytes;
    }
    step(BytesHeard{talk.state_.connection});
    tell_answer();
}

void Conversation::Handling::read_chunk(const StreamEvent& event) {
    PlainAnswer& answer = talk.answer_;
    const std::string_view json = trim_ascii_space(event.data);
    if (json.empty()) return;
    if (json == "[DONE]") {
        answer.finished = true;
        return answer_is_over();
    }
    const Result<Completion> chunk = completion_from_json(json, false);
    if (!chunk) return answer_fails(chunk.error());
    answer.said.text += chunk->text;
    answer.finished |= chunk->finished;
}

void Conversation::Handling::read_whole_answer(const std::string& body) {
    PlainAnswer& answer = talk.answer_;
    if (answer.streamed) return answer_is_over();
    if (talk.settings_.protocol == Protocol::Json) {
        Result<FinalEvent> reply = reply_from_json(body);
        if (!reply) return answer_fails(reply.error());
        reply->message_id = answer.said.message_id;
        answer.said = std::move(*reply);
    } else {
        Result<Completion> completion = completion_from_json(body, true);
        if (!completion) return answer_fails(completion.error());
        answer.said.text = std::move(completion->text);
    }
    answer.finished = true;
    answer_is_over();
}

// ---- The log ------------------------------------------------------------------------------------------------------

void Conversation::Handling::answer_fails(const Error& why) {
    order(Problem{why});
    answer_is_over(why.code);
}

void Conversation::Handling::answer_is_over(std::string failure) {
    PlainAnswer& answer = talk.answer_;
    if (transfer(answer.request)) order(HttpAbort{answer.request});
    forget(answer.request);
    const bool nothing_said = answer.said.text.empty() && !talk.state_.stop_wanted;
    if (failure.empty() && nothing_said) failure = answer.finished ? "empty-answer" : "connection-lost";
    answer.failure = std::move(failure);
    answer.over = true;
    tell_answer();
}

// Tells the log what it has not heard yet. Each piece counts as told before it is: telling may lead back here.
void Conversation::Handling::tell_answer() {
    PlainAnswer& answer = talk.answer_;
    if (answer.taken) step(TimePassed{});  // what is due may close the stream: not while it is told
    while (talk.state_.connection != 0 && answer.taken) {
        if (!answer.accepted) {
            answer.accepted = true;
            const std::string message_id = "q" + answer.said.message_id.substr(1);
            log(AcceptedEvent{answer.client_id, message_id, answer.question});
        } else if (answer.told_bytes < answer.said.text.size()) {
            DeltaEvent words{answer.said.message_id, answer.told_code_points,
                             answer.said.text.substr(answer.told_bytes)};
            answer.told_bytes = answer.said.text.size();
            answer.told_code_points += code_point_count(words.text);
            log(std::move(words));
        } else if (answer.over) {
            WireEvent end = end_of_answer();
            answer = {};
            log(std::move(end));
            // Closed at once, or left for the next question.
            step(EventHeard{talk.state_.connection, {}, DrainingEvent{}});
        } else {
            return;
        }
    }
}

WireEvent Conversation::Handling::end_of_answer() const {
    FinalEvent end = talk.answer_.said;
    if (!talk.answer_.failure.empty()) return ErrorEvent{end.message_id, talk.answer_.failure, true};
    end.interrupted = end.retryable = !talk.answer_.finished;
    return end;
}

void Conversation::Handling::log(WireEvent event) {
    step(EventHeard{talk.state_.connection, talk.state_.transcript.cursor + 1, std::move(event)});
}

}  // namespace heidi
