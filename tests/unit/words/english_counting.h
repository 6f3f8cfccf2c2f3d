// How English counts, without a host.
#pragma once

#include "words/counting_rules.h"

namespace heidi {

class EnglishCounting : public CountingRules {
public:
    std::string localized_number(std::int64_t number, std::string_view) const override {
        return std::to_string(number);
    }
    PluralCategory plural_category(std::int64_t number, std::string_view) const override {
        return number == 1 ? PluralCategory::One : PluralCategory::Other;
    }
};

}  // namespace heidi
