// What a request asks for, from its path.
#pragma once

#include "session/conversation.h"

#include <string_view>

namespace heidi {

// "session", "resume", "snapshot", "stream", "poll", "message", "stop" or "feedback".
std::string_view kind_of(const HttpRequest& request);

}  // namespace heidi
