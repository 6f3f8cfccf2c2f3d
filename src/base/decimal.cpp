#include "base/decimal.h"

namespace heidi {

std::string decimal(std::int64_t number) {
    std::uint64_t left = static_cast<std::uint64_t>(number);
    if (number < 0) left = 0 - left;
    char digits[20];
    char* const end = digits + sizeof digits;
    char* at = end;
    do *--at = static_cast<char>('0' + left % 10);
    while ((left /= 10) > 0);
    if (number < 0) *--at = '-';
    return std::string(at, end);
}

}  // namespace heidi
