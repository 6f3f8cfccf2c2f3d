#include "bidi/levels.h"

#include <SheenBidi/SheenBidi.h>

#include <algorithm>
#include <memory>

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

bool is_isolate(SBBidiType type) { return type == SBBidiTypeLRI || type == SBBidiTypeRLI || type == SBBidiTypeFSI; }

// Tabs and other separators have the paragraph's level, white space before them too; what would have it at a line's end is
// marked (L1).
void reset_white_space(const SBCodepointSequence& text, BidiLevel base, BidiLevel* levels) {
    SBUInteger white = text.stringLength;  // where the white space before `at` begins; behind it: there is none
    for (SBUInteger at = 0; at < text.stringLength;) {
        const SBUInteger begin = at;
        const SBBidiType type = SBCodepointGetBidiType(SBCodepointSequenceGetCodepointAt(&text, &at));
        const bool separator = type == SBBidiTypeS || type == SBBidiTypeB;
        // What the algorithm takes away (X9) neither begins white space nor ends it.
        const bool removed = type == SBBidiTypeBN || type >= SBBidiTypeLRE;
        if (separator || type == SBBidiTypeWS || type == SBBidiTypePDI || is_isolate(type))
            white = std::min(white, begin);
        else if (!removed)
            white = text.stringLength;
        if (separator) {
            std::fill(levels + white, levels + at, base);
            white = text.stringLength;
        } else if (white < at) {
            std::for_each(levels + begin, levels + at, [](BidiLevel& level) { level |= resets_at_line_end; });
        }
    }
}

void write_levels_of_line(std::string_view line, BidiLevel base, BidiLevel* levels) {
    const SBCodepointSequence sequence{SBStringEncodingUTF8, line.data(), line.size()};
    const Algorithm algorithm(SBAlgorithmCreate(&sequence));
    // Line feeds are not the only ends of paragraphs.
    for (std::size_t at = 0; algorithm && at < line.size();) {
        const Paragraph paragraph(SBAlgorithmCreateParagraph(algorithm.get(), at, line.size() - at, base));
        if (!paragraph) break;
        const std::size_t length = SBParagraphGetLength(paragraph.get());
        std::copy_n(SBParagraphGetLevelsPtr(paragraph.get()), length, levels + at);
        at += std::max<std::size_t>(length, 1);
    }
    reset_white_space(sequence, base, levels);
}

}  // namespace

void write_bidi_levels(std::string_view text, bool right_to_left, BidiLevel* levels) {
    const BidiLevel base = right_to_left ? 1 : 0;
    std::fill_n(levels, text.size(), base);
    // One by one: what SheenBidi needs of memory is that of the longest.
    while (!text.empty()) {
        const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
        write_levels_of_line(text.substr(0, length), base, levels);
        text.remove_prefix(length);
        levels += length;
    }
}

}  // namespace heidi
