#include "app/chat_widget.h"

#include <algorithm>

#include "base/decimal.h"
#include "base/json_text.h"
#include "views/parts.h"
#include "views/strip_words.h"
#include "views/verbs.h"

namespace heidi {
namespace {

// Screen readers take a live region's text over when it changes.
constexpr Milliseconds announced_for{5'000};
// Code points: some ten minutes of listening. What is announced cannot be leafed through; all of it is in the transcript.
constexpr std::size_t most_announced = 10'000;

// What is streamed is shown ten times a second: faster nobody reads, and each frame costs the page the same.
constexpr Milliseconds between_words{100};

// A setting that is a list has an item a line.
std::vector<std::string> lines_of(const std::string& value) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < value.size();) {
        const std::size_t end = std::min(value.find('\n', at), value.size());
        if (end > at) lines.push_back(value.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string json_object(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
    std::string json = "{";
    for (const auto& [name, value] : members) {
        if (json.size() > 1) json += ',';
        append_json_string(json, name);
        json += ':';
        append_json_string(json, value);
    }
    return json + "}";
}

const Message* find_message(const Chat& chat, const std::string& id) {
    const auto found =
        std::find_if(chat.messages.begin(), chat.messages.end(), [&](const Message& m) { return m.id == id; });
    return found == chat.messages.end() ? nullptr : &*found;
}

// What a page that styles the framework's own dialog listens for: the class without its prefix.
std::string reconnect_detail(const Strip& strip) {
    constexpr std::string_view prefix = "components-reconnect-";
    std::string json = "{\"state\":";
    append_json_string(json, strip.reconnect_class.substr(prefix.size()));
    if (strip.seconds) {
        json += ",\"currentAttempt\":" + decimal(strip.attempt);
        json += ",\"secondsToNextAttempt\":" + decimal(*strip.seconds);
    }
    if (strip.kind == StripKind::Paused || strip.kind == StripKind::ResumeFailed)
        json += strip.remote ? ",\"remote\":true" : ",\"remote\":false";
    return json + "}";
}

}  // namespace

void ChatWidget::start() {
    conversation_.emplace(conversation_settings_);
    if (!visible_) tell(PageVisibility{false});
    if (!online_) tell(BrowserOnline{false});
    if (saved_) tell(Restore{*std::exchange(saved_, {})});
    scene_changed();
}

void ChatWidget::stop() {
    if (conversation_) tell(PageHides{});
    shared_.port.disarm_timer(id_);
}

void ChatWidget::on_setting(const std::string& name, const std::string& value) {
    if (name == "endpoint") {
        endpoint_ = value;
    } else if (name == "protocol") {
        conversation_settings_.protocol = protocol_from(value);
    } else if (name == "model") {
        conversation_settings_.model = value;
    } else if (name == "locale") {
        conversation_settings_.locale = value;
    } else if (name == "article") {
        conversation_settings_.article = value;
    } else if (name == "topics") {
        topics_ = lines_of(value);
    } else if (name == "topic") {
        topic_ = value;
    } else if (name == "greeting") {
        greeting_ = value;
    } else if (name == "suggestions") {
        suggestions_ = lines_of(value);
    } else if (name == "mode") {
        closable_ = value != "inline";
    } else {
        return;
    }
    // The choice is always one of the topics.
    if (std::find(topics_.begin(), topics_.end(), topic_) == topics_.end()) topics_.push_back(topic_);
    scene_changed();
}

void ChatWidget::on_event(const Event& event) {
    if (const auto* saved = std::get_if<SavedStateRead>(&event)) {
        if (!conversation_) return void(saved_ = saved->bytes);
        tell(Restore{saved->bytes});
        return tell_taken();
    }
    if (const auto* seen = std::get_if<PageSeen>(&event)) visible_ = seen->visible;
    if (const auto* online = std::get_if<PageOnline>(&event)) online_ = online->online;
    if (!conversation_) return;
    if (const auto* typed = std::get_if<Typed>(&event)) {
        if (composer_text_height_ != typed->text_height) scene_changed();
        composer_text_height_ = typed->text_height;
        return;
    }
    if (const auto* submitted = std::get_if<Submitted>(&event)) {
        submitted_ = submitted->text;
        send(submitted_);
        return tell_taken();
    }
    if (const auto* wish = std::get_if<Wished>(&event)) return on_wish(*wish);
    if (const auto* seen = std::get_if<PageSeen>(&event)) return tell(PageVisibility{seen->visible});
    if (const auto* online = std::get_if<PageOnline>(&event)) return tell(BrowserOnline{online->online});
    if (const auto* left = std::get_if<TranscriptLeft>(&event)) {
        behind_ = left->behind;
        return scene_changed();
    }
    if (std::holds_alternative<NamesArrived>(event)) return names_arrived();
    if (const auto* given = std::get_if<TokenArrived>(&event)) return tell(HostGivesToken{given->token});
    if (std::holds_alternative<TakenOver>(event)) return tell(OpenedElsewhere{});
    if (std::holds_alternative<PageLeft>(event)) return tell(PageHides{});
    if (std::holds_alternative<PageReturned>(event)) return tell(PageShows{});
    if (std::holds_alternative<TimerFired>(event)) {
        if (announcement_due_ && *announcement_due_ <= shared_.port.now()) announce({});
        return tell(TimerFires{});
    }
    if (const auto* head = std::get_if<ResponseHead>(&event))
        return tell(HttpHead{head->request, head->status, head->content_type, head->retry_after});
    if (const auto* bytes = std::get_if<ResponseBytes>(&event)) return tell(HttpBytes{bytes->request, bytes->bytes});
    if (const auto* end = std::get_if<ResponseEnded>(&event)) return tell(HttpEnd{end->request});
    if (const auto* failed = std::get_if<ResponseFailed>(&event)) return tell(HttpFailed{failed->request});
}

void ChatWidget::on_action(const Action& action, const std::string& value) {
    switch (action.verb) {
        case verb_close_chat: return emit("close-wanted");
        case verb_choose_topic: topic_ = value; return scene_changed();
        case verb_ask: return send(action.argument);
        case verb_send: return emit("submit-wanted");  // the text is the text field's
        case verb_stop: return tell(ReaderStops{});
        case verb_forget_quote: return on_wish({"quote", ""});
        case verb_strip: return tell(ReaderPresses{static_cast<StripButton>(std::atoi(action.argument.c_str()))});
        case verb_discard: return tell(ReaderDiscards{action.argument});
        case verb_edit: return tell(ReaderEdits{action.argument});
        case verb_ask_again: return tell(ReaderAsksAgain{action.argument, topic_, random_bytes()});
        case verb_rate_up: return tell(ReaderRates{action.argument, Feedback::Up, {}});
        case verb_rate_down: return tell(ReaderRates{action.argument, Feedback::Down, {}});
        case verb_start_over: return ask_to_start_over(!asks_to_start_over_);
        case verb_keep: return ask_to_start_over(false);
        case verb_start_over_now: ask_to_start_over(false); return tell(ReaderStartsOver{});
        case verb_send_anyway: return tell(ReaderSendsAnyway{action.argument});
        default: return;
    }
}

void ChatWidget::ask_to_start_over(bool asks) {
    asks_to_start_over_ = asks;
    announce(asks ? words_[Text::remove_question] : std::string_view{});
}

// The same words again are news as well: a region that does not change would say nothing.
void ChatWidget::announce(std::string_view words) {
    const bool again = !words.empty() && announcement_ == words;
    announcement_ = words;
    if (again) announcement_ += ' ';
    announcement_due_.reset();
    // Gone when it has been heard, so that nobody finds the same words twice on the page.
    if (!words.empty()) announcement_due_ = shared_.port.now() + announced_for;
    arm_timer();
    scene_changed();
}

// It is in the outbox and saved: from here on the field may let go of it.
void ChatWidget::tell_taken() {
    if (submitted_.empty() || conversation_->is_elsewhere()) return;
    emit("taken", json_object({{"text", not_taken_ ? std::string_view{} : submitted_}}));
    submitted_.clear();
}

std::array<std::uint8_t, 16> ChatWidget::random_bytes() {
    std::array<std::uint8_t, 16> bytes;
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(shared_.port.roll() * 256);
    return bytes;
}

void ChatWidget::send(const std::string& text) {
    announce({});
    not_taken_ = false;
    tell(ReaderSends{.text = text,
                     .topic = topic_,
                     .quote = quote_,
                     .randomness = random_bytes(),
                     .article = quote_source_.empty() ? conversation_settings_.article : quote_source_});
    if (not_taken_ || quote_.empty()) return;
    quote_.clear();
    quote_source_.clear();
    scene_changed();
}

void ChatWidget::tell(const Input& input) {
    if (!conversation_) return;
    const std::uint64_t before = conversation_->chat_revision();
    const Moment moment{shared_.port.now(), shared_.port.roll(), shared_.port.wall_clock()};
    for (const Order& order : conversation_->handle(input, moment))
        std::visit([this](const auto& o) { carry_out(o); }, order);
    if (conversation_->chat_revision() != before)
        scene_changed(std::holds_alternative<HttpBytes>(input) ? between_words : Milliseconds(0));
    strip_may_have_changed();
}

void ChatWidget::strip_may_have_changed() {
    Strip strip = conversation_->strip(shared_.port.now());
    strip_due_ = strip.changes_at;
    arm_timer();
    if (strip == strip_) return;
    const bool for_host = strip.reconnect_class != strip_.reconnect_class || strip.seconds != strip_.seconds;
    strip_ = std::move(strip);
    if (for_host) emit("reconnect-state", reconnect_detail(strip_));
    scene_changed();
}

// One timer a widget: the earliest of what the conversation, its strip and the live region wait for.
void ChatWidget::arm_timer() {
    std::optional<Instant> due = session_due_;
    for (const std::optional<Instant>& other : {strip_due_, announcement_due_})
        if (other && (!due || *other < *due)) due = other;
    if (due)
        shared_.port.arm_timer(id_, *due);
    else
        shared_.port.disarm_timer(id_);
}

void ChatWidget::carry_out(const HttpRequest& request) {
    const std::size_t end = endpoint_.size() - (endpoint_.ends_with('/') && !request.path.empty());
    shared_.port.fetch(id_, {.request = request.request,
                             .url = endpoint_.substr(0, end) + request.path,
                             .post = request.method == HttpMethod::Post,
                             .headers = request.headers,
                             .body = request.body});
}
void ChatWidget::carry_out(const HttpAbort& abort) { shared_.port.abort(id_, abort.request); }
void ChatWidget::carry_out(const ArmTimer& timer) { session_due_ = timer.at; }
void ChatWidget::carry_out(const DisarmTimer&) { session_due_.reset(); }
void ChatWidget::carry_out(const Save& save) { shared_.port.save(id_, save.bytes); }
void ChatWidget::carry_out(const ClearSaved&) { shared_.port.clear_saved(id_); }
void ChatWidget::carry_out(const ReclaimSaved&) { shared_.port.reclaim_saved(id_); }
void ChatWidget::carry_out(const AskHostForToken&) { emit("token-wanted"); }
void ChatWidget::carry_out(const RecreateWidget&) { emit("reload-wanted"); }
void ChatWidget::carry_out(const ComposeText& text) { emit("compose", json_object({{"text", text.text}})); }
void ChatWidget::carry_out(const MessageSent& sent) {
    emit("message-sent", json_object({{"clientId", sent.client_id}, {"id", sent.message_id}}));
}
void ChatWidget::carry_out(const MessageFailed& failed) {
    emit("message-failed",
         json_object({{"clientId", failed.client_id}, {"message", problem_words(failed.problem, words_)}}));
}
void ChatWidget::carry_out(const MessageNotTaken&) { not_taken_ = true; }
void ChatWidget::carry_out(const StreamStarted& started) {
    emit("stream-start", json_object({{"id", started.message_id}}));
}
void ChatWidget::carry_out(const StreamEnded& ended) { emit("stream-end", json_object({{"id", ended.message_id}})); }
void ChatWidget::carry_out(const AnswerFinished& finished) {
    const Message* message = find_message(conversation_->chat(), finished.message_id);
    if (!message) return;
    // Once and whole: a screen reader that is told of every few words cannot be listened to.
    const std::string answer = plain_text(shared_.names.document_from(message->text));
    announce(words_.filled(Text::answer_announced, {{"answer", beginning_of(answer, most_announced)}}));
    emit("message",
         json_object({{"id", message->id}, {"role", "assistant"}, {"text", message->text}, {"status", "complete"}}));
}
void ChatWidget::carry_out(const ConnectionChanged& changed) {
    std::string detail = "{\"state\":";
    append_json_string(detail, name_of(changed.phase));
    detail += ",\"attempt\":" + decimal(changed.attempt);
    if (changed.next_in) detail += ",\"nextInMs\":" + decimal(changed.next_in->count());
    emit("connection", detail + "}");
}
void ChatWidget::carry_out(const Problem& problem) { emit_error("conversation", problem.error); }

NodeRef ChatWidget::make_scene() {
    const Typography type = chat_typography(text_scale_);
    static const Chat nothing_said;
    Setting with = setting(type);
    with.copyable_code = true;
    NodeRef scene = chat_view_.scene({.chat = conversation_ ? conversation_->chat() : nothing_said,
                                      .strip = strip_,
                                      .topics = topics_,
                                      .topic = topic_,
                                      .greeting = greeting_,
                                      .suggestions = suggestions_,
                                      .width = width_,
                                      .height = height_,
                                      .composer_text_height = composer_text_height_,
                                      .text_scale = text_scale_,
                                      .closable = closable_,
                                      .asks_to_start_over = asks_to_start_over_,
                                      .behind = behind_,
                                      .quote = quote_,
                                      .announcement = announcement_},
                                     with);
    if (chat_view_.wants_names()) shared_.names.want();
    return scene;
}

}  // namespace heidi
