// The scene: one tree that is both the picture and the meaning. The painter reads its looks and runs; the shell gets
// its tags, texts and boxes as a patch (mounted_tree.h). Because both come from the same node, what is seen and what
// is read aloud cannot disagree.
//
// A node is immutable once it is in a tree, and is shared: a view that keeps the node of an unchanged message hands
// the same pointer in again, and neither the patch nor the painter's cache looks inside it.
//
// Boxes and offsets are CSS pixels. A child's place is relative to its parent's top left corner and stands in the
// parent, so that a whole subtree can move without being made again.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace heidi {

// Elements by what they mean; element_name() says which HTML element each becomes.
enum class Tag : std::uint8_t {
    Decoration,  // painted, but no element: list markers, rules between parts
    Group,       // no meaning of its own
    Article,
    Section,
    Header,
    Footer,
    Figure,
    FigureCaption,
    Heading1,
    Heading2,
    Heading3,
    Heading4,
    Heading5,
    Heading6,
    Paragraph,
    List,
    OrderedList,
    Item,
    Quote,
    Preformatted,
    Rule,
    Table,
    TableHead,
    TableBody,
    Row,
    HeaderCell,
    Cell,
    Time,
    Image,
    Button,
    Link,
    Select,
    Option,
    TextField,
    Checkbox,
    Label,
    // inline
    Emphasis,
    Strong,
    Strikethrough,
    Code,
    Superscript,
    Subscript,
    Insertion,
    Mark,
    Small,
    Keyboard,
    Abbreviation,
    Span,
};
std::string_view element_name(Tag tag);

// HTML attributes that a view may set; the shell refuses any other.
enum class AttributeName : std::uint8_t {
    Href,
    Src,
    Alt,
    Title,
    Lang,
    Dir,
    Start,
    Datetime,
    Role,
    Label,
    Labelledby,
    Live,
    Busy,
    Hidden,
    Level,
    Part,
    Value,
    Placeholder,
    Checked,
    Disabled,
    Pressed,
    Expanded,
    Scope,
    MaxLength,
    Colspan,
    Class,
    Command,
    Id,
    Atomic,
    Current,
    Focus,
    Controls,
    Rel,
    Target,
    Rows,
    EnterKeyHint,
    Loading,
    TabIndex,
    NativelyDisabled,  // of a form control; Disabled is aria-disabled, which keeps focus
};
std::string_view attribute_name(AttributeName name);

struct Attribute {
    AttributeName name;
    std::string value;

    friend bool operator==(const Attribute&, const Attribute&) = default;
};

// Colours by their part in the theme; the host resolves them (CSS custom properties, dark mode, forced colours).
enum class Ink : std::uint8_t {
    None,
    Text,
    Muted,
    Faint,
    Accent,
    OnAccent,
    Paper,
    Raised,
    Line,
    Danger,
    DangerPaper,
    Mark,
    Hover,
};
inline constexpr int ink_count = static_cast<int>(Ink::Hover) + 1;

enum class Decoration : std::uint8_t { None, Underline, Strike };

// How a box is painted. What is small stands together: it is set and copied as one number.
struct Look {
    Ink fill = Ink::None;
    Ink stroke = Ink::None;
    Ink bar = Ink::None;   // along the left edge, as of a quotation, or the right one
    Ink rule = Ink::None;  // a hairline along the bottom edge, inside
    bool bar_at_right = false;
    float bar_width = 0;
    float stroke_width = 0;
    float radius = 0;

    bool is_bare() const { return fill == Ink::None && stroke == Ink::None && bar == Ink::None && rule == Ink::None; }
    friend bool operator==(const Look&, const Look&) = default;
};

// Inline content: the text with its inline elements and the ends of its lines, in reading order. Offsets are bytes
// into the node's text.
enum class PhraseKind : std::uint8_t {
    Text,  // [begin, end)
    Open,  // tag, font, ink, attributes
    Close,
    Wrap,          // a line ends between characters
    WrapAtSpace,   // a line ends at the white space [begin, end)
    WrapAtHyphen,  // a line ends at a soft hyphen and shows it
    HardBreak,
    Picture,  // an image in the line: attributes, width, height
    Turn,     // an invisible character that orders the line as it is painted: turn
};

// The browser orders each of our lines by itself. Where a line's order follows from the lines around it, these tell it.
enum class Turn : std::uint8_t {
    OverrideLeftToRight,  // U+202D
    OverrideRightToLeft,  // U+202E
    End,                  // U+202C, of an override
    LeftToRightMark,      // U+200E
    RightToLeftMark,      // U+200F
};

struct Phrase {
    PhraseKind kind = PhraseKind::Text;
    Tag tag = Tag::Span;
    std::uint16_t font = 0;
    Ink ink = Ink::Text;
    Decoration decoration = Decoration::None;
    Turn turn = Turn::End;
    std::size_t begin = 0;
    std::size_t end = 0;
    Look look = {};
    std::vector<Attribute> attributes = {};
    float width = 0;  // of a picture, which stands on lines of its own
    float height = 0;
    float gap = 0;  // above and below it

    friend bool operator==(const Phrase&, const Phrase&) = default;
};

// A style run of a line, as it is painted. `x` is its left edge and `baseline` its baseline, both from the node's top
// left corner. [begin, end) is a range of the node's text; it is empty of the hyphen at a line's end.
struct PaintedRun {
    std::size_t begin = 0;
    std::size_t end = 0;
    float x = 0;
    float baseline = 0;
    float width = 0;
    std::uint16_t font = 0;
    Ink ink = Ink::Text;
    Decoration decoration = Decoration::None;
    bool right_to_left = false;

    friend bool operator==(const PaintedRun&, const PaintedRun&) = default;
};

// A box painted behind the runs: inline code, marked text.
struct PaintedBox {
    float x = 0, y = 0, width = 0, height = 0;
    Look look;

    friend bool operator==(const PaintedBox&, const PaintedBox&) = default;
};

enum class Placement : std::uint8_t {
    Flow,      // a block below the one before it: selection and reading run on
    Absolute,  // at its place, out of the flow: parts that stand side by side
    Inline,    // placed by the element around it: cells and rows
};

enum class TextAlign : std::uint8_t { Start, Center, End };

struct Node;
using NodeRef = std::shared_ptr<const Node>;

struct Child {
    float x = 0;
    float y = 0;
    NodeRef node;
};

// What a control does is the view's own verb, with an argument; 0 for nodes that do nothing.
struct Action {
    int verb = 0;
    std::string argument;

    friend bool operator==(const Action&, const Action&) = default;
};

struct Node {
    // Views make and move so many that each place's own code for it would weigh more than the views.
    [[gnu::noinline]] Node();
    [[gnu::noinline]] Node(const Node&);
    [[gnu::noinline]] Node(Node&&) noexcept;
    [[gnu::noinline]] Node& operator=(const Node&);
    [[gnu::noinline]] Node& operator=(Node&&) noexcept;
    [[gnu::noinline]] ~Node();

    void add(float x, float y, Node&& child);
    // In one phrase.
    void set_text(std::string_view words);
    // An attribute that it does not have yet.
    void set(AttributeName name, std::string_view value);

    std::string key;  // tells siblings apart from one frame to the next; unique among them where not empty
    Tag tag = Tag::Group;
    Placement placement = Placement::Flow;
    float width = 0;
    float height = 0;
    Look look;

    std::string text;
    std::vector<Phrase> phrases;
    std::vector<PaintedRun> runs;
    std::vector<PaintedBox> boxes;
    std::uint16_t font = 0;
    float line_height = 0;
    Ink ink = Ink::Text;
    TextAlign align = TextAlign::Start;

    std::vector<Attribute> attributes;
    Action action;

    // A scroller shows `width` × `height` of a content that may be larger. The browser scrolls it; its picture is a
    // layer of its own.
    bool scrolls = false;
    float content_width = 0;
    float content_height = 0;

    std::vector<Child> children;
};

}  // namespace heidi
