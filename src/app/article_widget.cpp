#include "app/article_widget.h"

#include "app/article_facts.h"
#include "base/decimal.h"
#include "base/json_text.h"
#include "markdown/document_from_events.h"
#include "markdown/html_from_markdown.h"
#include "text/bidi.h"
#include "views/verbs.h"

#include <algorithm>
#include <set>

namespace heidi {
namespace {

// A server that has not answered by then is as good as unreachable; the reader can retry.
constexpr Milliseconds answer_deadline{20'000};
// Larger than any article by far: an endless reply must not fill the memory.
constexpr std::size_t most_bytes = 32 * 1024 * 1024;

Error status_error(int status, const std::string& src) {
    if (status == 404 || status == 410)
        return {"not-found", "There is no article at " + src + " (" + decimal(status) + ")."};
    return {"bad-status", "The server answered " + decimal(status) + " instead of the article at " + src + "."};
}

Error unreachable(const std::string& src) {
    return {"unreachable", "The server of " + src + " cannot be reached, or does not let this page read it."};
}

bool from_the_right(const Article& article) {
    return article.lang.empty() ? reads_right_to_left(article.title) : is_right_to_left_language(article.lang);
}

Error unreadable(const std::string& src, const Error& error) {
    return {error.code, "What came from " + src + " cannot be shown: " + error.message + "."};
}

Error unconverted(const std::string& src) {
    return {"formats-not-loaded", "What reads the format of " + src + " did not answer."};
}

}  // namespace

void ArticleWidget::start() {
    started_ = true;
    fetch_article();
}

void ArticleWidget::stop() {
    abort_fetch();
    shared_.port.disarm_timer(id_);
}

void ArticleWidget::on_setting(const std::string& name, const std::string& value) {
    if (name == "src") {
        if (src_ == value) return;
        src_ = value;
        if (started_) fetch_article();
    } else if (name == "format") {
        if (format_ == value) return;
        format_ = value;
        if (started_) fetch_article();
    } else if (name == "can-share") {
        share_.native = value == "true";
        scene_changed();
    } else if (name == "theme-choice") {
        theme_ = value;
        scene_changed();
    } else if (name == "toolbar") {
        toolbar_ = value;
        scene_changed();
    } else if (name == "comforts") {
        comforts_ = value;
        scene_changed();
    } else if (name == "listening") {
        speaking_ = value == "true";
        scene_changed();
    } else if (name == "page-url") {
        page_url_ = value;
        scene_changed();
    }
}

void ArticleWidget::on_action(const Action& action, const std::string& value) {
    switch (action.verb) {
        case verb_retry_article: return fetch_article();
        case verb_text_smaller: return emit("text-size-wanted", "{\"steps\":-1}");
        case verb_text_larger: return emit("text-size-wanted", "{\"steps\":1}");
        case verb_open_item: return show_article(std::atoi(action.argument.c_str()));
        case verb_show_more: return fetch_more();
        case verb_to_list: return show_feed(std::exchange(shown_, -1));
        case verb_choose_theme: {
            std::string detail = "{\"theme\":";
            append_json_string(detail, value);
            return emit("theme-chosen", detail + "}");
        }
        default: return;
    }
}

void ArticleWidget::fetch_article() {
    abort_fetch();
    publication_.reset();
    shown_ = -1;
    next_ = NextPage::Offered;
    error_.reset();
    marked_block_ = -1;
    scene_changed();
    if (src_.empty())
        return show(Error{"src-missing", "The element has no src attribute: it does not say which article to show."});
    pages_ = {src_};
    fetch(src_);
}

void ArticleWidget::fetch(const std::string& url) {
    fetched_ = url;
    request_ = ++last_request_;
    status_ = 0;
    received_.clear();
    shared_.port.fetch(
        id_, {.request = request_, .url = url, .post = false, .headers = {{"Accept", "application/json"}}, .body = {}});
    shared_.port.arm_timer(id_, shared_.port.now() + answer_deadline);
}

void ArticleWidget::fetch_more() {
    if (next_ == NextPage::Coming || publication_->next.empty()) return;
    next_ = NextPage::Coming;
    scene_changed();
    fetch(publication_->next);
}

void ArticleWidget::abort_fetch() {
    conversion_ = 0;
    unconverted_.clear();
    half_read_.reset();
    if (request_ == 0) return;
    shared_.port.abort(id_, request_);
    shared_.port.disarm_timer(id_);
    request_ = 0;
}

void ArticleWidget::on_event(const Event& event) {
    if (const auto* wanted = std::get_if<BlockWanted>(&event)) {
        marked_block_ = wanted->block;
        return scene_changed();
    }
    if (const auto* head = std::get_if<ResponseHead>(&event); head && head->request == request_) {
        status_ = head->status;
    } else if (const auto* bytes = std::get_if<ResponseBytes>(&event); bytes && bytes->request == request_) {
        received_ += bytes->bytes;
        if (received_.size() <= most_bytes) return;
        give_up({"too-large", "The reply from " + fetched_ + " is larger than 32 MiB, the most an article may have."});
    } else if (const auto* end = std::get_if<ResponseEnded>(&event); end && end->request == request_) {
        body_arrived();
    } else if (const auto* failed = std::get_if<ResponseFailed>(&event); failed && failed->request == request_) {
        give_up(unreachable(fetched_));
    } else if (const auto* reply = std::get_if<Converted>(&event); reply && reply->request == conversion_) {
        if (is_converting()) converted(reply->json);
    } else if (std::holds_alternative<NamesArrived>(event)) {
        names_arrived();
    } else if (std::holds_alternative<TimerFired>(event)) {
        if (request_ != 0) give_up(unreachable(fetched_));
        if (half_read_) return html_converted({});
        if (is_converting()) give_up(unconverted(fetched_));
    }
}

void ArticleWidget::give_up(const Error& error) {
    abort_fetch();
    fail(error);
}

void ArticleWidget::fail(Error error) {
    if (next_ != NextPage::Coming) return show(std::move(error));
    emit_error("article", error);
    next_ = NextPage::Failed;
    scene_changed();
}

void ArticleWidget::body_arrived() {
    shared_.port.disarm_timer(id_);
    request_ = 0;
    std::string json = std::exchange(received_, {});
    if (status_ < 200 || status_ > 299) return fail(status_error(status_, fetched_));
    if (format_ == "heidi") return show(json, Expected::Article);
    Result<std::unique_ptr<Publication>> own = publication_from_json(json, Expected::OwnArticle);
    if (!own) return fail(unreadable(fetched_, own.error()));
    if (*own && format_ == "auto") return show(std::move(*own));
    convert(format_, json);
    unconverted_ = std::move(json);
}

void ArticleWidget::convert(std::string_view format, std::string_view text) {
    conversion_ = ++last_request_;
    shared_.port.convert(id_, conversion_, {.format = format, .src = fetched_, .text = text});
    shared_.port.arm_timer(id_, shared_.port.now() + answer_deadline);
}

void ArticleWidget::converted(const std::string& json) {
    shared_.port.disarm_timer(id_);
    conversion_ = 0;
    if (half_read_) return html_converted(json);
    const std::string original = std::exchange(unconverted_, {});
    // In none of the formats: what is wrong with it as one of ours is said.
    if (json.empty()) return show(original, Expected::Article);
    show(json, Expected::Publication);
}

void ArticleWidget::show(const std::string& json, Expected expected) {
    Result<std::unique_ptr<Publication>> publication = publication_from_json(json, expected);
    if (!publication) return fail(unreadable(fetched_, publication.error()));
    show(std::move(*publication));
}

void ArticleWidget::show(std::unique_ptr<Publication> publication) {
    if (next_ == NextPage::Coming) return add(std::move(*publication));
    if (!publication->is_feed) {
        const std::string html = html_from_markdown(publication->articles.front().article.body_markdown);
        if (!html.empty()) {
            half_read_ = std::move(publication);
            return convert("html", html);
        }
    }
    publication_ = std::move(publication);
    if (!publication_->is_feed) return show_article(0);
    if (publication_->next == src_) publication_->next.clear();
    word_feed_dates();
    show_feed(-1);
}

// Where nothing reads the HTML the article is shown all the same: the tags are seen as they were written.
void ArticleWidget::html_converted(const std::string& json) {
    conversion_ = 0;
    publication_ = std::move(half_read_);
    Result<std::unique_ptr<Publication>> read = publication_from_json(json, Expected::Article);
    if (read) {
        Article& article = publication_->articles.front().article;
        article.body = std::move((*read)->articles.front().article.body);
        article.body_markdown = std::move((*read)->articles.front().article.body_markdown);
    }
    show_article(0);
}

// What is there already is not added again, and a page that was there before is not the next: feeds would have no end.
void ArticleWidget::add(Publication more) {
    if (!more.is_feed) return fail({"not-a-feed", "What came from " + fetched_ + " is no page of a feed."});
    next_ = NextPage::Offered;
    pages_.push_back(fetched_);
    publication_->next = std::find(pages_.begin(), pages_.end(), more.next) == pages_.end() ? more.next : "";
    std::vector<PublishedArticle>& articles = publication_->articles;
    const std::size_t before = articles.size();
    std::set<std::string> known;
    for (const PublishedArticle& item : articles) known.insert(item.article.id);
    for (PublishedArticle& item : more.articles)
        if (item.article.id.empty() || known.insert(item.article.id).second) articles.push_back(std::move(item));
    word_feed_dates();
    if (shown_ < 0) show_feed(static_cast<int>(std::min(before, articles.size() - 1)));
}

// `focused`: the item that the reader goes on from; -1: none.
void ArticleWidget::show_feed(int focused) {
    const std::vector<PublishedArticle>& articles = publication_->articles;
    set_language(articles.empty() ? "" : articles.front().article.lang);
    from_the_right_ = !articles.empty() && from_the_right(articles.front().article);
    std::string detail = "{\"title\":";
    append_json_string(detail, publication_->title);
    detail += ",\"items\":";
    append_json_number(detail, static_cast<std::int64_t>(articles.size()));
    detail += ",\"from\":";
    append_json_number(detail, focused);
    scene_changed();
    emit("feed-open", detail + "}");
}

std::string ArticleWidget::date_of(const Article& article) const {
    if (article.published.empty()) return {};
    return shared_.port.localized_date(article.published, words_.locale());
}

void ArticleWidget::word_feed_dates() {
    feed_dates_.clear();
    for (const PublishedArticle& item : publication_->articles) feed_dates_.push_back(date_of(item.article));
}

Result<Document> ArticleWidget::body_of(const Article& article) const {
    if (article.body.empty()) return shared_.names.document_from(article.body_markdown);
    return document_from_events(article.body);
}

// Only a body of Markdown wants them.
void ArticleWidget::names_arrived() {
    if (shown_ < 0 || !body_.wants_names || !shared_.names.known().are_known()) return;
    const Article& article = publication_->articles[static_cast<std::size_t>(shown_)].article;
    Document body = shared_.names.document_from(article.body_markdown);
    article_view_.forget_changes(body_, body);
    body_ = std::move(body);
    facts_ = facts_of(article, body_, shared_.port, words_);
    scene_changed();
}

void ArticleWidget::show_article(int index) {
    const Article& article = publication_->articles[static_cast<std::size_t>(index)].article;
    Result<Document> body = body_of(article);
    if (!body) return show(unreadable(src_, body.error()));
    body_ = std::move(*body);
    shown_ = index;
    told_whole_ = false;
    marked_block_ = -1;
    article_view_.forget();
    set_language(article.lang);
    from_the_right_ = from_the_right(article);
    facts_ = facts_of(article, body_, shared_.port, words_);
    std::string detail = "{\"id\":";
    append_json_string(detail, article.id);
    detail += ",\"title\":";
    append_json_string(detail, article.title);
    detail += ",\"url\":";
    append_json_string(detail, article.url.empty() ? page_url_ : article.url);
    scene_changed();
    emit("article-open", detail + "}");
}

void ArticleWidget::words_changed() {
    if (!publication_) return;
    if (publication_->is_feed) word_feed_dates();
    if (shown_ < 0) return;
    const Article& article = publication_->articles[static_cast<std::size_t>(shown_)].article;
    facts_ = facts_of(article, body_, shared_.port, words_);
}

void ArticleWidget::show(Error error) {
    emit_error("article", error);
    error_ = std::move(error);
    scene_changed();
}

NodeRef ArticleWidget::make_scene() {
    const float column = std::min(measure_width_, width_);
    const Typography type = article_typography(column, text_scale_);
    const Setting with = setting(type);
    if (error_) return article_error_scene(*error_, width_, measure_width_, with);
    if (!publication_) return article_loading_scene(width_, measure_width_, with);
    if (shown_ >= 0) return make_article_scene(publication_->articles[static_cast<std::size_t>(shown_)].article, with);
    return feed_scene({.feed = *publication_,
                       .dates = feed_dates_,
                       .width = width_,
                       .measure = measure_width_,
                       .text_scale = text_scale_,
                       .next = next_},
                      with);
}

NodeRef ArticleWidget::make_article_scene(const Article& article, const Setting& with) {
    share_.url = article.url.empty() ? page_url_ : article.url;
    NodeRef scene = article_view_.scene({.article = article,
                                         .body = body_,
                                         .facts = facts_,
                                         .share = share_,
                                         .width = width_,
                                         .measure = measure_width_,
                                         .text_scale = text_scale_,
                                         .toolbar = {toolbar_, comforts_, theme_, speaking_},
                                         .marked_block = marked_block_,
                                         .seen_until = view_.visible.bottom(),
                                         .from_list = publication_->is_feed},
                                        with);
    if (!told_whole_ && !is_growing()) {
        told_whole_ = true;
        emit("article-whole");
    }
    return scene;
}

}  // namespace heidi
