#include "markdown/character_names.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace heidi {
namespace {

std::string_view name_in(std::string_view line) { return line.substr(0, line.find(' ')); }

bool is_name(std::string_view text) {
    const auto is_letter_or_digit = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), is_letter_or_digit);
}

// Takes " 2242" off the line. 0: it does not begin with a character's number.
char32_t take_code_point(std::string_view& line) {
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::size_t most_digits = 6;
    const std::size_t end = std::min(line.find(' ', 1), line.size());
    if (line.front() != ' ' || end > most_digits + 1) return 0;
    char32_t code_point = 0;
    for (const char c : line.substr(1, end - 1)) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) return 0;
        code_point = code_point * 16 + static_cast<char32_t>(digit);
    }
    line.remove_prefix(end);
    const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
    return surrogate || code_point >= 0x110000 ? 0 : code_point;
}

// "" where it is no line of such a file.
std::string text_in(std::string_view line) {
    std::string text;
    line.remove_prefix(name_in(line).size());
    for (int most = 2; !line.empty(); --most) {
        const char32_t code_point = take_code_point(line);
        if (code_point == 0 || most == 0) return {};
        append_utf8(text, code_point);
    }
    return text;
}

}  // namespace

std::size_t CharacterNames::read(std::string file) {
    std::string_view rest = file, last;
    for (std::size_t number = 1; number == 1 || !rest.empty(); ++number) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return number;
        const std::string_view line = rest.substr(0, end), name = name_in(line);
        if (!is_name(name) || name <= last || text_in(line).empty()) return number;
        last = name;
        rest.remove_prefix(end + 1);
    }
    file_ = std::move(file);
    return 0;
}

std::string CharacterNames::text_of(std::string_view name) const {
    const std::string_view file = file_;
    for (std::size_t from = 0, to = file.size(); from < to;) {
        std::size_t start = from + (to - from) / 2;
        const std::size_t end = file.find('\n', start);
        while (start > from && file[start - 1] != '\n') --start;
        const std::string_view line = file.substr(start, end - start);
        const int order = name.compare(name_in(line));
        if (order == 0) return text_in(line);
        order < 0 ? to = start : from = end + 1;
    }
    return {};
}

}  // namespace heidi
