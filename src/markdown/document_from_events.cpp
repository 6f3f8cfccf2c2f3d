#include "markdown/document_from_events.h"

#include "base/decimal.h"
#include "markdown/document_builder.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace heidi {
namespace {

// What an element stands in and what it holds.
enum class Place : std::uint8_t { Blocks, Figure, Items, Rows, Cells, Text, Code, Nothing };

enum class Makes : std::uint8_t { Block, Heading, Item, Rule, Preformatted, Caption, Inline, Code, Image, Break, Note };

struct Element {
    std::string_view name;
    Place stands_in;
    Place holds;
    Makes makes;
    BlockKind block = BlockKind::Paragraph;
    InlineKind part = InlineKind::Text;
};

constexpr Element elements[] = {
    {"", Place::Blocks, Place::Text, Makes::Heading, BlockKind::Heading},  // h1 to h6
    {"p", Place::Blocks, Place::Text, Makes::Block},
    {"blockquote", Place::Blocks, Place::Blocks, Makes::Block, BlockKind::Quote},
    {"ul", Place::Blocks, Place::Items, Makes::Block, BlockKind::List},
    {"ol", Place::Blocks, Place::Items, Makes::Block, BlockKind::List},
    {"li", Place::Items, Place::Blocks, Makes::Item, BlockKind::Item},
    {"notes", Place::Blocks, Place::Items, Makes::Block, BlockKind::Notes},
    {"pre", Place::Blocks, Place::Code, Makes::Preformatted, BlockKind::Code},
    {"hr", Place::Blocks, Place::Nothing, Makes::Rule, BlockKind::Rule},
    {"table", Place::Blocks, Place::Rows, Makes::Block, BlockKind::Table},
    {"tr", Place::Rows, Place::Cells, Makes::Block, BlockKind::Row},
    {"td", Place::Cells, Place::Text, Makes::Block, BlockKind::Cell},
    {"figure", Place::Blocks, Place::Figure, Makes::Block, BlockKind::Figure},
    {"figcaption", Place::Figure, Place::Text, Makes::Caption},
    {"card", Place::Blocks, Place::Text, Makes::Block, BlockKind::Card},
    {"em", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Emphasis},
    {"strong", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Strong},
    {"del", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Strikethrough},
    {"ins", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Insertion},
    {"mark", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Mark},
    {"small", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Small},
    {"sub", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Subscript},
    {"sup", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Superscript},
    {"kbd", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Keyboard},
    {"abbr", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Abbreviation},
    {"a", Place::Text, Place::Text, Makes::Inline, {}, InlineKind::Link},
    {"code", Place::Text, Place::Code, Makes::Code},
    {"img", Place::Text, Place::Nothing, Makes::Image, {}, InlineKind::Image},
    {"br", Place::Text, Place::Nothing, Makes::Break},
    {"note", Place::Text, Place::Nothing, Makes::Note},
};

constexpr int most_levels = 6;
constexpr int largest_start = 999'999'999;
constexpr int largest_side = 65'535;
constexpr int most_notes = 9'999;

// A figure holds what stands among blocks, other figures aside.
bool may_stand_in(const Element& element, Place place) {
    if (place == Place::Figure)
        return element.stands_in == Place::Figure ||
               (element.stands_in == Place::Blocks && element.block != BlockKind::Figure &&
                element.block != BlockKind::Notes);
    return element.stands_in == place;
}

// 0 for what is no number in the range.
int number_from(std::string_view text, int most) {
    std::int64_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return 0;
        number = number * 10 + (c - '0');
        if (number > most) return 0;
    }
    return static_cast<int>(number);
}

const Element* element_named(std::string_view name) {
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] < '1' + most_levels) return &elements[0];
    for (const Element& element : elements)
        if (element.name == name) return &element;
    return nullptr;
}

std::vector<Alignment> alignments_from(std::string_view letters) {
    std::vector<Alignment> alignments;
    for (const char letter : letters)
        alignments.push_back(letter == 'l'   ? Alignment::Left
                             : letter == 'c' ? Alignment::Center
                             : letter == 'r' ? Alignment::Right
                                             : Alignment::Default);
    return alignments;
}

class EventReader {
public:
    // What is wrong, with the event that is; "": nothing.
    std::string read(const std::vector<std::string>& events) {
        for (std::size_t i = 0; i < events.size(); ++i)
            if (const char* problem = take(events[i]))
                return "\"body[" + decimal(i) + "]\" " + problem + ": " + events[i];
        if (!open_.empty()) return "\"body\" ends before its elements do";
        return references_.size() > notes_ ? "\"body\" refers to a note that is not there" : "";
    }

    Document take_document() {
        Document document = builder_.take();
        for (std::size_t i = 0; i < references_.size(); ++i)
            document.blocks.back().children[i].references = references_[i];
        return document;
    }

private:
    Place here() const { return open_.empty() ? Place::Blocks : open_.back()->holds; }

    // What is wrong with it; null: nothing.
    const char* take(std::string_view event) {
        const char kind = event.empty() ? 0 : event[0];
        const std::string_view rest = event.substr(std::min<std::size_t>(1, event.size()));
        if (kind == 'A') return attribute(rest);
        if (pending_) begin(*std::exchange(pending_, nullptr));
        switch (kind) {
            case '(': return open(rest);
            case ')': return close();
            case '-': return add_text(rest);
            default: return "is no event";
        }
    }

    const char* open(std::string_view name) {
        const Element* element = element_named(name);
        const bool is_notes = element && element->block == BlockKind::Notes;
        const bool behind_notes = notes_closed_ && open_.empty();
        if (!element || behind_notes || !may_stand_in(*element, here()) || (is_notes && !open_.empty()))
            return "opens what has no place there";
        block_ = Block{.kind = element->block};
        block_.ordered = name == "ol";
        if (element->makes == Makes::Heading) block_.level = name[1] - '0';
        part_ = Inline{.kind = element->part};
        pending_ = element;
        open_.push_back(element);
        return nullptr;
    }

    // Any element may have any: those that it does not know have no meaning for it.
    const char* attribute(std::string_view text) {
        if (!pending_) return "is an attribute, but no element has just begun";
        const std::size_t space = std::min(text.find(' '), text.size());
        const std::string_view name = text.substr(0, space);
        const std::string_view value = text.substr(std::min(space + 1, text.size()));
        if (name == "href" || name == "src") part_.url = value;
        if (name == "title") part_.title = value;
        if (name == "alt") part_.text = value;
        if (name == "width") part_.width = number_from(value, largest_side);
        if (name == "height") part_.height = number_from(value, largest_side);
        if (name == "number") part_.note = number_from(value, most_notes);
        if (name == "start") block_.start = number_from(value, largest_start);
        if (name == "value") block_.number = number_from(value, largest_start);
        if (name == "loose") block_.tight = false;
        if (name == "checked") block_.checked = value == "true";
        if (name == "lang") block_.language = value;
        if (name == "align") block_.alignments = alignments_from(value);
        if (name == "headless") block_.headless = true;
        return nullptr;
    }

    // When its attributes are known.
    void begin(const Element& element) {
        switch (element.makes) {
            case Makes::Heading:
            case Makes::Block: return builder_.open(std::move(block_));
            case Makes::Item: return begin_item();
            case Makes::Inline: return builder_.open(std::move(part_));
            case Makes::Image: return add_image();
            case Makes::Break: return builder_.add_hard_break();
            case Makes::Note: return add_reference();
            case Makes::Rule: return builder_.add(std::move(block_));
            case Makes::Preformatted:
            case Makes::Code: return code_.clear();
            case Makes::Caption: return;
        }
    }

    void begin_item() {
        if (open_[open_.size() - 2]->block == BlockKind::Notes) ++notes_;
        builder_.open(std::move(block_));
    }

    void add_image() {
        const std::string words = std::exchange(part_.text, {});
        builder_.open(std::move(part_));
        builder_.add_text(words);
        builder_.close_inline();
    }

    void add_reference() {
        if (part_.note == 0) return;
        const auto index = static_cast<std::size_t>(part_.note) - 1;
        const int before = index < references_.size() ? references_[index] : 0;
        if (!builder_.add_note_reference(part_.note, before + 1)) return;
        references_.resize(std::max(references_.size(), index + 1));
        ++references_[index];
    }

    const char* add_text(std::string_view text) {
        if (here() == Place::Code)
            code_ += text;
        else if (here() == Place::Text)
            builder_.add_text(text);
        else
            return "is text, which has no place there";
        return nullptr;
    }

    const char* close() {
        if (open_.empty()) return "closes what was never opened";
        const Element& closed = *open_.back();
        open_.pop_back();
        switch (closed.makes) {
            case Makes::Block:
            case Makes::Heading:
            case Makes::Item: builder_.close_block(); break;
            case Makes::Inline: builder_.close_inline(); break;
            case Makes::Code: builder_.add_code(code_); break;
            case Makes::Preformatted:
                block_.text = code_;
                builder_.add(std::move(block_));
                break;
            default: break;
        }
        notes_closed_ = notes_closed_ || closed.block == BlockKind::Notes;
        return nullptr;
    }

    DocumentBuilder builder_;
    std::vector<const Element*> open_;
    const Element* pending_ = nullptr;  // its attributes may follow: they go into both of these
    Block block_;
    Inline part_;
    std::string code_;
    std::vector<int> references_;  // to each note that is referred to
    std::size_t notes_ = 0;
    bool notes_closed_ = false;
};

}  // namespace

Result<Document> document_from_events(const std::vector<std::string>& events) {
    EventReader reader;
    if (const std::string problem = reader.read(events); !problem.empty()) return Error{"body-is-wrong", problem};
    return reader.take_document();
}

}  // namespace heidi
