#include "markdown/safe_link.h"

#include <doctest/doctest.h>

#include <string>

using namespace heidi;
using namespace std::string_view_literals;

namespace {

struct Address {
    std::string_view what;
    std::string_view url;
};

constexpr Address followed[] = {
    {"http", "http://news.example/a"},
    {"https", "https://news.example/a?b=c#d"},
    {"a scheme in capitals", "HTTPS://news.example"},
    {"http without slashes", "http:news"},
    {"mail", "mailto:heidi@news.example"},
    {"a telephone number", "tel:+41-44-555-01-23"},
    {"a scheme broken by a line end", "ht\ntps://news.example"},
    {"space before the scheme", " \x01https://news.example"},
    {"a path", "/articles/sora"},
    {"a relative path", "../sora.html"},
    {"a file name", "sora.html"},
    {"a query", "?page=2"},
    {"a fragment", "#sources"},
    {"the page's own scheme", "//cdn.example/a"},
    {"backslashes, which the URL parser turns around", "\\\\cdn.example\\a"},
    {"a colon after a slash", "wiki/Help:Contents"},
    {"a colon in a query", "?at=10:30"},
    {"a colon in a fragment", "#t=10:30"},
    {"a colon first", ":memory:"},
    {"a digit first", "1:2"},
    {"a colon after a letter that is not ASCII", "ｊavascript:alert(1)"},
    {"a percent sign in the scheme's place", "%6Aavascript:alert(1)"},
    {"a no-break space first", "\u00A0javascript:alert(1)"},
    {"a zero-width space first", "\u200Bjavascript:alert(1)"},
    {"an entity that nobody decoded", "javascript&colon;alert(1)"},
    {"a long word", "a-very-long-file-name-that-consists-of-nothing-but-letters-that-a-scheme-might-have-too"},
};

constexpr Address refused[] = {
    {"nothing", ""},
    {"only space", " \t\r\n"},
    {"only controls", "\x01\x1F"},
    {"a script", "javascript:alert(1)"},
    {"a script in mixed case", "JaVaScRiPt:alert(1)"},
    {"a script after a space", " javascript:alert(1)"},
    {"a script after a tab and a line end", "\t\n javascript:alert(1)"},
    {"a script after a control", "\x01javascript:alert(1)"},
    {"a script after NUL", "\0javascript:alert(1)"sv},
    {"a script after every control", "\x01\x02\x1E\x1F javascript:alert(1)"},
    {"a script with a line end in it", "java\nscript:alert(1)"},
    {"a script with a carriage return in it", "java\rscript:alert(1)"},
    {"a script with tabs in it", "j\ta\tv\ta\tscript\t:alert(1)"},
    {"a script that looks like an address", "javascript://news.example/%0Aalert(1)"},
    {"Visual Basic", "vbscript:msgbox(1)"},
    {"a page in the address", "data:text/html,<script>alert(1)</script>"},
    {"a picture in the address", "data:image/png;base64,AAAA"},
    {"a file", "file:///etc/passwd"},
    {"a blob", "blob:https://news.example/1"},
    {"a file system", "filesystem:https://news.example/1"},
    {"the source of a page", "view-source:https://news.example"},
    {"an about page", "about:blank"},
    {"another scheme that does not read as text", "intent://x#Intent;end"},
    {"a scheme of one letter", "c:\\autoexec.bat"},
    {"a host that reads as a scheme", "localhost:8080/a"},
    {"http with something behind it", "https+evil:x"},
    {"mail with something before it", "xmailto:x"},
};

constexpr Address shown_pictures[] = {
    {"http", "http://news.example/a.png"},
    {"https", "https://news.example/a.svg"},
    {"a path", "sora.png"},
    {"the page's own scheme", "//cdn.example/a.webp"},
    {"a PNG", "data:image/png;base64,iVBORw0KGgo="},
    {"a JPEG", "data:image/jpeg;base64,AAAA"},
    {"a GIF without parameters", "data:image/gif,GIF89a"},
    {"a WebP", "data:image/webp;base64,AAAA"},
    {"an AVIF in capitals", "DATA:IMAGE/AVIF;BASE64,AAAA"},
    {"a PNG with a line end in its type", "data:ima\nge/png;base64,AAAA"},
};

constexpr Address hidden[] = {
    {"nothing", ""},
    {"a script", "javascript:alert(1)"},
    {"mail", "mailto:heidi@news.example"},
    {"a telephone number", "tel:1"},
    {"a file", "file:///a.png"},
    {"a blob", "blob:https://news.example/1"},
    {"an SVG", "data:image/svg+xml,<svg/>"},
    {"an SVG that begins as a PNG", "data:image/png+svg;base64,AAAA"},
    {"a page", "data:text/html,<p>"},
    {"a page that mentions a PNG", "data:text/html;image/png,<p>"},
    {"a picture of no type", "data:,AAAA"},
    {"a type without an end", "data:image/png"},
    {"a type that is only begun", "data:image/pn,AAAA"},
    {"space in front of the type", "data: image/svg+xml,<svg/>"},
    {"data alone", "data:"},
};

}  // namespace

TEST_CASE("an address that a browser would open as a page, a mail or a call is a link") {
    for (const Address& address : followed) {
        CAPTURE(address.what);
        CHECK(is_safe_link(address.url));
    }
}

TEST_CASE("an address that a browser would run, read from disk or not know is none") {
    for (const Address& address : refused) {
        CAPTURE(address.what);
        CHECK_FALSE(is_safe_link(address.url));
    }
}

TEST_CASE("a picture comes from the web or is a bitmap in the address") {
    for (const Address& address : shown_pictures) {
        CAPTURE(address.what);
        CHECK(is_safe_image(address.url));
    }
}

TEST_CASE("a picture that could hold a script is none") {
    for (const Address& address : hidden) {
        CAPTURE(address.what);
        CHECK_FALSE(is_safe_image(address.url));
    }
}

TEST_CASE("a megabyte of tabs does not hide a script") {
    CHECK_FALSE(is_safe_link("java" + std::string(1 << 20, '\t') + "script:alert(1)"));
    CHECK_FALSE(is_safe_link(std::string(1 << 20, ' ') + "javascript:alert(1)"));
}
