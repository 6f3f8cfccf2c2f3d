#include "session/conversation.h"

#include <doctest/doctest.h>

#include "session/story.h"

using namespace heidi;
using namespace std::chrono_literals;

namespace {

Story failed_answer(bool retryable) {
    Story heidi;
    ReaderSends wish{.text = "Who won?", .topic = "Other", .quote = "said", .randomness = {1}, .article = ""};
    heidi.tell(wish);
    heidi.is_given_a_session();
    heidi.is_taken("q1", 1);
    heidi.stream_opens(1);
    heidi.hears_accepted(1, "01000000-0000-4000-8000-000000000000", "q1", "Who won?");
    heidi.hears(2, "error",
                std::string(R"({"message_id":"a1","code":"overloaded","retryable":)") +
                    (retryable ? "true}" : "false}"));
    return heidi;
}

}  // namespace

TEST_CASE("a failed answer's question is asked again, as a new message with what it was about") {
    Story heidi = failed_answer(true);
    CHECK(heidi.last_message().retryable);
    const std::string first_key = heidi.talk.chat().messages[0].client_id;
    heidi.asks_again("a1");
    CHECK(heidi.transcript() == "reader: Who won? | heidi:  (failed) | reader: Who won? (sending)");
    CHECK(heidi.last_message().client_id != first_key);
    CHECK(heidi.last_request("message").body == R"({"article":"sora","client_id":")" + heidi.last_message().client_id +
                                                    R"(","quote":"said","text":"Who won?","topic":"Other"})");
    CHECK_FALSE(heidi.talk.chat().messages[1].retryable);
    heidi.asks_again("a1");  // a second press
    CHECK(heidi.talk.chat().messages.size() == 3);
}

TEST_CASE("what cannot be asked again is not") {
    Story heidi = failed_answer(false);
    SUBCASE("an answer that would fail again") { heidi.asks_again("a1"); }
    SUBCASE("a question") { heidi.asks_again("q1"); }
    SUBCASE("what is not there") { heidi.asks_again("a7"); }
    SUBCASE("nothing") { heidi.asks_again(""); }
    CHECK(heidi.transcript() == "reader: Who won? | heidi:  (failed)");
}

TEST_CASE("an answer whose session is gone is asked for again in the next one") {
    Story heidi = waiting_story();
    heidi.waits_for_the_attempt();
    heidi.refuses("stream", 404);
    heidi.is_given_a_session("s2");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Nor (interrupted)");
    CHECK(heidi.last_message().retryable);
    heidi.waits(2s);
    heidi.asks_again(heidi.last_message().id);
    CHECK(heidi.last_request("message").path == "/sessions/s2/messages");
}

TEST_CASE("while three questions wait, asking again is not taken and stays possible") {
    Story heidi = failed_answer(true);
    heidi.loses_the_link();
    heidi.freezes();
    for (const char* text : {"One", "Two", "Three"}) heidi.asks(text);
    heidi.asks_again("a1");
    CHECK(heidi.last<MessageNotTaken>()->text == "Who won?");
    CHECK(heidi.talk.chat().messages[1].retryable);
    CHECK(heidi.talk.chat().messages.size() == 5);
}

TEST_CASE("what can be asked again can be after a reload and a snapshot too") {
    Story heidi = failed_answer(true);
    heidi.reloads();
    CHECK(heidi.last_message().retryable);
    heidi.asks("Why?");
    heidi.is_taken("q2", 4);  // a gap
    heidi.stream_opens(4);
    heidi.hears_words(4, "a2", 0, "Because");
    heidi.waits_for_the_attempt();
    heidi.answers("snapshot", 200,
                  R"({"seq":4,"messages":[{"id":"q1","role":"user","text":"Who won?"},)"
                  R"({"id":"a1","role":"assistant","status":"failed","text":""},)"
                  R"({"id":"q2","role":"user","text":"Why?"}],"turn":"a2"})");
    CHECK(heidi.talk.chat().messages[1].retryable);
    CHECK(heidi.talk.chat().messages[0].quote == "said");
}
