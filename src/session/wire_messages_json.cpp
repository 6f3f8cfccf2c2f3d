#include "session/wire_messages.h"

#include "base/utf8.h"
#include "session/json_reading.h"
#include "session/session_numbers.h"

#include <algorithm>
#include <set>

namespace heidi {
namespace {

// ---- Reading ------------------------------------------------------------------------------------------------------

constexpr std::size_t longest_reason = 300;
constexpr std::size_t longest_name = 60;

WireEvent read_hello(Members& m) { return HelloEvent{m.count("seq")}; }
WireEvent read_accepted(Members& m) {
    return AcceptedEvent{m.text_or_empty("client_id"), m.id("message_id"), m.text("text")};
}
WireEvent read_delta(Members& m) {
    return DeltaEvent{m.id("message_id"), static_cast<std::size_t>(m.count("offset")), m.text("text")};
}
WireEvent read_final(Members& m) {
    return FinalEvent{m.id("message_id"), m.text("text"), m.text_or_empty("status") == "interrupted", read_sources(m),
                      read_suggestions(m)};
}
WireEvent read_error(Members& m) {
    return ErrorEvent{m.id("message_id"), shortened(m.text_or_empty("code"), longest_name),
                      m.flag_or("retryable", false)};
}
WireEvent read_paused(Members& m) { return PausedEvent{shortened(m.text_or_empty("reason"), longest_reason)}; }
WireEvent read_draining(Members& m) { return DrainingEvent{milliseconds_from(m.count_if_any("after_ms").value_or(0))}; }
WireEvent read_superseded(Members&) { return SupersededEvent{}; }
WireEvent read_bye(Members&) { return ByeEvent{}; }
WireEvent read_ping(Members& m) { return PingEvent{m.count("head")}; }

struct EventReader {
    std::string_view name;
    WireEvent (*read)(Members&);
};
constexpr EventReader event_readers[] = {
    {"hello", read_hello}, {"accepted", read_accepted}, {"delta", read_delta},       {"final", read_final},
    {"error", read_error}, {"paused", read_paused},     {"draining", read_draining}, {"superseded", read_superseded},
    {"bye", read_bye},     {"ping", read_ping},
};

Result<WireEvent> read_event(std::string_view name, const Json& json, const std::string& path) {
    const auto* reader = std::find_if(std::begin(event_readers), std::end(event_readers),
                                      [&](const EventReader& candidate) { return candidate.name == name; });
    if (reader == std::end(event_readers)) return WireEvent{UnknownEvent{std::string(name)}};
    std::optional<Error> error;
    Members members(json, "event " + std::string(name), error, path);
    WireEvent event = reader->read(members);
    if (error) return *error;
    return event;
}

Role read_role(Members& members) {
    const std::string role = members.text("role");
    if (role != "user" && role != "assistant") members.fail("role", "must be \"user\" or \"assistant\"");
    return role == "user" ? Role::Reader : Role::Heidi;
}

// An unknown status of a later version reads as complete: the text is there.
MessageStatus read_status(Members& members, Role role) {
    const std::string status = members.text_or_empty("status");
    if (role == Role::Reader) return MessageStatus::Delivered;
    if (status == "streaming") return MessageStatus::Streaming;
    if (status == "interrupted") return MessageStatus::Interrupted;
    if (status == "failed") return MessageStatus::Failed;
    return MessageStatus::Complete;
}

Message read_message(Members members) {
    Message message;
    message.id = members.id("id");
    message.role = read_role(members);
    message.status = read_status(members, message.role);
    message.text = members.text("text");
    message.sources = read_sources(members);
    message.suggestions = read_suggestions(members);
    if (message.role == Role::Reader) message.client_id = members.text_or_empty("client_id");
    if (message.status == MessageStatus::Failed) message.problem = {ProblemKind::NotFinished, {}};
    const std::string feedback = members.text_or_empty("feedback");
    if (feedback == "up") message.feedback = Feedback::Up;
    if (feedback == "down") message.feedback = Feedback::Down;
    return message;
}

// `turn` names the answer that is being written; further questions may wait behind it. Each question has one answer.
int open_turns_of(const Snapshot& snapshot, bool turn_unfinished) {
    if (!turn_unfinished) return 0;
    int open = 0;
    for (const Message& message : snapshot.messages)
        if (message.role == Role::Reader)
            ++open;
        else if (message.status != MessageStatus::Streaming)
            --open;
    return std::max(open, 1);
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

bool is_visible_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

}  // namespace

Result<WireEvent> wire_event_from(std::string_view name, std::string_view json) {
    const std::string short_name = shortened(std::string(name), longest_name);
    const Result<Json> object = json_object_from(json, "event " + short_name);
    if (!object) return object.error();
    return read_event(short_name, *object, "");
}

Result<NewSession> new_session_from_json(std::string_view json) {
    const Result<Json> object = json_object_from(json, "new session");
    if (!object) return object.error();
    std::optional<Error> error;
    Members members(*object, "new session", error);
    NewSession session;
    session.id = members.id("session");
    session.token = members.text_or_empty("token");
    if (!session.token.empty() && !is_usable_token(session.token)) members.fail("token", "must be visible ASCII");
    session.seq = members.count_if_any("seq").value_or(0);
    if (const auto ms = members.count_if_any("heartbeat_ms")) session.heartbeat = milliseconds_from(*ms);
    if (const auto ms = members.count_if_any("dead_ms")) session.dead_after = milliseconds_from(*ms);
    if (const auto s = members.count_if_any("retain_s"))
        session.retained_for = milliseconds_from(std::min(*s, largest_whole_number / 1'000) * 1'000);
    if (const auto most = members.count_if_any("max_text")) session.max_text = static_cast<std::size_t>(*most);
    session.dead_after = std::clamp(session.dead_after, dead_least, dead_most);
    if (error) return *error;
    return session;
}

Result<TakenMessage> taken_message_from_json(std::string_view json) {
    const Result<Json> object = json_object_from(json, "taken message");
    if (!object) return object.error();
    std::optional<Error> error;
    Members members(*object, "taken message", error);
    TakenMessage taken{members.id("message_id"), members.count("seq")};
    if (error) return *error;
    return taken;
}

Result<Snapshot> snapshot_from_json(std::string_view json) {
    const Result<Json> object = json_object_from(json, "snapshot");
    if (!object) return object.error();
    std::optional<Error> error;
    Members members(*object, "snapshot", error);
    Snapshot snapshot;
    snapshot.seq = members.count("seq");
    std::set<std::string> ids;
    const Json* messages = members.array("messages");
    for (std::size_t i = 0; messages && !error && i < messages->size(); ++i) {
        snapshot.messages.push_back(read_message(members.inside((*messages)[i], element("messages", i))));
        if (!ids.insert(snapshot.messages.back().id).second)
            members.fail(element("messages", i) + "id", "repeats an id");
    }
    if (!members.text_or_empty("turn").empty()) snapshot.open_turns = open_turns_of(snapshot, true);
    snapshot.paused = members.flag_or("paused", false);
    snapshot.pause_reason = shortened(members.text_or_empty("reason"), longest_reason);
    if (error) return *error;
    return snapshot;
}

Result<PolledEvents> polled_events_from_json(std::string_view json) {
    const Result<Json> object = json_object_from(json, "polled events");
    if (!object) return object.error();
    std::optional<Error> error;
    Members members(*object, "polled events", error);
    PolledEvents polled;
    polled.next = members.count("next");
    const Json* events = members.array("events");
    for (std::size_t i = 0; events && !error && i < events->size(); ++i) {
        Members member = members.inside((*events)[i], element("events", i));
        const std::optional<Seq> seq = member.count_if_any("seq");
        const std::string name = shortened(member.text("event"), longest_name);
        const Json* data = member.find("data");
        if (!data) member.fail("data", "is missing");
        if (error) break;
        Result<WireEvent> event = read_event(name, *data, element("events", i) + "data.");
        if (!event) return event.error();
        polled.events.push_back({seq, std::move(*event)});
    }
    if (error) return *error;
    return polled;
}

// ---- Writing ------------------------------------------------------------------------------------------------------

std::string json_from(const SessionRequest& request) {
    JsonWriter json;
    json.begin_object();
    json.text_if_any("article", request.article);
    json.text("locale", request.locale);
    if (!request.prior.empty()) {
        json.begin_array("prior");
        for (const Message& message : request.prior) write_said(json, message.role, "text", message.text);
        json.end_array();
    }
    json.end_object();
    return json.take();
}

std::string json_from(const std::string& client_id, const Question& question) {
    JsonWriter json;
    json.begin_object();
    json.text_if_any("article", question.article);
    json.text("client_id", client_id);
    json.text_if_any("quote", question.quote);
    json.text("text", question.text);
    json.text("topic", question.topic);
    json.end_object();
    return json.take();
}

std::string json_from(Feedback value, const std::string& note) {
    JsonWriter json;
    json.begin_object();
    json.text_if_any("note", note);
    json.text("value", value == Feedback::Up ? "up" : "down");
    json.end_object();
    return json.take();
}

std::string stop_request_json(const std::string& message_id) {
    JsonWriter json;
    json.begin_object();
    json.text_if_any("message_id", message_id);
    json.end_object();
    return json.take();
}

void write_said(JsonWriter& json, Role role, std::string_view name, std::string_view text) {
    json.begin_object();
    json.text("role", role_name(role));
    json.text(name, text);
    json.end_object();
}

std::string path_segment(std::string_view id) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string segment;
    for (const char c : id) {
        if (is_unreserved(c)) {
            segment += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        segment += {'%', hex[byte >> 4], hex[byte & 0xF]};
    }
    return segment;
}

bool is_usable_id(std::string_view id) {
    return !id.empty() && id.size() <= 200 && is_visible_ascii(id) && id != "." && id != "..";
}

bool is_usable_token(std::string_view token) {
    return !token.empty() && token.size() <= 8'192 && is_visible_ascii(token);
}

}  // namespace heidi
