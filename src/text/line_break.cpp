#include "text/line_break.h"

#include <graphemebreak.h>
#include <linebreak.h>

#include <string>

#include "base/utf8.h"
#include "text/code_point_range.h"

namespace heidi {
namespace {

// libunibreak notes the break before the first character too when there is none: of an empty or a cut-off text it writes
// one place in front of what it was given.
struct BreakKinds {
    explicit BreakKinds(std::size_t size) : kinds_(size + 1) {}
    char* begin() { return kinds_.data() + 1; }
    char operator[](std::size_t at) const { return kinds_[at + 1]; }

private:
    std::vector<char> kinds_;
};

const utf8_t* bytes_of(std::string_view text) { return reinterpret_cast<const utf8_t*>(text.data()); }

// libunibreak builds its index on first use.
void ready() {
    static const bool once = (init_linebreak(), init_graphemebreak(), true);
    (void)once;
}

// A regional indicator, U+1F1E6 to U+1F1FF, at this byte.
bool is_half_of_flag(std::string_view text, std::size_t at) {
    return text.substr(at, 3) == "\xF0\x9F\x87" && at + 3 < text.size() &&
           static_cast<unsigned char>(text[at + 3]) >= 0xA6;
}

// Scripts written without spaces between words whose characters readers count one by one.
constexpr CodePointRange counted_by_character[] = {
    {0x3041, 0x30FF}, {0x31F0, 0x31FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x323AF},
};

// Hangul, whose words may be parted at each syllable when a line ends.
constexpr CodePointRange hangul[] = {{0x1100, 0x11FF}, {0xA960, 0xA97F}, {0xAC00, 0xD7FF}};

// Scripts written without spaces whose words only a dictionary can part (line break class SA, Unicode 15). A stretch of them
// counts as one word.
constexpr CodePointRange parted_by_dictionary[] = {
    {0x0E01, 0x0E3A}, {0x0E40, 0x0E4E}, {0x0E81, 0x0ECE}, {0x0EDC, 0x0EDF}, {0x1000, 0x103F}, {0x1050, 0x108F},
    {0x109A, 0x109F}, {0x1780, 0x17D3}, {0x17D7, 0x17D7}, {0x17DC, 0x17DD}, {0x1950, 0x19C9}, {0x19DE, 0x19DF},
    {0x1A20, 0x1A7C}, {0x1AA0, 0x1AAD}, {0xA9E0, 0xA9EF}, {0xA9FA, 0xA9FE}, {0xAA60, 0xAADF},
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

// A dash with spaces around it belongs to the word before it. UAX #14 lets it begin a line (LB18), where it would look
// like the start of speech or of a list.
bool is_before_lone_dash(std::string_view text, std::size_t at) {
    const std::string_view dash = text.substr(at, 3);
    return (dash == "\xE2\x80\x93" || dash == "\xE2\x80\x94") && text.substr(at + 3, 1) == " " && text[at - 1] == ' ' &&
           at >= 2 && text[at - 2] != ' ' && text[at - 2] != '\n';
}

// Calls `use` with each stretch of characters that only a dictionary can part.
template <class Use>
void for_each_unparted(std::string_view text, const Use& use) {
    constexpr std::size_t none = std::string_view::npos;
    std::size_t begin = none;
    for (std::size_t at = 0; at < text.size();) {
        // No such script begins with an earlier byte than Thai.
        const bool early = static_cast<unsigned char>(text[at]) < 0xE0;
        const DecodedCodePoint next = early ? DecodedCodePoint{0, 1} : decode_utf8(text, at);
        const bool unparted = !early && is_in(next.code_point, parted_by_dictionary);
        if (unparted && begin == none) begin = at;
        if (!unparted && begin != none) use(begin, at);
        if (!unparted) begin = none;
        at += next.byte_length;
    }
    if (begin != none) use(begin, text.size());
}

// All inside stretches, where UAX #14 has none.
std::vector<std::size_t> word_ends_in(std::string_view text, const TextMeasurer& dictionary) {
    std::vector<std::size_t> offsets;
    for_each_unparted(text, [&](std::size_t begin, std::size_t end) {
        const std::string_view stretch = text.substr(begin, end - begin);
        std::vector<std::size_t> ends = dictionary.word_ends(stretch);
        if (ends.empty()) ends = grapheme_boundaries(stretch);
        for (const std::size_t offset : ends)
            if (offset < stretch.size()) offsets.push_back(begin + offset);
    });
    return offsets;
}

}  // namespace

std::vector<BreakOpportunity> line_break_opportunities(std::string_view text, const char* language,
                                                       const TextMeasurer* dictionary) {
    ready();
    BreakKinds kinds(text.size());
    // Strictly: small kana and the mark of a long vowel begin no line (class CJ, LB1).
    const std::string strict = std::string(language) + "-strict";
    set_linebreaks_utf8(bytes_of(text), text.size(), strict.c_str(), kinds.begin());
    const std::vector<std::size_t> word_ends =
        dictionary ? word_ends_in(text, *dictionary) : std::vector<std::size_t>();
    auto word_end = word_ends.begin();
    std::vector<BreakOpportunity> opportunities;
    std::size_t flag_halves = 0;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        if (word_end != word_ends.end() && *word_end == at + 1) {
            opportunities.push_back({*word_end++, BreakKind::Allowed});
            continue;
        }
        if (kinds[at] == LINEBREAK_INSIDEACHAR) continue;
        flag_halves = at >= 3 && is_half_of_flag(text, at - 3) ? flag_halves + 1 : 0;
        // libunibreak 6.1 pairs the halves of flags across the end of a line (LB30a), and then cuts every other flag.
        const bool in_flag = flag_halves % 2 == 1 && is_half_of_flag(text, at + 1);
        const bool kept = in_flag || is_before_lone_dash(text, at + 1);
        if (kinds[at] == LINEBREAK_ALLOWBREAK && !kept) opportunities.push_back({at + 1, BreakKind::Allowed});
        if (kinds[at] == LINEBREAK_MUSTBREAK) opportunities.push_back({at + 1, BreakKind::Required});
    }
    return opportunities;
}

std::vector<std::size_t> grapheme_boundaries(std::string_view text) {
    ready();
    BreakKinds kinds(text.size());
    set_graphemebreaks_utf8(bytes_of(text), text.size(), "", kinds.begin());
    std::vector<std::size_t> boundaries;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (kinds[at] == GRAPHEMEBREAK_BREAK || at + 1 == text.size()) boundaries.push_back(at + 1);
    return boundaries;
}

std::size_t count_words(std::string_view text) {
    ready();
    BreakKinds kinds(text.size());
    set_linebreaks_utf8(bytes_of(text), text.size(), "", kinds.begin());
    std::size_t words = 0;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint next = decode_utf8(text, at);
        at += next.byte_length;
        const bool single = is_in(next.code_point, counted_by_character);
        if (single) ++words;
        in_word = in_word || (!single && is_letter_or_digit(next.code_point));
        const bool line_may_end = kinds[at - 1] == LINEBREAK_ALLOWBREAK || kinds[at - 1] == LINEBREAK_MUSTBREAK;
        const bool no_break_space = next.code_point == 0xA0 || next.code_point == 0x202F;
        if (!line_may_end && !no_break_space) continue;
        const bool in_hangul =
            at < text.size() && is_in(next.code_point, hangul) && is_in(decode_utf8(text, at).code_point, hangul);
        if (in_hangul) continue;
        words += in_word ? 1 : 0;
        in_word = false;
    }
    return words + (in_word ? 1 : 0);
}

}  // namespace heidi
