#include "json/parse.h"

#include <doctest/doctest.h>

#include <string>

using namespace heidi;

TEST_CASE("JSON becomes a tree") {
    const ParsedJson parsed = parse_json(R"({"a": [1, -2, 0.5, "x", true, null], "b": {}})", 2);
    REQUIRE(parsed.tree.is_object());
    CHECK(parsed.tree["a"].size() == 6);
    CHECK(parsed.tree["a"][1] == -2);
    CHECK(parsed.tree["b"].is_object());
}

TEST_CASE("of members with the same name the last counts") {
    CHECK(parse_json(R"({"a": 1, "a": 2})", 1).tree["a"] == 2);
}

TEST_CASE("what is not JSON says where it stops to be") {
    const ParsedJson parsed = parse_json(R"({"a": 1,, "b": 2})", 5);
    CHECK(parsed.tree.is_discarded());
    CHECK_FALSE(parsed.is_too_deep);
    CHECK(parsed.stopped_at == 9);
    for (const char* text : {"", " ", "{", "[1", "nul", "{} {}", "\"\xFF\"", "1e999", "[1]]"})
        CHECK(parse_json(text, 5).tree.is_discarded());
}

TEST_CASE("depth is bounded, however much there is") {
    CHECK(parse_json("[[[]]]", 3).tree.is_array());
    CHECK(parse_json("[[], [[]], {}]", 3).tree.size() == 3);
    CHECK(parse_json("[[[[]]]]", 3).is_too_deep);
    const ParsedJson endless = parse_json(std::string(1'000'000, '['), 100);
    CHECK(endless.is_too_deep);
    CHECK(endless.tree.is_discarded());
}
