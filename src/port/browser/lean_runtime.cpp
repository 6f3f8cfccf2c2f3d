// Stands in for parts of the C and C++ libraries that are large for what is asked of them here.
#include <cstdlib>
#include <cstring>

#include "port/browser/host_calls.h"

extern "C" {

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

// Asked for "[x]" in the line of a task, where the library's way with long needles is of no use.
char* strstr(const char* text, const char* part) {
    const std::size_t length = std::strlen(part);
    for (; std::strncmp(text, part, length) != 0; ++text)
        if (*text == 0) return nullptr;
    return const_cast<char*>(text);
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
