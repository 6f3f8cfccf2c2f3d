// A paragraph of inline content as one node: its text, the phrases for the semantic layer and the runs to paint.
#pragma once

#include <vector>

#include "markdown/document.h"
#include "semantics/node.h"
#include "views/setting.h"

namespace heidi {

struct ParagraphOptions {
    Tag tag = Tag::Paragraph;
    TextStyle style;
    Ink ink = Ink::Text;
    float width = 0;
    TextAlign align = TextAlign::Start;
    Direction direction = Direction::FromContent;
};

// The node is as high as its lines. Pictures stand on lines of their own.
Node paragraph_node(const std::vector<Inline>& inlines, const ParagraphOptions& options, const Setting& setting);

// The same for a plain sentence. A line feed in it ends a line.
Node text_node(std::string_view text, const ParagraphOptions& options, const Setting& setting);

// One line that never wraps, as wide as its text: labels and buttons.
Node label_node(std::string_view text, const ParagraphOptions& options, const Setting& setting);

IntrinsicWidth intrinsic_width_of(const std::vector<Inline>& inlines, const TextStyle& style, const Setting& setting);

}  // namespace heidi
