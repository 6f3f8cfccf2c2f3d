// What must hold after every step, whatever happened (session.md §6, as far as it does not need an honest server).

#include "fuzz/conversation_script.h"

#include "fuzz/require.h"

#include "base/utf8.h"
#include "session/saved_conversation.h"

#include <algorithm>

namespace heidi {
namespace {

void check_text(std::string_view text) { require(is_well_formed_utf8(text), "texts are well-formed UTF-8"); }

bool is_header(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool unites(const std::string& kind) { return kind != "message" && kind != "stop" && kind != "feedback"; }

SavedConversation read_back(const std::string& bytes) {
    Result<SavedConversation> saved = saved_conversation_from_json(bytes);
    if (!saved) std::fprintf(stderr, "%s\n", saved.error().message.c_str());
    require(static_cast<bool>(saved), "what was saved can be restored");
    return std::move(*saved);
}

}  // namespace

std::set<std::string> unsent_keys(const std::string& saved) {
    std::set<std::string> keys;
    if (saved.empty()) return keys;
    for (const SavedMessage& message : read_back(saved).outbox) keys.insert(message.unsent.client_id);
    return keys;
}

std::set<std::string> all_keys(const std::string& saved) {
    std::set<std::string> keys = unsent_keys(saved);
    if (saved.empty()) return keys;
    const SavedConversation read = read_back(saved);
    for (const auto* messages : {&read.archived, &read.logged})
        for (const Message& message : *messages) keys.insert(message.client_id);
    return keys;
}

std::set<std::string> unsent_keys(const SessionState& state) {
    std::set<std::string> keys;
    for (const UnsentMessage& message : state.outbox.messages) keys.insert(message.client_id);
    return keys;
}

std::set<std::string> shown_keys(const SessionState& state) {
    std::set<std::string> keys;
    const Transcript& t = state.transcript;
    for (std::size_t i = 0; i < t.archived + t.logged; ++i) keys.insert(t.chat.messages[i].client_id);
    return keys;
}

void ConversationScript::check(bool server_spoke) {
    check_messages();
    check_questions(server_spoke);
    check_requests();
    check_timer();
    check_record();
    require(!frozen_ || talk_.session().phase == Phase::Frozen, "a frozen page rests");
    const Strip strip = talk_.strip(now_);
    check_text(strip.pause_reason);
    require(!strip.seconds || *strip.seconds >= 0, "a countdown is not negative");
}

// In the outbox, then in the log. What the log has shown is the server's: it may take it back, but nobody else does.
void ConversationScript::check_questions(bool server_spoke) {
    const std::set<std::string> unsent = unsent_keys(talk_.session());
    const std::set<std::string> shown = shown_keys(talk_.session());
    for (const std::string& key : taking_back_)
        if (!unsent.count(key) && owed_.erase(key) && !unheard()) taken_back_.insert(key);
    for (const std::string& key : owed_)
        require(unsent.count(key) || shown.count(key) || said_elsewhere_.count(key), "no question is lost");
    if (server_spoke) std::erase_if(shown_, [&](const std::string& key) { return !shown.count(key); });
    for (const std::string& key : shown_) require(shown.count(key), "what was shown stays, unless the server takes it");
}

void ConversationScript::check_messages() {
    if (talk_.chat_revision() == revision_checked_) return;
    revision_checked_ = talk_.chat_revision();
    const Transcript& t = talk_.session().transcript;
    const auto& unsent = talk_.session().outbox.messages;
    const std::size_t logged = t.archived + t.logged;
    require(t.chat.messages.size() == logged + unsent.size(), "the chat is history, log and outbox");
    std::set<std::string> ids;
    for (std::size_t i = 0; i < t.chat.messages.size(); ++i) {
        const Message& message = t.chat.messages[i];
        if (i < logged)
            require(!message.id.empty() && ids.insert(message.id).second, "ids in the transcript are unique");
        else
            require(message.client_id == unsent[i - logged].client_id, "the outbox is shown in its order");
        for (const std::string* text : {&message.id, &message.client_id, &message.text, &message.problem.detail})
            check_text(*text);
        for (const std::string& suggestion : message.suggestions) check_text(suggestion);
        for (const Source& source : message.sources) check_text(source.title + source.url);
    }
}

void ConversationScript::check_requests() const {
    int connections = 0;
    int messages = 0;
    for (const auto& [id, request] : requests_) {
        connections += request.open && unites(request.kind);
        messages += request.open && request.kind == "message";
    }
    require(connections <= 1, "at most one stream, or other request of an attempt");
    require(messages <= 1, "at most one message in flight");
    if (at_rest.contains(talk_.session().phase)) require(connections + messages == 0, "no request at rest");
}

void ConversationScript::check_timer() const {
    require(armed_ == talk_.armed_timer(), "what was ordered is what is armed");
    require(armed_ == next_deadline(talk_.session()), "the timer is armed for the earliest deadline");
    if (at_rest.contains(talk_.session().phase)) require(!armed_, "no timer at rest");
}

// The page may crash here.
void ConversationScript::check_record() const {
    if (elsewhere_ || other_owns_) return;
    require(record_keys_ == unsent_keys(talk_.session()), "the record holds the outbox as it is");
}

void ConversationScript::check_sent(const HttpRequest& request) {
    require(request.request != 0 && !requests_.count(request.request), "every request has its own number");
    require(request.path.starts_with('/') && is_header(request.path) && request.path.find(' ') == std::string::npos,
            "a path is visible ASCII");
    check_text(request.body);
    std::string key;
    for (const auto& [name, value] : request.headers) {
        require(is_header(value), "a header has no control characters");
        if (name == "Idempotency-Key") key = value;
    }
    if (!request.path.ends_with("/messages")) return;
    require(!key.empty() && request.body.find(key) != std::string::npos, "a message carries its key");
    require(!taken_back_.count(key), "what was taken back is not sent");
    require(mangled_ || texts_.count(key), "only what was asked is sent");
    const auto [first, is_new] = bodies_.emplace(key, request.body);
    require(is_new || first->second == request.body, "a key never changes");
}

void ConversationScript::check_order(const Order& order) const {
    if (const auto* problem = std::get_if<Problem>(&order)) {
        require(!problem->error.message.empty(), "a problem says what is wrong");
        check_text(problem->error.message);
    }
    if (const auto* text = std::get_if<ComposeText>(&order)) check_text(text->text);
    if (std::holds_alternative<Save>(order)) require(!elsewhere_, "what another tab owns is not saved");
}

}  // namespace heidi
