// Builds a document from what a parser meets, in reading order, whatever the parser reads. It keeps the promises of
// document.h, so that no parser has to:
//
//   depth    a quote, list or item deeper than `deepest_nesting` is left out and its content kept where it stood; the
//            same for emphasis in emphasis. 20,000 `>` in a row are one answer away, and everybody walks this tree.
//   links    one with an address that is not safe is left out and its text kept; such an image becomes its
//            alternative text.
//   text     neighbouring texts are one; no spaces around a break, no break or space at either end of a paragraph;
//            nothing empty that would only be a gap for the eye and a riddle for a screen reader (paragraph, heading,
//            quote, emphasis, link).
//
//   DocumentBuilder document;
//   document.open(Block{.kind = BlockKind::Paragraph});
//   document.add_text("Hello");
//   document.close_block();
//   return document.take();
#pragma once

#include "markdown/document.h"

#include <string_view>

namespace heidi {

// Far more than any article nests, and shallow enough to be walked by recursion on a small stack.
inline constexpr int deepest_nesting = 32;

class DocumentBuilder {
public:
    void open(Block block);
    void close_block();
    void add(Block block);  // one without children: Code, Rule

    // Texts, emphasis and breaks go into the block or inline opened last, which must be one that holds them.
    void open(Inline part);
    void close_inline();
    void add_text(std::string_view text);
    void add_code(std::string_view text);
    void add_soft_break();
    void add_hard_break();
    // False in a link or a picture's text, which hold no other link.
    bool add_note_reference(int note, int reference);

    // The document so far, with everything that was opened also closed; the builder is empty afterwards.
    Document take();

private:
    bool fits(const Block& block) const;
    bool fits(const Inline& part) const;
    bool at_text_start() const;
    bool at_line_start();
    std::vector<Block>& blocks_here();
    std::vector<Inline>& inlines_here();
    void add_image(Inline image);

    Document document_;
    // A value for each kept element, from the outermost; a flag for each element, kept or left out.
    std::vector<Block> open_blocks_;
    std::vector<Inline> open_inlines_;
    // Truths, as bytes: vector<bool> packs them, with 0.3 kB brotli of code.
    std::vector<char> block_was_kept_;
    std::vector<char> inline_was_kept_;
    int nesting_ = 0;  // open quotes, lists and items that were kept
};

}  // namespace heidi
