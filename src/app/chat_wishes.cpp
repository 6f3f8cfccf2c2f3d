// What the page's scripts ask of the chat.
#include <algorithm>
#include <utility>

#include "app/chat_widget.h"
#include "app/transcript_text.h"
#include "base/json_text.h"
#include "base/utf8.h"
#include "views/parts.h"

namespace heidi {
namespace {

// About a page of text; servers take as much of a question.
constexpr std::size_t longest_quote = 2'000;  // code points

}  // namespace

void ChatWidget::on_wish(const Wished& wish) {
    if (wish.what == "new-conversation") {
        ask_to_start_over(false);
        tell(ReaderStartsOver{});
    } else if (wish.what == "reconnect") {
        reconnect();
    } else if (wish.what == "stop") {
        tell(ReaderStops{});
    } else if (wish.what == "quote") {
        quote_ = beginning_of(trim_ascii_space(wish.value), longest_quote);
        if (quote_.empty()) quote_source_.clear();
        scene_changed();
    } else if (wish.what == "quote-source") {
        quote_source_ = wish.value;
    } else if (wish.what == "transcript") {
        tell_transcript(wish.value);
    }
}

// It is told once: where a name of a character is still being looked up, it waits for that.
void ChatWidget::tell_transcript(const std::string& format) {
    const std::string transcript = transcript_as(format, conversation_->chat(), words_, shared_.names);
    if (shared_.names.are_coming()) return transcripts_asked_for_.push_back(format);
    std::string detail = "{\"text\":";
    append_json_string(detail, transcript);
    emit("transcript", detail + "}");
}

void ChatWidget::names_arrived() {
    if (chat_view_.wants_names()) scene_changed();
    for (const std::string& format : std::exchange(transcripts_asked_for_, {})) tell_transcript(format);
}

// What the strip offers; nothing where all is well.
void ChatWidget::reconnect() {
    const auto offered = std::find_if(strip_.buttons.begin(), strip_.buttons.end(),
                                      [](const StripAction& action) { return !action.busy; });
    if (offered != strip_.buttons.end()) tell(ReaderPresses{offered->button});
}

}  // namespace heidi
