#include "session/request_kind.h"

#include <string>

namespace heidi {

std::string_view kind_of(const HttpRequest& request) {
    const std::string& path = request.path;
    if (path.empty() || path == "/chat/completions") return "message";
    if (path == "/sessions") return "session";
    if (path.find("wait=") != std::string::npos) return "poll";
    if (path.find("/events") != std::string::npos) return "stream";
    if (path.ends_with("/resume")) return "resume";
    if (path.ends_with("/stop")) return "stop";
    if (path.ends_with("/feedback")) return "feedback";
    return path.ends_with("/messages") ? "message" : "snapshot";
}

}  // namespace heidi
