// Our parts of cmark-gfm (tools/third_party/cmark) against what they replace.

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
#include <houdini.h>
#include <utf8.h>

int original_unescape_html(cmark_strbuf*, const std::uint8_t*, bufsize_t);
void cmark_original_case_fold(cmark_strbuf*, const std::uint8_t*, bufsize_t);
int cmark_original_is_punctuation(std::int32_t);
}

#include <entities.inc>

#include "naming_memory.h"

namespace {

constexpr std::string_view entity_pieces[] = {
    "&",         "&amp;", "&#",        "&#x",         "x41",          "41",     ";",  "amp", "&NotEqualTilde;",
    "&#x1F600;", "&#0;",  "&#xD800;",  "&copy",       "&lt",          "&notin", "é",  "漢",  "😀",
    " ",         "\n",    "&#1234567", "&#99999999;", "&#xFFFFFFFF;", "A",      "&;",
};

class RandomEntities {
public:
    explicit RandomEntities(unsigned seed) : dice_(seed) {}

    std::string next() {
        std::string text;
        for (std::size_t left = dice_() % 12; left > 0; --left)
            text += entity_pieces[dice_() % std::size(entity_pieces)];
        return text;
    }

private:
    std::mt19937 dice_;
};

using Convert = void (*)(cmark_strbuf*, const std::uint8_t*, bufsize_t);

std::string converted(Convert convert, std::string_view text, cmark_mem* memory = cmark_get_default_mem_allocator()) {
    cmark_strbuf result = CMARK_BUF_INIT(memory);
    convert(&result, reinterpret_cast<const std::uint8_t*>(text.data()), static_cast<bufsize_t>(text.size()));
    std::string copy(reinterpret_cast<const char*>(result.ptr), static_cast<std::size_t>(result.size));
    cmark_strbuf_free(&result);
    return copy;
}

void unescape(cmark_strbuf* to, const std::uint8_t* text, bufsize_t size) { houdini_unescape_html(to, text, size); }
void unescape_originally(cmark_strbuf* to, const std::uint8_t* text, bufsize_t size) {
    original_unescape_html(to, text, size);
}

// Knows all names.
class WholeTable final : public heidi::NamingMemory {
public:
    std::string text_of(std::string_view name) override {
        asked_for.emplace_back(name);
        for (const cmark_entity_node& node : cmark_entities)
            if (name == reinterpret_cast<const char*>(node.entity)) return reinterpret_cast<const char*>(node.bytes);
        return {};
    }
    std::vector<std::string> asked_for;
};

std::string with_all_names(std::string_view text) {
    WholeTable memory;
    return converted(unescape, text, &memory);
}

std::string utf8_of(std::int32_t code_point) {
    cmark_strbuf text = CMARK_BUF_INIT(cmark_get_default_mem_allocator());
    cmark_utf8proc_encode_char(code_point, &text);
    std::string copy(reinterpret_cast<const char*>(text.ptr), static_cast<std::size_t>(text.size));
    cmark_strbuf_free(&text);
    return copy;
}

}  // namespace

TEST_CASE("entities are cmark-gfm's") {
    RandomEntities random(7);
    for (int i = 0; i < 60'000; ++i) {
        const std::string text = random.next();
        CAPTURE(text);
        REQUIRE(with_all_names(text) == converted(unescape_originally, text));
    }
    for (const cmark_entity_node& node : cmark_entities) {
        const std::string name = reinterpret_cast<const char*>(node.entity);
        for (const std::string& text :
             {"&" + name + ";", "&" + name, "& " + name + ";", "x&" + name + "s;&" + name + "; y"})
            REQUIRE(with_all_names(text) == converted(unescape_originally, text));
    }
}

TEST_CASE("the entities that are built in are cmark-gfm's, the others are asked for or stay as they were written") {
    int built_in = 0;
    for (const cmark_entity_node& node : cmark_entities) {
        const std::string name = reinterpret_cast<const char*>(node.entity);
        const std::string text = "&" + name + ";";
        CAPTURE(text);
        WholeTable memory;
        const std::string known = converted(unescape, text, &memory);
        CHECK(known == converted(unescape_originally, text));
        const bool asked = !memory.asked_for.empty();
        built_in += !asked;
        CHECK(converted(unescape, text) == (asked ? text : known));
        if (asked) CHECK(memory.asked_for == std::vector<std::string>{name});
    }
    CHECK(built_in == 238);
}

TEST_CASE("what cannot be a name is not asked for") {
    for (const char* text : {"&", "&;", "&a;", "& amp;", "&caf\u00E9;", "&a=b;", "&Zopf", "&Zopf ;", "&#Zopf;",
                             "&abcdefghijklmnopqrstuvwxyzabcdef;"}) {
        CAPTURE(text);
        WholeTable memory;
        CHECK(converted(unescape, text, &memory) == text);
        CHECK(memory.asked_for.empty());
    }
}

TEST_CASE("every character folds as cmark-gfm folds it") {
    for (std::int32_t c = 1; c < 0x110000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        const std::string text = utf8_of(c);
        if (converted(cmark_utf8proc_case_fold, text) == converted(cmark_original_case_fold, text)) continue;
        CAPTURE(c);
        CHECK(converted(cmark_utf8proc_case_fold, text) == converted(cmark_original_case_fold, text));
    }
    CHECK(converted(cmark_utf8proc_case_fold, "Straße \xFF\xC3 É") ==
          converted(cmark_original_case_fold, "Straße \xFF\xC3 É"));
}

TEST_CASE("punctuation is the same for every character") {
    for (std::int32_t character = -1; character <= 0x10FFFF; ++character) {
        if (!cmark_utf8proc_is_punctuation(character) == !cmark_original_is_punctuation(character)) continue;
        CAPTURE(character);
        CHECK(cmark_utf8proc_is_punctuation(character) == cmark_original_is_punctuation(character));
    }
}
