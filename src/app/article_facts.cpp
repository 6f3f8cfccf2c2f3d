#include "app/article_facts.h"

#include "model/reading_time.h"
#include "text/line_break.h"

namespace heidi {

ArticleFacts facts_of(const Article& article, const Document& body, const Port& port, const Words& words) {
    const std::string text = plain_text(body);
    const std::int64_t count = article.word_count ? *article.word_count : static_cast<std::int64_t>(count_words(text));
    const std::string counted = words.counted(Text::words, count);
    ArticleFacts facts;
    if (!article.published.empty()) facts.date = port.localized_date(article.published, words.locale());
    facts.reading = words.counted(Text::reading_time, reading_minutes(text, article.lang), {{"words", counted}});
    if (article.views) facts.views = words.counted(Text::views, *article.views);
    return facts;
}

}  // namespace heidi
