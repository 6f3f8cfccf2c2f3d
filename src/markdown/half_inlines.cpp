#include "markdown/half_inlines.h"

#include "markdown/delimiter_runs.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace heidi {
namespace {

// What is longer than this and has not ended was never meant as markup: `a <b and so on`. Not for addresses, which have
// no spaces: an image may hold itself in its address.
constexpr std::size_t longest_hidden = 256;

bool is_ascii_punctuation(char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool starts_a_tag(std::string_view text) {
    return text.size() == 1 || is_ascii_letter(text[1]) || text[1] == '/' || text[1] == '!' || text[1] == '?';
}

bool is_half_tag(std::string_view text) {
    return text.size() <= longest_hidden && starts_a_tag(text) && text.find_first_of(">\r\n") == std::string_view::npos;
}

bool is_half_entity(std::string_view text) {
    constexpr std::size_t longest_entity = 32;  // CounterClockwiseContourIntegral has 31
    constexpr std::string_view in_names = "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return text.size() <= longest_entity && text.find_first_not_of(in_names, 1) == std::string_view::npos;
}

// Numbers in brackets are more often a note's than a link's text: they wait, brackets and all, until it is clear. So does
// the name of a footnote, [^name].
bool is_note_number(std::string_view text) {
    const bool footnote = text.starts_with('^') && text.find_first_of(" \t\r\n") == std::string_view::npos;
    return footnote || text.find_first_not_of("0123456789^,- ") == std::string_view::npos;
}

bool ends_with_escape(std::string_view text) {
    std::size_t backslashes = 0;
    while (backslashes < text.size() && text[text.size() - 1 - backslashes] == '\\') ++backslashes;
    return backslashes % 2 == 1;
}

enum class Target { Complete, Half, None };

struct LinkTarget {
    Target target = Target::None;
    std::size_t end = 0;
};

// Reads `(address "title")` as cmark does (CommonMark 0.31, "Links").
class TargetReader {
public:
    TargetReader(std::string_view text, std::size_t parenthesis) : text_(text), at_(parenthesis + 1) {}

    LinkTarget read() {
        skip_spaces();
        if (!read_address()) return none_or_half();
        const bool spaces = skip_spaces();
        if (spaces && !at_end() && (here() == '"' || here() == '\'')) {
            if (!read_title()) return none_or_half();
            skip_spaces();
        }
        if (at_end()) return {Target::Half, at_};
        return here() == ')' ? LinkTarget{Target::Complete, at_ + 1} : LinkTarget{};
    }

private:
    bool at_end() const { return at_ >= text_.size(); }
    char here() const { return text_[at_]; }
    LinkTarget none_or_half() const { return at_end() ? LinkTarget{Target::Half, at_} : LinkTarget{}; }

    bool skip_spaces() {
        const std::size_t before = at_;
        at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
        return at_ > before;
    }

    bool read_address() {
        if (at_end()) return false;
        if (here() == '<') return read_until('>', "<\r\n");
        constexpr int deepest_parentheses = 32;  // cmark's limit
        int depth = 0;
        for (; !at_end(); ++at_) {
            if (static_cast<unsigned char>(here()) <= ' ') return depth == 0;
            if (here() == '\\' && at_ + 1 < text_.size() && is_ascii_punctuation(text_[at_ + 1]))
                ++at_;
            else if (here() == '(' && ++depth > deepest_parentheses)
                return false;
            else if (here() == ')' && depth-- == 0)
                return true;
        }
        return false;
    }

    bool read_title() {
        const std::size_t start = at_;
        const bool read = read_until(here(), "");
        if (!read && at_ - start > longest_hidden) at_ = start;
        return read;
    }

    // From the opening mark to behind the closing one; false with the reader at the end when it is missing.
    bool read_until(char close, std::string_view forbidden) {
        for (++at_; !at_end(); ++at_) {
            if (here() == close) return ++at_, true;
            if (forbidden.find(here()) != std::string_view::npos) return false;
            if (here() == '\\') ++at_;
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_;
};

// Where the last run of backticks of each length begins: an opening one without an equal behind it is text, or half.
class BacktickRuns {
public:
    explicit BacktickRuns(std::string_view text) {
        for (std::size_t at = text.find('`'); at != std::string_view::npos; at = text.find('`', at)) {
            const std::size_t length = length_at(text, at);
            if (length <= longest) last_[length] = at;
            at += length;
        }
    }

    static std::size_t length_at(std::string_view text, std::size_t at) {
        return std::min(text.find_first_not_of('`', at), text.size()) - at;
    }

    // Behind the run that closes the one at `at`.
    static std::size_t end_of_code(std::string_view text, std::size_t at, std::size_t length) {
        at += length;
        for (;;) {
            at = text.find('`', at);
            const std::size_t found = length_at(text, at);
            at += found;
            if (found == length) return at;
        }
    }

    bool is_closed(std::size_t at, std::size_t length) const { return length <= longest && last_[length] > at; }

private:
    static constexpr std::size_t longest = 80;  // cmark's MAXBACKTICKS
    std::array<std::size_t, longest + 1> last_{};
};

struct Bracket {
    std::size_t begin;  // of the "!" of an image
    std::size_t text;   // behind the "["
    bool image;
};

struct HalfCode {
    std::size_t begin = std::string_view::npos;
    std::size_t backticks = 0;
};

class HalfInlines {
public:
    explicit HalfInlines(std::string_view text) : text_(text), end_(text.size()), backticks_(text), runs_(text) {}

    std::string completed() {
        while (at_ < end_) read_next();
        hide_half_brackets();
        hide_openers_at_end();
        return with_closers(without_open_brackets());
    }

private:
    // The text ends here; what is behind is hidden and not read.
    void hide_from(std::size_t offset) { end_ = offset; }
    bool is_last(std::size_t offset) const { return offset + 1 == text_.size(); }
    char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }

    void read_next() {
        at_ = std::min(text_.find_first_of("\\`<&![]*_~", at_), text_.size());
        if (at_ == text_.size()) return;
        switch (text_[at_]) {
            case '\\': return read_backslash();
            case '`': return read_backticks();
            case '<': return read_angle_bracket();
            case '&': return read_ampersand();
            case '!': return read_exclamation_mark();
            case '[': return read_opening_bracket(at_, false);
            case ']': return read_closing_bracket();
            default: return read_run();
        }
    }

    void read_backslash() {
        if (is_last(at_)) return hide_from(at_);
        at_ += is_ascii_punctuation(text_[at_ + 1]) ? 2 : 1;
    }

    void read_backticks() {
        const std::size_t length = BacktickRuns::length_at(text_, at_);
        if (backticks_.is_closed(at_, length)) {
            at_ = BacktickRuns::end_of_code(text_, at_, length);
            return;
        }
        const std::size_t code = at_ + length;
        const std::size_t last = text_.find_last_not_of("` \t\r\n");
        if (last == std::string_view::npos || last < code) return hide_from(at_);
        half_code_ = {at_, length};
        // Behind the code may be half of what closes it.
        hide_from(text_.find_last_not_of('`') + 1);
        at_ = end_;
    }

    void read_angle_bracket() {
        const std::string_view rest = text_.substr(at_);
        if (!starts_a_tag(rest)) return void(++at_);
        if (is_half_tag(rest)) return hide_from(at_);
        const std::size_t end = rest.substr(0, longest_hidden).find('>');
        at_ += end == std::string_view::npos ? 1 : end + 1;
    }

    void read_ampersand() {
        if (is_half_entity(text_.substr(at_))) return hide_from(at_);
        ++at_;
    }

    void read_opening_bracket(std::size_t bracket, bool image) {
        brackets_.push_back({at_, bracket + 1, image});
        at_ = bracket + 1;
    }

    void read_exclamation_mark() {
        if (at(at_ + 1) == '[') {
            read_opening_bracket(at_ + 1, true);
        } else if (is_last(at_) && (at_ == 0 || std::string_view(" \n[").find(at(at_ - 1)) != std::string_view::npos)) {
            hide_from(at_);  // behind a word it ends a sentence, anywhere else an image may begin
        } else {
            ++at_;
        }
    }

    void read_closing_bracket() {
        if (brackets_.empty()) return void(++at_);
        const Bracket bracket = brackets_.back();
        if (starts_a_definition(bracket)) return hide_from(bracket.begin);
        const LinkTarget link = target_behind(bracket);
        half_link_ = link.target == Target::Half;
        if (half_link_) return hide_from(at_);
        brackets_.pop_back();
        if (link.target == Target::Complete) runs_.forget_from(bracket.begin);
        at_ = std::max(link.end, at_ + 1);
    }

    // `[label]: address "title"` on the last line. Where it is whole, it shows nothing either.
    bool starts_a_definition(const Bracket& bracket) const {
        if (at(at_ + 1) != ':' || (bracket.begin > 0 && at(bracket.begin - 1) != '\n')) return false;
        constexpr std::string_view spaces = " \t";
        const std::size_t address = text_.find_first_not_of(spaces, at_ + 2);
        const std::size_t title = text_.find_first_not_of(spaces, text_.find_first_of(spaces, address));
        return text_.find('\n', at_) == std::string_view::npos &&
               (title == std::string_view::npos || text_[title] == '"' || text_[title] == '\'');
    }

    LinkTarget target_behind(const Bracket& bracket) const {
        const std::size_t next = at_ + 1;
        if (next == text_.size()) return {Target::Half, next};
        if (at(next) == '(') return TargetReader(text_, next).read();
        if (at(next) != '[' || is_note_number(text_.substr(bracket.text, at_ - bracket.text))) return {};
        const std::size_t end = text_.substr(next, longest_hidden).find(']');
        if (end != std::string_view::npos) return {Target::None, next + end + 1};
        return {text_.size() - next < longest_hidden ? Target::Half : Target::None, next};
    }

    void read_run() {
        const std::size_t end = runs_.end_of_run(at_);
        if (end == text_.size()) return hide_from(at_);  // may open or close: that shows with what follows
        runs_.read(at_, end);
        at_ = end;
    }

    // An image shows nothing before it is whole, and a number nothing before it is clear whether it is a link's.
    void hide_half_brackets() {
        const auto inside = [&](const Bracket& bracket) { return text_.substr(bracket.text, end_ - bracket.text); };
        while (!brackets_.empty() && brackets_.back().text > end_) brackets_.pop_back();
        if (brackets_.empty()) return;
        const Bracket& last = brackets_.back();
        if (last.image ? half_link_ : is_note_number(inside(last))) hide_from(last.begin);
        for (const Bracket& bracket : brackets_)
            if (bracket.image && bracket.begin < end_ && inside(bracket).size() <= longest_hidden)
                return hide_from(bracket.begin);
    }

    // With nothing behind them they are no emphasis yet, nor a link.
    void hide_openers_at_end() {
        for (;;) {
            while (!brackets_.empty() && brackets_.back().text >= end_) {
                end_ = std::min(end_, brackets_.back().begin);
                brackets_.pop_back();
            }
            const std::optional<std::size_t> opener = runs_.take_opener_that_ends_at(end_);
            if (!opener) return;
            end_ = *opener;
        }
    }

    // A half link is its text.
    std::string without_open_brackets() const {
        std::string shown;
        shown.reserve(end_);
        std::size_t from = 0;
        for (const Bracket& bracket : brackets_) {
            if (bracket.image) continue;
            shown += text_.substr(from, bracket.begin - from);
            from = bracket.text;
        }
        return shown += text_.substr(from, end_ - from);
    }

    std::string with_closers(std::string shown) const {
        const bool in_code = half_code_.begin < end_;
        const std::string closers = std::string(in_code ? half_code_.backticks : 0, '`') + runs_.closers();
        if (closers.empty()) return shown;
        // They must stand behind a word, and not be escaped.
        shown.erase(shown.find_last_not_of(" \t\r\n") + 1);
        if (!in_code && ends_with_escape(shown)) shown.pop_back();
        if (in_code && shown.ends_with('`')) shown += ' ';
        return shown + closers;
    }

    std::string_view text_;
    std::size_t end_;
    std::size_t at_ = 0;
    BacktickRuns backticks_;
    DelimiterRuns runs_;
    std::vector<Bracket> brackets_;
    bool half_link_ = false;
    HalfCode half_code_;
};

}  // namespace

std::string completed_inlines(std::string_view text) { return HalfInlines(text).completed(); }

std::string_view without_half_tag(std::string_view text) {
    const std::size_t bracket = text.rfind('<');
    return bracket != std::string_view::npos && is_half_tag(text.substr(bracket)) ? text.substr(0, bracket) : text;
}

}  // namespace heidi
