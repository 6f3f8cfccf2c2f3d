// Requests and replies: which call an effect is, and which fact a reply is.

#include "base/decimal.h"
#include "base/utf8.h"
#include "session/conversation_handling.h"
#include "session/session_numbers.h"
#include "session/wire_messages.h"

#include <algorithm>
#include <limits>

namespace heidi {
namespace {

// As much of an earlier session as its successor is told: the server answers in context, and a body that is too large
// for it would keep the session from being made at all.
constexpr std::size_t most_prior_messages = 20;
constexpr std::size_t most_prior_bytes = 60'000;

std::optional<Seq> seq_from(std::string_view text) {
    if (text.empty()) return std::nullopt;
    Seq seq = 0;
    for (const char c : text) {
        const Seq digit = static_cast<unsigned char>(c) - Seq{'0'};
        if (digit > 9 || seq > (std::numeric_limits<Seq>::max() - digit) / 10) return std::nullopt;
        seq = seq * 10 + digit;
    }
    return seq;
}

// What speaks about one stream has no place in the log, even if a server numbers all it sends.
bool belongs_to_log(const WireEvent& event) {
    return !std::holds_alternative<HelloEvent>(event) && !std::holds_alternative<PingEvent>(event) &&
           !std::holds_alternative<DrainingEvent>(event) && !std::holds_alternative<SupersededEvent>(event) &&
           !std::holds_alternative<ByeEvent>(event);
}

std::vector<Message> prior_messages(const Transcript& transcript) {
    std::vector<Message> prior;
    std::size_t bytes = 0;
    for (std::size_t i = transcript.archived; i > 0 && prior.size() < most_prior_messages; --i) {
        const Message& message = transcript.chat.messages[i - 1];
        bytes += message.text.size();
        if (bytes > most_prior_bytes) break;
        if (!message.text.empty()) prior.push_back(message);
    }
    std::reverse(prior.begin(), prior.end());
    return prior;
}

}  // namespace

bool has_type(std::string_view content_type, std::string_view type) {
    return ascii_lower(trim_ascii_space(content_type.substr(0, content_type.find(';')))) == type;
}

// ---- Requests -----------------------------------------------------------------------------------------------------

HttpRequest& Conversation::Handling::request(Purpose purpose, RequestId id, HttpMethod method, std::string path) {
    Transfer& transfer = talk.transfers_.emplace_back();
    transfer.request = id;
    transfer.purpose = purpose;
    HttpRequest request;
    request.request = id;
    request.method = method;
    request.path = std::move(path);
    request.streamed = purpose == Purpose::Stream;
    request.headers.emplace_back("Accept", purpose == Purpose::Stream ? stream_type : json_type);
    if (const std::string& token = bearer_token(talk.state_); !token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + token);
    order(std::move(request));
    return *std::get_if<HttpRequest>(&orders.back());
}

HttpRequest& Conversation::Handling::send_json(Purpose purpose, RequestId id, std::string path, std::string body) {
    HttpRequest& made = request(purpose, id, HttpMethod::Post, std::move(path));
    made.headers.emplace_back("Content-Type", json_type);
    made.body = std::move(body);
    return made;
}

std::string Conversation::Handling::session_path(std::string_view rest) const {
    return "/sessions/" + path_segment(talk.state_.known.id) + std::string(rest);
}

void Conversation::Handling::obey(const CreateSession& effect) {
    if (is_plain()) return create_plain(effect.request);
    SessionRequest asked{talk.settings_.locale, talk.settings_.article, prior_messages(talk.state_.transcript)};
    send_json(Purpose::Create, effect.request, "/sessions", json_from(asked));
}

void Conversation::Handling::obey(const ResumeSession& effect) {
    send_json(Purpose::Resume, effect.request, session_path("/resume"), "{}");
}

void Conversation::Handling::obey(const FetchSnapshot& effect) {
    request(Purpose::Snapshot, effect.request, HttpMethod::Get, session_path(""));
}

void Conversation::Handling::obey(const OpenStream& effect) {
    if (is_plain()) return open_plain(effect.request);
    request(Purpose::Stream, effect.request, HttpMethod::Get, session_path("/events?after=" + decimal(effect.after)));
}

void Conversation::Handling::obey(const PollEvents& effect) {
    const std::string query = "after=" + decimal(effect.after) + "&wait=" + decimal(effect.wait.count() / 1'000);
    request(Purpose::Poll, effect.request, HttpMethod::Get, session_path("/events?" + query));
}

void Conversation::Handling::obey(const PostMessage& effect) {
    if (is_plain()) return ask_plain(effect);
    HttpRequest& made = send_json(Purpose::Message, effect.request, session_path("/messages"),
                                  json_from(effect.client_id, effect.question));
    made.headers.emplace_back("Idempotency-Key", effect.client_id);
}

void Conversation::Handling::obey(const PostStop& effect) {
    if (is_plain()) return stop_plain();
    send_json(Purpose::Stop, effect.request, session_path("/stop"), stop_request_json(effect.message_id));
}

void Conversation::Handling::obey(const AbortRequest& effect) {
    if (is_plain()) return abort_plain(effect.request);
    order(HttpAbort{effect.request});
    if (talk.settings_.rules.ignore_stale_requests) forget(effect.request);
}

Conversation::Transfer* Conversation::Handling::transfer(RequestId id) {
    const auto found = std::find_if(talk.transfers_.begin(), talk.transfers_.end(),
                                    [&](const Transfer& t) { return t.request == id; });
    return found == talk.transfers_.end() ? nullptr : &*found;
}

void Conversation::Handling::forget(RequestId id) {
    std::erase_if(talk.transfers_, [&](const Transfer& t) { return t.request == id; });
}

// ---- Replies ------------------------------------------------------------------------------------------------------

void Conversation::Handling::hear(const HttpHead& input) {
    Transfer* known = transfer(input.request);
    if (!known) return;
    known->status = input.status;
    if (input.status < 200 || input.status > 299) {
        const Transfer refused = std::move(*known);
        forget(input.request);
        return refuse(refused, input);
    }
    if (is_plain()) return answer_begins(*known, input);
    const bool streams = known->purpose == Purpose::Stream;
    if (input.status == 204 && (streams || known->purpose == Purpose::Poll)) {
        forget(input.request);
        return step(NothingToHear{input.request});
    }
    // A captive portal answers everything with 200 and a page of its own.
    if (streams && !has_type(input.content_type, stream_type))
        return lose(input.request, {"wrong-type", "events: expected text/event-stream, got \"" +
                                                      well_formed_utf8(input.content_type) + "\""});
    if (streams) step(StreamOpened{input.request});
}

void Conversation::Handling::refuse(const Transfer& refused, const HttpHead& head) {
    if (refused.purpose == Purpose::Stop) return;
    if (refused.purpose == Purpose::Feedback) return undo_rating(refused);
    // Without a key, 409 is about something else than our message; OpenAI's own clients try again after both.
    if (is_plain() && (head.status == 408 || head.status == 409)) return step(RequestLost{head.request});
    std::optional<Milliseconds> retry_after = head.retry_after;
    if (retry_after) retry_after = std::clamp(*retry_after, Milliseconds(0), longest_retry_after_believed);
    step(RequestRefused{head.request, head.status, retry_after});
}

void Conversation::Handling::lose(RequestId id, const Error& why) {
    order(Problem{why});
    order(HttpAbort{id});
    forget(id);
    step(RequestLost{id});
}

void Conversation::Handling::hear(const HttpBytes& input) {
    Transfer* known = transfer(input.request);
    if (!known) return;
    if (known->purpose == Purpose::Stream) return read_stream(input.request, input.bytes);
    if (known->purpose == Purpose::Answer) return read_answer(*known, input.bytes);
    if (known->body.size() + input.bytes.size() > longest_reply_bytes)
        return lose(input.request, {"too-long", "a reply is longer than " + decimal(longest_reply_bytes) + " bytes"});
    known->body += input.bytes;
}

// An event may end the stream (`paused`, a gap): what was read behind it is not heard any more.
void Conversation::Handling::read_stream(RequestId id, std::string_view bytes) {
    step(BytesHeard{id});
    Transfer* known = transfer(id);
    if (!known) return;
    Result<std::vector<StreamEvent>> events = known->events.read(bytes);
    if (!events) return lose(id, events.error());
    for (const StreamEvent& event : *events) {
        if (!transfer(id)) return;
        hear_event(id, event);
    }
}

void Conversation::Handling::hear_event(RequestId id, const StreamEvent& event) {
    std::optional<Seq> seq;
    if (event.has_own_id) seq = seq_from(event.last_event_id);
    Result<WireEvent> read = wire_event_from(event.type, event.data);
    if (!read) {
        order(Problem{read.error()});
        return step(EventUnreadable{id, seq});
    }
    if (!belongs_to_log(*read)) seq.reset();
    step(EventHeard{id, seq, std::move(*read)});
}

void Conversation::Handling::hear(const HttpEnd& input) {
    Transfer* known = transfer(input.request);
    if (!known) return;
    const Transfer ended = std::move(*known);
    forget(input.request);
    if (ended.purpose == Purpose::Answer) return read_whole_answer(ended.body);
    if (ended.purpose == Purpose::Stream || ended.status == 0) return step(RequestLost{input.request});
    read_reply(ended);
}

void Conversation::Handling::read_reply(const Transfer& ended) {
    const RequestId id = ended.request;
    const auto hear_reply = [&]<class Reply>(const Result<Reply>& reply, auto make_fact) {
        if (reply) return step(make_fact(*reply));
        order(Problem{reply.error()});
        step(RequestLost{id});
    };
    switch (ended.purpose) {
        case Purpose::Create:
            return hear_reply(new_session_from_json(ended.body), [&](const NewSession& r) {
                return SessionCreated{id, r};
            });
        case Purpose::Resume: return step(SessionResumed{id});
        case Purpose::Snapshot:
            return hear_reply(snapshot_from_json(ended.body), [&](const Snapshot& r) {
                return SnapshotArrived{id, r};
            });
        case Purpose::Poll:
            return hear_reply(polled_events_from_json(ended.body), [&](const PolledEvents& r) {
                return PollAnswered{id, r};
            });
        case Purpose::Message:
            return hear_reply(taken_message_from_json(ended.body), [&](const TakenMessage& r) {
                return MessageTaken{id, r};
            });
        case Purpose::Stream:
        case Purpose::Stop:
        case Purpose::Feedback:
        case Purpose::Answer: return;
    }
}

void Conversation::Handling::hear(const HttpFailed& input) {
    Transfer* known = transfer(input.request);
    if (!known) return;
    const Transfer failed = std::move(*known);
    forget(input.request);
    if (failed.purpose == Purpose::Feedback) return undo_rating(failed);
    if (failed.purpose == Purpose::Answer) return answer_is_over();
    if (failed.purpose != Purpose::Stop) step(RequestLost{input.request});
}

// The thumb was shown pressed at once; the server did not get it.
void Conversation::Handling::undo_rating(const Transfer& refused) {
    order(Problem{{"feedback-failed", "the rating could not be sent"}});
    Message* message = find_logged(talk.state_.transcript, refused.message_id);
    if (!message) return;
    message->feedback = refused.earlier_value;
    mark_changed(talk.state_.transcript, *message);
    ++talk.state_.transcript.revision;
    save_wanted = true;
}

}  // namespace heidi
