// A random walk over a conversation with a plain endpoint: reader, page, network and endpoint do random things, what must
// always hold is checked after every step, and once the faults stop every question has its answer.
#include <doctest/doctest.h>

#include "base/utf8.h"
#include "session/conversation.h"
#include "session/model_server.h"

#include <algorithm>
#include <cstdlib>
#include <set>

using namespace heidi;
using namespace std::chrono_literals;

namespace {

std::string answer_to(const std::string& question) { return "«" + question + "» – blåbær, 雪山 🏔 og ja."; }

class PlainWalk {
public:
    PlainWalk(std::uint64_t seed, Protocol protocol)
        : settings_{.locale = "en", .article = "", .rules = {}, .protocol = protocol, .model = "m"}, talk_(settings_),
          dice_(seed) {}

    // Empty when all went well.
    std::string run(int steps) {
        for (int i = 0; i < steps && wrong_.empty(); ++i) {
            act();
            check();
        }
        if (wrong_.empty()) come_right();
        return wrong_;
    }

private:
    struct Asked {
        RequestId request = 0;
        std::string reply;  // all of its bytes
        std::size_t sent = 0;
        bool begun = false;
        bool whole = false;
    };

    void fail(const std::string& what) {
        if (wrong_.empty()) wrong_ = what + " (" + std::string(name_of(talk_.session().phase)) + ")";
    }

    std::size_t below(int count) { return static_cast<std::size_t>(dice_.between(0, count - 1)); }

    // ---- Reader and page

    void act() {
        switch (below(27)) {
            case 0:
            case 1: return ask();
            case 2: return tell(ReaderStops{});
            case 3:
                return with_unsent([&](const Message& m) {
                    if (m.status == MessageStatus::Sending && talk_.session().post == 0) return;
                    const std::string key = m.client_id;
                    tell(ReaderDiscards{key});
                    if (!shows(key)) keys_.erase(key);
                });
            case 4: return with_unsent([&](const Message& m) { tell(ReaderSendsAnyway{m.client_id}); });
            case 5: return ask_again();
            case 6: return press();
            case 7: return see(dice_.one_in(2));
            case 8: return tell(BrowserOnline{dice_.one_in(2)});
            case 9: frozen_ = !frozen_; return frozen_ ? tell(PageHides{}) : tell(PageShows{});
            case 10: return dice_.one_in(4) ? reload() : void();
            case 11: return token_wanted_ ? tell(HostGivesToken{"t"}) : void();
            case 12:
                if (!dice_.one_in(10)) return;
                tell(ReaderStartsOver{});
                keys_.clear();
                return;
            case 13: return pass(dice_.ms(0, 150'000));
            case 14:
            case 15: return pass(dice_.ms(0, 4'000));
            case 16: now_ = now_ + dice_.ms(0, 200'000); return;  // the machine sleeps: no timer fires
            default: return endpoint_acts();
        }
    }

    void ask() {
        ReaderSends wish{.text = "Question " + std::to_string(++asked_), .topic = "", .quote = "", .article = ""};
        tell(with_key(wish));
    }

    void ask_again() {
        for (const Message& message : talk_.chat().messages)
            if (message.retryable) {
                ReaderAsksAgain wish{.message_id = message.id, .topic = ""};
                return tell(with_key(wish));
            }
    }

    template <class Wish>
    Wish with_key(Wish wish) {
        ++keys_made_;
        for (std::size_t i = 0; i < 4; ++i) wish.randomness[i] = static_cast<std::uint8_t>(keys_made_ >> (8 * i));
        return wish;
    }

    template <class Deed>
    void with_unsent(Deed deed) {
        const std::vector<Message> messages = talk_.chat().messages;
        for (const Message& message : messages)
            if (message.id.empty() && dice_.one_in(2)) return deed(message);
    }

    void press() {
        const Strip strip = talk_.strip(now_);
        if (!strip.buttons.empty() && !strip.buttons.front().busy) tell(ReaderPresses{strip.buttons.front().button});
    }

    void see(bool visible) {
        visible_ = visible;
        tell(PageVisibility{visible});
    }

    void reload() {
        tell(PageHides{});
        frozen_ = false;
        visible_ = true;
        open_.clear();
        talk_ = Conversation(settings_);
        armed_.reset();
        attempt_before_.reset();
        tell(Restore{saved_});
    }

    // ---- The endpoint and time

    void endpoint_acts() {
        if (open_.empty()) return;
        Asked& asked = open_.front();
        if (!asked.begun) return dice_.one_in(3) ? refuse(asked) : begin(asked);
        if (dice_.one_in(12)) return lose(asked);
        go_on(asked, 1 + below(60));
    }

    void refuse(const Asked& asked) {
        constexpr int statuses[] = {400, 401, 403, 404, 408, 409, 429, 500, 502, 503, 504};
        const int status = statuses[below(static_cast<int>(std::size(statuses)))];
        std::optional<Milliseconds> retry_after;
        if (status == 429 || status == 503) retry_after = dice_.ms(0, 30'000);
        const RequestId id = asked.request;
        open_.clear();
        const bool awaited = talk_.session().deadlines.at(Deadline::PostReply) > now_;  // or given up just now
        if (retry_after && awaited) not_before_ = now_ + *retry_after;
        tell(HttpHead{id, status, "application/json", retry_after});
    }

    void begin(Asked& asked) {
        asked.begun = true;
        const RequestId id = asked.request;
        tell(HttpHead{id, 200, asked.whole ? "application/json" : "text/event-stream", {}});
    }

    void lose(const Asked& asked) {
        const RequestId id = asked.request;
        open_.clear();
        tell(HttpFailed{id});
    }

    void go_on(Asked& asked, std::size_t bytes) {
        const RequestId id = asked.request;
        const std::string piece = asked.reply.substr(asked.sent, bytes);
        asked.sent += piece.size();
        const bool ended = asked.sent == asked.reply.size();
        if (!piece.empty()) tell(HttpBytes{id, piece});
        if (!ended || open_.empty() || open_.front().request != id) return;
        open_.clear();
        tell(HttpEnd{id});
    }

    void pass(Milliseconds duration) {
        const Instant until = now_ + duration;
        for (int fired = 0; armed_ && *armed_ <= until && fired < 10'000; ++fired) {
            now_ = std::max(now_, *armed_);
            armed_.reset();
            tell(TimerFires{});
            check();
        }
        now_ = until;
    }

    void tell(const Input& input) {
        for (const Order& order :
             talk_.handle(input, {now_, dice_.roll(), Milliseconds(1'000'000) + (now_ - Instant{})})) {
            if (const auto* request = std::get_if<HttpRequest>(&order)) made(*request);
            if (const auto* abort = std::get_if<HttpAbort>(&order))
                std::erase_if(open_, [&](const Asked& a) { return a.request == abort->request; });
            if (const auto* save = std::get_if<Save>(&order)) saved_ = save->bytes;
            if (const auto* timer = std::get_if<ArmTimer>(&order)) armed_ = timer->at;
            if (std::holds_alternative<DisarmTimer>(order)) armed_.reset();
            if (std::holds_alternative<AskHostForToken>(order)) token_wanted_ = true;
        }
        if (std::holds_alternative<HostGivesToken>(input)) token_wanted_ = false;
        for (const Message& message : talk_.chat().messages)
            if (!message.client_id.empty()) keys_.insert(message.client_id);
    }

    void made(const HttpRequest& request) {
        if (!open_.empty()) fail("two requests at a time");
        if (not_before_ && now_ < *not_before_ && !talk_restored()) fail("a request before Retry-After");
        if (request.method != HttpMethod::Post) return fail("a request that no plain endpoint knows: " + request.path);
        const std::size_t at = request.body.rfind("Question ");
        const std::string question = request.body.substr(at, request.body.find('"', at) - at);
        Asked asked;
        asked.request = request.request;
        const std::string text = answer_to(question);
        if (settings_.protocol == Protocol::Json) {
            asked.whole = true;
            asked.reply = R"({"reply":")" + text + "\"}";
        } else {
            const std::size_t half = byte_offset_of_code_point(text, 9);
            for (const std::string& piece : {text.substr(0, half), text.substr(half)})
                asked.reply += R"(data: {"choices":[{"delta":{"content":")" + piece + "\"}}]}\r\n\r\n";
            asked.reply += "data: [DONE]\n\n";
        }
        open_.push_back(asked);
    }

    bool talk_restored() {
        // A page that was reloaded knows nothing of Retry-After: the reader asked it to.
        return talk_.session().trying.not_before == std::nullopt;
    }

    // ---- What must always hold

    bool shows(const std::string& key) const {
        return std::any_of(talk_.chat().messages.begin(), talk_.chat().messages.end(),
                           [&](const Message& m) { return m.client_id == key; });
    }

    void check() {
        const SessionState& s = talk_.session();
        if (talk_.armed_timer() != next_deadline(s)) fail("the timer is not armed at the earliest deadline");
        if (at_rest.contains(s.phase) && (talk_.armed_timer() || !open_.empty())) fail("something runs at rest");
        if (s.phase == Phase::Waiting && visible_ && !s.deadlines.armed(Deadline::Retry)) fail("stuck in Waiting");
        if (s.phase == Phase::Live && !s.deadlines.armed(Deadline::Dead)) fail("stuck in Live");
        if (s.phase == Phase::Connecting && !talk_.armed_timer()) fail("stuck in Connecting");
        const auto attempt = std::exchange(attempt_before_, s.trying.last_attempt_at);
        const bool attempted = s.trying.last_attempt_at && attempt != s.trying.last_attempt_at;
        if (attempted && !visible_ && !was_visible_) fail("an attempt while hidden");
        was_visible_ = visible_;  // what was due is tried before the page is known to be hidden
        if (attempted && attempt && *s.trying.last_attempt_at - *attempt < 1s) fail("two attempts within a second");
        if (s.joining.snapshot_wanted) fail("a snapshot is wanted");
        if (talk_.chat().answering != (s.transcript.open_turns > 0 || s.post != 0)) fail("Stop is offered wrongly");
        if (s.phase == Phase::Live && talk_.strip(now_).kind != StripKind::Hidden &&
            talk_.strip(now_).reconnect_class != "components-reconnect-hide" && !talk_.strip(now_).changes_at)
            fail("a strip while Live");
        check_messages();
    }

    void check_messages() {
        const Transcript& t = talk_.session().transcript;
        std::set<std::string> ids;
        std::multiset<std::string> keys;
        for (std::size_t i = 0; i < t.chat.messages.size(); ++i) {
            const Message& m = t.chat.messages[i];
            if (!m.client_id.empty()) keys.insert(m.client_id);
            if (i >= t.archived + t.logged) continue;
            if (!ids.insert(m.id).second) fail("an id twice");
            const bool answer = i % 2 == 1;
            if ((m.role == Role::Heidi) != answer) return fail("questions and answers do not alternate");
            if (answer) check_answer(m, t.chat.messages[i - 1]);
        }
        for (const std::string& key : keys_)
            if (keys.count(key) != 1) fail("a question is shown " + std::to_string(keys.count(key)) + " times");
    }

    void check_answer(const Message& answer, const Message& question) {
        const std::string whole = answer_to(question.text);
        if (answer.status == MessageStatus::Complete && answer.text != whole) fail("an answer is not the whole one");
        if (!whole.starts_with(answer.text)) fail("an answer has other words");
        const bool cut = answer.status == MessageStatus::Interrupted || answer.status == MessageStatus::Failed;
        if (answer.retryable && !cut) fail("an answer that came can be asked for again");
    }

    // ---- The end

    bool settled() const {
        const auto& messages = talk_.chat().messages;
        return open_.empty() && talk_.session().phase == Phase::Idle &&
               std::all_of(messages.begin(), messages.end(),
                           [](const Message& m) { return !m.id.empty() || m.status == MessageStatus::CouldNotSend; });
    }

    void come_right() {
        if (frozen_) tell(PageShows{});
        frozen_ = false;
        see(true);
        tell(BrowserOnline{true});
        for (int round = 0; round < 900 && wrong_.empty() && !settled(); ++round) {
            if (token_wanted_) tell(HostGivesToken{"t"});
            if (!open_.empty() && !open_.front().begun) begin(open_.front());
            if (!open_.empty()) go_on(open_.front(), 10'000);
            for (const Message& m : std::vector(talk_.chat().messages))
                if (m.status == MessageStatus::AsksToSend) tell(ReaderSendsAnyway{m.client_id});
            if (talk_.session().phase == Phase::PausedServer || talk_.session().phase == Phase::ResumeFailed) press();
            pass(1s);
            check();
        }
        if (!settled()) fail("it does not come right");
        const auto& messages = talk_.chat().messages;
        if (wrong_.empty() && !messages.empty() && messages.back().status == MessageStatus::Streaming)
            fail("an answer without end");
    }

    ConversationSettings settings_;
    Conversation talk_;
    Dice dice_;
    Instant now_{Milliseconds(1'000'000)};
    std::optional<Instant> armed_;
    std::optional<Instant> not_before_;
    std::optional<Instant> attempt_before_;
    std::vector<Asked> open_;
    std::set<std::string> keys_;
    std::string saved_;
    std::string wrong_;
    std::uint32_t keys_made_ = 0;
    int asked_ = 0;
    bool visible_ = true;
    bool was_visible_ = true;
    bool frozen_ = false;
    bool token_wanted_ = false;
};

}  // namespace

TEST_CASE("whatever reader, page, network and a plain endpoint do, nothing is lost, doubled or stuck") {
    const char* amount = std::getenv("HEIDI_WALK_SCHEDULES");
    const std::uint64_t schedules = amount && *amount ? std::strtoull(amount, nullptr, 10) : 250;
    for (std::uint64_t seed = 1; seed <= schedules; ++seed)
        for (const Protocol protocol : {Protocol::Json, Protocol::OpenAi}) {
            const std::string wrong = PlainWalk(seed, protocol).run(400);
            CAPTURE(seed);
            CAPTURE(protocol == Protocol::Json);
            REQUIRE(wrong == "");
        }
}
