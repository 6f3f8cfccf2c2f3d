// The document tree: what a body of text means, free of the syntax it was written in. Markdown becomes this tree
// (document_from_markdown.h); HTML bodies become the same tree (document_from_events.h). Text is well-formed UTF-8; links in it are safe
// (safe_link.h); depth is bounded, so walking it may recurse.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace heidi {

enum class InlineKind {
    Text,           // text
    Code,           // text
    Emphasis,       // children
    Strong,         // children
    Strikethrough,  // children
    Insertion,      // children
    Mark,           // children
    Small,          // children
    Subscript,      // children
    Superscript,    // children
    Keyboard,       // children: what is to be typed
    Abbreviation,   // children; title is what it stands for
    Link,           // children, url, title
    Image,          // text is the alternative text; url, title, width and height where they are given
    SoftBreak,      // a line end in the source: a space
    HardBreak,
    NoteReference,  // note, reference
    NoteReturn,     // the way back to it, behind a note: note, reference
};

struct Inline {
    InlineKind kind = InlineKind::Text;
    std::string text = {};
    std::string url = {};
    std::string title = {};
    std::vector<Inline> children = {};
    int note = 0;       // its number, from 1
    int reference = 0;  // which of those to the same note, from 1
    int width = 0;      // CSS pixels; 0: not given
    int height = 0;

    friend bool operator==(const Inline&, const Inline&) = default;
};

enum class BlockKind {
    Paragraph,  // inlines
    Heading,    // inlines, level
    Quote,      // children
    List,       // children are Items; ordered, start, tight
    Item,       // children; checked where it is a task; number
    Code,       // text without its last line end; language
    Table,      // children are Rows; the first is the head unless `headless`; alignments
    Row,        // children are Cells
    Cell,       // inlines
    Rule,
    Figure,  // children, and inlines for its caption
    Card,    // inlines are one link, to what cannot be shown here: a film, a post elsewhere
    Notes,   // the document's last block; children are Items, numbered from 1
};

enum class Alignment { Default, Left, Center, Right };

struct Block {
    BlockKind kind = BlockKind::Paragraph;
    std::vector<Inline> inlines = {};
    std::vector<Block> children = {};
    int level = 0;  // 1 to 6
    bool ordered = false;
    bool tight = true;  // items without blank lines between them: no space between paragraphs
    int start = 1;      // 0 to 999,999,999 (CommonMark 0.31, list items)
    std::optional<bool> checked = {};
    std::optional<int> number = {};  // of an item, where it is not one more than that of the one before
    std::string text = {};
    std::string language = {};  // the first word of a code fence's info string
    std::vector<Alignment> alignments = {};
    bool headless = false;
    int references = 0;  // that lead to this note: of the items of Notes

    friend bool operator==(const Block&, const Block&) = default;
};

struct Document {
    std::vector<Block> blocks;
    bool wants_names = false;  // something stands as it was written that may be a character's name (character_names.h)

    friend bool operator==(const Document&, const Document&) = default;
};

// The words of a document without its markup, blocks (and a table's cells) separated by a line end: for counting and for
// searching. An image counts as its alternative text, a soft break as a space, a hard break as a line end.
std::string plain_text(const Document& document);
std::string plain_text(const std::vector<Inline>& inlines);

}  // namespace heidi
