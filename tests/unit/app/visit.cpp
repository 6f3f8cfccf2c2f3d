#include "app/visit.h"

#include <doctest/doctest.h>

#include "base/json_text.h"

namespace heidi {

std::string json_text(std::string_view text) {
    std::string json;
    append_json_string(json, text);
    return json;
}

Visit::~Visit() {
    look();
    for (const std::string& fault : page.port.faults()) FAIL_CHECK(fault);
    for (const auto& [widget, model] : shown_)
        for (const std::string& fault : model.faults()) FAIL_CHECK("widget " << widget << ": " << fault);
}

void Visit::opens_article(const std::string& src, const std::string& painter) {
    page.create(the_article, WidgetKind::Article,
                {{"painter", painter}, {"page-locale", "en"}, {"measure", "640"}, {"ink-1", "202020ff"}});
    if (!src.empty()) page.core.handle_event(the_article, SettingChanged{"src", src});
    page.core.handle_event(the_article, Resized{first_width, 0, 1});
    page.core.handle_event(the_article, ViewportMoved{{0, 0, first_width, screen_height}});
    page.start(the_article);
    look();
}

// A failed REQUIRE does not end a test where there are no exceptions.
template <class Answer>
void Visit::reply_to(std::string_view request, const Answer& answer) {
    const auto fetch = page.open_fetch(request);
    CAPTURE(request);
    CHECK(fetch.has_value());
    if (fetch) answer(*fetch);
    look();
}

void Visit::reply_arrives(int status, std::string_view body) {
    reply_to("GET https://news.example/",
             [&](std::size_t fetch) { page.answer(fetch, status, "application/json", body); });
}

void Visit::page_converts_it_to(const std::string& json) {
    CHECK_FALSE(page.port.conversions.empty());
    if (page.port.conversions.empty()) return;
    const AskedConversion asked = page.port.conversions.back();
    tell(asked.widget, Converted{asked.request, json});
}

void Visit::article_arrives(std::string_view body_markdown) {
    reply_arrives(200, R"({"id": "melting", "lang": "en", "title": "The glacier", "published": "2026-07-01", "views": 1,
        "url": "https://news.example/melting", "body_markdown": )" +
                           json_text(body_markdown) + "}");
}

std::string Visit::long_body(int paragraphs) {
    std::string body;
    for (int i = 0; i < paragraphs; ++i) {
        body += "Paragraph " + std::to_string(i);
        for (int word = 0; word < 28; ++word) body += " festival";
        body += "\n\n";
    }
    return body;
}

void Visit::opens_chat(const std::string& saved) {
    page.create(the_chat, WidgetKind::Chat,
                {{"painter", "canvas"}, {"endpoint", "https://chat.example/api/"}, {"article", "melting"}});
    page.core.handle_event(the_chat, Resized{380, 600, 1});
    page.core.handle_event(the_chat, ViewportMoved{{0, 0, 380, 600}});
    if (!saved.empty()) page.core.handle_event(the_chat, SavedStateRead{saved});
    page.start(the_chat);
    look();
}

void Visit::asks(const std::string& text) { tell(the_chat, Submitted{text}); }

void Visit::session_is_made() {
    reply_to("POST https://chat.example/api/sessions", [&](std::size_t fetch) {
        page.answer(fetch, 201, "application/json",
                    R"({"session":"s1","token":"t1","seq":0,"heartbeat_ms":15000,"dead_ms":35000,"max_text":4000})");
    });
}

void Visit::question_is_taken() {
    reply_to("/messages",
             [&](std::size_t fetch) { page.answer(fetch, 202, "application/json", R"({"message_id":"q1","seq":1})"); });
}

void Visit::stream_opens() {
    reply_to("/events?", [&](std::size_t fetch) {
        page.head(fetch, 200, "text/event-stream");
        page.bytes(fetch, "event: hello\ndata: {\"seq\":1}\n\n");
    });
}

void Visit::hears(int seq, const std::string& event, const std::string& json) {
    reply_to("/events?", [&](std::size_t fetch) {
        page.bytes(fetch, "id: " + std::to_string(seq) + "\nevent: " + event + "\ndata: " + json + "\n\n");
    });
}

void Visit::link_is_lost() {
    reply_to("/events?", [&](std::size_t fetch) { page.fail(fetch); });
}

std::string Visit::last_header(std::string_view request, std::string_view name) const {
    const auto fetch = page.open_fetch(request);
    return fetch ? page.port.fetches[*fetch].header(name) : std::string();
}

std::string Visit::last_body(std::string_view request) const {
    const auto fetch = page.open_fetch(request);
    return fetch ? page.port.fetches[*fetch].fetch.body : std::string();
}

void Visit::is_listening(const std::string& question) {
    asks(question);
    session_is_made();
    const std::string key = last_header("/messages", "Idempotency-Key");
    question_is_taken();
    stream_opens();
    hears(1, "accepted",
          R"({"client_id":)" + json_text(key) + R"(,"message_id":"q1","text":)" + json_text(question) + "}");
}

void Visit::tell(WidgetId widget, const Event& event) {
    page.tell(widget, event);
    look();
}

void Visit::set(WidgetId widget, const std::string& name, const std::string& value) {
    page.set(widget, name, value);
    look();
}

void Visit::scrolls_to(float y, WidgetId widget) { tell(widget, ViewportMoved{{0, y, first_width, screen_height}}); }

NodeId Visit::control(WidgetId widget, std::string_view button) {
    const PageElement* element = sees(widget).find("button", button);
    CAPTURE(button);
    CHECK(element);
    if (!element) return 0;
    CHECK(element->verb != 0);
    return element->id;
}

void Visit::presses(std::string_view button, WidgetId widget) { tell(widget, Activated{control(widget, button), ""}); }

void Visit::follows(std::string_view link) {
    const PageElement* element = sees().find("a", link);
    CAPTURE(link);
    CHECK(element);
    if (element) tell(the_article, Activated{element->id, ""});
}

void Visit::points_at(std::string_view button, WidgetId widget) {
    tell(widget, PointerMoved{button.empty() ? 0 : control(widget, button), false});
}

void Visit::waits(Milliseconds duration) {
    page.wait(duration);
    look();
}

void Visit::look() {
    for (; seen_frames_ < page.port.frames.size(); ++seen_frames_) {
        const SentFrame& frame = page.port.frames[seen_frames_];
        shown_[frame.widget].apply_frame(frame.json);
    }
}

const PageModel& Visit::sees(WidgetId widget) {
    look();
    return shown_[widget];
}

bool Visit::has_news(WidgetId widget, std::string_view name) const {
    for (const std::string& known : page.news_of(widget))
        if (known == name) return true;
    return false;
}

const SurfaceCounts& Visit::surface_counts(WidgetId widget) { return page.core.find(widget)->surface().counts(); }

const PatchCounts& Visit::patch_counts(WidgetId widget) { return page.core.find(widget)->surface().last_patch(); }

int Visit::laid_blocks() { return static_cast<ArticleWidget*>(page.core.find(the_article))->view().laid_blocks(); }
int Visit::laid_messages() { return static_cast<ChatWidget*>(page.core.find(the_chat))->view().laid_messages(); }
std::size_t Visit::frames() { return page.port.frames.size(); }

}  // namespace heidi
