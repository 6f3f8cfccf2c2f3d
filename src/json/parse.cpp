#include "json/parse.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

// Where the parser stopped is enough for our messages. Its own would be made for nobody, with 1 kB brotli of code.
NLOHMANN_JSON_NAMESPACE_BEGIN
namespace detail {

template <>
parse_error parse_error::create<std::nullptr_t, 0>(int id, const position_t& at, const std::string&, std::nullptr_t) {
    return {id, at.chars_read_total, ""};
}

template <>
out_of_range out_of_range::create<std::nullptr_t, 0>(int id, const std::string&, std::nullptr_t) {
    return {id, ""};
}

using AdapterOfText = decltype(input_adapter(std::declval<std::string_view&>()));
template <>
std::string parser<heidi::Json, AdapterOfText>::exception_message(lexer_base<heidi::Json>::token_type,
                                                                  const std::string&) {
    return {};
}

}  // namespace detail
NLOHMANN_JSON_NAMESPACE_END

namespace heidi {
namespace {

// What nlohmann's parser calls. Its own parse() would bring a second parser, with callbacks, and bound no depth.
class Builder {
public:
    Builder(ParsedJson& parsed, int deepest) : parsed_(parsed), deepest_(static_cast<std::size_t>(deepest)) {}

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(Json::number_integer_t value) { return add(value); }
    bool number_unsigned(Json::number_unsigned_t value) { return add(value); }
    bool number_float(Json::number_float_t value, const std::string&) { return add(value); }
    bool string(std::string& value) { return add(std::move(value)); }
    bool binary(Json::binary_t&) { return false; }
    bool key(std::string& name) { return key_ = std::move(name), true; }
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return open_.pop_back(), true; }
    bool end_array() { return open_.pop_back(), true; }
    bool parse_error(std::size_t position, const std::string&, const Json::exception&) {
        parsed_.stopped_at = position;
        return false;
    }

private:
    Json* place(Json value) {
        if (open_.empty()) return &(parsed_.tree = std::move(value));
        Json& here = *open_.back();
        if (here.is_object()) return &(here[key_] = std::move(value));
        here.push_back(std::move(value));
        return &here.back();
    }

    bool add(Json value) { return place(std::move(value)) != nullptr; }

    bool open(Json value) {
        parsed_.is_too_deep = open_.size() >= deepest_;
        if (!parsed_.is_too_deep) open_.push_back(place(std::move(value)));
        return !parsed_.is_too_deep;
    }

    ParsedJson& parsed_;
    std::vector<Json*> open_;  // from the outermost
    std::string key_;
    std::size_t deepest_;
};

}  // namespace

ParsedJson parse_json(std::string_view text, int deepest) {
    ParsedJson parsed;
    Builder builder(parsed, deepest);
    if (!Json::sax_parse(text, &builder)) parsed.tree = Json(Json::value_t::discarded);
    return parsed;
}

}  // namespace heidi
