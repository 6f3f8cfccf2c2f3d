// What a text that is still arriving should be read as, so that nobody sees markup come and go: what is half there at its
// end is closed or hidden. What is hidden comes back when it turns out to be text.
//
//   at the end                            is read as
//   ------------------------------------  --------------------------------------------------------------------------
//   some **bold te     _it   ~~de   `co   closed; half of the closing marks (`**bold*`) does not show
//   some **   _   ~~   `   !              hidden while nothing is behind it
//   [text   [text]   [text](ht            text; a number in the brackets is hidden, it may be a note: [1]
//   ![alt](pic                            hidden
//   <   <a href="x   &am   a backslash    hidden
//   [label]:                              hidden: the definition of an address
//   a line of marks alone, such as        hidden until something else is in it, or it ends: the mark of a list item,
//     -  1.  #  >  - [x  ---  ===  |-|-     heading or quote, a rule, an underline, a fence, a table's second line
//   a line that begins with |             hidden until the line below shows whether it is a table's head
//   ```py                                 hidden until the line ends; from then on the code so far
//   code                                  as it is, without a last line that may close it
//   half of a UTF-8 sequence              hidden
//
// Only the end is judged: what stands in a block that something follows is what it is. And it is a guess: brackets that
// turn out to be none of a link come back, and an emphasis that nothing closes is text when its block ends.
#pragma once

#include <string>
#include <string_view>

namespace heidi {

// The result is at most a few marks longer than the text. Linear in the text: it is parsed once.
std::string completed(std::string_view tail);

// Without the bytes at the end that are the beginning of a character.
std::string_view without_half_character(std::string_view text);

}  // namespace heidi
