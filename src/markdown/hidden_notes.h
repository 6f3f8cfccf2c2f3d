// Footnotes of a text that is still arriving. What they say comes last, so a reference leads nowhere for most of the time
// and would be seen as it was typed, `[^1]`, only to become a small number at the end.
#pragma once

#include "markdown/document.h"

#include <vector>

namespace heidi {

// Takes references and notes out. Returns whether there were any, or text that looks like a reference.
bool hide_notes(std::vector<Block>& blocks);

}  // namespace heidi
