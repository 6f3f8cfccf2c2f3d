// cmark-gfm's "&amp;" and friends from its own table, packed: its 2125 pointers and padded values alone are 25 kB that hardly
// compress. Replaces houdini_html_u.c, of which it keeps the three functions that the parser calls.

#include <algorithm>
#include <cstring>
#include <string_view>

extern "C" {
#include <houdini.h>
#include <utf8.h>
}

#include "packed.h"

namespace {

// Their table as it is, but readable while compiling: a string literal cannot become an `unsigned char*` there. (This file
// is compiled with -funsigned-char, for the values.)
#define unsigned
#define const constexpr
#include <entities.inc>
#undef const
#undef unsigned

using heidi::packed::exactly;
using heidi::packed::Reader;
using heidi::packed::Stream;

constexpr std::size_t count = std::size(cmark_entities);

constexpr std::size_t total_name_length() {
    std::size_t length = 0;
    for (const cmark_entity_node& node : cmark_entities) length += std::string_view(node.entity).size() + 1;
    return length;
}

struct Entity {
    std::string_view name;
    std::uint32_t first = 0;
    std::uint32_t second = 0;  // 0: none
};

// Returns the code point that starts at `at` and moves on; 0 at the end.
constexpr std::uint32_t next_code_point(const char*& at) {
    const std::uint32_t lead = *at;
    if (lead == 0) return 0;
    const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    std::uint32_t code_point = more == 0 ? lead : lead & (0x3F >> more);
    ++at;
    for (int i = 0; i < more; ++i) code_point = code_point << 6 | (*at++ & 0x3F);
    return code_point;
}

// By code point: the distances become small, and names of one letter stand together.
constexpr auto entities_by_code_point = [] {
    std::array<Entity, count> entities;
    for (std::size_t i = 0; i < count; ++i) {
        const char* at = cmark_entities[i].bytes;
        entities[i].name = cmark_entities[i].entity;
        entities[i].first = next_code_point(at);
        entities[i].second = next_code_point(at);
    }
    std::ranges::sort(entities, [](const Entity& a, const Entity& b) {
        return a.first != b.first ? a.first < b.first : a.name < b.name;
    });
    return entities;
}();

constexpr auto pack_names() {
    Stream<total_name_length()> names;
    for (const Entity& entity : entities_by_code_point) {
        for (const char c : entity.name) names.put_byte(c);
        names.put_byte(0);
    }
    return names;
}

constexpr auto pack_values() {
    Stream<count * 6> values;
    std::uint32_t last = 0;
    for (const Entity& entity : entities_by_code_point) {
        values.put(entity.first - last);
        last = entity.first;
    }
    for (const Entity& entity : entities_by_code_point) values.put(entity.second);
    return values;
}

// Finds by name in one step: open addressing in twice the room.
class Index {
public:
    Index() {
        Reader values(exactly<pack_values>.data());
        const auto* name = reinterpret_cast<const char*>(exactly<pack_names>.data());
        std::uint32_t last = 0;
        for (Named& entity : all_) {
            entity = {name, last += values.get(), 0};
            name += std::strlen(name) + 1;
        }
        for (Named& entity : all_) entity.second = values.get();
        for (std::uint16_t i = 0; i < count; ++i) *slot_of(all_[i].name) = static_cast<std::uint16_t>(i + 1);
    }

    struct Named {
        const char* name;
        std::uint32_t first, second;
    };

    const Named* find(std::string_view name) const {
        const std::uint16_t found = *const_cast<Index*>(this)->slot_of(name);
        return found == 0 ? nullptr : &all_[found - 1];
    }

private:
    static constexpr std::size_t slots = 4096;

    // Where the name is, or the free place where it would go.
    std::uint16_t* slot_of(std::string_view name) {
        std::size_t hash = 0;
        for (const char c : name) hash = hash * 31 + static_cast<std::size_t>(c);
        hash ^= hash >> 12;
        while (slot_[hash % slots] != 0 && name != all_[slot_[hash % slots] - 1].name) ++hash;
        return &slot_[hash % slots];
    }

    Named all_[count];
    std::uint16_t slot_[slots] = {};
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// -1: none.
int hexadecimal(char c) {
    if (is_digit(c)) return c - '0';
    const char lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// After "&#". Returns the length of what was read from there, 0 if it is no reference.
std::size_t append_numbered(cmark_strbuf* text, std::string_view source) {
    constexpr std::size_t most_digits = 8;
    constexpr std::int32_t beyond_unicode = 0x110000, replacement_character = 0xFFFD;
    const bool hex = !source.empty() && (source[0] | 0x20) == 'x';
    const std::size_t start = hex ? 1 : 0;
    std::size_t at = start;
    std::int32_t code_point = 0;
    for (; at < source.size(); ++at) {
        const int digit = hexadecimal(source[at]);
        if (digit < 0 || (!hex && digit > 9)) break;
        code_point = std::min(code_point * (hex ? 16 : 10) + digit, beyond_unicode);
    }
    if (at == start || at - start > most_digits || at == source.size() || source[at] != ';') return 0;
    const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
    const bool usable = code_point != 0 && !surrogate && code_point < beyond_unicode;
    cmark_utf8proc_encode_char(usable ? code_point : replacement_character, text);
    return at + 1;
}

// After "&".
std::size_t append_named(cmark_strbuf* text, std::string_view source) {
    const std::size_t length = source.substr(0, CMARK_ENTITY_MAX_LENGTH).find_first_of(" ;");
    if (length == std::string_view::npos || length < CMARK_ENTITY_MIN_LENGTH || source[length] != ';') return 0;
    static const Index index;
    const Index::Named* found = index.find(source.substr(0, length));
    if (!found) return 0;
    cmark_utf8proc_encode_char(static_cast<std::int32_t>(found->first), text);
    if (found->second != 0) cmark_utf8proc_encode_char(static_cast<std::int32_t>(found->second), text);
    return length + 1;
}

}  // namespace

extern "C" {

// `source` begins after "&". Returns the length of the reference, 0 if it is none.
bufsize_t houdini_unescape_ent(cmark_strbuf* text, const std::uint8_t* source, bufsize_t length) {
    const std::string_view rest(reinterpret_cast<const char*>(source), static_cast<std::size_t>(length));
    if (!rest.starts_with('#')) return static_cast<bufsize_t>(append_named(text, rest));
    const std::size_t read = append_numbered(text, rest.substr(1));
    return read == 0 ? 0 : static_cast<bufsize_t>(read + 1);
}

// Returns 0 and leaves `text` alone when there is nothing to unescape.
int houdini_unescape_html(cmark_strbuf* text, const std::uint8_t* source, bufsize_t length) {
    const std::uint8_t* const end = source + length;
    const std::uint8_t* ampersand = std::find(source, end, '&');
    if (ampersand == end) return 0;
    for (const std::uint8_t* at = source; at != end; ampersand = std::find(at, end, '&')) {
        cmark_strbuf_put(text, at, static_cast<bufsize_t>(ampersand - at));
        if (ampersand == end) break;
        at = ampersand + 1;
        const bufsize_t read = houdini_unescape_ent(text, at, static_cast<bufsize_t>(end - at));
        if (read == 0) cmark_strbuf_putc(text, '&');
        at += read;
    }
    return 1;
}

void houdini_unescape_html_f(cmark_strbuf* text, const std::uint8_t* source, bufsize_t length) {
    if (!houdini_unescape_html(text, source, length)) cmark_strbuf_put(text, source, length);
}

}  // extern "C"
