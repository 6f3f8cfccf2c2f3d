// An article as a well-set page: labels, headline, facts, picture, body, share row, by-line.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "markdown/document.h"
#include "model/article.h"
#include "semantics/node.h"
#include "views/flow.h"
#include "views/reading_toolbar.h"
#include "views/setting.h"
#include "views/shelves.h"

namespace heidi {

// What only the host can word: dates and numbers in the reader's language. Empty ones are left out.
struct ArticleFacts {
    std::string date;     // "March 30, 2026"
    std::string reading;  // "1 min read (236 words)"
    std::string views;    // "1 view"
};

struct ShareOptions {
    std::string url;      // absolute; empty: there is no share row
    bool native = false;  // the browser has a share sheet
};

struct ArticlePage {
    const Article& article;
    const Document& body;
    const ArticleFacts& facts;
    const ShareOptions& share;
    float width = 0;    // of the element
    float measure = 0;  // the widest column
    float text_scale = 1;
    ReadingToolbar toolbar = {};
    int marked_block = -1;   // of the body, from 0: what a link pointed to; -1: none
    float seen_until = 0;    // CSS pixels from the top: the lower end of what the reader sees
    bool from_list = false;  // opened from a feed, to which there is a way back
};

// Lays out blocks once for a width and keeps them: a frame after a hover or a loaded picture makes only what changed.
//
// Of a long body each scene lays out some blocks more, those first that can be seen, and stands on shelves (shelves.h):
// neither the reader nor the page's main thread waits for a million words. Below what is laid out its room is guessed.
class ArticleView {
public:
    NodeRef scene(const ArticlePage& page, const Setting& setting);
    // Another article comes.
    void forget() { blocks_.clear(); }
    // After another font, size or language: what the reader has in sight first.
    void lay_out_again() { is_stale_ = true; }
    // Its natural size has become known: what shows it is laid out again.
    void forget_picture(const Document& body, const std::string& src);
    // The body has become another in some of its blocks: those are laid out again.
    void forget_changes(const Document& before, const Document& after);
    // Another scene has more of it.
    bool is_growing(const Document& body) const { return blocks_.size() < body.blocks.size(); }
    int laid_blocks() const { return laid_blocks_; }  // since the start: for counting tests

private:
    Node body_node(const ArticlePage& page, float width, const Setting& setting);
    std::size_t blocks_above(float y) const;
    void lay_blocks(const ArticlePage& page, float width, const Setting& setting);

    std::vector<LaidBlock> blocks_;  // without a node: to be laid out again
    Shelves shelves_;
    float blocks_width_ = -1;
    bool is_stale_ = false;
    int laid_blocks_ = 0;
};

// In the article's place when there is none.
NodeRef article_error_scene(const Error& error, float width, float measure, const Setting& setting);
// Kept free while the article is on its way: nothing is to shift more than it must.
NodeRef article_loading_scene(float width, float measure, const Setting& setting);

}  // namespace heidi
