// What the reader has written and the log has not shown yet.
//
// A key is made before the first send and never changes, so the server can recognise a message that arrives twice.
// One message is in flight at a time and the head is acknowledged before the next goes, so they arrive in the order
// they were written. A message leaves only when the log or a snapshot shows its key, or when the reader discards it.
#pragma once

#include "base/time.h"
#include "model/chat.h"
#include "session/wire_messages.h"

#include <optional>
#include <string>
#include <vector>

namespace heidi {

enum class Delivery {
    Queued,  // the server does not have it, as far as we know
    Posting,
    Unknown,       // posted, outcome unknown: the same key goes again
    Acknowledged,  // 202: it will appear in the log
    Refused,       // for good; Edit or Discard
    AsksFirst,     // older than five minutes: "Send now?"
};

struct UnsentMessage {
    std::string client_id;
    Question question;
    Instant written_at{};
    Delivery delivery = Delivery::Queued;
    bool reader_insists = false;  // "Send now" was pressed: age no longer matters
    Instant not_before{};         // its own deadline after a failed post
    Seq logged_at = 0;            // for Acknowledged: where the log will show it
    MessageProblem problem;       // for Refused and AsksFirst
};

struct Outbox {
    std::vector<UnsentMessage> messages;  // in the order written
};

UnsentMessage* find_unsent(Outbox& outbox, const std::string& client_id);
const UnsentMessage* find_unsent(const Outbox& outbox, const std::string& client_id);

// The message whose turn it is: the first that is neither Acknowledged nor Refused. None if it AsksFirst: later
// messages wait behind it, so that the order holds.
UnsentMessage* next_to_post(Outbox& outbox);

bool is_full(const Outbox& outbox);         // three are waiting
bool has_work(const Outbox& outbox);        // something that needs a connection
bool expects_events(const Outbox& outbox);  // something acknowledged that the log has not shown

// Turns the head into AsksFirst when it has become too old to be sent without asking.
void ask_if_old(Outbox& outbox, Instant now);

// The session is gone, or the page was frozen: what was on its way is not any more. `server_forgot` says that nothing
// of it can have been kept.
void recall(Outbox& outbox, bool server_forgot);

// As the transcript shows them, in order.
std::vector<Message> messages_from(const Outbox& outbox);

}  // namespace heidi
