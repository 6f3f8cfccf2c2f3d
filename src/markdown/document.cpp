#include "markdown/document.h"

namespace heidi {
namespace {

void append_words(std::string& text, const std::vector<Inline>& inlines) {
    for (const Inline& part : inlines) {
        if (part.kind == InlineKind::SoftBreak)
            text += ' ';
        else if (part.kind == InlineKind::HardBreak)
            text += '\n';
        else
            text += part.text;
        append_words(text, part.children);
    }
}

void append_line(std::string& text, const std::string& line) {
    if (line.empty()) return;
    if (!text.empty()) text += '\n';
    text += line;
}

void append_lines(std::string& text, const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
        append_line(text, block.text);
        append_line(text, plain_text(block.inlines));
        append_lines(text, block.children);
    }
}

}  // namespace

std::string plain_text(const Document& document) {
    std::string text;
    append_lines(text, document.blocks);
    return text;
}

std::string plain_text(const std::vector<Inline>& inlines) {
    std::string text;
    append_words(text, inlines);
    return text;
}

}  // namespace heidi
