// The widget's own words in the reader's language: English, which is compiled in, or what a locale file says instead.
//
// shell/locales/en.json is the list. Each of its keys is a member of the enumeration Text, which the build makes from it
// (words/english.h), so that a text that does not exist does not compile.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "words/counting_rules.h"
#include "words/english.h"

namespace heidi {

// What stands in a text for "{name}".
using Placeholder = std::pair<std::string_view, std::string_view>;

class Words {
public:
    // English.
    explicit Words(const CountingRules& rules);
    Words(const Words&) = delete;

    // `json` is a locale file, `locale` (BCP 47) says how its language counts and writes numbers; "" is English again.
    // Untrusted: what it says of unknown texts or in another form is passed over, what it does not say stays English.
    void read(std::string_view json, std::string locale);

    // As long as nothing else is read.
    std::string_view operator[](Text text) const { return texts_[static_cast<std::size_t>(text)]; }
    std::string filled(Text text, std::initializer_list<Placeholder> placeholders) const;
    // In the form for that count, which stands for "{count}".
    std::string counted(Text text, std::int64_t count, std::initializer_list<Placeholder> placeholders = {}) const;

    const std::string& locale() const { return locale_; }

private:
    void take(std::string_view json);

    const CountingRules& rules_;
    std::string locale_ = "en";
    std::string all_;
    std::array<std::string_view, static_cast<std::size_t>(Text::count)> texts_;  // of `all_`
};

// Between the forms of a text that counts, in the order of PluralCategory; a language leaves those out that it has not.
inline constexpr char form_separator = '\n';

// Replaces each "{name}". A brace that names none of them is text.
std::string with_placeholders(std::string_view text, std::initializer_list<Placeholder> placeholders);

}  // namespace heidi
