#include "text/bidi.h"

#include <algorithm>
#include <numeric>

#include "base/utf8.h"
#include "text/code_point_range.h"

namespace heidi {
namespace {

// Where characters of the types R, AL and AN live (DerivedBidiClass), and the controls that turn others round.
constexpr CodePointRange right_to_left_blocks[] = {
    {0x0590, 0x08FF}, {0x200F, 0x200F}, {0x202B, 0x202B},   {0x202E, 0x202E},   {0x2067, 0x2067},
    {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFF}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF},
};

// Where characters live that are no letters (other types than L, R and AL), as far as sentences begin with them.
constexpr CodePointRange signs[] = {
    {0x0000, 0x0040}, {0x005B, 0x0060}, {0x007B, 0x00A9}, {0x00AB, 0x00B4}, {0x00B6, 0x00B9},   {0x00BB, 0x00BF},
    {0x00D7, 0x00D7}, {0x00F7, 0x00F7}, {0x02B9, 0x02BA}, {0x02C2, 0x02CF}, {0x02D2, 0x02DF},   {0x02E5, 0x036F},
    {0x0591, 0x05BD}, {0x0600, 0x0607}, {0x0609, 0x060A}, {0x060C, 0x060C}, {0x060E, 0x061A},   {0x064B, 0x066C},
    {0x06D6, 0x06E4}, {0x06E7, 0x06ED}, {0x06F0, 0x06F9}, {0x2000, 0x200D}, {0x2010, 0x2070},   {0x2074, 0x207E},
    {0x2080, 0x208F}, {0x20A0, 0x2101}, {0x2103, 0x2106}, {0x2116, 0x2118}, {0x211E, 0x2123},   {0x2150, 0x215F},
    {0x2189, 0x2335}, {0x237B, 0x249B}, {0x24EA, 0x27FF}, {0x2900, 0x2BFF}, {0x2E00, 0x3004},   {0x3008, 0x3020},
    {0x302A, 0x3030}, {0x303D, 0x3040}, {0x3097, 0x309C}, {0x30FB, 0x30FB}, {0xFD3E, 0xFD4F},   {0xFDFD, 0xFE6F},
    {0xFEFF, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1F10F}, {0x1F260, 0x1FBFF},
};
constexpr CodePointRange digits[] = {{'0', '9'}, {0x0660, 0x0669}, {0x06F0, 0x06F9}};
constexpr CodePointRange isolates[] = {{0x2066, 0x2068}};
constexpr char32_t end_of_isolate = 0x2069;

enum class Kind { Sign, Digit, FromLeft, FromRight };

Kind kind_of(char32_t code_point) {
    if (is_in(code_point, digits)) return Kind::Digit;
    if (is_in(code_point, signs)) return Kind::Sign;
    return is_in(code_point, right_to_left_blocks) ? Kind::FromRight : Kind::FromLeft;
}

// Of CLDR's likely subtags, those in use; of ISO 15924, the scripts with letters of the types R and AL.
constexpr std::string_view right_to_left_languages = " ar arc ckb dv fa he iw ks mzn nqo pnb ps sd syr ug ur yi ";
constexpr std::string_view right_to_left_scripts = " adlm arab hebr mand nkoo rohg samr syrc thaa ";

}  // namespace

bool may_read_right_to_left(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        // No such block begins with an earlier byte than the Hebrew one.
        if (static_cast<unsigned char>(text[at]) < 0xD6) {
            ++at;
            continue;
        }
        const DecodedCodePoint next = decode_utf8(text, at);
        if (is_in(next.code_point, right_to_left_blocks)) return true;
        at += next.byte_length;
    }
    return false;
}

bool is_right_to_left_language(std::string_view tag) {
    const std::string lower = ascii_lower(tag);
    const auto has = [](std::string_view list, std::string_view name) {
        return list.find(' ' + std::string(name) + ' ') != std::string_view::npos;
    };
    const std::size_t end = lower.find('-');
    if (end != std::string::npos) {
        const std::string script = lower.substr(end + 1, lower.find('-', end + 1) - end - 1);
        if (script.size() == 4) return has(right_to_left_scripts, script);
    }
    return has(right_to_left_languages, lower.substr(0, end));
}

bool reads_right_to_left(std::string_view text) {
    if (!may_read_right_to_left(text)) return false;
    std::size_t depth = 0;  // of isolates, which P2 leaves out
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint next = decode_utf8(text, at);
        const Kind kind = kind_of(next.code_point);
        if (is_in(next.code_point, isolates))
            ++depth;
        else if (next.code_point == end_of_isolate && depth > 0)
            --depth;
        else if (depth == 0 && kind >= Kind::FromLeft)
            return kind == Kind::FromRight;
        at += next.byte_length;
    }
    return false;
}

std::vector<BidiLevel> simple_bidi_levels(std::string_view text, bool right_to_left) {
    const BidiLevel base = right_to_left ? 1 : 0;
    const BidiLevel from_left = right_to_left ? 2 : 0;
    std::vector<BidiLevel> levels(text.size(), base);
    const auto write = [&](std::size_t begin, std::size_t end, BidiLevel level) {
        std::fill(levels.begin() + static_cast<std::ptrdiff_t>(begin),
                  levels.begin() + static_cast<std::ptrdiff_t>(end), level);
    };
    bool from_right = right_to_left;  // what came last
    bool after_digit = false;
    std::size_t signs_begin = 0;  // those before `at`
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint next = decode_utf8(text, at);
        const std::size_t end = at + next.byte_length;
        const Kind kind = kind_of(next.code_point);
        if (text[at] == '\n' || text[at] == '\t') {
            from_right = right_to_left;
            after_digit = false;
            signs_begin = end;
        } else if (kind != Kind::Sign) {
            const bool is_right = kind == Kind::FromRight || (kind == Kind::Digit && from_right);
            const BidiLevel level = kind == Kind::FromRight ? 1 : is_right ? 2 : from_left;
            // One sign between digits is theirs (W4); others are of the direction on both sides, if it is the same (N1, N2).
            const bool joined = after_digit && kind == Kind::Digit && at - signs_begin == 1;
            const BidiLevel between = is_right != from_right ? base : is_right ? 1 : from_left;
            write(signs_begin, at, joined ? level : between);
            write(at, end, level);
            from_right = is_right;
            signs_begin = end;
        }
        if (kind != Kind::Sign) after_digit = kind == Kind::Digit;
        at = end;
    }
    for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] == ' ' || text[at] == '\n' || text[at] == '\t') levels[at] |= resets_at_line_end;
    return levels;
}

std::vector<BidiLevel> line_levels(std::span<const BidiLevel> levels, bool right_to_left) {
    std::vector<BidiLevel> result(levels.begin(), levels.end());
    bool at_end = true;
    for (auto level = result.rbegin(); level != result.rend(); ++level) {
        at_end = at_end && (*level & resets_at_line_end) != 0;
        *level = at_end ? BidiLevel{right_to_left} : static_cast<BidiLevel>(*level & ~resets_at_line_end);
    }
    return result;
}

std::vector<std::size_t> visual_order(const std::vector<BidiLevel>& levels) {
    std::vector<std::size_t> order(levels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (levels.empty()) return order;
    // From the highest level to the lowest odd one, each stretch at it or above is turned round.
    for (BidiLevel level = *std::max_element(levels.begin(), levels.end()); level > 0; --level) {
        const auto reaches = [&](std::size_t index) { return levels[index] >= level; };
        for (auto begin = order.begin(); begin != order.end();) {
            begin = std::find_if(begin, order.end(), reaches);
            const auto end = std::find_if_not(begin, order.end(), reaches);
            std::reverse(begin, end);
            begin = end;
        }
    }
    return order;
}

}  // namespace heidi
