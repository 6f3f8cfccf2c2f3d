#include "session/outbox.h"

#include <doctest/doctest.h>

#include "session/session_numbers.h"
#include "session/story.h"

using namespace heidi;
using namespace std::chrono_literals;

namespace {

std::string key_of(const HttpRequest& request) {
    for (const auto& [name, value] : request.headers)
        if (name == "Idempotency-Key") return value;
    return "";
}

}  // namespace

TEST_CASE("a message is saved before it is sent") {
    Story heidi;
    heidi.is_live();
    const std::size_t before = heidi.told.size();
    heidi.asks("And who lost?");
    REQUIRE(std::holds_alternative<Save>(heidi.told[before]));
    CHECK(std::get_if<Save>(&heidi.told[before])->bytes.find("And who lost?") != std::string::npos);
    CHECK(std::holds_alternative<HttpRequest>(heidi.told[before + 1]));
}

TEST_CASE("one message is in flight at a time, and they go in order") {
    Story heidi;
    heidi.is_live();
    heidi.asks("second");
    heidi.asks("third");
    CHECK(heidi.requests_made("message") == 2);
    CHECK(heidi.transcript() == "reader: Who won? | reader: second (sending) | reader: third (queued)");
    heidi.is_taken("q2", 2);
    CHECK(heidi.last_request("message").body.find("third") != std::string::npos);
}

TEST_CASE("202 acknowledges a message, but only the log takes it out of the outbox") {
    Story heidi;
    heidi.is_live();
    const std::string key = heidi.asks("second");
    heidi.is_taken("q2", 2);
    CHECK(heidi.talk.session().outbox.messages.size() == 1);
    CHECK(heidi.count<MessageSent>() == 1);  // the first one
    heidi.hears_accepted(2, key, "q2", "second");
    CHECK(heidi.talk.session().outbox.messages.empty());
    CHECK(heidi.last<MessageSent>()->client_id == key);
}

TEST_CASE("a snapshot takes what it shows out of the outbox too") {
    Story heidi;
    heidi.is_live();
    const std::string key = heidi.asks("second");
    heidi.loses("message");
    heidi.waits(11s);
    heidi.hears("ping", R"({"head":9})");
    heidi.answers("snapshot", 200,
                  R"({"seq":9,"turn":"a2","messages":[{"id":"q1","client_id":"k","role":"user","text":"Who won?"},
        {"id":"q2","client_id":")" +
                      key + R"(","role":"user","text":"second"}]})");
    CHECK(heidi.talk.session().outbox.messages.empty());
    CHECK(heidi.transcript() == "reader: Who won? | reader: second");
}

TEST_CASE("an unknown outcome is not confirmed yet, and goes again under the same key") {
    Story heidi;
    heidi.is_live();
    const std::string key = heidi.asks("second");
    heidi.loses("message");
    CHECK(heidi.transcript() == "reader: Who won? | reader: second (not confirmed)");
    heidi.waits(499ms);
    CHECK_FALSE(heidi.has_open("message"));
    heidi.waits(2s);
    CHECK(key_of(heidi.last_request("message")) == key);
    CHECK(heidi.last_request("message").body.find(key) != std::string::npos);
    CHECK(heidi.phase() == Phase::Live);
}

TEST_CASE("a message that is not answered within ten seconds is not confirmed") {
    Story heidi;
    heidi.is_live();
    heidi.asks("second");
    heidi.waits(10s);
    CHECK_FALSE(heidi.has_open("message"));
    CHECK(heidi.transcript() == "reader: Who won? | reader: second (not confirmed)");
}

TEST_CASE("a busy server's Retry-After is kept by the message alone") {
    Story heidi;
    heidi.is_live();
    heidi.asks("second");
    heidi.refuses("message", 429, 7s);
    CHECK(heidi.phase() == Phase::Live);
    CHECK(heidi.transcript() == "reader: Who won? | reader: second (queued)");
    heidi.waits(6'999ms);
    CHECK_FALSE(heidi.has_open("message"));
    heidi.waits(1'001ms);
    CHECK(heidi.has_open("message"));
}

TEST_CASE("409 says that the server is still at it") {
    Story heidi;
    heidi.is_live();
    heidi.asks("second");
    heidi.refuses("message", 409, 1s);
    CHECK(heidi.transcript() == "reader: Who won? | reader: second (not confirmed)");
    heidi.waits(2s);
    CHECK(heidi.has_open("message"));
}

TEST_CASE("a message the server will never take can be edited or discarded, and the next one goes") {
    for (const int status : {400, 413, 422, 418}) {
        Story heidi;
        heidi.is_live();
        const std::string key = heidi.asks("second");
        heidi.asks("third");
        heidi.refuses("message", status);
        CHECK(heidi.transcript() == "reader: Who won? | reader: second (could not send) | reader: third (sending)");
        CHECK(heidi.last<MessageFailed>()->client_id == key);
        CHECK_FALSE(heidi.last<MessageFailed>()->problem.kind == ProblemKind::None);
        heidi.tell(ReaderEdits{key});
        CHECK(heidi.last<ComposeText>()->text == "second");
        CHECK(heidi.transcript() == "reader: Who won? | reader: third (sending)");
    }
}

TEST_CASE("three wait at most; a fourth stays in the composer") {
    Story heidi;
    for (const char* text : {"one", "two", "three"}) heidi.asks(text);
    CHECK_FALSE(heidi.talk.takes_messages());
    heidi.asks("four");
    CHECK(heidi.last<MessageNotTaken>()->text == "four");
    CHECK(heidi.talk.chat().messages.size() == 3);
}

TEST_CASE("after five minutes a message is not sent without asking") {
    Story heidi;
    heidi.hides();
    const std::string key = heidi.asks("Who won?");
    heidi.waits(5min + 1ms);
    heidi.is_seen();
    heidi.is_given_a_session();
    CHECK(heidi.transcript() == "reader: Who won? (send now?)");
    CHECK(heidi.requests_made("message") == 0);
    CHECK(heidi.phase() == Phase::Idle);
    heidi.waits(1s);
    heidi.tell(ReaderSendsAnyway{key});
    CHECK(key_of(heidi.last_request("message")) == key);
    CHECK(heidi.transcript() == "reader: Who won? (sending)");
}

TEST_CASE("before an old message of unknown outcome is asked about, the log is looked up") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    const std::string key = heidi.asks("second");
    heidi.loses("message");
    heidi.freezes();
    heidi.waits(6min);
    heidi.thaws();
    CHECK(heidi.has_open("snapshot"));
    heidi.answers(
        "snapshot", 200,
        R"({"seq":5,"turn":null,"messages":[{"id":"q1","client_id":"k","role":"user","text":"Who won?"},
        {"id":"q2","client_id":")" +
            key +
            R"(","role":"user","text":"second"},{"id":"a2","role":"assistant","text":"Sweden.","status":"complete"}]})");
    CHECK(heidi.transcript() == "reader: Who won? | reader: second | heidi: Sweden.");
    CHECK(heidi.phase() == Phase::Idle);
}

TEST_CASE("what waits behind a message that asks goes when that is discarded") {
    Story heidi;
    heidi.hides();
    const std::string key = heidi.asks("old");
    heidi.waits(5min);
    heidi.asks("new");
    heidi.waits(1s);
    heidi.is_seen();
    heidi.is_given_a_session();
    CHECK(heidi.transcript() == "reader: old (send now?) | reader: new (queued)");
    heidi.waits(1s);
    heidi.tell(ReaderDiscards{key});
    CHECK(heidi.last_request("message").body.find("new") != std::string::npos);
}

TEST_CASE("what the server has acknowledged cannot be discarded any more") {
    Story heidi;
    heidi.is_live();
    const std::string key = heidi.asks("second");
    heidi.is_taken("q2", 2);
    heidi.tell(ReaderDiscards{key});
    heidi.tell(ReaderEdits{key});
    CHECK(heidi.talk.session().outbox.messages.size() == 1);
    CHECK(heidi.count<ComposeText>() == 0);
}

TEST_CASE("discarding what is in flight takes it back") {
    Story heidi;
    heidi.is_live();
    const std::string key = heidi.asks("second");
    heidi.tell(ReaderDiscards{key});
    CHECK_FALSE(heidi.has_open("message"));
    CHECK(heidi.transcript() == "reader: Who won?");
}

TEST_CASE("a message accepted while its own answer is still on the way is shown once") {
    Story heidi;
    heidi.is_live();
    const std::string key = heidi.asks("second");
    heidi.hears_accepted(2, key, "q2", "second");
    CHECK(heidi.transcript() == "reader: Who won? | reader: second");
    CHECK_FALSE(heidi.has_open("message"));
}

TEST_CASE("keys are random UUIDs") {
    Conversation talk;
    ReaderSends wish{.text = "x", .topic = "", .quote = "", .article = ""};
    wish.randomness.fill(0xFF);
    talk.handle(wish, {Instant{}, 0.5, Milliseconds(0)});
    CHECK(talk.session().outbox.messages.at(0).client_id == "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

TEST_CASE("a first message whose post fails makes the attempt fail with it") {
    Story heidi;
    heidi.asks("Who won?");
    heidi.is_given_a_session();
    heidi.loses("message");
    CHECK(heidi.phase() == Phase::Waiting);
    heidi.waits_for_the_attempt();
    CHECK(heidi.has_open("message"));
    CHECK_FALSE(heidi.has_open("session"));
}
