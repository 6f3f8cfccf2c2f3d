#include "views/article_view.h"

#include <algorithm>
#include <cmath>

#include "text/bidi.h"
#include "views/flow_parts.h"
#include "views/page.h"
#include "views/paragraph.h"
#include "views/parts.h"
#include "views/verbs.h"

namespace heidi {
namespace {

Node label_chip(const Label& label, float width, const ArticleStyles& styles, const Setting& setting) {
    const bool category = label.kind == "category";
    ButtonLook look{
        .style = styles.label, .ink = category ? Ink::OnAccent : Ink::Muted, .padding_x = 10, .padding_y = 4};
    look.look =
        category ? Look{.fill = Ink::Accent, .radius = 13} : Look{.stroke = Ink::Line, .stroke_width = 1, .radius = 13};
    ParagraphOptions options{.tag = Tag::Span, .style = look.style, .ink = look.ink};
    Node text = label_node(label.text, options, setting);
    options.width = width - 2 * look.padding_x;
    if (text.width > options.width) text = text_node(label.text, options, setting);
    Node chip;
    chip.tag = Tag::Item;
    chip.set(AttributeName::Class, "plain");
    chip.width = text.width + 2 * look.padding_x;
    chip.height = text.height + 2 * look.padding_y;
    chip.look = look.look;
    chip.add(look.padding_x, look.padding_y, std::move(text));
    return chip;
}

Node labels_node(const std::vector<Label>& labels, float width, const ArticleStyles& styles, const Setting& setting) {
    WrappingRow row(width, 8, 8);
    for (const Label& label : labels) row.add(label_chip(label, width, styles, setting));
    Node node;
    node.tag = Tag::List;
    node.set(AttributeName::Part, "labels");
    node.set(AttributeName::Role, "list");
    node.set(AttributeName::Label, setting.words[Text::labels]);
    node.width = width;
    node.height = row.height();
    node.children = row.take();
    return node;
}

// Wraps the date, which begins the line, in a time element that machines can read.
void mark_date(Node& node, std::size_t date_length, const std::string& datetime) {
    if (date_length == 0 || node.phrases.empty() || node.phrases.front().kind != PhraseKind::Text) return;
    if (node.phrases.front().end < date_length) return;
    Phrase open{.kind = PhraseKind::Open, .tag = Tag::Time, .font = node.font, .ink = node.ink};
    open.attributes = {{AttributeName::Datetime, datetime}};
    std::vector<Phrase> marked{
        open, {.kind = PhraseKind::Text, .begin = 0, .end = date_length}, {.kind = PhraseKind::Close}};
    Phrase rest = node.phrases.front();
    rest.begin = date_length;
    if (rest.begin < rest.end) marked.push_back(rest);
    marked.insert(marked.end(), node.phrases.begin() + 1, node.phrases.end());
    node.phrases = std::move(marked);
}

Node facts_node(const ArticlePage& page, float width, const ArticleStyles& styles, const Setting& setting) {
    std::string line;
    for (const std::string* fact : {&page.facts.date, &page.facts.reading, &page.facts.views}) {
        if (fact->empty()) continue;
        if (!line.empty()) line += " · ";
        line += *fact;
    }
    ParagraphOptions options{.style = styles.facts, .ink = Ink::Muted, .width = width};
    // Below the headline's beginning also where the widget's words read from the right and the article does not.
    if (!setting.right_to_left && reads_right_to_left(line)) options.align = TextAlign::End;
    Node node = text_node(line, options, setting);
    node.set(AttributeName::Part, "facts");
    say_language(node, setting);
    mark_date(node, page.facts.date.size(), page.article.published);
    return node;
}

Node hero_node(const Picture& picture, float width, const Setting& setting) {
    NaturalSize size{static_cast<float>(picture.width), static_cast<float>(picture.height)};
    if (const auto loaded = setting.pictures.find(picture.src); size.width <= 0 || size.height <= 0)
        size = loaded != setting.pictures.end() ? loaded->second : NaturalSize{16, 9};
    Node node;
    node.tag = Tag::Image;
    node.look = {.fill = Ink::Raised, .radius = 10};
    node.width = width;
    // Upright pictures are cut to a square: a headline's picture that fills the screen hides the story.
    node.height = std::min(std::round(size.height * width / std::max(size.width, 1.0f)), width);
    node.set(AttributeName::Src, picture.src);
    node.set(AttributeName::Alt, picture.alt);
    return node;
}

Node picture_node(const Picture& picture, float width, const ArticleStyles& styles, const Setting& setting) {
    Column column;
    column.add(hero_node(picture, width, setting), 0);
    if (!picture.caption.empty())
        column.add(text_node(picture.caption,
                             {.tag = Tag::FigureCaption, .style = styles.caption, .ink = Ink::Muted, .width = width},
                             setting),
                   10);
    Node node;
    node.tag = Tag::Figure;
    node.set(AttributeName::Part, "picture");
    node.width = width;
    node.height = column.height();
    node.children = column.take();
    return node;
}

struct ShareTarget {
    std::string_view name;        // "": e-mail, which has one in every language
    std::string_view url_before;  // what stands before the encoded address
    bool with_title;              // the encoded title stands between, followed by url_middle
    std::string_view url_middle;
};

// The share addresses that these services document for plain links: no script of theirs is needed.
constexpr ShareTarget share_targets[] = {
    {"", "mailto:?subject=", true, "&body="},
    {"WhatsApp", "https://wa.me/?text=", true, "%20"},
    {"Facebook", "https://www.facebook.com/sharer/sharer.php?u=", false, ""},
    {"X", "https://x.com/intent/post?text=", true, "&url="},
    {"LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url=", false, ""},
};

std::string share_url(const ShareTarget& target, const std::string& title, const std::string& url) {
    std::string result(target.url_before);
    if (target.with_title) (result += percent_encoded(title)) += target.url_middle;
    return result += percent_encoded(url);
}

Node share_node(const ArticlePage& page, float width, const ArticleStyles& styles, const Setting& setting) {
    const ButtonLook look{.style = styles.share};
    WrappingRow row(width, 8, 8);
    row.add(
        label_node(setting.words[Text::share], {.tag = Tag::Span, .style = styles.share, .ink = Ink::Muted}, setting));
    Node copy = button_node(setting.words[Text::copy_link], {verb_copy_link, page.share.url}, look, setting);
    copy.set(AttributeName::Command, page.share.url);
    if (page.share.native) {
        Node native = button_node(setting.words[Text::share_sheet], {verb_share, page.share.url}, look, setting);
        native.set(AttributeName::Command, page.share.url);
        row.add(std::move(native));
    }
    row.add(std::move(copy));
    for (const ShareTarget& target : share_targets)
        row.add(link_button_node(target.name.empty() ? setting.words[Text::share_email] : target.name,
                                 share_url(target, page.article.title, page.share.url), look, setting));
    Node node;
    node.set(AttributeName::Part, "share");
    node.set(AttributeName::Role, "group");
    node.set(AttributeName::Label, setting.words[Text::share_group]);
    say_language(node, setting);
    node.width = width;
    node.height = row.height();
    node.children = row.take();
    return node;
}

std::vector<Inline> with_author(std::string_view by, const Inline& author) {
    constexpr std::string_view placeholder = "{author}";
    const std::size_t at = by.find(placeholder);
    if (at == std::string_view::npos) return {author};
    const auto text = [](std::string_view words) {
        return Inline{.kind = InlineKind::Text, .text = std::string(words)};
    };
    return {text(by.substr(0, at)), author, text(by.substr(at + placeholder.size()))};
}

Node byline_node(const Author& author, float width, const ArticleStyles& styles, const Setting& setting) {
    Column column;
    Inline name{.kind = InlineKind::Text, .text = author.name};
    if (!author.url.empty()) name = {.kind = InlineKind::Link, .url = author.url, .children = {name}};
    const std::vector<Inline> by = with_author(setting.words[Text::by], name);
    column.skip(22);
    column.add(paragraph_node(by, {.style = styles.byline_name, .width = width}, setting), 0);
    if (!author.bio.empty())
        column.add(text_node(author.bio, {.style = styles.bio, .ink = Ink::Muted, .width = width}, setting), 6);
    Node line;
    line.tag = Tag::Decoration;
    line.look = {.fill = Ink::Line};
    line.width = width;
    line.height = 1;
    Node node;
    node.tag = Tag::Footer;
    node.look = {};
    node.set(AttributeName::Part, "byline");
    node.width = width;
    node.height = column.height();
    node.children = column.take();
    node.add(0, 0, std::move(line));
    return node;
}

Node back_node(const ArticleStyles& styles, const Setting& setting) {
    const ButtonLook look{.style = styles.share, .ink = Ink::Accent, .look = {.radius = 8}, .padding_x = 9};
    return button_node(std::string(setting.right_to_left ? "→ " : "← ").append(setting.words[Text::back_to_list]),
                       {verb_to_list, ""}, look, setting);
}

// The way back on a row of its own: what stands in the toolbar takes all of its own.
void add_controls(Column& column, const ArticlePage& page, const Frame& frame, const ArticleStyles& styles,
                  const Setting& setting) {
    const bool narrow = frame.column < 480;
    std::optional<Node> toolbar = reading_toolbar(page.toolbar, frame.column, styles, setting);
    const bool bare = !toolbar && !page.from_list;
    column.skip(!bare ? 10.0f : narrow ? 24.0f : 40.0f);
    if (page.from_list) {
        Node back = back_node(styles, setting);
        const float height = back.height;
        column.place(std::move(back), frame.x - 9, column.height());
        column.skip(height);
    }
    if (toolbar) column.add(std::move(*toolbar), 0, frame.x);
    if (!bare) column.skip(narrow ? 8.0f : 16.0f);
}

// Where the rest is.
Node members_node(const Article& article, float width, const Setting& setting) {
    if (!article.url.empty()) return card_node(setting.words[Text::members_only], article.url, width, setting);
    return text_node(setting.words[Text::members_only], {.style = setting.type.body, .width = width}, setting);
}

// The shell scrolls to it and gives it focus, so that reading aloud goes on from there.
NodeRef marked(Node block) {
    block.look.fill = Ink::Mark;
    block.look.radius = 4;
    block.set(AttributeName::Part, "marked");
    if (!block.scrolls) block.set(AttributeName::TabIndex, "-1");
    return finished(std::move(block));
}

// About three screens: less is passed by with a few keys.
constexpr float long_article = 2400;
constexpr std::string_view end_anchor = "heidi-end";

// Out of sight until it has focus; then the style sheet shows it in both painters (shell/styles.ts).
Node skip_link(const ArticleStyles& styles, const Setting& setting) {
    Node node;
    node.tag = Tag::Link;
    node.placement = Placement::Absolute;
    node.font = setting.styles.font(styles.share);
    node.line_height = styles.share.line_height;
    node.set_text(setting.words[Text::skip_article]);
    node.set(AttributeName::Class, "skip");
    node.set(AttributeName::Href, "#" + std::string(end_anchor));
    say_language(node, setting);
    return node;
}

// Bodies of so many blocks are laid out at once, and stand on no shelves.
constexpr std::size_t short_body = 128;
// Blocks of a longer one for each scene: some ten thousand characters, which the page takes in within a few milliseconds.
constexpr std::size_t slice = 96;
// Laid out below what is seen before anything is shown, CSS pixels: more than tiles are painted ahead (app/surface.cpp).
constexpr float ahead = 1600;

Node rest_node(float width, float height) {
    Node node;
    node.key = "rest";
    node.width = width;
    node.height = std::round(height);
    return node;
}

// 0 of one that is to be laid out again.
float height_of(const LaidBlock& block) { return block.node ? block.node->height : 0; }

bool shows_picture(const Inline& item, const std::string& src) {
    return (item.kind == InlineKind::Image && item.url == src) ||
           std::any_of(item.children.begin(), item.children.end(),
                       [&](const Inline& child) { return shows_picture(child, src); });
}

bool shows_picture(const Block& block, const std::string& src) {
    return std::any_of(block.inlines.begin(), block.inlines.end(),
                       [&](const Inline& item) { return shows_picture(item, src); }) ||
           std::any_of(block.children.begin(), block.children.end(),
                       [&](const Block& child) { return shows_picture(child, src); });
}

Node end_of_body(float width) {
    Node node;
    node.set(AttributeName::Id, end_anchor);
    node.width = width;
    return node;
}

}  // namespace

void ArticleView::forget_picture(const Document& body, const std::string& src) {
    for (std::size_t i = 0; i < blocks_.size(); ++i)
        if (shows_picture(body.blocks[i], src)) blocks_[i].node = nullptr;
}

void ArticleView::forget_changes(const Document& before, const Document& after) {
    if (before.blocks.size() != after.blocks.size()) return forget();
    for (std::size_t i = 0; i < blocks_.size(); ++i)
        if (before.blocks[i] != after.blocks[i]) blocks_[i].node = nullptr;
}

// With the one that `y` is in, CSS pixels from the body's top.
std::size_t ArticleView::blocks_above(float y) const {
    float bottom = 0;
    std::size_t count = 0;
    for (; count < blocks_.size() && bottom < y; ++count) bottom += blocks_[count].gap + height_of(blocks_[count]);
    return count;
}

void ArticleView::lay_blocks(const ArticlePage& page, float width, const Setting& setting) {
    const std::vector<Block>& body = page.body.blocks;
    const bool again = is_stale_ || blocks_width_ != width;
    std::size_t enough = blocks_.empty() ? 0 : again ? blocks_above(page.seen_until) : blocks_.size() + slice;
    if (body.size() <= short_body) enough = body.size();
    if (again) forget();
    is_stale_ = false;
    blocks_width_ = width;
    const auto lay = [&](std::size_t i) {
        ++laid_blocks_;
        LaidBlock laid = lay_block(body[i], width, {}, setting);
        if (i > 0 && body[i - 1].kind == BlockKind::Heading) laid.gap = setting.type.heading_gap_below;
        return laid;
    };
    float bottom = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if (!blocks_[i].node) blocks_[i] = lay(i);
        bottom += blocks_[i].gap + blocks_[i].node->height;
    }
    while (blocks_.size() < body.size() && (blocks_.size() < enough || bottom < page.seen_until + ahead)) {
        blocks_.push_back(lay(blocks_.size()));
        bottom += blocks_.back().gap + blocks_.back().node->height;
    }
}

Node ArticleView::body_node(const ArticlePage& page, float width, const Setting& setting) {
    lay_blocks(page, width, setting);
    const auto mark = static_cast<std::size_t>(page.marked_block);
    const NodeRef unmarked = mark < blocks_.size() ? blocks_[mark].node : nullptr;
    if (unmarked) blocks_[mark].node = marked(*unmarked);
    const std::size_t all = page.body.blocks.size();
    Column column;
    for (const LaidBlock& block : all <= short_body ? blocks_ : shelves_.racks_of(blocks_, width))
        column.add(block.node, block.gap);
    if (unmarked) blocks_[mark].node = unmarked;
    if (blocks_.size() < all) {
        const float height_of_one = column.height() / static_cast<float>(blocks_.size());
        column.add(rest_node(width, height_of_one * static_cast<float>(all - blocks_.size())), 0);
    }
    Node node;
    node.set(AttributeName::Part, "body");
    node.width = width;
    node.height = column.height();
    node.children = column.take();
    return node;
}

NodeRef ArticleView::scene(const ArticlePage& page, const Setting& setting) {
    const Frame frame = frame_for(page.width, page.measure);
    const ArticleStyles styles = article_styles(frame.column, page.text_scale);
    const Article& article = page.article;
    const float width = frame.column;
    Node body = body_node(page, width, setting);
    const bool is_long = body.height > long_article;
    Column column;
    if (is_long) column.place(skip_link(styles, setting), frame.x, 8);
    add_controls(column, page, frame, styles, setting);
    if (!article.labels.empty()) column.add(labels_node(article.labels, width, styles, setting), 0, frame.x);
    Node title = text_node(article.title, {.tag = Tag::Heading1, .style = styles.title, .width = width}, setting);
    if (page.from_list) title.set(AttributeName::TabIndex, "-1");
    title.set(AttributeName::Part, "title");
    column.add(std::move(title), article.labels.empty() ? 0.0f : 18.0f, frame.x);
    if (!article.dek.empty()) {
        Node dek = text_node(article.dek, {.style = styles.dek, .ink = Ink::Muted, .width = width}, setting);
        dek.set(AttributeName::Part, "dek");
        column.add(std::move(dek), 14, frame.x);
    }
    if (!page.facts.reading.empty() || !page.facts.date.empty())
        column.add(facts_node(page, width, styles, setting), 16, frame.x);
    if (article.image) column.add(picture_node(*article.image, width, styles, setting), 28, frame.x);
    column.add(std::move(body), 32, frame.x);
    if (article.members_only) column.add(members_node(article, width, setting), 28, frame.x);
    if (is_long) column.add(end_of_body(width), 0, frame.x);
    if (!page.share.url.empty()) column.add(share_node(page, width, styles, setting), 40, frame.x);
    if (article.author) column.add(byline_node(*article.author, width, styles, setting), 32, frame.x);
    Node node = page_node(std::move(column), page.width, width < 480 ? 32.0f : 48.0f, Tag::Article);
    node.set(AttributeName::Part, "article");
    if (!article.lang.empty()) node.set(AttributeName::Lang, article.lang);
    return finished(std::move(node));
}

NodeRef article_error_scene(const Error& error, float width, float measure, const Setting& setting) {
    const Frame frame = frame_for(width, measure);
    const ArticleStyles styles = article_styles(frame.column, 1);
    const float inner = frame.column - 48;
    Column card;
    card.skip(22);
    const ParagraphOptions heading{.style = styles.byline_name, .width = inner};
    card.add(text_node(setting.words[Text::article_failed], heading, setting), 0, 24);
    Node message = text_node(error.message, {.style = styles.bio, .ink = Ink::Muted, .width = inner}, setting);
    // For the publisher, and in English.
    message.set(AttributeName::Lang, "en");
    card.add(std::move(message), 6, 24);
    ButtonLook look{.style = styles.share, .ink = Ink::OnAccent, .look = {.fill = Ink::Accent, .radius = 8}};
    Node retry = button_node(setting.words[Text::retry], {verb_retry_article, ""}, look, setting);
    const float y = card.height() + 16;
    card.skip(16 + retry.height + 22);
    card.place(std::move(retry), 24, y);
    Node node;
    node.look = {.fill = Ink::DangerPaper, .stroke = Ink::Danger, .stroke_width = 1, .radius = 10};
    node.set(AttributeName::Part, "error");
    node.set(AttributeName::Role, "alert");
    say_language(node, setting);
    node.width = frame.column;
    node.height = card.height();
    node.children = card.take();
    Column column;
    column.skip(24);
    column.add(std::move(node), 0, frame.x);
    Node page = page_node(std::move(column), width, 24, Tag::Section);
    page.set(AttributeName::Label, setting.words[Text::article_failed]);
    return finished(std::move(page));
}

NodeRef article_loading_scene(float width, float measure, const Setting& setting) {
    const Frame frame = frame_for(width, measure);
    const ArticleStyles styles = article_styles(frame.column, 1);
    Column column;
    column.skip(40);
    Node text = text_node(setting.words[Text::article_loading],
                          {.style = styles.facts, .ink = Ink::Muted, .width = frame.column}, setting);
    text.set(AttributeName::Role, "status");
    say_language(text, setting);
    column.add(std::move(text), 0, frame.x);
    Node page = page_node(std::move(column), width, 360, Tag::Section);
    page.set(AttributeName::Busy, "true");
    return finished(std::move(page));
}

}  // namespace heidi
