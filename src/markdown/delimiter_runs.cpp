#include "markdown/delimiter_runs.h"

#include "base/utf8.h"
#include "markdown/document_builder.h"

#include <utf8.h>

#include <algorithm>

namespace heidi {
namespace {

struct Neighbour {
    bool space = true;  // as are the ends of the text
    bool punctuation = false;
    bool word = false;
};

bool is_ascii_word(std::int32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Neighbour neighbour(std::string_view text, std::size_t byte_offset) {
    const auto c = static_cast<std::int32_t>(decode_utf8(text, byte_offset).code_point);
    return {cmark_utf8proc_is_space(c) != 0, cmark_utf8proc_is_punctuation(c) != 0, is_ascii_word(c)};
}

Neighbour neighbour_before(std::string_view text, std::size_t byte_offset) {
    if (byte_offset == 0) return {};
    --byte_offset;
    while (byte_offset > 0 && (static_cast<unsigned char>(text[byte_offset]) & 0xC0) == 0x80) --byte_offset;
    return neighbour(text, byte_offset);
}

Neighbour neighbour_after(std::string_view text, std::size_t byte_offset) {
    return byte_offset < text.size() ? neighbour(text, byte_offset) : Neighbour{};
}

}  // namespace

std::size_t DelimiterRuns::end_of_run(std::size_t begin) const {
    return std::min(text_.find_first_not_of(text_[begin], begin), text_.size());
}

void DelimiterRuns::read(std::size_t begin, std::size_t end) {
    Run run = classified(begin, end);
    if (run.mark == '~' && run.count != 2) return;
    if (run.closes) close(run);
    if (run.count == 0 || !run.opens) return;
    run.previous = innermost(run.mark);
    innermost(run.mark) = open_.size();
    open_.push_back(run);
}

void DelimiterRuns::forget_from(std::size_t byte_offset) {
    while (!open_.empty() && open_.back().begin >= byte_offset) pop();
}

std::optional<std::size_t> DelimiterRuns::take_opener_that_ends_at(std::size_t byte_offset) {
    forget_from(byte_offset);
    if (open_.empty() || open_.back().end != byte_offset) return std::nullopt;
    const std::size_t begin = open_.back().begin;
    pop();
    return begin;
}

std::string DelimiterRuns::closers() const {
    constexpr std::size_t most = 2 * deepest_nesting;
    std::string closers;
    for (auto run = open_.rbegin(); run != open_.rend(); ++run) {
        if (run->in_word) continue;
        if (closers.size() + run->count > most) return {};
        closers.append(run->count, run->mark);
    }
    return closers;
}

DelimiterRuns::Run DelimiterRuns::classified(std::size_t begin, std::size_t end) const {
    const Neighbour before = neighbour_before(text_, begin);
    const Neighbour after = neighbour_after(text_, end);
    const bool left = !after.space && (!after.punctuation || before.space || before.punctuation);
    const bool right = !before.space && (!before.punctuation || after.space || after.punctuation);
    const bool underscore = text_[begin] == '_';  // never inside a word
    return {.mark = text_[begin],
            .begin = begin,
            .end = end,
            .count = end - begin,
            .opens = left && (!underscore || !right || before.punctuation),
            .closes = right && (!underscore || !left || after.punctuation),
            .in_word = before.word && after.word};
}

void DelimiterRuns::close(Run& closer) {
    while (closer.count > 0 && innermost(closer.mark) != none) {
        Run& opener = open_[innermost(closer.mark)];
        // "Multiple of 3": so that *a**b* is one emphasis.
        const bool either_does_both = opener.closes || closer.opens;
        if (either_does_both && (opener.count + closer.count) % 3 == 0 && closer.count % 3 != 0) return;
        forget_from(opener.begin + 1);
        const std::size_t used = opener.count >= 2 && closer.count >= 2 ? 2 : 1;
        opener.count -= used;
        closer.count -= used;
        if (opener.count == 0) pop();
    }
}

void DelimiterRuns::pop() {
    innermost(open_.back().mark) = open_.back().previous;
    open_.pop_back();
}

}  // namespace heidi
