#include "text/paragraph_layout.h"

#include <algorithm>

#include "text/line_break.h"

namespace heidi {
namespace {

// Sums of measured parts differ from the measured whole by less than this; without it a line that fits exactly would
// break on one machine and not on another.
constexpr float width_tolerance = 0.01f;

// Bytes: wider than any column of text, narrower than a page of the run atlas is long.
constexpr std::size_t longest_run = 512;

bool is_line_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Whether the text begins with what must not begin a line (the classes CL, CP, EX, IS and closing quotation marks).
bool is_closing(std::string_view text) {
    for (const std::string_view sign : {".", ",", ";",  ":",  "!",  "?",  ")",  "]",  "}",  "%", "…", "”",
                                        "’", "»", "。", "、", "，", "」", "』", "！", "？", "،", "؟"})
        if (text.starts_with(sign)) return true;
    return false;
}

bool is_after_soft_hyphen(std::string_view text, std::size_t at) {
    return at >= 2 && text[at - 2] == '\xC2' && text[at - 1] == '\xAD';
}

class LineBuilder {
public:
    LineBuilder(const StyledText& text, const ParagraphStyle& style, const TextMeasurer& measurer)
        : text_(text), style_(style), measurer_(measurer) {
        if (!text.spans.empty())
            tab_stop_ = measurer.advance(text.spans.front().font, " ") * static_cast<float>(style.tab_columns);
        result_.right_to_left = style.direction == Direction::FromContent ? reads_right_to_left(text.text)
                                                                          : style.direction == Direction::RightToLeft;
        if (text.text.empty() || !(result_.right_to_left || may_read_right_to_left(text.text))) return;
        levels_ = measurer.bidi_levels(text.text, result_.right_to_left);
        is_simple_ = levels_.empty();
        if (is_simple_) levels_ = simple_bidi_levels(text.text, result_.right_to_left);
    }

    ParagraphLayout build() {
        const auto opportunities = style_.wrap == Wrap::Never ? required_breaks() : all_breaks();
        std::size_t segment_begin = 0;
        for (const BreakOpportunity& opportunity : opportunities) {
            if (is_after_soft_hyphen(text_.text, opportunity.byte_offset)) {
                hyphens_.push_back(opportunity.byte_offset);
                continue;
            }
            add_word(segment_begin, opportunity.byte_offset);
            segment_begin = opportunity.byte_offset;
            if (opportunity.kind == BreakKind::Required) end_line(segment_begin, LineEnd::Hard);
        }
        add_word(segment_begin, text_.text.size());
        end_line(text_.text.size(), LineEnd::Last);
        return std::move(result_);
    }

private:
    std::vector<BreakOpportunity> all_breaks() const {
        return line_break_opportunities(text_.text, style_.language, &measurer_);
    }

    std::vector<BreakOpportunity> required_breaks() const {
        std::vector<BreakOpportunity> breaks;
        for (std::size_t at = text_.text.find('\n'); at != std::string::npos; at = text_.text.find('\n', at + 1))
            if (at + 1 < text_.text.size()) breaks.push_back({at + 1, BreakKind::Required});
        return breaks;
    }

    std::size_t without_trailing_space(std::size_t begin, std::size_t end) const {
        while (end > begin && is_line_space(text_.text[end - 1])) --end;
        return end;
    }

    // Calls `use` for each part of [begin, end) that lies in one span.
    template <class Use>
    void for_each_part(std::size_t begin, std::size_t end, Use use) const {
        for (std::size_t i = span_at(begin); i < text_.spans.size() && text_.spans[i].begin < end; ++i)
            use(i, std::max(begin, text_.spans[i].begin), std::min(end, text_.spans[i].end));
    }

    float advance(std::size_t begin, std::size_t end, float from_x) const {
        float x = from_x;
        for_each_part(begin, end,
                      [&](std::size_t span, std::size_t a, std::size_t b) { x = advance_in_span(span, a, b, x); });
        return x - from_x;
    }

    float advance_in_span(std::size_t span, std::size_t begin, std::size_t end, float x) const {
        const FontId font = text_.spans[span].font;
        // Only so far: to look for a tab in all that follows would cost the square of a long text.
        const std::string_view all = std::string_view(text_.text).substr(0, end);
        while (begin < end) {
            const std::size_t tab = std::min(all.find('\t', begin), end);
            if (tab > begin) x += measurer_.advance(font, all.substr(begin, tab - begin));
            if (tab < end && tab_stop_ > 0) x = (static_cast<float>(static_cast<int>(x / tab_stop_)) + 1) * tab_stop_;
            begin = tab + 1;
        }
        return x;
    }

    bool fits(float x) const { return style_.wrap == Wrap::Never || x <= style_.width + width_tolerance; }

    // A word ends at one of its soft hyphens where all of it does not fit, but its beginning with a hyphen does.
    void add_word(std::size_t begin, std::size_t end) {
        for (std::size_t first = 0; first < hyphens_.size();) {
            const std::size_t fitting = hyphens_that_fit(begin, end, first);
            if (fitting == hyphens_.size()) break;
            if (fitting == no_hyphen && begin == line_begin_) break;
            if (fitting == no_hyphen) {
                end_line_before(begin);
            } else {
                begin = hyphens_[fitting];
                end_line(begin, LineEnd::WrappedAtHyphen);
                first = fitting + 1;
            }
        }
        hyphens_.clear();
        add_segment(begin, end);
    }

    // The index of the last soft hyphen from `first` on that the line may end at; their number where the whole word
    // fits, no_hyphen where none does.
    std::size_t hyphens_that_fit(std::size_t begin, std::size_t end, std::size_t first) const {
        std::size_t fitting = no_hyphen;
        float x = pen_;
        for (std::size_t i = first; i <= hyphens_.size(); ++i) {
            const bool last = i == hyphens_.size();
            const std::size_t part_end = last ? without_trailing_space(begin, end) : hyphens_[i];
            x += advance(begin, part_end, x);
            if (!fits(x)) return fitting;
            if (!last && fits(x + hyphen_width(part_end))) fitting = i;
            begin = part_end;
        }
        return hyphens_.size();
    }

    // In the font of what stands before it.
    float hyphen_width(std::size_t at) const {
        return measurer_.advance(text_.spans[span_at(at - 1)].font, line_hyphen);
    }

    std::size_t span_at(std::size_t at) const {
        const auto span = std::upper_bound(text_.spans.begin(), text_.spans.end(), at,
                                           [](std::size_t offset, const TextSpan& s) { return offset < s.end; });
        return static_cast<std::size_t>(span - text_.spans.begin());
    }

    void end_line_before(std::size_t begin) {
        const bool at_space = is_line_space(text_.text[begin - 1]);
        end_line(begin, at_space ? LineEnd::WrappedAtSpace : LineEnd::Wrapped);
    }

    void add_segment(std::size_t begin, std::size_t end) {
        const std::size_t visible_end = without_trailing_space(begin, end);
        float visible = advance(begin, visible_end, pen_);
        if (!fits(pen_ + visible) && begin > line_begin_) {
            end_line_before(begin);
            visible = advance(begin, visible_end, pen_);
        }
        if (!fits(pen_ + visible)) {
            begin = break_within(begin, visible_end);
            visible = advance(begin, visible_end, pen_);
        }
        pen_ += visible;
        // By itself: with its space each word would be two entries of the measure cache.
        pen_ += advance(visible_end, end, pen_);
    }

    // A word that is wider than the paragraph breaks between grapheme clusters. Returns where its last line begins.
    std::size_t break_within(std::size_t begin, std::size_t end) {
        const std::string_view word = std::string_view(text_.text).substr(begin, end - begin);
        const std::vector<std::size_t> clusters = grapheme_boundaries(word);
        std::size_t first = 0;  // the cluster that the current line begins with
        while (first < clusters.size()) {
            std::size_t fitting = clusters_that_fit(clusters, first, begin);
            // Its closing punctuation takes a letter along.
            while (fitting > 1 && first + fitting < clusters.size() &&
                   is_closing(word.substr(clusters[first + fitting - 1])))
                --fitting;
            first += fitting;
            // Not everywhere where there is a space a line may end: "see: /there" is one word to Unicode.
            while (first < clusters.size() && is_line_space(word[clusters[first - 1]])) ++first;
            if (first >= clusters.size()) break;
            begin = end - word.size() + clusters[first - 1];
            end_line_before(begin);
        }
        return begin;
    }

    // How many clusters from `first` on fit a line: at least one. Reaches out in doubling steps before it bisects, so
    // that a word without end costs its length and not the square of it.
    std::size_t clusters_that_fit(const std::vector<std::size_t>& clusters, std::size_t first,
                                  std::size_t begin) const {
        const std::size_t word_begin = begin - (first == 0 ? 0 : clusters[first - 1]);
        const auto fit = [&](std::size_t count) {
            return fits(advance(begin, word_begin + clusters[first + count - 1], 0));
        };
        const std::size_t rest = clusters.size() - first;
        std::size_t fitting = 1, reach = 2;
        for (; reach < rest && fit(reach); reach *= 2) fitting = reach;
        std::size_t too_many = std::min(reach, rest);
        while (fitting < too_many) {
            const std::size_t middle = (fitting + too_many + 1) / 2;
            if (fit(middle))
                fitting = middle;
            else
                too_many = middle - 1;
        }
        return fitting;
    }

    void end_line(std::size_t next, LineEnd ends) {
        Line line{line_begin_, without_trailing_space(line_begin_, next), next, 0, ends, {}};
        find_levels(line);
        for_each_part(line.begin, line.end,
                      [&](std::size_t span, std::size_t a, std::size_t b) { place(line, span, a, b); });
        if (ends == LineEnd::WrappedAtHyphen)
            add_run(line, {line.end, line.end, span_at(line.end - 1), 0, hyphen_width(line.end), base_level()});
        if (!levels_.empty()) reorder(line);
        result_.width = std::max(result_.width, line.width);
        result_.lines.push_back(std::move(line));
        line_begin_ = next;
        pen_ = 0;
    }

    BidiLevel base_level() const { return result_.right_to_left ? 1 : 0; }

    void find_levels(Line& line) {
        line_levels_.clear();
        parts_.clear();
        if (levels_.empty()) return;
        const std::string_view words = std::string_view(text_.text).substr(line.begin, line.end - line.begin);
        line_levels_ = line_levels(std::span(levels_).subspan(line.begin, words.size()), result_.right_to_left);
        // A browser knows better.
        line.leans_on_others = is_simple_;
        if (is_simple_ || words.empty()) return;
        const bool begins = result_.lines.empty() || result_.lines.back().ends == LineEnd::Hard;
        const bool ends = line.ends == LineEnd::Last || line.ends == LineEnd::Hard;
        if (begins && ends) return;
        const std::vector<BidiLevel> alone = measurer_.bidi_levels(words, result_.right_to_left);
        line.leans_on_others = line_levels(alone, result_.right_to_left) != line_levels_;
    }

    void add_run(Line& line, PlacedRun run) {
        run.x = line.width;
        parts_.push_back({run.width, run.level, line.runs.size()});
        line.width += run.width;
        line.runs.push_back(run);
    }

    // From the order it is read in to the order it is shown in.
    void reorder(Line& line) const {
        std::vector<BidiLevel> levels;
        for (const Part& part : parts_) levels.push_back(part.level);
        float x = 0;
        for (const std::size_t index : visual_order(levels)) {
            const Part& part = parts_[index];
            if (part.run != no_run) line.runs[part.run].x = x;
            x += part.width;
        }
    }

    // Runs are measured whole, not as the sum of their words: kerning and joining cross the spaces.
    void place(Line& line, std::size_t span, std::size_t begin, std::size_t end) {
        const std::string_view all = std::string_view(text_.text).substr(0, end);
        while (begin < end) {
            const std::size_t tab = std::min(all.find('\t', begin), end);
            while (begin < tab) {
                const std::size_t run_end = end_of_run(begin, end_of_level(line, begin, tab));
                const float width = measurer_.advance(text_.spans[span].font, all.substr(begin, run_end - begin));
                const BidiLevel level = line_levels_.empty() ? 0 : line_levels_[begin - line.begin];
                add_run(line, {begin, run_end, span, 0, width, level});
                begin = run_end;
            }
            if (tab < end) {
                const float gap = advance_in_span(span, tab, tab + 1, line.width) - line.width;
                parts_.push_back({gap, base_level(), no_run});
                line.width += gap;
            }
            begin = tab + 1;
        }
    }

    std::size_t end_of_level(const Line& line, std::size_t begin, std::size_t end) const {
        if (line_levels_.empty()) return end;
        const auto level_at = [&](std::size_t at) { return line_levels_[at - line.begin]; };
        std::size_t at = begin + 1;
        while (at < end && level_at(at) == level_at(begin)) ++at;
        return at;
    }

    // Unwrapped lines may be endless (a minified file in a code block). They are cut, at a space where there is one, so
    // that the painter can leave out what is far away.
    std::size_t end_of_run(std::size_t begin, std::size_t end) const {
        if (end - begin <= longest_run) return end;
        const std::string_view part =
            std::string_view(text_.text).substr(begin, std::min(end - begin, 2 * longest_run));
        if (const std::size_t space = part.rfind(' ', longest_run - 1); space != std::string_view::npos)
            return begin + space + 1;
        std::size_t last = 0;
        for (const std::size_t boundary : grapheme_boundaries(part)) {
            if (last > 0 && boundary > longest_run) break;
            last = boundary;
        }
        // Of a single character of a thousand marks that is anywhere: not within a code point.
        while (begin + last < end && (text_.text[begin + last] & 0xC0) == 0x80) ++last;
        return begin + last;
    }

    static constexpr std::size_t no_hyphen = std::string_view::npos;
    static constexpr std::size_t no_run = std::string_view::npos;

    // A run, or the room of a tab.
    struct Part {
        float width;
        BidiLevel level;
        std::size_t run;
    };

    const StyledText& text_;
    const ParagraphStyle& style_;
    const TextMeasurer& measurer_;
    ParagraphLayout result_;
    std::vector<BidiLevel> levels_;       // of each byte; empty: all reads from the left
    bool is_simple_ = false;              // they are a guess
    std::vector<BidiLevel> line_levels_;  // the same of the line that is being placed
    std::vector<Part> parts_;             // of that line, in reading order
    std::vector<std::size_t> hyphens_;    // the ends of the soft hyphens in the word that is being added
    std::size_t line_begin_ = 0;
    float pen_ = 0;
    float tab_stop_ = 0;
};

}  // namespace

void StyledText::append(std::string_view more, FontId font, int mark) {
    if (more.empty()) return;
    const std::size_t begin = text.size();
    text += more;
    if (!spans.empty() && spans.back().font == font && spans.back().mark == mark)
        spans.back().end = text.size();
    else
        spans.push_back({begin, text.size(), font, mark});
}

ParagraphLayout lay_out(const StyledText& text, const ParagraphStyle& style, const TextMeasurer& measurer) {
    return LineBuilder(text, style, measurer).build();
}

IntrinsicWidth intrinsic_width(const StyledText& text, const char* language, const TextMeasurer& measurer) {
    IntrinsicWidth width;
    // Narrower than any text: every opportunity is taken, and a word stays whole because only lines are compared.
    std::size_t begin = 0;
    const auto widest_word = [&](std::size_t end) {
        StyledText word;
        for (const TextSpan& span : text.spans) {
            const std::size_t a = std::max(begin, span.begin), b = std::min(end, span.end);
            if (a < b) word.append(std::string_view(text.text).substr(a, b - a), span.font, span.mark);
        }
        float needed = lay_out(word, {.wrap = Wrap::Never, .language = language}, measurer).width;
        if (is_after_soft_hyphen(text.text, end)) needed += measurer.advance(word.spans.back().font, line_hyphen);
        width.least = std::max(width.least, needed);
        begin = end;
    };
    for (const BreakOpportunity& opportunity : line_break_opportunities(text.text, language, &measurer))
        widest_word(opportunity.byte_offset);
    widest_word(text.text.size());
    width.most = lay_out(text, {.wrap = Wrap::Never, .language = language}, measurer).width;
    return width;
}

}  // namespace heidi
