#include "app/names_on_demand.h"

#include <utility>

#include "markdown/document_from_markdown.h"

namespace heidi {
namespace {

// An answer is parsed ten times a second while it arrives: a file that is not there must not be asked for as often.
constexpr Milliseconds before_next_try{60'000};

}  // namespace

void NamesOnDemand::want() {
    if (coming_ || names_.are_known()) return;
    if (failed_at_ && port_.now() < *failed_at_ + before_next_try) return;
    coming_ = true;
    port_.want_names();
}

std::size_t NamesOnDemand::arrived(std::string file) {
    coming_ = false;
    const std::size_t wrong_line = names_.read(std::move(file));
    if (wrong_line != 0) failed_at_ = port_.now();
    return wrong_line;
}

Document NamesOnDemand::document_from(std::string_view markdown) {
    Document document = document_from_markdown(markdown, names_);
    if (document.wants_names) want();
    return document;
}

}  // namespace heidi
