// What the reducer hears (facts) and what it orders (effects). Both are plain data; nothing here knows HTTP's details,
// JSON or a browser.
#pragma once

#include "base/time.h"
#include "session/outbox.h"
#include "session/wire_messages.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace heidi {

// Every request has its own number, never used again: the generation of its results. A result whose number is not the
// current one of its kind changes nothing. 0 is no request.
using RequestId = std::uint32_t;

// ---- Facts --------------------------------------------------------------------------------------------------------

// From the reader.
struct QuestionAsked {
    std::string client_id;  // unique, is_usable_id
    Question question;
};
struct QuestionDiscarded {  // also by Edit
    std::string client_id;
};
struct QuestionInsistedOn {  // "Send now"
    std::string client_id;
};
struct StopAsked {};
struct RejoinAsked {};  // the strip's button, whatever it is called: Try now, Retry, Resume, Use here
struct NewConversationAsked {};

// From the page.
struct VisibilityChanged {
    bool visible = true;
};
struct ConnectivityChanged {
    bool online = true;
};
struct PageFrozen {};             // pagehide, freeze
struct PageThawed {};             // pageshow (persisted or not), resume
struct ConversationTakenOver {};  // by another tab of this browser
struct ConversationLoaded {       // the state was just restored: look for an unfinished turn
    bool session_over = false;    // the session ended with the page that had it
};
struct TokenGiven {  // by the host page
    std::string token;
};
struct TimePassed {};  // the timer fired; every other fact settles what is due as well

// From the network. Facts about a stream and about polling it are the same except for PollAnswered.
struct StreamOpened {  // 200, and it is an event stream
    RequestId request = 0;
};
struct BytesHeard {
    RequestId request = 0;
};
struct EventHeard {
    RequestId request = 0;
    std::optional<Seq> seq;
    WireEvent event;
};
struct EventUnreadable {  // its JSON was wrong; with a seq it leaves a gap
    RequestId request = 0;
    std::optional<Seq> seq;
};
struct PollAnswered {
    RequestId request = 0;
    PolledEvents polled;
};
struct NothingToHear {  // 204
    RequestId request = 0;
};
struct SessionCreated {
    RequestId request = 0;
    NewSession session;
};
struct SessionResumed {
    RequestId request = 0;
};
struct SnapshotArrived {
    RequestId request = 0;
    Snapshot snapshot;
};
struct MessageTaken {  // 202
    RequestId request = 0;
    TakenMessage taken;
};
struct RequestRefused {  // any status that is not a success
    RequestId request = 0;
    int status = 0;
    std::optional<Milliseconds> retry_after;
};
struct RequestLost {  // network error, an end before its time, an unreadable reply
    RequestId request = 0;
};

using SessionEvent = std::variant<QuestionAsked, QuestionDiscarded, QuestionInsistedOn, StopAsked, RejoinAsked,
                                  NewConversationAsked, VisibilityChanged, ConnectivityChanged, PageFrozen, PageThawed,
                                  ConversationTakenOver, ConversationLoaded, TokenGiven, TimePassed, StreamOpened,
                                  BytesHeard, EventHeard, EventUnreadable, PollAnswered, NothingToHear, SessionCreated,
                                  SessionResumed, SnapshotArrived, MessageTaken, RequestRefused, RequestLost>;

// ---- Effects ------------------------------------------------------------------------------------------------------

struct CreateSession {
    RequestId request = 0;
};
struct ResumeSession {
    RequestId request = 0;
};
struct FetchSnapshot {
    RequestId request = 0;
};
struct OpenStream {
    RequestId request = 0;
    Seq after = 0;
};
struct PollEvents {
    RequestId request = 0;
    Seq after = 0;
    Milliseconds wait{0};
};
struct PostMessage {
    RequestId request = 0;
    std::string client_id;
    Question question;
};
struct PostStop {
    RequestId request = 0;
    std::string message_id;  // the answer that is meant; empty: whichever is being written
};
struct AbortRequest {
    RequestId request = 0;
};
struct AskForToken {};
struct SaveConversation {};  // what must survive a reload has changed

// Facts for others.
struct QuestionSent {
    std::string client_id;
    std::string message_id;
};
struct QuestionRefused {
    std::string client_id;
    MessageProblem problem;
};
struct OutboxWasFull {  // the question was not taken: the composer keeps it
    Question question;
};
struct AnswerStarted {
    std::string message_id;
};
struct AnswerEnded {
    std::string message_id;
    bool complete = true;  // false: it was stopped, or the server gave up on it
};

using SessionEffect = std::variant<CreateSession, ResumeSession, FetchSnapshot, OpenStream, PollEvents, PostMessage,
                                   PostStop, AbortRequest, AskForToken, SaveConversation, QuestionSent, QuestionRefused,
                                   OutboxWasFull, AnswerStarted, AnswerEnded>;

}  // namespace heidi
