// The chat panel: header, topic choice, transcript, session strip, composer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/chat.h"
#include "semantics/node.h"
#include "session/strip.h"
#include "views/answer_view.h"
#include "views/setting.h"

namespace heidi {

struct ChatPanel {
    const Chat& chat;
    const Strip& strip;
    const std::vector<std::string>& topics;
    const std::string& topic;
    const std::string& greeting;                  // replaces the empty state's sentence where a partner gives one
    const std::vector<std::string>& suggestions;  // shown in the empty state
    float width = 0;
    float height = 0;
    float composer_text_height = 0;  // of the text field's content, as the browser measures it
    float text_scale = 1;
    bool closable = true;
    bool asks_to_start_over = false;     // "New conversation" was pressed: it asks first
    bool behind = false;                 // there is something new below what the reader sees
    std::string_view quote = {};         // what the next question is about; may be empty
    std::string_view announcement = {};  // for the live region: an answer, whole
};

// Keeps the node of every message: a frame makes only those that changed.
class ChatView {
public:
    NodeRef scene(const ChatPanel& panel, const Setting& setting);
    void forget() { kept_.clear(); }
    // An answer of the last scene would be another if names of characters were known (character_names.h).
    bool wants_names() const;
    // Since the start: for counting tests.
    int laid_messages() const { return laid_messages_; }

private:
    struct Kept {
        std::string key;
        Revision revision;
        Message message;  // only where there is no revision to go by
        bool last = false;
        float width = 0;
        NodeRef node;
        std::unique_ptr<AnswerView> answer;
    };

    Node transcript_node(const ChatPanel& panel, float height, const Setting& setting);
    NodeRef message_node(std::size_t index, const ChatPanel& panel, float width, const Setting& setting);

    std::vector<Kept> kept_;
    int laid_messages_ = 0;
};

// The least height of a text field: one line and its padding.
float composer_line_height(float text_scale);

}  // namespace heidi
