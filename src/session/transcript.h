// The conversation as the server's log tells it, and the rules by which the log is applied.
//
//   archived (earlier sessions) │ logged (this session's log) │ unsent (the outbox)   = chat.messages, oldest first
//
// The log is numbered from 1. What has been seen is dropped, what is next is applied, and anything else proves a gap:
// then nothing is applied and a snapshot is asked for. A delta is written at its offset, which makes applying it
// twice harmless. Applying a delta costs in proportion to the delta: the length of the streaming text in code points
// is kept.
#pragma once

#include "model/chat.h"
#include "session/session_rules.h"
#include "session/wire_messages.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace heidi {

struct Transcript {
    Chat chat;                   // `answering` is kept by the reducer, which knows the outbox too
    std::size_t archived = 0;    // chat.messages[0, archived)
    std::size_t logged = 0;      // chat.messages[archived, archived + logged)
    Seq cursor = 0;              // everything up to here is in `logged`
    int open_turns = 0;          // accepted questions whose answer has not ended
    std::uint64_t revision = 0;  // grows with every change of `chat`

    // The answer that was written last; its length saves counting it again for every delta.
    struct Streaming {
        std::string message_id;
        std::size_t index = 0;
        std::size_t code_points = 0;
    } streaming;
};

enum class LogStep {
    Applied,
    AlreadySeen,
    OutOfStep,  // a gap, or an offset beyond the text: nothing was changed
};

// What applying changed that others want to hear of.
struct LogNews {
    LogStep step = LogStep::Applied;
    std::string accepted_client_id;
    std::string accepted_message_id;
    std::string started_answer;   // its first words arrived
    std::string finished_answer;  // it is complete
    std::string cut_answer;       // it was stopped, or the server gave up on it
};

// For events of the log (those with a seq). `event` may be of any kind; kinds that do not touch the transcript only
// move the cursor.
LogNews apply(Transcript& transcript, Seq seq, const WireEvent& event, const SessionRules& rules);

// Replaces the logged part at once. Feedback, sources and suggestions of messages that keep their id and text survive a
// snapshot that leaves them out. Returns the answers that were still being written before and are complete now.
std::vector<std::string> replace_log(Transcript& transcript, const Snapshot& snapshot);

// The session is gone: its messages are kept as history. Their ids get a prefix that no server can send (is_history), so
// that ids stay unique; an unfinished answer, and one that had not begun, is Interrupted and can be asked for again.
void archive_log(Transcript& transcript, const std::string& session_id);

// Puts the outbox's messages behind the log's.
void show_unsent(Transcript& transcript, std::vector<Message> unsent);

std::string answer_being_written(const Transcript& transcript);  // its id; empty: none has begun
bool log_shows_key(const Transcript& transcript, const std::string& client_id);
// Questions are answered in their order, each once in its session. Null: it is not known.
const Message* question_of(const Transcript& transcript, const std::string& answer_id);
void mark_changed(Transcript& transcript, Message& message);
Message* find_logged(Transcript& transcript, const std::string& message_id);

}  // namespace heidi
