// A face whose Latin letters are ten pixels wide and whose Han characters twenty, and lines as a reader sees them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "port/headless/headless_text.h"
#include "text/paragraph_layout.h"

namespace heidi {

struct Face {
    HeadlessText measurer;
    FontId regular = measurer.font("400 20.00px serif");
    FontId bold = measurer.font("700 20.00px serif");
    FontId large = measurer.font("400 40.00px serif");

    StyledText text(std::string_view words) const {
        StyledText styled;
        styled.append(words, regular, 0);
        return styled;
    }
    ParagraphLayout lay(std::string_view words, float width) const {
        return lay_out(text(words), {.width = width}, measurer);
    }
    std::vector<std::string> lines(std::string_view words, float width) const {
        std::vector<std::string> lines;
        for (const Line& line : lay(words, width).lines)
            lines.emplace_back(words.substr(line.begin, line.end - line.begin));
        return lines;
    }
};

}  // namespace heidi
