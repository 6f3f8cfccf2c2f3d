// Each row of session.md §4: class, text, buttons, live region, focus; and when the strip comes and goes.

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

std::vector<std::string> labels(const Strip& strip) {
    std::vector<std::string> all;
    for (const StripAction& action : strip.buttons) all.emplace_back(action.label);
    return all;
}

using Labels = std::vector<std::string>;

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
    CHECK(heidi.strip().text == "Rejoining the server...");
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
    CHECK(strip.text == "Rejoining the server...");
    CHECK(strip.detail == "You can keep reading. Your message is saved.");
    CHECK(strip.buttons.empty());
    CHECK(strip.politeness == Politeness::Polite);
    CHECK(strip.spoken == "Rejoining the server... You can keep reading. Your message is saved.");
    CHECK(strip.attempt == 1);
}

TEST_CASE("a failed attempt: the countdown, Try now, and the wait said once") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    heidi.refuses("stream", 503, 9s);
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::RejoinFailed);
    CHECK(strip.reconnect_class == "components-reconnect-retrying");
    CHECK(strip.text == "Rejoin failed... trying again in " + std::to_string(*strip.seconds) + " seconds.");
    CHECK(strip.spoken == "Rejoin failed. Trying again in " + std::to_string(*strip.seconds) + " seconds.");
    CHECK(labels(strip) == Labels{"Try now"});
    CHECK(strip.politeness == Politeness::Polite);
    CHECK(strip.attempt == 2);
}

TEST_CASE("the countdown is whole seconds, falls by one a second, and has a singular") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    heidi.refuses("stream", 503, 9s);
    const std::string spoken = heidi.strip().spoken;
    int before = *heidi.strip().seconds;
    while (before > 1) {
        REQUIRE(heidi.strip().changes_at);
        heidi.waits(*heidi.strip().changes_at - heidi.now);
        CHECK(*heidi.strip().seconds == before - 1);
        CHECK(heidi.strip().spoken == spoken);  // the number that ticks is not said again
        --before;
    }
    CHECK(heidi.strip().text == "Rejoin failed... trying again in 1 second.");
    heidi.waits(1s);
    CHECK(heidi.strip().text == "Rejoining the server...");
}

TEST_CASE("short waits are said once, a wait of more than fifteen seconds every time") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    heidi.loses("stream");
    CHECK_FALSE(heidi.strip().spoken.empty());
    heidi.waits_for_the_attempt();
    CHECK(heidi.strip().spoken.empty());  // "Rejoining" has been said
    heidi.loses("stream");
    CHECK(heidi.strip().kind == StripKind::RejoinFailed);
    CHECK(heidi.strip().spoken.empty());
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 503, 20s);
    CHECK_FALSE(heidi.strip().spoken.empty());
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
    CHECK(heidi.strip().buttons[0].label == "Trying…");
    CHECK(heidi.strip().buttons[0].busy);
}

TEST_CASE("Try now does not vanish under a finger when the wait ends by itself") {
    Story heidi = rejoining_story();
    heidi.waits(2s);
    heidi.loses("stream");
    heidi.waits_for_the_attempt();
    CHECK(heidi.strip().text == "Rejoining the server...");
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
    CHECK(strip.text == "You appear to be offline. Rejoining when the connection is back.");
    CHECK(strip.spoken == strip.text);
    CHECK(labels(strip) == Labels{"Try now"});
    CHECK_FALSE(strip.seconds);
    heidi.waits_for_the_attempt();
    heidi.loses("stream");
    CHECK(heidi.strip().spoken.empty());  // said once
}

TEST_CASE("given up: an alert, Retry and Reload, and silent probes") {
    Story heidi = given_up_story();
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::GaveUp);
    CHECK(strip.reconnect_class == "components-reconnect-failed");
    CHECK(strip.text == "Failed to rejoin. Please retry or reload the page.");
    CHECK(strip.spoken == strip.text);
    CHECK(strip.politeness == Politeness::Assertive);
    CHECK(labels(strip) == Labels{"Retry", "Reload"});
    heidi.waits_for_the_attempt();
    CHECK(heidi.phase() == Phase::Connecting);
    CHECK(heidi.strip().kind == StripKind::GaveUp);
    CHECK(heidi.strip().spoken.empty());
    heidi.loses("stream");
    CHECK(heidi.strip().kind == StripKind::GaveUp);
    CHECK(heidi.strip().spoken.empty());
}

TEST_CASE("Retry is busy while it tries, and its failure is said again") {
    Story heidi = given_up_story();
    heidi.waits(2s);
    heidi.presses(StripButton::Retry);
    CHECK(heidi.strip().text == "Rejoining the server...");
    CHECK(heidi.strip().buttons.at(0).button == StripButton::Retry);
    CHECK(heidi.strip().buttons.at(0).busy);
    heidi.loses("stream");
    CHECK(heidi.strip().kind == StripKind::GaveUp);
    CHECK_FALSE(heidi.strip().spoken.empty());
}

TEST_CASE("paused by the server: its reason, Resume") {
    Story heidi;
    heidi.is_live();
    heidi.hears("paused", R"({"reason":"Maintenance until noon."})");
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::Paused);
    CHECK(strip.reconnect_class == "components-reconnect-paused");
    CHECK(strip.text == "The session has been paused by the server.");
    CHECK(strip.detail == "Maintenance until noon.");
    CHECK(strip.spoken == "The session has been paused by the server. Maintenance until noon.");
    CHECK(strip.politeness == Politeness::Polite);
    CHECK(labels(strip) == Labels{"Resume"});
    CHECK(strip.remote);
}

TEST_CASE("open in another tab: Use here") {
    Story heidi;
    heidi.is_live();
    heidi.hears("superseded", "{}");
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::OpenElsewhere);
    CHECK(strip.reconnect_class == "components-reconnect-paused");
    CHECK(strip.text == "This conversation is open in another tab.");
    CHECK(labels(strip) == Labels{"Use here"});
    CHECK_FALSE(strip.remote);
}

TEST_CASE("a resume that failed: an alert, Retry and Reload") {
    Story heidi;
    heidi.is_live();
    heidi.hears("superseded", "{}");
    heidi.waits(2s);
    heidi.presses(StripButton::UseHere);
    CHECK(heidi.strip().text == "Rejoining the server...");
    CHECK(heidi.strip().buttons.at(0).label == "Trying…");
    heidi.loses("stream");
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::ResumeFailed);
    CHECK(strip.reconnect_class == "components-reconnect-resume-failed");
    CHECK(strip.text == "Failed to resume the session. Please retry or reload the page.");
    CHECK(strip.politeness == Politeness::Assertive);
    CHECK(labels(strip) == Labels{"Retry", "Reload"});
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
    CHECK(strip.text == "Starting a new session. Your conversation is kept.");
    CHECK(strip.buttons.empty());
    heidi.is_given_a_session("s2");
    heidi.is_taken("q1", 1);
    heidi.stream_opens(1);
    CHECK(heidi.strip().text == strip.text);  // for 600 ms
    heidi.waits(600ms);
    CHECK(heidi.strip().text == "Connected again.");
}

TEST_CASE("connected again is said for two seconds, to those who saw the trouble") {
    Story heidi = rejoining_story();
    heidi.waits(5s);
    CHECK(heidi.strip().visible());
    heidi.stream_opens(1);
    const Strip strip = heidi.strip();
    CHECK(strip.kind == StripKind::ConnectedAgain);
    CHECK(strip.reconnect_class == "components-reconnect-hide");
    CHECK(strip.text == "Connected again.");
    CHECK(strip.spoken == strip.text);
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
    CHECK(heidi.strip().text == "Rejoining the server...");
    CHECK(heidi.strip().spoken.empty());
    CHECK(heidi.strip().changes_at == shown + 600ms);
    heidi.waits(shown + 600ms - heidi.now);
    CHECK(heidi.strip().text == "Connected again.");
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

TEST_CASE("the error bar of an application that failed") {
    const Strip strip = fatal_strip();
    CHECK(strip.text == "An unhandled error has occurred.");
    CHECK(strip.politeness == Politeness::Assertive);
    REQUIRE(strip.buttons.size() == 2);
    CHECK(strip.buttons[0].label == "Reload");
    CHECK(strip.buttons[1].label == "🗙");
    CHECK(strip.buttons[1].spoken == "Dismiss");
}
