#include "markdown/outline.h"

#include "all_names.h"
#include "markdown/document_from_markdown.h"

#include <doctest/doctest.h>

namespace heidi {
namespace {

std::string outline(const std::vector<Inline>& inlines);

std::string target(const Inline& part) {
    return "<" + part.url + (part.title.empty() ? "" : " \"" + part.title + "\"") + ">";
}

std::string size(const Inline& image) {
    if (image.width == 0 && image.height == 0) return "";
    return "-" + std::to_string(image.width) + "x" + std::to_string(image.height);
}

std::string outline(const Inline& part) {
    const std::string inside = "(" + outline(part.children) + ")";
    switch (part.kind) {
        case InlineKind::Text: return part.text;
        case InlineKind::Code: return "code(" + part.text + ")";
        case InlineKind::Emphasis: return "em" + inside;
        case InlineKind::Strong: return "strong" + inside;
        case InlineKind::Strikethrough: return "del" + inside;
        case InlineKind::Insertion: return "ins" + inside;
        case InlineKind::Mark: return "mark" + inside;
        case InlineKind::Small: return "small" + inside;
        case InlineKind::Subscript: return "sub" + inside;
        case InlineKind::Superscript: return "sup" + inside;
        case InlineKind::Keyboard: return "kbd" + inside;
        case InlineKind::Abbreviation: return "abbr" + target(part) + inside;
        case InlineKind::Link: return "link" + target(part) + inside;
        case InlineKind::Image: return "image" + size(part) + target(part) + "(" + part.text + ")";
        case InlineKind::SoftBreak: return "↵";
        case InlineKind::HardBreak: return "⏎";
        case InlineKind::NoteReference:
        case InlineKind::NoteReturn: return "^" + std::to_string(part.note) + "." + std::to_string(part.reference);
    }
    return "?";
}

std::string outline(const std::vector<Inline>& inlines) {
    std::string text;
    for (const Inline& part : inlines) text += outline(part);
    return text;
}

std::string outline(const std::vector<Block>& blocks);

std::string list_name(const Block& list) {
    const std::string name = list.ordered ? "ol" + std::to_string(list.start) : "ul";
    return list.tight ? name : "loose-" + name;
}

std::string item_name(const Block& item) {
    if (item.references > 0) return "note" + std::to_string(item.references);
    if (!item.checked) return "li";
    return *item.checked ? "done" : "todo";
}

std::string columns(const std::vector<Alignment>& alignments) {
    std::string letters;
    for (const Alignment alignment : alignments) letters += "-lcr"[static_cast<int>(alignment)];
    return letters;
}

std::string outline(const Block& block) {
    const std::string text = "[" + outline(block.inlines) + "]";
    const std::string children = "{" + outline(block.children) + "}";
    switch (block.kind) {
        case BlockKind::Paragraph: return "p" + text;
        case BlockKind::Heading: return "h" + std::to_string(block.level) + text;
        case BlockKind::Quote: return "quote" + children;
        case BlockKind::List: return list_name(block) + children;
        case BlockKind::Item: return item_name(block) + children;
        case BlockKind::Code:
            return "pre" + (block.language.empty() ? "" : "-" + block.language) + "[" + block.text + "]";
        case BlockKind::Figure: return "figure" + children + text;
        case BlockKind::Card: return "card" + text;
        case BlockKind::Table:
            return (block.headless ? "headless-table-" : "table-") + columns(block.alignments) + children;
        case BlockKind::Row: return "tr" + children;
        case BlockKind::Cell: return "td" + text;
        case BlockKind::Rule: return "hr";
        case BlockKind::Notes: return "notes" + children;
    }
    return "?";
}

std::string outline(const std::vector<Block>& blocks) {
    std::string text;
    for (const Block& block : blocks) text += (text.empty() ? "" : " ") + outline(block);
    return text;
}

}  // namespace

std::string outline(const Document& document) { return outline(document.blocks); }

std::string outline_of_markdown(std::string_view markdown) {
    const Document document = document_from_markdown(markdown, all_names());
    const Document with_built_in_names = document_from_markdown(markdown);
    CHECK_FALSE(document.wants_names);
    CHECK((with_built_in_names == document || with_built_in_names.wants_names));
    return outline(document);
}

std::string shown(const StreamedDocument& document) {
    Document whole{document.settled()};
    whole.blocks.insert(whole.blocks.end(), document.tail().begin(), document.tail().end());
    return outline(whole);
}

}  // namespace heidi
