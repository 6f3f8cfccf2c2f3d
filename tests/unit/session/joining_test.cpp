// The rows of session.md §5 about attempts, told as stories: how they begin, go on and fail.

#include "session/session.h"

#include <doctest/doctest.h>

#include "session/story.h"

using namespace heidi;
using namespace std::chrono_literals;

TEST_CASE("an unfinished turn found on loading is joined again") {
    Story before = stable_story();
    before.freezes();
    Story heidi;
    heidi.tell(Restore{before.last<Save>()->bytes});
    CHECK(heidi.phase() == Phase::Connecting);
    CHECK(heidi.last_request("stream").path == "/sessions/s1/events?after=2");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor…");
}

TEST_CASE("an attempt that is not answered within ten seconds has failed") {
    Story heidi;
    heidi.asks("Who won?");
    heidi.waits(9'999ms);
    CHECK(heidi.phase() == Phase::Connecting);
    heidi.waits(1ms);
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.open_requests().empty());
}

TEST_CASE("the waits of failing attempts grow, and the loss is as old as its first one") {
    Story heidi = waiting_story();
    const auto lost_at = heidi.talk.session().trying.lost_at;
    std::vector<Milliseconds> waits;
    for (int attempt = 0; attempt < 7; ++attempt) {
        waits.push_back(heidi.until_timer());
        heidi.waits_for_the_attempt();
        heidi.loses("stream");
        CHECK(heidi.phase() == Phase::Waiting);
    }
    CHECK(waits == std::vector<Milliseconds>{375ms, 1'000ms, 1'500ms, 3'000ms, 6'000ms, 12'000ms, 22'500ms});
    CHECK(heidi.talk.session().trying.lost_at == lost_at);
}

TEST_CASE("a 5xx is a failed attempt") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 502);
    CHECK(heidi.phase() == Phase::Waiting);
}

TEST_CASE("after five minutes of trying it gives up, and probes now and then") {
    Story heidi = failed_story();
    CHECK(heidi.until_timer() >= 60s);
    CHECK(heidi.until_timer() <= 120s);
    heidi.waits_for_the_attempt();
    CHECK(heidi.phase() == Phase::Connecting);
    heidi.loses("stream");
    CHECK(heidi.phase() == Phase::Failed);
    heidi.waits_for_the_attempt();
    heidi.stream_opens(2);
    CHECK(heidi.phase() == Phase::Live);
}

TEST_CASE("time spent hidden is not time spent trying") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.loses("stream");
    heidi.hides();
    heidi.waits(1h);
    heidi.is_seen();
    heidi.waits(1s);
    heidi.loses("stream");
    CHECK(heidi.phase() == Phase::Waiting);
}

TEST_CASE("Retry-After is waited out, with a little more so that a crowd spreads") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 503, 20s);
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.until_timer() >= 20s);
    CHECK(heidi.until_timer() <= 31s);
}

TEST_CASE("Retry-After holds against the button, the tab and the network") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 429, 20s);
    heidi.presses(StripButton::TryNow);
    heidi.comes_online();
    heidi.hides();
    heidi.is_seen();
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.until_timer() == 20s);
}

TEST_CASE("a server that asks for more than ten minutes has paused the session") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 503, 601s);
    CHECK(heidi.phase() == Phase::PausedServer);
    CHECK(heidi.strip().pause_minutes == 11);
    CHECK_FALSE(heidi.talk.armed_timer());
    heidi.waits(2s);
    heidi.presses(StripButton::Resume);
    CHECK(heidi.phase() == Phase::Resuming);
    CHECK(heidi.open_requests().empty());
    heidi.waits(599s);
    CHECK(heidi.has_open("stream"));
}

TEST_CASE("Resume before a long wait is nearly over says how much of it is left") {
    Story heidi;
    heidi.asks("Who won?");
    heidi.answers("session", 503, "", Milliseconds(1h));
    CHECK(heidi.strip().pause_minutes == 60);
    const auto said = heidi.strip().spoken_id;
    heidi.sleeps(20min);
    heidi.presses(StripButton::Resume);
    CHECK(heidi.phase() == Phase::PausedServer);
    CHECK(heidi.strip().pause_minutes == 40);
    CHECK(heidi.strip().spoken_id != said);
    CHECK(heidi.open_requests().empty());
    heidi.sleeps(31min);
    heidi.presses(StripButton::Resume);
    CHECK(heidi.phase() == Phase::Resuming);
    CHECK(heidi.open_requests().empty());
}

TEST_CASE("a refused cursor is healed by a snapshot, and then the stream") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 409);
    CHECK(heidi.phase() == Phase::Connecting);
    heidi.answers("snapshot", 200, R"({"seq":9,"turn":"a1","messages":[
        {"id":"q1","client_id":"k","role":"user","text":"Who won?"},{"id":"a1","role":"assistant","text":"Norway wo","status":"streaming"}]})");
    CHECK(heidi.last_request("stream").path == "/sessions/s1/events?after=9");
    heidi.stream_opens(9);
    heidi.hears_words(10, "a1", 9, "n");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway won…");
}

TEST_CASE("a snapshot that is older than what was seen is not believed") {
    Story heidi = stable_story();
    heidi.hears_words(4, "a1", 6, "!");  // a gap
    heidi.answers("snapshot", 200, R"({"seq":1,"turn":"a1","messages":[]})");
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor…");
}

TEST_CASE("a server that has lost the end of its log is followed when it says so itself") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 409);
    heidi.answers("snapshot", 200,
                  R"({"seq":1,"turn":"a1","messages":[{"id":"q1","client_id":"k","role":"user","text":"Who won?"}]})");
    CHECK(heidi.talk.session().transcript.cursor == 1);
    CHECK(heidi.has_open("stream"));
}

TEST_CASE("a server that always answers 204 while the snapshot says there is a turn is not asked in a circle") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    const std::string snapshot = R"({"seq":2,"turn":"a1","messages":[]})";
    for (int round = 0; round < 20 && heidi.phase() == Phase::Connecting; ++round)
        heidi.has_open("stream") ? heidi.answers("stream", 204) : heidi.answers("snapshot", 200, snapshot);
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.requests_made("stream") <= 7);
}

TEST_CASE("a session that is gone is made anew, with what was said") {
    Story heidi = waiting_story();
    heidi.asks("And who lost?");
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 404);
    CHECK(heidi.phase() == Phase::Recreating);
    CHECK(
        heidi.last_request("session").body ==
        R"({"article":"sora","locale":"en","prior":[{"role":"user","text":"Who won?"},{"role":"assistant","text":"Nor"}]})");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor (interrupted) | reader: And who lost? (queued)");
    heidi.is_given_a_session("s2");
    CHECK(heidi.last_request("message").path == "/sessions/s2/messages");
    heidi.is_taken("q1", 1);
    heidi.stream_opens(1);
    CHECK(heidi.phase() == Phase::Live);
}

TEST_CASE("a message that finds its session gone is sent to the new one under its key") {
    Story heidi = stable_story();
    const std::string key = heidi.asks("And who lost?");
    heidi.refuses("message", 410);
    CHECK(heidi.phase() == Phase::Recreating);
    heidi.is_given_a_session("s2");
    CHECK(heidi.last_request("message").path == "/sessions/s2/messages");
    CHECK(heidi.last_request("message").headers.back().second == key);
}

TEST_CASE("an unfinished answer of a session that is gone leaves nothing to wait for") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 404);
    heidi.is_given_a_session("s2");
    CHECK(heidi.phase() == Phase::Idle);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor (interrupted)");
}

TEST_CASE("the second session that is gone within a minute ends the loop") {
    Story heidi = stable_story();
    heidi.asks("And who lost?");
    heidi.refuses("message", 404);
    heidi.is_given_a_session("s2");
    heidi.refuses("message", 404);
    CHECK(heidi.phase() == Phase::ResumeFailed);
    CHECK_FALSE(heidi.talk.armed_timer());
    heidi.presses(StripButton::Retry);
    heidi.waits(1s);
    CHECK(heidi.has_open("session"));
}

TEST_CASE("the host is asked for a token once, and its token is used from then on") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 401);
    CHECK(heidi.phase() == Phase::Connecting);
    CHECK(heidi.count<AskHostForToken>() == 1);
    heidi.tell(HostGivesToken{"fresh"});
    CHECK(heidi.last_request("stream").headers.back().second == "Bearer fresh");
    heidi.refuses("stream", 403);
    CHECK(heidi.phase() == Phase::Failed);
    CHECK(heidi.count<AskHostForToken>() == 1);
}

TEST_CASE("a token that never comes is a failure, and one that comes late is taken up") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 401);
    heidi.waits(10s);
    CHECK(heidi.phase() == Phase::Failed);
    heidi.tell(HostGivesToken{"late"});
    CHECK(heidi.last_request("stream").headers.back().second == "Bearer late");
}

TEST_CASE("a token that could break a header is refused") {
    Story heidi;
    heidi.tell(HostGivesToken{"a\r\nX-Evil: 1"});
    CHECK(heidi.last<Problem>()->error.code == "bad-token");
    CHECK(heidi.talk.session().known.host_token.empty());
}

TEST_CASE("where nothing runs there is nothing to hear") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.answers("stream", 204);
    heidi.answers("snapshot", 200, R"({"seq":4,"turn":null,"messages":[
        {"id":"q1","client_id":"k","role":"user","text":"Who won?"},{"id":"a1","role":"assistant","text":"Norway.","status":"complete"}]})");
    CHECK(heidi.phase() == Phase::Idle);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway.");
    CHECK(heidi.last<AnswerFinished>()->message_id == "a1");
}

TEST_CASE("two streams without a first byte, and events are polled for ten minutes") {
    Story heidi = waiting_story();
    for (int miss = 0; miss < 2; ++miss) {
        heidi.waits_for_the_attempt();
        heidi.stream_begins_without_hello();
        heidi.waits(5s);
        CHECK(heidi.phase() == Phase::Waiting);
    }
    heidi.waits_for_the_attempt();
    CHECK(heidi.last_request("poll").path == "/sessions/s1/events?after=2&wait=0");
    heidi.answers("poll", 200, R"({"events":[],"next":2})");
    CHECK(heidi.phase() == Phase::Live);
    heidi.waits(1s);
    CHECK(heidi.last_request("poll").path == "/sessions/s1/events?after=2&wait=25");
    heidi.answers(
        "poll", 200,
        R"({"events":[{"seq":3,"event":"delta","data":{"message_id":"a1","offset":3,"text":"way"}}],"next":3})");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway…");
    CHECK(heidi.last_request("poll").path == "/sessions/s1/events?after=3&wait=25");
    for (int minute = 0; minute < 12 && heidi.has_open("poll"); ++minute) {
        heidi.answers("poll", 200, R"({"events":[],"next":3})");
        heidi.waits(1min);
        if (heidi.phase() == Phase::Waiting) heidi.waits_for_the_attempt();
    }
    CHECK(heidi.has_open("stream"));
}

TEST_CASE("a polled gap is healed by a snapshot") {
    Story heidi = waiting_story();
    for (int miss = 0; miss < 2; ++miss) {
        heidi.waits_for_the_attempt();
        heidi.waits(10s);
    }
    heidi.waits_for_the_attempt();
    heidi.answers("poll", 200, R"({"events":[],"next":5})");
    heidi.waits_for_the_attempt();
    CHECK(heidi.has_open("snapshot"));
}
