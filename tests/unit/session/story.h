// A reader, a page and a scripted link around one Conversation, with a fake clock. Requests are answered by what they
// are ("the stream", "the message"), not by number; what the story does not answer stays unanswered.
//
//   Story heidi;
//   heidi.asks("Who won?");
//   heidi.is_given_a_session();      // POST /sessions
//   heidi.is_taken("q1", 1);         // POST …/messages
//   heidi.stream_opens();            // GET …/events and `hello`
//   heidi.hears_words("a1", 0, "Norway");
#pragma once

#include "session/conversation.h"
#include "session/request_kind.h"

#include <string>
#include <string_view>
#include <vector>

namespace heidi {

class Story {
public:
    explicit Story(ConversationSettings settings = {.locale = "en", .article = "sora", .rules = {}});
    // The same with a plain endpoint, where the only requests are messages.
    static Story with(Protocol protocol) {
        return Story({.locale = "en", .article = "sora", .rules = {}, .protocol = protocol, .model = "m-1"});
    }

    // The reader.
    std::string asks(const std::string& text);       // returns the message's key
    void asks_again(const std::string& message_id);  // Retry
    void presses(StripButton button) { tell(ReaderPresses{button}); }

    // The page.
    void hides() { tell(PageVisibility{false}); }
    void is_seen() { tell(PageVisibility{true}); }
    void goes_offline() { tell(BrowserOnline{false}); }
    void comes_online() { tell(BrowserOnline{true}); }
    void reloads();
    void freezes() { tell(PageHides{}); }
    void thaws() { tell(PageShows{}); }

    // The clock. Timers fire on the way, each at its time.
    void waits(Milliseconds duration);
    void sleeps(Milliseconds duration);  // the machine does: no timer fires before it wakes
    void waits_for_the_attempt();        // until the armed timer has fired once

    // The server. Each answers the newest open request of its kind and fails the test when there is none.
    void is_given_a_session(const std::string& id = "s1");
    void is_taken(const std::string& message_id, Seq seq);
    void stream_opens(Seq head = 0);
    void stream_begins_without_hello();
    void answers(std::string_view kind, int status, std::string_view body = "",
                 std::optional<Milliseconds> retry_after = {});
    void refuses(std::string_view kind, int status, std::optional<Milliseconds> retry_after = {}) {
        answers(kind, status, "", retry_after);
    }
    void loses(std::string_view kind);
    void stream_ends();
    void hears(const std::string& event, const std::string& json);           // without an id
    void hears(Seq seq, const std::string& event, const std::string& json);  // in the log
    void hears_accepted(Seq seq, const std::string& key, const std::string& message_id, const std::string& text);
    void hears_words(Seq seq, const std::string& message_id, std::size_t offset, const std::string& text);
    void hears_final(Seq seq, const std::string& message_id, const std::string& text);
    void hears_bytes(std::string_view bytes);
    // A plain endpoint's reply, piece by piece.
    void reply_begins(std::string_view content_type = "text/event-stream");
    void reply_brings(std::string_view bytes);
    void reply_says(const std::string& text);  // a chunk of a completion
    void reply_ends();

    // Shortcuts.
    std::string
    is_live(const std::string& question = "Who won?");  // asked, taken, accepted (seq 1), streaming; returns the key
    void finishes_the_answer();                         // a1 is complete at seq 2
    void loses_the_link() { loses("stream"); }

    // What can be seen.
    Phase phase() const { return talk.session().phase; }
    Strip strip() const { return talk.strip(now); }
    std::string transcript() const;  // "reader: Who won? | heidi: Norway…"
    const Message& last_message() const { return talk.chat().messages.back(); }
    std::vector<std::string> open_requests() const;  // kinds, in the order made
    bool has_open(std::string_view kind) const;
    const HttpRequest& last_request(std::string_view kind) const;  // open or not
    int requests_made(std::string_view kind) const;
    Milliseconds until_timer() const;
    template <class OrderType>
    int count() const {
        int n = 0;
        for (const Order& order : told) n += std::holds_alternative<OrderType>(order);
        return n;
    }
    template <class OrderType>
    const OrderType* last() const {
        const OrderType* found = nullptr;
        for (const Order& order : told)
            if (const auto* one = std::get_if<OrderType>(&order)) found = one;
        return found;
    }

    void tell(const Input& input);

    Conversation talk;
    Instant now{Milliseconds(1'000'000)};
    Milliseconds wall_clock{1'790'000'000'000};
    double roll = 0.5;
    std::vector<Order> told;  // every order so far

private:
    struct Made {
        HttpRequest request;
        bool open = true;
    };
    const Made* newest(std::string_view kind, bool open_only) const;
    RequestId open_request(std::string_view kind) const;
    std::string new_key(std::array<std::uint8_t, 16>& randomness);

    ConversationSettings settings_;
    std::vector<Made> made_;
    std::uint8_t keys_made_ = 0;
};

// Live with an unfinished answer ("Nor", seq 2), for long enough that earlier failures are forgotten.
Story stable_story();
// The same, just after the link was lost.
Story waiting_story();
// The same, after five minutes of trying in vain.
Story failed_story();
// Paused by the server in the middle of the answer, for "Maintenance."
Story paused_story();

}  // namespace heidi
