// What holds for any text at any width.

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "text/line_break.h"
#include "text/typeset.h"

using namespace heidi;

namespace {

constexpr std::string_view pieces[] = {
    "a",          "festival",
    " ",          " ",
    "  ",         "\n",
    "\t",         "-",
    "well-known", "https://a.example/b",
    "3.14",       "东京",
    "。",         "「",
    "עולם",       "مرحبا",
    "สวัสดี",       "👩\u200D👩\u200D👧",
    "🇳🇴",         "e\u0301",
    "\u00A0",     "\u00AD",
    "(",          "x).",
    "\u200B",     "—",
    "नमस्ते",       "\r\n",
    "W",          "\u2028",
};

class Texts {
public:
    explicit Texts(std::uint32_t seed) : random_(seed) {}

    std::uint32_t roll(std::uint32_t below) { return static_cast<std::uint32_t>(random_()) % below; }

    StyledText next(const Face& face) {
        const FontId fonts[] = {face.regular, face.bold, face.large};
        StyledText text;
        const std::uint32_t count = roll(40);
        for (std::uint32_t i = 0; i < count; ++i)
            text.append(pieces[roll(std::size(pieces))], fonts[roll(6) % 3], static_cast<int>(roll(2)));
        return text;
    }

private:
    std::mt19937 random_;
};

bool is_one_cluster(std::string_view text) { return grapheme_boundaries(text).size() == 1; }

// The first property that does not hold, in words.
std::string broken_property(const StyledText& text, const ParagraphLayout& layout, float width) {
    std::size_t at = 0;
    for (const Line& line : layout.lines) {
        if (line.begin != at) return "a line does not begin where the one before it ended";
        if (line.end < line.begin || line.next < line.end) return "a line ends before it begins";
        at = line.next;
        const std::string_view visible = std::string_view(text.text).substr(line.begin, line.end - line.begin);
        if (line.width > width + 0.02f && !is_one_cluster(visible)) return "too wide: " + std::string(visible);
        for (std::size_t i = line.end; i < line.next; ++i)
            if (std::string_view(" \t\r\n").find(text.text[i]) == std::string_view::npos)
                return "visible text was taken for the white space at a line's end";
    }
    if (at != text.text.size()) return "the last line does not end with the text";
    if (layout.lines.back().ends != LineEnd::Last) return "the last line does not say so";
    return {};
}

// Side by side from the line's left edge to its right one, in whatever order.
std::string misplaced_run(const Line& line) {
    std::vector<PlacedRun> shown = line.runs;
    std::sort(shown.begin(), shown.end(),
              [](const PlacedRun& a, const PlacedRun& b) { return std::pair(a.x, a.width) < std::pair(b.x, b.width); });
    float x = 0;
    for (const PlacedRun& run : shown) {
        if (run.x + 0.01f < x) return "runs lie over each other";
        x = run.x + run.width;
    }
    return x <= line.width + 0.01f ? "" : "the runs are wider than the line";
}

std::string broken_run(const StyledText& text, const Line& line, const Face& face) {
    std::size_t at = line.begin;
    for (const PlacedRun& run : line.runs) {
        for (; at < run.begin; ++at)
            if (text.text[at] != '\t') return "a run leaves out visible text";
        const bool hyphen = line.ends == LineEnd::WrappedAtHyphen && &run == &line.runs.back();
        if (hyphen && run.begin == line.end && run.end == line.end) continue;
        if (run.begin != at || run.end <= run.begin) return "runs overlap or are empty";
        const TextSpan& span = text.spans[run.span];
        if (run.begin < span.begin || run.end > span.end) return "a run reaches out of its span";
        const std::string_view words = std::string_view(text.text).substr(run.begin, run.end - run.begin);
        if (run.width != face.measurer.advance(span.font, words)) return "a run is not as wide as its text";
        at = run.end;
    }
    for (; at < line.end; ++at)
        if (text.text[at] != '\t') return "the runs end before the line";
    return misplaced_run(line);
}

// Calls `flaw_in` with a text and a width for each seed until one has a flaw, and tells of that one.
template <class FlawIn>
void check_texts(std::uint32_t seeds, const FlawIn& flaw_in) {
    const Face face;
    for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
        Texts texts(seed);
        const StyledText text = texts.next(face);
        const float width = static_cast<float>(1 + texts.roll(400));
        const std::string flaw = flaw_in(face, text, width);
        if (flaw.empty()) continue;
        FAIL_CHECK("seed " << seed << ": " << flaw << ", at width " << width << ": " << text.text);
        return;
    }
}

}  // namespace

TEST_CASE("lines cover any text without gap or overlap and keep within any width") {
    check_texts(3'000, [](const Face& face, const StyledText& text, float width) {
        return broken_property(text, lay_out(text, {.width = width}, face.measurer), width);
    });
}

TEST_CASE("the runs of a line cover all that can be seen of it") {
    check_texts(3'000, [](const Face& face, const StyledText& text, float width) {
        for (const Line& line : lay_out(text, {.width = width}, face.measurer).lines)
            if (std::string flaw = broken_run(text, line, face); !flaw.empty()) return flaw;
        return std::string();
    });
}

TEST_CASE("lines end between characters as readers know them, and never within one") {
    check_texts(1'000, [](const Face& face, const StyledText& text, float width) {
        const std::vector<std::size_t> boundaries = grapheme_boundaries(text.text);
        for (const Line& line : lay_out(text, {.width = width / 6}, face.measurer).lines)
            if (line.next > 0 && !std::binary_search(boundaries.begin(), boundaries.end(), line.next))
                return "a line ends at byte " + std::to_string(line.next);
        return std::string();
    });
}

TEST_CASE("a wider column never needs more lines") {
    check_texts(300, [](const Face& face, const StyledText& text, float) {
        std::size_t lines = lay_out(text, {.width = 5}, face.measurer).lines.size();
        for (float width = 20; width <= 500; width += 20) {
            const std::size_t now = lay_out(text, {.width = width}, face.measurer).lines.size();
            if (now > lines) return "more lines at " + std::to_string(width);
            lines = now;
        }
        return std::string();
    });
}

TEST_CASE("a long text costs its length: nothing is measured again and again") {
    const Face face;
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "word ";
    face.lay(text, 600);
    // Each word when its line is filled (at most twice where it wraps), and each line as a run.
    CHECK(face.measurer.asked() < 3 * 20'000);
}

TEST_CASE("a word without end costs its length too") {
    Face face;
    const std::string word(100'000, 'w');
    face.lay(word, 600);
    CHECK(face.measurer.measured_bytes() < 100 * word.size());
}
