#include "app/core.h"

#include "app/article_widget.h"
#include "app/chat_widget.h"

namespace heidi {

Core::Core(Port& port)
    : measure_(port), atlas_(port), names_(port), shared_{port, measure_, {atlas_, painter_}, names_} {}

Core::~Core() = default;

void Core::create(WidgetId id, WidgetKind kind) {
    if (kind == WidgetKind::Chat)
        widgets_[id] = std::make_unique<ChatWidget>(id, shared_);
    else
        widgets_[id] = std::make_unique<ArticleWidget>(id, shared_);
}

void Core::start(WidgetId id) {
    if (Widget* widget = find(id)) widget->start();
}

void Core::destroy(WidgetId id) {
    if (Widget* widget = find(id)) widget->stop();
    widgets_.erase(id);
}

void Core::handle_event(WidgetId id, const Event& event) {
    if (Widget* widget = find(id)) widget->handle_event(event);
}

std::size_t Core::names_arrived(std::string file) {
    const std::size_t wrong_line = names_.arrived(std::move(file));
    for (auto& [id, widget] : widgets_) widget->handle_event(NamesArrived{});
    return wrong_line;
}

void Core::pixels_lost() {
    atlas_.clear();
    for (auto& [id, widget] : widgets_) widget->handle_event(PixelsLost{});
}

void Core::bidi_arrived() {
    for (auto& [id, widget] : widgets_) widget->handle_event(BidiArrived{});
}

void Core::frame() {
    for (auto& [id, widget] : widgets_)
        if (widget->needs_frame()) widget->frame();
}

Widget* Core::find(WidgetId id) {
    const auto found = widgets_.find(id);
    return found == widgets_.end() ? nullptr : found->second.get();
}

}  // namespace heidi
