// What ImGui's OpenGL backend calls instead of sscanf, see ThirdParty.cmake: it reads "#version %d" and "%d.%d". The C
// library's would bring floating point along, 4 kB brotli.

#include <cstdarg>

extern "C" int heidi_scan_version(const char* text, const char* format, ...) {
    va_list numbers;
    va_start(numbers, format);
    int found = 0;
    for (; *format != 0; ++format) {
        if (*format != '%') {
            if (*text++ != *format) break;
            continue;
        }
        ++format;  // "d"
        if (*text < '0' || *text > '9') break;
        int number = 0;
        for (; *text >= '0' && *text <= '9'; ++text) number = number * 10 + (*text - '0');
        *va_arg(numbers, int*) = number;
        ++found;
    }
    va_end(numbers);
    return found;
}
