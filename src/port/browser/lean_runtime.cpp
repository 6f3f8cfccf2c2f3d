// Stands in for parts of the C and C++ libraries that are large for what is asked of them here.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <unordered_map>

#include "port/browser/host_calls.h"

extern "C" {

extern std::uint8_t __heap_base;  // the linker's: behind all that it has placed

// JSON's numbers and the page's settings, always decimal. A C library rounds them with 128-bit arithmetic, which is 8 kB
// brotli with the printf below; the browser has a correctly rounding reader of its own.
double strtod(const char* text, char** end) {
    const std::size_t length = std::strspn(text, "+-.0123456789eE");
    const double number = heidi_number(text, length);
    if (end) *end = const_cast<char*>(text) + (number == number ? length : 0);
    return number == number ? number : 0;
}
float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }
// Never called, but asked for before the linker drops what asks; the C library's brings its strtod along.
long double strtold(const char* text, char** end) { return strtod(text, end); }

// Corners are round, and nothing else asks: the browser knows sines too.
float sinf(float radians) { return static_cast<float>(heidi_sine(static_cast<double>(radians))); }
float cosf(float radians) { return static_cast<float>(heidi_sine(static_cast<double>(radians) + 1.57079632679489662)); }
float acosf(float cosine) { return static_cast<float>(heidi_arc_cosine(static_cast<double>(cosine))); }

// Halves away from zero. The library has none of WebAssembly's own instructions for it.
float roundf(float number) {
    const float whole = __builtin_truncf(number);
    return __builtin_fabsf(number - whole) < 0.5f ? whole : whole + __builtin_copysignf(1, number);
}

// Called once, for the first line of a shader; the library's copies four bytes at a time.
char* strcpy(char* to, const char* from) {
    for (char* at = to; (*at++ = *from++) != 0;) {
    }
    return to;
}

// Asked for "[x]" in the line of a task, where the library's way with long needles is of no use.
char* strstr(const char* text, const char* part) {
    const std::size_t length = std::strlen(part);
    for (; std::strncmp(text, part, length) != 0; ++text)
        if (*text == 0) return nullptr;
    return const_cast<char*>(text);
}

// cmark sorts what links refer to. A heap is as quick in the worst case as the library's smooth sort, and 0.5 kB brotli less.
void qsort(void* items, std::size_t count, std::size_t width, int (*compare)(const void*, const void*)) {
    const auto at = [=](std::size_t index) { return static_cast<char*>(items) + index * width; };
    const auto swap = [=](std::size_t a, std::size_t b) { std::swap_ranges(at(a), at(a) + width, at(b)); };
    // At first each item that has others below it sinks to its place, from the last to the first; then the first, which is
    // the greatest of those that are left, changes places with the last of them.
    for (std::size_t first = count / 2, left = count; left > 1;) {
        if (first > 0)
            --first;
        else
            swap(0, --left);
        for (std::size_t parent = first, child; (child = 2 * parent + 1) < left; parent = child) {
            if (child + 1 < left && compare(at(child), at(child + 1)) < 0) ++child;
            if (compare(at(parent), at(child)) >= 0) break;
            swap(parent, child);
        }
    }
}

// The end of a module whose state is not to be trusted any more: a trap, which the shell's `guard` catches.
void abort() { __builtin_trap(); }

// Where malloc gets its memory, in multiples of 16 bytes. There is a fifth more of it each time, if the browser has so much,
// because growing is slow and costs the page's side its views; malloc never gives any back.
void* sbrk(std::intptr_t bytes) {
    constexpr std::size_t page = 65536;
    static std::size_t end = reinterpret_cast<std::size_t>(&__heap_base);
    const std::size_t start = end, wanted = start + static_cast<std::size_t>(bytes);
    const std::size_t pages = __builtin_wasm_memory_size(0);
    const auto grows = [](std::size_t by) { return __builtin_wasm_memory_grow(0, by) != static_cast<std::size_t>(-1); };
    const std::size_t needed = (wanted + page - 1) / page;
    const bool has_room = needed <= pages || grows(std::max(needed - pages, pages / 5)) || grows(needed - pages);
    if (wanted < start || !has_room) return reinterpret_cast<void*>(-1);
    end = wanted;
    return reinterpret_cast<void*>(start);
}

// Called to build messages that nobody reads.
int snprintf(char* text, std::size_t size, const char*, ...) {
    if (size > 0) *text = 0;
    return 0;
}

}  // extern "C"

// libc++ lets programs replace what it calls when all is lost. Its own would print why with printf, which is 3 kB brotli.
#ifndef _LIBCPP_VERBOSE_ABORT_NOEXCEPT
#define _LIBCPP_VERBOSE_ABORT_NOEXCEPT
#endif

[[noreturn]] void std::__libcpp_verbose_abort(const char*, ...) _LIBCPP_VERBOSE_ABORT_NOEXCEPT { std::abort(); }

// nlohmann's exceptions hold one of these, and nobody throws them. The library's brings along what finds out types while a program
// runs, 0.5 kB brotli.
std::__libcpp_refstring::__libcpp_refstring(const char* text) : __imp_(text) {}
std::runtime_error::runtime_error(const char* text) : __imp_(text) {}
std::runtime_error::~runtime_error() noexcept {}
const char* std::runtime_error::what() const noexcept { return ""; }
std::__libcpp_refstring::~__libcpp_refstring() {}

// How many buckets a hash table gets: the least prime that is not less. The library knows 48 small ones and a wheel of others
// by heart, 0.4 kB brotli; tables are enlarged so rarely that trying all divisors is as good.
std::size_t std::__next_prime(std::size_t number) {
    const auto is_prime = [](std::size_t candidate) {
        for (std::size_t divisor = 2; divisor * divisor <= candidate; ++divisor)
            if (candidate % divisor == 0) return false;
        return true;
    };
    while (!is_prime(number)) ++number;
    return number;
}
