// The Markdown of an answer while it arrives, at a cost in proportion to what is new.
//
//   first block | second block | the last one, and what has come of i
//   └──────── settled ───────┘   └─────────────── tail ─────────────┘
//
// A block is settled when the next one has begun: nothing that follows can change it, but for the case below. Only what
// is behind the settled blocks is parsed when text comes, and until the answer is finished it is read as if its half
// markup were whole (half_markup.h). A code block at the left margin grows without being parsed (growing_code.h).
//
// The case: `[1]: https://…` defines the address of a `[1]` anywhere in the text, above it too. Definitions count from
// when the answer is finished: if one changes a settled block, all are thrown away and the generation grows. To wait for
// them would mean that nothing behind the first number of a note were ever settled.
//
// Footnotes count from then on too: until the answer is finished neither they nor what refers to them is seen
// (hidden_notes.h).
//
// Where a name of a character stood as it was written because they were not known (character_names.h), all is read anew by the
// first update after they have come.
//
// A block that has become long is not read again for every letter, but each time a 256th of it is new: so even one block
// without end is parsed in proportion to its length. What is held back shows when a little more has come.
#pragma once

#include "markdown/character_names.h"
#include "markdown/document.h"
#include "markdown/growing_code.h"
#include "markdown/seen_text.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace heidi {

class StreamedDocument {
public:
    // Of the page: they may become known while the text arrives. None: those that are built in.
    explicit StreamedDocument(const CharacterNames* names = nullptr) : names_(names) {}

    // `text` is the whole answer so far, `finished`: nothing follows. From then on settled() and tail() together are
    // document_from_markdown(text). A text that does not extend the last one is read from its start; how that is told
    // without reading all of it each time, and what it overlooks until the answer is finished: seen_text.h.
    void update(std::string_view text, bool finished);

    // Only ever appended to while the generation is the same.
    const std::vector<Block>& settled() const { return settled_; }
    // Made anew by every update that changes it.
    const std::vector<Block>& tail() const { return tail_; }
    // Grows when settled blocks were thrown away.
    std::uint32_t generation() const { return generation_; }

    bool wants_names() const { return wants_names_; }
    // Names that it wanted are known: the next update reads all of it.
    bool is_outdated() const { return wants_names_ && names_ && names_->are_known(); }

    // All that parsers have read so far, much of it several times: for tests that count.
    std::size_t parsed_bytes() const { return parsed_bytes_; }

private:
    void start_over();
    void throw_away_settled();
    bool is_worth_reading(std::string_view text) const;
    void settle(std::string_view text);
    void settle_blocks(std::string_view whole_lines);
    bool settle_code(std::string_view whole_lines);
    void settle_up_to(std::size_t byte_offset, std::string_view text);
    void read_tail(std::string_view text);
    void finish(std::string_view text);
    std::vector<Block> parsed(std::string_view markdown);

    std::vector<Block> settled_;
    std::vector<Block> tail_;
    std::optional<GrowingCode> code_;  // the tail is this block
    SeenText seen_;
    const CharacterNames* names_;
    bool wants_names_ = false;
    bool finished_ = false;
    bool hid_notes_ = false;  // in what is settled
    std::uint32_t generation_ = 0;
    std::size_t parsed_bytes_ = 0;

    // Byte offsets. Up to here the text is settled, up to here its whole lines were looked at, up to here the tail shows.
    std::size_t settled_bytes_ = 0;
    std::size_t looked_at_bytes_ = 0;
    std::size_t read_bytes_ = 0;
};

}  // namespace heidi
