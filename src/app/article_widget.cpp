#include "app/article_widget.h"

#include "app/article_facts.h"
#include "base/json_text.h"
#include "markdown/document_from_markdown.h"
#include "model/article_json.h"
#include "text/bidi.h"
#include "views/verbs.h"

namespace heidi {
namespace {

// A server that has not answered by then is as good as unreachable; the reader can retry.
constexpr Milliseconds answer_deadline{20'000};
// Larger than any article by far: an endless reply must not fill the memory.
constexpr std::size_t most_bytes = 32 * 1024 * 1024;

Error status_error(int status, const std::string& src) {
    if (status == 404 || status == 410)
        return {"not-found", "There is no article at " + src + " (" + std::to_string(status) + ")."};
    return {"bad-status", "The server answered " + std::to_string(status) + " instead of the article at " + src + "."};
}

Error unreachable(const std::string& src) {
    return {"unreachable", "The server of " + src + " cannot be reached, or does not let this page read it."};
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
    article_.reset();
    error_.reset();
    marked_block_ = -1;
    article_view_.forget();
    scene_changed();
    if (src_.empty())
        return show(Error{"src-missing", "The element has no src attribute: it does not say which article to show."});
    request_ = ++last_request_;
    status_ = 0;
    received_.clear();
    shared_.port.fetch(
        id_,
        {.request = request_, .url = src_, .post = false, .headers = {{"Accept", "application/json"}}, .body = {}});
    shared_.port.arm_timer(id_, shared_.port.now() + answer_deadline);
}

void ArticleWidget::abort_fetch() {
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
        abort_fetch();
        show(Error{"too-large", "The reply from " + src_ + " is larger than 32 MiB, the most an article may have."});
    } else if (const auto* end = std::get_if<ResponseEnded>(&event); end && end->request == request_) {
        body_arrived();
    } else if (const auto* failed = std::get_if<ResponseFailed>(&event); failed && failed->request == request_) {
        abort_fetch();
        show(unreachable(src_));
    } else if (std::holds_alternative<TimerFired>(event) && request_ != 0) {
        abort_fetch();
        show(unreachable(src_));
    }
}

void ArticleWidget::body_arrived() {
    shared_.port.disarm_timer(id_);
    request_ = 0;
    const std::string json = std::exchange(received_, {});
    if (status_ < 200 || status_ > 299) return show(status_error(status_, src_));
    Result<Article> article = article_from_json(json);
    if (!article)
        return show(Error{article.error().code,
                          "What came from " + src_ + " cannot be shown: " + article.error().message + "."});
    show(std::move(*article));
}

void ArticleWidget::show(Article article) {
    body_ = document_from_markdown(article.body_markdown);
    set_language(article.lang);
    from_the_right_ =
        article.lang.empty() ? reads_right_to_left(article.title) : is_right_to_left_language(article.lang);
    const std::string& locale = page_locale_.empty() ? article.lang : page_locale_;
    facts_ = facts_of(article, body_, shared_.port, locale);
    std::string detail = "{\"id\":";
    append_json_string(detail, article.id);
    detail += ",\"title\":";
    append_json_string(detail, article.title);
    detail += ",\"url\":";
    append_json_string(detail, article.url.empty() ? page_url_ : article.url);
    article_ = std::move(article);
    scene_changed();
    emit("article-open", detail + "}");
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
    if (!article_) return article_loading_scene(width_, measure_width_, with);
    share_.url = article_->url.empty() ? page_url_ : article_->url;
    return article_view_.scene({.article = *article_,
                                .body = body_,
                                .facts = facts_,
                                .share = share_,
                                .width = width_,
                                .measure = measure_width_,
                                .text_scale = text_scale_,
                                .toolbar = {toolbar_, comforts_, theme_, speaking_},
                                .marked_block = marked_block_},
                               with);
}

}  // namespace heidi
