// The widget's own words, in one place. Dates, numbers and plurals are the host's (Intl).
#pragma once

#include <string_view>

namespace heidi::texts {

// article
inline constexpr std::string_view labels = "Labels";
inline constexpr std::string_view share = "Share:";
inline constexpr std::string_view share_group = "Share this article";
inline constexpr std::string_view share_sheet = "Share…";
inline constexpr std::string_view copy_link = "Copy link";
inline constexpr std::string_view by = "by ";
inline constexpr std::string_view retry = "Retry";
inline constexpr std::string_view reading_options = "Reading options";
// The names hold what is seen: who speaks to his computer says that (WCAG 2.5.3).
inline constexpr std::string_view smaller = "A−";
inline constexpr std::string_view smaller_name = "A− Smaller text";
inline constexpr std::string_view larger = "A+";
inline constexpr std::string_view larger_name = "A+ Larger text";
inline constexpr std::string_view theme = "Theme";
inline constexpr std::string_view contents = "Contents";
inline constexpr std::string_view listen = "Listen";
inline constexpr std::string_view pause = "Pause";
inline constexpr std::string_view print = "Print";
inline constexpr std::string_view help = "?";
inline constexpr std::string_view help_name = "? Keys";
inline constexpr std::string_view article_failed = "This article could not be shown.";
inline constexpr std::string_view article_loading = "Loading the article…";
inline constexpr std::string_view notes = "Footnotes";
inline constexpr std::string_view note = "Footnote ";
inline constexpr std::string_view note_return = "↩\uFE0E";  // not the emoji
inline constexpr std::string_view note_return_name = "Back to reference ";
inline constexpr std::string_view skip_article = "Skip to the end of the article";
inline constexpr std::string_view members_only = "The rest of this article is for members.";
inline constexpr std::string_view back_to_list = "← Back to the list";
inline constexpr std::string_view feed_is_empty = "There are no articles here yet.";
inline constexpr std::string_view task_done = "Completed task";
inline constexpr std::string_view task_open = "Open task";

// chat
inline constexpr std::string_view chat_title = "Ask Heidi";
inline constexpr std::string_view close = "Close";
inline constexpr std::string_view topic = "Topic";
inline constexpr std::string_view conversation = "Conversation with Heidi";
inline constexpr std::string_view empty_title = "How can I help?";
inline constexpr std::string_view empty_text =
    "Ask about your account, schedule a meeting, check your balance, or anything else.";
inline constexpr std::string_view message_label = "Your message";
inline constexpr std::string_view message_placeholder = "Write a message";
inline constexpr std::string_view forget_quote = "Remove the quotation";
inline constexpr std::string_view send = "Send";
inline constexpr std::string_view stop = "Stop";
inline constexpr std::string_view you_said = "You";
inline constexpr std::string_view heidi_said = "Heidi";
inline constexpr std::string_view typing = "Heidi is writing…";
inline constexpr std::string_view sources = "Sources";
inline constexpr std::string_view suggestions = "Suggested questions";
inline constexpr std::string_view edit = "Edit";
inline constexpr std::string_view discard = "Discard";
inline constexpr std::string_view new_conversation = "New conversation";
inline constexpr std::string_view remove_question = "Start a new conversation? This one will be removed.";
inline constexpr std::string_view remove_it = "Start new";
inline constexpr std::string_view keep_it = "Keep this one";
inline constexpr std::string_view helpful = "👍";
inline constexpr std::string_view not_helpful = "👎";
inline constexpr std::string_view helpful_name = "Good answer";
inline constexpr std::string_view not_helpful_name = "Bad answer";
inline constexpr std::string_view rating = "Rate this answer";
inline constexpr std::string_view copy_code = "Copy";
inline constexpr std::string_view copy_code_name = "Copy code";
inline constexpr std::string_view new_messages = "New messages ↓";

// the state of a message of the reader's
inline constexpr std::string_view queued = "Waiting to be sent";
inline constexpr std::string_view sending = "Sending…";
inline constexpr std::string_view not_confirmed = "Not confirmed yet";
inline constexpr std::string_view could_not_send = "Could not send";
inline constexpr std::string_view asks_to_send = "Not sent for a while";
inline constexpr std::string_view send_now = "Send now";
inline constexpr std::string_view interrupted = "Interrupted";

}  // namespace heidi::texts
