#include "views/imgui_painter.h"

#include <doctest/doctest.h>

#include <string>

#include "port/headless/headless_pixels.h"

using namespace heidi;

namespace {

struct Easel {
    HeadlessText text;
    HeadlessPixels pixels{text};
    RunAtlas atlas{pixels};
    ImGuiPainter painter;
    FontId font = text.font("400 20.00px serif");
    const std::string heidi = "Heidi";

    DrawRun run(float x) { return {heidi, x, 100, 50, font, 0xFF, false}; }
    const DrawnPicture& paint(std::vector<Primitive> primitives, float ratio = 1) {
        painter.paint({std::move(primitives), 1}, {0, 512, 1024, 512}, ratio, atlas, pixels);
        for (const std::string& fault : pixels.faults()) FAIL_CHECK(fault);
        return pixels.pictures().back();
    }
};

constexpr FillBox square{{10, 520, 100, 50}, 0x112233FF, 0};

}  // namespace

TEST_CASE("an empty tile is a picture without vertices") {
    Easel easel;
    CHECK(easel.paint({}).vertices == 0);
    CHECK(easel.pixels.pictures().back().width == 1024);
    CHECK(easel.pixels.pictures().back().height == 512);
}

TEST_CASE("a filled box is painted, a rounded one with more vertices") {
    Easel easel;
    const int plain = easel.paint({square}).vertices;
    CHECK(plain >= 4);
    FillBox rounded = square;
    rounded.radius = 12;
    CHECK(easel.paint({rounded}).vertices > plain);
}

TEST_CASE("an outline is painted") {
    Easel easel;
    CHECK(easel.paint({StrokeBox{{10, 520, 100, 50}, 0xFF, 6, 1}}).vertices > 4);
}

TEST_CASE("a run is one quad") {
    Easel easel;
    CHECK(easel.paint({easel.run(10)}).vertices == 4);
    CHECK(easel.paint({easel.run(10), easel.run(200)}).vertices == 8);
    CHECK(easel.painter.last_vertices() == 8);
}

TEST_CASE("a line that two tiles show stands at one place, also between two pixels") {
    for (const float baseline : {511.25f, 511.5f, 511.75f, 512.0f, 512.5f}) {
        CAPTURE(baseline);
        Easel easel;
        DrawRun run = easel.run(10);
        run.baseline = baseline;
        const auto top_in = [&](const Rect& tile) {
            easel.painter.paint({{run}, 1}, tile, 1, easel.atlas, easel.pixels);
            return tile.y + easel.pixels.pictures().back().first_y;
        };
        CHECK(top_in({0, 0, 1024, 512}) == top_in({0, 512, 1024, 512}));
    }
}

TEST_CASE("boxes and runs of one page are one draw call") {
    Easel easel;
    CHECK(easel.paint({square, easel.run(10), square, easel.run(200)}).commands == 1);
}

TEST_CASE("a hairline stays visible at any density") {
    Easel easel;
    for (const float ratio : {0.5f, 1.0f, 1.25f, 2.0f, 3.0f}) {
        CAPTURE(ratio);
        CHECK(easel.paint({FillBox{{10, 520.3f, 100, 1}, 0xFF, 0}}, ratio).vertices >= 4);
    }
}

TEST_CASE("the painter is ready for the next tile, whatever the last one held") {
    Easel easel;
    const int once = easel.paint({square, easel.run(10)}).vertices;
    easel.paint({});
    CHECK(easel.paint({square, easel.run(10)}).vertices == once);
}
