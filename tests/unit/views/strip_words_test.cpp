// The sentences of session.md §4, in English, and that other words take their place.

#include "views/strip_words.h"

#include <doctest/doctest.h>

#include "words/english_counting.h"

using namespace heidi;

namespace {

struct Speaker {
    EnglishCounting counting;
    Words words{counting};

    StripWords says(StripKind kind) const {
        Strip strip;
        strip.kind = kind;
        strip.is_news = true;
        return strip_words(strip, words);
    }
};

}  // namespace

TEST_CASE("each picture of the strip has its sentence, and it is said") {
    const Speaker heidi;
    CHECK(heidi.says(StripKind::Rejoining).text == "Rejoining the server...");
    CHECK(heidi.says(StripKind::Rejoining).detail == "You can keep reading. Your message is saved.");
    CHECK(heidi.says(StripKind::Rejoining).spoken ==
          "Rejoining the server... You can keep reading. Your message is saved.");
    for (const auto& [kind, text] :
         {std::pair{StripKind::Hidden, ""},
          {StripKind::Offline, "You appear to be offline. Rejoining when the connection is back."},
          {StripKind::GaveUp, "Failed to rejoin. Please retry or reload the page."},
          {StripKind::Paused, "The session has been paused by the server."},
          {StripKind::OpenElsewhere, "This conversation is open in another tab."},
          {StripKind::ResumeFailed, "Failed to resume the session. Please retry or reload the page."},
          {StripKind::StartingOver, "Starting a new session. Your conversation is kept."},
          {StripKind::ConnectedAgain, "Connected again."}}) {
        CHECK(heidi.says(kind).text == text);
        CHECK(heidi.says(kind).spoken == text);
        CHECK(heidi.says(kind).detail.empty());
    }
}

TEST_CASE("the countdown is for the eye, the ear is told the whole wait; both have a singular") {
    const Speaker heidi;
    Strip strip;
    strip.kind = StripKind::RejoinFailed;
    strip.is_news = true;
    strip.seconds = 1;
    strip.wait_seconds = 9;
    CHECK(strip_words(strip, heidi.words).text == "Rejoin failed... trying again in 1 second.");
    CHECK(strip_words(strip, heidi.words).spoken == "Rejoin failed. Trying again in 9 seconds.");
    strip.seconds = 2;
    strip.wait_seconds = 1;
    CHECK(strip_words(strip, heidi.words).text == "Rejoin failed... trying again in 2 seconds.");
    CHECK(strip_words(strip, heidi.words).spoken == "Rejoin failed. Trying again in 1 second.");
}

TEST_CASE("what has been said is not said again") {
    const Speaker heidi;
    Strip strip;
    strip.kind = StripKind::GaveUp;
    CHECK_FALSE(strip_words(strip, heidi.words).text.empty());
    CHECK(strip_words(strip, heidi.words).spoken.empty());
}

TEST_CASE("a pause says why in the server's words, or how long in ours") {
    const Speaker heidi;
    Strip strip;
    strip.kind = StripKind::Paused;
    strip.is_news = true;
    strip.pause_reason = "Maintenance until noon.";
    CHECK(strip_words(strip, heidi.words).spoken ==
          "The session has been paused by the server. Maintenance until noon.");
    strip.pause_minutes = 11;
    CHECK(strip_words(strip, heidi.words).detail == "It asks to wait 11 minutes.");
    strip.pause_minutes = 1;
    CHECK(strip_words(strip, heidi.words).detail == "It asks to wait 1 minute.");
}

TEST_CASE("buttons: what they are called, and that they are at it") {
    const Speaker heidi;
    CHECK(button_words({StripButton::TryNow}, heidi.words).label == "Try now");
    CHECK(button_words({StripButton::TryNow}, heidi.words).name == "Try now to rejoin");
    CHECK(button_words({StripButton::Retry}, heidi.words).label == "Retry");
    CHECK(button_words({StripButton::Resume}, heidi.words).name == "Resume the session");
    CHECK(button_words({StripButton::UseHere}, heidi.words).label == "Use here");
    CHECK(button_words({StripButton::Reload}, heidi.words).label == "Reload");
    CHECK(button_words({StripButton::Retry, true}, heidi.words).label == "Trying…");
}

TEST_CASE("what went wrong with a message") {
    const Speaker heidi;
    const auto said = [&](ProblemKind kind, const std::string& detail = {}) {
        return problem_words({kind, detail}, heidi.words);
    };
    CHECK(said(ProblemKind::None) == "");
    CHECK(said(ProblemKind::TooLong) == "This message is too long.");
    CHECK(said(ProblemKind::NameTaken) == "The server has another message under this name.");
    CHECK(said(ProblemKind::NotAccepted, "400") == "The server did not accept this message (400).");
    CHECK(said(ProblemKind::NoAnswerInTime) == "The server did not answer in time.");
    CHECK(said(ProblemKind::NotFinished) == "Heidi could not finish this answer.");
    CHECK(said(ProblemKind::NotFinished, "overloaded") == "Heidi could not finish this answer (overloaded).");
}

TEST_CASE("in another language") {
    Speaker heidi;
    heidi.words.read(R"({"gave_up":"Die Verbindung ist gescheitert.","retry":"Noch einmal"})", "de");
    CHECK(heidi.says(StripKind::GaveUp).spoken == "Die Verbindung ist gescheitert.");
    CHECK(button_words({StripButton::Retry}, heidi.words).label == "Noch einmal");
}
