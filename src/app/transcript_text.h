// A conversation as text, for the page that asks for it: to keep, to send, to read in a terminal.
#pragma once

#include <string>
#include <string_view>

#include "app/names_on_demand.h"
#include "model/chat.h"
#include "words/words.h"

namespace heidi {

// `format` is "text" (no markup), "markdown" or "json" ([{"id","role","text","status","quote"?,"sources"?}], roles as on the
// wire, texts as Markdown); any other is read as "text".
std::string transcript_as(std::string_view format, const Chat& chat, const Words& words, NamesOnDemand& names);

}  // namespace heidi
