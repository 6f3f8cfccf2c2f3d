// A widget: what one custom element shows. Its life is start, handle_event, frame, stop; everything else is in the
// rooms it uses.
//
//   event ──► handle_event ──► state ──► scene ──► frame ──► host
//
// What both widgets share is here: the look, the size, the viewport, pictures, the pointer. What an event means beyond
// that is theirs.
#pragma once

#include <memory>
#include <string>

#include "app/events.h"
#include "app/names_on_demand.h"
#include "app/surface.h"
#include "base/result.h"
#include "port/port.h"
#include "text/measure_cache.h"
#include "views/mirror.h"
#include "views/setting.h"
#include "views/typography.h"
#include "words/words.h"

namespace heidi {

// What all widgets of a module share.
struct Shared {
    Port& port;
    MeasureCache& measure;
    Paintbox paintbox;
    NamesOnDemand& names;
};

class Widget {
public:
    Widget(WidgetId id, const Shared& shared);
    virtual ~Widget() = default;
    Widget(const Widget&) = delete;
    Widget& operator=(const Widget&) = delete;

    // After the settings that are there from the beginning.
    virtual void start() = 0;
    void handle_event(const Event& event);
    // Sends a frame if anything changed since the last one.
    void frame();
    // Ends what is under way at the host. The widget is not used afterwards.
    virtual void stop() = 0;

    bool needs_frame() const { return needs_frame_; }
    const Surface& surface() const { return surface_; }

protected:
    virtual NodeRef make_scene() = 0;
    virtual void forget_layouts() = 0;
    // The natural size of a picture has become known, or another.
    virtual void picture_changed(const std::string& src) = 0;
    // The next scene shows more than this one.
    virtual bool is_growing() const { return false; }
    // What is the widget's own. Events that it does not know are not for it.
    virtual void on_event(const Event& event) = 0;
    virtual void on_setting(const std::string& name, const std::string& value) = 0;
    virtual void on_action(const Action& action, const std::string& value) = 0;
    // After the first frame that shows what the reader came for.
    virtual bool is_ready() const = 0;

    // The scene must be made again, but not sooner than `pause` after the last frame.
    void scene_changed(Milliseconds pause = Milliseconds(0));
    void emit(std::string_view name, std::string_view detail_json = "{}");
    void emit_error(std::string_view phase, const Error& error);
    Setting setting(const Typography& type);
    // Of the content, or of the widget's own texts where it is they that lead.
    virtual bool reads_from_the_right() const { return words_read_from_the_right_; }
    // The widget speaks another language from now on.
    virtual void words_changed() {}
    // Of the content (BCP 47); "" where it does not say: the page's.
    void set_language(const std::string& language);

    WidgetId id_;
    const Shared& shared_;
    View view_;
    float width_ = 0;
    float height_ = 0;
    float measure_width_ = 680;  // the widest column, CSS pixels
    float text_scale_ = 1;
    PictureSizes pictures_;
    std::string page_locale_ = "en";
    Words words_;

private:
    void apply(const SettingChanged& change);
    void apply(const Resized& size);
    void apply(const Activated& activated);
    void apply(const PictureLoaded& picture);
    void renew_styles();
    bool apply_words(const std::string& name, const std::string& value);
    bool apply_theme(const std::string& name, const std::string& value);
    // What the reader came for is not shown in another order first; what he has seen is not made to wait.
    bool waits_for_bidi() const { return lacks_bidi_ && !told_ready_ && shared_.port.awaits_bidi(); }
    void request_frame(Milliseconds pause = Milliseconds(0));

    Surface surface_;
    std::unique_ptr<StyleTable> styles_;
    std::string language_;
    std::string words_locale_;  // of the words that come next
    bool words_read_from_the_right_ = false;
    NodeRef scene_;
    Mirror mirror_;
    bool lacks_bidi_ = false;  // something in the scene is in an order that is a guess
    bool scene_is_stale_ = true;
    bool needs_frame_ = false;
    Milliseconds pause_{0};  // before the frame that is needed
    bool told_ready_ = false;
};

}  // namespace heidi
