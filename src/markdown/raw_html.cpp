#include "markdown/raw_html.h"

#include "base/utf8.h"

#include <algorithm>

namespace heidi {
namespace {

constexpr std::string_view comment_start = "<!--";
constexpr std::string_view comment_end = "-->";

std::size_t comment_length(std::string_view html) {
    if (!html.starts_with(comment_start)) return 0;
    // <!--> and <!---> are whole comments: the dashes of the start may be those of the end (CommonMark 0.31, raw HTML).
    const std::size_t end = html.find(comment_end, comment_start.size() - 2);
    return end == std::string_view::npos ? html.size() : end + comment_end.size();
}

std::size_t line_break_length(std::string_view html) {
    constexpr std::size_t name_end = 3;
    if (html.size() <= name_end || ascii_lower(html.substr(0, name_end)) != "<br") return 0;
    if (html[name_end] != '>' && html[name_end] != '/' && html[name_end] != ' ') return 0;
    const std::size_t end = html.find_first_of("<>", name_end);
    return end == std::string_view::npos || html[end] == '<' ? 0 : end + 1;
}

std::size_t line_end_length(std::string_view html) {
    if (html.starts_with("\r\n")) return 2;
    return html.front() == '\n' || html.front() == '\r' ? 1 : 0;
}

std::size_t append_next(DocumentBuilder& document, std::string_view html) {
    if (const std::size_t comment = comment_length(html)) return comment;
    if (const std::size_t line_break = line_break_length(html)) return document.add_hard_break(), line_break;
    if (const std::size_t line_end = line_end_length(html)) return document.add_soft_break(), line_end;
    const std::size_t text = std::min(html.find_first_of("<\r\n", 1), html.size());
    return document.add_text(html.substr(0, text)), text;
}

}  // namespace

bool has_markup(std::string_view html) {
    while (!html.empty()) {
        const std::size_t known = std::max(comment_length(html), line_break_length(html));
        if (known == 0 && html.front() == '<') return true;
        html.remove_prefix(std::max<std::size_t>(known, 1));
    }
    return false;
}

void append_raw_html(DocumentBuilder& document, std::string_view html) {
    while (!html.empty()) html.remove_prefix(append_next(document, html));
}

}  // namespace heidi
