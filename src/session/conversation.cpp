#include "session/conversation.h"

#include "base/utf8.h"
#include "session/conversation_handling.h"
#include "session/saved_conversation.h"
#include "session/session_numbers.h"

#include <algorithm>

namespace heidi {
namespace {

// A random UUID (RFC 9562, version 4): 122 random bits make a key that no other message of any reader has.
std::string key_from(std::array<std::uint8_t, 16> bytes) {
    constexpr char hex[] = "0123456789abcdef";
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    std::string key;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) key += '-';
        key += hex[bytes[i] >> 4];
        key += hex[bytes[i] & 0xF];
    }
    return key;
}

// What changes the conversation: it has to be here first.
bool changes_conversation(const Input& input) {
    return std::holds_alternative<ReaderSends>(input) || std::holds_alternative<ReaderSendsAnyway>(input) ||
           std::holds_alternative<ReaderDiscards>(input) || std::holds_alternative<ReaderEdits>(input) ||
           std::holds_alternative<ReaderAsksAgain>(input) || std::holds_alternative<ReaderRates>(input) ||
           std::holds_alternative<ReaderStartsOver>(input);
}

bool is_blank(const Input& input) {
    const auto* sends = std::get_if<ReaderSends>(&input);
    return sends && trim_ascii_space(sends->text).empty();
}

bool shows_key(const Chat& chat, const std::string& client_id) {
    return std::any_of(chat.messages.begin(), chat.messages.end(),
                       [&](const Message& message) { return message.client_id == client_id; });
}

// Nothing is stored before the first message.
bool has_said_anything(const SessionState& state) { return !state.transcript.chat.messages.empty(); }

}  // namespace

Conversation::Conversation(ConversationSettings settings) : settings_(std::move(settings)) {}

std::vector<Order> Conversation::handle(const Input& input, const Moment& moment) {
    Handling handling{*this, moment, {}, false};
    if (elsewhere_ && changes_conversation(input)) {
        if (is_blank(input)) return {};
        if (std::holds_alternative<ReaderStartsOver>(input)) until_reclaimed_.clear();
        until_reclaimed_.push_back(input);
        handling.reclaim();
    } else {
        std::visit([&](const auto& one) { handling.hear(one); }, input);
    }
    return handling.finish();
}

void Conversation::Handling::step(const SessionEvent& event) {
    for (const SessionEffect& effect : heidi::step(talk.state_, event, moment.now, moment.roll, talk.settings_.rules))
        std::visit([this](const auto& one) { obey(one); }, effect);
}

// Saved before sending: the save goes in front of the requests of the same step.
std::vector<Order> Conversation::Handling::finish() {
    std::vector<Order> all;
    if (save_wanted && !talk.elsewhere_) {
        if (has_said_anything(talk.state_)) {
            all.push_back(Save{json_from(saved_from(talk.state_, moment.now, moment.wall_clock))});
            talk.kept_ = true;
        } else if (talk.kept_) {
            forget_saved();  // the only question was taken back: a reload must not send it after all
        }
    }
    tell_connection();
    arm_timer();
    // A save takes the place of what was to be cleared, and would be cleared itself.
    const bool saves = !all.empty();
    for (Order& one : orders)
        if (!saves || !std::holds_alternative<ClearSaved>(one)) all.push_back(std::move(one));
    return all;
}

void Conversation::Handling::tell_connection() {
    const SessionState& state = talk.state_;
    const bool settled = state.phase == Phase::Idle || state.phase == Phase::Live;
    ConnectionChanged changed{state.phase, settled ? 0 : state.trying.attempts_failed + 1, {}};
    const auto retry_at = state.deadlines.at(Deadline::Retry);
    if (retry_at) changed.next_in = *retry_at - moment.now;
    const bool same =
        changed.phase == talk.told_.phase && changed.attempt == talk.told_.attempt && retry_at == talk.told_retry_at_;
    if (same) return;
    talk.told_ = changed;
    talk.told_retry_at_ = retry_at;
    order(changed);
}

void Conversation::Handling::arm_timer() {
    const auto due = next_deadline(talk.state_);
    if (due == talk.armed_) return;
    talk.armed_ = due;
    if (due)
        order(ArmTimer{*due});
    else
        order(DisarmTimer{});
}

// ---- The reader ---------------------------------------------------------------------------------------------------

void Conversation::Handling::hear(const ReaderSends& input) {
    const std::string text = well_formed_utf8(input.text);
    if (trim_ascii_space(text).empty()) return;
    const std::string& article = input.article.empty() ? talk.settings_.article : input.article;
    Question question{text, well_formed_utf8(input.topic), well_formed_utf8(article), well_formed_utf8(input.quote)};
    step(QuestionAsked{key_from(input.randomness), std::move(question)});
}

void Conversation::Handling::hear(const ReaderStops&) { step(StopAsked{}); }

// Reload never reloads the host's page: the widget is destroyed and made again from what is saved.
void Conversation::Handling::hear(const ReaderPresses& input) {
    if (talk.elsewhere_) return reclaim();
    if (input.button != StripButton::Reload) return step(RejoinAsked{});
    save_wanted = true;
    order(RecreateWidget{});
}

void Conversation::Handling::hear(const ReaderSendsAnyway& input) { step(QuestionInsistedOn{input.client_id}); }
void Conversation::Handling::hear(const ReaderDiscards& input) { step(QuestionDiscarded{input.client_id}); }

void Conversation::Handling::hear(const ReaderEdits& input) {
    const UnsentMessage* unsent = find_unsent(talk.state_.outbox, input.client_id);
    if (!unsent) return;
    const std::string text = unsent->question.text;
    step(QuestionDiscarded{input.client_id});
    if (!find_unsent(talk.state_.outbox, input.client_id)) order(ComposeText{text});
}

void Conversation::Handling::hear(const ReaderAsksAgain& input) {
    Transcript& t = talk.state_.transcript;
    const auto answer = std::find_if(t.chat.messages.begin(), t.chat.messages.end(),
                                     [&](const Message& m) { return m.id == input.message_id; });
    if (answer == t.chat.messages.end() || !answer->retryable) return;
    const Message* asked = question_of(t, input.message_id);
    if (!asked) return;
    const ReaderSends again{asked->text, input.topic, asked->quote, input.randomness, ""};
    if (talk.takes_messages()) {
        answer->retryable = false;
        mark_changed(t, *answer);
    }
    hear(again);
}

void Conversation::Handling::hear(const ReaderRates& input) {
    Message* message = find_logged(talk.state_.transcript, input.message_id);
    if (!message || message->role != Role::Heidi || input.value == Feedback::None) return;
    const Feedback earlier = std::exchange(message->feedback, input.value);
    mark_changed(talk.state_.transcript, *message);
    save_wanted = true;
    if (is_plain()) return;  // there is nobody to tell
    const RequestId id = ++talk.state_.last_request;
    send_json(Purpose::Feedback, id, session_path("/messages/" + path_segment(input.message_id) + "/feedback"),
              json_from(input.value, well_formed_utf8(input.note)));
    talk.transfers_.back().message_id = input.message_id;
    talk.transfers_.back().earlier_value = earlier;
}

void Conversation::Handling::hear(const ReaderStartsOver&) {
    step(NewConversationAsked{});
    abort_the_rest();
    save_wanted = false;
    forget_saved();
}

void Conversation::Handling::forget_saved() {
    order(ClearSaved{});
    talk.kept_ = false;
}

// ---- The page -----------------------------------------------------------------------------------------------------

void Conversation::Handling::hear(const PageVisibility& input) { step(VisibilityChanged{input.visible}); }
void Conversation::Handling::hear(const BrowserOnline& input) { step(ConnectivityChanged{input.online}); }

void Conversation::Handling::hear(const PageHides&) {
    step(PageFrozen{});
    abort_the_rest();  // an open fetch keeps a page out of the back/forward cache
    save_wanted = true;
}

// Stop and Feedback, which the reducer does not follow.
void Conversation::Handling::abort_the_rest() {
    for (const Transfer& transfer : talk.transfers_) order(HttpAbort{transfer.request});
    talk.transfers_.clear();
}

void Conversation::Handling::hear(const PageShows&) { step(PageThawed{}); }
void Conversation::Handling::hear(const TimerFires&) {
    talk.armed_.reset();
    step(TimePassed{});
}

void Conversation::Handling::hear(const HostGivesToken& input) {
    if (is_usable_token(input.token)) return step(TokenGiven{input.token});
    order(Problem{{"bad-token", "the host's token must be 1 to 8192 visible ASCII characters"}});
}

void Conversation::Handling::hear(const OpenedElsewhere&) {
    if (talk.elsewhere_) return;
    talk.elsewhere_ = true;
    step(ConversationTakenOver{});
    abort_the_rest();
}

// Once: a second answer would be as old as the first, and take back what was done in between.
void Conversation::Handling::reclaim() {
    if (!std::exchange(talk.reclaiming_, true)) order(ReclaimSaved{});
}

void Conversation::Handling::hear(const Restore& input) {
    // What was written here may be in no other tab's record: the save before its sending was refused, which is how we
    // heard of the other tab. Unknown is what was about to be sent then; its key tells a server that has it.
    std::vector<UnsentMessage> own;
    talk.reclaiming_ = false;
    const bool starts_over =
        !talk.until_reclaimed_.empty() && std::holds_alternative<ReaderStartsOver>(talk.until_reclaimed_.front());
    if (std::exchange(talk.elsewhere_, false) && !starts_over) own = std::move(talk.state_.outbox.messages);
    SessionState fresh;
    talk.kept_ = !input.bytes.empty();
    if (!input.bytes.empty() && !starts_over) {
        Result<SavedConversation> saved = saved_conversation_from_json(input.bytes);
        if (saved) {
            fresh = state_from(*saved, moment.now, moment.wall_clock);
        } else {
            order(Problem{saved.error()});
            forget_saved();
        }
    }
    load(std::move(fresh));
    for (const UnsentMessage& message : own) {
        const bool unsaved = message.delivery == Delivery::Queued || message.delivery == Delivery::Unknown;
        if (unsaved && !shows_key(talk.chat(), message.client_id))
            step(QuestionAsked{message.client_id, message.question});
    }
    for (const Input& wish : std::exchange(talk.until_reclaimed_, {}))
        std::visit([this](const auto& one) { hear(one); }, wish);
}

void Conversation::Handling::load(SessionState state) {
    const SessionState& old = talk.state_;
    const bool frozen = old.phase == Phase::Frozen;  // the page was left while the record was on its way
    state.visible = old.visible;
    state.online = old.online;
    state.hidden_since = old.hidden_since;
    state.known.host_token = old.known.host_token;
    state.last_request = old.last_request;
    state.log_epoch = old.log_epoch + 1;
    state.strip.picture = old.strip.picture + 1;
    state.trying.last_attempt_at = old.trying.last_attempt_at;
    state.trying.not_before = old.trying.not_before;
    state.transcript.revision = old.transcript.revision;
    for (Message& message : state.transcript.chat.messages) mark_changed(state.transcript, message);
    ++state.transcript.revision;
    talk.state_ = std::move(state);
    talk.answer_ = {};
    if (frozen) step(PageFrozen{});
    step(ConversationLoaded{.session_over = is_plain()});
}

// ---- News ---------------------------------------------------------------------------------------------------------

void Conversation::Handling::obey(const AskForToken&) { order(AskHostForToken{}); }
void Conversation::Handling::obey(const SaveConversation&) { save_wanted = true; }
void Conversation::Handling::obey(const QuestionSent& effect) {
    order(MessageSent{effect.client_id, effect.message_id});
}
void Conversation::Handling::obey(const QuestionRefused& effect) {
    order(MessageFailed{effect.client_id, effect.problem});
}
void Conversation::Handling::obey(const OutboxWasFull& effect) { order(MessageNotTaken{effect.question.text}); }
void Conversation::Handling::obey(const AnswerStarted& effect) { order(StreamStarted{effect.message_id}); }
void Conversation::Handling::obey(const AnswerEnded& effect) {
    order(StreamEnded{effect.message_id});
    if (effect.complete) order(AnswerFinished{effect.message_id});
}

}  // namespace heidi
