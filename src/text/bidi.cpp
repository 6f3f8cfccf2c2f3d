#include "text/bidi.h"

#include <SheenBidi/SheenBidi.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "base/utf8.h"
#include "text/code_point_range.h"

namespace heidi {
namespace {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* object) const {
        release(object);
    }
};
using Algorithm = std::unique_ptr<std::remove_pointer_t<SBAlgorithmRef>, Release<SBAlgorithmRelease>>;
using Paragraph = std::unique_ptr<std::remove_pointer_t<SBParagraphRef>, Release<SBParagraphRelease>>;

// Where characters of the types R, AL and AN live (DerivedBidiClass), and the controls that turn others round.
constexpr CodePointRange right_to_left_blocks[] = {
    {0x0590, 0x08FF}, {0x200F, 0x200F}, {0x202B, 0x202B},   {0x202E, 0x202E},   {0x2067, 0x2067},
    {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFF}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF},
};

// Of CLDR's likely subtags, those in use; of ISO 15924, the scripts with letters of the types R and AL.
constexpr std::string_view right_to_left_languages = " ar arc ckb dv fa he iw ks mzn nqo pnb ps sd syr ug ur yi ";
constexpr std::string_view right_to_left_scripts = " adlm arab hebr mand nkoo rohg samr syrc thaa ";

bool is_isolate(SBBidiType type) { return type == SBBidiTypeLRI || type == SBBidiTypeRLI || type == SBBidiTypeFSI; }

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
        const SBBidiType type = SBCodepointGetBidiType(next.code_point);
        if (is_isolate(type))
            ++depth;
        else if (type == SBBidiTypePDI && depth > 0)
            --depth;
        else if (depth == 0 && type == SBBidiTypeL)
            return false;
        else if (depth == 0 && (type == SBBidiTypeR || type == SBBidiTypeAL))
            return true;
        at += next.byte_length;
    }
    return false;
}

std::vector<BidiLevel> bidi_levels(std::string_view text, bool right_to_left) {
    const BidiLevel base = right_to_left ? 1 : 0;
    std::vector<BidiLevel> levels(text.size(), base);
    if (text.empty()) return levels;
    const SBCodepointSequence sequence{SBStringEncodingUTF8, text.data(), text.size()};
    const Algorithm algorithm(SBAlgorithmCreate(&sequence));
    for (std::size_t at = 0; algorithm && at < text.size();) {
        const Paragraph paragraph(SBAlgorithmCreateParagraph(algorithm.get(), at, text.size() - at, base));
        if (!paragraph) break;  // no memory: it is shown in the order it is written
        const std::size_t length = SBParagraphGetLength(paragraph.get());
        std::copy_n(SBParagraphGetLevelsPtr(paragraph.get()), length, levels.begin() + static_cast<std::ptrdiff_t>(at));
        at += std::max<std::size_t>(length, 1);
    }
    return levels;
}

std::vector<BidiLevel> line_levels(std::string_view line, const BidiLevel* levels, bool right_to_left) {
    const BidiLevel base = right_to_left ? 1 : 0;
    std::vector<BidiLevel> result(levels, levels + line.size());
    constexpr std::size_t none = std::string_view::npos;
    std::size_t white = none;  // where the white space before `at` begins
    const auto reset = [&](std::size_t end) {
        for (; white < end; ++white) result[white] = base;
        white = none;
    };
    for (std::size_t at = 0; at < line.size();) {
        const DecodedCodePoint next = decode_utf8(line, at);
        const SBBidiType type = SBCodepointGetBidiType(next.code_point);
        const bool separator = type == SBBidiTypeS || type == SBBidiTypeB;
        // What the algorithm takes away (X9) neither begins white space nor ends it.
        const bool removed = type == SBBidiTypeBN || type >= SBBidiTypeLRE;
        if (separator || type == SBBidiTypeWS || type == SBBidiTypePDI || is_isolate(type))
            white = std::min(white, at);
        else if (!removed)
            white = none;
        at += next.byte_length;
        if (separator) reset(at);
    }
    reset(line.size());
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
