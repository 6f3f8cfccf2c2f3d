#include "views/message_view.h"

#include <algorithm>
#include <cmath>

#include "base/decimal.h"
#include "views/flow.h"
#include "views/paragraph.h"
#include "views/parts.h"
#include "views/strip_words.h"
#include "views/verbs.h"

namespace heidi {
namespace {

constexpr float bubble_padding_x = 14;
constexpr float bubble_padding_y = 10;

std::string_view state_text(const Message& message, const Words& words) {
    switch (message.status) {
        case MessageStatus::Queued: return words[Text::queued];
        case MessageStatus::Sending: return words[Text::sending];
        case MessageStatus::NotConfirmed: return words[Text::not_confirmed];
        case MessageStatus::CouldNotSend: return words[Text::could_not_send];
        case MessageStatus::AsksToSend: return words[Text::asks_to_send];
        case MessageStatus::Interrupted: return words[Text::interrupted];
        default: return {};
    }
}

// Why says more than what, but for a message that is still the reader's to see to.
std::string state_words(const Message& message, const Words& words) {
    const std::string reason = problem_words(message.problem, words);
    if (reason.empty()) return std::string(state_text(message, words));
    if (message.status != MessageStatus::CouldNotSend) return reason;
    return words.filled(Text::could_not_send_because, {{"reason", reason}});
}

Node bubble(Column content, float content_width, Look look) {
    Node node;
    node.look = look;
    node.width = content_width + 2 * bubble_padding_x;
    node.height = content.height() + 2 * bubble_padding_y;
    content.move_to(node, bubble_padding_x, bubble_padding_y);
    return node;
}

// Lines that read from the right move with their edge.
void shrink_to_lines(Node& text) {
    float left = text.width, right = 0;
    for (const PaintedRun& run : text.runs) {
        left = std::min(left, run.x);
        right = std::max(right, run.x + run.width);
    }
    const bool from_the_right = reads_right_to_left(text.text);
    const float snug = std::ceil(from_the_right ? text.width - left : right) + 1;
    if (snug >= text.width || text.runs.empty()) return;
    if (from_the_right)
        for (PaintedRun& run : text.runs) run.x -= text.width - snug;
    text.width = snug;
}

// The reader's own words are shown as typed. The bubble is as wide as its longest line.
Node reader_bubble(const Message& message, float width, const ChatStyles& styles, const Setting& setting) {
    const float most = std::floor(width * 0.84f) - 2 * bubble_padding_x;
    ParagraphOptions options{.style = setting.type.body, .ink = Ink::OnAccent, .width = most};
    Node text = text_node(message.text, options, setting);
    shrink_to_lines(text);
    float content_width = text.width;
    Column column;
    if (!message.quote.empty()) {
        Node passage = passage_node(message.quote, most, styles.small, Ink::OnAccent, Ink::OnAccent, setting);
        content_width = std::max(content_width, passage.width);
        column.add(std::move(passage), 0);
    }
    column.add(std::move(text), 8);
    return bubble(std::move(column), content_width, {.fill = Ink::Accent, .radius = 16});
}

Node heidi_bubble(const Message& message, float width, AnswerView& answer, const Setting& setting) {
    const float content_width = width - 2 * bubble_padding_x;
    const bool finished = message.status != MessageStatus::Streaming;
    Setting own = setting;
    own.anchors = message_key(message) + "-";
    Column column = answer.column(message.text, finished, content_width, own);
    return bubble(std::move(column), content_width, {.fill = Ink::Raised, .radius = 16});
}

// The shell knows what this fragment means (shell/sources.ts).
std::string address_of(const Source& source) {
    if (!source.paragraph || source.url.find('#') != std::string::npos) return source.url;
    return source.url + "#heidi-paragraph-" + decimal(*source.paragraph);
}

Node sources_node(const Message& message, float width, const ChatStyles& styles, const Setting& setting) {
    const ParagraphOptions options{.style = styles.small, .ink = Ink::Muted, .width = width};
    Column column;
    for (const Source& source : message.sources) {
        const Inline link{.kind = InlineKind::Link, .url = address_of(source), .children = {{.text = source.title}}};
        ParagraphOptions item = options;
        item.tag = Tag::Item;
        Node node = paragraph_node({link}, item, setting);
        node.set(AttributeName::Class, "plain");
        column.add(std::move(node), 4);
    }
    Node list;
    list.tag = Tag::List;
    list.set(AttributeName::Role, "list");
    list.set(AttributeName::Label, setting.words[Text::sources]);
    list.width = width;
    list.height = column.height();
    list.children = column.take();
    return list;
}

void add_remedies(Column& column, const Message& message, float width, const ChatStyles& styles,
                  const Setting& setting) {
    const ButtonLook look{.style = styles.small, .padding_x = 10, .padding_y = 4};
    const bool of_reader = message.role == Role::Reader;
    WrappingRow row(width, 8, 8, of_reader ? RowEnd::Right : RowEnd::Left);
    const auto add_button = [&](Text label, Verb verb, const std::string& id) {
        row.add(button_node(setting.words[label], {verb, id}, look, setting));
    };
    const bool asks = message.status == MessageStatus::AsksToSend;
    if (of_reader && (asks || message.status == MessageStatus::CouldNotSend)) {
        if (asks) add_button(Text::send_now, verb_send_anyway, message.client_id);
        add_button(Text::edit, verb_edit, message.client_id);
        add_button(Text::discard, verb_discard, message.client_id);
    } else if (!of_reader && message.retryable) {
        add_button(Text::retry, verb_ask_again, message.id);
    } else {
        return;
    }
    add_row(column, std::move(row), 6);
}

// What became of a message that did not simply arrive, and what can be done about it.
void add_state(Column& column, const Message& message, float width, const ChatStyles& styles, const Setting& setting) {
    const std::string text = state_words(message, setting.words);
    const bool failed = message.status == MessageStatus::CouldNotSend || message.status == MessageStatus::Failed;
    if (!text.empty()) {
        ParagraphOptions options{.style = styles.small, .ink = failed ? Ink::Danger : Ink::Muted, .width = width};
        if (message.role == Role::Reader) options.align = TextAlign::End;
        column.add(text_node(text, options, setting), 4);
    }
    add_remedies(column, message, width, styles, setting);
}

Node rating_node(const Message& message, const ChatStyles& styles, const Setting& setting) {
    Node node;
    node.set(AttributeName::Role, "group");
    node.set(AttributeName::Label, setting.words[Text::rating]);
    const auto add_button = [&](std::string_view label, std::string_view name, Verb verb, Feedback value) {
        const bool pressed = message.feedback == value;
        const ButtonLook look{.style = styles.small,
                              .look = {.fill = pressed ? Ink::Mark : Ink::None, .radius = 8},
                              .padding_x = 7,
                              .padding_y = 5};
        Node button = button_node(label, {verb, message.id}, look, setting, name);
        button.set(AttributeName::Pressed, pressed ? "true" : "false");
        const float x = node.width;
        node.width += button.width + 2;
        node.height = button.height;
        node.add(x, 0, std::move(button));
    };
    add_button("👍", setting.words[Text::good_answer], verb_rate_up, Feedback::Up);
    add_button("👎", setting.words[Text::bad_answer], verb_rate_down, Feedback::Down);
    return node;
}

bool can_be_rated(const Message& message) {
    const bool ended = message.status == MessageStatus::Complete || message.status == MessageStatus::Interrupted;
    return message.role == Role::Heidi && ended && !is_history(message);
}

}  // namespace

Node suggestions_view(const std::vector<std::string>& suggestions, float width, const ChatStyles& styles,
                      const Setting& setting) {
    const ButtonLook look{.style = styles.small,
                          .ink = Ink::Accent,
                          .look = {.stroke = Ink::Accent, .stroke_width = 1, .radius = 16},
                          .padding_x = 12,
                          .padding_y = 6,
                          .max_width = width};
    WrappingRow row(width, 8, 8);
    for (const std::string& suggestion : suggestions)
        row.add(button_node(suggestion, {verb_ask, suggestion}, look, setting));
    Node node;
    node.set(AttributeName::Role, "group");
    node.set(AttributeName::Label, setting.words[Text::suggestions]);
    node.width = width;
    node.height = row.height();
    node.children = row.take();
    return node;
}

std::string message_key(const Message& message) {
    return message.client_id.empty() ? "m" + message.id : "c" + message.client_id;
}

Node message_view(const Message& message, bool last, float width, AnswerView& answer, const ChatStyles& styles,
                  const Setting& setting) {
    const bool reader = message.role == Role::Reader;
    Column column;
    if (reader) {
        Node words = reader_bubble(message, width, styles, setting);
        const float x = width - words.width;
        column.add(std::move(words), 0, x);
    } else if (!message.text.empty()) {
        column.add(heidi_bubble(message, width, answer, setting), 0);
    }
    add_state(column, message, width, styles, setting);
    if (!message.sources.empty()) column.add(sources_node(message, width - 8, styles, setting), 8, 8);
    if (can_be_rated(message)) column.add(rating_node(message, styles, setting), 6);
    if (last && !message.suggestions.empty())
        column.add(suggestions_view(message.suggestions, width, styles, setting), 12);
    Node node;
    node.tag = Tag::Article;
    node.key = message_key(message);
    node.set(AttributeName::Part, "message");
    node.set(AttributeName::Label, setting.words[reader ? Text::you_said : Text::heidi_said]);
    node.set(AttributeName::Class, "apart");
    if (message.status == MessageStatus::Streaming) node.set(AttributeName::Busy, "true");
    node.width = width;
    node.height = column.height();
    node.children = column.take();
    return node;
}

Node typing_view(bool with_dots, float width, const ChatStyles& styles, const Setting& setting) {
    const ButtonLook look{.style = styles.small, .padding_x = 12, .padding_y = 5};
    Node node;
    node.key = "typing";
    node.width = width;
    Node stop = button_node(setting.words[Text::stop], {verb_stop, ""}, look, setting);
    node.height = std::max(stop.height, 34.0f);
    if (with_dots) {
        Node dots;
        dots.look = {.fill = Ink::Raised, .radius = 16};
        dots.placement = Placement::Absolute;
        dots.width = 64;
        dots.height = 34;
        dots.set(AttributeName::Class, "typing");
        dots.set(AttributeName::Role, "img");
        dots.set(AttributeName::Label, setting.words[Text::typing]);
        node.add(0, 0, std::move(dots));
    }
    const float x = with_dots ? 76.0f : 0.0f;
    node.add(x, std::floor((node.height - stop.height) / 2), std::move(stop));
    return node;
}

}  // namespace heidi
