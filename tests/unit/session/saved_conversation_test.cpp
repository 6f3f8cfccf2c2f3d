#include "session/saved_conversation.h"

#include <doctest/doctest.h>

#include "session/model_server.h"
#include "session/story.h"

using namespace heidi;
using namespace std::chrono_literals;

namespace {

// With everything in it: history, a log, an unfinished answer, an outbox.
Story rich_story() {
    Story heidi;
    heidi.is_live();
    heidi.hears(
        2, "final",
        R"({"message_id":"a1","text":"Norway.","sources":[{"title":"A","url":"/a","paragraph":1}],"suggestions":["Why?"]})");
    heidi.tell(ReaderRates{"a1", Feedback::Up, ""});
    heidi.answers("feedback", 200, "{}");
    heidi.waits(2s);
    const std::string key = heidi.asks("And who lost?");
    heidi.refuses("message", 404);
    heidi.is_given_a_session("s2");
    heidi.is_taken("q1", 1);
    heidi.stream_opens(1);
    heidi.hears_accepted(1, key, "q1", "And who lost?");
    heidi.hears_words(2, "a1", 0, "Swe");
    heidi.asks("Why?");
    return heidi;
}

std::string saved_by(Story& heidi) {
    heidi.freezes();
    REQUIRE(heidi.last<Save>());
    return heidi.last<Save>()->bytes;
}

std::string refusal(std::string_view json) {
    const auto saved = saved_conversation_from_json(json);
    return saved ? "accepted" : saved.error().message;
}

std::string with(std::string json, const std::string& old, const std::string& replacement) {
    const std::size_t at = json.find(old);
    CAPTURE(old);
    REQUIRE(at != std::string::npos);
    return json.replace(at, old.size(), replacement);
}

}  // namespace

TEST_CASE("a reload gives the same transcript and outbox") {
    Story before = rich_story();
    const std::string bytes = saved_by(before);
    Story after;
    after.tell(Restore{bytes});
    CHECK(after.transcript() == before.transcript());
    CHECK(after.transcript() ==
          "reader: Who won? | heidi: Norway. | reader: And who lost? | heidi: Swe… | reader: Why? (not confirmed)");
    CHECK(after.talk.chat().messages == before.talk.chat().messages);
    CHECK(after.phase() == Phase::Connecting);
    CHECK(after.last_request("stream").path == "/sessions/s2/events?after=2");
    CHECK(after.last_request("stream").headers.back().second == "Bearer t-s2");
}

TEST_CASE("a message keeps its key over a reload") {
    Story before = rich_story();
    const std::string key = before.talk.session().outbox.messages.at(0).client_id;
    Story after;
    after.tell(Restore{saved_by(before)});
    after.stream_opens(2);
    CHECK(after.last_request("message").headers.back().second == key);
}

TEST_CASE("a message grows old across reloads too") {
    Story before;
    before.hides();
    before.asks("Who won?");
    Story after;
    after.wall_clock = before.wall_clock + 6min;
    after.tell(Restore{saved_by(before)});
    after.is_given_a_session();
    CHECK(after.transcript() == "reader: Who won? (send now?)");
}

TEST_CASE("a clock that was set back makes no message young or older") {
    Story before;
    before.hides();
    before.asks("Who won?");
    Story after;
    after.wall_clock = before.wall_clock - 24h;
    after.tell(Restore{saved_by(before)});
    after.is_given_a_session();
    CHECK(after.transcript() == "reader: Who won? (sending)");
}

TEST_CASE("a paused conversation is still paused after a reload") {
    Story before;
    before.is_live();
    before.hears("paused", R"({"reason":"Maintenance."})");
    Story after;
    after.tell(Restore{saved_by(before)});
    CHECK(after.phase() == Phase::PausedServer);
    CHECK(after.strip().pause_reason == "Maintenance.");
    CHECK(after.open_requests().empty());
    after.presses(StripButton::Resume);
    CHECK(after.has_open("resume"));
}

TEST_CASE("how long a server asked to wait, and what went wrong with a question, are still known after a reload") {
    Story waiting;
    waiting.asks("Who won?");
    waiting.answers("session", 503, "", Milliseconds(1h));
    Story after;
    after.tell(Restore{saved_by(waiting)});
    CHECK(after.strip().pause_minutes == 60);

    Story refused;
    refused.is_live();
    refused.asks("second");
    refused.refuses("message", 418);
    Story reloaded;
    reloaded.tell(Restore{saved_by(refused)});
    CHECK(reloaded.last_message().problem == MessageProblem{ProblemKind::NotAccepted, "418"});
}

TEST_CASE("a problem that this version has no name for is none, and nothing is lost for it") {
    Story before;
    before.is_live();
    before.asks("second");
    before.refuses("message", 418);
    std::string bytes = saved_by(before);
    bytes.replace(bytes.find("\"not-accepted\""), 14, "\"of tomorrow\"");
    Story after;
    after.tell(Restore{bytes});
    CHECK(after.last_message().status == MessageStatus::CouldNotSend);
    CHECK(after.last_message().problem.kind == ProblemKind::None);
}

TEST_CASE("Reload after a failed resume tries to resume again") {
    Story before = paused_story();
    before.presses(StripButton::Resume);
    before.refuses("resume", 503);
    REQUIRE(before.phase() == Phase::ResumeFailed);
    before.presses(StripButton::Reload);
    REQUIRE(before.count<RecreateWidget>() == 1);
    Story after;
    after.tell(Restore{before.last<Save>()->bytes});
    CHECK(after.phase() == Phase::Connecting);
    CHECK(after.has_open("resume"));
}

TEST_CASE("an idle conversation stays idle after a reload") {
    Story before;
    before.is_live();
    before.finishes_the_answer();
    before.waits(31s);
    Story after;
    after.tell(Restore{saved_by(before)});
    CHECK(after.phase() == Phase::Idle);
    CHECK(after.transcript() == "reader: Who won? | heidi: Norway.");
    CHECK_FALSE(after.talk.armed_timer());
}

TEST_CASE("saving what was restored gives the same bytes") {
    Story before = rich_story();
    const auto first = saved_conversation_from_json(saved_by(before));
    REQUIRE(first);
    const SessionState state = state_from(*first, Instant{}, Milliseconds(0));
    SavedConversation again = saved_from(state, Instant{}, first->saved_at);
    CHECK(json_from(again) == json_from(*first));
}

TEST_CASE("bad bytes give a problem and a fresh start") {
    for (const std::string bytes : {" ", "{", "[]", "null", "\xFF\xFE", "{\"version\":1}", "{\"version\":2}"}) {
        Story heidi;
        heidi.tell(Restore{bytes});
        CAPTURE(bytes);
        CHECK(heidi.count<Problem>() == 1);
        CHECK(heidi.count<ClearSaved>() == 1);
        CHECK(heidi.phase() == Phase::Idle);
        heidi.asks("Who won?");
        CHECK(heidi.has_open("session"));
    }
}

TEST_CASE("what is wrong with saved bytes is named") {
    Story story = rich_story();
    const std::string good = saved_by(story);
    CHECK(refusal(good) == "accepted");
    CHECK(refusal(with(good, "\"version\":1", "\"version\":9")) == "saved conversation: another version");
    CHECK(refusal(with(good, "\"cursor\":2", "\"cursor\":-2")) ==
          "saved conversation: member \"cursor\" must be a non-negative integer");
    CHECK(refusal(with(good, "\"open_turns\":1", "\"open_turns\":100000")) ==
          "saved conversation: member \"open_turns\" is too large");
    CHECK(refusal(with(good, "\"session\":\"s2\"", "\"session\":\"..\"")) ==
          "saved conversation: member \"session\" must be a usable id");
    CHECK(refusal(with(good, "\"token\":\"t-s2\"", "\"token\":\"a\\nb\"")) ==
          "saved conversation: member \"token\" must be visible ASCII");
    CHECK(refusal(with(good, "\"resting_in\":\"none\"", "\"resting_in\":\"Live\"")) ==
          "saved conversation: member \"resting_in\" has an unknown value");
    CHECK(refusal(with(good, "\"status\":\"streaming\"", "\"status\":\"flying\"")) ==
          "saved conversation: member \"logged[1].status\" has an unknown value");
    CHECK(refusal(with(good, "\"id\":\"a1\"", "\"id\":\"q1\"")) ==
          "saved conversation: member \"logged[1].id\" repeats an id");
    CHECK(refusal(with(good, "\"delivery\":\"unknown\"", "\"delivery\":7")) ==
          "saved conversation: member \"outbox[0].delivery\" must be a string");
    CHECK(refusal(with(good, "\"paragraph\":1", "\"paragraph\":\"one\"")) ==
          "saved conversation: member \"archived[1].sources[0].paragraph\" must be a non-negative integer");
}

TEST_CASE("whatever a server has counted to, what is saved can be read") {
    SavedConversation saved;
    saved.cursor = (Seq{1} << 53) + 7;
    saved.open_turns = 1'000'000;
    CHECK(refusal(json_from(saved)) == "accepted");
}

TEST_CASE("ids stay unique when a reload has cut the history and every session has the same name") {
    SessionState state;
    Transcript& t = state.transcript;
    for (const std::size_t length : {200u, 100u, 100u, 100u}) {
        Snapshot snapshot;
        snapshot.messages.resize(length);
        for (std::size_t i = 0; i < snapshot.messages.size(); ++i) snapshot.messages[i].id = "m" + std::to_string(i);
        replace_log(t, snapshot);
        archive_log(t, "s1");
        const std::string bytes = json_from(saved_from(state, Instant{}, Milliseconds(0)));
        CHECK(refusal(bytes) == "accepted");
        const auto read = saved_conversation_from_json(bytes);
        if (read) state = state_from(*read, Instant{}, Milliseconds(0));
    }
}

TEST_CASE("whatever happens to saved bytes, restoring them breaks nothing") {
    Story story = rich_story();
    const std::string good = saved_by(story);
    Dice dice(7);
    int accepted = 0;
    for (int i = 0; i < 3'000; ++i) {
        std::string bytes = good;
        for (int changes = dice.between(1, 4); changes > 0; --changes) {
            const auto at = static_cast<std::size_t>(dice.between(0, static_cast<int>(bytes.size()) - 1));
            if (dice.one_in(3))
                bytes.erase(at, static_cast<std::size_t>(dice.between(1, 40)));
            else
                bytes[at] = static_cast<char>(dice.between(0, 255));
            if (bytes.empty()) break;
        }
        Story heidi;
        heidi.tell(Restore{bytes});
        heidi.waits(2s);
        heidi.asks("Still there?");
        heidi.waits(5s);
        accepted += heidi.count<Problem>() == 0;
    }
    CHECK(accepted > 0);  // changes within texts leave a good conversation
}
