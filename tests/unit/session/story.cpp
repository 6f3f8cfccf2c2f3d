#include "session/story.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace std::chrono_literals;

namespace heidi {

Story::Story(ConversationSettings settings) : talk(settings), settings_(std::move(settings)) {}

void Story::tell(const Input& input) {
    for (Order& order : talk.handle(input, {now, roll, wall_clock})) {
        if (const auto* request = std::get_if<HttpRequest>(&order)) made_.push_back({*request});
        if (const auto* abort = std::get_if<HttpAbort>(&order))
            for (Made& made : made_)
                if (made.request.request == abort->request) made.open = false;
        told.push_back(std::move(order));
    }
}

std::string Story::asks(const std::string& text) {
    ReaderSends wish{.text = text, .topic = "Other", .quote = "", .article = ""};
    const std::string key = new_key(wish.randomness);
    tell(wish);
    return key;
}

void Story::asks_again(const std::string& message_id) {
    ReaderAsksAgain wish{.message_id = message_id, .topic = "Other"};
    new_key(wish.randomness);
    tell(wish);
}

std::string Story::new_key(std::array<std::uint8_t, 16>& randomness) {
    randomness[15] = ++keys_made_;
    constexpr char hex[] = "0123456789abcdef";
    return std::string("00000000-0000-4000-8000-0000000000") + hex[keys_made_ >> 4] + hex[keys_made_ & 15];
}

// The page is left and made anew: only what was saved comes back.
void Story::reloads() {
    freezes();
    REQUIRE(last<Save>());
    const std::string bytes = last<Save>()->bytes;
    talk = Conversation(settings_);
    made_.clear();
    tell(Restore{bytes});
}

// ---- The clock ----------------------------------------------------------------------------------------------------

void Story::waits(Milliseconds duration) {
    const Instant until = now + duration;
    while (talk.armed_timer() && *talk.armed_timer() <= until) {
        const Instant at = std::max(now, *talk.armed_timer());
        wall_clock += at - now;
        now = at;
        tell(TimerFires{});
    }
    wall_clock += until - now;
    now = until;
}

void Story::sleeps(Milliseconds duration) {
    now = now + duration;
    wall_clock += duration;
}

void Story::waits_for_the_attempt() {
    REQUIRE(talk.armed_timer());
    waits(*talk.armed_timer() - now);
}

Milliseconds Story::until_timer() const { return talk.armed_timer() ? *talk.armed_timer() - now : Milliseconds(-1); }

// ---- The server ---------------------------------------------------------------------------------------------------

const Story::Made* Story::newest(std::string_view kind, bool open_only) const {
    for (auto made = made_.rbegin(); made != made_.rend(); ++made)
        if (kind_of(made->request) == kind && (made->open || !open_only)) return &*made;
    return nullptr;
}

RequestId Story::open_request(std::string_view kind) const {
    const Made* made = newest(kind, true);
    CAPTURE(kind);
    CAPTURE(open_requests());
    REQUIRE(made);
    return made->request.request;
}

bool Story::has_open(std::string_view kind) const { return newest(kind, true) != nullptr; }

const HttpRequest& Story::last_request(std::string_view kind) const {
    const Made* made = newest(kind, false);
    CAPTURE(kind);
    REQUIRE(made);
    return made->request;
}

int Story::requests_made(std::string_view kind) const {
    return static_cast<int>(
        std::count_if(made_.begin(), made_.end(), [&](const Made& m) { return kind_of(m.request) == kind; }));
}

std::vector<std::string> Story::open_requests() const {
    std::vector<std::string> kinds;
    for (const Made& made : made_)
        if (made.open) kinds.emplace_back(kind_of(made.request));
    return kinds;
}

void Story::answers(std::string_view kind, int status, std::string_view body, std::optional<Milliseconds> retry_after) {
    const RequestId id = open_request(kind);
    for (Made& made : made_)
        if (made.request.request == id) made.open = false;
    tell(HttpHead{id, status, "application/json", retry_after});
    if (!body.empty()) tell(HttpBytes{id, body});
    tell(HttpEnd{id});
}

void Story::loses(std::string_view kind) {
    const RequestId id = open_request(kind);
    for (Made& made : made_)
        if (made.request.request == id) made.open = false;
    tell(HttpFailed{id});
}

void Story::is_given_a_session(const std::string& id) {
    answers("session", 201,
            R"({"session":")" + id + R"(","token":"t-)" + id +
                R"(","seq":0,"heartbeat_ms":15000,"dead_ms":35000,"retain_s":3600,"max_text":4000})");
}

void Story::is_taken(const std::string& message_id, Seq seq) {
    answers("message", 202, R"({"message_id":")" + message_id + R"(","seq":)" + std::to_string(seq) + "}");
}

void Story::stream_begins_without_hello() {
    tell(HttpHead{open_request("stream"), 200, "text/event-stream; charset=utf-8", {}});
}

void Story::stream_opens(Seq head) {
    stream_begins_without_hello();
    hears("hello", R"({"seq":)" + std::to_string(head) + "}");
}

void Story::stream_ends() {
    const RequestId id = open_request("stream");
    for (Made& made : made_)
        if (made.request.request == id) made.open = false;
    tell(HttpEnd{id});
}

void Story::hears_bytes(std::string_view bytes) { tell(HttpBytes{open_request("stream"), bytes}); }

void Story::reply_begins(std::string_view content_type) {
    tell(HttpHead{open_request("message"), 200, content_type, {}});
}

void Story::reply_brings(std::string_view bytes) { tell(HttpBytes{open_request("message"), bytes}); }

void Story::reply_says(const std::string& text) {
    reply_brings(R"(data: {"choices":[{"index":0,"delta":{"content":")" + text + "\"}}]}\n\n");
}

void Story::reply_ends() {
    const RequestId id = open_request("message");
    for (Made& made : made_)
        if (made.request.request == id) made.open = false;
    tell(HttpEnd{id});
}

void Story::hears(const std::string& event, const std::string& json) {
    hears_bytes("event: " + event + "\ndata: " + json + "\n\n");
}

void Story::hears(Seq seq, const std::string& event, const std::string& json) {
    hears_bytes("id: " + std::to_string(seq) + "\nevent: " + event + "\ndata: " + json + "\n\n");
}

void Story::hears_accepted(Seq seq, const std::string& key, const std::string& message_id, const std::string& text) {
    hears(seq, "accepted",
          R"({"client_id":")" + key + R"(","message_id":")" + message_id + R"(","text":")" + text + R"("})");
}

void Story::hears_words(Seq seq, const std::string& message_id, std::size_t offset, const std::string& text) {
    hears(seq, "delta",
          R"({"message_id":")" + message_id + R"(","offset":)" + std::to_string(offset) + R"(,"text":")" + text +
              R"("})");
}

void Story::hears_final(Seq seq, const std::string& message_id, const std::string& text) {
    hears(seq, "final", R"({"message_id":")" + message_id + R"(","text":")" + text + R"("})");
}

std::string Story::is_live(const std::string& question) {
    const std::string key = asks(question);
    is_given_a_session();
    is_taken("q1", 1);
    stream_opens(1);
    hears_accepted(1, key, "q1", question);
    return key;
}

void Story::finishes_the_answer() { hears_final(2, "a1", "Norway."); }

// ---- Where stories begin --------------------------------------------------------------------------------------------

Story stable_story() {
    Story heidi;
    heidi.is_live();
    heidi.hears_words(2, "a1", 0, "Nor");
    heidi.waits(11s);
    heidi.hears("ping", R"({"head":2})");
    return heidi;
}

Story waiting_story() {
    Story heidi = stable_story();
    heidi.loses_the_link();
    return heidi;
}

Story failed_story() {
    Story heidi = waiting_story();
    for (int attempt = 0; attempt < 60 && heidi.phase() != Phase::Failed; ++attempt) {
        heidi.waits_for_the_attempt();
        if (heidi.has_open("stream")) heidi.loses("stream");
    }
    REQUIRE(heidi.phase() == Phase::Failed);
    return heidi;
}

Story paused_story() {
    Story heidi = stable_story();
    heidi.hears("paused", R"({"reason":"Maintenance."})");
    return heidi;
}

// ---- What can be seen ---------------------------------------------------------------------------------------------

std::string Story::transcript() const {
    std::string all;
    for (const Message& message : talk.chat().messages) {
        if (!all.empty()) all += " | ";
        all += message.role == Role::Reader ? "reader: " : "heidi: ";
        all += message.text;
        switch (message.status) {
            case MessageStatus::Queued: all += " (queued)"; break;
            case MessageStatus::Sending: all += " (sending)"; break;
            case MessageStatus::NotConfirmed: all += " (not confirmed)"; break;
            case MessageStatus::CouldNotSend: all += " (could not send)"; break;
            case MessageStatus::AsksToSend: all += " (send now?)"; break;
            case MessageStatus::Streaming: all += "…"; break;
            case MessageStatus::Interrupted: all += " (interrupted)"; break;
            case MessageStatus::Failed: all += " (failed)"; break;
            default: break;
        }
    }
    return all;
}

}  // namespace heidi
