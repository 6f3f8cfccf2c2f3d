#include "session/conversation.h"

#include <doctest/doctest.h>

#include "base/utf8.h"
#include "session/model_server.h"
#include "session/story.h"

using namespace heidi;
using namespace std::chrono_literals;

TEST_CASE("an idle conversation has no timer, no request and no strip") {
    Story heidi;
    CHECK_FALSE(heidi.talk.armed_timer());
    CHECK(heidi.told.empty());
    CHECK_FALSE(heidi.strip().visible());
    heidi.is_seen();
    heidi.hides();
    heidi.is_seen();
    heidi.goes_offline();
    heidi.comes_online();
    heidi.waits(1h);
    CHECK(heidi.phase() == Phase::Idle);
    CHECK(heidi.open_requests().empty());
    CHECK_FALSE(heidi.talk.armed_timer());
}

TEST_CASE("a first question makes a session, is posted, and then heard on the stream") {
    Story heidi;
    const std::string key = heidi.asks("Who won?");
    CHECK(heidi.phase() == Phase::Connecting);
    CHECK(heidi.transcript() == "reader: Who won? (queued)");
    CHECK(heidi.last_request("session").body == R"({"article":"sora","locale":"en"})");

    heidi.is_given_a_session();
    CHECK(heidi.last_request("message").path == "/sessions/s1/messages");
    CHECK(heidi.last_request("message").body ==
          R"({"article":"sora","client_id":")" + key + R"(","text":"Who won?","topic":"Other"})");
    CHECK(heidi.transcript() == "reader: Who won? (sending)");

    heidi.is_taken("q1", 1);
    CHECK(heidi.last_request("stream").path == "/sessions/s1/events?after=0");
    CHECK(heidi.talk.chat().answering);

    heidi.stream_opens(1);
    CHECK(heidi.phase() == Phase::Live);
    heidi.hears_accepted(1, key, "q1", "Who won?");
    CHECK(heidi.transcript() == "reader: Who won?");
    CHECK(heidi.last<MessageSent>()->message_id == "q1");
    heidi.hears_words(2, "a1", 0, "Nor");
    heidi.hears_words(3, "a1", 3, "way");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway…");
    CHECK(heidi.last<StreamStarted>()->message_id == "a1");
    heidi.hears_final(4, "a1", "Norway won.");
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway won.");
    CHECK(heidi.last<AnswerFinished>()->message_id == "a1");
    CHECK_FALSE(heidi.talk.chat().answering);
}

TEST_CASE("every call carries what it needs in its headers") {
    Story heidi;
    const std::string key = heidi.is_live();
    using Headers = std::vector<std::pair<std::string, std::string>>;
    CHECK(heidi.last_request("session").headers ==
          Headers{{"Accept", "application/json"}, {"Content-Type", "application/json"}});
    CHECK(heidi.last_request("message").headers == Headers{{"Accept", "application/json"},
                                                           {"Authorization", "Bearer t-s1"},
                                                           {"Content-Type", "application/json"},
                                                           {"Idempotency-Key", key}});
    CHECK(heidi.last_request("stream").headers ==
          Headers{{"Accept", "text/event-stream"}, {"Authorization", "Bearer t-s1"}});
    CHECK(heidi.last_request("stream").streamed);
    CHECK_FALSE(heidi.last_request("message").streamed);
}

TEST_CASE("thirty seconds after the answer the stream is closed and nothing is armed") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    heidi.waits(29s);
    CHECK(heidi.phase() == Phase::Live);
    heidi.waits(1s);
    CHECK(heidi.phase() == Phase::Idle);
    CHECK(heidi.open_requests().empty());
    CHECK_FALSE(heidi.talk.armed_timer());
    CHECK_FALSE(heidi.strip().visible());
}

TEST_CASE("blank text is not sent") {
    Story heidi;
    heidi.asks(" \n\t ");
    CHECK(heidi.told.empty());
}

// ---- Replies ------------------------------------------------------------------------------------------------------

TEST_CASE("a reply that is not what it should be is reported, and tried again") {
    Story heidi;
    heidi.asks("Who won?");
    heidi.answers("session", 201, "<html>welcome to the hotel</html>");
    CHECK(heidi.last<Problem>()->error.message == "new session: not JSON");
    CHECK(heidi.phase() == Phase::Waiting);
}

TEST_CASE("a reply cut in the middle is a lost one") {
    Story heidi;
    heidi.asks("Who won?");
    const RequestId id = heidi.last_request("session").request;
    heidi.tell(HttpHead{id, 201, "application/json", {}});
    heidi.tell(HttpBytes{id, R"({"session":"s1")"});
    heidi.tell(HttpFailed{id});
    CHECK(heidi.phase() == Phase::Waiting);
}

TEST_CASE("a reply in many pieces is read as one") {
    Story heidi;
    heidi.asks("Who won?");
    const RequestId id = heidi.last_request("session").request;
    heidi.tell(HttpHead{id, 201, "application/json", {}});
    for (const char byte : std::string(R"({"session":"s1","token":"t"})"))
        heidi.tell(HttpBytes{id, std::string_view(&byte, 1)});
    heidi.tell(HttpEnd{id});
    CHECK(heidi.talk.session().known.id == "s1");
}

TEST_CASE("a reply without end is given up at eight megabytes") {
    Story heidi;
    heidi.asks("Who won?");
    const RequestId id = heidi.last_request("session").request;
    heidi.tell(HttpHead{id, 201, "application/json", {}});
    const std::string piece(1u << 20, ' ');
    for (int i = 0; i < 9; ++i) heidi.tell(HttpBytes{id, piece});
    CHECK(heidi.last<Problem>()->error.code == "too-long");
    CHECK(heidi.phase() == Phase::Waiting);
    CHECK(heidi.open_requests().empty());
}

TEST_CASE("an event without end is given up at one megabyte") {
    Story heidi;
    heidi.is_live();
    const std::string piece(1u << 20, 'x');
    heidi.hears_bytes("data: ");
    heidi.hears_bytes(piece);
    CHECK(heidi.last<Problem>()->error.code == "event-too-long");
    CHECK(heidi.phase() == Phase::Waiting);
}

TEST_CASE("events behind the one that ended the stream are not heard") {
    Story heidi;
    heidi.is_live();
    heidi.hears_bytes("event: paused\ndata: {}\n\n"
                      "id: 2\nevent: delta\ndata: {\"message_id\":\"a1\",\"offset\":0,\"text\":\"late\"}\n\n"
                      "event: bye\ndata: {}\n\n");
    CHECK(heidi.phase() == Phase::PausedServer);
    CHECK(heidi.transcript() == "reader: Who won?");
}

TEST_CASE("reports about requests that are over or never were change nothing") {
    Story heidi;
    heidi.is_live();
    const RequestId old = heidi.last_request("message").request;
    const std::size_t told = heidi.told.size();
    for (const RequestId id : {old, RequestId{0}, RequestId{999}}) {
        heidi.tell(HttpHead{id, 500, "", {}});
        heidi.tell(HttpBytes{id, "x"});
        heidi.tell(HttpEnd{id});
        heidi.tell(HttpFailed{id});
    }
    CHECK(heidi.told.size() == told);
    CHECK(heidi.phase() == Phase::Live);
}

TEST_CASE("whatever a server sends, nothing breaks") {
    const std::string good =
        "event: hello\ndata: {\"seq\":1}\n\nid: 2\nevent: delta\ndata: "
        "{\"message_id\":\"a1\",\"offset\":0,\"text\":\"Nor\"}\n\n"
        "event: ping\ndata: {\"head\":2}\n\nid: 3\nevent: final\ndata: {\"message_id\":\"a1\",\"text\":\"Norway\"}\n\n"
        "event: draining\ndata: {\"after_ms\":10}\n\nevent: paused\ndata: {}\n\nevent: bye\ndata: {}\n\n";
    Dice dice(11);
    for (int i = 0; i < 3'000; ++i) {
        std::string bytes = good;
        for (int changes = dice.between(1, 6); changes > 0; --changes) {
            const auto at = static_cast<std::size_t>(dice.between(0, static_cast<int>(bytes.size()) - 1));
            if (dice.one_in(3))
                bytes.insert(at, bytes.substr(0, static_cast<std::size_t>(dice.between(0, 60))));
            else
                bytes[at] = static_cast<char>(dice.between(0, 255));
        }
        Story heidi;
        heidi.is_live();
        heidi.hears_bytes(bytes);
        heidi.waits(3s);
        if (heidi.has_open("snapshot")) heidi.answers("snapshot", 200, bytes);
        heidi.waits(100s);
        CHECK(is_well_formed_utf8(heidi.transcript()));
    }
}

// ---- Feedback, news, the timer ------------------------------------------------------------------------------------

TEST_CASE("a rating is shown at once, sent, and taken back if it cannot be sent") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    heidi.tell(ReaderRates{"a1", Feedback::Down, "wrong"});
    CHECK(heidi.talk.chat().messages.at(1).feedback == Feedback::Down);
    CHECK(heidi.last_request("feedback").path == "/sessions/s1/messages/a1/feedback");
    CHECK(heidi.last_request("feedback").body == R"({"note":"wrong","value":"down"})");
    heidi.answers("feedback", 200, "{}");
    heidi.tell(ReaderRates{"a1", Feedback::Up, ""});
    heidi.refuses("feedback", 500);
    CHECK(heidi.talk.chat().messages.at(1).feedback == Feedback::Down);
    CHECK(heidi.last<Problem>()->error.code == "feedback-failed");
}

TEST_CASE("only answers can be rated") {
    Story heidi;
    heidi.is_live();
    heidi.tell(ReaderRates{"q1", Feedback::Up, ""});
    heidi.tell(ReaderRates{"nothing", Feedback::Up, ""});
    CHECK(heidi.requests_made("feedback") == 0);
}

TEST_CASE("changes of the connection are told once each") {
    Story heidi;
    heidi.is_live();
    CHECK(heidi.last<ConnectionChanged>()->phase == Phase::Live);
    CHECK(heidi.last<ConnectionChanged>()->attempt == 0);
    heidi.waits(11s);
    heidi.loses_the_link();
    CHECK(heidi.last<ConnectionChanged>()->phase == Phase::Waiting);
    CHECK(heidi.last<ConnectionChanged>()->attempt == 1);
    CHECK(heidi.last<ConnectionChanged>()->next_in == 375ms);
    const int told = heidi.count<ConnectionChanged>();
    heidi.tell(TimerFires{});
    CHECK(heidi.count<ConnectionChanged>() == told);
}

TEST_CASE("the revision grows whenever the chat changes, and only then") {
    Story heidi;
    heidi.is_live();
    const auto before = heidi.talk.chat_revision();
    heidi.hears("ping", R"({"head":1})");
    CHECK(heidi.talk.chat_revision() == before);
    heidi.hears_words(2, "a1", 0, "N");
    CHECK(heidi.talk.chat_revision() > before);
}

TEST_CASE("a page that is left before anything was said stores nothing") {
    Story heidi;
    heidi.freezes();
    CHECK(heidi.count<Save>() == 0);
}

TEST_CASE("taken over by another tab it rests, saves nothing, and can be taken back as it is by then") {
    Story here;
    here.is_live();
    here.hears_words(2, "a1", 0, "Nor");
    here.freezes();
    here.thaws();
    const std::string saved = here.last<Save>()->bytes;
    here.tell(OpenedElsewhere{});
    CHECK(here.phase() == Phase::Superseded);
    CHECK(here.strip().kind == StripKind::OpenElsewhere);
    CHECK(here.open_requests().empty());
    CHECK_FALSE(here.talk.armed_timer());
    const int saves = here.count<Save>();
    here.freezes();
    here.thaws();
    CHECK(here.count<Save>() == saves);

    Story there;
    there.tell(Restore{saved});
    there.stream_opens(2);
    there.hears_final(3, "a1", "Norway.");
    there.freezes();

    here.presses(StripButton::UseHere);
    REQUIRE(here.count<ReclaimSaved>() == 1);
    here.tell(Restore{there.last<Save>()->bytes});
    CHECK(here.transcript() == "reader: Who won? | heidi: Norway.");
    CHECK(here.phase() == Phase::Idle);
}

TEST_CASE("what is sent in a tab that has lost the conversation takes it back first, and is sent once") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    const std::string saved = heidi.last<Save>()->bytes;
    heidi.tell(OpenedElsewhere{});
    heidi.asks("And who lost?");
    CHECK(heidi.open_requests().empty());
    REQUIRE(heidi.count<ReclaimSaved>() == 1);
    heidi.tell(Restore{saved});
    CHECK(heidi.requests_made("message") == 1);  // the first question's
    heidi.waits(1s);
    CHECK(heidi.requests_made("message") == 2);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway. | reader: And who lost? (sending)");
}

TEST_CASE("of two tabs that begin at the same time, the second keeps what it could not send") {
    Story second;
    second.tell(ReaderDiscards{second.asks("Hm")});  // stories draw the same keys: the next one is its own
    second.asks("Why?");
    second.tell(OpenedElsewhere{});  // its first save was refused: the other one's record is there already
    CHECK(second.open_requests().empty());
    Story first;
    first.is_live();
    first.finishes_the_answer();
    second.presses(StripButton::UseHere);
    second.tell(Restore{first.last<Save>()->bytes});
    CHECK(second.transcript() == "reader: Who won? | heidi: Norway. | reader: Why? (queued)");
    second.waits(2s);
    CHECK(second.has_open("message"));
}

TEST_CASE("a conversation that another tab removed is gone here too when it is taken back") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    heidi.tell(OpenedElsewhere{});
    heidi.presses(StripButton::UseHere);
    heidi.tell(Restore{""});
    CHECK(heidi.transcript() == "");
    CHECK(heidi.phase() == Phase::Idle);
}

TEST_CASE("a question that was taken back before anything was said is not kept, and not sent after a reload") {
    Story heidi;
    heidi.tell(ReaderDiscards{heidi.asks("Who won?")});
    CHECK(heidi.count<ClearSaved>() == 1);
    heidi.tell(ReaderEdits{heidi.asks("Who lost?")});
    CHECK(heidi.count<ClearSaved>() == 2);
    heidi.freezes();
    CHECK(heidi.count<ClearSaved>() == 2);  // there is nothing to clear any more
}

TEST_CASE("a tab that has lost the conversation asks for it once") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    const std::string saved = heidi.last<Save>()->bytes;
    heidi.tell(OpenedElsewhere{});
    heidi.presses(StripButton::UseHere);
    heidi.asks("And who lost?");
    heidi.asks("Why?");
    CHECK(heidi.count<ReclaimSaved>() == 1);
    heidi.tell(Restore{saved});
    CHECK(heidi.transcript() ==
          "reader: Who won? | heidi: Norway. | reader: And who lost? (queued) | reader: Why? (queued)");
    heidi.tell(OpenedElsewhere{});
    heidi.presses(StripButton::UseHere);
    CHECK(heidi.count<ReclaimSaved>() == 2);
}

TEST_CASE("what was about to be sent when another tab took over is sent when the conversation is taken back") {
    Story heidi;
    heidi.is_live();
    heidi.finishes_the_answer();
    const std::string saved = heidi.last<Save>()->bytes;
    const std::string key = heidi.asks("And who lost?");
    REQUIRE(heidi.has_open("message"));
    heidi.tell(OpenedElsewhere{});  // the save in front of it was refused, so it never left
    heidi.presses(StripButton::UseHere);
    heidi.tell(Restore{saved});
    heidi.waits(1s);
    CHECK(heidi.last_request("message").headers.back().second == key);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway. | reader: And who lost? (sending)");
}

TEST_CASE("what the reader wishes in a tab that has lost the conversation waits for it") {
    Story heidi;
    heidi.goes_offline();
    heidi.is_live();
    heidi.finishes_the_answer();
    heidi.loses_the_link();
    const std::string key = heidi.asks("And who lost?");
    const std::string saved = heidi.last<Save>()->bytes;
    heidi.tell(OpenedElsewhere{});
    heidi.tell(ReaderRates{"a1", Feedback::Up, ""});
    heidi.tell(ReaderDiscards{key});
    CHECK(heidi.requests_made("feedback") == 0);
    CHECK(heidi.count<ReclaimSaved>() == 1);
    heidi.tell(Restore{saved});
    CHECK(heidi.requests_made("feedback") == 1);
    CHECK(heidi.transcript() == "reader: Who won? | heidi: Norway.");
}

TEST_CASE("starting over in a tab that has lost the conversation forgets the one that comes back") {
    Story heidi;
    heidi.is_live();
    const std::string saved = heidi.last<Save>()->bytes;
    heidi.tell(OpenedElsewhere{});
    heidi.asks("And who lost?");
    heidi.tell(ReaderStartsOver{});
    CHECK(heidi.count<ClearSaved>() == 0);
    heidi.tell(Restore{saved});
    CHECK(heidi.transcript() == "");
    CHECK(heidi.count<ClearSaved>() == 1);
    CHECK(heidi.phase() == Phase::Idle);
}

TEST_CASE("what comes back to a frozen page waits until it thaws") {
    Story heidi;
    heidi.is_live();
    const std::string saved = heidi.last<Save>()->bytes;
    heidi.tell(OpenedElsewhere{});
    heidi.presses(StripButton::UseHere);
    heidi.freezes();
    heidi.tell(Restore{saved});
    CHECK(heidi.phase() == Phase::Frozen);
    CHECK(heidi.open_requests().empty());
    heidi.thaws();
    heidi.waits(2s);
    CHECK(heidi.has_open("stream"));
}
