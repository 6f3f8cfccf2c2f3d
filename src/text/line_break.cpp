#include "text/line_break.h"

#include <graphemebreak.h>
#include <linebreak.h>
#include <wordbreak.h>

#include "base/utf8.h"

namespace heidi {
namespace {

const utf8_t* bytes_of(std::string_view text) { return reinterpret_cast<const utf8_t*>(text.data()); }

// libunibreak builds its index on first use.
void ready() {
    static const bool once = (init_linebreak(), init_wordbreak(), init_graphemebreak(), true);
    (void)once;
}

struct CodePointRange {
    char32_t first, last;
};

template <std::size_t N>
bool is_in(char32_t c, const CodePointRange (&ranges)[N]) {
    for (const CodePointRange& range : ranges)
        if (c >= range.first && c <= range.last) return true;
    return false;
}

// Scripts written without spaces between words whose characters readers count one by one.
constexpr CodePointRange counted_by_character[] = {
    {0x3041, 0x30FF}, {0x31F0, 0x31FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x323AF},
};

// Strong right-to-left blocks (Unicode 15, DerivedBidiClass R and AL defaults).
constexpr CodePointRange right_to_left[] = {
    {0x0590, 0x08FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFF}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}, {0x200F, 0x200F},
};

// Blocks below U+2000 without strong characters, and what stands between scripts: not a letter for our purpose.
bool is_letter_or_digit(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
    if (c == 0xD7 || c == 0xF7) return false;
    const bool punctuation = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3020) ||
                             (c >= 0xFE00 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF0F) ||
                             (c >= 0x1F000 && c <= 0x1FAFF) || c == 0x60C || c == 0x61B || c == 0x61F || c == 0x964 ||
                             c == 0x965;
    return !punctuation;
}

bool is_strong_left_to_right(char32_t c) {
    const bool digit = c >= '0' && c <= '9';
    return is_letter_or_digit(c) && !digit && !is_in(c, right_to_left);
}

}  // namespace

std::vector<BreakOpportunity> line_break_opportunities(std::string_view text, const char* language) {
    ready();
    std::vector<char> kinds(text.size());
    set_linebreaks_utf8(bytes_of(text), text.size(), language, kinds.data());
    std::vector<BreakOpportunity> opportunities;
    for (std::size_t at = 0; at + 1 < kinds.size(); ++at) {
        if (kinds[at] == LINEBREAK_ALLOWBREAK) opportunities.push_back({at + 1, BreakKind::Allowed});
        if (kinds[at] == LINEBREAK_MUSTBREAK) opportunities.push_back({at + 1, BreakKind::Required});
    }
    return opportunities;
}

std::vector<std::size_t> grapheme_boundaries(std::string_view text) {
    ready();
    std::vector<char> kinds(text.size());
    set_graphemebreaks_utf8(bytes_of(text), text.size(), "", kinds.data());
    std::vector<std::size_t> boundaries;
    for (std::size_t at = 0; at < kinds.size(); ++at)
        if (kinds[at] == GRAPHEMEBREAK_BREAK || at + 1 == kinds.size()) boundaries.push_back(at + 1);
    return boundaries;
}

std::size_t count_words(std::string_view text) {
    ready();
    std::vector<char> kinds(text.size());
    set_wordbreaks_utf8(bytes_of(text), text.size(), "", kinds.data());
    std::size_t words = 0;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint next = decode_utf8(text, at);
        at += next.byte_length;
        const bool single = is_in(next.code_point, counted_by_character);
        if (single) ++words;
        in_word = in_word || (!single && is_letter_or_digit(next.code_point));
        if (kinds[at - 1] != WORDBREAK_BREAK) continue;
        words += in_word ? 1 : 0;
        in_word = false;
    }
    return words + (in_word ? 1 : 0);
}

bool reads_right_to_left(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint next = decode_utf8(text, at);
        if (is_in(next.code_point, right_to_left)) return true;
        if (is_strong_left_to_right(next.code_point)) return false;
        at += next.byte_length;
    }
    return false;
}

}  // namespace heidi
