#include "text/measure_cache.h"

#include <doctest/doctest.h>

#include "text/typeset.h"

using namespace heidi;

TEST_CASE("a word is measured once, however often it comes") {
    const Face face;
    const MeasureCache cache(face.measurer);
    for (int i = 0; i < 5; ++i) CHECK(cache.advance(face.regular, "festival") == 80);
    CHECK(face.measurer.times_asked("festival") == 1);
    CHECK(cache.misses() == 1);
}

TEST_CASE("the same word in another font is another width") {
    const Face face;
    const MeasureCache cache(face.measurer);
    CHECK(cache.advance(face.regular, "ab") == 20);
    CHECK(cache.advance(face.large, "ab") == 40);
    CHECK(cache.misses() == 2);
}

TEST_CASE("nothing has no width and is not asked for") {
    const Face face;
    const MeasureCache cache(face.measurer);
    CHECK(cache.advance(face.regular, "") == 0);
    CHECK(face.measurer.asked() == 0);
}

TEST_CASE("a paragraph laid out at another width measures no word again") {
    const Face face;
    const MeasureCache cache(face.measurer);
    const StyledText text = face.text("the skiers who ski the slope the skiers know");
    lay_out(text, {.width = 200}, cache);
    lay_out(text, {.width = 140}, cache);
    lay_out(text, {.width = 90}, cache);
    for (const char* word : {"the", "skiers", "who", "ski", "slope", "know"}) {
        CAPTURE(word);
        CHECK(face.measurer.times_asked(word) <= 1);
    }
    const int misses = cache.misses();
    lay_out(text, {.width = 140}, cache);
    CHECK(cache.misses() == misses);
}

TEST_CASE("long texts are measured and not kept") {
    const Face face;
    const MeasureCache cache(face.measurer);
    const std::string line(60, 'a');
    CHECK(cache.advance(face.regular, line) == 600);
    CHECK(cache.advance(face.regular, line) == 600);
    CHECK(cache.misses() == 2);
}

TEST_CASE("after a font has come late everything is measured anew") {
    Face face;
    MeasureCache cache(face.measurer);
    CHECK(cache.advance(face.regular, "ab") == 20);
    face.measurer.stretch(2);
    CHECK(cache.advance(face.regular, "ab") == 20);
    cache.forget();
    CHECK(cache.advance(face.regular, "ab") == 40);
}

TEST_CASE("a text of ever new words does not fill the memory") {
    const Face face;
    const MeasureCache cache(face.measurer);
    for (int i = 0; i < 50'000; ++i) cache.advance(face.regular, std::to_string(i));
    CHECK(cache.misses() == 50'000);
    CHECK(cache.advance(face.regular, "49999") == 50);
}

TEST_CASE("metrics are the font's, asked once") {
    const Face face;
    const MeasureCache cache(face.measurer);
    CHECK(cache.metrics(face.regular).ascent == 16);
    CHECK(cache.metrics(face.regular).descent == 4);
}
