#include "session/transcript.h"

#include <doctest/doctest.h>

#include "base/utf8.h"

#include <algorithm>
#include <ctime>
#include <string>

using namespace heidi;

namespace {

const SessionRules all_rules;

LogStep applied(Transcript& t, Seq seq, const WireEvent& event) { return apply(t, seq, event, all_rules).step; }

DeltaEvent words(std::size_t offset, std::string text) { return {"a1", offset, std::move(text)}; }

Snapshot snapshot_of(Seq seq, std::vector<Message> messages) {
    Snapshot snapshot;
    snapshot.seq = seq;
    snapshot.messages = std::move(messages);
    return snapshot;
}

Message answer(const std::string& id, const std::string& text, MessageStatus status) {
    Message message;
    message.id = id;
    message.role = Role::Heidi;
    message.text = text;
    message.status = status;
    return message;
}

}  // namespace

TEST_CASE("words are appended at the end of the text, counted in code points") {
    Transcript t;
    CHECK(applied(t, 1, words(0, "雪山 👋🏽 ")) == LogStep::Applied);
    CHECK(applied(t, 2, words(6, "é")) == LogStep::Applied);
    CHECK(t.chat.messages.at(0).text == "雪山 👋🏽 é");
    CHECK(t.cursor == 2);
}

TEST_CASE("words within the text replace what stands there and leave what stands behind") {
    Transcript t;
    replace_log(t, snapshot_of(1, {answer("a1", "Norwéy won", MessageStatus::Streaming)}));
    CHECK(applied(t, 2, words(4, "ay")) == LogStep::Applied);
    CHECK(t.chat.messages.at(0).text == "Norway won");
    CHECK(applied(t, 3, words(7, "wins.")) == LogStep::Applied);
    CHECK(t.chat.messages.at(0).text == "Norway wins.");
}

TEST_CASE("what has been seen is dropped, and a gap changes nothing") {
    Transcript t;
    CHECK(applied(t, 1, words(0, "Nor")) == LogStep::Applied);
    CHECK(applied(t, 1, words(0, "XXX")) == LogStep::AlreadySeen);
    CHECK(applied(t, 3, words(3, "way")) == LogStep::OutOfStep);
    CHECK(applied(t, 2, words(4, "way")) == LogStep::OutOfStep);
    CHECK(applied(t, 0, words(3, "way")) == LogStep::AlreadySeen);
    CHECK(t.chat.messages.at(0).text == "Nor");
    CHECK(t.cursor == 1);
}

TEST_CASE("a final text replaces the pieces and ends the turn") {
    Transcript t;
    apply(t, 1, AcceptedEvent{"k", "q1", "Who?"}, all_rules);
    CHECK(t.open_turns == 1);
    apply(t, 2, words(0, "Nor"), all_rules);
    const LogNews news = apply(t, 3, FinalEvent{"a1", "Norway.", false, {{"A", "/a", {}}}, {"Why?"}}, all_rules);
    CHECK(news.finished_answer == "a1");
    CHECK(t.open_turns == 0);
    const Message& message = t.chat.messages.at(1);
    CHECK(message.text == "Norway.");
    CHECK(message.status == MessageStatus::Complete);
    CHECK(message.sources.size() == 1);
    CHECK(message.suggestions == std::vector<std::string>{"Why?"});
}

TEST_CASE("two questions in a row are two turns") {
    Transcript t;
    apply(t, 1, AcceptedEvent{"k1", "q1", "Who?"}, all_rules);
    apply(t, 2, AcceptedEvent{"k2", "q2", "Why?"}, all_rules);
    apply(t, 3, FinalEvent{"a1", "Norway.", false, {}, {}}, all_rules);
    CHECK(t.open_turns == 1);
    apply(t, 4, ErrorEvent{"a2", "overloaded", true}, all_rules);
    CHECK(t.open_turns == 0);
    CHECK(t.chat.messages.back().status == MessageStatus::Failed);
    CHECK(t.chat.messages.back().retryable);
    CHECK(t.chat.messages.back().problem == MessageProblem{ProblemKind::NotFinished, "overloaded"});
}

TEST_CASE("a snapshot replaces the log and leaves history and outbox alone") {
    Transcript t;
    apply(t, 1, AcceptedEvent{"k1", "q1", "Old"}, all_rules);
    archive_log(t, "s0");
    apply(t, 1, words(0, "Nor"), all_rules);
    Message waiting;
    waiting.text = "unsent";
    show_unsent(t, {waiting});
    const auto finished = replace_log(t, snapshot_of(7, {answer("a1", "Norway.", MessageStatus::Complete)}));
    CHECK(finished == std::vector<std::string>{"a1"});
    REQUIRE(t.chat.messages.size() == 4);
    CHECK(t.chat.messages[0].text == "Old");
    CHECK(t.chat.messages[2].text == "Norway.");
    CHECK(t.chat.messages[3].text == "unsent");
    CHECK(t.cursor == 7);
}

TEST_CASE("what a snapshot leaves out of an unchanged message is kept") {
    Transcript t;
    Message known = answer("a1", "Norway.", MessageStatus::Complete);
    known.sources = {{"A", "/a", {}}};
    known.feedback = Feedback::Up;
    replace_log(t, snapshot_of(3, {known}));
    replace_log(t, snapshot_of(4, {answer("a1", "Norway.", MessageStatus::Complete)}));
    CHECK(t.chat.messages.at(0).sources.size() == 1);
    CHECK(t.chat.messages.at(0).feedback == Feedback::Up);
    replace_log(t, snapshot_of(5, {answer("a1", "Sweden.", MessageStatus::Complete)}));
    CHECK(t.chat.messages.at(0).sources.empty());
}

TEST_CASE("words that follow a snapshot are placed after its text") {
    Transcript t;
    replace_log(t, snapshot_of(3, {answer("a1", "雪山", MessageStatus::Streaming)}));
    CHECK(applied(t, 4, words(2, "!")) == LogStep::Applied);
    CHECK(t.chat.messages.at(0).text == "雪山!");
    CHECK(t.open_turns == 1);
}

TEST_CASE("history keeps its ids apart from those of the next session, even one of the same name") {
    Transcript t;
    for (int session = 0; session < 3; ++session) {
        apply(t, 1, words(0, "Nor"), all_rules);
        archive_log(t, "s1");
    }
    CHECK(t.archived == 3);
    CHECK(t.chat.messages[0].id != t.chat.messages[1].id);
    CHECK(t.chat.messages[1].id != t.chat.messages[2].id);
    CHECK(t.chat.messages[2].status == MessageStatus::Interrupted);
}

TEST_CASE("a question whose session is gone before its answer began has an empty one, to ask again at") {
    Transcript t;
    apply(t, 1, AcceptedEvent{"k1", "q1", "Who?"}, all_rules);
    apply(t, 2, AcceptedEvent{"k2", "q2", "Why?"}, all_rules);
    apply(t, 3, words(0, "Nor"), all_rules);
    archive_log(t, "s1");
    REQUIRE(t.chat.messages.size() == 4);
    for (std::size_t i : {2u, 3u}) {
        CHECK(t.chat.messages[i].role == Role::Heidi);
        CHECK(t.chat.messages[i].status == MessageStatus::Interrupted);
        CHECK(t.chat.messages[i].retryable);
    }
    CHECK(t.chat.messages[3].text.empty());
    CHECK(t.archived == 4);
}

TEST_CASE("an answer's question is found: in its session, by its turn") {
    Transcript t;
    apply(t, 1, AcceptedEvent{"k1", "q1", "Old"}, all_rules);
    apply(t, 2, FinalEvent{"a1", "Old answer", false, {}, {}}, all_rules);
    archive_log(t, "s1");
    const std::string archived = t.chat.messages[1].id;
    apply(t, 1, AcceptedEvent{"k2", "q1", "Who?"}, all_rules);
    apply(t, 2, AcceptedEvent{"k3", "q2", "Why?"}, all_rules);
    apply(t, 3, FinalEvent{"a1", "Norway.", false, {}, {}}, all_rules);
    apply(t, 4, ErrorEvent{"a2", "overloaded", true}, all_rules);
    REQUIRE(question_of(t, archived));
    CHECK(question_of(t, archived)->text == "Old");
    REQUIRE(question_of(t, "a1"));
    CHECK(question_of(t, "a1")->text == "Who?");
    REQUIRE(question_of(t, "a2"));
    CHECK(question_of(t, "a2")->text == "Why?");
    CHECK_FALSE(question_of(t, "a3"));
    CHECK_FALSE(question_of(t, ""));
    CHECK_FALSE(question_of(Transcript{}, "a1"));
}

TEST_CASE("an answer whose question a server has left out has none") {
    Transcript t;
    replace_log(t, snapshot_of(3, {answer("a1", "Norway.", MessageStatus::Failed)}));
    CHECK_FALSE(question_of(t, "a1"));
}

namespace {

// Processor time, best of three: a busy machine must not fail the test.
double seconds_for(std::size_t pieces) {
    double best = 1e9;
    for (int round = 0; round < 3; ++round) {
        Transcript t;
        const std::clock_t start = std::clock();
        for (std::size_t i = 0; i < pieces; ++i) apply(t, i + 1, words(i * 5, "word "), all_rules);
        REQUIRE(t.chat.messages.at(0).text.size() == pieces * 5);
        best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

}  // namespace

TEST_CASE("an answer in very many pieces costs in proportion to the pieces") {
    const double short_answer = std::max(seconds_for(2'000), 50e-6);
    CHECK(seconds_for(64'000) < 300 * short_answer);  // 32 times the pieces; rescanning would take 1,024 times as long
}
