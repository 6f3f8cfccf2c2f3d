#include "base/json_writer.h"

#include "base/json_text.h"
#include "base/utf8.h"

namespace heidi {

void JsonWriter::text(std::string_view name, std::string_view value) {
    begin(name);
    if (is_well_formed_utf8(value))
        append_json_string(json_, value);
    else
        append_json_string(json_, well_formed_utf8(value));
}

void JsonWriter::text_if_any(std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
}

void JsonWriter::number(std::string_view name, std::int64_t value) {
    begin(name);
    append_json_number(json_, value);
}

void JsonWriter::flag(std::string_view name, bool value) {
    begin(name);
    json_ += value ? "true" : "false";
}

void JsonWriter::begin(std::string_view name) {
    if (!json_.empty() && json_.back() != '{' && json_.back() != '[') json_ += ',';
    if (name.empty()) return;
    append_json_string(json_, name);
    json_ += ':';
}

void JsonWriter::open(std::string_view name, char bracket) {
    begin(name);
    json_ += bracket;
}

}  // namespace heidi
