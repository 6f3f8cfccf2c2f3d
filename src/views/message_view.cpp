#include "views/message_view.h"

#include <algorithm>
#include <cmath>

#include "views/flow.h"
#include "views/paragraph.h"
#include "views/parts.h"
#include "views/texts.h"
#include "views/verbs.h"

namespace heidi {
namespace {

constexpr float bubble_padding_x = 14;
constexpr float bubble_padding_y = 10;

std::string_view state_text(const Message& message) {
    switch (message.status) {
        case MessageStatus::Queued: return texts::queued;
        case MessageStatus::Sending: return texts::sending;
        case MessageStatus::NotConfirmed: return texts::not_confirmed;
        case MessageStatus::CouldNotSend: return texts::could_not_send;
        case MessageStatus::AsksToSend: return texts::asks_to_send;
        case MessageStatus::Interrupted: return texts::interrupted;
        default: return {};
    }
}

Node bubble(Column content, float content_width, Look look) {
    Node node;
    node.look = look;
    node.width = content_width + 2 * bubble_padding_x;
    node.height = content.height() + 2 * bubble_padding_y;
    for (Child& child : content.take())
        node.children.push_back({child.x + bubble_padding_x, child.y + bubble_padding_y, std::move(child.node)});
    return node;
}

// The reader's own words are shown as typed. The bubble is as wide as its longest line.
Node reader_bubble(const Message& message, float width, const Setting& setting) {
    const float most = std::floor(width * 0.84f) - 2 * bubble_padding_x;
    ParagraphOptions options{.style = setting.type.body, .ink = Ink::OnAccent, .width = most};
    Node text = text_node(message.text, options, setting);
    float widest = 0;
    for (const PaintedRun& run : text.runs) widest = std::max(widest, run.x + run.width);
    if (const float snug = std::ceil(widest) + 1; snug < most && !text.runs.empty() && !text.runs.front().right_to_left)
        text.width = snug;
    const float content_width = text.width;
    Column column;
    column.add(std::move(text), 0);
    return bubble(std::move(column), content_width, {.fill = Ink::Accent, .radius = 16});
}

Node heidi_bubble(const Message& message, float width, AnswerView& answer, const Setting& setting) {
    const float content_width = width - 2 * bubble_padding_x;
    const bool finished = message.status != MessageStatus::Streaming;
    Column column = answer.column(message.text, finished, content_width, setting);
    return bubble(std::move(column), content_width, {.fill = Ink::Raised, .radius = 16});
}

Node sources_node(const Message& message, float width, const ChatStyles& styles, const Setting& setting) {
    const ParagraphOptions options{.style = styles.small, .ink = Ink::Muted, .width = width};
    Column column;
    for (const Source& source : message.sources) {
        const Inline link{.kind = InlineKind::Link, .url = source.url, .children = {{.text = source.title}}};
        ParagraphOptions item = options;
        item.tag = Tag::Item;
        Node node = paragraph_node({link}, item, setting);
        node.attributes.push_back({AttributeName::Class, "plain"});
        column.add(std::move(node), 4);
    }
    Node list;
    list.tag = Tag::List;
    list.attributes = {{AttributeName::Role, "list"}, {AttributeName::Label, std::string(texts::sources)}};
    list.width = width;
    list.height = column.height();
    list.children = column.take();
    return list;
}

// What became of a message that did not simply arrive, and what can be done about it.
void add_state(Column& column, const Message& message, float width, const ChatStyles& styles, const Setting& setting) {
    std::string text(state_text(message));
    const bool failed = message.status == MessageStatus::CouldNotSend || message.status == MessageStatus::Failed;
    if (!message.problem.empty()) text += (text.empty() ? "" : ": ") + message.problem;
    if (text.empty()) return;
    ParagraphOptions options{.style = styles.small, .ink = failed ? Ink::Danger : Ink::Muted, .width = width};
    if (message.role == Role::Reader) options.align = TextAlign::End;
    column.add(text_node(text, options, setting), 4);
    const bool asks = message.status == MessageStatus::AsksToSend;
    if (message.status != MessageStatus::CouldNotSend && !asks) return;
    const ButtonLook look{.style = styles.small, .padding_x = 10, .padding_y = 4};
    const float y = column.height() + 6;
    float x = width;
    const auto add_button = [&](std::string_view label, Verb verb) {
        Node button = button_node(label, {verb, message.client_id}, look, setting);
        x -= button.width;
        column.place(std::move(button), x, y);
        x -= 8;
    };
    add_button(texts::discard, verb_discard);
    add_button(texts::edit, verb_edit);
    if (asks) add_button(texts::send_now, verb_send_anyway);
    column.skip(6 + styles.small.line_height + 8);
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
    node.attributes = {{AttributeName::Role, "group"}, {AttributeName::Label, std::string(texts::suggestions)}};
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
        Node words = reader_bubble(message, width, setting);
        const float x = width - words.width;
        column.add(std::move(words), 0, x);
    } else if (!message.text.empty()) {
        column.add(heidi_bubble(message, width, answer, setting), 0);
    }
    add_state(column, message, width, styles, setting);
    if (!message.sources.empty()) column.add(sources_node(message, width - 8, styles, setting), 8, 8);
    if (last && !message.suggestions.empty())
        column.add(suggestions_view(message.suggestions, width, styles, setting), 12);
    Node node;
    node.tag = Tag::Article;
    node.key = message_key(message);
    node.attributes = {part("message"),
                       {AttributeName::Label, std::string(reader ? texts::you_said : texts::heidi_said)}};
    if (message.status == MessageStatus::Streaming) node.attributes.push_back({AttributeName::Busy, "true"});
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
    Node stop = button_node(texts::stop, {verb_stop, ""}, look, setting);
    node.height = std::max(stop.height, 34.0f);
    if (with_dots) {
        Node dots;
        dots.look = {.fill = Ink::Raised, .radius = 16};
        dots.placement = Placement::Absolute;
        dots.width = 64;
        dots.height = 34;
        dots.attributes = {{AttributeName::Class, "typing"},
                           {AttributeName::Role, "img"},
                           {AttributeName::Label, std::string(texts::typing)}};
        node.children.push_back({0, 0, finished(std::move(dots))});
    }
    const float x = with_dots ? 76.0f : 0.0f;
    node.children.push_back({x, std::floor((node.height - stop.height) / 2), finished(std::move(stop))});
    return node;
}

}  // namespace heidi
