// cmark-gfm's "&amp;" and friends. Built in are the names that people write, 238 of 2125, packed from its own table: that alone is
// 25 kB of pointers and padded values. For the others the parse's memory is asked (naming_memory.h). Replaces houdini_html_u.c,
// of which it keeps the three functions that the parser calls.

#include <algorithm>
#include <cstring>
#include <string_view>

extern "C" {
#include <houdini.h>
#include <utf8.h>
}

#include "naming_memory.h"
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

// By the order of what they stand for, which must be one character each. HTML 4's, without a few that nobody writes, and of ASCII
// what escapes Markdown or can make a link another: what is_safe_link() decides does not depend on what has been loaded.
constexpr std::string_view common[] = {
    // ASCII
    "Tab", "NewLine", "num", "quot", "amp", "apos", "ast", "colon", "lt", "gt", "lowbar", "grave", "vert",
    // Latin-1
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy",
    "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm",
    "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig",
    "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
    "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN",
    "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc",
    "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
    "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
    // Further letters and accents
    "OElig", "oelig", "Scaron", "scaron", "Yuml", "fnof", "circ", "tilde",
    // Greek
    "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda", "Mu", "Nu", "Xi",
    "Omicron", "Pi", "Rho", "Sigma", "Tau", "Upsilon", "Phi", "Chi", "Psi", "Omega", "alpha", "beta", "gamma", "delta",
    "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigmaf",
    "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    // Punctuation and currency
    "ensp", "emsp", "thinsp", "zwnj", "zwj", "lrm", "rlm", "ndash", "mdash", "lsquo", "rsquo", "sbquo", "ldquo",
    "rdquo", "bdquo", "dagger", "Dagger", "bull", "hellip", "permil", "prime", "Prime", "lsaquo", "rsaquo", "euro",
    "trade",
    // Arrows
    "larr", "uarr", "rarr", "darr", "harr", "lArr", "rArr", "hArr",
    // Mathematics
    "forall", "part", "exist", "empty", "nabla", "isin", "notin", "prod", "sum", "minus", "radic", "prop", "infin",
    "ang", "and", "or", "cap", "cup", "int", "there4", "sim", "asymp", "ne", "equiv", "le", "ge", "sub", "sup", "sube",
    "supe",
    // Shapes
    "star", "spades", "clubs", "hearts", "diams", "check", "cross", "loz"};

constexpr std::size_t count = std::size(common);

struct Entity {
    std::string_view name;
    std::uint32_t code_point = 0;
};

// Has no body: where they are called, compiling fails.
void there_is_no_such_name();
void it_is_not_one_character();

constexpr std::uint32_t code_point_from(const char* bytes) {
    const std::uint32_t lead = bytes[0];
    const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    std::uint32_t code_point = more == 0 ? lead : lead & (0x3F >> more);
    for (int i = 1; i <= more; ++i) code_point = code_point << 6 | (bytes[i] & 0x3F);
    if (bytes[more + 1] != 0) it_is_not_one_character();
    return code_point;
}

constexpr const cmark_entity_node& node_of(std::string_view name) {
    const auto found = std::ranges::lower_bound(
        cmark_entities, name, {}, [](const cmark_entity_node& node) { return std::string_view(node.entity); });
    if (found == std::end(cmark_entities) || found->entity != name) there_is_no_such_name();
    return *found;
}

// By code point: the distances become small, and names of one letter stand together.
constexpr auto entities_by_code_point = [] {
    std::array<Entity, count> entities;
    for (std::size_t i = 0; i < count; ++i) entities[i] = {common[i], code_point_from(node_of(common[i]).bytes)};
    std::ranges::sort(entities, {}, &Entity::code_point);
    return entities;
}();

constexpr std::size_t total_name_length() {
    std::size_t length = 0;
    for (const std::string_view name : common) length += name.size() + 1;
    return length;
}

constexpr auto pack_names() {
    Stream<total_name_length()> names;
    for (const Entity& entity : entities_by_code_point) {
        for (const char c : entity.name) names.put_byte(c);
        names.put_byte(0);
    }
    return names;
}

constexpr auto pack_distances() {
    Stream<count * 3> distances;
    std::uint32_t last = 0;
    for (const Entity& entity : entities_by_code_point) {
        distances.put(entity.code_point - last);
        last = entity.code_point;
    }
    return distances;
}

// Finds by name in one step: open addressing in twice the room.
class Index {
public:
    Index() {
        Reader distances(exactly<pack_distances>.data());
        const auto* name = reinterpret_cast<const char*>(exactly<pack_names>.data());
        std::uint32_t last = 0;
        for (std::size_t i = 0; i < count; ++i) {
            all_[i] = {name, last += distances.get()};
            name += std::strlen(name) + 1;
            *slot_of(all_[i].name) = static_cast<std::uint8_t>(i + 1);
        }
    }

    // 0: it is not built in.
    std::uint32_t find(std::string_view name) const {
        const std::uint8_t found = *const_cast<Index*>(this)->slot_of(name);
        return found == 0 ? 0 : all_[found - 1].code_point;
    }

private:
    struct Named {
        const char* name;
        std::uint32_t code_point;
    };

    static constexpr std::size_t slots = 512;
    static_assert(count < 256);

    // Where the name is, or the free place where it would go.
    std::uint8_t* slot_of(std::string_view name) {
        std::size_t hash = 0;
        for (const char c : name) hash = hash * 31 + static_cast<std::size_t>(c);
        hash ^= hash >> 9;
        while (slot_[hash % slots] != 0 && name != all_[slot_[hash % slots] - 1].name) ++hash;
        return &slot_[hash % slots];
    }

    Named all_[count];
    std::uint8_t slot_[slots] = {};
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

bool is_letter_or_digit(char c) {
    const char lower = c | 0x20;
    return is_digit(c) || (lower >= 'a' && lower <= 'z');
}

// After "&".
std::size_t append_named(cmark_strbuf* text, std::string_view source) {
    const std::string_view most = source.substr(0, CMARK_ENTITY_MAX_LENGTH);
    const auto end = std::ranges::find_if_not(most, is_letter_or_digit);
    const auto length = static_cast<std::size_t>(end - most.begin());
    if (end == most.end() || *end != ';' || length < CMARK_ENTITY_MIN_LENGTH) return 0;
    const std::string_view name = most.substr(0, length);
    static const Index index;
    if (const std::uint32_t built_in = index.find(name); built_in != 0) {
        cmark_utf8proc_encode_char(static_cast<std::int32_t>(built_in), text);
        return length + 1;
    }
    if (text->mem == cmark_get_default_mem_allocator()) return 0;
    const std::string other = static_cast<heidi::NamingMemory*>(text->mem)->text_of(name);
    cmark_strbuf_put(text, reinterpret_cast<const std::uint8_t*>(other.data()), static_cast<bufsize_t>(other.size()));
    return other.empty() ? 0 : length + 1;
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
