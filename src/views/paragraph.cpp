#include "views/paragraph.h"

#include <algorithm>
#include <cmath>

#include "base/decimal.h"
#include "views/note_anchors.h"

namespace heidi {
namespace {

constexpr std::string_view return_arrow = "↩\uFE0E";  // not the emoji

// How a stretch of text looks: what the layout's marks stand for.
struct SpanLook {
    TextStyle style;
    Ink ink = Ink::Text;
    Decoration decoration = Decoration::None;
    Look box;
    float rise = 0;  // of a superscript; negative of a subscript

    friend bool operator==(const SpanLook&, const SpanLook&) = default;
};

// A phrase at a place in the text, before the text has lines.
struct Token {
    PhraseKind kind;
    std::size_t at;  // the text's length when it came
    Phrase phrase;   // of Open and Picture
};

constexpr Look inline_code_look{.fill = Ink::Raised, .radius = 4};
constexpr Look keyboard_look{.fill = Ink::Raised, .stroke = Ink::Line, .stroke_width = 1, .radius = 4};
constexpr Look mark_look{.fill = Ink::Mark, .radius = 3};
// How far the box of inline code, of keys and of marked text reaches past its text.
constexpr float inline_code_overhang = 3;

struct Flattened {
    StyledText text;
    std::vector<SpanLook> looks;
    std::vector<Token> tokens;
};

// Turns the tree of inlines into one text with marks, collapsing white space as HTML does.
class Flattener {
public:
    Flattener(const ParagraphOptions& options, const Setting& setting) : options_(options), setting_(setting) {}

    Flattened flatten(const std::vector<Inline>& inlines) {
        add_all(inlines, {options_.style, options_.ink, Decoration::None, {}});
        trim_end();
        return std::move(result_);
    }

    void add_plain(std::string_view text) { add_text(text, {options_.style, options_.ink, Decoration::None, {}}); }
    Flattened take() { return std::move(result_); }

private:
    void add_all(const std::vector<Inline>& inlines, const SpanLook& look) {
        for (const Inline& item : inlines) add(item, look);
    }

    void add(const Inline& item, SpanLook look) {
        switch (item.kind) {
            case InlineKind::Text: return add_collapsed(item.text, look);
            case InlineKind::SoftBreak: return add_collapsed(" ", look);
            case InlineKind::HardBreak: return trim_end(), add_text("\n", look);
            case InlineKind::Code:
                look.style = look.style.in_mono();
                look.box = inline_code_look;
                open(Tag::Code, look, {});
                add_collapsed(item.text, look);
                return close();
            case InlineKind::Image: return add_picture(item);
            case InlineKind::NoteReference: return add_reference(item, look);
            case InlineKind::NoteReturn: return add_return(item, look);
            default: return wrap(tag_of(item.kind), item, restyled(item.kind, look));
        }
    }

    static Tag tag_of(InlineKind kind) {
        switch (kind) {
            case InlineKind::Emphasis: return Tag::Emphasis;
            case InlineKind::Strong: return Tag::Strong;
            case InlineKind::Strikethrough: return Tag::Strikethrough;
            case InlineKind::Insertion: return Tag::Insertion;
            case InlineKind::Mark: return Tag::Mark;
            case InlineKind::Small: return Tag::Small;
            case InlineKind::Subscript: return Tag::Subscript;
            case InlineKind::Superscript: return Tag::Superscript;
            case InlineKind::Keyboard: return Tag::Keyboard;
            case InlineKind::Abbreviation: return Tag::Abbreviation;
            default: return Tag::Link;
        }
    }

    static SpanLook restyled(InlineKind kind, SpanLook look) {
        switch (kind) {
            case InlineKind::Emphasis: look.style.italic = true; return look;
            case InlineKind::Strong: look.style.weight = 700; return look;
            case InlineKind::Strikethrough: look.decoration = Decoration::Strike; return look;
            case InlineKind::Insertion: look.decoration = Decoration::Underline; return look;
            case InlineKind::Mark: look.box = mark_look; return look;
            case InlineKind::Small: look.style = look.style.as_small(); return look;
            case InlineKind::Subscript: return lowered(look);
            case InlineKind::Superscript: return raised(look);
            case InlineKind::Keyboard:
                look.style = look.style.in_mono();
                look.box = keyboard_look;
                return look;
            case InlineKind::Link: return as_link(look);
            default: return look;
        }
    }

    void wrap(Tag tag, const Inline& item, const SpanLook& look) {
        std::vector<Attribute> attributes;
        if (tag == Tag::Link) attributes.push_back({AttributeName::Href, item.url});
        if (!item.title.empty()) attributes.push_back({AttributeName::Title, item.title});
        open(tag, look, std::move(attributes));
        add_all(item.children, look);
        close();
    }

    static SpanLook as_link(SpanLook look) {
        look.ink = look.ink == Ink::OnAccent ? Ink::OnAccent : Ink::Accent;
        look.decoration = Decoration::Underline;
        return look;
    }

    static SpanLook raised(SpanLook look) {
        look.style = look.style.as_superscript();
        look.rise += look.style.rise();
        return look;
    }

    static SpanLook lowered(SpanLook look) {
        look.style = look.style.as_superscript();
        look.rise -= look.style.drop();
        return look;
    }

    void add_reference(const Inline& item, const SpanLook& look) {
        const std::string number = decimal(item.note);
        const SpanLook small = raised(look);
        open(Tag::Superscript, small, {});
        open(Tag::Link, as_link(small),
             {{AttributeName::Href, "#" + note_anchor(item.note, setting_)},
              {AttributeName::Id, reference_anchor(item.note, item.reference, setting_)},
              {AttributeName::Label, setting_.words.filled(Text::note, {{"number", number}})}});
        add_text(number, as_link(small));
        close();
        close();
    }

    // Numbered from the second on: most notes have one.
    void add_return(const Inline& item, const SpanLook& look) {
        const std::string which = item.reference > 1 ? "-" + decimal(item.reference) : "";
        const SpanLook link = as_link(look);
        open(Tag::Link, link,
             {{AttributeName::Href, "#" + reference_anchor(item.note, item.reference, setting_)},
              {AttributeName::Label,
               setting_.words.filled(Text::note_return, {{"number", decimal(item.note) + which}})}});
        add_text(return_arrow, link);
        if (item.reference > 1) {
            const SpanLook small = raised(link);
            open(Tag::Superscript, small, {});
            add_text(decimal(item.reference), small);
            close();
        }
        close();
    }

    void open(Tag tag, const SpanLook& look, std::vector<Attribute> attributes) {
        Phrase phrase{.kind = PhraseKind::Open, .tag = tag, .font = setting_.styles.font(look.style), .ink = look.ink};
        phrase.decoration = look.decoration;
        if (tag == Tag::Code || tag == Tag::Keyboard || tag == Tag::Mark) phrase.look = look.box;
        phrase.attributes = std::move(attributes);
        result_.tokens.push_back({PhraseKind::Open, result_.text.text.size(), std::move(phrase)});
    }

    void close() { result_.tokens.push_back({PhraseKind::Close, result_.text.text.size(), {}}); }

    void add_picture(const Inline& item) {
        Phrase phrase{.kind = PhraseKind::Picture, .tag = Tag::Image, .look = {.fill = Ink::Raised, .radius = 6}};
        phrase.attributes = {{AttributeName::Src, item.url}, {AttributeName::Alt, item.text}};
        if (!item.title.empty()) phrase.attributes.push_back({AttributeName::Title, item.title});
        const NaturalSize natural = size_of(item);
        phrase.width = std::min(natural.width, options_.width);
        phrase.height = std::round(natural.height * phrase.width / std::max(natural.width, 1.0f));
        phrase.gap = 8;
        result_.tokens.push_back({PhraseKind::Picture, result_.text.text.size(), std::move(phrase)});
        at_line_start_ = true;
    }

    // As it says; else as it is; else its room is kept at 16:9, the commonest shape of pictures in news.
    NaturalSize size_of(const Inline& picture) const {
        NaturalSize said{static_cast<float>(picture.width), static_cast<float>(picture.height)};
        if (said.width > 0 && said.height > 0) return said;
        const auto loaded = setting_.pictures.find(picture.url);
        const NaturalSize shape =
            loaded != setting_.pictures.end() ? loaded->second : NaturalSize{options_.width, options_.width * 9 / 16};
        if (said.width <= 0) said.width = said.height > 0 ? said.height * shape.width / shape.height : shape.width;
        return {said.width, std::round(said.width * shape.height / shape.width)};
    }

    void add_collapsed(std::string_view text, const SpanLook& look) {
        std::string collapsed;
        for (const char c : text) {
            const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
            if (!space)
                collapsed += c;
            else if (!at_line_start_ && !after_space_)
                collapsed += ' ';
            after_space_ = space;
            at_line_start_ = at_line_start_ && space;
        }
        add_text(collapsed, look);
    }

    void add_text(std::string_view text, const SpanLook& look) {
        if (text.empty()) return;
        // The same look again is the same span: a line end of the source must not cut a run.
        if (result_.looks.empty() || result_.looks.back() != look) result_.looks.push_back(look);
        result_.text.append(text, setting_.styles.font(look.style), static_cast<int>(result_.looks.size()) - 1);
        after_space_ = text.back() == ' ';
        at_line_start_ = text.back() == '\n';
    }

    void trim_end() {
        std::string& text = result_.text.text;
        if (text.empty() || text.back() != ' ') return;
        text.pop_back();
        if (--result_.text.spans.back().end == result_.text.spans.back().begin) result_.text.spans.pop_back();
        for (Token& token : result_.tokens) token.at = std::min(token.at, text.size());
    }

    const ParagraphOptions& options_;
    const Setting& setting_;
    Flattened result_;
    bool after_space_ = false;
    bool at_line_start_ = true;
};

// Joins lines and tokens to a node: phrases in reading order, runs at their places.
class NodeMaker {
public:
    NodeMaker(Flattened flat, const ParagraphOptions& options, const Setting& setting)
        : flat_(std::move(flat)), options_(options), setting_(setting) {
        node_.tag = options.tag;
        node_.width = options.width;
        node_.font = setting.styles.font(options.style);
        node_.line_height = options.style.line_height;
        node_.ink = options.ink;
        node_.align = options.align;
        decide_direction();
    }

    Node make(Wrap wrap) {
        // Pictures part the text: each stretch between them is a paragraph of its own for the layout.
        std::size_t begin = 0;
        std::size_t token = 0;
        for (std::size_t i = 0; i < flat_.tokens.size(); ++i) {
            if (flat_.tokens[i].kind != PhraseKind::Picture) continue;
            add_stretch(begin, flat_.tokens[i].at, token, i, wrap);
            add_picture(flat_.tokens[i].phrase);
            begin = flat_.tokens[i].at;
            token = i + 1;
        }
        add_stretch(begin, flat_.text.text.size(), token, flat_.tokens.size(), wrap);
        node_.height = y_;
        node_.text = std::move(flat_.text.text);
        return std::move(node_);
    }

private:
    // Where the text around reads from the right, a sentence does too that begins with a foreign name, and one that is
    // all foreign still stands at the right.
    void decide_direction() {
        const std::string_view text = flat_.text.text;
        const bool decided = options_.direction != Direction::FromContent;
        right_to_left_ = decided                  ? options_.direction == Direction::RightToLeft
                         : setting_.right_to_left ? may_read_right_to_left(text)
                                                  : reads_right_to_left(text);
        if (right_to_left_ || setting_.right_to_left) node_.set(AttributeName::Dir, right_to_left_ ? "rtl" : "ltr");
        if (decided || right_to_left_ || !setting_.right_to_left || node_.align == TextAlign::Center) return;
        node_.align = node_.align == TextAlign::Start ? TextAlign::End : TextAlign::Start;
    }

    void add_picture(const Phrase& picture) {
        y_ += picture.gap + picture.height + picture.gap;
        node_.phrases.push_back(picture);
    }

    void add_stretch(std::size_t begin, std::size_t end, std::size_t token, std::size_t token_end, Wrap wrap) {
        const bool whole = begin == 0 && end == flat_.text.text.size();
        if (begin < end || (whole && flat_.tokens.empty())) {
            StyledText part;
            for (const TextSpan& span : flat_.text.spans) {
                const std::size_t a = std::max(begin, span.begin), b = std::min(end, span.end);
                if (a < b) part.append(std::string_view(flat_.text.text).substr(a, b - a), span.font, span.mark);
            }
            const ParagraphStyle style{.width = options_.width,
                                       .wrap = wrap,
                                       .language = setting_.language.c_str(),
                                       .direction = right_to_left_ ? Direction::RightToLeft : Direction::LeftToRight};
            const ParagraphLayout layout = lay_out(part, style, setting_.measurer);
            if (wrap == Wrap::Never) node_.width = std::max(node_.width, std::ceil(layout.width));
            paint_lines(part, layout, begin);
            write_phrases(layout, begin, token, token_end);
        } else {
            for (; token < token_end; ++token) write_token(flat_.tokens[token]);
        }
    }

    // From the node's left edge.
    float line_left(const Line& line) const {
        const float free = node_.width - line.width;
        if (free < 0) return right_to_left_ ? free : 0;
        if (node_.align == TextAlign::Center) return free / 2;
        return (node_.align == TextAlign::End) != right_to_left_ ? free : 0;
    }

    void paint_lines(const StyledText& part, const ParagraphLayout& layout, std::size_t offset) {
        const FontMetrics strut = setting_.measurer.metrics(node_.font);
        for (const Line& line : layout.lines) {
            const float baseline = y_ + baseline_in_line(strut, options_.style.line_height);
            const float left = line_left(line);
            const std::size_t first_box = node_.boxes.size();
            for (const PlacedRun& run : line.runs) {
                const SpanLook& look = flat_.looks[static_cast<std::size_t>(part.spans[run.span].mark)];
                const float x = left + run.x;
                node_.runs.push_back({run.begin + offset, run.end + offset, x, baseline - look.rise, run.width,
                                      part.spans[run.span].font, look.ink, look.decoration, run.level % 2 == 1});
                if (!look.box.is_bare())
                    paint_box(first_box, look, x, run.width, baseline - look.rise, part.spans[run.span].font);
            }
            y_ += options_.style.line_height;
        }
    }

    // Code that turns round in the middle is several runs, and one box where they are neighbours on their line.
    void paint_box(std::size_t first, const SpanLook& look, float x, float width, float baseline, FontId font) {
        const FontMetrics metrics = setting_.measurer.metrics(font);
        PaintedBox box{x - inline_code_overhang, baseline - metrics.ascent - 1, width + 2 * inline_code_overhang,
                       metrics.ascent + metrics.descent + 2, look.box};
        for (std::size_t i = first; i < node_.boxes.size();) {
            const PaintedBox& other = node_.boxes[i];
            const float right = std::max(box.x + box.width, other.x + other.width), left = std::min(box.x, other.x);
            const float overlap = box.width + other.width - (right - left);
            const bool neighbours = std::abs(overlap - 2 * inline_code_overhang) < 0.1f;
            if (!neighbours || other.look != box.look) {
                ++i;
                continue;
            }
            box.x = left;
            box.width = right - left;
            node_.boxes.erase(node_.boxes.begin() + static_cast<std::ptrdiff_t>(i));
            i = first;
        }
        node_.boxes.push_back(box);
    }

    void write_token(const Token& token) {
        if (token.kind == PhraseKind::Close)
            node_.phrases.push_back({.kind = PhraseKind::Close});
        else
            node_.phrases.push_back(token.phrase);
    }

    // Walks text, tokens and line ends together.
    void write_phrases(const ParagraphLayout& layout, std::size_t offset, std::size_t token, std::size_t token_end) {
        std::size_t at = offset;
        const auto text_until = [&](std::size_t end) {
            for (; token < token_end && flat_.tokens[token].at <= end; ++token) {
                // A closing tag stays with the text before it, an opening one goes to the text after it.
                if (flat_.tokens[token].kind != PhraseKind::Close && flat_.tokens[token].at == end) break;
                write_text(at, flat_.tokens[token].at);
                write_token(flat_.tokens[token]);
            }
            write_text(at, end);
        };
        for (const Line& line : layout.lines) {
            if (line.leans_on_others) write_turned(line, offset, text_until);
            text_until(line.end + offset);
            if (line.ends == LineEnd::Last) break;
            write_line_end(line, offset);
            at = line.next + offset;
        }
        for (; token < token_end; ++token) write_token(flat_.tokens[token]);
    }

    // Puts every run on its level by overrides. What has the paragraph's own level stands between marks of its
    // direction, where no neighbour can turn it.
    template <class TextUntil>
    void write_turned(const Line& line, std::size_t offset, const TextUntil& text_until) {
        const BidiLevel base = right_to_left_ ? 1 : 0;
        BidiLevel level = base;
        const auto mark = [&] { write_turn(right_to_left_ ? Turn::RightToLeftMark : Turn::LeftToRightMark); };
        const auto go_to = [&](BidiLevel wanted) {
            for (; level > wanted; --level) write_turn(Turn::End);
            while (level < wanted) write_turn(++level % 2 == 1 ? Turn::OverrideRightToLeft : Turn::OverrideLeftToRight);
        };
        for (const PlacedRun& run : line.runs) {
            text_until(run.begin + offset);
            go_to(run.level);
            if (level == base) mark();
            text_until(run.end + offset);
            if (level == base) mark();
        }
        go_to(base);
    }

    void write_turn(Turn turn) { node_.phrases.push_back({.kind = PhraseKind::Turn, .turn = turn}); }

    void write_text(std::size_t& at, std::size_t end) {
        if (at < end) node_.phrases.push_back({.kind = PhraseKind::Text, .begin = at, .end = end});
        at = std::max(at, end);
    }

    void write_line_end(const Line& line, std::size_t offset) {
        if (line.ends == LineEnd::Hard)
            node_.phrases.push_back({.kind = PhraseKind::HardBreak});
        else if (line.ends == LineEnd::Wrapped)
            node_.phrases.push_back({.kind = PhraseKind::Wrap});
        else if (line.ends == LineEnd::WrappedAtHyphen)
            node_.phrases.push_back({.kind = PhraseKind::WrapAtHyphen});
        else
            node_.phrases.push_back(
                {.kind = PhraseKind::WrapAtSpace, .begin = line.end + offset, .end = line.next + offset});
    }

    Flattened flat_;
    const ParagraphOptions& options_;
    const Setting& setting_;
    Node node_;
    float y_ = 0;
    bool right_to_left_ = false;
};

Flattened flattened_text(std::string_view text, const ParagraphOptions& options, const Setting& setting) {
    Flattener flattener(options, setting);
    flattener.add_plain(text);
    return flattener.take();
}

}  // namespace

float baseline_in_line(const FontMetrics& metrics, float line_height) {
    return std::floor((line_height - metrics.ascent - metrics.descent) / 2) + metrics.ascent;
}

Node paragraph_node(const std::vector<Inline>& inlines, const ParagraphOptions& options, const Setting& setting) {
    return NodeMaker(Flattener(options, setting).flatten(inlines), options, setting).make(Wrap::Anywhere);
}

Node text_node(std::string_view text, const ParagraphOptions& options, const Setting& setting) {
    return NodeMaker(flattened_text(text, options, setting), options, setting).make(Wrap::Anywhere);
}

Node label_node(std::string_view text, const ParagraphOptions& options, const Setting& setting) {
    return NodeMaker(flattened_text(text, options, setting), options, setting).make(Wrap::Never);
}

IntrinsicWidth intrinsic_width_of(const std::vector<Inline>& inlines, const TextStyle& style, const Setting& setting) {
    const ParagraphOptions options{.style = style};
    return intrinsic_width(Flattener(options, setting).flatten(inlines).text, setting.language.c_str(),
                           setting.measurer);
}

}  // namespace heidi
