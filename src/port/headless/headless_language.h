// English, as a browser's Intl words it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace heidi {

std::string english_date(std::string_view iso_date);  // "2026-03-30T08:00Z" → "March 30, 2026"; "" for what is no date
std::string english_number(std::int64_t number);      // 1234567 → "1,234,567"

}  // namespace heidi
