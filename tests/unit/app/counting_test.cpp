// What things cost: nothing runs when nothing changes, and a change costs what changed.

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "app/visit.h"

using namespace heidi;

namespace {

// A visit to an article some 20 screens long.
struct LongVisit : Visit {
    LongVisit() {
        opens_article();
        article_arrives(long_body(100));
    }
    // What `act` made the surface paint, lay out and send.
    template <class Act>
    void watch(const Act& act) {
        const int tiles_before = page.port.tiles, blocks_before = laid_blocks();
        const std::size_t frames_before = frames();
        act();
        painted = page.port.tiles - tiles_before;
        laid = laid_blocks() - blocks_before;
        sent = static_cast<int>(frames() - frames_before);
    }
    bool all_of_screen_is_painted(float y) {
        for (float at = y; at < std::min(y + screen_height, sees().height()); at += 64)
            if (!sees().tiles().contains({sees().root()->id, 0, static_cast<int>(at / 512)})) return false;
        return true;
    }

    int painted = 0, laid = 0, sent = 0;
};

}  // namespace

TEST_CASE("scrolling an unchanged article lays out nothing and patches nothing: only new tiles are painted") {
    LongVisit visit;
    CHECK(visit.laid_blocks() == 100);
    int painted = 0;
    for (float y = 100; y + screen_height < visit.sees().height(); y += 100) {
        visit.watch([&] { visit.scrolls_to(y); });
        CHECK(visit.laid == 0);
        CHECK(visit.painted <= 1);
        if (visit.sent > 0) CHECK(visit.sees().last_operations().empty());
        CHECK(visit.all_of_screen_is_painted(y));
        painted += visit.painted;
    }
    CHECK(painted <= static_cast<int>(visit.sees().height() / 512) + 1);
}

TEST_CASE("a scroll within what is painted already sends nothing") {
    LongVisit visit;
    visit.watch([&] { visit.scrolls_to(8); });
    CHECK(visit.painted == 0);
    CHECK(visit.sent == 0);
}

TEST_CASE("tiles far from the screen are dropped") {
    LongVisit visit;
    std::size_t most = 0;
    for (float y = 0; y < visit.sees().height(); y += 200) {
        visit.scrolls_to(y);
        most = std::max(most, visit.sees().tiles().size());
    }
    CHECK(most < 12);
    CHECK_FALSE(visit.sees().tiles().contains({visit.sees().root()->id, 0, 0}));
}

TEST_CASE("a jump paints what is there and keeps nothing of what was") {
    LongVisit visit;
    const float far = visit.sees().height() - screen_height;
    visit.scrolls_to(far);
    CHECK(visit.all_of_screen_is_painted(far));
    CHECK(visit.sees().tiles().size() < 6);
    visit.watch([&] { visit.scrolls_to(0); });
    CHECK(visit.laid == 0);
    CHECK(visit.all_of_screen_is_painted(0));
}

TEST_CASE("an article out of sight paints nothing") {
    LongVisit visit;
    visit.tell(the_article, ViewportMoved{{}});
    CHECK(visit.sees().tiles().empty());
    visit.watch([&] { visit.set(the_article, "ink-1", "ff0000ff"); });
    CHECK(visit.painted == 0);
}

TEST_CASE("a hover repaints only the tile of its control") {
    LongVisit visit;
    visit.scrolls_to(visit.sees().height() - screen_height);
    visit.watch([&] { visit.points_at("Copy link"); });
    CHECK(visit.painted == 1);
    CHECK(visit.laid == 0);
    CHECK(visit.sees().last_operations().empty());
    visit.watch([&] { visit.points_at(""); });
    CHECK(visit.painted == 1);
}

TEST_CASE("a pointer that moves on within its control costs nothing") {
    LongVisit visit;
    visit.scrolls_to(visit.sees().height() - screen_height);
    visit.points_at("Copy link");
    const int compared = visit.surface_counts().compared_tiles;
    visit.points_at("Copy link");
    CHECK(visit.surface_counts().compared_tiles == compared);
}

TEST_CASE("an idle article has no timer, no request and no frame") {
    LongVisit visit;
    CHECK(visit.page.port.timers.empty());
    CHECK(visit.page.open_fetches() == 0);
    CHECK_FALSE(visit.page.port.frame_is_due);
    const int requested = visit.page.port.frames_requested;
    visit.waits(Milliseconds(10'000));
    CHECK(visit.page.port.frames_requested == requested);
}

TEST_CASE("an idle chat has no timer, no request and no frame") {
    Visit visit;
    visit.opens_chat();
    CHECK(visit.page.port.timers.empty());
    CHECK(visit.page.port.fetches.empty());
    const int requested = visit.page.port.frames_requested;
    visit.waits(Milliseconds(10'000));
    CHECK(visit.page.port.frames_requested == requested);
}

TEST_CASE("another width lays out everything once") {
    LongVisit visit;
    visit.watch([&] { visit.tell(the_article, Resized{500, 0, 1}); });
    CHECK(visit.laid == 100);
    CHECK(visit.sent == 1);
}

TEST_CASE("another height, or a width beyond the column, lays out nothing") {
    LongVisit visit;
    visit.watch([&] { visit.tell(the_article, Resized{first_width, 900, 1}); });
    CHECK(visit.laid == 0);
    visit.watch([&] { visit.tell(the_article, Resized{first_width + 100, 900, 1}); });
    CHECK(visit.laid == 0);
}

TEST_CASE("another theme repaints what is near and lays out nothing") {
    LongVisit visit;
    const auto near = static_cast<int>(visit.sees().tiles().size());
    visit.watch([&] { visit.set(the_article, "ink-1", "f0f0f0ff"); });
    CHECK(visit.laid == 0);
    CHECK(visit.painted == near);
    CHECK(visit.sees().last_operations().empty());
}

TEST_CASE("the same colour again repaints nothing") {
    LongVisit visit;
    visit.watch([&] { visit.set(the_article, "ink-1", "202020ff"); });
    CHECK(visit.painted == 0);
    CHECK(visit.sent == 0);
}

TEST_CASE("another density repaints what is near and lays out nothing") {
    LongVisit visit;
    visit.watch([&] { visit.tell(the_article, Resized{first_width, 0, 2}); });
    CHECK(visit.laid == 0);
    CHECK(visit.painted > 0);
}

TEST_CASE("a font that comes late has everything measured, laid out and painted again") {
    LongVisit visit;
    const float before = visit.sees().height();
    visit.page.port.text.stretch(1.5f);
    visit.watch([&] { visit.tell(the_article, FontsChanged{}); });
    CHECK(visit.laid == 100);
    CHECK(visit.painted > 0);
    CHECK(visit.sees().height() > before);
}

TEST_CASE("a lost graphics context costs the pictures, not the page") {
    LongVisit visit;
    const auto near = static_cast<int>(visit.sees().tiles().size());
    visit.watch([&] {
        visit.page.lose_pixels();
        visit.sees();
    });
    // Not into a context that is gone.
    CHECK(visit.painted == 0);
    visit.watch([&] {
        visit.set(the_article, "painter", "canvas");
        visit.sees();
    });
    CHECK(visit.painted == near);
    CHECK(visit.laid == 0);
    CHECK(visit.sees().last_operations().empty());
}

TEST_CASE("where the browser paints no tile is made") {
    Visit visit;
    visit.opens_article(std::string(article_src), "css");
    visit.article_arrives(Visit::long_body(100));
    CHECK(visit.page.port.tiles == 0);
    CHECK(visit.sees().part("body") != nullptr);
    visit.set(the_article, "painter", "canvas");
    CHECK(visit.page.port.tiles > 0);
}

TEST_CASE("a word is measured once for a face, however often the article uses it") {
    LongVisit visit;
    CHECK(visit.page.port.text.times_asked("festival") <= 2);  // the body's face; the title's would be another
}

TEST_CASE("a changed answer costs its own blocks, not the conversation's") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    const int before = visit.laid_messages();
    visit.hears(2, "delta", R"({"message_id":"a1","offset":0,"text":"Nor"})");
    visit.hears(3, "delta", R"({"message_id":"a1","offset":3,"text":"way"})");
    // The answer, twice; and the question, which was the last message until then.
    CHECK(visit.laid_messages() - before == 3);
    CHECK_FALSE(visit.sees(the_chat).last_operations().contains('+'));
}

namespace {

// Nodes compared, made and changed, and bytes sent, while an answer of so many deltas arrives.
struct StreamedCosts {
    double nodes = 0, bytes = 0;
};

StreamedCosts costs_of_answer(int deltas) {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    constexpr std::string_view verse =
        "The pilots read the water **twice** a day, and write down `level` and wind.\\n\\n- one\\n- two\\n\\n";
    StreamedCosts costs;
    std::size_t at = 0, offset = 0;
    for (int i = 0; i < deltas; ++i) {
        // An escaped line end is one character, and is not to be cut.
        std::size_t length = std::min<std::size_t>(6, verse.size() - at);
        if (verse[at + length - 1] == '\\') --length;
        const std::string_view words = verse.substr(at, length);
        const auto escapes = static_cast<std::size_t>(std::count(words.begin(), words.end(), '\\'));
        at = (at + length) % verse.size();
        visit.hears(2 + i, "delta",
                    R"({"message_id":"a1","offset":)" + std::to_string(offset) + R"(,"text":")" + std::string(words) +
                        R"("})");
        offset += length - escapes;
        const PatchCounts& patch = visit.patch_counts(the_chat);
        costs.nodes += patch.compared + patch.made + patch.changed + patch.removed;
        costs.bytes += static_cast<double>(visit.page.port.frames.back().json.size());
    }
    CHECK(visit.sees(the_chat).part("strip")->text() == "");
    return costs;
}

}  // namespace

TEST_CASE("an answer five times as long costs six times as much at most") {
    const StreamedCosts shorter = costs_of_answer(1'000), longer = costs_of_answer(5'000);
    CHECK(longer.nodes / shorter.nodes <= 6);
    CHECK(longer.bytes / shorter.bytes <= 6);
}

TEST_CASE("words that are streamed wait for each other, what the reader does is shown at once") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.hears(2, "delta", R"({"message_id":"a1","offset":0,"text":"Nor"})");
    CHECK(visit.page.port.last_pause == Milliseconds(100));
    visit.points_at("Stop", the_chat);
    CHECK(visit.page.port.last_pause == Milliseconds(0));
}

TEST_CASE("who reads along at the end has its tiles with the words, not after he was scrolled there") {
    Visit visit;
    visit.opens_chat();
    visit.is_listening();
    std::string told;
    for (int i = 0; i < 60; ++i) told += "Paragraph " + std::to_string(i) + "\\n\\n";
    const auto seen_end = [&visit] {
        const PageElement& transcript = *visit.sees(the_chat).part("transcript");
        const int row = static_cast<int>((transcript.content_height - 1) / 512);
        return visit.sees(the_chat).tiles().contains({transcript.id, 0, row});
    };
    visit.hears(2, "delta", R"({"message_id":"a1","offset":0,"text":")" + told + R"("})");
    CHECK_FALSE(seen_end());
    const NodeId transcript = visit.sees(the_chat).part("transcript")->id;
    visit.tell(the_chat, Scrolled{transcript, 0, std::numeric_limits<float>::infinity()});
    CHECK(seen_end());
    const auto offset = std::to_string(told.size() - 60 * 2);
    visit.hears(3, "delta", R"({"message_id":"a1","offset":)" + offset + R"(,"text":")" + told + R"("})");
    CHECK(seen_end());
    visit.tell(the_chat, Scrolled{transcript, 0, 0});
    CHECK_FALSE(seen_end());
}
