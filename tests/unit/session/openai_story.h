// How conversations with a server compatible with OpenAI's begin.
#pragma once

#include "session/story.h"

namespace heidi {

inline Story openai() { return Story::with(Protocol::OpenAi); }

// Asked, and the reply has begun.
inline Story answering() {
    Story heidi = openai();
    heidi.asks("Who won?");
    heidi.reply_begins();
    return heidi;
}

inline Story answered() {
    Story heidi = answering();
    heidi.reply_says("Norway.");
    heidi.reply_brings("data: [DONE]\n\n");
    return heidi;
}

}  // namespace heidi
