#include "session/plain_messages.h"

#include "base/decimal.h"
#include "session/json_reading.h"

namespace heidi {
namespace {

constexpr std::size_t longest_code = 60;
constexpr std::size_t longest_explanation = 300;

// ---- Reading ------------------------------------------------------------------------------------------------------

// A string, or a number as OpenRouter's codes are.
std::string word(const Json& json, const char* name, std::size_t longest) {
    const auto found = json.find(name);
    if (found == json.end()) return {};
    if (const auto* text = found->get_ptr<const Json::string_t*>()) return shortened(*text, longest);
    if (const auto* number = found->get_ptr<const Json::number_integer_t*>()) return decimal(*number);
    return {};
}

// `reported` is an object, or the words themselves.
Error error_from(const Json& reported, const std::string& what) {
    Error error{word(reported, "code", longest_code), word(reported, "message", longest_explanation)};
    if (const auto* text = reported.get_ptr<const Json::string_t*>())
        error.message = shortened(*text, longest_explanation);
    if (error.code.empty()) error.code = word(reported, "type", longest_code);
    if (error.code.empty()) error.code = "error";
    error.message = what + ": the endpoint reports \"" + error.message + "\"";
    return error;
}

Result<Json> reply_object_from(std::string_view json, const std::string& what) {
    Result<Json> object = json_object_from(json, what);
    if (!object) return object;
    const auto error = object->find("error");
    if (error != object->end() && !error->is_null()) return error_from(*error, what);
    if (word(*object, "object", longest_code) == "error") return error_from(*object, what);  // vLLM and FastChat
    return object;
}

// A string, nothing, or typed parts of which the thinking ones are not meant for the reader (Mistral).
std::string read_content(Members& members) {
    const Json* content = members.find("content");
    if (!content || !content->is_array()) return members.text_or_empty("content");
    std::string text;
    for (std::size_t i = 0; i < content->size(); ++i)
        text += members.inside((*content)[i], element("content", i)).text_or_empty("text");
    return text;
}

// ---- Writing ------------------------------------------------------------------------------------------------------

std::string quoted(const std::string& quote, const std::string& text) {
    if (quote.empty()) return text;
    std::string both = "> ";
    for (const char c : quote) {
        both += c;
        if (c == '\n') both += "> ";
    }
    return both + "\n\n" + text;
}

}  // namespace

Protocol protocol_from(std::string_view name) {
    return name == "json" ? Protocol::Json : name == "openai" ? Protocol::OpenAi : Protocol::Heidi;
}

Result<FinalEvent> reply_from_json(std::string_view json) {
    const Result<Json> object = reply_object_from(json, "reply");
    if (!object) return object.error();
    std::optional<Error> error;
    Members members(*object, "reply", error);
    FinalEvent reply;
    reply.text = members.text("reply");
    reply.sources = read_sources(members);
    reply.suggestions = read_suggestions(members);
    if (error) return *error;
    return reply;
}

Result<Completion> completion_from_json(std::string_view json, bool whole) {
    const Result<Json> object = reply_object_from(json, "completion");
    if (!object) return object.error();
    std::optional<Error> error;
    Members members(*object, "completion", error);
    Completion completion;
    const Json* choices = whole ? members.array("choices") : members.array_if_any("choices");
    if (whole && choices && choices->empty()) members.fail("choices", "must not be empty");
    if (choices && !choices->empty()) {
        Members choice = members.inside((*choices)[0], "choices[0].");
        completion.finished = !choice.text_or_empty("finish_reason").empty();
        const char* name = choice.find("delta") ? "delta" : "message";
        if (const Json* said = choice.find(name)) {
            Members message = choice.inside(*said, std::string(name) + ".");
            completion.text = read_content(message);
        } else if (whole) {
            choice.fail("message", "is missing");
        }
    }
    if (error) return *error;
    return completion;
}

std::string reply_request_json(const PlainQuestion& asked) {
    const Question& question = asked.question;
    JsonWriter json;
    json.begin_object();
    json.text_if_any("article", question.article);
    json.begin_array("history");
    for (const Message& message : asked.history)
        write_said(json, message.role, "text", quoted(message.quote, message.text));
    json.end_array();
    json.text("message", question.text);
    json.text_if_any("quote", question.quote);
    json.text("topic", question.topic);
    json.end_object();
    return json.take();
}

std::string completion_request_json(const PlainQuestion& asked, const std::string& model) {
    JsonWriter json;
    json.begin_object();
    json.begin_array("messages");
    for (const Message& message : asked.history)
        write_said(json, message.role, "content", quoted(message.quote, message.text));
    write_said(json, Role::Reader, "content", quoted(asked.question.quote, asked.question.text));
    json.end_array();
    json.text_if_any("model", model);
    json.flag("stream", true);
    json.end_object();
    return json.take();
}

}  // namespace heidi
