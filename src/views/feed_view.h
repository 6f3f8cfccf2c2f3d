// The articles of a feed as a list to choose from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/article.h"
#include "semantics/node.h"
#include "views/setting.h"

namespace heidi {

// The feed's next page, where there is one.
enum class NextPage : std::uint8_t { Offered, Coming, Failed };

struct FeedPage {
    const Publication& feed;
    const std::vector<std::string>& dates;  // of its items, worded for the reader
    float width = 0;                        // of the element
    float measure = 0;                      // the widest column
    float text_scale = 1;
    NextPage next = NextPage::Offered;
};

// Each title is a link to its article's own address, which verb_open_item opens in place.
NodeRef feed_scene(const FeedPage& page, const Setting& setting);

}  // namespace heidi
