// HTML's names of characters come when a text uses one that is not built in: who wanted them is made again, and nobody else.

#include <doctest/doctest.h>

#include "all_names.h"
#include "app/visit.h"

using namespace heidi;

namespace {

struct NamesVisit : Visit {
    int wanted() const { return page.port.names_wanted; }
    void names_arrive(std::string_view file) {
        page.names_arrive(file);
        tell(the_article, PointerMoved{});  // looks
    }
    // The next words of the answer.
    void hears_on(const std::string& words) {
        hears(++seq_, "delta",
              R"({"message_id":"a1","offset":)" + std::to_string(heard_) + R"(,"text":")" + words + "\"}");
        heard_ += words.size();
    }
    std::string body() { return sees().part("body")->text(); }
    std::string transcript() { return sees(the_chat).part("transcript")->text(); }

private:
    int seq_ = 1;
    std::size_t heard_ = 0;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a common name asks for nothing") {
    NamesVisit visit;
    visit.opens_article();
    visit.article_arrives("Caf&eacute; &mdash; `&Zopf;`");
    CHECK(visit.body() == "Café — &Zopf;");
    CHECK(visit.wanted() == 0);
}

TEST_CASE("an article with a rare name asks once, and only the blocks that have one are laid out again") {
    NamesVisit visit;
    visit.opens_article();
    std::string body = Visit::long_body(60);
    visit.article_arrives("In &Zopf; and &Qopf;\n\n" + body + "again &Zopf;");
    CHECK(visit.wanted() == 1);
    CHECK(has(visit.body(), "In &Zopf; and &Qopf;"));
    const int laid = visit.laid_blocks();
    visit.names_arrive(all_names_file());
    CHECK(has(visit.body(), "In ℤ and ℚ"));
    CHECK(has(visit.body(), "again ℤ"));
    CHECK(visit.laid_blocks() == laid + 2);
    CHECK(visit.wanted() == 1);
    CHECK(visit.page.news_of(the_article) == std::vector<std::string>{"article-open", "article-whole", "ready"});
}

TEST_CASE("who comes when they are known asks for nothing, whatever stands there") {
    NamesVisit visit;
    visit.opens_article();
    visit.article_arrives("In &Zopf;");
    visit.names_arrive(all_names_file());
    visit.opens_chat();
    visit.is_listening();
    visit.hears_on("In &Qopf; and &nope;");
    CHECK(has(visit.transcript(), "In ℚ and &nope;"));
    CHECK(visit.wanted() == 1);
}

TEST_CASE("an article without rare names is left alone when they come") {
    NamesVisit visit;
    visit.opens_article();
    visit.article_arrives("In &eacute;");
    visit.opens_chat();
    visit.is_listening();
    visit.hears_on("In &Zopf; it is");
    CHECK(visit.wanted() == 1);
    const int laid = visit.laid_blocks();
    const std::size_t frames = visit.page.port.frames.size();
    visit.page.names_arrive(all_names_file());
    CHECK(visit.laid_blocks() == laid);
    CHECK(visit.page.port.frames.size() == frames + 1);
    CHECK(visit.page.port.frames.back().widget == the_chat);
}

TEST_CASE("of the messages only those that wanted names are made again, also the one that is arriving") {
    NamesVisit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.hears_on("In &Zo");
    CHECK(visit.wanted() == 0);
    visit.hears_on("pf; and &Qop");
    CHECK(visit.wanted() == 1);
    CHECK(has(visit.transcript(), "In &Zopf; and"));
    const int laid = visit.laid_messages();
    visit.page.names_arrive(all_names_file());
    visit.tell(the_chat, PointerMoved{});
    CHECK(has(visit.transcript(), "In ℤ and"));
    CHECK(visit.laid_messages() == laid + 1);
    visit.hears_on("f; it is");
    CHECK(has(visit.transcript(), "In ℤ and ℚ it is"));
    CHECK(visit.wanted() == 1);
}

TEST_CASE("without the file the names are seen as they were written, and it is tried again after a while") {
    for (const char* file : {"", "<!doctype html>\n"}) {
        CAPTURE(file);
        NamesVisit visit;
        visit.opens_article();
        visit.article_arrives("In &Zopf;");
        const int laid = visit.laid_blocks();
        const std::size_t frames = visit.page.port.frames.size();
        CHECK(visit.page.names_arrive(file) == 1);
        CHECK(visit.body() == "In &Zopf;");
        CHECK(visit.laid_blocks() == laid);
        CHECK(visit.page.port.frames.size() == frames);
        visit.opens_chat();
        visit.is_listening();
        visit.hears_on("&Qopf; ");
        visit.hears_on("&Ropf; ");
        CHECK(visit.wanted() == 1);
        visit.page.port.time = visit.page.port.time + Milliseconds(61'000);
        visit.set(the_chat, "text-scale", "1.5");
        CHECK(visit.wanted() == 2);
        visit.names_arrive(all_names_file());
        CHECK(visit.body() == "In ℤ");
        CHECK(has(visit.transcript(), "ℚ ℝ"));
    }
}

TEST_CASE("a transcript waits for names that are on their way") {
    NamesVisit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.hears_on("In &Zopf;");
    visit.tell(the_chat, Wished{"transcript", "text"});
    CHECK_FALSE(visit.has_news(the_chat, "transcript"));
    visit.page.names_arrive(all_names_file());
    CHECK(has(visit.page.last_detail(the_chat, "transcript"), "In ℤ"));
}

TEST_CASE("a transcript comes also when names do not") {
    NamesVisit visit;
    visit.opens_chat();
    visit.is_listening();
    visit.hears_on("In &Zopf;");
    visit.tell(the_chat, Wished{"transcript", "text"});
    visit.page.names_arrive("");
    CHECK(has(visit.page.last_detail(the_chat, "transcript"), "In &Zopf;"));
}

TEST_CASE("HTML in an article's Markdown wants no names: its parser knows them") {
    NamesVisit visit;
    visit.opens_article();
    visit.article_arrives("<b>In</b> &Zopf;");
    CHECK(visit.wanted() == 0);
    REQUIRE(visit.page.port.conversions.size() == 1);
    CHECK(visit.page.port.conversions[0].text == "<p><b>In</b> &Zopf;</p>");
    // Where nothing parses it, it is Markdown after all.
    visit.tell(the_article, Converted{visit.page.port.conversions[0].request, ""});
    CHECK(visit.body() == "<b>In</b> &Zopf;");
    CHECK(visit.wanted() == 1);
    visit.names_arrive(all_names_file());
    CHECK(visit.body() == "<b>In</b> ℤ");
}
