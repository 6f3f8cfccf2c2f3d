#include "port/headless/headless_port.h"

#include <algorithm>

#include "base/utf8.h"
#include "port/headless/headless_language.h"

namespace heidi {

std::string MadeFetch::header(std::string_view name) const {
    for (const auto& [known, value] : fetch.headers)
        if (ascii_lower(known) == ascii_lower(name)) return value;
    return {};
}

std::vector<std::string> HeadlessPort::faults() const {
    std::vector<std::string> all = faults_;
    all.insert(all.end(), pixels.faults().begin(), pixels.faults().end());
    return all;
}

void HeadlessPort::begin_tile(int device_width, int device_height) {
    if (in_tile_) faults_.push_back("a tile was begun inside a tile");
    if (device_width <= 0 || device_height <= 0) faults_.push_back("a tile without pixels was begun");
    in_tile_ = true;
}

void HeadlessPort::render(void* draw_data) {
    if (!in_tile_) faults_.push_back("a picture was drawn outside of a tile");
    pixels.render(draw_data);
}

void HeadlessPort::end_tile() {
    if (!in_tile_) faults_.push_back("a tile was ended that was not begun");
    in_tile_ = false;
    ++tiles;
}

void HeadlessPort::request_frame(Milliseconds pause) {
    last_pause = pause;
    ++frames_requested;
    frame_is_due = true;
}

void HeadlessPort::send_frame(WidgetId widget, std::string_view frame_json) {
    if (!is_well_formed_utf8(frame_json)) faults_.push_back("a frame is not well-formed UTF-8");
    frames.push_back({widget, std::string(frame_json)});
}

void HeadlessPort::emit(WidgetId widget, std::string_view name, std::string_view detail_json) {
    news.push_back({widget, std::string(name), std::string(detail_json)});
}

void HeadlessPort::fetch(WidgetId widget, const Fetch& fetch) {
    const bool number_in_use = std::any_of(fetches.begin(), fetches.end(), [&](const MadeFetch& made) {
        return made.widget == widget && made.fetch.request == fetch.request && made.state == FetchState::Open;
    });
    if (number_in_use) faults_.push_back("a fetch took the number of one that is under way");
    fetches.push_back({widget, fetch, FetchState::Open});
}

// Of one that has ended nothing is left to abort: allowed, the widget cannot always know.
void HeadlessPort::abort(WidgetId widget, std::uint32_t request) {
    for (MadeFetch& made : fetches)
        if (made.widget == widget && made.fetch.request == request && made.state == FetchState::Open)
            made.state = FetchState::Aborted;
}

// Knuth's MMIX generator: the same dice in every run.
double HeadlessPort::roll() {
    dice_ = dice_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(dice_ >> 11) / 9007199254740992.0;
}

std::string HeadlessPort::localized_date(std::string_view iso_date, std::string_view) const {
    return english_date(iso_date);
}
std::string HeadlessPort::localized_number(std::int64_t number, std::string_view) const {
    return english_number(number);
}
PluralCategory HeadlessPort::plural_category(std::int64_t number, std::string_view) const {
    return number == 1 ? PluralCategory::One : PluralCategory::Other;
}

}  // namespace heidi
