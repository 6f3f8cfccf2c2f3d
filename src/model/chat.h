// A conversation as it is shown. The session's reducer owns it; views read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace heidi {

enum class Role { Reader, Heidi };

enum class MessageStatus {
    Queued,  // written while an earlier one waits, or while there is no connection
    Sending,
    NotConfirmed,  // sent, outcome unknown: the same key goes again
    Delivered,     // seen in the log or a snapshot
    CouldNotSend,  // refused for good: Edit or Discard
    AsksToSend,    // unsent for so long that the reader is asked first: "Send now?"
    Streaming,     // an answer that is still being written
    Complete,
    Interrupted,  // an answer that ended before its end
    Failed,       // an answer the server gave up on
};

struct Source {
    std::string title;
    std::string url;
    std::optional<int> paragraph;  // index among the article's top-level blocks, from 0

    friend bool operator==(const Source&, const Source&) = default;
};

enum class Feedback { None, Up, Down };

enum class ProblemKind : std::uint8_t {
    None,
    TooLong,
    NameTaken,       // the server has another message under the same id
    NotAccepted,     // detail: the status it answered
    NoAnswerInTime,  // whether the question arrived is not known
    NotFinished,     // an answer; detail: the server's code, may be empty
};

// What went wrong with a message. Words for it are the views'.
struct MessageProblem {
    ProblemKind kind = ProblemKind::None;
    std::string detail = {};

    friend bool operator==(const MessageProblem&, const MessageProblem&) = default;
};

// Tells views that a message has changed without comparing its text. It is no part of what a message says, so it is left
// out of comparisons.
struct Revision {
    std::uint64_t number = 0;  // another one after every change; 0: unknown

    friend bool operator==(const Revision&, const Revision&) { return true; }
};

struct Message {
    std::string id;         // the server's, unique in a session; empty while in the outbox
    std::string client_id;  // the idempotency key of a reader's message
    Role role = Role::Reader;
    MessageStatus status = MessageStatus::Complete;
    std::string text;             // Markdown, UTF-8
    std::string quote = {};       // of the article: what a reader's message is about; may be empty
    MessageProblem problem = {};  // for CouldNotSend, AsksToSend and Failed
    bool retryable = false;       // an answer that came to nothing, whose question can be asked again
    std::vector<Source> sources;
    std::vector<std::string> suggestions;
    Feedback feedback = Feedback::None;
    Revision revision = {};

    friend bool operator==(const Message&, const Message&) = default;
};

// Of a session that is gone: its server knows it no more. Such ids have a space, which no server's has.
inline bool is_history(const Message& message) { return message.id.find(' ') != std::string::npos; }

struct Chat {
    std::vector<Message> messages;  // oldest first; the reader's unsent ones last
    bool answering = false;         // a turn is unfinished: Stop is offered, the typing indicator may show

    friend bool operator==(const Chat&, const Chat&) = default;
};

}  // namespace heidi
