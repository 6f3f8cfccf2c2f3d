// Private to the *_json.cpp files: reading members of untrusted JSON. The first wrong member is remembered as the
// error; reading goes on with harmless values, so a reader is a straight list of members and one question at its end.
#pragma once

#include "base/json_writer.h"
#include "base/result.h"
#include "base/time.h"
#include "model/chat.h"
#include "json/parse.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heidi {

// Whole numbers beyond 2^53 would not survive a JavaScript server.
inline constexpr std::uint64_t largest_whole_number = std::uint64_t{1} << 53;

// An object, from text that may be anything: malformed UTF-8 is repaired, size and depth are bounded before parsing.
Result<Json> json_object_from(std::string_view text, std::string_view what);

class Members {
public:
    // `what` begins the error ("event delta"), `path` the member's name ("messages[3]."). `first_error` may be shared
    // with the members of an object inside this one.
    Members(const Json& object, std::string what, std::optional<Error>& first_error, std::string path = "")
        : object_(object), what_(std::move(what)), path_(std::move(path)), error_(first_error) {
        if (!object_.is_object()) fail("", "must be an object");
    }

    std::string text(const char* name);           // required, may be empty
    std::string text_or_empty(const char* name);  // missing or null: empty
    std::string id(const char* name);             // required, is_usable_id
    std::uint64_t count(const char* name);        // required, 0 to 2^53
    std::optional<std::uint64_t> count_if_any(const char* name);
    bool flag_or(const char* name, bool otherwise);
    // Null when the member is missing, null or not an array (which is an error).
    const Json* array_if_any(const char* name);
    const Json* array(const char* name);
    const Json* find(const char* name) const;  // null when missing or null
    Members inside(const Json& object, const std::string& path) { return Members(object, what_, error_, path_ + path); }

    void fail(std::string_view name, std::string_view demand);
    bool failed() const { return error_.has_value(); }

private:
    const Json& object_;
    std::string what_;
    std::string path_;
    std::optional<Error>& error_;
};

// Parts that several messages have.
std::string element(const char* array, std::size_t index);  // the path of what is inside it: "sources[2]."
Milliseconds milliseconds_from(std::uint64_t count);
std::vector<Source> read_sources(Members& members);
std::vector<std::string> read_suggestions(Members& members);
const char* role_name(Role role);
// An object with the role, and what was said under `name`.
void write_said(JsonWriter& json, Role role, std::string_view name, std::string_view text);
// For what is shown as it is, in one line: enough for any honest server.
std::string shortened(const std::string& text, std::size_t code_points);

}  // namespace heidi
