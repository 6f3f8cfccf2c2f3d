// What the reader may choose for reading, above an article.
#pragma once

#include <optional>
#include <string_view>

#include "semantics/node.h"
#include "views/setting.h"
#include "views/typography.h"

namespace heidi {

struct ReadingToolbar {
    // Names with spaces between them: what there is room for, and what of the page's comforts (contents, listen, print,
    // help) would do something. They come behind the article, and nothing is to move then.
    std::string_view wanted = "size theme";
    std::string_view offered = "";
    std::string_view theme = "auto";  // "auto", "light", "dark", "sepia" or "contrast"
    bool speaking = false;
};

// None where nothing is wanted.
std::optional<Node> reading_toolbar(const ReadingToolbar& toolbar, float width, const ArticleStyles& styles,
                                    const Setting& setting);

}  // namespace heidi
