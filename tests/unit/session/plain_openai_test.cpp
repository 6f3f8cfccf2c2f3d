// Any server compatible with OpenAI's chat completions. What every plain endpoint has in common is in
// plain_endpoint_test.
#include "session/conversation.h"

#include <doctest/doctest.h>

#include "session/openai_story.h"

using namespace heidi;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view whole_stream =
    ": OPENROUTER PROCESSING\r\n\r\n"
    "data: "
    "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\r\n\r\n"
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hm.\",\"content\":null}}]}\n\n"
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\"}}]}}]}\n\n"
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Blåbær 雪\"}}]}\r\n\r\n"
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" 🏔\\u00f8\"},\"finish_reason\":null}]}\r\r"
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    "data: {\"choices\":[],\"usage\":{\"total_tokens\":7}}\n\n"
    "data: [DONE]\n\n";

}  // namespace

TEST_CASE("openai: a question is one request, and its answer grows as it comes") {
    Story heidi = openai();
    const std::string key = heidi.asks("Who won?");
    CHECK(heidi.open_requests() == std::vector<std::string>{"message"});
    const HttpRequest& request = heidi.last_request("message");
    CHECK(request.path == "/chat/completions");
    CHECK(request.method == HttpMethod::Post);
    CHECK(request.streamed);
    CHECK(request.body == R"({"messages":[{"role":"user","content":"Who won?"}],"model":"m-1","stream":true})");
    // A header of ours would need the endpoint's leave (CORS), which it was never asked for.
    for (const auto& [name, value] : request.headers) CHECK((name == "Accept" || name == "Content-Type"));
    CHECK(heidi.transcript() == "reader: Who won? (sending)");
    CHECK(heidi.talk.chat().answering);

    heidi.reply_begins();
    CHECK(heidi.transcript() == "reader: Who won?");
    CHECK(heidi.last<MessageSent>()->client_id == key);
    CHECK(heidi.talk.chat().answering);
    heidi.reply_says("Nor");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor…");
    heidi.reply_says("way.");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway.…");
    heidi.reply_brings("data: [DONE]\n\n");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway.");
    CHECK(heidi.count<AnswerFinished>() == 1);
    CHECK(heidi.count<StreamStarted>() == 1);
    CHECK_FALSE(heidi.talk.chat().answering);
    CHECK(heidi.phase() == Phase::Idle);
    CHECK_FALSE(heidi.talk.armed_timer());
    CHECK(heidi.open_requests().empty());
}

TEST_CASE("openai: the stream's bytes split anywhere give the same answer") {
    for (std::size_t at = 0; at <= whole_stream.size(); ++at) {
        Story heidi = answering();
        heidi.reply_brings(whole_stream.substr(0, at));
        if (heidi.has_open("message")) heidi.reply_brings(whole_stream.substr(at));
        CAPTURE(at);
        REQUIRE(heidi.transcript() == "reader: Who won? | heidi: Blåbær 雪 🏔ø");
        REQUIRE(heidi.count<Problem>() == 0);
    }
    Story heidi = answering();
    for (const char& byte : whole_stream)
        if (heidi.has_open("message")) heidi.reply_brings({&byte, 1});
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Blåbær 雪 🏔ø");
}

TEST_CASE("openai: what is behind [DONE] is not read, and the request is not kept") {
    Story heidi = answering();
    heidi.reply_says("Norway.");
    heidi.reply_brings("data: [DONE]\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"!\"}}]}\n\n");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway.");
    CHECK(heidi.open_requests().empty());
}

TEST_CASE("openai: without [DONE] a finish reason makes the answer complete") {
    Story heidi = answering();
    heidi.reply_brings("data: {\"choices\":[{\"delta\":{\"content\":\"Norway.\"},\"finish_reason\":\"length\"}]}\n\n");
    SUBCASE("when it ends") { heidi.reply_ends(); }
    SUBCASE("when it is cut") { heidi.loses("message"); }
    SUBCASE("when it falls silent") { heidi.waits(125s); }
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway.");
    CHECK_FALSE(heidi.last_message().retryable);
    CHECK(heidi.phase() == Phase::Idle);
}

TEST_CASE("openai: a cut answer is kept, marked as interrupted, and can be asked for again") {
    Story heidi = answering();
    heidi.reply_says("Norw");
    SUBCASE("when it ends") { heidi.reply_ends(); }
    SUBCASE("when it is cut") { heidi.loses("message"); }
    SUBCASE("when it falls silent") { heidi.waits(125s); }
    SUBCASE("when the reader stops it") {
        heidi.tell(ReaderStops{});
        CHECK(heidi.count<HttpAbort>() == 1);
    }
    SUBCASE("when the page was away") {
        heidi.freezes();
        CHECK(heidi.open_requests().empty());
        heidi.waits(10s);
        heidi.thaws();
        heidi.waits(2s);
    }
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norw (interrupted)");
    CHECK(heidi.last_message().retryable);
    CHECK(heidi.phase() == Phase::Idle);
    CHECK(heidi.open_requests().empty());
    CHECK_FALSE(heidi.strip().visible());
    CHECK(heidi.count<AnswerFinished>() == 0);
    CHECK(heidi.count<StreamEnded>() == 1);

    heidi.waits(2s);
    heidi.asks_again(heidi.last_message().id);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norw (interrupted) | reader: Who won? (sending)");
    CHECK_FALSE(heidi.talk.chat().messages[1].retryable);
    // The attempt that came to nothing is no part of what was said.
    CHECK(heidi.last_request("message").body ==
          R"({"messages":[{"role":"user","content":"Who won?"}],"model":"m-1","stream":true})");
    heidi.reply_begins();
    heidi.reply_brings(whole_stream);
    CHECK(heidi.transcript() ==
          "reader: Who won? | heidi: Norw (interrupted) | reader: Who won? | heidi: Blåbær 雪 🏔ø");
}

TEST_CASE("openai: cut before its first word, an answer has failed") {
    Story heidi = answering();
    SUBCASE("when it ends") { heidi.reply_ends(); }
    SUBCASE("when it is cut") { heidi.loses("message"); }
    CHECK(heidi.transcript() == "reader: Who won? | heidi:  (failed)");
    CHECK(heidi.last_message().problem == MessageProblem{ProblemKind::NotFinished, "connection-lost"});
    CHECK(heidi.last_message().retryable);
    CHECK(heidi.phase() == Phase::Idle);
}

TEST_CASE("openai: stopped before its first word, an answer is interrupted") {
    Story heidi = openai();
    heidi.asks("Who won?");
    SUBCASE("before the head") { CHECK(heidi.talk.chat().answering); }
    SUBCASE("behind it") { heidi.reply_begins(); }
    heidi.tell(ReaderStops{});
    CHECK(heidi.transcript() == "reader: Who won? | heidi:  (interrupted)");
    CHECK(heidi.last_message().retryable);
    CHECK(heidi.open_requests().empty());
    CHECK(heidi.phase() == Phase::Idle);
    CHECK_FALSE(heidi.talk.session().stop_wanted);
    heidi.waits(1h);
    CHECK(heidi.requests_made("message") == 1);
}

TEST_CASE("openai: an error inside the stream ends the answer and keeps its words") {
    Story heidi = answering();
    heidi.reply_says("Norw");
    const auto ends_with = [&](std::string_view error, const std::string& code) {
        heidi.reply_brings("data: " + std::string(error) + "\n\n");
        CHECK(heidi.transcript() == "reader: Who won? | heidi: Norw (failed)");
        CHECK(heidi.last_message().problem == MessageProblem{ProblemKind::NotFinished, code});
        CHECK(heidi.last_message().retryable);
        REQUIRE(heidi.last<Problem>());
        CHECK(heidi.last<Problem>()->error.code == code);
        CHECK(heidi.phase() == Phase::Idle);
        CHECK(heidi.open_requests().empty());
    };
    SUBCASE("OpenAI's") {
        ends_with(R"({"error":{"message":"Slow down","type":"tokens","param":null,"code":"rate_limit_exceeded"}})",
                  "rate_limit_exceeded");
        CHECK(heidi.last<Problem>()->error.message == "completion: the endpoint reports \"Slow down\"");
    }
    SUBCASE("with a type alone") {
        ends_with(R"({"error":{"message":"x","type":"overloaded_error"}})", "overloaded_error");
    }
    SUBCASE("with a number") { ends_with(R"({"error":{"message":"x","code":502},"choices":[]})", "502"); }
    SUBCASE("as a sentence") { ends_with(R"({"error":"model runner has unexpectedly stopped"})", "error"); }
    SUBCASE("as an object of its own") { ends_with(R"({"object":"error","message":"x","code":50001})", "50001"); }
    SUBCASE("not even JSON") { ends_with("Internal Server Error", "not-json"); }
    SUBCASE("a member of the wrong type") { ends_with(R"({"choices":[{"delta":{"content":7}}]})", "bad-member"); }
}

TEST_CASE("openai: an answer without a word is no answer") {
    Story heidi = answering();
    heidi.reply_brings("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\ndata: [DONE]\n\n");
    CHECK(heidi.transcript() == "reader: Who won? | heidi:  (failed)");
    CHECK(heidi.last_message().problem == MessageProblem{ProblemKind::NotFinished, "empty-answer"});
}

TEST_CASE("openai: a line without end is cut off, and the words before it are kept") {
    Story heidi = answering();
    heidi.reply_says("Norw");
    heidi.reply_brings("data: " + std::string(longest_event_bytes, 'x'));
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norw (failed)");
    CHECK(heidi.last<Problem>()->error.code == "event-too-long");
}

TEST_CASE("openai: an answer without end is cut off") {
    Story heidi = answering();
    const std::string million(1'000'000, 'x');
    for (int i = 0; i < 12 && heidi.has_open("message"); ++i) heidi.reply_says(million);
    CHECK(heidi.last_message().status == MessageStatus::Failed);
    CHECK(heidi.last_message().text.size() <= longest_reply_bytes);
    CHECK(heidi.last<Problem>()->error.code == "too-long");
}

TEST_CASE("openai: a server that does not stream is understood by its content type") {
    Story heidi = openai();
    heidi.asks("Who won?");
    SUBCASE("a completion") {
        heidi.answers("message", 200,
                      R"({"choices":[{"message":{"role":"assistant","content":"Norway."},"finish_reason":"stop"}]})");
        CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway.");
    }
    SUBCASE("an error") {
        heidi.answers("message", 200, R"({"error":{"message":"no","code":"model_not_found"}})");
        CHECK(heidi.last_message().problem == MessageProblem{ProblemKind::NotFinished, "model_not_found"});
    }
    SUBCASE("something else") {
        heidi.answers("message", 200, R"({"answer":"Norway."})");
        CHECK(heidi.last_message().problem == MessageProblem{ProblemKind::NotFinished, "bad-member"});
        CHECK(heidi.last<Problem>()->error.message == "completion: member \"choices\" is missing");
    }
    SUBCASE("half of one") {
        heidi.answers("message", 200, R"({"choices":[{"message":{"content":"Nor)");
        CHECK(heidi.last<Problem>()->error.message == "completion: not JSON");
        CHECK(heidi.last_message().retryable);
    }
    CHECK(heidi.phase() == Phase::Idle);
}

TEST_CASE("openai: what was said before goes along, in turns") {
    Story heidi = answered();
    heidi.waits(2s);
    heidi.tell(
        ReaderSends{.text = "By how much?", .topic = "Other", .quote = "two\nlines", .randomness = {9}, .article = ""});
    CHECK(heidi.last_request("message").body ==
          R"({"messages":[{"role":"user","content":"Who won?"},{"role":"assistant","content":"Norway."},)"
          R"({"role":"user","content":"> two\n> lines\n\nBy how much?"}],"model":"m-1","stream":true})");
    heidi.reply_begins();
    heidi.tell(ReaderStops{});  // says nothing
    heidi.waits(2s);
    heidi.asks("When?");
    CHECK(heidi.last_request("message").body ==
          R"({"messages":[{"role":"user","content":"Who won?"},{"role":"assistant","content":"Norway."},)"
          R"({"role":"user","content":"When?"}],"model":"m-1","stream":true})");
}

TEST_CASE("openai: as much of it as is reasonable, and always whole turns") {
    Story heidi = openai();
    for (int i = 0; i < 14; ++i) {
        heidi.asks("Question " + std::to_string(i));
        heidi.reply_begins();
        heidi.reply_says("Answer " + std::to_string(i) + (i == 1 ? std::string(70'000, '.') : ""));
        heidi.reply_brings("data: [DONE]\n\n");
        heidi.waits(2s);
    }
    heidi.asks("Last");
    const std::string& body = heidi.last_request("message").body;
    CHECK(body.find(R"({"messages":[{"role":"user","content":"Question 4"})") == 0);
    CHECK(body.find("Answer 13") != std::string::npos);
    Story early = openai();
    for (int i = 0; i < 3; ++i) {
        early.asks("Question " + std::to_string(i));
        early.reply_begins();
        early.reply_says("Answer" + (i == 1 ? std::string(70'000, '.') : ""));
        early.reply_brings("data: [DONE]\n\n");
        early.waits(2s);
    }
    early.asks("Last");
    CHECK(early.last_request("message").body.find(R"({"messages":[{"role":"user","content":"Question 2"})") == 0);
}
