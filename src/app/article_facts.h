// The line under the headline: date, reading time and views, worded for the reader.
#pragma once

#include "markdown/document.h"
#include "model/article.h"
#include "port/port.h"
#include "views/article_view.h"
#include "words/words.h"

namespace heidi {

// Word count and reading time are computed from the body where the publisher gives none.
ArticleFacts facts_of(const Article& article, const Document& body, const Port& port, const Words& words);

}  // namespace heidi
