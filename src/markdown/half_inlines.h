// The end of a block's text while more of it is to come (half_markup.h): emphasis, code, links, tags, entities.
#pragma once

#include <string>
#include <string_view>

namespace heidi {

// `text` is that of one block, from its first character. Linear in the text.
std::string completed_inlines(std::string_view text);

// Without the tag, comment or web address in angle brackets that has begun and not ended.
std::string_view without_half_tag(std::string_view text);

}  // namespace heidi
