// What the session strip says, and what became of a message: the session's facts in the reader's language.
#pragma once

#include <string>
#include <string_view>

#include "model/chat.h"
#include "session/strip.h"
#include "words/words.h"

namespace heidi {

struct StripWords {
    std::string text;    // the sentence; empty: nothing is drawn
    std::string detail;  // a second, quieter one
    std::string spoken;  // what the live region says; empty: nothing new
};
StripWords strip_words(const Strip& strip, const Words& words);

struct ButtonWords {
    std::string_view label;
    std::string_view name;  // the accessible one where the label does not say enough
};
ButtonWords button_words(const StripAction& action, const Words& words);

// "" where there is none.
std::string problem_words(const MessageProblem& problem, const Words& words);

}  // namespace heidi
