// Writes a JSON text from its beginning to its end: for what is saved and what is sent. (Reading is nlohmann-json's work.)
//
//   JsonWriter json;
//   json.begin_object();
//   json.text("id", id);
//   json.begin_array("sources");  …  json.end_array();
//   json.end_object();
//   return json.take();
//
// Items of an array have no name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace heidi {

class JsonWriter {
public:
    void begin_object(std::string_view name = {}) { open(name, '{'); }
    void end_object() { json_ += '}'; }
    void begin_array(std::string_view name = {}) { open(name, '['); }
    void end_array() { json_ += ']'; }

    // What is not UTF-8 in `value` becomes U+FFFD.
    void text(std::string_view name, std::string_view value);
    void text_if_any(std::string_view name, std::string_view value);
    void number(std::string_view name, std::int64_t value);
    void flag(std::string_view name, bool value);

    std::string take() { return std::move(json_); }

private:
    void begin(std::string_view name);
    void open(std::string_view name, char bracket);

    std::string json_;
};

}  // namespace heidi
