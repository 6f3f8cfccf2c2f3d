// Not part of Ask Heidi: tools/setup/smoke.mjs builds it to see that the WebAssembly toolchain works as a whole.

#include <algorithm>
#include <array>
#include <cstdint>
#include <ranges>
#include <string>

namespace {

constexpr std::array<std::uint64_t, 4> fibonacci_from_ninety{2880067194370816120u, 4660046610375530309u,
                                                             7540113804746346429u, 12200160415121876738u};

bool greater_than_five(std::uint64_t number) { return number > 5'000'000'000'000'000'000u; }

}  // namespace

// A 64-bit result crosses to JavaScript as a BigInt.
extern "C" [[clang::export_name("smallest_great_number")]] std::uint64_t smallest_great_number() {
    auto great = fibonacci_from_ninety | std::views::filter(greater_than_five);
    return std::ranges::min(great);
}

extern "C" [[clang::export_name("length_of_greeting")]] std::size_t length_of_greeting() {
    std::string greeting = "How can I help";
    greeting += '?';
    return greeting.size();
}
