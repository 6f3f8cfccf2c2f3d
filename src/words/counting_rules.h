// How a language counts: the host knows (Intl). `locale` is BCP 47.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace heidi {

// CLDR's. English has One and Other, Arabic has them all.
enum class PluralCategory : std::uint8_t { Zero, One, Two, Few, Many, Other };

class CountingRules {
public:
    virtual std::string localized_number(std::int64_t number, std::string_view locale) const = 0;
    virtual PluralCategory plural_category(std::int64_t number, std::string_view locale) const = 0;

protected:
    ~CountingRules() = default;
};

}  // namespace heidi
