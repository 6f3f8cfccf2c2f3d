#include "json/parse.h"

namespace heidi {
namespace {

// What nlohmann's parser calls, with an eye on the depth.
class Builder : public nlohmann::detail::json_sax_dom_parser<Json> {
    using Base = nlohmann::detail::json_sax_dom_parser<Json>;

public:
    Builder(ParsedJson& parsed, int deepest) : Base(parsed.tree, false), parsed_(parsed), left_(deepest) {}

    bool start_object(std::size_t size) { return enter() && Base::start_object(size); }
    bool start_array(std::size_t size) { return enter() && Base::start_array(size); }
    bool end_object() { return ++left_, Base::end_object(); }
    bool end_array() { return ++left_, Base::end_array(); }
    bool parse_error(std::size_t position, const std::string&, const Json::exception&) {
        parsed_.stopped_at = position;
        return false;
    }

private:
    bool enter() {
        parsed_.is_too_deep = --left_ < 0;
        return !parsed_.is_too_deep;
    }

    ParsedJson& parsed_;
    int left_;
};

}  // namespace

ParsedJson parse_json(std::string_view text, int deepest) {
    ParsedJson parsed;
    Builder builder(parsed, deepest);
    if (!Json::sax_parse(text, &builder)) parsed.tree = Json(Json::value_t::discarded);
    return parsed;
}

}  // namespace heidi
