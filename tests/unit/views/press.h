// What it takes to set text in a test: faces with simple widths (headless_text.h), the article's typography, no
// pictures loaded.
#pragma once

#include <string>

#include "markdown/document_from_markdown.h"
#include "port/headless/headless_text.h"
#include "views/flow.h"
#include "views/paragraph.h"
#include "views/setting.h"
#include "words/english_counting.h"

namespace heidi {

class Press : public FontRegistry {
public:
    HeadlessText text;
    std::string families[family_count] = {"body", "heading", "interface", "mono"};
    StyleTable styles{*this, families};
    Typography type = article_typography(640, 1);
    PictureSizes pictures;
    CharacterNames names;  // those that are not built in
    EnglishCounting counting;
    Words words{counting};
    std::string language = "en";
    bool copyable_code = false;
    bool right_to_left = false;

    FontId font(const std::string& css_font) override { return text.font(css_font); }
    Setting setting() {
        return {.styles = styles,
                .measurer = text,
                .type = type,
                .pictures = pictures,
                .words = words,
                .language = language,
                .right_to_left = right_to_left,
                .copyable_code = copyable_code,
                .names = &names};
    }

    // A face whose Latin letters are ten pixels wide, on lines of 30.
    static constexpr TextStyle ten_px{.family = Family::Body, .size = 20, .line_height = 30};

    Node paragraph(const std::vector<Inline>& inlines, float width) {
        return paragraph_node(inlines, {.style = ten_px, .width = width}, setting());
    }
    // Of the first paragraph.
    Node paragraph(std::string_view markdown, float width) {
        const Document document = document_from_markdown(markdown, names);
        return paragraph(document.blocks.empty() ? std::vector<Inline>() : document.blocks[0].inlines, width);
    }
    Node flow(std::string_view markdown, float width) {
        Column column;
        add_blocks(column, document_from_markdown(markdown, names).blocks, width, {}, setting());
        Node node;
        node.width = width;
        node.height = column.height();
        node.children = column.take();
        return node;
    }
};

}  // namespace heidi
