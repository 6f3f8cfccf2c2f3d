// Whatever a server, a publisher or the browser's storage holds: a value, or an error that says what is wrong.
//
//   event delta      which reader, and for an event its name
//   {"message_id":…  what it reads

#include "fuzz/require.h"

#include "base/utf8.h"
#include "markdown/character_names.h"
#include "markdown/document_from_events.h"
#include "markdown/document_from_markdown.h"
#include "model/article_json.h"
#include "session/saved_conversation.h"
#include "session/wire_messages.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

using namespace heidi;

namespace {

void check_error(const Error& error) {
    require(!error.code.empty() && !error.message.empty(), "an error names something");
    require(error.message.size() < 1'000 && is_well_formed_utf8(error.message), "an error can be shown");
}

template <class T>
bool is_read(const Result<T>& result) {
    if (!result) check_error(result.error());
    return static_cast<bool>(result);
}

void check_text(std::string_view text) { require(is_well_formed_utf8(text), "texts are well-formed UTF-8"); }

void check_message(const Message& message) {
    for (const std::string* text : {&message.id, &message.client_id, &message.text, &message.problem.detail})
        check_text(*text);
    for (const std::string& suggestion : message.suggestions) check_text(suggestion);
    for (const Source& source : message.sources) check_text(source.title + source.url);
    require(!message.id.empty(), "a message has an id");
}

// JSON of ours is JSON, whatever is in it: readers of something else complain of a member.
void check_written(const std::string& json) {
    const Result<TakenMessage> read = taken_message_from_json(json);
    require(read || read.error().code == "bad-member", "what is written is JSON");
    check_text(json);
}

// ---- Readers ------------------------------------------------------------------------------------------------------

void read_event(std::string_view name, std::string_view json) {
    const Result<WireEvent> event = wire_event_from(well_formed_utf8(name), json);
    if (!is_read(event)) return;
    if (const auto* final = std::get_if<FinalEvent>(&*event)) {
        check_text(final->text);
        require(is_usable_id(final->message_id), "an answer has a usable id");
    }
    if (const auto* delta = std::get_if<DeltaEvent>(&*event)) check_text(delta->text);
    if (const auto* unknown = std::get_if<UnknownEvent>(&*event)) check_text(unknown->name);
}

void read_session(std::string_view, std::string_view json) {
    const Result<NewSession> session = new_session_from_json(json);
    if (!is_read(session)) return;
    require(is_usable_id(session->id), "a session has a usable id");
    require(session->token.empty() || is_usable_token(session->token), "a token is usable, or missing");
    require(session->dead_after >= dead_least && session->dead_after <= dead_most, "dead_after is within its limits");
}

void read_taken(std::string_view, std::string_view json) {
    const Result<TakenMessage> taken = taken_message_from_json(json);
    if (is_read(taken)) require(is_usable_id(taken->message_id), "a message has a usable id");
}

void read_snapshot(std::string_view, std::string_view json) {
    const Result<Snapshot> snapshot = snapshot_from_json(json);
    if (!is_read(snapshot)) return;
    std::set<std::string> ids;
    for (const Message& message : snapshot->messages) {
        check_message(message);
        require(ids.insert(message.id).second, "ids in a snapshot are unique");
    }
    require(snapshot->open_turns >= 0, "turns are not negative");
    check_text(snapshot->pause_reason);
}

void read_polled(std::string_view, std::string_view json) { is_read(polled_events_from_json(json)); }

void read_article(std::string_view, std::string_view json) {
    for (const Expected expected : {Expected::Article, Expected::OwnArticle, Expected::Publication}) {
        const Result<std::unique_ptr<Publication>> publication = publication_from_json(json, expected);
        if (!is_read(publication) || !*publication) continue;
        require((*publication)->is_feed || (*publication)->articles.size() == 1, "what is no feed is one article");
        for (const auto& [article, summary, thumbnail] : (*publication)->articles) {
            require(!article.title.empty(), "an article has a title");
            check_text(article.title + article.body_markdown + summary + thumbnail);
            for (const std::string& event : article.body) check_text(event);
            static_cast<void>(document_from_events(article.body));
        }
    }
}

// Of what is no JSON: the file of HTML's names of characters.
void read_names(std::string_view, std::string_view file) {
    const auto lines = static_cast<std::size_t>(std::count(file.begin(), file.end(), '\n'));
    CharacterNames names;
    if (const std::size_t wrong_line = names.read(std::string(file)); wrong_line != 0) {
        require(wrong_line <= lines + 1 && !names.are_known(), "a file that is none changes nothing");
        return;
    }
    for (std::string_view rest = file; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
        const std::string_view name = rest.substr(0, rest.find(' '));
        const std::string text = names.text_of(name);
        require(!text.empty(), "each name of the file is found");
        check_text(text);
        if (name.size() < 2 || name.size() > 31) continue;
        const Document document = document_from_markdown("x&" + std::string(name) + ";y", names);
        require(!document.wants_names && plain_text(document) != "x&" + std::string(name) + ";y", "it is decoded");
        check_text(plain_text(document));
    }
}

// ---- What is saved ------------------------------------------------------------------------------------------------

std::set<std::string> keys_of(const SavedConversation& saved) {
    std::set<std::string> keys;
    for (const SavedMessage& message : saved.outbox) keys.insert(message.unsent.client_id);
    return keys;
}

// A page that loads it, and is left at once, has kept it all.
void check_reload(const SavedConversation& saved) {
    const Instant now{Milliseconds(1'000)};
    const SavedConversation again = saved_from(state_from(saved, now, saved.saved_at), now, saved.saved_at);
    const Result<SavedConversation> read = saved_conversation_from_json(json_from(again));
    require(is_read(read), "what is saved after a reload can be read");
    require(read->logged == saved.logged && read->cursor == saved.cursor, "a reload keeps the log");
    require(keys_of(*read) == keys_of(saved), "a reload keeps the outbox");
}

void read_saved(std::string_view, std::string_view json) {
    const Result<SavedConversation> saved = saved_conversation_from_json(json);
    if (!is_read(saved)) return;
    const std::string written = json_from(*saved);
    const Result<SavedConversation> again = saved_conversation_from_json(written);
    require(is_read(again), "what is written can be read");
    require(json_from(*again) == written, "what is written reads back equal");
    require(again->logged == saved->logged && again->archived == saved->archived, "no message changes");
    for (const Message& message : saved->logged) check_message(message);
    for (const Message& message : saved->archived) check_message(message);
    check_reload(*saved);
}

// ---- What is sent -------------------------------------------------------------------------------------------------

void write_requests(std::string_view, std::string_view text) {
    const std::string any(text.substr(0, 2'000));
    check_written(json_from(any, Question{any, any, any, any}));
    Message message;
    message.text = any;
    check_written(json_from(SessionRequest{any, any, {message}}));
    check_written(json_from(Feedback::Up, any));
    check_written(stop_request_json(any));
    const std::string path = path_segment(any);
    require(std::all_of(path.begin(), path.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '/' && c != '?'; }),
            "an id stays one segment of a path");
}

struct Reader {
    std::string_view name;
    void (*read)(std::string_view name, std::string_view json);
};
constexpr Reader readers[] = {
    {"event", read_event},       {"session", read_session},   {"taken", read_taken},
    {"snapshot", read_snapshot}, {"polled", read_polled},     {"article", read_article},
    {"saved", read_saved},       {"written", write_requests}, {"names", read_names},
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::size_t end = input.find('\n');
    if (end == std::string_view::npos) return 0;
    const std::string_view first = input.substr(0, end);
    const std::size_t space = std::min(first.find(' '), first.size());
    for (const Reader& reader : readers)
        if (reader.name == first.substr(0, space))
            reader.read(first.substr(std::min(space + 1, first.size())), input.substr(end + 1));
    return 0;
}
