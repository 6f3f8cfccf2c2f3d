// An endpoint that takes one question and gives one reply. What it has in common with `openai` is in
// plain_endpoint_test.
#include "session/conversation.h"

#include <doctest/doctest.h>

#include "session/story.h"

using namespace heidi;
using namespace std::chrono_literals;

namespace {

Story json() { return Story::with(Protocol::Json); }

}  // namespace

TEST_CASE("json: a question is one request, and its reply is the answer") {
    Story heidi = json();
    heidi.asks("Who won?");
    const HttpRequest& request = heidi.last_request("message");
    CHECK(request.path.empty());
    CHECK(request.method == HttpMethod::Post);
    CHECK(request.body == R"({"article":"sora","history":[],"message":"Who won?","topic":"Other"})");
    for (const auto& [name, value] : request.headers) CHECK((name == "Accept" || name == "Content-Type"));
    CHECK(heidi.talk.chat().answering);
    heidi.waits(40s);
    CHECK_FALSE(heidi.strip().visible());

    heidi.answers("message", 200,
                  R"({"reply":"**Norway**.","sources":[{"title":"Report","url":"/r","paragraph":2}],)"
                  R"("suggestions":["By how much?"],"more":1})");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: **Norway**.");
    REQUIRE(heidi.last_message().sources.size() == 1);
    CHECK(heidi.last_message().sources[0] == Source{"Report", "/r", 2});
    CHECK(heidi.last_message().suggestions == std::vector<std::string>{"By how much?"});
    CHECK(heidi.count<AnswerFinished>() == 1);
    CHECK(heidi.phase() == Phase::Idle);
    CHECK_FALSE(heidi.talk.armed_timer());

    heidi.waits(2s);
    heidi.tell(ReaderSends{.text = "Why?", .topic = "Balance", .quote = "said", .randomness = {7}, .article = "tide"});
    CHECK(
        heidi.last_request("message").body ==
        R"({"article":"tide","history":[{"role":"user","text":"Who won?"},{"role":"assistant","text":"**Norway**."}],)"
        R"("message":"Why?","quote":"said","topic":"Balance"})");
}

TEST_CASE("json: the reply's bytes split anywhere give the same answer") {
    constexpr std::string_view reply = "\xEF\xBB\xBF {\"reply\":\"Bl\xC3\xA5"
                                       "b\xC3\xA6r \xE9\x9B\xAA \\ud83c\\udfd4\"}\r\n";
    for (std::size_t at = 0; at <= reply.size(); ++at) {
        Story heidi = json();
        heidi.asks("What grows there?");
        heidi.reply_begins("application/json");
        heidi.reply_brings(reply.substr(0, at));
        heidi.reply_brings(reply.substr(at));
        heidi.reply_ends();
        CAPTURE(at);
        REQUIRE(heidi.transcript() == "reader: What grows there? | heidi: Blåbær 雪 🏔");
    }
}

TEST_CASE("json: a type that is not quite right does no harm") {
    Story heidi = json();
    heidi.asks("Who won?");
    SUBCASE("none") { heidi.reply_begins(""); }
    SUBCASE("plain text") { heidi.reply_begins("text/plain"); }
    heidi.reply_brings(R"({"reply":"Norway."})");
    heidi.reply_ends();
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway.");
}

TEST_CASE("json: a reply that cannot be read names what is wrong, and the question can be asked again") {
    Story heidi = json();
    heidi.asks("Who won?");
    const auto fails = [&](std::string_view body, const std::string& code, const std::string& message) {
        heidi.answers("message", 200, body);
        CHECK(heidi.transcript() == "reader: Who won? | heidi:  (failed)");
        CHECK(heidi.last_message().problem == MessageProblem{ProblemKind::NotFinished, code});
        CHECK(heidi.last_message().retryable);
        REQUIRE(heidi.last<Problem>());
        CHECK(heidi.last<Problem>()->error == Error{code, message});
    };
    SUBCASE("nothing") { fails("", "not-json", "reply: not JSON"); }
    SUBCASE("a page") { fails("<!DOCTYPE html>", "not-json", "reply: not JSON"); }
    SUBCASE("half") { fails(R"({"reply":"Nor)", "not-json", "reply: not JSON"); }
    SUBCASE("a list") { fails(R"([{"reply":"Nor"}])", "not-an-object", "reply: must be a JSON object"); }
    SUBCASE("without a reply") { fails(R"({"text":"x"})", "bad-member", R"(reply: member "reply" is missing)"); }
    SUBCASE("a number") { fails(R"({"reply":7})", "bad-member", R"(reply: member "reply" must be a string)"); }
    SUBCASE("its error") {
        fails(R"({"error":{"code":"closed","message":"Come back at nine"}})", "closed",
              R"(reply: the endpoint reports "Come back at nine")");
    }
    SUBCASE("its error in a word") {
        fails(R"({"error":"closed"})", "error", R"(reply: the endpoint reports "closed")");
    }
    heidi.waits(2s);
    heidi.asks_again(heidi.last_message().id);
    heidi.answers("message", 200, R"({"reply":"Norway."})");
    CHECK(heidi.transcript() == "reader: Who won? | heidi:  (failed) | reader: Who won? | heidi: Norway.");
}

TEST_CASE("json: an empty reply is no answer") {
    Story heidi = json();
    heidi.asks("Who won?");
    heidi.answers("message", 200, R"({"reply":""})");
    CHECK(heidi.last_message().problem == MessageProblem{ProblemKind::NotFinished, "empty-answer"});
}

TEST_CASE("json: cut in the middle of its reply, an answer has failed") {
    Story heidi = json();
    heidi.asks("Who won?");
    heidi.reply_begins("application/json");
    heidi.reply_brings(R"({"reply":"Nor)");
    SUBCASE("when it is cut") { heidi.loses("message"); }
    SUBCASE("when it falls silent") { heidi.waits(125s); }
    CHECK(heidi.last_message().problem == MessageProblem{ProblemKind::NotFinished, "connection-lost"});
    CHECK(heidi.phase() == Phase::Idle);
    CHECK(heidi.open_requests().empty());
}

TEST_CASE("json: a reply without end is cut off") {
    Story heidi = json();
    heidi.asks("Who won?");
    heidi.reply_begins("application/json");
    const std::string million(1'000'000, ' ');
    for (int i = 0; i < 12 && heidi.has_open("message"); ++i) heidi.reply_brings(million);
    CHECK(heidi.last_message().problem == MessageProblem{ProblemKind::NotFinished, "too-long"});
    CHECK(heidi.open_requests().empty());
}

TEST_CASE("json: stopped while it waits, an answer is interrupted") {
    Story heidi = json();
    heidi.asks("Who won?");
    heidi.waits(10s);
    heidi.tell(ReaderStops{});
    CHECK(heidi.transcript() == "reader: Who won? | heidi:  (interrupted)");
    CHECK(heidi.open_requests().empty());
}
