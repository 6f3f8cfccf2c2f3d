#include "base/decimal.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

using namespace heidi;

TEST_CASE("numbers are written as std::to_string writes them") {
    using Limits = std::numeric_limits<std::int64_t>;
    for (const std::int64_t number :
         {std::int64_t{0}, std::int64_t{7}, std::int64_t{-1}, std::int64_t{1'000'000}, Limits::max(), Limits::min()})
        CHECK(decimal(number) == std::to_string(number));
}
