// The rows of session.md §5 from Live on, told as stories: how a link ends, hidden and frozen pages, pauses. Attempts
// are in joining_test.cpp.

#include "session/session.h"

#include <doctest/doctest.h>

#include "session/story.h"

using namespace heidi;
using namespace std::chrono_literals;

// ---- Live ---------------------------------------------------------------------------------------------------------

TEST_CASE("any byte is a sign of life, and without one for 35 seconds the link is lost") {
    Story heidi = stable_story();
    heidi.waits(34s);
    heidi.hears_bytes(": still here\n");
    heidi.waits(34s);
    CHECK(heidi.phase() == Phase::Live);
    heidi.waits(1s);
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.open_requests().empty());
}

TEST_CASE("a machine that slept wakes to a lost link, even if bytes arrive first") {
    Story heidi = stable_story();
    heidi.sleeps(10min);
    heidi.hears("ping", R"({"head":2})");
    CHECK(heidi.phase() == Phase::Waiting);
}

TEST_CASE("an end without bye is a loss") {
    Story heidi = stable_story();
    heidi.stream_ends();
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK_FALSE(heidi.strip().visible());
}

TEST_CASE("a lost link with nothing unfinished is no loss") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    heidi.loses_the_link();
    CHECK(heidi.phase() == Phase::Idle);
}

TEST_CASE("a link that never lasts is not asked for every second") {
    Story heidi = waiting_story();
    Milliseconds longest{0};
    for (int drop = 0; drop < 8; ++drop) {
        longest = std::max(longest, heidi.until_timer());
        heidi.waits_for_the_attempt();
        heidi.stream_opens(2);
        heidi.loses_the_link();
    }
    CHECK(longest > 15s);
}

TEST_CASE("ten seconds of a good link, and earlier failures are forgotten") {
    Story heidi = waiting_story();
    for (int attempt = 0; attempt < 5; ++attempt) {
        heidi.waits_for_the_attempt();
        heidi.loses("stream");
    }
    heidi.waits_for_the_attempt();
    heidi.stream_opens(2);
    heidi.waits(10s);
    heidi.loses_the_link();
    CHECK(heidi.until_timer() == 375ms);
}

TEST_CASE("a draining server is left within twice the time it names, while its stream still runs") {
    Story heidi = stable_story();
    heidi.hears("draining", R"({"after_ms":4000})");
    CHECK(heidi.phase() == Phase::Live);
    heidi.waits(5'999ms);
    heidi.hears_words(3, "a1", 3, "way");
    CHECK(heidi.requests_made("stream") == 1);
    heidi.waits(1ms);
    CHECK(heidi.phase() == Phase::Connecting);
    CHECK(heidi.last_request("stream").path == "/sessions/s1/events?after=3");
    CHECK(heidi.open_requests() == std::vector<std::string>{"stream"});
}

TEST_CASE("bye ends a stream that has nothing more to tell") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    heidi.hears("bye", "{}");
    CHECK(heidi.phase() == Phase::Idle);
    CHECK(heidi.open_requests().empty());
}

TEST_CASE("bye in the middle of an answer brings us back soon") {
    Story heidi = stable_story();
    heidi.hears("bye", "{}");
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.until_timer() <= 500ms);
}

TEST_CASE("a gap in the log applies nothing and asks for a snapshot") {
    Story heidi = stable_story();
    heidi.hears_words(4, "a1", 6, " won");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor…");
    CHECK(heidi.has_open("snapshot"));
    CHECK_FALSE(heidi.has_open("stream"));
}

TEST_CASE("a ping whose head is ahead asks for a snapshot") {
    Story heidi = stable_story();
    heidi.hears("ping", R"({"head":3})");
    CHECK(heidi.has_open("snapshot"));
}

TEST_CASE("words beyond the end of the text ask for a snapshot") {
    Story heidi = stable_story();
    heidi.hears_words(3, "a1", 4, "way");
    CHECK(heidi.has_open("snapshot"));
}

TEST_CASE("an event that cannot be read leaves a gap, which a snapshot heals") {
    Story heidi = stable_story();
    heidi.hears(3, "delta", R"({"message_id":"a1","offset":-3,"text":"way"})");
    CHECK(heidi.last<Problem>()->error.message == "event delta: member \"offset\" must be a non-negative integer");
    CHECK(heidi.has_open("snapshot"));
}

TEST_CASE("an unreadable event without a number is only reported") {
    Story heidi = stable_story();
    heidi.hears("ping", "{");
    CHECK(heidi.last<Problem>()->error.code == "not-json");
    CHECK(heidi.phase() == Phase::Live);
}

TEST_CASE("an event of a later version takes its place in the log") {
    Story heidi = stable_story();
    heidi.hears(3, "weather", R"({"sunny":true})");
    heidi.hears_words(4, "a1", 3, "way");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway…");
}

TEST_CASE("a gap right after every hello does not become a busy loop") {
    Story heidi = waiting_story();
    Milliseconds longest{0};
    for (int round = 0; round < 8; ++round) {
        longest = std::max(longest, heidi.until_timer());
        heidi.waits_for_the_attempt();
        if (heidi.has_open("snapshot")) heidi.answers("snapshot", 200, R"({"seq":2,"turn":"a1","messages":[]})");
        heidi.stream_opens(2);
        heidi.hears("ping", R"({"head":9})");
    }
    CHECK(longest > 15s);
}

TEST_CASE("a stream of another type is no stream") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.answers("stream", 200, "<html>Please log in to this network</html>");
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.last<Problem>()->error.code == "wrong-type");
}

// ---- Hidden, offline, frozen --------------------------------------------------------------------------------------

TEST_CASE("a hidden page makes no attempt, and tries at once when it is seen") {
    Story heidi = waiting_story();
    heidi.hides();
    CHECK_FALSE(heidi.talk.armed_timer());
    heidi.waits(10min);
    CHECK(heidi.requests_made("stream") == 1);
    heidi.is_seen();
    CHECK(heidi.phase() == Phase::Connecting);
}

TEST_CASE("flipping tabs makes one attempt a second at most") {
    Story heidi = waiting_story();
    for (int flip = 0; flip < 30; ++flip) {
        heidi.hides();
        heidi.is_seen();
        if (heidi.has_open("stream")) heidi.loses("stream");
        heidi.waits(100ms);
    }
    CHECK(heidi.requests_made("stream") <= 5);
}

TEST_CASE("an open stream of a hidden page stays open") {
    Story heidi = stable_story();
    heidi.hides();
    for (int beat = 0; beat < 20; ++beat) {
        heidi.waits(15s);
        heidi.hears("ping", R"({"head":2})");
    }
    CHECK(heidi.phase() == Phase::Live);
}

TEST_CASE("a page hidden for two minutes closes the stream as soon as the answer is complete") {
    Story heidi = stable_story();
    heidi.hides();
    for (int beat = 0; beat < 9; ++beat) {
        heidi.waits(15s);
        heidi.hears("ping", R"({"head":2})");
    }
    heidi.hears_final(3, "a1", "Norway.");
    CHECK(heidi.phase() == Phase::PausedHidden);
    CHECK(heidi.open_requests().empty());
    CHECK_FALSE(heidi.talk.armed_timer());
    heidi.is_seen();
    CHECK(heidi.phase() == Phase::Connecting);
    heidi.answers("stream", 204);
    CHECK(heidi.phase() == Phase::Idle);
}

TEST_CASE("a message of a hidden page waits until it is seen") {
    Story heidi;
    heidi.hides();
    heidi.asks("Who won?");
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.open_requests().empty());
    heidi.is_seen();
    CHECK(heidi.has_open("session"));
}

TEST_CASE("offline is a hint: the wait is stretched, and still there is a probe") {
    Story heidi = waiting_story();
    heidi.goes_offline();
    CHECK(heidi.until_timer() == 15s);
    heidi.waits_for_the_attempt();
    CHECK(heidi.phase() == Phase::Connecting);
    heidi.loses("stream");
    CHECK(heidi.until_timer() >= 7'500ms);
    CHECK(heidi.until_timer() <= 22'500ms);
    heidi.waits(2s);
    heidi.comes_online();
    CHECK(heidi.phase() == Phase::Connecting);
}

TEST_CASE("offline changes nothing while the stream is heard") {
    Story heidi = stable_story();
    heidi.goes_offline();
    CHECK(heidi.phase() == Phase::Live);
    CHECK_FALSE(heidi.strip().visible());
}

TEST_CASE("a frozen page has no request, no timer, and all is saved") {
    Story heidi = stable_story();
    heidi.asks("And who lost?");
    const int saves = heidi.count<Save>();
    heidi.freezes();
    CHECK(heidi.phase() == Phase::Frozen);
    CHECK(heidi.open_requests().empty());
    CHECK_FALSE(heidi.talk.armed_timer());
    CHECK(heidi.count<Save>() == saves + 1);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor… | reader: And who lost? (not confirmed)");
}

TEST_CASE("a thawed page starts afresh, and late news of the old stream changes nothing") {
    Story heidi = waiting_story();
    for (int attempt = 0; attempt < 5; ++attempt) {
        heidi.waits_for_the_attempt();
        heidi.loses("stream");
    }
    heidi.waits_for_the_attempt();
    const RequestId old = heidi.last_request("stream").request;
    heidi.freezes();
    heidi.waits(1h);
    heidi.thaws();
    CHECK(heidi.phase() == Phase::Connecting);
    heidi.tell(HttpFailed{old});  // WebKit and Chromium report the old request after pageshow
    heidi.tell(HttpBytes{old, "data: x\n\n"});
    CHECK(heidi.phase() == Phase::Connecting);
    heidi.loses("stream");
    CHECK(heidi.until_timer() == 1s);
}

TEST_CASE("paused states outlive a freeze") {
    Story paused = paused_story();
    paused.freezes();
    paused.thaws();
    CHECK(paused.phase() == Phase::PausedServer);
    Story superseded = stable_story();
    superseded.hears("superseded", "{}");
    superseded.freezes();
    superseded.thaws();
    CHECK(superseded.phase() == Phase::Superseded);
}

TEST_CASE("an idle page thaws to idle") {
    Story heidi;
    heidi.freezes();
    heidi.thaws();
    CHECK(heidi.phase() == Phase::Idle);
}

// ---- Paused, superseded, resuming ---------------------------------------------------------------------------------

TEST_CASE("a session paused by the server drops its stream and waits for the reader") {
    Story heidi = paused_story();
    CHECK(heidi.phase() == Phase::PausedServer);
    CHECK(heidi.open_requests().empty());
    CHECK_FALSE(heidi.talk.armed_timer());
    heidi.asks("And who lost?");
    heidi.is_seen();
    heidi.comes_online();
    heidi.waits(1h);
    CHECK(heidi.open_requests().empty());
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor… | reader: And who lost? (queued)");
}

TEST_CASE("Resume tells the server, then joins the stream") {
    Story heidi = paused_story();
    heidi.waits(5s);
    heidi.presses(StripButton::Resume);
    CHECK(heidi.phase() == Phase::Resuming);
    heidi.answers("resume", 200, "{}");
    heidi.stream_opens(2);
    CHECK(heidi.phase() == Phase::Live);
}

TEST_CASE("a failed resume loses nothing and can be tried again") {
    Story heidi = paused_story();
    heidi.waits(5s);
    heidi.presses(StripButton::Resume);
    heidi.refuses("resume", 503, 3s);
    CHECK(heidi.phase() == Phase::ResumeFailed);
    CHECK_FALSE(heidi.talk.armed_timer());
    heidi.presses(StripButton::Retry);
    heidi.waits(2'999ms);
    CHECK(heidi.open_requests().empty());
    heidi.waits(1ms);
    heidi.answers("resume", 200, "{}");
    heidi.stream_opens(2);
    CHECK(heidi.phase() == Phase::Live);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor…");
}

TEST_CASE("a stream opened in another tab takes the conversation, and nothing is done about it by itself") {
    Story heidi = stable_story();
    heidi.hears("superseded", "{}");
    CHECK(heidi.phase() == Phase::Superseded);
    heidi.hides();
    heidi.is_seen();
    heidi.comes_online();
    heidi.waits(1h);
    CHECK(heidi.requests_made("stream") == 1);
    heidi.presses(StripButton::UseHere);
    heidi.stream_opens(2);
    CHECK(heidi.phase() == Phase::Live);
}

TEST_CASE("a session that was paused while nobody listened says so on its stream, not to a message") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    heidi.waits(31s);
    heidi.asks("And who lost?");
    heidi.refuses("message", 503, 5s);
    CHECK(heidi.phase() == Phase::Waiting);
    heidi.waits_for_the_attempt();
    heidi.stream_opens(2);
    heidi.hears("paused", R"({"reason":"Maintenance."})");
    CHECK(heidi.phase() == Phase::PausedServer);
}

// ---- Stop, a new conversation, Reload -----------------------------------------------------------------------------

TEST_CASE("only Stop ends an answer, and it names the answer it means") {
    Story heidi = stable_story();
    heidi.tell(ReaderStops{});
    CHECK(heidi.last_request("stop").body == R"({"message_id":"a1"})");
    heidi.hears(3, "final", R"({"message_id":"a1","text":"Nor","status":"interrupted"})");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor (interrupted)");
    CHECK(heidi.last<StreamEnded>()->message_id == "a1");
    CHECK(heidi.count<AnswerFinished>() == 0);
}

TEST_CASE("a Stop that was pressed without a connection is sent with the next one") {
    Story heidi = waiting_story();
    heidi.tell(ReaderStops{});
    CHECK_FALSE(heidi.has_open("stop"));
    heidi.waits_for_the_attempt();
    heidi.stream_opens(2);
    CHECK(heidi.has_open("stop"));
}

TEST_CASE("a Stop is not meant for the answer after the next") {
    Story heidi = stable_story();
    heidi.asks("And who lost?");
    heidi.tell(ReaderStops{});
    heidi.answers("stop", 200, "{}");
    heidi.hears(3, "final", R"({"message_id":"a1","text":"Nor","status":"interrupted"})");
    heidi.hears_words(4, "a2", 0, "Sweden");
    CHECK(heidi.requests_made("stop") == 1);
}

TEST_CASE("a new conversation forgets the old one and its requests") {
    Story heidi = stable_story();
    heidi.asks("And who lost?");
    heidi.tell(ReaderStartsOver{});
    CHECK(heidi.phase() == Phase::Idle);
    CHECK(heidi.transcript().empty());
    CHECK(heidi.open_requests().empty());
    CHECK(heidi.count<ClearSaved>() == 1);
    heidi.asks("Anew");
    heidi.waits(1s);
    CHECK(heidi.has_open("session"));
}

TEST_CASE("Reload saves, and asks for the widget to be made again") {
    Story heidi = failed_story();
    heidi.presses(StripButton::Reload);
    CHECK(heidi.count<RecreateWidget>() == 1);
    CHECK(std::holds_alternative<Save>(heidi.told[heidi.told.size() - 2]));
}
