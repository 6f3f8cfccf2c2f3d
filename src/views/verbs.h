// What controls do. A node carries a verb and an argument; activating it hands both to the widget, which alone acts.
#pragma once

namespace heidi {

enum Verb : int {
    no_verb = 0,
    // Carried out by the page itself, inside the reader's gesture: browsers ask for that.
    verb_share = 1,  // argument: none; the node's data-command names what to share
    verb_copy_link = 2,
    verb_copy_code = 3,  // the text of the code block that it belongs to
    verb_to_end = 4,     // of the transcript
    verb_contents = 5,   // these four: shell/reader/comforts.ts
    verb_listen = 6,
    verb_print = 7,
    verb_help = 8,
    // Carried out by the core.
    verb_retry_article = 10,
    verb_text_smaller = 11,
    verb_text_larger = 12,
    verb_choose_theme = 13,  // a select
    verb_open_item = 14,     // of a feed: the argument is its index
    verb_to_list = 15,
    verb_show_more = 16,  // of a feed
    verb_close_chat = 20,
    verb_send = 21,
    verb_stop = 22,
    verb_choose_topic = 23,  // a select: the argument arrives with the event
    verb_ask = 24,           // argument: a suggestion's text
    verb_forget_quote = 25,
    verb_strip = 30,    // argument: a StripButton's number
    verb_discard = 40,  // argument: the client id of a message
    verb_edit = 41,
    verb_send_anyway = 42,
    verb_ask_again = 43,
    verb_rate_up = 44,  // argument: the id of an answer
    verb_rate_down = 45,
    verb_start_over = 50,  // asks first
    verb_start_over_now = 51,
    verb_keep = 52,
};

}  // namespace heidi
