#include "port/headless/headless_page.h"

#include <algorithm>

namespace heidi {
namespace {

// A widget that asks for a frame in every frame would never let the browser rest.
constexpr int most_frames_in_a_row = 50;

}  // namespace

void HeadlessPage::create(WidgetId widget, WidgetKind kind,
                          const std::vector<std::pair<std::string, std::string>>& settings) {
    core.create(widget, kind);
    for (const auto& [name, value] : settings) core.handle_event(widget, SettingChanged{name, value});
}

void HeadlessPage::start(WidgetId widget) {
    core.start(widget);
    settle();
}

void HeadlessPage::destroy(WidgetId widget) {
    core.destroy(widget);
    settle();
}

void HeadlessPage::tell(WidgetId widget, const Event& event) {
    core.handle_event(widget, event);
    settle();
}

void HeadlessPage::set(WidgetId widget, const std::string& name, const std::string& value) {
    tell(widget, SettingChanged{name, value});
}

std::size_t HeadlessPage::names_arrive(std::string_view file) {
    const std::size_t wrong_line = core.names_arrived(std::string(file));
    settle();
    return wrong_line;
}

void HeadlessPage::lose_pixels() {
    core.pixels_lost();
    port.pixels.lose_pages();
    settle();
}

int HeadlessPage::settle() {
    int calls = 0;
    for (; port.frame_is_due && calls < most_frames_in_a_row; ++calls) {
        port.frame_is_due = false;
        core.frame();
    }
    return calls;
}

void HeadlessPage::wait(Milliseconds duration) {
    const Instant until = port.time + duration;
    for (auto due = next_timer(); due && *due <= until; due = next_timer()) {
        port.time = std::max(port.time, *due);
        fire_due_timer();
    }
    port.time = until;
}

std::optional<Instant> HeadlessPage::next_timer() const {
    std::optional<Instant> next;
    for (const auto& [widget, at] : port.timers)
        if (!next || at < *next) next = at;
    return next;
}

bool HeadlessPage::fire_due_timer() {
    const auto due = std::min_element(port.timers.begin(), port.timers.end(),
                                      [](const auto& a, const auto& b) { return a.second < b.second; });
    if (due == port.timers.end() || due->second > port.time) return false;
    const WidgetId widget = due->first;
    port.timers.erase(due);
    tell(widget, TimerFired{});
    return true;
}

std::optional<std::size_t> HeadlessPage::open_fetch(std::string_view part) const {
    for (std::size_t i = port.fetches.size(); i-- > 0;) {
        const MadeFetch& made = port.fetches[i];
        const std::string line = (made.fetch.post ? "POST " : "GET ") + made.fetch.url;
        if (made.state == FetchState::Open && line.find(part) != std::string::npos) return i;
    }
    return std::nullopt;
}

int HeadlessPage::open_fetches() const {
    return static_cast<int>(std::count_if(port.fetches.begin(), port.fetches.end(),
                                          [](const MadeFetch& made) { return made.state == FetchState::Open; }));
}

std::pair<WidgetId, std::uint32_t> HeadlessPage::sender_of(std::size_t fetch) const {
    return {port.fetches[fetch].widget, port.fetches[fetch].fetch.request};
}

// Replies of an aborted fetch may be told too: in a browser some are on their way already.
void HeadlessPage::head(std::size_t fetch, int status, std::string_view content_type) {
    const auto [widget, request] = sender_of(fetch);
    tell(widget, ResponseHead{request, status, content_type, std::nullopt});
}

void HeadlessPage::bytes(std::size_t fetch, std::string_view bytes) {
    const auto [widget, request] = sender_of(fetch);
    tell(widget, ResponseBytes{request, bytes});
}

void HeadlessPage::end(std::size_t fetch) {
    const auto [widget, request] = sender_of(fetch);
    if (port.fetches[fetch].state == FetchState::Open) port.fetches[fetch].state = FetchState::Ended;
    tell(widget, ResponseEnded{request});
}

void HeadlessPage::fail(std::size_t fetch) {
    const auto [widget, request] = sender_of(fetch);
    if (port.fetches[fetch].state == FetchState::Open) port.fetches[fetch].state = FetchState::Failed;
    tell(widget, ResponseFailed{request});
}

void HeadlessPage::answer(std::size_t fetch, int status, std::string_view content_type, std::string_view body) {
    head(fetch, status, content_type);
    if (!body.empty()) bytes(fetch, body);
    end(fetch);
}

std::vector<std::string> HeadlessPage::news_of(WidgetId widget) const {
    std::vector<std::string> names;
    for (const EmittedNews& news : port.news)
        if (news.widget == widget) names.push_back(news.name);
    return names;
}

std::string HeadlessPage::last_detail(WidgetId widget, std::string_view name) const {
    for (std::size_t i = port.news.size(); i-- > 0;)
        if (port.news[i].widget == widget && port.news[i].name == name) return port.news[i].detail;
    return {};
}

}  // namespace heidi
