#include "markdown/character_names.h"

#include "all_names.h"
#include "markdown/document_from_markdown.h"
#include "markdown/outline.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace heidi;
using namespace std::string_view_literals;

namespace {

std::string outline_with(const CharacterNames& names, std::string_view markdown) {
    return outline(document_from_markdown(markdown, names));
}

}  // namespace

TEST_CASE("the file that the build makes has all names") {
    CharacterNames names;
    CHECK_FALSE(names.are_known());
    CHECK(names.text_of("amp") == "");
    REQUIRE(names.read(all_names_file()) == 0);
    CHECK(names.are_known());
    CHECK(names.text_of("AElig") == "Æ");
    CHECK(names.text_of("zwnj") == "\u200C");
    CHECK(names.text_of("amp") == "&");
    CHECK(names.text_of("NewLine") == "\n");
    CHECK(names.text_of("fjlig") == "fj");
    CHECK(names.text_of("NotEqualTilde") == "\u2242\u0338");
    CHECK(names.text_of("CounterClockwiseContourIntegral") == "∳");
    for (const char* name : {"", "A", "Aeli", "AEligs", "zzz", "amp;", "amp 26", "nope"})
        CHECK(names.text_of(name) == "");
}

TEST_CASE("a file that is none names its first wrong line and changes nothing") {
    const std::pair<std::string_view, std::size_t> files[] = {
        {"", 1},
        {"\n", 1},
        {"<!doctype html>\n", 1},
        {"{\"amp\":\"&\"}", 1},
        {"amp\n", 1},
        {"amp \n", 1},
        {"amp 26", 1},
        {"amp 26\nlt 3c", 2},
        {"amp 26\n\nlt 3c\n", 2},
        {"amp 26\nlt  3c\n", 2},
        {"amp 26\nlt 3c \n", 2},
        {"amp 26\nlt\t3c\n", 2},
        {"amp 26\r\n", 1},
        {"amp 26\nlt 3C\n", 2},
        {"amp 26\nlt 3g\n", 2},
        {"amp 26\nlt 0\n", 2},
        {"amp 26\nlt d800\n", 2},
        {"amp 26\nlt 110000\n", 2},
        {"amp 26\nlt 10000026\n", 2},
        {"amp 26\nlt 1 2 3\n", 2},
        {"lt 3c\namp 26\n", 2},
        {"amp 26\namp 26\n", 2},
        {"a-b 26\n", 1},
        {"\xC3\xA9 26\n", 1},
        {"amp 26\n\0lt 3c\n"sv, 2},
    };
    for (const auto& [file, wrong_line] : files) {
        CAPTURE(file);
        CharacterNames names;
        CHECK(names.read(std::string(file)) == wrong_line);
        CHECK_FALSE(names.are_known());
        REQUIRE(names.read("amp 26\nlt 10ffff 3c\n") == 0);
        CHECK(names.read(std::string(file)) == wrong_line);
        CHECK(names.text_of("lt") == "\U0010FFFF<");
    }
}

TEST_CASE("a text that uses a rare name wants the names, and has its character when they are known") {
    constexpr std::string_view texts[][3] = {
        {"a &NotEqualTilde; b", "p[a &NotEqualTilde; b]", "p[a ≂̸ b]"},
        {"[a](/&Zopf; \"&Zopf;\")", "p[link</&Zopf; \"&Zopf;\">(a)]", "p[link</ℤ \"ℤ\">(a)]"},
        {"[a]\n\n[a]: /&Zopf;", "p[link</&Zopf;>(a)]", "p[link</ℤ>(a)]"},
        {"``` &Zopf;\nb\n```", "pre-&Zopf;[b]", "pre-ℤ[b]"},
        {"|&Zopf;|\n|-|", "table--{tr{td[&Zopf;]}}", "table--{tr{td[ℤ]}}"},
        {"&lpar;&nope;&rpar;", "p[&lpar;&nope;&rpar;]", "p[(&nope;)]"},
        {"&dollar;&NewLine;", "p[&dollar;\n]", "p[$\n]"},
        // It makes no markup.
        {"&midast;a&midast;", "p[&midast;a&midast;]", "p[*a*]"},
    };
    for (const auto& [markdown, before, after] : texts) {
        CAPTURE(markdown);
        CHECK(outline_with({}, markdown) == before);
        CHECK(document_from_markdown(markdown).wants_names);
        CHECK(outline_with(all_names(), markdown) == after);
        CHECK_FALSE(document_from_markdown(markdown, all_names()).wants_names);
    }
}

TEST_CASE("what is no name, or one that people write, wants nothing") {
    for (const char* markdown :
         {"", "&amp; &nbsp; &eacute; &alpha; &hellip; &rarr; &#8770; &#x2242;", "`&Zopf;`", "    &Zopf;",
          "```\n&Zopf;\n```", "\\&Zopf;", "&Zopf", "& Zopf;", "&;", "&Z;", "&Zo pf;", "?a=1&b=2;", "AT&T; R&D;",
          "&caf\u00E9;", "<b title=\"&Zopf;\">", "&abcdefghijklmnopqrstuvwxyzabcdef;"}) {
        CAPTURE(markdown);
        CHECK_FALSE(document_from_markdown(markdown).wants_names);
    }
}

// Of what makes a script of an address all is built in, so that the gate (safe_link.h) decides the same before and after.
TEST_CASE("names in an address make no link that is not safe, before they are known nor afterwards") {
    for (const char* markdown : {"[a](javascript&colon;alert(1))", "[a](java&NewLine;script:b)",
                                 "[a](java&Tab;script:b)", "[a](&#106;avascript&colon;b)"}) {
        CAPTURE(markdown);
        CHECK(outline_with({}, markdown) == "p[a]");
        CHECK(outline_with(all_names(), markdown) == "p[a]");
    }
    // Neither is it decoded later, by whoever reads the link.
    CHECK(outline_with({}, "[a](javascript&colon&semi;b)") == "p[link<javascript&colon&semi;b>(a)]");
    CHECK(outline_with(all_names(), "[a](javascript&colon&semi;b)") == "p[link<javascript&colon;b>(a)]");
    CharacterNames hostile;
    REQUIRE(hostile.read("evil 3a\n") == 0);
    CHECK(outline_with({}, "[a](javascript&evil;b)") == "p[link<javascript&evil;b>(a)]");
    CHECK(outline_with(hostile, "[a](javascript&evil;b)") == "p[a]");
}

TEST_CASE("an answer that wanted names is read anew when they are known, another is not") {
    CharacterNames names;
    StreamedDocument rare(&names), common(&names);
    rare.update("a &Zo", false);
    CHECK_FALSE(rare.wants_names());
    rare.update("a &Zopf; b\n\nc\n\nd &Zop", false);
    common.update("a &eacute; b\n\nc\n\nd &Zop", false);
    CHECK(shown(rare) == "p[a &Zopf; b] p[c] p[d]");
    CHECK(rare.wants_names());
    CHECK_FALSE(rare.is_outdated());
    REQUIRE(names.read(all_names_file()) == 0);
    CHECK(rare.is_outdated());
    CHECK_FALSE(common.is_outdated());
    const std::size_t parsed = common.parsed_bytes();
    rare.update("a &Zopf; b\n\nc\n\nd &Zop", false);
    common.update("a &eacute; b\n\nc\n\nd &Zop", false);
    CHECK(shown(rare) == "p[a ℤ b] p[c] p[d]");
    CHECK(rare.generation() == 1);
    CHECK_FALSE(rare.is_outdated());
    CHECK(common.parsed_bytes() == parsed);
    rare.update("a &Zopf; b\n\nc\n\nd &Zopf;", true);
    common.update("a &eacute; b\n\nc\n\nd &Zopf;", true);
    CHECK(shown(rare) == "p[a ℤ b] p[c] p[d ℤ]");
    CHECK(shown(common) == "p[a é b] p[c] p[d ℤ]");
    CHECK(common.generation() == 0);
    CHECK_FALSE(common.wants_names());
}

TEST_CASE("a finished answer becomes another when names are known") {
    CharacterNames names;
    StreamedDocument answer(&names);
    answer.update("# &Zopf;\n\nb", true);
    CHECK(shown(answer) == "h1[&Zopf;] p[b]");
    REQUIRE(names.read(all_names_file()) == 0);
    answer.update("# &Zopf;\n\nb", true);
    CHECK(shown(answer) == "h1[ℤ] p[b]");
}
