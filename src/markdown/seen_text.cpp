#include "markdown/seen_text.h"

#include <algorithm>

namespace heidi {
namespace {

constexpr std::size_t remembered_bytes = 64;

std::uint64_t continued_hash(std::uint64_t hash, std::string_view text) {
    constexpr std::uint64_t prime = 1099511628211u;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
    return hash;
}

}  // namespace

bool SeenText::seems_to_begin(std::string_view text) const {
    return text.size() >= size_ && text.substr(0, size_).ends_with(end_);
}

bool SeenText::begins(std::string_view text) const {
    return text.size() >= size_ && continued_hash(SeenText().hash_, text.substr(0, size_)) == hash_;
}

void SeenText::see(std::string_view text) {
    const std::string_view with_last_byte = text.substr(std::max<std::size_t>(size_, 1) - 1);
    may_define_links_ |= with_last_byte.find("]:") != std::string_view::npos;
    hash_ = continued_hash(hash_, text.substr(size_));
    size_ = text.size();
    end_ = text.substr(size_ - std::min(size_, remembered_bytes));
}

}  // namespace heidi
