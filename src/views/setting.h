// What text is set with: everything a layout depends on besides the text and its width.
#pragma once

#include <map>
#include <string>

#include "markdown/character_names.h"
#include "semantics/node.h"
#include "text/paragraph_layout.h"
#include "views/typography.h"
#include "words/words.h"

namespace heidi {

struct NaturalSize {
    float width = 0;
    float height = 0;
};

// Natural sizes of pictures that have loaded, by their address as written.
using PictureSizes = std::map<std::string, NaturalSize>;

struct Setting {
    StyleTable& styles;
    const TextMeasurer& measurer;
    const Typography& type;
    const PictureSizes& pictures;
    const Words& words;          // the widget's own
    std::string language;        // BCP 47, may be empty
    bool right_to_left = false;  // the text around: the scene is mirrored (mirror.h), and sentences end at the right
    bool copyable_code = false;  // code blocks have a bar with a Copy button
    std::string words_language = {};        // BCP 47; "": that of the text around
    const CharacterNames* names = nullptr;  // for what is still Markdown; none: those that are built in
    std::string anchors = {};               // what those of this text begin with (note_anchors.h)
};

// Where the browser puts the baseline of a line box: CSS 2.1 §10.8.1, with the half-leading above rounded down as
// Chromium, Firefox and WebKit do.
float baseline_in_line(const FontMetrics& metrics, float line_height);

}  // namespace heidi
