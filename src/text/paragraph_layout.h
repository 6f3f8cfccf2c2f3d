// Splits one paragraph into lines that fit a width.
//
//   styled text ──► break opportunities ──► lines ──► placed runs
//
// Text is kept and told in the order it is read; only a run's place says where it is shown (bidi.h).
// Pure: the same text, fonts, width and measurer give the same lines. Knows nothing of Markdown, ImGui or the browser.
// Offsets are bytes into the paragraph's UTF-8; widths are CSS pixels.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/bidi.h"
#include "text/text_measurer.h"

namespace heidi {

// A stretch of text in one font. Spans cover their text without gaps, in order; `mark` is the caller's own.
struct TextSpan {
    std::size_t begin = 0;
    std::size_t end = 0;
    FontId font = 0;
    int mark = 0;
};

// White space is as the caller wants it seen: a line feed ends a line, a tab advances to the next stop, every other
// space takes its room except at the end of a line.
struct StyledText {
    std::string text;
    std::vector<TextSpan> spans;

    void append(std::string_view more, FontId font, int mark);
};

enum class LineEnd {
    Last,
    Wrapped,          // within a word, or between characters that need no space
    WrappedAtSpace,   // the space stands in the text and takes no room
    WrappedAtHyphen,  // a soft hyphen, U+00AD, which shows only here
    Hard,             // a line feed in the text
};

// What a soft hyphen looks like at a line's end; the style sheet says the same (shell/styles.ts). Every font has it.
inline constexpr std::string_view line_hyphen = "-";

// All of it has one font and one direction. Begin and end are the same of the hyphen that ends a line, which is no text.
struct PlacedRun {
    std::size_t begin, end;
    std::size_t span;  // index into the text's spans
    float x;           // of its left edge, from the line's left edge
    float width;
    BidiLevel level = 0;
};

struct Line {
    std::size_t begin;
    std::size_t end;   // without the white space at its end
    std::size_t next;  // where the next line begins
    float width;
    LineEnd ends;
    std::vector<PlacedRun> runs;  // in reading order
    // What stands on other lines decides directions on this one: set by itself, it would be ordered otherwise. Also
    // where its order is a guess (simple_bidi_levels).
    bool leans_on_others = false;
};

struct ParagraphLayout {
    std::vector<Line> lines;  // at least one, even of an empty text
    float width = 0;  // of the widest line: more than the given width only if one cluster is wider, or unwrapped
    bool right_to_left = false;
};

enum class Wrap { Anywhere, Never };
enum class Direction { FromContent, LeftToRight, RightToLeft };

struct ParagraphStyle {
    float width = 0;             // > 0
    Wrap wrap = Wrap::Anywhere;  // at Unicode's opportunities, and within a word that is wider than the paragraph
    const char* language = "";
    Direction direction = Direction::FromContent;
    int tab_columns = 4;  // a tab stop every so many spaces of the first span's font
};

ParagraphLayout lay_out(const StyledText& text, const ParagraphStyle& style, const TextMeasurer& measurer);

// The widths that the table's columns are made from: of the widest unbreakable part, and of everything on one line.
struct IntrinsicWidth {
    float least = 0;
    float most = 0;
};
IntrinsicWidth intrinsic_width(const StyledText& text, const char* language, const TextMeasurer& measurer);

}  // namespace heidi
