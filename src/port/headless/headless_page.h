// A page without a browser: one core on the headless port, and the shell's half of the work. What happens to a widget is
// told to it, then every frame that was asked for is made, as a browser would before it paints.
//
//   HeadlessPage page;
//   page.create(1, WidgetKind::Article, {{"src", "https://news.example/a.json"}});
//   page.tell(1, Resized{800, 600, 1});
//   page.start(1);
//   page.answer(page.open_fetch("a.json"), 200, "application/json", json);
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/core.h"
#include "port/headless/headless_port.h"

namespace heidi {

class HeadlessPage {
public:
    HeadlessPort port;
    Core core{port};

    void create(WidgetId widget, WidgetKind kind, const std::vector<std::pair<std::string, std::string>>& settings);
    void start(WidgetId widget);
    void destroy(WidgetId widget);
    void tell(WidgetId widget, const Event& event);
    void set(WidgetId widget, const std::string& name, const std::string& value);
    // The answer to want_names. Returns the number of the line that is wrong.
    std::size_t names_arrive(std::string_view file);
    // The graphics context is lost and comes back.
    void lose_pixels();

    // Makes the frames that are due. Returns how many calls that took.
    int settle();

    // ---- the clock: timers fire on the way, each at its time
    void wait(Milliseconds duration);
    // The one that fires next, of all widgets.
    std::optional<Instant> next_timer() const;

    // ---- the network: fetches are named by their place in port.fetches
    // The newest open one whose method and address hold this: "POST", "/events?", "a.json".
    std::optional<std::size_t> open_fetch(std::string_view part) const;
    int open_fetches() const;
    void head(std::size_t fetch, int status, std::string_view content_type);
    void bytes(std::size_t fetch, std::string_view bytes);
    void end(std::size_t fetch);
    void fail(std::size_t fetch);
    void answer(std::size_t fetch, int status, std::string_view content_type, std::string_view body);

    // ---- what went out
    std::vector<std::string> news_of(WidgetId widget) const;  // their names
    std::string last_detail(WidgetId widget, std::string_view name) const;

private:
    bool fire_due_timer();
    std::pair<WidgetId, std::uint32_t> sender_of(std::size_t fetch) const;
};

}  // namespace heidi
