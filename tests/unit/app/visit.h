// A reader's visit to a page with widgets on it: what the shell does and what the reader sees, without a browser. Every
// frame that comes is applied to the page that the reader sees (semantics/page_model.h).
//
//   Visit visit;
//   visit.opens_article();
//   visit.article_arrives("## July\n\nIt was warm.");
//   CHECK(visit.sees().part("body")->text() == "July\nIt was warm.");
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "app/article_widget.h"
#include "app/chat_widget.h"
#include "port/headless/headless_page.h"
#include "semantics/page_model.h"

namespace heidi {

inline constexpr WidgetId the_article = 1;
inline constexpr WidgetId the_chat = 2;
inline constexpr std::string_view article_src = "https://news.example/a.json";
inline constexpr float first_width = 800, screen_height = 600;

class Visit {
public:
    HeadlessPage page;

    ~Visit();  // checks that neither port nor page found fault

    // ---- the article; painted on canvas unless asked for otherwise
    void opens_article(const std::string& src = std::string(article_src), const std::string& painter = "canvas");
    void article_arrives(std::string_view body_markdown);
    void reply_arrives(int status, std::string_view body);
    // What the page makes of the article that it was asked to convert last.
    void page_converts_it_to(const std::string& json);
    // An article of so many paragraphs of 30 words each.
    static std::string long_body(int paragraphs);

    // ---- the chat, by its protocol (session.md §2)
    void opens_chat(const std::string& saved = {});
    void asks(const std::string& text);
    void session_is_made();
    void question_is_taken();
    void stream_opens();
    void hears(int seq, const std::string& event, const std::string& json);
    void link_is_lost();
    // All of it up to the open stream: asked, taken, accepted as seq 1.
    void is_listening(const std::string& question = "Who won?");

    // ---- what the reader does
    void tell(WidgetId widget, const Event& event);
    void set(WidgetId widget, const std::string& name, const std::string& value);
    void scrolls_to(float y, WidgetId widget = the_article);
    void presses(std::string_view button, WidgetId widget = the_article);
    void follows(std::string_view link);
    void points_at(std::string_view button, WidgetId widget = the_article);
    void waits(Milliseconds duration);

    // ---- what there is to see
    const PageModel& sees(WidgetId widget = the_article);
    bool has_news(WidgetId widget, std::string_view name) const;

    // ---- what it cost
    const SurfaceCounts& surface_counts(WidgetId widget = the_article);
    const PatchCounts& patch_counts(WidgetId widget = the_article);  // of the last frame
    int laid_blocks();
    int laid_messages();
    std::size_t frames();  // sent so far

    // Of the newest open request; "" where there is none.
    std::string last_header(std::string_view request, std::string_view name) const;
    std::string last_body(std::string_view request) const;

private:
    template <class Answer>
    void reply_to(std::string_view request, const Answer& answer);
    void look();
    NodeId control(WidgetId widget, std::string_view button);

    std::map<WidgetId, PageModel> shown_;
    std::size_t seen_frames_ = 0;
};

// As JSON writes it, quotes included.
std::string json_text(std::string_view text);

}  // namespace heidi
