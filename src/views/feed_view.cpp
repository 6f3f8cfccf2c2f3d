#include "views/feed_view.h"

#include <algorithm>
#include <cmath>

#include "base/decimal.h"
#include "views/page.h"
#include "views/paragraph.h"
#include "views/parts.h"
#include "views/verbs.h"

namespace heidi {
namespace {

constexpr float item_padding = 20;
constexpr float widest_thumbnail = 168;

struct FeedStyles {
    TextStyle title, summary, date;
};

FeedStyles styles_for(const FeedPage& page, float column, const Setting& setting) {
    const ArticleStyles article = article_styles(column, page.text_scale);
    return {.title = setting.type.headings[3], .summary = article.bio, .date = article.facts};
}

Node title_node(const PublishedArticle& item, std::size_t index, float width, const FeedStyles& styles,
                const Setting& setting) {
    const bool has_address = !item.article.url.empty();
    Node node =
        text_node(item.article.title,
                  {.tag = has_address ? Tag::Link : Tag::Button, .style = styles.title, .width = width}, setting);
    node.look.radius = 4;
    node.action = {verb_open_item, decimal(index)};
    if (has_address) node.set(AttributeName::Href, item.article.url);
    return node;
}

// Says nothing to the ear: the title does.
Node thumbnail_node(const std::string& src, float width) {
    Node node;
    node.tag = Tag::Image;
    node.look = {.fill = Ink::Raised, .radius = 8};
    node.width = width;
    node.height = std::round(width * 2 / 3);
    node.set(AttributeName::Src, src);
    node.set(AttributeName::Alt, "");
    return node;
}

void add_line(Column& column, const std::string& text, const TextStyle& style, float width, const Setting& setting) {
    if (!text.empty()) column.add(text_node(text, {.style = style, .ink = Ink::Muted, .width = width}, setting), 5);
}

Node item_node(const FeedPage& page, std::size_t index, float width, const FeedStyles& styles, const Setting& setting) {
    const PublishedArticle& item = page.feed.articles[index];
    const bool has_picture = !item.thumbnail.empty();
    const float picture = has_picture ? std::min(widest_thumbnail, std::round(width * 0.28f)) : 0;
    const float words = has_picture ? width - picture - 20 : width;
    Column column;
    column.add(title_node(item, index, words, styles, setting), 0);
    add_line(column, item.summary, styles.summary, words, setting);
    add_line(column, page.dates[index], styles.date, words, setting);
    float height = column.height();
    if (has_picture) {
        Node thumbnail = thumbnail_node(item.thumbnail, picture);
        height = std::max(height, thumbnail.height);
        column.place(std::move(thumbnail), width - picture, 0);
    }
    Node node;
    node.tag = Tag::Item;
    node.look = {.rule = Ink::Line};
    node.set(AttributeName::Class, "plain");
    node.width = width;
    node.height = height + item_padding;
    node.children = column.take();
    return node;
}

Node list_of_items(const FeedPage& page, float width, const Setting& setting) {
    const FeedStyles styles = styles_for(page, width, setting);
    Column column;
    for (std::size_t i = 0; i < page.feed.articles.size(); ++i)
        column.add(item_node(page, i, width, styles, setting), item_padding);
    Node node;
    node.tag = Tag::List;
    node.set(AttributeName::Role, "list");
    node.width = width;
    node.height = column.height();
    node.children = column.take();
    return node;
}

// One button all the time, so that focus stays where it is.
Node next_page_node(NextPage next, float width, const TextStyle& style, const Setting& setting) {
    const Text label = next == NextPage::Coming   ? Text::loading_more
                       : next == NextPage::Failed ? Text::retry
                                                  : Text::show_more;
    Node button =
        button_node(setting.words[label], {verb_show_more, ""}, {.style = style, .max_width = width}, setting);
    if (next == NextPage::Coming) button.set(AttributeName::Disabled, "true");
    Column column;
    column.add(std::move(button), 0);
    if (next == NextPage::Failed) {
        Node failed =
            text_node(setting.words[Text::more_failed], {.style = style, .ink = Ink::Muted, .width = width}, setting);
        failed.set(AttributeName::Role, "alert");
        column.add(std::move(failed), 8);
    }
    Node node;
    node.width = width;
    node.height = column.height();
    node.children = column.take();
    say_language(node, setting);
    return node;
}

}  // namespace

NodeRef feed_scene(const FeedPage& page, const Setting& setting) {
    const Frame frame = frame_for(page.width, page.measure);
    const Typography& type = setting.type;
    Column column;
    column.skip(frame.column < 480 ? 24.0f : 40.0f);
    if (!page.feed.title.empty())
        column.add(text_node(page.feed.title, {.tag = Tag::Heading1, .style = type.headings[0], .width = frame.column},
                             setting),
                   0, frame.x);
    if (page.feed.articles.empty())
        column.add(text_node(setting.words[Text::feed_is_empty],
                             {.style = type.body, .ink = Ink::Muted, .width = frame.column}, setting),
                   12, frame.x);
    else
        column.add(list_of_items(page, frame.column, setting), item_padding, frame.x);
    if (!page.feed.next.empty()) {
        const TextStyle style = article_styles(frame.column, page.text_scale).share;
        column.add(next_page_node(page.next, frame.column, style, setting), item_padding, frame.x);
    }
    Node node = page_node(std::move(column), page.width, 40, Tag::Section);
    node.set(AttributeName::Part, "feed");
    if (!page.feed.title.empty()) node.set(AttributeName::Label, page.feed.title);
    return finished(std::move(node));
}

}  // namespace heidi
