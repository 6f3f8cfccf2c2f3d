#include "views/typography.h"

#include "base/decimal.h"

#include <cmath>

namespace heidi {
namespace {

TextStyle scaled(TextStyle style, float scale) {
    style.size = std::round(style.size * scale * 4) / 4;
    style.line_height = std::round(style.line_height * scale);
    return style;
}

constexpr TextStyle body(float size, float line_height, std::uint16_t weight = 400) {
    return {.family = Family::Body, .size = size, .line_height = line_height, .weight = weight};
}
constexpr TextStyle heading(float size, float line_height, std::uint16_t weight = 700) {
    return {.family = Family::Heading, .size = size, .line_height = line_height, .weight = weight};
}
constexpr TextStyle interface(float size, float line_height, std::uint16_t weight = 400) {
    return {.family = Family::Interface, .size = size, .line_height = line_height, .weight = weight};
}
constexpr TextStyle mono(float size, float line_height) {
    return {.family = Family::Mono, .size = size, .line_height = line_height};
}

void scale_all(Typography& type, float scale) {
    for (TextStyle* style : {&type.body, &type.code_block, &type.table, &type.caption}) *style = scaled(*style, scale);
    for (TextStyle& style : type.headings) style = scaled(style, scale);
    for (float* gap : {&type.paragraph_gap, &type.heading_gap_below, &type.item_gap, &type.indent})
        *gap = std::round(*gap * scale);
    for (float& gap : type.heading_gap) gap = std::round(gap * scale);
}

// Below this a phone's column: a size less, so that a line still holds some 40 characters.
constexpr float narrow_column = 480;

}  // namespace

TextStyle TextStyle::with_weight(std::uint16_t new_weight) const {
    TextStyle style = *this;
    style.weight = new_weight;
    return style;
}

TextStyle TextStyle::in_italics() const {
    TextStyle style = *this;
    style.italic = true;
    return style;
}

// What browsers do to a sup element is larger and moves the lines apart.
TextStyle TextStyle::as_superscript() const {
    TextStyle style = *this;
    style.size *= 0.75f;
    return style;
}

// As `vertical-align: round(0.5em, 1px)` in shell/styles.ts: a line of text stands on whole pixels.
float TextStyle::rise() const { return std::round(size / 2); }
float TextStyle::drop() const { return std::round(size / 4); }

TextStyle TextStyle::as_small() const {
    TextStyle style = *this;
    style.size = std::round(size * 0.85f * 4) / 4;
    return style;
}

TextStyle TextStyle::in_mono() const {
    TextStyle style = *this;
    style.family = Family::Mono;
    style.size = std::round(size * 0.88f * 4) / 4;
    return style;
}

Typography article_typography(float column, float scale) {
    const bool narrow = column < narrow_column;
    Typography type{
        .body = narrow ? body(18, 29) : body(19, 32),
        .code_block = mono(15, 24),
        .table = interface(16, 25),
        .caption = interface(14, 21),
        .headings = {heading(32, 39), narrow ? heading(25, 32) : heading(28, 36), heading(22, 30), heading(19, 28),
                     heading(17, 26), interface(15, 24, 700)},
        .paragraph_gap = narrow ? 18.0f : 20.0f,
        .heading_gap = {44, 40, 34, 28, 26, 26},
        .heading_gap_below = 10,
        .item_gap = 10,
        .indent = 28,
    };
    scale_all(type, scale);
    return type;
}

Typography chat_typography(float scale) {
    Typography type{
        .body = interface(15.5f, 23),
        .code_block = mono(13.5f, 20),
        .table = interface(14.5f, 21),
        .caption = interface(13, 18),
        .headings = {interface(19, 26, 700), interface(17.5f, 25, 700), interface(16.5f, 24, 700),
                     interface(15.5f, 23, 700), interface(15.5f, 23, 700), interface(15.5f, 23, 700)},
        .paragraph_gap = 10,
        .heading_gap = {16, 16, 14, 12, 12, 12},
        .heading_gap_below = 6,
        .item_gap = 6,
        .indent = 22,
    };
    scale_all(type, scale);
    return type;
}

ArticleStyles article_styles(float column, float scale) {
    const bool narrow = column < narrow_column;
    const bool middle = !narrow && column < 620;
    const TextStyle title = narrow ? heading(31, 37) : middle ? heading(36, 43) : heading(43, 50);
    return {
        .title = scaled(title, scale),
        .dek = scaled(narrow ? body(19, 28) : body(22, 32), scale),
        .label = scaled(interface(13, 18, 600), scale),
        .facts = scaled(interface(14.5f, 22), scale),
        .caption = scaled(interface(14, 21), scale),
        .share = scaled(interface(14.5f, 20, 600), scale),
        .byline_name = scaled(interface(16, 24, 700), scale),
        .bio = scaled(interface(15, 24), scale),
        .contents = scaled(interface(16, 25), scale),
    };
}

ChatStyles chat_styles(float scale) {
    return {
        .title = scaled(interface(17, 24, 700), scale),
        .interface = scaled(interface(14, 20), scale),
        .small = scaled(interface(13, 18), scale),
        .button = scaled(interface(14, 20, 600), scale),
        .empty_title = scaled(heading(24, 32), scale),
        .empty_text = scaled(interface(15, 23), scale),
    };
}

StyleTable::StyleTable(FontRegistry& registry, const std::string (&families)[family_count], std::string spacing,
                       std::string language)
    : registry_(registry), spacing_(std::move(spacing)), language_(std::move(language)) {
    for (int i = 0; i < family_count; ++i) families_[i] = families[i];
}

FontId StyleTable::font(const TextStyle& style) {
    TextStyle face = style;
    face.line_height = 0;  // the line's height is the node's, not the font's
    for (const auto& [known, font] : known_)
        if (known == face) return font;
    std::string css = style.italic ? "italic " : "";
    css += decimal(style.weight) + ' ';
    const int hundredths = static_cast<int>(std::lround(style.size * 100));
    css += decimal(hundredths / 100) + '.' + (hundredths % 100 < 10 ? "0" : "") + decimal(hundredths % 100) + "px ";
    css += families_[static_cast<std::size_t>(style.family)];
    if (!spacing_.empty() || !language_.empty()) css += '|' + spacing_;
    if (!language_.empty()) css += '|' + language_;
    const FontId font = registry_.font(css);
    known_.emplace_back(face, font);
    used_.emplace_back(font, css);
    return font;
}

}  // namespace heidi
