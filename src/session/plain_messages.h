// What travels between us and an endpoint that was there before us: `json`, one reply to one question, and `openai`,
// what every server compatible with OpenAI's chat completions sends. The rules of wire_messages.h hold for reading.
#pragma once

#include "base/result.h"
#include "model/chat.h"
#include "session/wire_messages.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heidi {

enum class Protocol : std::uint8_t { Heidi, Json, OpenAi };
Protocol protocol_from(std::string_view name);  // "json" or "openai"; anything else: Heidi

struct PlainQuestion {
    Question question;
    std::vector<Message> history;  // question, answer, question, answer …
};

// {"message","history":[{"role","text"}],"topic","article"?,"quote"?}
std::string reply_request_json(const PlainQuestion& asked);
// {"model"?,"stream":true,"messages":[{"role","content"}]}, where a quote stands as such before the reader's words: the
// roles alternate, which is all that some models' templates accept, and nothing is sent that OpenAI does not document.
std::string completion_request_json(const PlainQuestion& asked, const std::string& model);

// {"reply","sources"?,"suggestions"?}: the answer but for its id. What the endpoint itself reports as an error, in any of
// the usual shapes ({"error":{"message","type","code"}}, {"error":"…"}, {"object":"error",…}), is the error here too, with
// its code.
Result<FinalEvent> reply_from_json(std::string_view json);

// A chunk of a completion, or a whole one. What is neither text nor an end (roles, reasoning, tools, usage) is nothing.
struct Completion {
    std::string text;
    bool finished = false;  // it names the reason why it ended
};
Result<Completion> completion_from_json(std::string_view json, bool whole);

}  // namespace heidi
