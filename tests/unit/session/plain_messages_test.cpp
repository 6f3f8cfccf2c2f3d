#include "session/plain_messages.h"

#include <doctest/doctest.h>

using namespace heidi;

namespace {

Message said(Role role, const std::string& text) {
    Message message;
    message.role = role;
    message.text = text;
    return message;
}

std::string chunk_text(std::string_view json) {
    const Result<Completion> chunk = completion_from_json(json, false);
    REQUIRE(chunk);
    return chunk->text;
}

std::string refusal_of(std::string_view json, bool whole = false) {
    const Result<Completion> chunk = completion_from_json(json, whole);
    return chunk ? "" : chunk.error().message;
}

std::string code_of(std::string_view json) {
    const Result<Completion> chunk = completion_from_json(json, false);
    return chunk ? "" : chunk.error().code;
}

}  // namespace

TEST_CASE("a completion's text is read, streamed or whole, and all else is nothing") {
    CHECK(chunk_text(R"({"choices":[{"delta":{"content":"Nor"}}]})") == "Nor");
    CHECK(chunk_text(R"({"choices":[{"message":{"content":"Norway"}}]})") == "Norway");
    CHECK(chunk_text(R"({"choices":[{"delta":{"role":"assistant","content":null,"refusal":null}}]})") == "");
    CHECK(chunk_text(R"({"choices":[{"delta":{"reasoning":"Hm","reasoning_content":"Hm","tool_calls":[{}]}}]})") == "");
    CHECK(chunk_text(R"({"choices":[{"delta":null}]})") == "");
    CHECK(chunk_text(R"({"choices":[{}]})") == "");
    CHECK(chunk_text(R"({"choices":[],"usage":{"total_tokens":1}})") == "");
    CHECK(chunk_text(R"({"choices":null,"error":null})") == "");
    CHECK(chunk_text(R"({"type":"ping"})") == "");
    CHECK(chunk_text(R"({"choices":[{"delta":{"content":[)"
                     R"({"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},)"
                     R"({"type":"text","text":"Nor"},{"type":"text","text":"way"}]}}]})") == "Norway");
    CHECK(chunk_text("{\"choices\":[{\"delta\":{\"content\":\"a\xFF\"}}]}") == "a\xEF\xBF\xBD");
}

TEST_CASE("a finish reason ends a completion") {
    const auto finishes = [](std::string_view json) { return completion_from_json(json, false)->finished; };
    CHECK(finishes(R"({"choices":[{"delta":{},"finish_reason":"stop"}]})"));
    CHECK_FALSE(finishes(R"({"choices":[{"delta":{},"finish_reason":null}]})"));
    CHECK_FALSE(finishes(R"({"choices":[{"delta":{},"finish_reason":""}]})"));
    CHECK_FALSE(finishes(R"({"choices":[{"delta":{}}]})"));
}

TEST_CASE("a wrong member of a completion is named with its place") {
    CHECK(refusal_of("") == "completion: not JSON");
    CHECK(refusal_of("[]") == "completion: must be a JSON object");
    CHECK(refusal_of(std::string(100, '[')) == "completion: nested deeper than 64");
    CHECK(refusal_of(R"({"choices":{}})") == "completion: member \"choices\" must be an array");
    CHECK(refusal_of(R"({"choices":[7]})") == "completion: member \"choices[0]\" must be an object");
    CHECK(refusal_of(R"({"choices":[{"delta":[]}]})") == "completion: member \"choices[0].delta\" must be an object");
    CHECK(refusal_of(R"({"choices":[{"delta":{"content":1}}]})") ==
          "completion: member \"choices[0].delta.content\" must be a string");
    CHECK(refusal_of(R"({"choices":[{"delta":{"content":["a"]}}]})") ==
          "completion: member \"choices[0].delta.content[0]\" must be an object");
    CHECK(refusal_of(R"({"choices":[{"delta":{"content":[{"text":1}]}}]})") ==
          "completion: member \"choices[0].delta.content[0].text\" must be a string");
    CHECK(refusal_of(R"({"choices":[{"finish_reason":1}]})") ==
          "completion: member \"choices[0].finish_reason\" must be a string");
    CHECK(refusal_of("{}", true) == "completion: member \"choices\" is missing");
    CHECK(refusal_of(R"({"choices":[]})", true) == "completion: member \"choices\" must not be empty");
    CHECK(refusal_of(R"({"choices":[{}]})", true) == "completion: member \"choices[0].message\" is missing");
}

TEST_CASE("what an endpoint reports as an error is one, whatever it looks like") {
    CHECK(code_of(R"({"error":{"message":"m","type":"t","code":"c"}})") == "c");
    CHECK(code_of(R"({"error":{"message":"m","type":"t","code":null}})") == "t");
    CHECK(code_of(R"({"error":{"message":"m","code":-7}})") == "-7");
    CHECK(code_of(R"({"error":{}})") == "error");
    CHECK(code_of(R"({"error":"m"})") == "error");
    CHECK(code_of(R"({"error":true})") == "error");
    CHECK(code_of(R"({"error":["m"]})") == "error");
    CHECK(code_of(R"({"object":"error","message":"m","code":400})") == "400");
    CHECK(code_of(R"({"object":"chat.completion.chunk","choices":[]})") == "");
    CHECK(refusal_of(R"({"error":"m"})") == "completion: the endpoint reports \"m\"");
    const std::string loud =
        R"({"error":{"message":")" + std::string(5'000, 'm') + R"(","code":")" + std::string(5'000, 'c') + "\"}}";
    CHECK(code_of(loud).size() == 60);
    CHECK(refusal_of(loud).size() < 400);
}

TEST_CASE("a reply is read as a final answer is") {
    const Result<FinalEvent> reply =
        reply_from_json(R"({"reply":"Norway.","sources":[{"url":"/a"}],"suggestions":["Why?",""],"id":7})");
    REQUIRE(reply);
    CHECK(reply->text == "Norway.");
    CHECK(reply->sources == std::vector<Source>{{"/a", "/a", {}}});
    CHECK(reply->suggestions == std::vector<std::string>{"Why?"});
    const auto refused = [](std::string_view json) { return reply_from_json(json).error().message; };
    CHECK(refused(R"({"reply":"x","sources":[{}]})") == "reply: member \"sources[0].url\" is missing");
    CHECK(refused(R"({"reply":"x","sources":7})") == "reply: member \"sources\" must be an array");
    CHECK(refused(R"({"reply":"x","suggestions":[7]})") == "reply: member \"suggestions[0]\" must be a string");
}

TEST_CASE("a protocol is known by its name") {
    CHECK(protocol_from("json") == Protocol::Json);
    CHECK(protocol_from("openai") == Protocol::OpenAi);
    CHECK(protocol_from("heidi") == Protocol::Heidi);
    CHECK(protocol_from("") == Protocol::Heidi);
}

TEST_CASE("plain questions are written, and malformed text cannot break them") {
    PlainQuestion asked{{"a\xFF\"", "T", "", ""}, {}};
    CHECK(reply_request_json(asked) == "{\"history\":[],\"message\":\"a\xEF\xBF\xBD\\\"\",\"topic\":\"T\"}");
    CHECK(completion_request_json(asked, "") ==
          "{\"messages\":[{\"role\":\"user\",\"content\":\"a\xEF\xBF\xBD\\\"\"}],\"stream\":true}");
    asked.history = {said(Role::Reader, "Who?"), said(Role::Heidi, "Norway")};
    asked.history[0].quote = "one\ntwo";
    CHECK(reply_request_json(asked).find(R"("history":[{"role":"user","text":"> one\n> two\n\nWho?"},)"
                                         R"({"role":"assistant","text":"Norway"}])") != std::string::npos);
}
