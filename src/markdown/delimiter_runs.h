// The runs of `*`, `_` and `~~` in a block's text: which of them open emphasis that nothing has closed yet (CommonMark
// 0.31, "Emphasis and strong emphasis"; the tildes are GitHub's). A single `~` is left out: it opens nothing that people
// write, and in front of numbers it means "about".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heidi {

class DelimiterRuns {
public:
    explicit DelimiterRuns(std::string_view text) : text_(text) {}

    std::size_t end_of_run(std::size_t begin) const;

    // Runs are read in their order. Closes what it can, and opens with the rest.
    void read(std::size_t begin, std::size_t end);

    // What is open from here on can no longer be closed: it stands in the text of a link.
    void forget_from(std::size_t byte_offset);

    // The beginning of the run that is open and ends here, with nothing behind it; it is forgotten.
    std::optional<std::size_t> take_opener_that_ends_at(std::size_t byte_offset);

    // What closes all that is open at the end of the text, but for runs inside a word: 2*3 is no emphasis unless another
    // mark makes it one. Only ASCII counts as a word: where words have no spaces between them, emphasis has none either.
    // Nothing if more is open than anybody nests.
    std::string closers() const;

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    static constexpr std::string_view marks = "*_~";

    struct Run {
        char mark = 0;
        std::size_t begin = 0;
        std::size_t end = 0;
        std::size_t count = 0;  // marks that are not used up
        bool opens = false;
        bool closes = false;
        bool in_word = false;         // letters or digits on both sides, as in 2*3
        std::size_t previous = none;  // the next outer one of the same mark
    };

    Run classified(std::size_t begin, std::size_t end) const;
    void close(Run& closer);
    std::size_t& innermost(char mark) { return innermost_[marks.find(mark)]; }
    void pop();

    std::string_view text_;
    std::vector<Run> open_;
    std::size_t innermost_[marks.size()] = {none, none, none};  // of each mark, in open_: so closing never searches
};

}  // namespace heidi
