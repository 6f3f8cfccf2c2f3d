// Each row of session.md §4: class, buttons, live region, focus; and when the strip comes and goes.

#include "session/strip.h"

#include <doctest/doctest.h>

#include "session/story.h"

using namespace heidi;
using namespace std::chrono_literals;

namespace {

// Live for long enough; then the link is lost and the first attempt runs.
Story rejoining_story() {
    Story heidi;
    heidi.is_live();
    heidi.waits(11s);
    heidi.loses_the_link();
    heidi.waits_for_the_attempt();
    return heidi;
}

Story given_up_story() {
    Story heidi = rejoining_story();
    heidi.loses("stream");
    while (heidi.phase() != Phase::Failed) {
        heidi.waits_for_the_attempt();
        if (heidi.has_open("stream")) heidi.loses("stream");
    }
    return heidi;
}

using Buttons = std::vector<StripAction>;

}  // namespace

TEST_CASE("nothing is shown while idle or live") {
    Story heidi;
    CHECK(heidi.strip().reconnect_class == "components-reconnect-hide");
    CHECK_FALSE(heidi.strip().visible());
    heidi.is_live();
    CHECK_FALSE(heidi.strip().visible());
    CHECK_FALSE(heidi.strip().changes_at);
    CHECK(heidi.strip().attempt == 0);
}

TEST_CASE("a lost link is not told of for a second") {
    Story heidi;
    heidi.is_live();
    heidi.waits(11s);
    heidi.loses_the_link();
    const Instant lost = heidi.now;
    CHECK(heidi.strip().changes_at == lost + 1s);
    heidi.waits(999ms);
    CHECK_FALSE(heidi.strip().visible());
    heidi.waits(1ms);
    CHECK(heidi.strip().visible());
}

TEST_CASE("a link that heals within its grace is never told of") {
    Story heidi = rejoining_story();
    heidi.stream_opens(1);
    CHECK_FALSE(heidi.strip().visible());
    CHECK_FALSE(heidi.strip().changes_at);
    heidi.waits(30s);
    CHECK_FALSE(heidi.strip().visible());
}

TEST_CASE("who has just pressed Send is told after 400 ms") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    heidi.waits(31s);
    heidi.asks("And who lost?");
    heidi.waits(399ms);
    CHECK_FALSE(heidi.strip().visible());
    heidi.waits(1ms);
    CHECK(heidi.strip().kind == StripKind::Rejoining);
}

TEST_CASE("on first contact there is nothing to rejoin: a slow server gets three seconds, one that fails 400 ms") {
    Story slow;
    slow.asks("Who won?");
    slow.waits(2'999ms);
    CHECK_FALSE(slow.strip().visible());
    slow.waits(1ms);
    CHECK(slow.strip().visible());

    Story failing;
    failing.asks("Who won?");
    failing.waits(50ms);
    failing.loses("session");
    failing.waits(399ms);
    CHECK_FALSE(failing.strip().visible());
    failing.waits(1ms);
    CHECK(failing.strip().visible());
}

TEST_CASE("as long as the server answers step by step there is nothing to tell") {
    Story heidi;
    heidi.asks("Who won?");
    heidi.waits(350ms);
    heidi.is_given_a_session();
    heidi.waits(350ms);
    heidi.is_taken("q1", 1);
    heidi.waits(350ms);
    CHECK_FALSE(heidi.strip().visible());
    heidi.stream_opens(1);
    CHECK_FALSE(heidi.strip().visible());
}

TEST_CASE("rejoining: a calm sentence, said once, no buttons") {
    Story heidi = rejoining_story();
    heidi.waits(1s);
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::Rejoining);
    CHECK(strip.reconnect_class == "components-reconnect-show");
    CHECK(strip.buttons.empty());
    CHECK(strip.politeness == Politeness::Polite);
    CHECK(strip.is_news);
    CHECK(strip.attempt == 1);
}

TEST_CASE("a failed attempt: the countdown, Try now, and the wait said once") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    heidi.refuses("stream", 503, 9s);
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::RejoinFailed);
    CHECK(strip.reconnect_class == "components-reconnect-retrying");
    CHECK(strip.is_news);
    CHECK(strip.wait_seconds == *strip.seconds);
    CHECK(strip.buttons == Buttons{{StripButton::TryNow}});
    CHECK(strip.politeness == Politeness::Polite);
    CHECK(strip.attempt == 2);
}

TEST_CASE("the countdown is whole seconds, falls by one a second") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    heidi.refuses("stream", 503, 9s);
    const int wait = heidi.strip().wait_seconds;
    int before = *heidi.strip().seconds;
    while (before > 1) {
        REQUIRE(heidi.strip().changes_at);
        heidi.waits(*heidi.strip().changes_at - heidi.now);
        CHECK(*heidi.strip().seconds == before - 1);
        CHECK(heidi.strip().wait_seconds == wait);  // the number that ticks is not said again
        --before;
    }
    heidi.waits(1s);
    CHECK(heidi.strip().kind == StripKind::Rejoining);
}

TEST_CASE("short waits are said once, a wait of more than fifteen seconds every time") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    heidi.loses("stream");
    CHECK(heidi.strip().is_news);
    heidi.waits_for_the_attempt();
    CHECK_FALSE(heidi.strip().is_news);  // "Rejoining" has been said
    heidi.loses("stream");
    CHECK(heidi.strip().kind == StripKind::RejoinFailed);
    CHECK_FALSE(heidi.strip().is_news);
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 503, 20s);
    CHECK(heidi.strip().is_news);
}

TEST_CASE("each thing said has its own number") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    const auto first = heidi.strip().spoken_id;
    heidi.loses("stream");
    CHECK(heidi.strip().spoken_id != first);
}

TEST_CASE("Try now answers at once: busy, and still there") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    heidi.refuses("stream", 500);
    heidi.waits_for_the_attempt();
    heidi.loses("stream");
    heidi.waits(1s);
    heidi.presses(StripButton::TryNow);
    CHECK(heidi.phase() == Phase::Connecting);
    REQUIRE(heidi.strip().buttons.size() == 1);
    CHECK(heidi.strip().buttons[0].button == StripButton::TryNow);
    CHECK(heidi.strip().buttons[0].busy);
}

TEST_CASE("Try now does not vanish under a finger when the wait ends by itself") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    heidi.loses("stream");
    heidi.waits_for_the_attempt();
    CHECK(heidi.strip().kind == StripKind::Rejoining);
    CHECK(heidi.strip().buttons.at(0).busy);
}

TEST_CASE("a browser that says it is offline") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    heidi.loses("stream");
    heidi.goes_offline();
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::Offline);
    CHECK(strip.reconnect_class == "components-reconnect-retrying");
    CHECK(strip.is_news);
    CHECK(strip.buttons == Buttons{{StripButton::TryNow}});
    CHECK_FALSE(strip.seconds);
    heidi.waits_for_the_attempt();
    heidi.loses("stream");
    CHECK_FALSE(heidi.strip().is_news);  // said once
}

TEST_CASE("given up: an alert, Retry and Reload, and silent probes") {
    Story heidi = given_up_story();
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::GaveUp);
    CHECK(strip.reconnect_class == "components-reconnect-failed");
    CHECK(strip.is_news);
    CHECK(strip.politeness == Politeness::Assertive);
    CHECK(strip.buttons == Buttons{{StripButton::Retry}, {StripButton::Reload}});
    heidi.waits_for_the_attempt();
    CHECK(heidi.phase() == Phase::Connecting);
    CHECK(heidi.strip().kind == StripKind::GaveUp);
    CHECK_FALSE(heidi.strip().is_news);
    heidi.loses("stream");
    CHECK(heidi.strip().kind == StripKind::GaveUp);
    CHECK_FALSE(heidi.strip().is_news);
}

TEST_CASE("Retry is busy while it tries, and its failure is said again") {
    Story heidi = given_up_story();
    heidi.waits(2s);
    heidi.presses(StripButton::Retry);
    CHECK(heidi.strip().kind == StripKind::Rejoining);
    CHECK(heidi.strip().buttons.at(0).button == StripButton::Retry);
    CHECK(heidi.strip().buttons.at(0).busy);
    heidi.loses("stream");
    CHECK(heidi.strip().kind == StripKind::GaveUp);
    CHECK(heidi.strip().is_news);
}

TEST_CASE("paused by the server: its reason, Resume") {
    Story heidi;
    heidi.is_live();
    heidi.hears("paused", R"({"reason":"Maintenance until noon."})");
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::Paused);
    CHECK(strip.reconnect_class == "components-reconnect-paused");
    CHECK(strip.pause_reason == "Maintenance until noon.");
    CHECK(strip.is_news);
    CHECK(strip.politeness == Politeness::Polite);
    CHECK(strip.buttons == Buttons{{StripButton::Resume}});
    CHECK(strip.remote);
}

TEST_CASE("open in another tab: Use here") {
    Story heidi;
    heidi.is_live();
    heidi.hears("superseded", "{}");
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::OpenElsewhere);
    CHECK(strip.reconnect_class == "components-reconnect-paused");
    CHECK(strip.buttons == Buttons{{StripButton::UseHere}});
    CHECK_FALSE(strip.remote);
}

TEST_CASE("a resume that failed: an alert, Retry and Reload") {
    Story heidi;
    heidi.is_live();
    heidi.hears("superseded", "{}");
    heidi.waits(2s);
    heidi.presses(StripButton::UseHere);
    CHECK(heidi.strip().kind == StripKind::Rejoining);
    CHECK(heidi.strip().buttons.at(0).busy);
    heidi.loses("stream");
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::ResumeFailed);
    CHECK(strip.reconnect_class == "components-reconnect-resume-failed");
    CHECK(strip.politeness == Politeness::Assertive);
    CHECK(strip.buttons == Buttons{{StripButton::Retry}, {StripButton::Reload}});
}

TEST_CASE("a new session is being made") {
    Story heidi;
    heidi.is_live();
    heidi.waits(2s);
    heidi.asks("And who lost?");
    heidi.refuses("message", 404);
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::StartingOver);
    CHECK(strip.reconnect_class == "components-reconnect-show");
    CHECK(strip.buttons.empty());
    heidi.is_given_a_session("s2");
    heidi.is_taken("q1", 1);
    heidi.stream_opens(1);
    CHECK(heidi.strip().kind == strip.kind);  // for 600 ms
    heidi.waits(600ms);
    CHECK(heidi.strip().kind == StripKind::ConnectedAgain);
}

TEST_CASE("connected again is said for two seconds, to those who saw the trouble") {
    Story heidi = rejoining_story();
    heidi.waits(5s);
    CHECK(heidi.strip().visible());
    heidi.stream_opens(1);
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::ConnectedAgain);
    CHECK(strip.reconnect_class == "components-reconnect-hide");
    CHECK(strip.is_news);
    CHECK(strip.politeness == Politeness::Polite);
    heidi.waits(1'999ms);
    CHECK(heidi.strip().visible());
    heidi.waits(1ms);
    CHECK_FALSE(heidi.strip().visible());
    CHECK_FALSE(heidi.strip().changes_at);
}

TEST_CASE("a strip that has appeared stays for 600 ms") {
    Story heidi;
    heidi.is_live();
    heidi.waits(11s);
    heidi.loses_the_link();
    heidi.waits_for_the_attempt();
    heidi.waits(700ms);
    REQUIRE(heidi.strip().visible());
    const Instant shown = *heidi.talk.session().strip.show_at;
    heidi.stream_opens(1);
    CHECK(heidi.strip().kind == StripKind::Rejoining);
    CHECK_FALSE(heidi.strip().is_news);
    CHECK(heidi.strip().changes_at == shown + 600ms);
    heidi.waits(shown + 600ms - heidi.now);
    CHECK(heidi.strip().kind == StripKind::ConnectedAgain);
    CHECK(heidi.strip().changes_at == shown + 2'600ms);
}

TEST_CASE("coming back to a tab whose link was lost meanwhile does not flash the strip") {
    Story heidi;
    heidi.is_live();
    heidi.hides();
    heidi.waits(10min);
    heidi.is_seen();
    CHECK_FALSE(heidi.strip().visible());
    heidi.stream_opens(1);
    heidi.waits(1s);
    CHECK_FALSE(heidi.strip().visible());
}
