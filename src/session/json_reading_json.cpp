#include "session/json_reading.h"

#include "base/decimal.h"
#include "base/utf8.h"
#include "session/session_numbers.h"
#include "session/wire_messages.h"

#include <algorithm>

namespace heidi {
Result<Json> json_object_from(std::string_view text, std::string_view what) {
    const std::string name(what);
    if (text.size() > longest_reply_bytes)
        return Error{"too-long", name + ": longer than " + decimal(longest_reply_bytes) + " bytes"};
    ParsedJson parsed = parse_json(is_well_formed_utf8(text) ? text : well_formed_utf8(text), deepest_json);
    if (parsed.is_too_deep) return Error{"too-deep", name + ": nested deeper than " + decimal(deepest_json)};
    if (parsed.tree.is_discarded()) return Error{"not-json", name + ": not JSON"};
    if (!parsed.tree.is_object()) return Error{"not-an-object", name + ": must be a JSON object"};
    return std::move(parsed.tree);
}

const Json* Members::find(const char* name) const {
    if (!object_.is_object()) return nullptr;
    const auto found = object_.find(name);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
}

void Members::fail(std::string_view name, std::string_view demand) {
    if (error_) return;
    std::string member = path_;
    member += name;
    if (member.ends_with('.')) member.pop_back();
    error_ = Error{"bad-member", what_ + ": member \"" + member + "\" "};
    error_->message += demand;
}

std::string Members::text(const char* name) {
    const Json* value = find(name);
    if (!value) return fail(name, "is missing"), "";
    return text_or_empty(name);
}

std::string Members::text_or_empty(const char* name) {
    const Json* value = find(name);
    if (!value) return "";
    const auto* text = value->get_ptr<const Json::string_t*>();
    if (!text) return fail(name, "must be a string"), "";
    return *text;
}

std::string Members::id(const char* name) {
    std::string id = text(name);
    if (!failed() && !is_usable_id(id)) fail(name, "must be 1 to 200 visible ASCII characters");
    return id;
}

std::uint64_t Members::count(const char* name) {
    const auto value = count_if_any(name);
    if (!value) fail(name, "is missing");
    return value.value_or(0);
}

std::optional<std::uint64_t> Members::count_if_any(const char* name) {
    const Json* value = find(name);
    if (!value) return std::nullopt;
    const auto* number = value->get_ptr<const Json::number_unsigned_t*>();
    if (!number || *number > largest_whole_number) return fail(name, "must be a non-negative integer"), 0;
    return *number;
}

bool Members::flag_or(const char* name, bool otherwise) {
    const Json* value = find(name);
    if (!value) return otherwise;
    const auto* flag = value->get_ptr<const Json::boolean_t*>();
    if (!flag) return fail(name, "must be true or false"), otherwise;
    return *flag;
}

const Json* Members::array_if_any(const char* name) {
    const Json* value = find(name);
    if (value && !value->is_array()) return fail(name, "must be an array"), nullptr;
    return value;
}

const Json* Members::array(const char* name) {
    if (!find(name)) fail(name, "is missing");
    return array_if_any(name);
}

std::string element(const char* array, std::size_t index) { return std::string(array) + "[" + decimal(index) + "]."; }

Milliseconds milliseconds_from(std::uint64_t count) { return Milliseconds(static_cast<Milliseconds::rep>(count)); }

std::vector<Source> read_sources(Members& members) {
    std::vector<Source> sources;
    const Json* array = members.array_if_any("sources");
    for (std::size_t i = 0; array && i < array->size(); ++i) {
        Members member = members.inside((*array)[i], element("sources", i));
        Source source;
        source.title = member.text_or_empty("title");
        source.url = member.text("url");
        if (const auto paragraph = member.count_if_any("paragraph"))
            source.paragraph = static_cast<int>(std::min<std::uint64_t>(*paragraph, 1'000'000));
        if (source.title.empty()) source.title = source.url;
        sources.push_back(std::move(source));
    }
    return sources;
}

std::vector<std::string> read_suggestions(Members& members) {
    std::vector<std::string> suggestions;
    const Json* array = members.array_if_any("suggestions");
    for (std::size_t i = 0; array && i < array->size(); ++i) {
        const auto* text = (*array)[i].get_ptr<const Json::string_t*>();
        if (!text)
            members.fail("suggestions[" + decimal(i) + "]", "must be a string");
        else if (!text->empty())
            suggestions.push_back(*text);
    }
    return suggestions;
}

const char* role_name(Role role) { return role == Role::Reader ? "user" : "assistant"; }

std::string shortened(const std::string& text, std::size_t code_points) {
    return text.substr(0, byte_offset_of_code_point(text, code_points));
}

}  // namespace heidi
