// <heidi-chat>'s panel: a conversation and its picture. All that the conversation orders is carried out here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/widget.h"
#include "session/conversation.h"
#include "views/chat_view.h"

namespace heidi {

class ChatWidget : public Widget {
public:
    ChatWidget(WidgetId id, const Shared& shared) : Widget(id, shared) {}

    void start() override;
    void stop() override;

    const ChatView& view() const { return chat_view_; }
    const Conversation& conversation() const { return *conversation_; }

private:
    NodeRef make_scene() override;
    void forget_layouts() override { chat_view_.forget(); }
    void picture_changed(const std::string&) override { chat_view_.forget(); }
    void words_changed() override { set_language(words_.locale()); }
    void on_event(const Event& event) override;
    void on_setting(const std::string& name, const std::string& value) override;
    void on_action(const Action& action, const std::string& value) override;
    bool is_ready() const override { return conversation_.has_value(); }

    void tell(const Input& input);
    void send(const std::string& text);
    void on_wish(const Wished& wish);
    void tell_transcript(const std::string& format);
    void names_arrived();
    void reconnect();
    std::array<std::uint8_t, 16> random_bytes();
    void tell_taken();
    void ask_to_start_over(bool asks);
    void announce(std::string_view words);
    // One for each kind of order.
    void carry_out(const HttpRequest& request);
    void carry_out(const HttpAbort& abort);
    void carry_out(const ArmTimer& timer);
    void carry_out(const DisarmTimer&);
    void carry_out(const Save& save);
    void carry_out(const ClearSaved&);
    void carry_out(const ReclaimSaved&);
    void carry_out(const AskHostForToken&);
    void carry_out(const RecreateWidget&);
    void carry_out(const ComposeText& text);
    void carry_out(const MessageSent& sent);
    void carry_out(const MessageFailed& failed);
    void carry_out(const MessageNotTaken&);
    void carry_out(const StreamStarted& started);
    void carry_out(const StreamEnded& ended);
    void carry_out(const AnswerFinished& finished);
    void carry_out(const ConnectionChanged& changed);
    void carry_out(const Problem& problem);

    void strip_may_have_changed();
    void arm_timer();

    std::string endpoint_;
    std::vector<std::string> topics_{"Account", "Meeting", "Balance", "Other"};
    std::string topic_ = "Other";
    std::string greeting_;
    std::vector<std::string> suggestions_;
    bool closable_ = true;
    ConversationSettings conversation_settings_;
    std::optional<Conversation> conversation_;
    std::optional<std::string> saved_;  // what was read before the start
    std::string submitted_;             // by the text field, which has not been told yet that it was taken
    std::string quote_;                 // what the next question is about
    std::string quote_source_;          // the address of its article
    bool not_taken_ = false;            // what was submitted last: too many messages wait already
    float composer_text_height_ = 0;
    bool visible_ = true, online_ = true;  // the page, also before the start
    bool asks_to_start_over_ = false;
    bool behind_ = false;
    std::vector<std::string> transcripts_asked_for_;  // their formats
    std::string announcement_;
    std::optional<Instant> announcement_due_;  // when it is cleared

    std::optional<Instant> session_due_;  // what the conversation waits for
    Strip strip_;                         // as last shown
    std::optional<Instant> strip_due_;    // when it changes by itself
    ChatView chat_view_;
};

}  // namespace heidi
