// A random walk: whatever happens to a widget, the page shows the widget's scene, the pictures are there where the reader
// looks, and nothing breaks its contract with the host.

#include <doctest/doctest.h>

#include <random>

#include "app/visit.h"

using namespace heidi;

namespace {

constexpr std::string_view bodies[] = {
    "# Head\n\nText with *style*, `code` and [a link](https://a.example).\n\n![ice](ice.webp)\n\nMore.",
    "| a | b |\n|---|---|\n| unbreakablewords | unbreakablewords |\n\n```\na line of code that is rather long, and "
    "longer still\n```\n\n- one\n- two\n  1. three\n\n> quoted",
    "שלום עולם\n\n东京奥运会。\n\n- [x] done",
};

class RandomVisit : public Visit {
public:
    explicit RandomVisit(std::uint32_t seed) : random_(seed) {
        opens_article();
        article_arrives(bodies[roll(3)]);
    }

    void something_happens() {
        switch (roll(12)) {
            case 0: return resizes();
            case 1: return loses_and_finds();
            case 2:
                return set(the_article, "ink-" + std::to_string(roll(ink_count)), roll(2) ? "102030ff" : "405060ff");
            case 3: return set(the_article, "family-" + std::to_string(roll(family_count)), roll(2) ? "serif" : "sans");
            case 4: return set(the_article, "text-scale", roll(2) ? "1" : "1.5");
            case 5: return set(the_article, "measure", roll(2) ? "640" : "480");
            case 6: return set(the_article, "painter", (paints_ = roll(4) != 0) ? "canvas" : "css");
            case 7: return tell(the_article, PictureLoaded{"ice.webp", 100 + static_cast<float>(roll(900)), 300});
            case 8: return tell(the_article, PointerMoved{roll(60), roll(2) == 0});
            case 9: return tell(the_article, Scrolled{roll(60), static_cast<float>(roll(300)), 0});
            case 10: return fetches_another();
            default: return moves(static_cast<float>(roll(3'000)));
        }
    }

    // What is wrong now, in words; "" where nothing is.
    std::string trouble() {
        const NodeRef scene = page.core.find(the_article)->surface().root()->node;
        if (std::string what = difference(sees(), scene, sees().looks()); !what.empty()) return what;
        if (!page.port.faults().empty()) return page.port.faults().front();
        if (std::string what = font_unknown(*sees().root()); !what.empty()) return what;
        if (sees().height() != scene->height) return "the host knows another height";
        return paints_ ? unpainted(*scene) : "";
    }

private:
    std::uint32_t roll(std::uint32_t below) { return static_cast<std::uint32_t>(random_()) % below; }

    void resizes() {
        width_ = static_cast<float>(200 + roll(1'500));
        const float ratios[] = {1, 1.25f, 2, 3};
        tell(the_article, Resized{width_, 0, ratios[roll(4)]});
        moves(y_);
    }

    void moves(float y) {
        y_ = y;
        tell(the_article, ViewportMoved{{0, y, width_, screen_height}});
    }

    void loses_and_finds() {
        if (roll(2) == 0) return tell(the_article, FontsChanged{});
        page.lose_pixels();
        // The host says when there is a context again.
        if (paints_) set(the_article, "painter", "canvas");
    }

    void fetches_another() {
        set(the_article, "src", "https://news.example/" + std::to_string(roll(1'000)) + ".json");
        if (!page.open_fetch("GET")) return;
        if (roll(5) == 0) return reply_arrives(500, "");
        article_arrives(bodies[roll(3)]);
    }

    std::string font_unknown(const PageElement& element) {
        const bool styled = element.line_height > 0;
        if (styled && !sees().fonts().contains(element.font)) return "a font was not announced: " + element.text();
        for (const auto& child : element.children)
            if (std::string what = font_unknown(*child); !what.empty()) return what;
        return {};
    }

    // The part of the screen that the article is in is painted, seams and all.
    std::string unpainted(const Node& scene) {
        for (float y = std::max(y_, 0.0f); y < std::min(y_ + screen_height, scene.height); y += 50)
            for (float x = 0; x < std::min(width_, scene.width); x += 50)
                if (!sees().tiles().contains(
                        {sees().root()->id, static_cast<int>(x / 1'025), static_cast<int>(y / 513)}) &&
                    !sees().tiles().contains(
                        {sees().root()->id, static_cast<int>(x / 1'023), static_cast<int>(y / 511)}))
                    return "nothing is painted at " + std::to_string(x) + ", " + std::to_string(y);
        return {};
    }

    std::mt19937 random_;
    float width_ = first_width, y_ = 0;
    bool paints_ = true;
};

}  // namespace

TEST_CASE("whatever happens to an article, the page shows its scene and the pictures of it") {
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
        RandomVisit visit(seed);
        for (int step = 0; step < 60; ++step) {
            visit.something_happens();
            const std::string trouble = visit.trouble();
            if (trouble.empty()) continue;
            FAIL_CHECK("seed " << seed << ", step " << step << ": " << trouble);
            return;
        }
    }
}
