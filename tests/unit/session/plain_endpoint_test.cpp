// What outbox, backoff, strip and saved state make of an endpoint without sessions, told with `openai`.
#include "session/conversation.h"

#include <doctest/doctest.h>

#include "session/openai_story.h"

using namespace heidi;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view norway = "data: {\"choices\":[{\"delta\":{\"content\":\"Norway.\"}}]}\n\ndata: [DONE]\n\n";

}  // namespace

TEST_CASE("plain: waiting for the answer is no trouble, however long it takes") {
    Story heidi = openai();
    heidi.asks("Who won?");
    for (int second = 0; second < 119; ++second) {
        heidi.waits(1s);
        REQUIRE_FALSE(heidi.strip().visible());
        REQUIRE(heidi.talk.chat().answering);
    }
    heidi.asks("And who lost?");
    heidi.waits(500ms);
    CHECK_FALSE(heidi.strip().visible());
    heidi.reply_begins();
    CHECK_FALSE(heidi.strip().visible());
    CHECK(heidi.phase() == Phase::Live);
}

TEST_CASE("plain: a question that did not get through goes again by itself, with growing waits") {
    Story heidi = openai();
    heidi.asks("Who won?");
    heidi.loses("message");
    CHECK(heidi.transcript() == "reader: Who won? (not confirmed)");
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK_FALSE(heidi.talk.chat().answering);
    Milliseconds before{0};
    for (int attempt = 1; attempt < 5; ++attempt) {
        CHECK(heidi.until_timer() > before);
        before = heidi.until_timer();
        heidi.waits_for_the_attempt();
        CHECK(heidi.requests_made("message") == attempt + 1);
        CHECK(heidi.strip().kind == StripKind::Rejoining);
        heidi.answers("message", 500);
        CHECK(heidi.strip().kind == StripKind::RejoinFailed);
    }
    heidi.waits_for_the_attempt();
    heidi.reply_begins();
    heidi.waits(600ms);
    CHECK(heidi.strip().kind == StripKind::ConnectedAgain);
    heidi.reply_brings(norway);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway.");
    // What is over is forgotten: the next failure begins with the shortest wait.
    heidi.waits(2s);
    heidi.asks("And who lost?");
    heidi.loses("message");
    CHECK(heidi.until_timer() <= 1s);
}

TEST_CASE("plain: Try now asks at once") {
    Story heidi = openai();
    heidi.asks("Who won?");
    for (int attempt = 0; attempt < 6; ++attempt) {
        heidi.loses("message");
        if (attempt < 5) heidi.waits_for_the_attempt();
    }
    heidi.waits(2s);
    CHECK(heidi.until_timer() > 1s);
    heidi.presses(StripButton::TryNow);
    heidi.waits(1ms);
    CHECK(heidi.has_open("message"));
}

TEST_CASE("plain: Retry-After is kept, said and waited out") {
    Story heidi = openai();
    heidi.asks("Who won?");
    SUBCASE("429") { heidi.refuses("message", 429, 20s); }
    SUBCASE("503") { heidi.refuses("message", 503, 20s); }
    CHECK(heidi.transcript() == "reader: Who won? (queued)");
    CHECK(heidi.until_timer() >= 20s);
    heidi.waits(2s);
    CHECK(heidi.strip().kind == StripKind::RejoinFailed);
    heidi.presses(StripButton::TryNow);
    CHECK(heidi.until_timer() >= 17s);
    heidi.waits(17s);
    CHECK(heidi.requests_made("message") == 1);
    heidi.waits(30s);
    CHECK(heidi.requests_made("message") == 2);
    heidi.reply_begins();
    heidi.reply_brings(norway);
    CHECK(heidi.last_message().status == MessageStatus::Complete);
}

TEST_CASE("plain: a Retry-After of more than ten minutes pauses, and Resume asks") {
    Story heidi = openai();
    heidi.asks("Who won?");
    heidi.refuses("message", 429, 1h);
    CHECK(heidi.phase() == Phase::PausedServer);
    CHECK(heidi.strip().pause_minutes == 60);
    heidi.reloads();
    CHECK(heidi.phase() == Phase::PausedServer);
    heidi.presses(StripButton::Resume);
    heidi.waits(1s);
    heidi.reply_begins();
    CHECK(heidi.transcript() == "reader: Who won?");
}

TEST_CASE("plain: a question the endpoint refuses could not be sent, and the next one goes") {
    Story heidi = openai();
    heidi.asks("Who won?");
    heidi.asks("And who lost?");
    const auto is_refused_with = [&](int status, const MessageProblem& problem) {
        heidi.answers("message", status, R"({"error":{"message":"no"}})");
        CHECK(heidi.talk.chat().messages[0].status == MessageStatus::CouldNotSend);
        CHECK(heidi.talk.chat().messages[0].problem == problem);
        CHECK(heidi.last<MessageFailed>()->problem == problem);
        CHECK(heidi.talk.chat().messages[1].status == MessageStatus::Sending);
    };
    SUBCASE("400") { is_refused_with(400, {ProblemKind::NotAccepted, "400"}); }
    SUBCASE("402") { is_refused_with(402, {ProblemKind::NotAccepted, "402"}); }
    SUBCASE("no such model") { is_refused_with(404, {ProblemKind::NotAccepted, "404"}); }
    SUBCASE("410") { is_refused_with(410, {ProblemKind::NotAccepted, "410"}); }
    SUBCASE("413") { is_refused_with(413, {ProblemKind::TooLong}); }
    SUBCASE("FastAPI's validation") { is_refused_with(422, {ProblemKind::NotAccepted, "422"}); }
    CHECK(heidi.has_open("message"));
}

TEST_CASE("plain: 408 and 409 are tried again") {
    Story heidi = openai();
    heidi.asks("Who won?");
    SUBCASE("408") { heidi.refuses("message", 408); }
    SUBCASE("409") { heidi.refuses("message", 409); }
    CHECK(heidi.transcript() == "reader: Who won? (not confirmed)");
    heidi.waits_for_the_attempt();
    CHECK(heidi.has_open("message"));
}

TEST_CASE("plain: 401 asks the host for a token, each time one has run out") {
    Story heidi = openai();
    heidi.asks("Who won?");
    for (int round = 1; round < 4; ++round) {
        heidi.refuses("message", round == 1 ? 401 : 403);
        CHECK(heidi.count<AskHostForToken>() == round);
        heidi.tell(HostGivesToken{"token-" + std::to_string(round)});
        CHECK(heidi.last_request("message").headers[1].second == "Bearer token-" + std::to_string(round));
        heidi.reply_begins();
        heidi.reply_brings(norway);
        CHECK(heidi.last_message().status == MessageStatus::Complete);
        heidi.waits(2s);
        heidi.asks("And who lost?");
    }
    heidi.refuses("message", 401);
    heidi.tell(HostGivesToken{"worse"});
    heidi.refuses("message", 401);
    CHECK(heidi.phase() == Phase::Failed);
    CHECK(heidi.last_message().status == MessageStatus::Queued);
}

TEST_CASE("plain: a page of HTML with status 200 is a captive portal's, not an answer") {
    Story heidi = openai();
    heidi.asks("Who won?");
    heidi.reply_begins("text/html; charset=utf-8");
    CHECK(heidi.transcript() == "reader: Who won? (not confirmed)");
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.last<Problem>()->error.code == "wrong-type");
    CHECK(heidi.open_requests().empty());
}

TEST_CASE("plain: a question that may still be worked on is not asked twice without the reader") {
    Story heidi = openai();
    const std::string key = heidi.asks("Who won?");
    SUBCASE("nothing came for two minutes") { heidi.waits(121s); }
    SUBCASE("a gateway gave up") { heidi.refuses("message", 504); }
    SUBCASE("Cloudflare gave up") { heidi.refuses("message", 524); }
    CHECK(heidi.transcript() == "reader: Who won? (send now?)");
    CHECK(heidi.last_message().problem.kind == ProblemKind::NoAnswerInTime);
    CHECK(heidi.phase() == Phase::Idle);
    CHECK(heidi.open_requests().empty());
    CHECK_FALSE(heidi.strip().visible());
    heidi.waits(1h);
    CHECK(heidi.requests_made("message") == 1);
    heidi.tell(ReaderSendsAnyway{key});
    CHECK(heidi.has_open("message"));
    CHECK(heidi.last_message().problem.kind == ProblemKind::None);
    heidi.reply_begins();
    heidi.reply_brings(norway);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway.");
}

TEST_CASE("plain: a second question waits for the first one's answer, and hears it") {
    Story heidi = openai();
    heidi.asks("Who won?");
    heidi.reply_begins();
    heidi.asks("And who lost?");
    heidi.waits(5s);
    CHECK(heidi.requests_made("message") == 1);
    CHECK(heidi.last_message().status == MessageStatus::Queued);
    SUBCASE("asked at once") {}
    SUBCASE("behind [DONE] in the same bytes") {
        heidi.reply_brings("data: [DONE]\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"!\"}}]}\n\n");
        CHECK(heidi.requests_made("message") == 2);
        CHECK(heidi.last_message().status == MessageStatus::Sending);
        heidi.reply_begins();
        heidi.reply_brings(norway);
        CHECK(heidi.last_message().text == "Norway.");
        return;
    }
    heidi.reply_brings(norway);
    CHECK(heidi.requests_made("message") == 2);
    CHECK(heidi.last_request("message").body.find("Norway") != std::string::npos);
    heidi.reply_begins();
    heidi.reply_says("Sweden.");
    heidi.reply_brings("data: [DONE]\n\n");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway. | reader: And who lost? | heidi: Sweden.");
}

TEST_CASE("plain: Stop ends the answer it was meant for, and the next question is asked") {
    Story heidi = answering();
    heidi.reply_says("Nor");
    heidi.asks("And who lost?");
    heidi.waits(2s);
    heidi.tell(ReaderStops{});
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor (interrupted) | reader: And who lost? (sending)");
    CHECK(heidi.open_requests() == std::vector<std::string>{"message"});
    heidi.refuses("message", 429, 20s);
    CHECK(heidi.until_timer() >= 20s);
}

TEST_CASE("plain: quick answers keep a second between requests, without a flash") {
    Story heidi = openai();
    heidi.asks("Who won?");
    heidi.asks("And who lost?");
    heidi.waits(200ms);
    heidi.reply_begins();
    heidi.reply_brings(norway);
    CHECK(heidi.requests_made("message") == 1);
    for (int i = 0; i < 8; ++i) {
        heidi.waits(100ms);
        CHECK_FALSE(heidi.strip().visible());
    }
    CHECK(heidi.requests_made("message") == 2);
    heidi.waits(20s);
    CHECK_FALSE(heidi.strip().visible());
}

TEST_CASE("plain: after a reload history is kept, and what was unfinished is interrupted") {
    Story heidi = answered();
    heidi.waits(2s);
    heidi.asks("And who lost?");
    SUBCASE("in mid-answer") {
        heidi.reply_begins();
        heidi.reply_says("Swe");
        heidi.reloads();
        CHECK(heidi.transcript() ==
              "reader: Who won? | heidi: Norway. | reader: And who lost? | heidi: Swe (interrupted)");
    }
    SUBCASE("before its first word") {
        heidi.reply_begins();
        heidi.reloads();
        CHECK(heidi.transcript() ==
              "reader: Who won? | heidi: Norway. | reader: And who lost? | heidi:  (interrupted)");
    }
    CHECK(heidi.last_message().retryable);
    CHECK(heidi.phase() == Phase::Idle);
    CHECK_FALSE(heidi.talk.chat().answering);
    CHECK_FALSE(heidi.strip().visible());
    CHECK(heidi.open_requests().empty());

    heidi.asks_again(heidi.last_message().id);
    CHECK(heidi.last_request("message").body ==
          R"({"messages":[{"role":"user","content":"Who won?"},{"role":"assistant","content":"Norway."},)"
          R"({"role":"user","content":"And who lost?"}],"model":"m-1","stream":true})");
    heidi.reply_begins();
    heidi.reply_brings(norway);
    CHECK(heidi.last_message().text == "Norway.");
}

TEST_CASE("plain: reload after reload is no trouble") {
    Story heidi = answering();
    for (int i = 0; i < 5; ++i) {
        heidi.reloads();
        CHECK_FALSE(heidi.strip().visible());
        CHECK(heidi.phase() == Phase::Idle);
        heidi.asks("Again " + std::to_string(i));
        heidi.reply_begins();
    }
    CHECK(heidi.talk.chat().messages.size() == 2 * 6 - 1);
}

TEST_CASE("plain: a question on its way when the page is reloaded goes again") {
    Story heidi = openai();
    heidi.asks("Who won?");
    heidi.reloads();
    CHECK(heidi.has_open("message"));
    CHECK_FALSE(heidi.strip().visible());
    heidi.reply_begins();
    CHECK(heidi.transcript() == "reader: Who won?");
}

TEST_CASE("plain: a page that comes back asks what was on its way, and an old question only after asking") {
    Story heidi = openai();
    heidi.asks("Who won?");
    heidi.freezes();
    CHECK(heidi.open_requests().empty());
    SUBCASE("soon") {
        heidi.waits(20s);
        heidi.thaws();
        heidi.waits(1s);
        CHECK(heidi.has_open("message"));
    }
    SUBCASE("late") {
        heidi.waits(10min);
        heidi.thaws();
        heidi.waits(1s);
        CHECK(heidi.transcript() == "reader: Who won? (send now?)");
        CHECK(heidi.phase() == Phase::Idle);
    }
}

TEST_CASE("plain: what another protocol saved is kept as history") {
    Story before;
    before.is_live();
    before.hears_words(2, "a1", 0, "Nor");
    before.asks("And who lost?");
    before.freezes();
    Story heidi = openai();
    heidi.tell(Restore{before.last<Save>()->bytes});
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor (interrupted) | reader: And who lost? (sending)");
    CHECK(heidi.last_request("message").path == "/chat/completions");
    for (const auto& [name, value] : heidi.last_request("message").headers) CHECK(name != "Authorization");
}

TEST_CASE("plain: what another tab takes over ends here, and is history when it comes back") {
    Story heidi = answering();
    heidi.reply_brings("data: {\"choices\":[{\"delta\":{\"content\":\"Nor\"}}]}\n\n");
    heidi.freezes();  // saves
    heidi.thaws();
    heidi.waits(2s);
    heidi.asks_again(heidi.last_message().id);
    heidi.reply_begins();
    const std::string saved = heidi.last<Save>()->bytes;
    heidi.tell(OpenedElsewhere{});
    CHECK(heidi.open_requests().empty());
    CHECK(heidi.phase() == Phase::Superseded);
    heidi.presses(StripButton::UseHere);
    CHECK(heidi.count<ReclaimSaved>() == 1);
    heidi.tell(Restore{saved});
    CHECK(heidi.transcript() ==
          "reader: Who won? | heidi: Nor (interrupted) | reader: Who won? | heidi:  (interrupted)");
    CHECK(heidi.phase() == Phase::Idle);
    heidi.waits(2s);
    heidi.asks("And who lost?");
    heidi.reply_begins();
    heidi.reply_brings(norway);
    CHECK(heidi.transcript().ends_with(" | reader: And who lost? | heidi: Norway."));
}

TEST_CASE("plain: a rating stays with us") {
    Story heidi = answered();
    const int requests = heidi.count<HttpRequest>();
    heidi.tell(ReaderRates{heidi.last_message().id, Feedback::Up, ""});
    CHECK(heidi.last_message().feedback == Feedback::Up);
    CHECK(heidi.count<HttpRequest>() == requests);
    heidi.reloads();
    CHECK(heidi.last_message().feedback == Feedback::Up);
}

TEST_CASE("plain: a new conversation ends the answer and forgets it") {
    Story heidi = openai();
    heidi.asks("Who won?");
    SUBCASE("before the head") {}
    SUBCASE("in mid-answer") {
        heidi.reply_begins();
        heidi.reply_says("Nor");
    }
    heidi.tell(ReaderStartsOver{});
    CHECK(heidi.open_requests().empty());
    CHECK(heidi.talk.chat().messages.empty());
    heidi.waits(2s);
    heidi.asks("Why?");
    heidi.reply_begins();
    CHECK(heidi.transcript() == "reader: Why?");
    CHECK(heidi.last_request("message").body ==
          R"({"messages":[{"role":"user","content":"Why?"}],"model":"m-1","stream":true})");
}

TEST_CASE("plain: a question taken back is not asked") {
    Story heidi = openai();
    const std::string first = heidi.asks("Who won?");
    heidi.asks("And who lost?");
    heidi.tell(ReaderDiscards{first});
    CHECK(heidi.transcript() == "reader: And who lost? (sending)");
    CHECK(heidi.open_requests() == std::vector<std::string>{"message"});
}

TEST_CASE("plain: on a hidden page an answer goes on, and the next question waits for the reader") {
    Story heidi = answering();
    heidi.asks("And who lost?");
    heidi.hides();
    heidi.waits(5s);
    heidi.reply_brings(norway);
    CHECK(heidi.talk.chat().messages[1].status == MessageStatus::Complete);
    heidi.waits(1h);
    CHECK(heidi.requests_made("message") == 1);
    heidi.is_seen();
    heidi.waits(1s);
    CHECK(heidi.transcript().ends_with("reader: And who lost? (send now?)"));
}
