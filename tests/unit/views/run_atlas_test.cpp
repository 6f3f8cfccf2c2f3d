#include "views/run_atlas.h"

#include <doctest/doctest.h>

#include <string>

#include "port/headless/headless_pixels.h"

using namespace heidi;

namespace {

// Runs to paint, in a face whose letters are ten pixels wide; the texts live as long as the list.
struct Desk {
    HeadlessText text;
    HeadlessPixels pixels{text};
    RunAtlas atlas{pixels};
    FontId regular = text.font("400 20.00px serif");
    FontId huge = text.font("700 400.00px serif");

    DrawRun run(const std::string& words, float x = 0, Rgba color = 0xFF) {
        return {words, x, 100, text.advance(regular, words), regular, color, false};
    }
    // As a tile is painted: prepared, then every image is asked for.
    int paint(const std::vector<DrawRun>& runs, float ratio = 1) {
        PaintList list;
        for (const DrawRun& one : runs) list.primitives.emplace_back(one);
        atlas.prepare(list, ratio);
        int images = 0;
        for (const DrawRun& one : runs) images += static_cast<int>(atlas.images_of(one, ratio).size());
        for (const std::string& fault : pixels.faults()) FAIL_CHECK(fault);
        return images;
    }
};

// Texts of different words, each some 150 pixels wide.
std::vector<std::string> words(int count, const std::string& prefix = "some word ") {
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i) all.push_back(prefix + std::to_string(10'000 + i));
    return all;
}

std::vector<DrawRun> runs_of(Desk& desk, const std::vector<std::string>& texts) {
    std::vector<DrawRun> runs;
    for (const std::string& text : texts) runs.push_back(desk.run(text));
    return runs;
}

}  // namespace

TEST_CASE("the same run is rasterised once, however often and wherever it is painted") {
    Desk desk;
    const std::string heidi = "Heidi";
    CHECK(desk.paint({desk.run(heidi), desk.run(heidi, 300)}) == 2);
    CHECK(desk.paint({desk.run(heidi, 20)}) == 1);
    CHECK(desk.atlas.rasterised_runs() == 1);
    CHECK(desk.pixels.strips().size() == 1);
}

TEST_CASE("another font, colour, density or direction is another image") {
    Desk desk;
    const std::string heidi = "Heidi";
    desk.paint({desk.run(heidi)});
    desk.paint({desk.run(heidi, 0, 0xFF0000FF)});
    desk.paint({desk.run(heidi)}, 2);
    DrawRun other = desk.run(heidi);
    other.right_to_left = true;
    desk.paint({other});
    other = desk.run(heidi);
    other.font = desk.text.font("700 20.00px serif");
    desk.paint({other});
    CHECK(desk.atlas.rasterised_runs() == 5);
}

TEST_CASE("a run between two pixels is rasterised at its quarter") {
    Desk desk;
    const std::string heidi = "Heidi";
    for (const float x : {0.0f, 0.25f, 0.5f, 0.75f}) desk.paint({desk.run(heidi, x)});
    CHECK(desk.atlas.rasterised_runs() == 4);
    for (const float x : {7.0f, 0.05f, 12.3f, 0.45f, 3.7f, 0.95f}) desk.paint({desk.run(heidi, x)});
    CHECK(desk.atlas.rasterised_runs() == 4);
}

TEST_CASE("a tile's new runs are rasterised in one go") {
    Desk desk;
    const std::vector<std::string> texts = words(60);
    desk.paint(runs_of(desk, texts));
    CHECK(desk.pixels.strips().size() == 1);
    CHECK(desk.atlas.rasterised_runs() == 60);
    CHECK(desk.pixels.pages() == 1);
}

TEST_CASE("an image begins left of and above its pen, with room for what glyphs reach out") {
    Desk desk;
    const std::string heidi = "Heidi";
    desk.paint({desk.run(heidi)});
    const RunImage image = desk.atlas.images_of(desk.run(heidi), 1)[0];
    CHECK(image.left < 0);
    CHECK(image.top <= -16);
    CHECK(image.left + static_cast<float>(image.width) > 50);
    CHECK(image.top + static_cast<float>(image.height) >= 4);
}

TEST_CASE("a run that is wider than a page is cut into slices that meet") {
    Desk desk;
    const std::string wide(500, 'w');  // 5,000 pixels
    CHECK(desk.paint({desk.run(wide)}) == 3);
    const std::vector<RunImage> images = desk.atlas.images_of(desk.run(wide), 1);
    for (std::size_t i = 1; i < images.size(); ++i)
        CHECK(images[i].left == images[i - 1].left + static_cast<float>(images[i - 1].width));
    CHECK(images.back().left + static_cast<float>(images.back().width) >= 5'000);
}

TEST_CASE("a run with more slices than a page has rows goes to several pages") {
    Desk desk;
    const std::string endless(9'000, 'w');  // 90,000 pixels: 44 slices of 34 rows, a page has 30
    CHECK(desk.paint({desk.run(endless)}) == 44);
}

TEST_CASE("runs among wide ones stay whole") {
    Desk desk;
    const std::string wide(500, 'w'), a = "one", b = "two";
    CHECK(desk.paint({desk.run(a), desk.run(wide), desk.run(b)}) == 5);
    CHECK(desk.paint({desk.run(b), desk.run(a)}) == 2);
    CHECK(desk.atlas.rasterised_runs() == 5);
}

TEST_CASE("new pages are made until there are enough, then everything starts anew") {
    Desk desk;
    std::size_t most = 0;
    for (int tile = 0; tile < 60; ++tile) {
        const std::vector<std::string> texts = words(60, "tile " + std::to_string(tile) + " word ");
        CHECK(desk.paint(runs_of(desk, texts)) == 60);
        most = std::max(most, desk.pixels.pages());
    }
    CHECK(most == most_pages);
    CHECK(desk.pixels.pages_made() > static_cast<int>(most_pages));
}

TEST_CASE("when everything starts anew the tile at hand still gets all its runs, the old ones too") {
    Desk desk;
    const std::vector<std::string> kept = words(20, "kept ");
    desk.paint(runs_of(desk, kept));
    for (int tile = 0; tile < 60; ++tile) {
        std::vector<std::string> texts = words(60, "tile " + std::to_string(tile) + " word ");
        texts.insert(texts.begin(), kept.begin(), kept.end());
        CHECK(desk.paint(runs_of(desk, texts)) == 80);
    }
}

TEST_CASE("a tile that needs more than all pages gets them") {
    Desk desk;
    const std::vector<std::string> texts = words(2'500);
    CHECK(desk.paint(runs_of(desk, texts)) == 2'500);
    CHECK(desk.pixels.pages() > most_pages);
}

TEST_CASE("letters that are taller than a page break nothing") {
    Desk desk;
    const std::string heidi = "Heidi";
    DrawRun run = desk.run(heidi);
    run.font = desk.huge;
    run.width = desk.text.advance(desk.huge, heidi);
    desk.paint({run}, 3);
    CHECK(desk.paint({desk.run(heidi)}) == 1);
}

TEST_CASE("a run without text needs no image that fails") {
    Desk desk;
    const std::string nothing;
    desk.paint({desk.run(nothing)});
    CHECK(desk.pixels.faults().empty());
}

TEST_CASE("after a clear everything is rasterised again, on new pages") {
    Desk desk;
    const std::string heidi = "Heidi";
    desk.paint({desk.run(heidi)});
    desk.atlas.clear();
    CHECK(desk.pixels.pages() == 0);
    desk.paint({desk.run(heidi)});
    CHECK(desk.atlas.rasterised_runs() == 2);
}

TEST_CASE("what has no text finds a page too") {
    Desk desk;
    const std::uint32_t page = desk.atlas.any_page();
    CHECK(page != 0);
    CHECK(desk.atlas.any_page() == page);
}
