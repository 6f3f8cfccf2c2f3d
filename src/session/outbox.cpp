#include "session/outbox.h"

#include "session/session_numbers.h"

#include <algorithm>

namespace heidi {
namespace {

template <class Box>
auto* find_in(Box& outbox, const std::string& client_id) {
    const auto found = std::find_if(outbox.messages.begin(), outbox.messages.end(),
                                    [&](const UnsentMessage& message) { return message.client_id == client_id; });
    return found == outbox.messages.end() ? nullptr : &*found;
}

bool any_is(const Outbox& outbox, Delivery delivery) {
    return std::any_of(outbox.messages.begin(), outbox.messages.end(),
                       [&](const UnsentMessage& message) { return message.delivery == delivery; });
}

const UnsentMessage* head_of(const Outbox& outbox) {
    for (const UnsentMessage& message : outbox.messages)
        if (message.delivery != Delivery::Acknowledged && message.delivery != Delivery::Refused) return &message;
    return nullptr;
}

MessageStatus status_from(Delivery delivery) {
    switch (delivery) {
        case Delivery::Queued: return MessageStatus::Queued;
        case Delivery::Posting: return MessageStatus::Sending;
        case Delivery::Unknown: return MessageStatus::NotConfirmed;
        case Delivery::Acknowledged: return MessageStatus::Sending;
        case Delivery::Refused: return MessageStatus::CouldNotSend;
        case Delivery::AsksFirst: return MessageStatus::AsksToSend;
    }
    return MessageStatus::Queued;
}

}  // namespace

UnsentMessage* find_unsent(Outbox& outbox, const std::string& client_id) { return find_in(outbox, client_id); }
const UnsentMessage* find_unsent(const Outbox& outbox, const std::string& client_id) {
    return find_in(outbox, client_id);
}

UnsentMessage* next_to_post(Outbox& outbox) {
    const UnsentMessage* head = head_of(outbox);
    if (!head || head->delivery == Delivery::AsksFirst) return nullptr;
    return const_cast<UnsentMessage*>(head);
}

bool is_full(const Outbox& outbox) {
    const auto waiting = std::count_if(outbox.messages.begin(), outbox.messages.end(),
                                       [](const UnsentMessage& m) { return m.delivery != Delivery::Refused; });
    return static_cast<std::size_t>(waiting) >= most_waiting_messages;
}

bool has_work(const Outbox& outbox) {
    const UnsentMessage* head = head_of(outbox);
    return expects_events(outbox) || (head && head->delivery != Delivery::AsksFirst);
}

bool expects_events(const Outbox& outbox) { return any_is(outbox, Delivery::Acknowledged); }

void ask_if_old(Outbox& outbox, Instant now) {
    UnsentMessage* head = next_to_post(outbox);
    if (!head || head->delivery == Delivery::Posting || head->reader_insists) return;
    if (now - head->written_at > asks_before_sending_after) head->delivery = Delivery::AsksFirst;
}

void recall(Outbox& outbox, bool server_forgot) {
    for (UnsentMessage& message : outbox.messages) {
        if (message.delivery == Delivery::Refused || message.delivery == Delivery::AsksFirst) continue;
        message.not_before = {};
        if (server_forgot)
            message.delivery = Delivery::Queued;
        else if (message.delivery == Delivery::Posting)
            message.delivery = Delivery::Unknown;
    }
}

std::vector<Message> messages_from(const Outbox& outbox) {
    std::vector<Message> messages;
    messages.reserve(outbox.messages.size());
    for (const UnsentMessage& unsent : outbox.messages) {
        Message& message = messages.emplace_back();
        message.client_id = unsent.client_id;
        message.status = status_from(unsent.delivery);
        message.text = unsent.question.text;
        message.quote = unsent.question.quote;
        message.problem = unsent.problem;
    }
    return messages;
}

}  // namespace heidi
