// Numbers as text. One function for all kinds: std::to_string has one for each, and tables, 0.6 kB brotli.
#pragma once

#include <cstdint>
#include <string>

namespace heidi {

std::string decimal(std::int64_t number);

}  // namespace heidi
