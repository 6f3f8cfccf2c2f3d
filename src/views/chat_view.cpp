#include "views/chat_view.h"

#include <algorithm>
#include <cmath>

#include "base/decimal.h"
#include "views/flow.h"
#include "views/message_view.h"
#include "views/paragraph.h"
#include "views/parts.h"
#include "views/strip_words.h"
#include "views/verbs.h"

namespace heidi {
namespace {

constexpr float side = 16;           // the panel's inner margin
constexpr float header_height = 54;  // at least
constexpr float topic_height = 42;

void place(Node& panel, Node&& node, float x, float y) {
    node.placement = Placement::Absolute;
    panel.add(x, y, std::move(node));
}

Node start_over_button(const ChatPanel& panel, float width, const ChatStyles& styles, const Setting& setting) {
    ButtonLook look{.style = styles.small, .look = {.stroke = Ink::Line, .stroke_width = 1, .radius = 8}};
    const std::string_view label = setting.words[Text::new_conversation];
    Node button = button_node(label, {verb_start_over, ""}, look, setting);
    if (button.width > width) {
        look.padding_x = 8;
        look.padding_y = 4;
        look.max_width = std::max(80.0f, width);
        button = button_node(label, {verb_start_over, ""}, look, setting);
    }
    button.key = "start-over";
    button.set(AttributeName::Expanded, panel.asks_to_start_over ? "true" : "false");
    return button;
}

Node header_node(const ChatPanel& panel, const ChatStyles& styles, const Setting& setting) {
    std::vector<Node> parts;  // as they are seen, from the left
    parts.push_back(
        label_node(setting.words[Text::chat_title], {.tag = Tag::Heading2, .style = styles.title}, setting));
    const float title_end = side + parts[0].width;
    float x = panel.width - side;
    const ButtonLook look{
        .style = styles.button, .ink = Ink::Muted, .look = {.radius = 8}, .padding_x = 11, .padding_y = 8};
    Node close = button_node("✕", {verb_close_chat, ""}, look, setting, setting.words[Text::close]);
    // It is the same button when another one comes beside it: a press that is under way is not lost.
    close.key = "close";
    if (panel.closable) x = panel.width - side / 2 - close.width - 4;
    if (!panel.chat.messages.empty()) parts.push_back(start_over_button(panel, x - title_end - 12, styles, setting));
    if (panel.closable) parts.push_back(std::move(close));
    Node node;
    node.width = panel.width;
    node.height = header_height;
    for (const Node& part : parts) node.height = std::max(node.height, part.height + 12);
    const auto place_at = [&](Node& part, float left) {
        const float y = std::floor((node.height - part.height) / 2);
        place(node, std::move(part), left, y);
    };
    place_at(parts[0], side);
    const bool has_button = !panel.chat.messages.empty();
    if (has_button) place_at(parts[1], x - parts[1].width);
    if (panel.closable) place_at(parts.back(), x + 4);
    return node;
}

// Between header and transcript, right behind the button that asked for it.
Node start_over_node(const ChatPanel& panel, const ChatStyles& styles, const Setting& setting) {
    const float width = panel.width - 2 * side;
    Column column;
    column.skip(10);
    column.add(text_node(setting.words[Text::remove_question], {.style = styles.interface, .width = width}, setting), 0,
               side);
    WrappingRow row(width, 8, 8);
    const ButtonLook look{.style = styles.small, .padding_x = 12, .padding_y = 5};
    row.add(button_node(setting.words[Text::remove_it], {verb_start_over_now, ""}, look, setting));
    row.add(button_node(setting.words[Text::keep_it], {verb_keep, ""}, look, setting));
    add_row(column, std::move(row), 8, side);
    column.skip(10);
    Node node;
    node.key = "start-over";
    node.look = {.fill = Ink::Mark};
    node.set(AttributeName::Role, "group");
    node.set(AttributeName::Label, setting.words[Text::remove_question]);
    node.width = panel.width;
    node.height = column.height();
    node.children = column.take();
    return node;
}

// Floats above the end of the transcript.
void add_to_end(Node& root, const ChatPanel& panel, float bottom, const ChatStyles& styles, const Setting& setting) {
    if (!panel.behind) return;
    const ButtonLook look{.style = styles.button,
                          .ink = Ink::OnAccent,
                          .look = {.fill = Ink::Accent, .radius = 17},
                          .padding_x = 14,
                          .padding_y = 7};
    Node button = button_node(std::string(setting.words[Text::new_messages]) + " ↓", {verb_to_end, ""}, look, setting);
    button.key = "to-end";
    const float x = std::floor((panel.width - button.width) / 2), y = bottom - button.height - 10;
    place(root, std::move(button), x, y);
}

// Those that we offer by ourselves have names in the reader's language; their values are what the server gets.
std::string_view topic_label(const std::string& topic, const Words& words) {
    constexpr std::pair<std::string_view, Text> ours[] = {{"Account", Text::topic_account},
                                                          {"Meeting", Text::topic_meeting},
                                                          {"Balance", Text::topic_balance},
                                                          {"Other", Text::topic_other}};
    for (const auto& [value, label] : ours)
        if (topic == value) return words[label];
    return topic;
}

Node topic_node(const ChatPanel& panel, const ChatStyles& styles, const Setting& setting) {
    Node label =
        label_node(setting.words[Text::topic], {.tag = Tag::Span, .style = styles.small, .ink = Ink::Muted}, setting);
    std::vector<SelectOption> topics;
    for (const std::string& topic : panel.topics) topics.push_back({topic, topic_label(topic, setting.words)});
    const float select_width = std::min(200.0f, panel.width - 2 * side - label.width - 10);
    Node select = select_node(setting.words[Text::topic], topics, panel.topic, {verb_choose_topic, ""}, styles.small,
                              select_width, setting);
    Node node;
    node.width = panel.width;
    node.height = topic_height;
    node.look = {.rule = Ink::Line};
    const float label_width = label.width;
    place(node, std::move(label), side, 3 + std::floor((30 - styles.small.line_height) / 2));
    place(node, std::move(select), side + label_width + 10, 3);
    return node;
}

Node empty_state_node(const ChatPanel& panel, float width, float height, const ChatStyles& styles,
                      const Setting& setting) {
    Column column;
    const ParagraphOptions title{.style = styles.empty_title, .width = width, .align = TextAlign::Center};
    const ParagraphOptions text{
        .style = styles.empty_text, .ink = Ink::Muted, .width = width, .align = TextAlign::Center};
    column.add(text_node(setting.words[Text::empty_title], title, setting), 0);
    column.add(text_node(panel.greeting.empty() ? setting.words[Text::empty_text] : std::string_view(panel.greeting),
                         text, setting),
               10);
    if (!panel.suggestions.empty()) column.add(suggestions_view(panel.suggestions, width, styles, setting), 20);
    const float above = std::max(0.0f, std::floor((height - column.height()) * 0.42f));
    Node node;
    node.key = "empty";
    node.width = width;
    node.height = above + column.height();
    column.move_to(node, 0, above);
    return node;
}

bool is_alarming(StripKind kind) { return kind == StripKind::GaveUp || kind == StripKind::ResumeFailed; }

Node strip_node(const ChatPanel& panel, const ChatStyles& styles, const Setting& setting) {
    const Strip& strip = panel.strip;
    Node node;
    node.key = "strip";
    node.width = panel.width;
    node.set(AttributeName::Part, "strip");
    node.set(AttributeName::Class, strip.reconnect_class);
    if (!strip.visible()) return node;
    const Ink ink = is_alarming(strip.kind) ? Ink::Danger : Ink::Text;
    node.look = {.fill = is_alarming(strip.kind) ? Ink::DangerPaper : Ink::Mark};
    const float width = panel.width - 2 * side;
    Column column;
    column.skip(10);
    const StripWords said = strip_words(strip, setting.words);
    Node text = text_node(said.text, {.style = styles.interface, .ink = ink, .width = width}, setting);
    text.key = "text";
    column.add(std::move(text), 0, side);
    if (!said.detail.empty()) {
        Node detail = text_node(said.detail, {.style = styles.small, .ink = Ink::Muted, .width = width}, setting);
        detail.key = "detail";
        column.add(std::move(detail), 2, side);
    }
    WrappingRow row(width, 8, 8);
    for (const StripAction& action : strip.buttons) {
        const ButtonLook look{.style = styles.small, .padding_x = 12, .padding_y = 5};
        const ButtonWords called = button_words(action, setting.words);
        const std::string number = decimal(static_cast<int>(action.button));
        Node button = button_node(called.label, {verb_strip, number}, look, setting, called.name);
        button.key = number;
        if (action.busy) button.set(AttributeName::Disabled, "true");
        row.add(std::move(button));
    }
    if (!strip.buttons.empty()) add_row(column, std::move(row), 8, side);
    column.skip(10);
    node.height = column.height();
    node.children = column.take();
    return node;
}

// Always there, so that a change of their text is news to a screen reader.
Node live_region(std::string_view key, std::string_view role, std::string_view text) {
    Node node;
    node.key = std::string(key);
    node.set(AttributeName::Role, role);
    node.set(AttributeName::Class, "spoken");
    if (!text.empty()) node.set_text(text);
    return node;
}

std::string spoken_as(Politeness politeness, const Strip& strip, const Words& words) {
    return strip.politeness == politeness ? strip_words(strip, words).spoken : std::string();
}

// What the question will be about, and how to take it back. Returns its height.
float add_quote(Node& box, const ChatPanel& panel, const ChatStyles& styles, const Setting& setting) {
    if (panel.quote.empty()) return 0;
    const ButtonLook look{
        .style = styles.small, .ink = Ink::Muted, .look = {.radius = 8}, .padding_x = 8, .padding_y = 5};
    Node forget = button_node("✕", {verb_forget_quote, ""}, look, setting, setting.words[Text::forget_quote]);
    const float x = box.width - forget.width - 6;
    Node passage = passage_node(panel.quote, x - 14 - 8, styles.small, Ink::Muted, Ink::Accent, setting);
    const float height = passage.height + 12;
    place(box, std::move(passage), 14, 12);
    place(box, std::move(forget), x, 8);
    return height;
}

Node composer_node(const ChatPanel& panel, const ChatStyles& styles, const Setting& setting) {
    const TextStyle& text = setting.type.body;
    TextStyle field_style = text;
    field_style.size = std::max(text.size, 16.0f);  // 16px, not smaller: iOS Safari zooms the page into a smaller field
    const ButtonLook look{.style = styles.button,
                          .ink = Ink::OnAccent,
                          .look = {.fill = Ink::Accent, .radius = 10},
                          .padding_x = 16,
                          .padding_y = 8};
    Node send = button_node(setting.words[Text::send], {verb_send, ""}, look, setting);
    Node box;
    box.set(AttributeName::Class, "box");
    box.look = {.fill = Ink::Paper, .stroke = Ink::Line, .stroke_width = 1, .radius = 14};
    box.width = panel.width - 2 * side;
    const float field_width = box.width - send.width - 14 - 18;
    const std::string_view placeholder = setting.words[Text::message_placeholder];
    // As high as its placeholder: in a narrow panel that may need two lines.
    const Node hint = text_node(placeholder, {.style = field_style, .width = field_width}, setting);
    const float hint_height = std::round(hint.height / field_style.line_height) * text.line_height;
    const float field_height =
        std::max({panel.composer_text_height, hint_height, composer_line_height(panel.text_scale)});
    const float quote_height = add_quote(box, panel, styles, setting);
    box.height = quote_height + field_height + 24;
    Node field;
    field.tag = Tag::TextField;
    field.key = "field";
    field.font = setting.styles.font(field_style);
    field.line_height = text.line_height;
    field.width = field_width;
    field.height = field_height;
    field.set(AttributeName::Label, setting.words[Text::message_label]);
    field.set(AttributeName::Placeholder, placeholder);
    field.set(AttributeName::Rows, "1");
    field.set(AttributeName::EnterKeyHint, "send");
    const float send_x = box.width - send.width - 6, send_y = box.height - send.height - 6;
    Node node;
    node.key = "composer";
    node.set(AttributeName::Part, "composer");
    node.set(AttributeName::Role, "group");
    node.set(AttributeName::Label, setting.words[Text::message_label]);
    node.width = panel.width;
    node.height = box.height + 26;
    place(box, std::move(field), 14, quote_height + 12);
    place(box, std::move(send), send_x, send_y);
    place(node, std::move(box), side, 10);
    return node;
}

}  // namespace

float composer_line_height(float text_scale) { return chat_typography(text_scale).body.line_height; }

bool ChatView::wants_names() const {
    return std::any_of(kept_.begin(), kept_.end(), [](const Kept& kept) { return kept.answer->wants_names(); });
}

NodeRef ChatView::message_node(std::size_t index, const ChatPanel& panel, float width, const Setting& setting) {
    const Message& message = panel.chat.messages[index];
    const bool last = index + 1 == panel.chat.messages.size();
    if (index >= kept_.size()) kept_.resize(index + 1);
    Kept& kept = kept_[index];
    const bool numbered = message.revision.number != 0;
    const bool same = numbered ? kept.revision.number == message.revision.number : kept.message == message;
    std::string key = message_key(message);
    const bool outdated = kept.answer && kept.answer->is_outdated();
    if (kept.node && same && kept.key == key && kept.last == last && kept.width == width && !outdated) return kept.node;
    // What is laid out of an answer is of use only to the same answer.
    if (kept.key != key) kept.answer = std::make_unique<AnswerView>(setting.names);
    ++laid_messages_;
    kept.key = std::move(key);
    kept.revision = message.revision;
    kept.message = numbered ? Message{} : message;
    kept.last = last;
    kept.width = width;
    kept.node = finished(message_view(message, last, width, *kept.answer, chat_styles(panel.text_scale), setting));
    return kept.node;
}

Node ChatView::transcript_node(const ChatPanel& panel, float height, const Setting& setting) {
    const ChatStyles styles = chat_styles(panel.text_scale);
    const float width = panel.width - 2 * side;
    const std::vector<Message>& messages = panel.chat.messages;
    Column column;
    column.skip(12);
    kept_.resize(std::min(kept_.size(), messages.size()));
    for (std::size_t i = 0; i < messages.size(); ++i) column.add(message_node(i, panel, width, setting), 16, side);
    if (messages.empty()) column.add(empty_state_node(panel, width, height - 24, styles, setting), 0, side);
    if (panel.chat.answering) {
        const bool words = !messages.empty() && messages.back().role == Role::Heidi && !messages.back().text.empty();
        column.add(typing_view(!words, width, styles, setting), 12, side);
    }
    column.skip(16);
    Node node;
    node.key = "transcript";
    node.set(AttributeName::Part, "transcript");
    node.set(AttributeName::Role, "log");
    node.set(AttributeName::Label, setting.words[Text::conversation]);
    node.set(AttributeName::Live, "off");
    node.set(AttributeName::TabIndex, "0");
    node.scrolls = true;
    node.width = panel.width;
    node.height = height;
    node.content_width = panel.width;
    node.content_height = std::max(height, column.height());
    node.children = column.take();
    return node;
}

NodeRef ChatView::scene(const ChatPanel& panel, const Setting& setting) {
    const ChatStyles styles = chat_styles(panel.text_scale);
    Node strip = strip_node(panel, styles, setting);
    Node composer = composer_node(panel, styles, setting);
    Node header = header_node(panel, styles, setting);
    const float header_end = header.height;
    Node question;
    if (panel.asks_to_start_over) question = start_over_node(panel, styles, setting);
    const float topic_top = header_end + question.height;
    const float top = topic_top + topic_height;
    const float transcript_height = std::max(40.0f, panel.height - top - strip.height - composer.height);
    Node root;
    root.look = {.fill = Ink::Paper};
    root.width = panel.width;
    root.height = panel.height;
    place(root, std::move(header), 0, 0);
    if (panel.asks_to_start_over) place(root, std::move(question), 0, header_end);
    place(root, topic_node(panel, styles, setting), 0, topic_top);
    place(root, transcript_node(panel, transcript_height, setting), 0, top);
    add_to_end(root, panel, top + transcript_height, styles, setting);
    const float strip_height = strip.height;
    place(root, std::move(strip), 0, top + transcript_height);
    place(root, live_region("status", "status", spoken_as(Politeness::Polite, panel.strip, setting.words)), 0, 0);
    place(root, live_region("alert", "alert", spoken_as(Politeness::Assertive, panel.strip, setting.words)), 0, 0);
    place(root, live_region("answer", "status", panel.announcement), 0, 0);
    place(root, std::move(composer), 0, top + transcript_height + strip_height);
    return finished(std::move(root));
}

}  // namespace heidi
