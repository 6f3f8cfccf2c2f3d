// A conversation with an endpoint, as the application uses it: inputs in, orders out. It joins the reducer (session.h)
// with HTTP, JSON and storage, and does no I/O itself. What the endpoint speaks (`heidi`, or one of the plain protocols)
// makes no difference to inputs and orders.
//
//   reader, page, HTTP, timer ──► handle(input, moment) ──► orders: requests, aborts, the timer, saves, news
//                                        │
//                                 chat(), strip(now): what to draw
//
//   Conversation talk({.locale = "en", .article = "sora"});
//   for (Order& order : talk.handle(ReaderSends{"Who won?", "Other", "", roll_16_bytes()}, {now, roll}))
//       std::visit(carry_out, order);
//
// Orders are to be carried out in their order, before the next input. Every HttpRequest gets at most one HttpHead, any
// number of HttpBytes, and then one HttpEnd or HttpFailed; after an HttpAbort further reports about it are allowed and
// ignored. Nothing here waits for a request of its own accord: deadlines are kept by the one timer.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "model/chat.h"
#include "session/event_stream.h"
#include "session/plain_messages.h"
#include "session/session.h"
#include "session/strip.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace heidi {

// ---- Inputs: what happens to a conversation -----------------------------------------------------------------------

// The reader's wishes.
struct ReaderSends {
    std::string text;  // Markdown as typed; blank text is ignored
    std::string topic;
    std::string quote;                          // of the article; may be empty
    std::array<std::uint8_t, 16> randomness{};  // becomes the message's key: must be unpredictable enough to be unique
    std::string article;                        // empty: the one of the settings
};
struct ReaderStops {};  // end the answer
struct ReaderPresses {  // a button of the strip
    StripButton button = StripButton::Retry;
};
struct ReaderSendsAnyway {  // "Send now", for a message whose status is AsksToSend
    std::string client_id;
};
struct ReaderDiscards {
    std::string client_id;
};
struct ReaderEdits {  // takes the message out of the outbox; its text comes back in a ComposeText order
    std::string client_id;
};
// Retry, for an answer that is `retryable`: its question is asked again as a new message, and it is retryable no more.
struct ReaderAsksAgain {
    std::string message_id;  // the answer's
    std::string topic;
    std::array<std::uint8_t, 16> randomness{};  // as for ReaderSends
};
struct ReaderRates {
    std::string message_id;
    Feedback value = Feedback::None;  // Up or Down
    std::string note;
};
struct ReaderStartsOver {};  // a new conversation; the old one is forgotten

// The page's life. PageHides stands for pagehide and freeze, PageShows for pageshow and resume.
struct PageVisibility {
    bool visible = true;
};
struct BrowserOnline {
    bool online = true;
};
struct PageHides {};
struct PageShows {};
struct TimerFires {};
// Another tab has taken the saved conversation: nothing is sent or saved here until it is reclaimed.
struct OpenedElsewhere {};
struct HostGivesToken {
    std::string token;
};
// The bytes of an earlier Save: at the start, if there are any, and after a ReclaimSaved, where none ("") mean that the
// conversation was removed. Bad bytes: a Problem, a ClearSaved, and a fresh conversation.
struct Restore {
    std::string bytes;
};

// HTTP. Views need to live only during the call.
struct HttpHead {
    RequestId request = 0;
    int status = 0;
    std::string_view content_type;
    std::optional<Milliseconds> retry_after;  // from Retry-After, in either of its two forms
};
struct HttpBytes {
    RequestId request = 0;
    std::string_view bytes;
};
struct HttpEnd {  // the body came to its end
    RequestId request = 0;
};
struct HttpFailed {  // fetch or a read was rejected, whatever the error's text says
    RequestId request = 0;
};

using Input =
    std::variant<ReaderSends, ReaderStops, ReaderPresses, ReaderSendsAnyway, ReaderDiscards, ReaderEdits,
                 ReaderAsksAgain, ReaderRates, ReaderStartsOver, OpenedElsewhere, PageVisibility, BrowserOnline,
                 PageHides, PageShows, TimerFires, HostGivesToken, Restore, HttpHead, HttpBytes, HttpEnd, HttpFailed>;

// When an input happens.
struct Moment {
    Instant now;                 // never falls
    double roll = 0.5;           // uniform in [0, 1), a new one for every input
    Milliseconds wall_clock{0};  // since 1970, for ages across reloads; 0: unknown
};

// ---- Orders: what is to be done -----------------------------------------------------------------------------------

enum class HttpMethod : std::uint8_t { Get, Post };

struct HttpRequest {
    RequestId request = 0;
    HttpMethod method = HttpMethod::Get;
    std::string path;  // below the endpoint, with its query: "/sessions/s1/events?after=7"; empty: the endpoint itself
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;       // empty: none
    bool streamed = false;  // report bytes as they arrive; otherwise in one piece or as they come, both are fine
};
struct HttpAbort {
    RequestId request = 0;
};
struct ArmTimer {  // replaces the one armed before
    Instant at;
};
struct DisarmTimer {};
struct Save {  // to be kept before the orders behind it are carried out
    std::string bytes;
};
struct ClearSaved {};
struct ReclaimSaved {};  // take the saved conversation back from the other tab, and hand it in as a Restore
struct AskHostForToken {};
struct RecreateWidget {};  // Reload: destroy the element and create it from what was saved; never the host's page
struct ComposeText {       // put this into the composer, if the reader has not typed there
    std::string text;
};

// News, for the live region and for the host's events.
struct MessageSent {
    std::string client_id;
    std::string message_id;
};
struct MessageFailed {
    std::string client_id;
    MessageProblem problem;
};
struct MessageNotTaken {  // three are waiting already: the composer keeps the text
    std::string text;
};
struct StreamStarted {
    std::string message_id;
};
struct StreamEnded {
    std::string message_id;
};
struct AnswerFinished {  // complete: worth announcing
    std::string message_id;
};
struct ConnectionChanged {
    Phase phase = Phase::Idle;
    int attempt = 0;  // the attempt that runs or is waited for, from 1; 0 while Idle or Live
    std::optional<Milliseconds> next_in;
};
struct Problem {  // for the host's error event and the log; the conversation has dealt with it
    Error error;
};

using Order = std::variant<HttpRequest, HttpAbort, ArmTimer, DisarmTimer, Save, ClearSaved, ReclaimSaved,
                           AskHostForToken, RecreateWidget, ComposeText, MessageSent, MessageFailed, MessageNotTaken,
                           StreamStarted, StreamEnded, AnswerFinished, ConnectionChanged, Problem>;

// ---- The conversation ---------------------------------------------------------------------------------------------

struct ConversationSettings {
    std::string locale = "en";
    std::string article;  // the article that is being read; may be empty
    SessionRules rules;   // for tests
    Protocol protocol = Protocol::Heidi;
    std::string model = {};  // for Protocol::OpenAi; empty: the endpoint's own choice
};

class Conversation {
public:
    explicit Conversation(ConversationSettings settings = {});

    std::vector<Order> handle(const Input& input, const Moment& moment);

    const Chat& chat() const { return state_.transcript.chat; }
    // Grows whenever chat() changes.
    std::uint64_t chat_revision() const { return state_.transcript.revision; }
    // Strip::changes_at is not part of ArmTimer: arm it only while the strip can be seen.
    Strip strip(Instant now) const { return strip_of(state_, now); }
    const SessionState& session() const { return state_; }
    bool takes_messages() const { return !is_full(state_.outbox); }
    // What the reader wishes waits until what is saved has been reclaimed.
    bool is_elsewhere() const { return elsewhere_; }
    // What ArmTimer last asked for; none: no timer.
    std::optional<Instant> armed_timer() const { return armed_; }

private:
    enum class Purpose : std::uint8_t { Create, Resume, Snapshot, Stream, Poll, Message, Stop, Feedback, Answer };

    // A request that has been made and not ended.
    struct Transfer {
        RequestId request = 0;
        Purpose purpose = Purpose::Stream;
        int status = 0;
        EventStream events;
        std::string body;
        std::string message_id;  // of a Feedback
        Feedback earlier_value = Feedback::None;
    };
    // A plain endpoint's answer, from its question's first byte until the log has its end (conversation_plain.cpp).
    struct PlainAnswer {
        RequestId request = 0;
        std::string client_id;
        std::string question;
        FinalEvent said;  // what has arrived
        std::size_t told_bytes = 0;
        std::size_t told_code_points = 0;
        std::string failure;    // its code
        bool streamed = false;  // or one JSON text
        bool taken = false;     // the endpoint has begun to reply
        bool accepted = false;  // the log shows the question
        bool finished = false;  // it came to its own end
        bool over = false;      // nothing more will come
    };
    struct Handling;  // one call of handle(), in conversation_handling.h

    ConversationSettings settings_;
    SessionState state_;
    std::vector<Transfer> transfers_;
    PlainAnswer answer_;
    bool kept_ = false;                   // there is something saved
    bool elsewhere_ = false;              // another tab owns what is saved
    bool reclaiming_ = false;             // and it was asked for
    std::vector<Input> until_reclaimed_;  // what the reader wished here meanwhile
    std::optional<Instant> armed_;
    ConnectionChanged told_;
    std::optional<Instant> told_retry_at_;
};

}  // namespace heidi
