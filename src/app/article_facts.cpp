#include "app/article_facts.h"

#include "model/reading_time.h"
#include "text/line_break.h"

namespace heidi {
namespace {

std::string counted(std::int64_t count, std::string_view one, std::string_view many, const Port& port,
                    const std::string& locale) {
    return port.localized_number(count, locale) + ' ' + std::string(count == 1 ? one : many);
}

}  // namespace

ArticleFacts facts_of(const Article& article, const Document& body, const Port& port, const std::string& locale) {
    const std::string text = plain_text(body);
    const std::int64_t words = article.word_count ? *article.word_count : static_cast<std::int64_t>(count_words(text));
    const std::int64_t minutes = reading_minutes(text, article.lang);
    ArticleFacts facts;
    if (!article.published.empty()) facts.date = port.localized_date(article.published, locale);
    facts.reading =
        port.localized_number(minutes, locale) + " min read (" + counted(words, "word", "words", port, locale) + ")";
    if (article.views) facts.views = counted(*article.views, "view", "views", port, locale);
    return facts;
}

}  // namespace heidi
