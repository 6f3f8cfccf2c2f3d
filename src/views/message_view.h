// One message of the transcript, with what belongs to it: its state, sources, suggestions.
#pragma once

#include "model/chat.h"
#include "semantics/node.h"
#include "views/answer_view.h"
#include "views/setting.h"

namespace heidi {

// `last`: it is the newest, so its suggestions are offered. `answer` remembers what of an answer is laid out already: one
// for each message, for as long as the message is shown.
Node message_view(const Message& message, bool last, float width, AnswerView& answer, const ChatStyles& styles,
                  const Setting& setting);

// Three dots while an answer is on its way and has no words yet; a Stop button beside them.
Node typing_view(bool with_dots, float width, const ChatStyles& styles, const Setting& setting);

// Questions to choose from, as buttons on as many lines as they need.
Node suggestions_view(const std::vector<std::string>& suggestions, float width, const ChatStyles& styles,
                      const Setting& setting);

// The key that tells messages apart, the same before and after the server has named it.
std::string message_key(const Message& message);

}  // namespace heidi
