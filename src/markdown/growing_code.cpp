#include "markdown/growing_code.h"

#include "base/utf8.h"
#include "markdown/half_markup.h"

#include <algorithm>

namespace heidi {
namespace {

std::size_t line_length(std::string_view text) {
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos) return text.size();
    return end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
}

std::string_view without_line_end(std::string_view line) { return line.substr(0, line.find_last_not_of("\r\n") + 1); }

}  // namespace

std::optional<GrowingCode> GrowingCode::opened_by(std::string_view whole_lines) {
    const std::size_t opening = line_length(whole_lines);
    const std::optional<CodeFence> fence = CodeFence::opened_by(whole_lines.substr(0, opening));
    return fence ? std::optional(GrowingCode(*fence, opening)) : std::nullopt;
}

std::optional<std::size_t> GrowingCode::add_lines(Block& code, std::string_view whole_lines) {
    code.text.resize(whole_bytes_);
    for (std::size_t at = 0; at < whole_lines.size();) {
        const std::string_view line = whole_lines.substr(at, line_length(whole_lines.substr(at)));
        at += line.size();
        if (fence_.is_closed_by(line)) return at;
        append(code, without_line_end(line));
        whole_bytes_ = code.text.size();
        has_lines_ = true;
    }
    return std::nullopt;
}

void GrowingCode::add_half_line(Block& code, std::string_view start_of_line) {
    code.text.resize(whole_bytes_);
    const std::string_view shown = without_half_character(without_line_end(start_of_line));
    if (!may_close_a_fence(shown)) append(code, shown);
}

void GrowingCode::append(Block& code, std::string_view line) const {
    if (has_lines_) code.text += '\n';
    code.text += well_formed_utf8(line);
}

}  // namespace heidi
