// <heidi-article>: fetches an article, shows it or says why it cannot.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/widget.h"
#include "base/result.h"
#include "markdown/document.h"
#include "model/article_json.h"
#include "views/article_view.h"
#include "views/feed_view.h"

namespace heidi {

class ArticleWidget : public Widget {
public:
    ArticleWidget(WidgetId id, const Shared& shared) : Widget(id, shared) {}

    void start() override;
    void stop() override;

    const ArticleView& view() const { return article_view_; }

private:
    NodeRef make_scene() override;
    void forget_layouts() override { article_view_.lay_out_again(); }
    void picture_changed(const std::string& src) override { article_view_.forget_picture(body_, src); }
    bool is_growing() const override { return shown_ >= 0 && !error_ && article_view_.is_growing(body_); }
    void on_event(const Event& event) override;
    void on_setting(const std::string& name, const std::string& value) override;
    void on_action(const Action& action, const std::string& value) override;
    bool is_ready() const override { return publication_ || error_; }
    bool reads_from_the_right() const override {
        return publication_ && !error_ ? from_the_right_ : Widget::reads_from_the_right();
    }
    void words_changed() override;

    void fetch_article();
    void abort_fetch();
    void body_arrived();
    void convert(std::string_view format, std::string_view text);
    void converted(const std::string& json);
    void html_converted(const std::string& json);
    bool is_converting() const { return conversion_ != 0; }
    void give_up(const Error& error);
    void show(const std::string& json, Expected expected);
    void show(std::unique_ptr<Publication> publication);
    void show_feed(int focused);
    void fetch(const std::string& url);
    void fetch_more();
    void add(Publication more);
    void fail(Error error);
    void show_article(int index);
    void show(Error error);
    void names_arrived();
    Result<Document> body_of(const Article& article) const;
    std::string date_of(const Article& article) const;
    void word_feed_dates();
    NodeRef make_article_scene(const Article& article, const Setting& with);

    bool started_ = false;
    std::string src_;  // absolute; empty where the element has none
    ShareOptions share_;
    std::string page_url_;  // shared where the article has no address of its own

    std::string fetched_;        // what was asked for last: src_, or a feed's next page
    std::uint32_t request_ = 0;  // of the fetch under way; 0: none
    std::uint32_t last_request_ = 0;
    int status_ = 0;
    std::string received_;

    std::string format_ = "auto";
    std::uint32_t conversion_ = 0;  // under way; 0: none
    std::string unconverted_;
    std::unique_ptr<Publication> half_read_;  // an article while the HTML in its Markdown is converted

    std::unique_ptr<Publication> publication_;
    std::vector<std::string> feed_dates_;
    NextPage next_ = NextPage::Offered;
    std::vector<std::string> pages_;  // addresses of the feed's pages so far
    int shown_ = -1;                  // of its articles; -1: none
    std::optional<Error> error_;
    Document body_;
    ArticleFacts facts_;
    std::string theme_ = "auto";
    std::string toolbar_ = "size theme", comforts_;  // see ReadingToolbar
    bool speaking_ = false;
    bool from_the_right_ = false;
    int marked_block_ = -1;  // -1: none
    bool told_whole_ = false;
    ArticleView article_view_;
};

}  // namespace heidi
