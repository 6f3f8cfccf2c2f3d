#include "markdown/safe_link.h"

#include <algorithm>
#include <optional>
#include <string>

namespace heidi {
namespace {

// Reads a URL's bytes as the URL parser does, in lower case because only schemes and media types are compared.
class UrlReader {
public:
    explicit UrlReader(std::string_view url) : rest_(url) {
        while (!rest_.empty() && static_cast<unsigned char>(rest_.front()) <= ' ') rest_.remove_prefix(1);
    }

    bool at_end() const { return rest_.empty(); }

    std::optional<char> next() {
        while (!rest_.empty()) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '\t' || c == '\n' || c == '\r') continue;
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        return std::nullopt;
    }

private:
    std::string_view rest_;
};

bool may_stand_in_scheme(char c, bool first) {
    const bool letter = c >= 'a' && c <= 'z';
    const bool digit_or_sign = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    return letter || (digit_or_sign && !first);
}

// The scheme, with the reader left behind its colon; nothing for a relative URL.
std::optional<std::string> read_scheme(UrlReader& url) {
    std::string scheme;
    while (const std::optional<char> c = url.next()) {
        if (*c == ':' && !scheme.empty()) return scheme;
        if (!may_stand_in_scheme(*c, scheme.empty())) return std::nullopt;
        scheme += *c;
    }
    return std::nullopt;
}

constexpr std::string_view bitmaps[] = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"};
constexpr std::size_t longest_bitmap = 10;

bool has_bitmap_type(UrlReader& data) {
    std::string type;
    while (const std::optional<char> c = data.next()) {
        if (*c == ';' || *c == ',') return std::find(std::begin(bitmaps), std::end(bitmaps), type) != std::end(bitmaps);
        if (type.size() == longest_bitmap) return false;
        type += *c;
    }
    return false;
}

bool is_web(const std::string& scheme) { return scheme == "http" || scheme == "https"; }

}  // namespace

bool is_safe_link(std::string_view url) {
    UrlReader reader(url);
    if (reader.at_end()) return false;
    const std::optional<std::string> scheme = read_scheme(reader);
    return !scheme || is_web(*scheme) || *scheme == "mailto" || *scheme == "tel";
}

bool is_safe_image(std::string_view url) {
    UrlReader reader(url);
    if (reader.at_end()) return false;
    const std::optional<std::string> scheme = read_scheme(reader);
    return !scheme || is_web(*scheme) || (*scheme == "data" && has_bitmap_type(reader));
}

}  // namespace heidi
