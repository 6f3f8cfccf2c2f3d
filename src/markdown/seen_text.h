// Knows a text that grows without keeping it, to tell whether another one extends it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace heidi {

class SeenText {
public:
    std::size_t size() const { return size_; }

    // Compares the lengths, and the last bytes seen with those in their place: 64 of them, whatever the length. A text
    // that differs further up only is taken for the same.
    bool seems_to_begin(std::string_view text) const;

    // Reads all that was seen again.
    bool begins(std::string_view text) const;

    // `text` extends what was seen; only what is new is read.
    void see(std::string_view text);

    // It has a "]:", without which there is no definition (CommonMark 0.31, "Link reference definitions").
    bool may_define_links() const { return may_define_links_; }

private:
    std::size_t size_ = 0;
    std::uint64_t hash_ = 14695981039346656037u;  // of nothing: FNV-1a, which can be continued
    std::string end_;
    bool may_define_links_ = false;
};

}  // namespace heidi
