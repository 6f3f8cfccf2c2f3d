#include "app/chat_widget.h"

#include <doctest/doctest.h>

#include "app/visit.h"

using namespace heidi;

namespace {

std::string transcript(Visit& visit) { return visit.sees(the_chat).part("transcript")->text(); }
std::string strip(Visit& visit) { return visit.sees(the_chat).part("strip")->text(); }

constexpr const char* norway = R"({"message_id":"a1","text":"**Norway** did.","suggestions":["And then?"]})";

}  // namespace

TEST_CASE("a new chat is empty, ready and silent") {
    Visit visit;
    visit.opens_chat();
    CHECK(transcript(visit).find("How can I help?") == 0);
    CHECK(visit.has_news(the_chat, "ready"));
    CHECK(visit.page.port.fetches.empty());
}

TEST_CASE("a question goes to the server by the protocol and its answer is shown") {
    Visit visit;
    visit.opens_chat();
    visit.asks("Who won?");
    CHECK(transcript(visit).find("Who won?") == 0);
    const std::string session = "POST https://chat.example/api/sessions";
    CHECK(visit.last_body(session).find("\"article\":\"melting\"") != std::string::npos);
    visit.session_is_made();
    const std::string post = "POST https://chat.example/api/sessions/s1/messages";
    CHECK(visit.last_header(post, "Authorization") == "Bearer t1");
    CHECK(visit.last_body(post).find("\"text\":\"Who won?\"") != std::string::npos);
    CHECK(visit.last_body(post).find("\"topic\":\"Other\"") != std::string::npos);
    const std::string key = visit.last_header(post, "Idempotency-Key");
    CHECK(key.size() >= 16);
    visit.question_is_taken();
    visit.stream_opens();
    visit.hears(1, "accepted", R"({"client_id":")" + key + R"(","message_id":"q1","text":"Who won?"})");
    CHECK(visit.sees(the_chat).find("button", "Stop") != nullptr);
    visit.hears(2, "delta", R"({"message_id":"a1","offset":0,"text":"**Nor"})");
    CHECK(transcript(visit).find("Nor") != std::string::npos);
    visit.hears(3, "final", norway);
    CHECK(transcript(visit) == "Who won?\nNorway did.\n👍\n👎\nAnd then?");
    CHECK(visit.sees(the_chat).find("button", "Stop") == nullptr);
}

TEST_CASE("the page hears what happens in the chat") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.hears(2, "delta", R"({"message_id":"a1","offset":0,"text":"Nor"})");
    visit.hears(3, "final", norway);
    for (const char* name : {"message-sent", "stream-start", "stream-end", "message", "connection"}) {
        CAPTURE(name);
        CHECK(visit.has_news(the_chat, name));
    }
    CHECK(visit.page.last_detail(the_chat, "message").find("**Norway** did.") != std::string::npos);
}

TEST_CASE("blank text is no question") {
    Visit visit;
    visit.opens_chat();
    visit.asks(" \n ");
    CHECK(visit.page.port.fetches.empty());
    CHECK(transcript(visit).find("How can I help?") == 0);
}

TEST_CASE("a suggestion asks its question") {
    Visit visit;
    visit.opens_chat();
    visit.set(the_chat, "suggestions", "Who won?\nWhere next?");
    visit.presses("Where next?", the_chat);
    CHECK(transcript(visit).find("Where next?") == 0);
    CHECK(visit.page.open_fetches() == 1);
}

TEST_CASE("the topic that was chosen goes with the question") {
    Visit visit;
    visit.opens_chat();
    const PageElement* select = visit.sees(the_chat).find("select", "Topic");
    REQUIRE(select);
    visit.tell(the_chat, Activated{select->id, "Meeting"});
    CHECK(visit.sees(the_chat).find("select", "Topic")->attribute("value") == "Meeting");
    visit.asks("When?");
    visit.session_is_made();
    CHECK(visit.last_body("/messages").find("\"topic\":\"Meeting\"") != std::string::npos);
}

TEST_CASE("Stop asks the server to end the answer") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.hears(2, "delta", R"({"message_id":"a1","offset":0,"text":"Nor"})");
    visit.presses("Stop", the_chat);
    CHECK(visit.page.open_fetch("POST https://chat.example/api/sessions/s1/stop"));
}

TEST_CASE("Close and Send are the page's to do") {
    Visit visit;
    visit.opens_chat();
    visit.presses("Close", the_chat);
    CHECK(visit.has_news(the_chat, "close-wanted"));
    visit.presses("Send", the_chat);
    CHECK(visit.has_news(the_chat, "submit-wanted"));
}

TEST_CASE("a lost link is silent for a second, then the strip says so, and then that all is well") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.link_is_lost();
    CHECK(strip(visit) == "");
    visit.waits(Milliseconds(1'000));
    CHECK(strip(visit).find("Rejoining the server...") == 0);
    CHECK(visit.page.last_detail(the_chat, "reconnect-state").find("\"show\"") != std::string::npos);
    for (int i = 0; i < 20 && !visit.page.open_fetch("/events?"); ++i) visit.waits(Milliseconds(100));
    visit.stream_opens();
    visit.waits(Milliseconds(600));
    CHECK(strip(visit) == "Connected again.");
    visit.waits(Milliseconds(2'000));
    CHECK(strip(visit) == "");
}

TEST_CASE("the countdown ticks by itself, one frame a second") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    for (int attempt = 0; attempt < 6; ++attempt) {
        for (int i = 0; i < 400 && !visit.page.open_fetch("/events?"); ++i) visit.waits(Milliseconds(100));
        visit.link_is_lost();
    }
    visit.waits(Milliseconds(50));
    REQUIRE(strip(visit).find("Rejoin failed... trying again in") == 0);
    const std::string before = strip(visit);
    visit.waits(Milliseconds(1'000));
    CHECK(strip(visit) != before);
    CHECK(visit.sees(the_chat).find("button", "Try now to rejoin") != nullptr);
}

TEST_CASE("what was saved is there again after a reload") {
    std::string saved;
    {
        Visit visit;
        visit.opens_chat();
        visit.is_listening();
        visit.hears(2, "final", norway);
        visit.tell(the_chat, PageLeft{});
        saved = visit.page.port.saved[the_chat];
    }
    CHECK_FALSE(saved.empty());
    Visit visit;
    visit.opens_chat(saved);
    CHECK(transcript(visit).find("Who won?\nNorway did.") == 0);
}

TEST_CASE("a saved conversation that is rubbish is cleared, and the chat is new") {
    Visit visit;
    visit.opens_chat("{\"rubbish\":");
    CHECK(transcript(visit).find("How can I help?") == 0);
    CHECK(visit.has_news(the_chat, "error"));
    visit.asks("Who won?");
    CHECK(visit.page.open_fetches() == 1);
}

TEST_CASE("a question is saved before it is sent") {
    Visit visit;
    visit.opens_chat();
    visit.asks("Who won?");
    CHECK(visit.page.port.saved[the_chat].find("Who won?") != std::string::npos);
}

TEST_CASE("a text field that grows takes its room from the transcript") {
    Visit visit;
    visit.opens_chat();
    const float before = visit.sees(the_chat).part("transcript")->height;
    visit.tell(the_chat, Typed{92});
    CHECK(visit.sees(the_chat).part("transcript")->height < before);
    const std::size_t frames = visit.frames();
    visit.tell(the_chat, Typed{92});
    CHECK(visit.frames() == frames);
}

TEST_CASE("destroying a chat aborts its requests and disarms its timer") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    CHECK(visit.page.open_fetches() > 0);
    CHECK_FALSE(visit.page.port.timers.empty());
    visit.page.destroy(the_chat);
    CHECK(visit.page.open_fetches() == 0);
    CHECK(visit.page.port.timers.empty());
    const std::size_t frames = visit.frames();
    visit.waits(Milliseconds(100'000));
    CHECK(visit.frames() == frames);
}

TEST_CASE("an answer is announced once, whole, without its markup") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    const auto announced = [&] { return visit.sees(the_chat).text().find("Heidi: Norway did.") != std::string::npos; };
    visit.hears(2, "delta", R"({"message_id":"a1","offset":0,"text":"**Norway** did."})");
    CHECK_FALSE(announced());
    visit.hears(3, "final", norway);
    CHECK(announced());
    visit.waits(Milliseconds(5'000));
    CHECK_FALSE(announced());
}

TEST_CASE("of an answer that takes longer than ten minutes to listen to, the beginning is announced") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    const std::string ten_thousand = std::string(9'999, 'a') + "é", rest = "and so on";
    visit.hears(2, "final", R"({"message_id":"a1","text":")" + ten_thousand + rest + "\"}");
    const auto shows = [&](const std::string& text) {
        return visit.sees(the_chat).text().find(text) != std::string::npos;
    };
    CHECK(shows("Heidi: " + ten_thousand + "…"));
    CHECK(shows(ten_thousand + rest));
}

TEST_CASE("a rating goes to the server and shows at once") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.hears(2, "final", norway);
    visit.presses("Good answer", the_chat);
    CHECK(visit.last_body("/messages/a1/feedback") == R"({"value":"up"})");
    CHECK(visit.sees(the_chat).find("button", "Good answer")->attribute("aria-pressed") == "true");
}

TEST_CASE("a new conversation is begun only when the reader has confirmed it") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.hears(2, "final", norway);
    visit.presses("New conversation", the_chat);
    visit.presses("Keep this one", the_chat);
    CHECK(transcript(visit).find("Norway") != std::string::npos);
    CHECK(visit.sees(the_chat).find("button", "Start new") == nullptr);
    visit.presses("New conversation", the_chat);
    visit.presses("Start new", the_chat);
    CHECK(transcript(visit).find("How can I help?") == 0);
    CHECK(visit.page.port.saved.find(the_chat) == visit.page.port.saved.end());
}

TEST_CASE("who is behind is offered the end of the transcript") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.tell(the_chat, TranscriptLeft{true});
    CHECK(visit.sees(the_chat).find("button", "New messages ↓") != nullptr);
    visit.tell(the_chat, TranscriptLeft{false});
    CHECK(visit.sees(the_chat).find("button", "New messages ↓") == nullptr);
}

TEST_CASE("what a question is about stands above the text field, goes along, and is gone") {
    Visit visit;
    visit.opens_chat();
    visit.tell(the_chat, Wished{"quote-source", "https://news.example/a"});
    visit.tell(the_chat, Wished{"quote", "  Tools that let their users take everything out.\n"});
    CHECK(visit.sees(the_chat).part("composer")->text().find("Tools that let their users") == 0);
    visit.asks("Which ones?");
    CHECK(visit.sees(the_chat).part("composer")->text().find("Tools") == std::string::npos);
    CHECK(transcript(visit).find("Tools that let their users take everything out.\nWhich ones?") == 0);
    visit.session_is_made();
    const std::string body = visit.last_body("POST https://chat.example/api/sessions/s1/messages");
    CHECK(body.find("\"quote\":\"Tools that let their users take everything out.\"") != std::string::npos);
    CHECK(body.find("\"article\":\"https://news.example/a\"") != std::string::npos);
    visit.asks("And this?");
    CHECK(visit.last_body("POST https://chat.example/api/sessions/s1/messages").find("\"quote\"") ==
          body.find("\"quote\""));  // the second waits for the first's answer
}

TEST_CASE("a quotation can be taken back, and a long one is cut") {
    Visit visit;
    visit.opens_chat();
    visit.tell(the_chat, Wished{"quote", std::string(5'000, 'x')});
    CHECK(visit.sees(the_chat).part("composer")->text().size() < 200);
    visit.presses("Remove the quotation", the_chat);
    CHECK(visit.sees(the_chat).part("composer")->text().find('x') == std::string::npos);
    visit.asks("Who won?");
    visit.session_is_made();
    CHECK(visit.last_body("POST https://chat.example/api/sessions/s1/messages").find("quote") == std::string::npos);
}

TEST_CASE("the page can have the conversation begin anew, and its text") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.hears(2, "final", norway);
    visit.tell(the_chat, Wished{"transcript", "text"});
    CHECK(visit.has_news(the_chat, "transcript"));
    visit.tell(the_chat, Wished{"new-conversation", ""});
    CHECK(transcript(visit).find("How can I help?") == 0);
    visit.tell(the_chat, Wished{"no such wish", "x"});
}

TEST_CASE("Close is the same button before and after the first question: a press that is under way is not lost") {
    Visit visit;
    visit.opens_chat();
    const NodeId before = visit.sees(the_chat).find("button", "Close")->id;
    visit.asks("Who won?");
    REQUIRE(visit.sees(the_chat).find("button", "New conversation"));
    CHECK(visit.sees(the_chat).find("button", "Close")->id == before);
}
