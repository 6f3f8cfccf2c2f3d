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
#include <vector>

#include "words/counting_rules.h"
#include "words/english.h"

namespace heidi {

// What stands in a text for "{name}".
using Placeholder = std::pair<std::string_view, std::string_view>;

class Words {
public:
    // English.
    explicit Words(const CountingRules& rules);

    // `json` is a locale file, `locale` (BCP 47) says how its language counts and writes numbers; "" is English again.
    // Untrusted: what it says of unknown texts or in another form is passed over, what it does not say stays English.
    void read(std::string_view json, std::string locale);

    std::string_view operator[](Text text) const { return plain_[static_cast<std::size_t>(text)]; }
    std::string filled(Text text, std::initializer_list<Placeholder> placeholders) const;
    // In the form for that count, which stands for "{count}".
    std::string counted(Text text, std::int64_t count, std::initializer_list<Placeholder> placeholders = {}) const;

    const std::string& locale() const { return locale_; }
    const CountingRules& rules() const { return rules_; }

private:
    struct Form {
        Text text;
        PluralCategory category;
        std::string words;
    };

    void take(std::string_view json);
    std::string_view form_for(Text text, std::int64_t count) const;

    const CountingRules& rules_;
    std::string locale_ = "en";
    std::array<std::string, std::size(text_keys)> plain_;  // of what has several forms: the one for any count
    std::vector<Form> forms_;                              // the others
};

// Replaces each "{name}". A brace that names none of them is text.
std::string with_placeholders(std::string_view text, std::initializer_list<Placeholder> placeholders);

}  // namespace heidi
