// What holds for any paragraph in any column.

#include <doctest/doctest.h>

#include <random>

#include "markdown/document_builder.h"
#include "text/line_break.h"
#include "views/press.h"
#include "views/scene_reading.h"

using namespace heidi;

namespace {

class RandomInlines {
public:
    explicit RandomInlines(std::uint32_t seed) : random_(seed) {}

    std::uint32_t roll(std::uint32_t below) { return static_cast<std::uint32_t>(random_()) % below; }

    std::vector<Inline> next() {
        DocumentBuilder document;
        document.open(Block{.kind = BlockKind::Paragraph});
        add(document, 4);
        document.close_block();
        Document made = document.take();
        return made.blocks.empty() ? std::vector<Inline>() : made.blocks[0].inlines;
    }

private:
    void add(DocumentBuilder& document, int depth) {
        constexpr std::string_view words[] = {"the",  "festival",   " ",      "  starts ",    "unbelievable",
                                              "東京", "עולם",       " today", "a\tb",         "👋",
                                              "(x).", "well-known", "٣, ",    "שלום (a) 12-3"};
        constexpr InlineKind kinds[] = {InlineKind::Emphasis, InlineKind::Strong, InlineKind::Strikethrough,
                                        InlineKind::Link};
        for (std::uint32_t i = 0, count = 1 + roll(6); i < count; ++i) switch (roll(8)) {
                case 0:
                case 1:
                    if (depth == 0) break;
                    document.open(Inline{.kind = kinds[roll(4)], .url = "https://a.example"});
                    add(document, depth - 1);
                    document.close_inline();
                    break;
                case 2: document.add_soft_break(); break;
                case 3: document.add_hard_break(); break;
                case 4: document.add_code(words[roll(std::size(words))]); break;
                default: document.add_text(words[roll(std::size(words))]);
            }
    }

    std::mt19937 random_;
};

// The text as HTML collapses it, by another road than the views': all of it first, then one rule after the other.
std::string collapsed(const std::vector<Inline>& inlines) {
    constexpr char hard_break = '\x1E';
    std::string raw;
    const auto gather = [&](const auto& self, const std::vector<Inline>& items) -> void {
        for (const Inline& item : items) {
            if (item.kind == InlineKind::SoftBreak) raw += ' ';
            if (item.kind == InlineKind::HardBreak) raw += hard_break;
            raw += item.text;
            self(self, item.children);
        }
    };
    gather(gather, inlines);
    std::string text;
    for (const char c : raw) {
        const bool space = c == ' ' || c == '\t' || c == '\n';
        if (space && (text.empty() || text.back() == ' ' || text.back() == '\n')) continue;
        if (c == hard_break && !text.empty() && text.back() == ' ') text.pop_back();
        text += space ? ' ' : c == hard_break ? '\n' : c;
    }
    if (!text.empty() && text.back() == ' ') text.pop_back();
    if (!text.empty() && text.back() == '\n') text.pop_back();  // a break at the end begins no line
    return text;
}

std::string run_outside(const Node& node) {
    for (const PaintedRun& run : node.runs) {
        const std::string_view words = std::string_view(node.text).substr(run.begin, run.end - run.begin);
        const bool outside = run.x < -0.02f || run.x + run.width > node.width + 0.02f;
        if (outside && grapheme_boundaries(words).size() > 1) return std::string(words);
    }
    return {};
}

// Calls `flaw_in` for a paragraph of each seed until one has a flaw, and tells of that one.
template <class FlawIn>
void check_paragraphs(const FlawIn& flaw_in) {
    Press press;
    for (std::uint32_t seed = 1; seed <= 1'500; ++seed) {
        RandomInlines random(seed);
        const std::vector<Inline> inlines = random.next();
        const Node node = press.paragraph(inlines, static_cast<float>(20 + random.roll(400)));
        const std::string flaw = flaw_in(inlines, node);
        if (flaw.empty()) continue;
        FAIL_CHECK("seed " << seed << ": " << flaw << ": " << phrases_of(node));
        return;
    }
}

}  // namespace

TEST_CASE("the phrases of any paragraph tell its whole text in order") {
    check_paragraphs([](const std::vector<Inline>& inlines, const Node& node) {
        const std::string wanted = collapsed(inlines);
        return words_of(node) == wanted ? "" : "should be \"" + wanted + "\"";
    });
}

TEST_CASE("the elements of any paragraph nest") {
    check_paragraphs([](const std::vector<Inline>&, const Node& node) { return flaw_of(node); });
}

TEST_CASE("the runs of any paragraph lie in its column, unless one character is wider") {
    check_paragraphs([](const std::vector<Inline>&, const Node& node) { return run_outside(node); });
}

TEST_CASE("every visible character of any paragraph is painted once, in the order it is read") {
    check_paragraphs([](const std::vector<Inline>&, const Node& node) {
        std::string painted, visible;
        for (const std::string& line : painted_lines(node)) painted += line;
        for (const Phrase& phrase : node.phrases)
            if (phrase.kind == PhraseKind::Text) visible += node.text.substr(phrase.begin, phrase.end - phrase.begin);
        return painted == visible ? std::string() : "painted is \"" + painted + "\"";
    });
}
