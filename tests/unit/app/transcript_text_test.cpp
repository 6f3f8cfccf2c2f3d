#include "app/transcript_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "port/headless/headless_port.h"
#include "words/english_counting.h"

using namespace heidi;

namespace {

Message message(Role role, std::string id, std::string text) {
    Message made;
    made.role = role;
    made.id = std::move(id);
    made.text = std::move(text);
    return made;
}

Chat said() {
    Message question = message(Role::Reader, "q1", "Who *won*?");
    question.status = MessageStatus::Delivered;
    question.quote = "By far.\nSo it was.";
    Message answer = message(Role::Heidi, "a1", "**Norway**\n\n- \"jump\"");
    answer.status = MessageStatus::Interrupted;
    answer.sources = {{"Results", "https://news.example/r", 3}};
    Message unsent = message(Role::Reader, "", "And then?");
    unsent.client_id = "c2";
    unsent.status = MessageStatus::Queued;
    return {.messages = {question, answer, unsent}};
}

struct Speaker {
    EnglishCounting counting;
    Words words{counting};
    HeadlessPort port;
    NamesOnDemand names{port};
};

}  // namespace

TEST_CASE("as text it has no markup, but for what the reader typed") {
    Speaker heidi;
    const std::string text = transcript_as("text", said(), heidi.words, heidi.names);
    CHECK(text.find("Who *won*?") != std::string::npos);
    CHECK(text.find("> By far.\n> So it was.\n\n") != std::string::npos);
    CHECK(text.find("**") == std::string::npos);
    CHECK(text.find("Norway") != std::string::npos);
    CHECK(transcript_as("no such format", said(), heidi.words, heidi.names) == text);
    CHECK(transcript_as("text", {}, heidi.words, heidi.names) == "");
}

TEST_CASE("as Markdown it is what was written") {
    Speaker heidi;
    const std::string text = transcript_as("markdown", said(), heidi.words, heidi.names);
    CHECK(text.find("**Heidi:**\n\n**Norway**\n\n- \"jump\"") != std::string::npos);
}

TEST_CASE("as JSON it can be read by a program") {
    Speaker heidi;
    const auto json = nlohmann::json::parse(transcript_as("json", said(), heidi.words, heidi.names), nullptr, false);
    REQUIRE(json.is_array());
    REQUIRE(json.size() == 3);
    CHECK(json[0]["role"] == "user");
    CHECK(json[0]["status"] == "complete");
    CHECK(json[0]["quote"] == "By far.\nSo it was.");
    CHECK(json[1]["status"] == "interrupted");
    CHECK(json[1]["text"] == "**Norway**\n\n- \"jump\"");
    CHECK(json[1]["sources"][0]["url"] == "https://news.example/r");
    CHECK(json[2]["id"] == "c2");
    CHECK(json[2]["status"] == "unsent");
    CHECK(transcript_as("json", {}, heidi.words, heidi.names) == "[]");
}

TEST_CASE("who said it is in the reader's language") {
    Speaker heidi;
    heidi.words.read(R"({"you_said":"Sie"})", "de");
    CHECK(transcript_as("text", said(), heidi.words, heidi.names).starts_with("Sie: "));
}
