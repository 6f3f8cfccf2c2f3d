#include "fuzz/conversation_script.h"

#include "fuzz/require.h"

#include "base/json_text.h"
#include "base/utf8.h"
#include "session/request_kind.h"
#include "session/saved_conversation.h"

#include <algorithm>
#include <iterator>

namespace heidi {
namespace {

constexpr int most_steps = 3'000;
constexpr Milliseconds durations[] = {
    Milliseconds(1),      Milliseconds(400),    Milliseconds(1'000),  Milliseconds(2'500),   Milliseconds(5'000),
    Milliseconds(10'000), Milliseconds(11'000), Milliseconds(35'000), Milliseconds(100'000), Milliseconds(310'000)};
constexpr std::string_view types[] = {"application/json", "text/event-stream", "text/event-stream; charset=utf-8",
                                      "text/html", "\xFF"};

std::string quoted(std::string_view text) {
    std::string json;
    append_json_string(json, well_formed_utf8(text));
    return json;
}

// "$2" is the key of the second question; where `raw`, "\n" and "\r" are line ends.
std::string expanded(std::string_view text, bool raw) {
    std::string all;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        if (text[i] == '$' && next >= '0' && next <= '9')
            all += key_of(static_cast<std::size_t>(next - '0')), ++i;
        else if (raw && text[i] == '\\' && (next == 'n' || next == 'r'))
            all += next == 'n' ? '\n' : '\r', ++i;
        else
            all += text[i];
    }
    return all;
}

int status_from(std::string_view digits) {
    int status = 0;
    for (const char c : digits.substr(0, 4)) status = status * 10 + (c - '0') % 10;
    return status;
}

bool from_server(const Input& input) {
    return std::holds_alternative<HttpBytes>(input) || std::holds_alternative<HttpEnd>(input);
}

}  // namespace

// As conversation.cpp makes it of fifteen zeros and the question's number.
std::string key_of(std::size_t question) {
    constexpr char hex[] = "0123456789abcdef";
    return std::string("00000000-0000-4000-8000-0000000000") + hex[question >> 4 & 15] + hex[question & 15];
}

void ConversationScript::run(std::string_view script) {
    while (!script.empty() && steps_ < most_steps) {
        const std::size_t end = std::min(script.find('\n'), script.size());
        obey(script.substr(0, end));
        script.remove_prefix(std::min(end + 1, script.size()));
    }
}

void ConversationScript::obey(std::string_view line) {
    if (line.empty()) return;
    const Words words(line.substr(1));
    // No script runs in a frozen page.
    if (!frozen_ && (obey_as_reader(line.front(), words) || obey_as_server(line.front(), words))) return;
    if (!obey_as_page(line.front(), words)) obey_as_tabs(line.front(), words);
}

// ---- The reader ---------------------------------------------------------------------------------------------------

bool ConversationScript::obey_as_reader(char action, Words words) {
    switch (action) {
        case '?': return ask(words.rest()), true;
        case 'd': return take_back(words.number(), false), true;
        case 'E': return take_back(words.number(), true), true;
        case 'S': return tell(ReaderStops{}), true;
        case 'N': return start_over(), true;
        case 's': return press(words.number()), true;
        case 'u': return rate(words), true;
        case 'y':
            for (const UnsentMessage& message : std::vector(talk_.session().outbox.messages))
                tell(ReaderSendsAnyway{message.client_id});
            return true;
        default: return false;
    }
}

void ConversationScript::ask(std::string_view text) {
    if (asked_ == 255) return;
    ReaderSends wish{.text = std::string(text) + "#" + std::to_string(++asked_),
                     .topic = std::string(text.substr(0, 3)),
                     .quote = "",
                     .article = ""};
    wish.randomness[15] = asked_;
    const std::string key = key_of(asked_);
    texts_[key] = well_formed_utf8(wish.text);
    owed_.insert(key);
    if (elsewhere_) said_elsewhere_.insert(key);
    tell(wish);
}

void ConversationScript::take_back(std::size_t which, bool edits) {
    const auto& unsent = talk_.session().outbox.messages;
    if (unsent.empty()) return;
    const std::string key = unsent[which % unsent.size()].client_id;
    taking_back_.insert(key);
    if (edits)
        tell(ReaderEdits{key});
    else
        tell(ReaderDiscards{key});
    if (!elsewhere_) taking_back_.clear();
}

void ConversationScript::start_over() {
    for (auto* keys : {&owed_, &shown_, &said_elsewhere_}) {
        if (!unheard()) taken_back_.insert(keys->begin(), keys->end());
        keys->clear();
    }
    tell(ReaderStartsOver{});
}

void ConversationScript::press(std::size_t which) {
    const Strip strip = talk_.strip(now_);
    if (strip.buttons.empty()) return;
    const StripButton button = strip.buttons[which % strip.buttons.size()].button;
    tell(ReaderPresses{button});
    if (button == StripButton::Reload) reload(true);
}

void ConversationScript::rate(Words words) {
    const auto& messages = talk_.chat().messages;
    if (messages.empty()) return;
    const Message& message = messages[words.number() % messages.size()];
    tell(ReaderRates{std::string(message.id), words.number() % 2 ? Feedback::Up : Feedback::Down,
                     std::string(words.rest())});
}

// ---- The page -----------------------------------------------------------------------------------------------------

bool ConversationScript::obey_as_page(char action, Words words) {
    switch (action) {
        case 'r': return reload(true), true;
        case 'c': return reload(false), true;
        case 'm': return reload_mangled(words), true;
        case 'f': return freeze_or_thaw(), true;
        case 'z': now_ = now_ + durations[words.number() % std::size(durations)]; return true;
        default: break;
    }
    if (frozen_) return false;
    switch (action) {
        case 't': return fire_timer(), true;
        case 'w': return wait(durations[words.number() % std::size(durations)]), true;
        case 'q': roll_ = static_cast<double>(words.number()) / 256; return true;
        case 'v': visible_ = !visible_; return tell(PageVisibility{visible_}), true;
        case 'o': online_ = !online_; return tell(BrowserOnline{online_}), true;
        case 'k': return tell(HostGivesToken{std::string(words.rest())}), true;
        default: return false;
    }
}

void ConversationScript::fire_timer() {
    now_ = armed_ ? std::max(now_, *armed_) : now_;
    armed_.reset();
    tell(TimerFires{});
    require(!armed_ || *armed_ > now_, "the timer settles what is due");
}

void ConversationScript::wait(Milliseconds duration) {
    const Instant until = now_ + duration;
    while (armed_ && *armed_ <= until && steps_ < most_steps) fire_timer();
    now_ = std::max(now_, until);
}

void ConversationScript::freeze_or_thaw() {
    frozen_ = !frozen_;
    if (!frozen_) return tell(PageShows{});
    tell(PageHides{});
    for (const auto& [id, request] : requests_) require(!request.open, "a hidden page has no open request");
}

// What is open is gone, and all that is left is what was saved last. What this tab could not save is lost with it; the
// application keeps that time short.
void ConversationScript::reload(bool page_hides) {
    if (page_hides && !frozen_) freeze_or_thaw();
    if (elsewhere_ || other_owns_) {
        const std::set<std::string> kept = all_keys(record_);
        for (auto* keys : {&owed_, &shown_})
            std::erase_if(*keys, [&](const std::string& key) { return !kept.count(key); });
        for (const std::string& key : kept) taken_back_.erase(key);
        said_elsewhere_.clear();
    }
    begin_page();
    if (!record_.empty()) tell(Restore{std::string(record_)});
}

// The browser's storage gives back something else.
void ConversationScript::reload_mangled(Words words) {
    for (int changes = 0; changes < 4 && !words.rest().empty(); ++changes) {
        const std::size_t at = words.number() * 64 + words.number();
        const std::string_view put = words.until(';');
        if (!record_.empty()) record_.replace(at % record_.size(), std::min(put.size(), record_.size()), put);
    }
    begin_page();
    mangled_ = true;
    bodies_.clear();
    for (auto* keys : {&owed_, &shown_, &said_elsewhere_, &taken_back_}) keys->clear();
    const Result<SavedConversation> saved = saved_conversation_from_json(record_);
    record_keys_ = saved ? unsent_keys(record_) : std::set<std::string>{};
    if (!record_.empty()) tell(Restore{std::string(record_)});
    owed_ = unsent_keys(talk_.session());
    shown_ = shown_keys(talk_.session());
}

void ConversationScript::begin_page() {
    talk_ = Conversation({.locale = "en", .article = "sora", .rules = {}});
    requests_.clear();
    reclaimed_.clear();
    taking_back_.clear();
    armed_.reset();
    frozen_ = elsewhere_ = other_owns_ = save_refused_ = false;
    revision_checked_ = 0;
    const Moment moment{now_, roll_, {}};
    bool calm = talk_.handle(PageVisibility{visible_}, moment).empty();
    calm = talk_.handle(BrowserOnline{online_}, moment).empty() && calm;
    require(calm, "an empty conversation orders nothing");
}

// ---- Other tabs ---------------------------------------------------------------------------------------------------

bool ConversationScript::obey_as_tabs(char action, Words) {
    switch (action) {
        case 'T': other_owns_ = true; return true;
        case 'L':
            if (other_owns_) hear_of_takeover();
            return true;
        case 'R': return restore_reclaimed(), true;
        case 'X': return remove_record(), true;
        default: return false;
    }
}

void ConversationScript::hear_of_takeover() {
    elsewhere_ = true;
    tell(OpenedElsewhere{});
}

void ConversationScript::restore_reclaimed() {
    if (reclaimed_.empty()) return;
    const std::string bytes = std::move(reclaimed_.front());
    reclaimed_.pop_front();
    // The other tab may be behind what this one has seen.
    const std::set<std::string> kept = all_keys(bytes);
    std::erase_if(shown_, [&](const std::string& key) { return !kept.count(key); });
    said_elsewhere_.clear();
    elsewhere_ = false;
    tell(Restore{bytes});
    taking_back_.clear();
}

// The reader started over in the other tab.
void ConversationScript::remove_record() {
    if (!other_owns_) return;
    for (const std::string& key : all_keys(record_)) {
        owed_.erase(key);
        shown_.erase(key);
    }
    record_.clear();
    record_keys_.clear();
}

// ---- The server ---------------------------------------------------------------------------------------------------

bool ConversationScript::obey_as_server(char action, Words words) {
    if (action == 'e') return say(words), true;
    if (action == 'x') return report_stale(words), true;
    if (std::string_view("=hjb.!").find(action) == std::string_view::npos) return false;
    const RequestId id = open_request(words.number());
    if (id == 0) return true;
    Request& request = requests_[id];
    if (action == '=') return answer_well(id, words.number()), true;
    if (action == '!') return close(id), tell(HttpFailed{id}), true;
    const int status = action == 'h' || action == 'j' ? status_from(words.until(' ')) : 0;
    if (action == 'j' && !request.headed) return answer(id, status, types[0], expanded(words.rest(), true)), true;
    if (action == 'h' && !request.headed) {
        request.headed = true;
        const std::size_t type = words.number();
        std::optional<Milliseconds> retry_after;
        if (!words.rest().empty()) retry_after = Milliseconds(status_from(words.rest()) * 1'000);
        const bool nothing_to_hear = status == 204 && (request.kind == "stream" || request.kind == "poll");
        // What comes behind a refusal is not heard.
        if (status < 200 || status > 299 || nothing_to_hear) request.open = false;
        return tell(HttpHead{id, status, types[type % std::size(types)], retry_after}), true;
    }
    if (action == 'b' && request.headed) return tell(HttpBytes{id, expanded(words.rest(), true)}), true;
    if (action == '.' && request.headed) return close(id), tell(HttpEnd{id}), true;
    return true;
}

RequestId ConversationScript::open_request(std::size_t which) const {
    std::vector<RequestId> open;
    for (const auto& [id, request] : requests_)
        if (request.open) open.push_back(id);
    return open.empty() ? 0 : open[which % open.size()];
}

RequestId ConversationScript::open_stream() const {
    for (const auto& [id, request] : requests_)
        if (request.open && request.headed && request.kind == "stream") return id;
    return 0;
}

void ConversationScript::answer(RequestId id, int status, std::string_view type, const std::string& body) {
    const bool streams = type != types[0];
    if (!streams) close(id);
    requests_[id].headed = true;
    tell(HttpHead{id, status, type, {}});
    tell(HttpBytes{id, body});
    if (!streams) tell(HttpEnd{id});
}

void ConversationScript::answer_well(RequestId id, std::size_t variant) {
    const std::string kind = requests_[id].kind;
    if (requests_[id].headed) return;
    const std::string number = std::to_string(variant % 4);
    const std::string cursor = std::to_string(talk_.session().transcript.cursor);
    if (kind == "session") return answer(id, 201, types[0], R"({"session":"s)" + number + R"(","token":"t"})");
    if (kind == "snapshot") return answer(id, 200, types[0], snapshot(variant));
    if (kind == "poll") return answer(id, 200, types[0], R"({"events":[],"next":)" + cursor + "}");
    if (kind == "stream") return answer(id, 200, types[1], "event: hello\ndata: {\"seq\":" + cursor + "}\n\n");
    if (kind != "message") return answer(id, 200, types[0], "{}");
    const std::string next = std::to_string(talk_.session().transcript.cursor + 1);
    answer(id, 202, types[0], R"({"message_id":"q)" + number + R"(","seq":)" + next + "}");
}

// The log as it is here, and with it (if the variant is odd) the first question that waits.
std::string ConversationScript::snapshot(std::size_t variant) const {
    const Transcript& t = talk_.session().transcript;
    std::string messages;
    for (std::size_t i = t.archived; i < t.archived + t.logged; ++i) {
        const Message& message = t.chat.messages[i];
        const char* role = message.role == Role::Reader ? "user" : "assistant";
        messages += (messages.empty() ? "" : ",") + (R"({"id":)" + quoted(message.id)) + R"(,"role":")" + role +
                    R"(","client_id":)" + quoted(message.client_id) + R"(,"text":)" + quoted(message.text) + "}";
    }
    const auto& unsent = talk_.session().outbox.messages;
    if (variant % 2 == 1 && !unsent.empty())
        messages += (messages.empty() ? "" : ",") + (R"({"id":"q)" + std::to_string(variant)) +
                    R"(","role":"user","client_id":)" + quoted(unsent.front().client_id) + R"(,"text":)" +
                    quoted(unsent.front().question.text) + "}";
    return R"({"seq":)" + std::to_string(t.cursor + variant % 2) + R"(,"messages":[)" + messages + "]}";
}

void ConversationScript::say(Words words) {
    const RequestId stream = open_stream();
    if (stream == 0) return;
    const Seq cursor = talk_.session().transcript.cursor;
    const std::size_t place = words.number() + '0';
    std::string bytes;
    if (place == '+') bytes = "id: " + std::to_string(cursor + 1) + "\n";
    if (place == '=') bytes = "id: " + std::to_string(cursor) + "\n";
    if (place == '>') bytes = "id: " + std::to_string(cursor + 2) + "\n";
    if (place == '#') bytes = "id: " + std::string(words.until(' ')) + "\n";
    bytes += "event: " + std::string(words.until(' ')) + "\ndata: " + expanded(words.rest(), false) + "\n\n";
    tell(HttpBytes{stream, bytes});
}

// About a request that is over, or never was.
void ConversationScript::report_stale(Words words) {
    const auto id = static_cast<RequestId>(words.number());
    const auto known = requests_.find(id);
    if (known != requests_.end() && known->second.open) return;
    const std::uint64_t revision = talk_.chat_revision();
    const Phase phase = talk_.session().phase;
    for (const Input& input : {Input(HttpHead{id, status_from(words.until(' ')), types[1], {}}),
                               Input(HttpBytes{id, words.rest()}), Input(HttpEnd{id}), Input(HttpFailed{id})})
        require(talk_.handle(input, {now_, roll_, Milliseconds(0)}).empty(), "a stale report orders nothing");
    require(revision == talk_.chat_revision() && phase == talk_.session().phase, "a stale report changes nothing");
}

// ---- What is ordered ----------------------------------------------------------------------------------------------

void ConversationScript::tell(const Input& input) {
    ++steps_;
    const Milliseconds wall_clock = Milliseconds(1'790'000'000'000) + now_.since_start;
    for (const Order& order : talk_.handle(input, {now_, roll_, wall_clock})) {
        check_order(order);
        carry_out(order);
    }
    check(from_server(input));
    // Not kept, because another tab has the record: that is how this one hears of it at the latest.
    if (std::exchange(save_refused_, false)) hear_of_takeover();
}

void ConversationScript::carry_out(const Order& order) {
    if (const auto* request = std::get_if<HttpRequest>(&order)) return send(*request);
    if (const auto* save = std::get_if<Save>(&order)) return keep(save->bytes);
    if (const auto* timer = std::get_if<ArmTimer>(&order)) armed_ = timer->at;
    if (std::holds_alternative<DisarmTimer>(order)) armed_.reset();
    if (std::holds_alternative<ClearSaved>(order)) keep("");
    if (const auto* refused = std::get_if<MessageNotTaken>(&order)) give_back(refused->text);
    if (const auto* abort = std::get_if<HttpAbort>(&order)) {
        const auto aborted = requests_.find(abort->request);
        require(aborted != requests_.end(), "what is aborted was made");
        aborted->second.open = false;
    }
    if (const auto* sent = std::get_if<MessageSent>(&order))
        if (owed_.erase(sent->client_id)) shown_.insert(sent->client_id);
    if (std::holds_alternative<ReclaimSaved>(order)) {
        other_owns_ = false;
        reclaimed_.push_back(record_);
    }
}

void ConversationScript::send(const HttpRequest& request) {
    check_sent(request);
    requests_[request.request].kind = kind_of(request);
}

void ConversationScript::keep(const std::string& bytes) {
    save_refused_ = other_owns_;
    if (other_owns_) return;
    record_keys_ = unsent_keys(bytes);
    record_ = bytes;
}

// It was not taken: the composer keeps it.
void ConversationScript::give_back(const std::string& text) {
    for (const auto& [key, asked] : texts_)
        if (asked == text && !unsent_keys(talk_.session()).count(key)) {
            owed_.erase(key);
            said_elsewhere_.erase(key);
        }
}

}  // namespace heidi
