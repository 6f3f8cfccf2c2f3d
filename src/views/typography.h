// How text is set: the styles of each part, in CSS pixels. Line heights are whole, so that every baseline falls on the
// same place in the picture and in the semantic layer.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "text/text_measurer.h"

namespace heidi {

enum class Family : std::uint8_t { Body, Heading, Interface, Mono };
inline constexpr int family_count = 4;

struct TextStyle {
    Family family = Family::Body;
    float size = 16;
    float line_height = 24;
    std::uint16_t weight = 400;
    bool italic = false;

    TextStyle with_weight(std::uint16_t new_weight) const;
    TextStyle in_italics() const;
    TextStyle as_superscript() const;  // and as subscript
    float rise() const;                // of a superscript above the line
    float drop() const;                // of a subscript below it
    TextStyle as_small() const;
    TextStyle in_mono() const;  // as large as its neighbours look: monospaced faces run wide
    friend bool operator==(const TextStyle&, const TextStyle&) = default;
};

// The styles of running text in one surrounding: an article's column, a chat bubble.
struct Typography {
    TextStyle body;
    TextStyle code_block;
    TextStyle table;
    TextStyle caption;
    TextStyle headings[6];
    float paragraph_gap = 0;
    float heading_gap[6] = {};  // above; below it is `heading_gap_below`
    float heading_gap_below = 0;
    float item_gap = 0;  // between the items of a loose list
    float indent = 0;    // of lists and quotations
};

// `column` is the column's width; `scale` the reader's text size, 1 for as designed.
Typography article_typography(float column, float scale);
Typography chat_typography(float scale);

struct ArticleStyles {
    TextStyle title, dek, label, facts, caption, share, byline_name, bio, contents;
};
ArticleStyles article_styles(float column, float scale);

struct ChatStyles {
    TextStyle title, interface, small, button, empty_title, empty_text;
};
ChatStyles chat_styles(float scale);

// Fonts are known to the host by number. The table asks the host once for each.
class FontRegistry {
public:
    virtual ~FontRegistry() = default;
    // `css_font` is a CSS font shorthand without a line height, and behind a "|" each the spacing of letters and words and
    // the language, where there are any: "400 16.00px serif|0.5px 2px|ja". The same text gives the same number.
    virtual FontId font(const std::string& css_font) = 0;
};

class StyleTable {
public:
    // `spacing` is what the page adds between letters and words ("0.5px 2px"), "" where it adds nothing. `language` (BCP 47)
    // decides which of a script's forms and faces the browser takes.
    StyleTable(FontRegistry& registry, const std::string (&families)[family_count], std::string spacing = {},
               std::string language = {});

    FontId font(const TextStyle& style);
    // All fonts used so far, by number: the host needs them to style the semantic layer.
    const std::vector<std::pair<FontId, std::string>>& used() const { return used_; }

private:
    FontRegistry& registry_;
    std::string families_[family_count];
    std::string spacing_;
    std::string language_;
    std::vector<std::pair<TextStyle, FontId>> known_;
    std::vector<std::pair<FontId, std::string>> used_;
};

}  // namespace heidi
