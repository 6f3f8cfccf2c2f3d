#include "session/saved_conversation.h"

#include "base/json_writer.h"
#include "session/json_reading.h"

#include <algorithm>
#include <array>
#include <set>

namespace heidi {
namespace {

template <class Value, std::size_t count>
struct Names {
    std::array<std::pair<Value, const char*>, count> pairs;

    const char* name_of(Value value) const {
        for (const auto& [candidate, name] : pairs)
            if (candidate == value) return name;
        return pairs.front().second;
    }
    std::optional<Value> find(const std::string& text) const {
        for (const auto& [value, name] : pairs)
            if (text == name) return value;
        return std::nullopt;
    }
    Value read(Members& members, const char* member) const {
        const std::optional<Value> value = find(members.text(member));
        if (!value) members.fail(member, "has an unknown value");
        return value.value_or(pairs.front().first);
    }
};

constexpr Names<MessageStatus, 5> log_status{{{{MessageStatus::Complete, "complete"},
                                               {MessageStatus::Delivered, "delivered"},
                                               {MessageStatus::Streaming, "streaming"},
                                               {MessageStatus::Interrupted, "interrupted"},
                                               {MessageStatus::Failed, "failed"}}}};
constexpr Names<Role, 2> roles{{{{Role::Reader, "user"}, {Role::Heidi, "assistant"}}}};
constexpr Names<Feedback, 3> feedbacks{{{{Feedback::None, "none"}, {Feedback::Up, "up"}, {Feedback::Down, "down"}}}};
constexpr Names<Delivery, 6> deliveries{{{{Delivery::Queued, "queued"},
                                          {Delivery::Posting, "posting"},
                                          {Delivery::Unknown, "unknown"},
                                          {Delivery::Acknowledged, "acknowledged"},
                                          {Delivery::Refused, "refused"},
                                          {Delivery::AsksFirst, "asks-first"}}}};
constexpr Names<ProblemKind, 6> problems{{{{ProblemKind::None, "none"},
                                           {ProblemKind::TooLong, "too-long"},
                                           {ProblemKind::NameTaken, "name-taken"},
                                           {ProblemKind::NotAccepted, "not-accepted"},
                                           {ProblemKind::NoAnswerInTime, "no-answer-in-time"},
                                           {ProblemKind::NotFinished, "not-finished"}}}};
constexpr Names<Phase, 3> resting_phases{
    {{{Phase::Idle, "none"}, {Phase::PausedServer, "paused"}, {Phase::Superseded, "superseded"}}}};

// What a server makes of these has no limit; what we read back has. Nothing may be written that cannot be read.
constexpr int most_open_turns = 1'000;
// A year: what a server asks for beyond that says nothing more.
constexpr std::uint64_t longest_pause_minutes = 365 * 24 * 60;

// ---- Writing ------------------------------------------------------------------------------------------------------

void write_problem(JsonWriter& json, const MessageProblem& problem) {
    if (problem.kind == ProblemKind::None) return;
    json.text("problem", problems.name_of(problem.kind));
    json.text_if_any("problem_detail", problem.detail);
}

void write_source(JsonWriter& json, const Source& source) {
    json.begin_object();
    json.text("title", source.title);
    json.text("url", source.url);
    if (source.paragraph) json.number("paragraph", *source.paragraph);
    json.end_object();
}

void write_message(JsonWriter& json, const Message& message) {
    json.begin_object();
    json.text("id", message.id);
    json.text("role", roles.name_of(message.role));
    json.text("status", log_status.name_of(message.status));
    json.text("text", message.text);
    json.text("feedback", feedbacks.name_of(message.feedback));
    json.text_if_any("client_id", message.client_id);
    json.text_if_any("quote", message.quote);
    write_problem(json, message.problem);
    if (message.retryable) json.flag("retryable", true);
    json.begin_array("suggestions");
    for (const std::string& suggestion : message.suggestions) json.text({}, suggestion);
    json.end_array();
    json.begin_array("sources");
    for (const Source& source : message.sources) write_source(json, source);
    json.end_array();
    json.end_object();
}

void write_messages(JsonWriter& json, std::string_view name, const std::vector<Message>& messages) {
    json.begin_array(name);
    for (const Message& message : messages) write_message(json, message);
    json.end_array();
}

void write_unsent(JsonWriter& json, const SavedMessage& saved) {
    const UnsentMessage& unsent = saved.unsent;
    json.begin_object();
    json.text("client_id", unsent.client_id);
    json.text("text", unsent.question.text);
    json.text("topic", unsent.question.topic);
    json.text("article", unsent.question.article);
    json.text("quote", unsent.question.quote);
    json.text("delivery", deliveries.name_of(unsent.delivery));
    json.flag("insists", unsent.reader_insists);
    json.number("logged_at", static_cast<std::int64_t>(unsent.logged_at));
    json.number("age_ms", std::max<Milliseconds::rep>(saved.age.count(), 0));
    write_problem(json, unsent.problem);
    json.end_object();
}

// ---- Reading ------------------------------------------------------------------------------------------------------

// One that we have no name for is none: no record is given up for that.
MessageProblem read_problem(Members& members) {
    const ProblemKind kind = problems.find(members.text_or_empty("problem")).value_or(ProblemKind::None);
    return {kind, members.text_or_empty("problem_detail")};
}

Message read_message(Members members) {
    Message message;
    message.id = members.text("id");  // archived ones hold a space, so this is not Members::id
    if (message.id.empty()) members.fail("id", "must not be empty");
    message.role = roles.read(members, "role");
    message.status = log_status.read(members, "status");
    message.text = members.text("text");
    message.feedback = feedbacks.read(members, "feedback");
    message.client_id = members.text_or_empty("client_id");
    message.quote = members.text_or_empty("quote");
    message.problem = read_problem(members);
    message.retryable = members.flag_or("retryable", false);
    message.sources = read_sources(members);
    message.suggestions = read_suggestions(members);
    return message;
}

std::vector<Message> read_messages(Members& members, const char* name, std::set<std::string>& ids) {
    std::vector<Message> messages;
    const Json* array = members.array(name);
    for (std::size_t i = 0; array && !members.failed() && i < array->size(); ++i) {
        messages.push_back(read_message(members.inside((*array)[i], element(name, i))));
        if (!ids.insert(messages.back().id).second) members.fail(element(name, i) + "id", "repeats an id");
    }
    return messages;
}

SavedMessage read_unsent(Members members) {
    SavedMessage saved;
    saved.unsent.client_id = members.id("client_id");
    saved.unsent.question = {members.text("text"), members.text("topic"), members.text("article"),
                             members.text("quote")};
    saved.unsent.delivery = deliveries.read(members, "delivery");
    saved.unsent.reader_insists = members.flag_or("insists", false);
    saved.unsent.logged_at = members.count("logged_at");
    saved.unsent.problem = read_problem(members);
    saved.age = milliseconds_from(members.count("age_ms"));
    return saved;
}

std::vector<SavedMessage> read_outbox(Members& members) {
    std::vector<SavedMessage> outbox;
    std::set<std::string> keys;
    const Json* array = members.array("outbox");
    for (std::size_t i = 0; array && !members.failed() && i < array->size(); ++i) {
        outbox.push_back(read_unsent(members.inside((*array)[i], element("outbox", i))));
        if (!keys.insert(outbox.back().unsent.client_id).second)
            members.fail(element("outbox", i) + "client_id", "repeats a key");
    }
    return outbox;
}

void read_session(Members& members, SavedConversation& saved) {
    saved.saved_at = milliseconds_from(members.count("saved_at"));
    saved.session_id = members.text("session");
    if (!saved.session_id.empty() && !is_usable_id(saved.session_id)) members.fail("session", "must be a usable id");
    saved.token = members.text("token");
    if (!saved.token.empty() && !is_usable_token(saved.token)) members.fail("token", "must be visible ASCII");
    saved.dead_after = milliseconds_from(members.count("dead_ms"));
    if (const auto most = members.count_if_any("max_text")) saved.max_text = static_cast<std::size_t>(*most);
    if (const auto age = members.count_if_any("re_creation_age_ms")) saved.re_creation_age = milliseconds_from(*age);
    saved.cursor = members.count("cursor");
    const std::uint64_t open_turns = members.count("open_turns");
    if (open_turns > std::uint64_t{most_open_turns}) members.fail("open_turns", "is too large");
    saved.open_turns = static_cast<int>(open_turns % (std::uint64_t{most_open_turns} + 1));
    saved.out_of_step = members.flag_or("out_of_step", false);
    const Phase resting = resting_phases.read(members, "resting_in");
    if (resting != Phase::Idle) saved.resting_in = resting;
    saved.pause_reason = members.text_or_empty("pause_reason");
    if (const auto minutes = members.count_if_any("pause_minutes"))
        saved.pause_minutes = static_cast<int>(std::min<std::uint64_t>(*minutes, longest_pause_minutes));
    saved.resume_wanted = members.flag_or("resume_wanted", false);
}

}  // namespace

std::string json_from(const SavedConversation& saved) {
    JsonWriter json;
    json.begin_object();
    json.number("version", saved_conversation_version);
    json.number("saved_at", saved.saved_at.count());
    json.text("session", saved.session_id);
    json.text("token", saved.token);
    json.number("dead_ms", saved.dead_after.count());
    json.number("cursor", static_cast<std::int64_t>(std::min(saved.cursor, largest_whole_number)));
    json.number("open_turns", std::min(saved.open_turns, most_open_turns));
    json.flag("out_of_step", saved.out_of_step);
    json.text("resting_in", resting_phases.name_of(saved.resting_in.value_or(Phase::Idle)));
    json.text("pause_reason", saved.pause_reason);
    json.number("pause_minutes", std::max(saved.pause_minutes, 0));
    json.flag("resume_wanted", saved.resume_wanted);
    if (saved.max_text) json.number("max_text", static_cast<std::int64_t>(*saved.max_text));
    if (saved.re_creation_age)
        json.number("re_creation_age_ms", std::max<Milliseconds::rep>(saved.re_creation_age->count(), 0));
    write_messages(json, "archived", saved.archived);
    write_messages(json, "logged", saved.logged);
    json.begin_array("outbox");
    for (const SavedMessage& message : saved.outbox) write_unsent(json, message);
    json.end_array();
    json.end_object();
    return json.take();
}

Result<SavedConversation> saved_conversation_from_json(std::string_view json) {
    const Result<Json> object = json_object_from(json, "saved conversation");
    if (!object) return object.error();
    std::optional<Error> error;
    Members members(*object, "saved conversation", error);
    if (members.count("version") != saved_conversation_version && !error)
        return Error{"other-version", "saved conversation: another version"};
    SavedConversation saved;
    read_session(members, saved);
    std::set<std::string> ids;
    saved.archived = read_messages(members, "archived", ids);
    saved.logged = read_messages(members, "logged", ids);
    saved.outbox = read_outbox(members);
    if (error) return *error;
    return saved;
}

}  // namespace heidi
