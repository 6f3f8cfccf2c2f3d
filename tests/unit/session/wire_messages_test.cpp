#include "session/wire_messages.h"

#include <doctest/doctest.h>

#include <string>

using namespace heidi;

namespace {

template <class Event>
Event event_from(std::string_view name, std::string_view json) {
    const Result<WireEvent> event = wire_event_from(name, json);
    CAPTURE(name);
    CAPTURE(json);
    REQUIRE(event);
    const Event* found = std::get_if<Event>(&*event);
    REQUIRE(found);
    return *found;
}

std::string refusal(std::string_view name, std::string_view json) {
    const Result<WireEvent> event = wire_event_from(name, json);
    return event ? "accepted" : event.error().message;
}

template <class Reply>
std::string message_of(const Result<Reply>& reply) {
    return reply ? "accepted" : reply.error().message;
}

std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
}

}  // namespace

TEST_CASE("every event is read") {
    CHECK(event_from<HelloEvent>("hello", R"({"seq":7})").seq == 7);
    const auto accepted = event_from<AcceptedEvent>("accepted", R"({"client_id":"k","message_id":"q1","text":"Who?"})");
    CHECK(accepted.client_id == "k");
    CHECK(accepted.message_id == "q1");
    CHECK(accepted.text == "Who?");
    const auto delta = event_from<DeltaEvent>("delta", R"({"message_id":"a1","offset":3,"text":"way"})");
    CHECK(delta.code_point_offset == 3);
    CHECK(delta.text == "way");
    const auto final = event_from<FinalEvent>(
        "final",
        R"({"message_id":"a1","text":"Norway","sources":[{"title":"A","url":"/a","paragraph":2},{"url":"/b"}],"suggestions":["Why?"]})");
    CHECK(final.sources == std::vector<Source>{{"A", "/a", 2}, {"/b", "/b", {}}});
    CHECK(final.suggestions == std::vector<std::string>{"Why?"});
    CHECK_FALSE(final.interrupted);
    CHECK(event_from<FinalEvent>("final", R"({"message_id":"a1","text":"Nor","status":"interrupted"})").interrupted);
    const auto error = event_from<ErrorEvent>("error", R"({"message_id":"a1","code":"overloaded","retryable":true})");
    CHECK(error.code == "overloaded");
    CHECK(error.retryable);
    CHECK(event_from<PausedEvent>("paused", R"({"reason":"Maintenance"})").reason == "Maintenance");
    CHECK(event_from<DrainingEvent>("draining", R"({"after_ms":2000})").after == Milliseconds(2'000));
    event_from<SupersededEvent>("superseded", "{}");
    event_from<ByeEvent>("bye", "{}");
    CHECK(event_from<PingEvent>("ping", R"({"head":9})").head == 9);
    CHECK(event_from<UnknownEvent>("weather", R"({"sunny":true})").name == "weather");
}

TEST_CASE("members that are not known are no reason to refuse") {
    CHECK(event_from<PingEvent>("ping", R"({"head":1,"load":[0.5,{"a":null}]})").head == 1);
}

TEST_CASE("a wrong member is named") {
    CHECK(refusal("delta", R"({"message_id":"a1","offset":-1,"text":"x"})") ==
          "event delta: member \"offset\" must be a non-negative integer");
    CHECK(refusal("delta", R"({"message_id":"a1","offset":1.5,"text":"x"})") ==
          "event delta: member \"offset\" must be a non-negative integer");
    CHECK(refusal("delta", R"({"message_id":"a1","offset":"1","text":"x"})") ==
          "event delta: member \"offset\" must be a non-negative integer");
    CHECK(refusal("delta", R"({"message_id":"a1","offset":99999999999999999999,"text":"x"})") ==
          "event delta: member \"offset\" must be a non-negative integer");
    CHECK(refusal("delta", R"({"message_id":"a1","text":"x"})") == "event delta: member \"offset\" is missing");
    CHECK(refusal("delta", R"({"offset":0,"text":"x"})") == "event delta: member \"message_id\" is missing");
    CHECK(refusal("delta", R"({"message_id":"","offset":0,"text":"x"})") ==
          "event delta: member \"message_id\" must be 1 to 200 visible ASCII characters");
    CHECK(refusal("delta", R"({"message_id":"a b","offset":0,"text":"x"})") ==
          "event delta: member \"message_id\" must be 1 to 200 visible ASCII characters");
    CHECK(refusal("delta", R"({"message_id":"a1","offset":0,"text":null})") ==
          "event delta: member \"text\" is missing");
    CHECK(refusal("delta", R"({"message_id":"a1","offset":0,"text":[]})") ==
          "event delta: member \"text\" must be a string");
    CHECK(refusal("accepted", R"({"client_id":3,"message_id":"q1","text":"x"})") ==
          "event accepted: member \"client_id\" must be a string");
    CHECK(refusal("hello", "{}") == "event hello: member \"seq\" is missing");
    CHECK(refusal("ping", R"({"head":true})") == "event ping: member \"head\" must be a non-negative integer");
    CHECK(refusal("error", R"({"message_id":"a1","retryable":"no"})") ==
          "event error: member \"retryable\" must be true or false");
    CHECK(refusal("final", R"({"message_id":"a1","text":"x","sources":{}})") ==
          "event final: member \"sources\" must be an array");
    CHECK(refusal("final", R"({"message_id":"a1","text":"x","sources":[{"url":"/a"},7]})") ==
          "event final: member \"sources[1]\" must be an object");
    CHECK(refusal("final", R"({"message_id":"a1","text":"x","sources":[{"title":"A"}]})") ==
          "event final: member \"sources[0].url\" is missing");
    CHECK(refusal("final", R"({"message_id":"a1","text":"x","suggestions":["ok",7]})") ==
          "event final: member \"suggestions[1]\" must be a string");
}

TEST_CASE("what is not a JSON object is refused") {
    CHECK(refusal("bye", "") == "event bye: not JSON");
    CHECK(refusal("bye", "{") == "event bye: not JSON");
    CHECK(refusal("bye", "{} {}") == "event bye: not JSON");
    CHECK(refusal("bye", "{\"a\":1e999}") == "event bye: not JSON");
    CHECK(refusal("bye", "{\"a\":\"\\ud800\"}") == "event bye: not JSON");
    CHECK(refusal("bye", "[]") == "event bye: must be a JSON object");
    CHECK(refusal("bye", "null") == "event bye: must be a JSON object");
}

TEST_CASE("deep nesting is refused before it is parsed") {
    CHECK(refusal("bye", R"({"a":)" + nested(63) + "}") == "accepted");
    CHECK(refusal("bye", R"({"a":)" + nested(64) + "}") == "event bye: nested deeper than 64");
    CHECK(refusal("bye", std::string(1'000'000, '[')) == "event bye: nested deeper than 64");
    CHECK(refusal("bye", R"({"a":")" + nested(100) + R"("})") == "accepted");  // brackets in a string nest nothing
    CHECK(refusal("bye", R"({"a":"\"[[","b":"\\"})") == "accepted");
}

TEST_CASE("malformed UTF-8 in JSON is repaired") {
    CHECK(event_from<PausedEvent>("paused", "{\"reason\":\"a\xFF"
                                            "b\"}")
              .reason == "a\xEF\xBF\xBD"
                         "b");
}

TEST_CASE("a new session is read, and what it leaves out has a default") {
    const Result<NewSession> full = new_session_from_json(
        R"({"session":"s1","token":"t","seq":0,"heartbeat_ms":10000,"dead_ms":25000,"retain_s":60,"max_text":4000})");
    REQUIRE(full);
    CHECK(full->id == "s1");
    CHECK(full->token == "t");
    CHECK(full->heartbeat == Milliseconds(10'000));
    CHECK(full->dead_after == Milliseconds(25'000));
    CHECK(full->retained_for == Milliseconds(60'000));
    CHECK(full->max_text == 4'000);
    const Result<NewSession> least = new_session_from_json(R"({"session":"s1"})");
    REQUIRE(least);
    CHECK(least->dead_after == Milliseconds(35'000));
    CHECK_FALSE(least->max_text);
    CHECK(new_session_from_json(R"({"session":"s1","dead_ms":1})")->dead_after == Milliseconds(5'000));
}

TEST_CASE("a session whose id or token cannot be used is refused") {
    CHECK(message_of(new_session_from_json("{}")) == "new session: member \"session\" is missing");
    CHECK(message_of(new_session_from_json(R"({"session":".."})")) ==
          "new session: member \"session\" must be 1 to 200 visible ASCII characters");
    CHECK(message_of(new_session_from_json(R"({"session":"s1","token":"a\r\nX-Evil: 1"})")) ==
          "new session: member \"token\" must be visible ASCII");
    CHECK(message_of(new_session_from_json(R"({"session":"s1","seq":-3})")) ==
          "new session: member \"seq\" must be a non-negative integer");
}

TEST_CASE("a taken message is read") {
    const Result<TakenMessage> taken = taken_message_from_json(R"({"message_id":"q1","seq":4})");
    REQUIRE(taken);
    CHECK(taken->message_id == "q1");
    CHECK(taken->seq == 4);
    CHECK(message_of(taken_message_from_json(R"({"seq":4})")) == "taken message: member \"message_id\" is missing");
    CHECK(message_of(taken_message_from_json(R"({"message_id":"q1"})")) == "taken message: member \"seq\" is missing");
}

TEST_CASE("a snapshot is read") {
    const Result<Snapshot> snapshot =
        snapshot_from_json(R"({"seq":9,"turn":"a2","paused":true,"reason":"Lunch","messages":[
        {"id":"q1","client_id":"k1","role":"user","text":"Who?","status":"delivered","at":"2026-01-01T00:00:00Z"},
        {"id":"a1","role":"assistant","text":"Norway","status":"complete","feedback":"up","sources":[{"title":"A","url":"/a"}]},
        {"id":"q2","client_id":"k2","role":"user","text":"And?"},
        {"id":"q3","client_id":"k3","role":"user","text":"Why?"},
        {"id":"a2","role":"assistant","text":"Be","status":"streaming"}]})");
    REQUIRE(snapshot);
    CHECK(snapshot->seq == 9);
    CHECK(snapshot->paused);
    CHECK(snapshot->pause_reason == "Lunch");
    REQUIRE(snapshot->messages.size() == 5);
    CHECK(snapshot->messages[0].client_id == "k1");
    CHECK(snapshot->messages[0].status == MessageStatus::Delivered);
    CHECK(snapshot->messages[1].feedback == Feedback::Up);
    CHECK(snapshot->messages[1].sources.size() == 1);
    CHECK(snapshot->messages[4].status == MessageStatus::Streaming);
    CHECK(snapshot->open_turns == 2);  // the second question's, and the third's behind it
}

TEST_CASE("a snapshot without a turn has none open, whatever its messages say") {
    CHECK(snapshot_from_json(R"({"seq":1,"turn":null,"messages":[{"id":"q1","role":"user","text":"Who?"}]})")
              ->open_turns == 0);
}

TEST_CASE("a wrong member of a snapshot is named with its place") {
    const auto refusal_of = [](const std::string& messages) {
        return message_of(snapshot_from_json(R"({"seq":1,"messages":)" + messages + "}"));
    };
    CHECK(refusal_of("{}") == "snapshot: member \"messages\" must be an array");
    CHECK(refusal_of("[7]") == "snapshot: member \"messages[0]\" must be an object");
    CHECK(refusal_of(R"([{"id":"a","role":"user"}])") == "snapshot: member \"messages[0].text\" is missing");
    CHECK(refusal_of(R"([{"id":"a","role":"pope","text":""}])") ==
          "snapshot: member \"messages[0].role\" must be \"user\" or \"assistant\"");
    CHECK(refusal_of(R"([{"id":"a","role":"user","text":""},{"id":"a","role":"user","text":""}])") ==
          "snapshot: member \"messages[1].id\" repeats an id");
    CHECK(message_of(snapshot_from_json(R"({"messages":[]})")) == "snapshot: member \"seq\" is missing");
}

TEST_CASE("polled events are read") {
    const Result<PolledEvents> polled = polled_events_from_json(
        R"({"events":[{"seq":3,"event":"delta","data":{"message_id":"a1","offset":0,"text":"x"}},{"event":"paused","data":{}}],"next":3})");
    REQUIRE(polled);
    CHECK(polled->next == 3);
    REQUIRE(polled->events.size() == 2);
    CHECK(polled->events[0].seq == Seq{3});
    CHECK(std::holds_alternative<DeltaEvent>(polled->events[0].event));
    CHECK_FALSE(polled->events[1].seq);
}

TEST_CASE("a wrong polled event is named with its place") {
    CHECK(message_of(polled_events_from_json(
              R"({"events":[{"seq":1,"event":"delta","data":{"message_id":"a1","offset":0}}],"next":1})")) ==
          "event delta: member \"events[0].data.text\" is missing");
    CHECK(message_of(polled_events_from_json(R"({"events":[{"event":"bye"}],"next":1})")) ==
          "polled events: member \"events[0].data\" is missing");
    CHECK(message_of(polled_events_from_json(R"({"events":[]})")) == "polled events: member \"next\" is missing");
}

TEST_CASE("requests are written, and malformed text cannot break them") {
    CHECK(json_from("k", Question{"Who?", "Other", "", ""}) == R"({"client_id":"k","text":"Who?","topic":"Other"})");
    CHECK(
        json_from("k", Question{"a\xFF\"", "T", "sora", "said"}) ==
        "{\"article\":\"sora\",\"client_id\":\"k\",\"quote\":\"said\",\"text\":\"a\xEF\xBF\xBD\\\"\",\"topic\":\"T\"}");
    CHECK(json_from(Feedback::Up, "") == R"({"value":"up"})");
    CHECK(json_from(Feedback::Down, "wrong") == R"({"note":"wrong","value":"down"})");
    CHECK(stop_request_json("a1") == R"({"message_id":"a1"})");
    CHECK(stop_request_json("") == "{}");
    Message question;
    question.text = "Who?";
    Message answer;
    answer.role = Role::Heidi;
    answer.text = "Norway";
    CHECK(json_from(SessionRequest{"en", "", {question, answer}}) ==
          R"({"locale":"en","prior":[{"role":"user","text":"Who?"},{"role":"assistant","text":"Norway"}]})");
}

TEST_CASE("an id cannot leave its place in a path") {
    CHECK(path_segment("s-1_a.b~") == "s-1_a.b~");
    CHECK(path_segment("../x?y#z%") == "..%2Fx%3Fy%23z%25");
    CHECK_FALSE(is_usable_id(".."));
    CHECK_FALSE(is_usable_id("."));
    CHECK_FALSE(is_usable_id(""));
    CHECK_FALSE(is_usable_id(std::string(201, 'a')));
    CHECK_FALSE(is_usable_id("a\n"));
    CHECK_FALSE(is_usable_id("\xC3\xA9"));
    CHECK(is_usable_id("a/b"));
}
