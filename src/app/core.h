// All widgets of a page: one module, one graphics context, one atlas.
#pragma once

#include <map>
#include <memory>

#include "app/widget.h"

namespace heidi {

enum class WidgetKind { Article = 0, Chat = 1 };

class Core {
public:
    explicit Core(Port& port);
    ~Core();

    // Settings may follow before start().
    void create(WidgetId id, WidgetKind kind);
    void start(WidgetId id);
    void destroy(WidgetId id);
    // Events of widgets that are gone are normal: they were on their way.
    void handle_event(WidgetId id, const Event& event);
    // For all: the answer to Port::want_names. Returns 0, or the number of the line that is wrong: then nothing changes.
    std::size_t names_arrived(std::string file);
    void bidi_arrived();
    // For all: the graphics context was lost.
    void pixels_lost();
    // Sends what changed since the last call.
    void frame();

    Widget* find(WidgetId id);

private:
    MeasureCache measure_;
    RunAtlas atlas_;
    ImGuiPainter painter_;
    NamesOnDemand names_;
    Shared shared_;
    std::map<WidgetId, std::unique_ptr<Widget>> widgets_;
};

}  // namespace heidi
