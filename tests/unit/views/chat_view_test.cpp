#include "views/chat_view.h"

#include <doctest/doctest.h>

#include "views/press.h"
#include "views/scene_reading.h"
#include "views/verbs.h"

using namespace heidi;

namespace {

Message question(std::string text, std::string client_id = "c1") {
    Message message;
    message.client_id = std::move(client_id);
    message.role = Role::Reader;
    message.status = MessageStatus::Delivered;
    message.text = std::move(text);
    return message;
}

Message answer(std::string text, std::string id = "a1") {
    Message message;
    message.id = std::move(id);
    message.role = Role::Heidi;
    message.text = std::move(text);
    return message;
}

// Of the first link with these words.
std::string link_address_of(const Node& node, std::string_view words) {
    for (std::size_t i = 0; i + 1 < node.phrases.size(); ++i) {
        const Phrase &link = node.phrases[i], &text = node.phrases[i + 1];
        if (link.tag != Tag::Link || link.kind != PhraseKind::Open) continue;
        if (std::string_view(node.text).substr(text.begin, text.end - text.begin) != words) continue;
        for (const Attribute& attribute : link.attributes)
            if (attribute.name == AttributeName::Href) return attribute.value;
    }
    for (const Child& child : node.children)
        if (std::string found = link_address_of(*child.node, words); !found.empty()) return found;
    return {};
}

struct Panel {
    Press press;
    Chat chat;
    Strip strip;
    std::vector<std::string> topics{"Account", "Meeting", "Other"};
    std::string topic = "Other";
    std::string greeting;
    std::vector<std::string> suggestions;
    float width = 380, height = 600, composer_text_height = 0;
    bool closable = true, asks_to_start_over = false, behind = false;
    std::string announcement;
    ChatView view;

    NodeRef scene() {
        press.type = chat_typography(1);
        const NodeRef made = view.scene({.chat = chat,
                                         .strip = strip,
                                         .topics = topics,
                                         .topic = topic,
                                         .greeting = greeting,
                                         .suggestions = suggestions,
                                         .width = width,
                                         .height = height,
                                         .composer_text_height = composer_text_height,
                                         .closable = closable,
                                         .asks_to_start_over = asks_to_start_over,
                                         .behind = behind,
                                         .announcement = announcement},
                                        press.setting());
        CHECK(flaw_of(*made) == "");
        return made;
    }
    std::string words_of_part(std::string_view part) { return words_of(*find_part(*scene(), part)); }
    const Node* button(const NodeRef& scene, std::string_view name) { return find_named(*scene, Tag::Button, name); }
};

}  // namespace

TEST_CASE("an empty chat asks how it can help") {
    Panel panel;
    CHECK(panel.words_of_part("transcript") ==
          "How can I help?\nAsk about your account, schedule a meeting, check your balance, or anything else.");
    panel.greeting = "Ask about this story.";
    CHECK(panel.words_of_part("transcript") == "How can I help?\nAsk about this story.");
}

TEST_CASE("an empty chat offers the partner's questions") {
    Panel panel;
    panel.suggestions = {"Who won?", "A question so long that it does not fit the panel and must wrap in its button"};
    const NodeRef scene = panel.scene();
    const Node* first = panel.button(scene, "Who won?");
    REQUIRE(first);
    CHECK(first->action == Action{verb_ask, "Who won?"});
    CHECK(panel.button(scene, panel.suggestions[1])->action.argument == panel.suggestions[1]);
}

TEST_CASE("the panel has its title and can be closed where it was opened") {
    Panel panel;
    NodeRef scene = panel.scene();
    CHECK(find_tag(*scene, Tag::Heading2)->text == "Ask Heidi");
    CHECK(panel.button(scene, "Close")->action.verb == verb_close_chat);
    panel.closable = false;
    CHECK(panel.button(panel.scene(), "Close") == nullptr);
}

TEST_CASE("the topics are a choice, whose value is the one chosen") {
    Panel panel;
    const NodeRef scene = panel.scene();
    const Node* select = find_tag(*scene, Tag::Select);
    REQUIRE(select);
    CHECK(words_of(*select) == "Account\nMeeting\nOther");
    CHECK(attribute_of(*select, AttributeName::Value) == "Other");
    CHECK(attribute_of(*select, AttributeName::Label) == "Topic");
    CHECK(select->action.verb == verb_choose_topic);
}

TEST_CASE("messages are told in their order, each with who said it") {
    Panel panel;
    panel.chat.messages = {question("Who won?"), answer("**Norway** did.")};
    CHECK(panel.words_of_part("transcript") == "Who won?\nNorway did.\n👍\n👎");
    const NodeRef scene = panel.scene();
    const auto messages = all_of(*scene, Tag::Article);
    REQUIRE(messages.size() == 2);
    CHECK(attribute_of(*messages[0], AttributeName::Label) == "You");
    CHECK(attribute_of(*messages[1], AttributeName::Label) == "Heidi");
}

TEST_CASE("the reader's words are shown as typed, Heidi's as Markdown") {
    Panel panel;
    panel.chat.messages = {question("is 2*3*4 > 5?\n# no heading"), answer("- one\n- two")};
    const NodeRef scene = panel.scene();
    CHECK(words_of(*all_of(*scene, Tag::Article)[0]) == "is 2*3*4 > 5?\n# no heading");
    CHECK(find_tag(*all_of(*scene, Tag::Article)[1], Tag::List) != nullptr);
}

TEST_CASE("a short question's bubble is as wide as its words and stands at the end") {
    Panel panel;
    panel.chat.messages = {question("Hi")};
    const NodeRef scene = panel.scene();
    const Node& message = *all_of(*scene, Tag::Article)[0];
    const Child& bubble = message.children[0];
    CHECK(bubble.node->width < 100);
    CHECK(bubble.x + bubble.node->width == message.width);
}

TEST_CASE("messages that did not change are not laid out again") {
    Panel panel;
    panel.chat.messages = {question("Who won?"), answer("Nor")};
    panel.scene();
    CHECK(panel.view.laid_messages() == 2);
    panel.scene();
    CHECK(panel.view.laid_messages() == 2);
    panel.chat.messages[1].text = "Norway";
    panel.scene();
    CHECK(panel.view.laid_messages() == 3);
    panel.chat.messages.push_back(question("And then?", "c2"));
    panel.scene();
    CHECK(panel.view.laid_messages() == 5);  // the new one, and the one that is no longer the last
}

TEST_CASE("an unchanged message is the same node, so that neither patch nor painter looks into it") {
    Panel panel;
    panel.chat.messages = {question("Who won?"), answer("Norway.")};
    const auto first_message = [](const NodeRef& scene) { return all_of(*scene, Tag::Article)[0]; };
    const NodeRef before = panel.scene();
    panel.chat.messages[1].text += " By far.";
    CHECK(first_message(before) == first_message(panel.scene()));
}

TEST_CASE("what became of a message stands below it") {
    struct Stated {
        MessageStatus status;
        std::string_view text;
    };
    constexpr Stated stated[] = {{MessageStatus::Queued, "Waiting to be sent"},
                                 {MessageStatus::Sending, "Sending…"},
                                 {MessageStatus::NotConfirmed, "Not confirmed yet"},
                                 {MessageStatus::CouldNotSend, "Could not send"},
                                 {MessageStatus::AsksToSend, "Not sent for a while"}};
    for (const Stated& state : stated) {
        Panel panel;
        panel.chat.messages = {question("Who won?")};
        panel.chat.messages[0].status = state.status;
        CAPTURE(state.text);
        CHECK(panel.words_of_part("transcript").find(state.text) != std::string::npos);
    }
}

TEST_CASE("a message that could not be sent can be edited or discarded") {
    Panel panel;
    panel.chat.messages = {question("Who won?", "key-1")};
    panel.chat.messages[0].status = MessageStatus::CouldNotSend;
    panel.chat.messages[0].problem = {ProblemKind::TooLong, {}};
    const NodeRef scene = panel.scene();
    CHECK(panel.button(scene, "Edit")->action == Action{verb_edit, "key-1"});
    CHECK(panel.button(scene, "Discard")->action == Action{verb_discard, "key-1"});
    CHECK(panel.button(scene, "Send now") == nullptr);
    CHECK(words_of(*scene).find("Could not send: This message is too long.") != std::string::npos);
}

TEST_CASE("a message that has waited long asks before it is sent") {
    Panel panel;
    panel.chat.messages = {question("Who won?", "key-1")};
    panel.chat.messages[0].status = MessageStatus::AsksToSend;
    CHECK(panel.button(panel.scene(), "Send now")->action == Action{verb_send_anyway, "key-1"});
}

TEST_CASE("an answer on its way shows that, and can be stopped") {
    Panel panel;
    panel.chat.messages = {question("Who won?")};
    panel.chat.answering = true;
    NodeRef scene = panel.scene();
    CHECK(panel.button(scene, "Stop")->action.verb == verb_stop);
    const auto dots = [](const NodeRef& s) {
        for (const Node* node : all_of(*s, Tag::Group))
            if (attribute_of(*node, AttributeName::Label) == "Heidi is writing…") return true;
        return false;
    };
    CHECK(dots(scene));
    panel.chat.messages.push_back(answer("Nor"));
    panel.chat.messages[1].status = MessageStatus::Streaming;
    scene = panel.scene();
    CHECK_FALSE(dots(scene));
    CHECK(panel.button(scene, "Stop") != nullptr);
    CHECK(attribute_of(*all_of(*scene, Tag::Article)[1], AttributeName::Busy) == "true");
}

TEST_CASE("an answer's sources are links, the last one's suggestions are buttons") {
    Panel panel;
    panel.chat.messages = {question("Who won?"), answer("Norway."), question("And?", "c2"), answer("Italy.", "a2")};
    panel.chat.messages[1].suggestions = {"Older"};
    panel.chat.messages[3].suggestions = {"Where next?"};
    panel.chat.messages[3].sources = {{"The report", "https://news.example/report", {}}};
    const NodeRef scene = panel.scene();
    CHECK(panel.button(scene, "Where next?")->action == Action{verb_ask, "Where next?"});
    CHECK(panel.button(scene, "Older") == nullptr);
    CHECK(words_of(*scene).find("The report") != std::string::npos);
}

TEST_CASE("a calm connection shows no strip") {
    Panel panel;
    CHECK(panel.words_of_part("strip") == "");
    CHECK(find_part(*panel.scene(), "strip")->height == 0);
}

TEST_CASE("the strip says what is wrong and offers what helps") {
    Panel panel;
    panel.strip.kind = StripKind::RejoinFailed;
    panel.strip.reconnect_class = "components-reconnect-retrying";
    panel.strip.seconds = 3;
    panel.strip.buttons = {{StripButton::TryNow}};
    const NodeRef scene = panel.scene();
    const Node* strip = find_part(*scene, "strip");
    CHECK(words_of(*strip).find("Rejoin failed... trying again in 3 seconds.") == 0);
    const Node* button = find_named(*strip, Tag::Button, "Try now to rejoin");
    REQUIRE(button);
    CHECK(button->action == Action{verb_strip, std::to_string(static_cast<int>(StripButton::TryNow))});
    CHECK(attribute_of(*strip, AttributeName::Class) == "components-reconnect-retrying");
}

TEST_CASE("a busy button of the strip says so and stays") {
    Panel panel;
    panel.strip.kind = StripKind::GaveUp;
    panel.strip.buttons = {{StripButton::Retry, true}, {StripButton::Reload}};
    const NodeRef scene = panel.scene();
    CHECK(attribute_of(*panel.button(scene, "Trying…"), AttributeName::Disabled) == "true");
    CHECK(attribute_of(*panel.button(scene, "Reload"), AttributeName::Disabled) == "");
}

TEST_CASE("the strip takes its room from the transcript, not from the composer") {
    Panel panel;
    const float before = find_part(*panel.scene(), "transcript")->height;
    const float composer = find_part(*panel.scene(), "composer")->height;
    panel.strip.kind = StripKind::Rejoining;
    CHECK(find_part(*panel.scene(), "transcript")->height < before);
    CHECK(find_part(*panel.scene(), "composer")->height == composer);
}

TEST_CASE("live regions are always there, and one of them speaks") {
    Panel panel;
    const auto spoken = [&](std::string_view role) {
        const NodeRef scene = panel.scene();
        for (const Node* node : all_of(*scene, Tag::Group))
            if (attribute_of(*node, AttributeName::Role) == role) return "(" + node->text + ")";
        return std::string("none");
    };
    CHECK(spoken("status") == "()");
    CHECK(spoken("alert") == "()");
    panel.strip.kind = StripKind::GaveUp;
    panel.strip.is_news = true;
    panel.strip.politeness = Politeness::Assertive;
    CHECK(spoken("status") == "()");
    CHECK(spoken("alert") == "(Failed to rejoin. Please retry or reload the page.)");
}

TEST_CASE("the composer grows with its text") {
    Panel panel;
    const float before = find_part(*panel.scene(), "composer")->height;
    panel.composer_text_height = 69;
    CHECK(find_part(*panel.scene(), "composer")->height == before + 69 - composer_line_height(1));
    const NodeRef scene = panel.scene();
    CHECK(attribute_of(*find_tag(*scene, Tag::TextField), AttributeName::Label) == "Your message");
}

TEST_CASE("a long conversation scrolls in the transcript, the panel keeps its height") {
    Panel panel;
    for (int i = 0; i < 40; ++i) {
        panel.chat.messages.push_back(question("Question " + std::to_string(i), "c" + std::to_string(i)));
        panel.chat.messages.push_back(answer("An answer.", "a" + std::to_string(i)));
    }
    const NodeRef scene = panel.scene();
    const Node* transcript = find_part(*scene, "transcript");
    CHECK(scene->height == 600);
    CHECK(transcript->scrolls);
    CHECK(transcript->content_height > transcript->height);
}

TEST_CASE("any size of panel holds all of it") {
    for (const float width : {260.0f, 320.0f, 900.0f})
        for (const float height : {300.0f, 500.0f, 1200.0f}) {
            Panel panel;
            panel.width = width;
            panel.height = height;
            panel.chat.messages = {question("Who won? " + std::string(200, 'x')), answer("| a | b |\n|-|-|\n|c|d|")};
            CAPTURE(width);
            CAPTURE(height);
            panel.scene();
        }
}

TEST_CASE("an answer that has ended can be rated, one of an earlier session cannot") {
    Panel panel;
    Message liked = answer("Norway did.");
    liked.feedback = Feedback::Up;
    panel.chat.messages = {liked};
    NodeRef scene = panel.scene();
    const Node* up = panel.button(scene, "Good answer");
    REQUIRE(up);
    CHECK(up->action == Action{verb_rate_up, "a1"});
    CHECK(attribute_of(*up, AttributeName::Pressed) == "true");
    CHECK(attribute_of(*panel.button(scene, "Bad answer"), AttributeName::Pressed) == "false");
    panel.chat.messages = {answer("Norway did.", "s1 0 a1")};
    CHECK(panel.button(panel.scene(), "Good answer") == nullptr);
    Message begun = answer("Nor");
    begun.status = MessageStatus::Streaming;
    panel.chat.messages = {begun};
    CHECK(panel.button(panel.scene(), "Good answer") == nullptr);
}

TEST_CASE("a new conversation is offered when there is an old one, and asks before it removes that") {
    Panel panel;
    CHECK(panel.button(panel.scene(), "New conversation") == nullptr);
    panel.chat.messages = {question("Who won?")};
    NodeRef scene = panel.scene();
    REQUIRE(panel.button(scene, "New conversation"));
    CHECK(panel.button(scene, "New conversation")->action.verb == verb_start_over);
    CHECK(panel.button(scene, "Start new") == nullptr);
    panel.asks_to_start_over = true;
    scene = panel.scene();
    CHECK(attribute_of(*panel.button(scene, "New conversation"), AttributeName::Expanded) == "true");
    CHECK(panel.button(scene, "Start new")->action.verb == verb_start_over_now);
    CHECK(panel.button(scene, "Keep this one")->action.verb == verb_keep);
}

TEST_CASE("who is behind is offered the end of the transcript") {
    Panel panel;
    panel.chat.messages = {question("Who won?")};
    CHECK(panel.button(panel.scene(), "New messages ↓") == nullptr);
    panel.behind = true;
    CHECK(panel.button(panel.scene(), "New messages ↓")->action.verb == verb_to_end);
}

TEST_CASE("code in an answer can be copied") {
    Panel panel;
    panel.press.copyable_code = true;
    panel.chat.messages = {answer("```js\nopen();\n```")};
    const NodeRef scene = panel.scene();
    REQUIRE(panel.button(scene, "Copy code"));
    CHECK(panel.button(scene, "Copy code")->action.verb == verb_copy_code);
    CHECK(panel.words_of_part("transcript").find("js\nCopy\nopen();") != std::string::npos);
}

TEST_CASE("an answer that could not be finished can be asked for again") {
    Panel panel;
    Message cut = answer("Nor");
    cut.status = MessageStatus::Failed;
    cut.retryable = true;
    panel.chat.messages = {question("Who won?"), cut};
    CHECK(panel.button(panel.scene(), "Retry")->action == Action{verb_ask_again, "a1"});
}

TEST_CASE("a source leads to its paragraph") {
    Panel panel;
    Message sourced = answer("Norway did.");
    sourced.sources = {{"The race", "https://news.example/race", 7},
                       {"The jury", "https://news.example/jury#names", 2}};
    panel.chat.messages = {sourced};
    const NodeRef scene = panel.scene();
    CHECK(link_address_of(*scene, "The race") == "https://news.example/race#heidi-paragraph-7");
    CHECK(link_address_of(*scene, "The jury") == "https://news.example/jury#names");
}

TEST_CASE("a message with a revision is laid out again only when that changes") {
    Panel panel;
    Message one = answer("Norway did.");
    one.revision.number = 1;
    panel.chat.messages = {one};
    panel.scene();
    panel.scene();
    CHECK(panel.view.laid_messages() == 1);
    panel.chat.messages[0].text = "Norway did, narrowly.";
    panel.chat.messages[0].revision.number = 2;
    CHECK(panel.words_of_part("transcript").find("narrowly") != std::string::npos);
    CHECK(panel.view.laid_messages() == 2);
}

TEST_CASE("what is announced stands in a live region of its own") {
    Panel panel;
    panel.announcement = "Heidi: Norway did.";
    const NodeRef scene = panel.scene();
    int regions = 0;
    for (const Child& child : scene->children)
        if (child.node->key == "answer") {
            ++regions;
            CHECK(child.node->text == "Heidi: Norway did.");
            CHECK(attribute_of(*child.node, AttributeName::Role) == "status");
        }
    CHECK(regions == 1);
}
