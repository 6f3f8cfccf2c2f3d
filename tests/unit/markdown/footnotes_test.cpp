#include <doctest/doctest.h>

#include "markdown/document_from_markdown.h"
#include "markdown/outline.h"
#include "markdown/streamed_document.h"

using namespace heidi;

TEST_CASE("notes stand at the end, in the order in which they are referred to") {
    CHECK(outline_of_markdown("[^b]: second\n\none[^a] two[^b] three[^a]\n\n[^a]: first\n\nthe end") ==
          "p[one^1.1 two^2.1 three^1.2] p[the end] notes{note2{p[first]} note1{p[second]}}");
}

TEST_CASE("a reference to nothing is text, a note that nothing refers to is left out") {
    CHECK(outline_of_markdown("one[^a]") == "p[one[^a]]");
    CHECK(outline_of_markdown("one\n\n[^a]: first") == "p[one]");
    CHECK(outline_of_markdown("[^a]: first") == "");
    CHECK(outline_of_markdown("[^\f]: none\n\none[^a]\n\n[^a]: first").find("^") != std::string::npos);
}

TEST_CASE("notes hold blocks, and may refer to others and to themselves") {
    CHECK(outline_of_markdown("a[^1]\n\n[^1]: one[^2]\n\n    - two\n\n[^2]: see[^2]") ==
          "p[a^1.1] notes{note1{p[one^2.1] ul{li{p[two]}}} note2{p[see^2.2]}}");
}

TEST_CASE("a link holds no reference: a link in a link would be none") {
    CHECK(outline_of_markdown("[a[^1]](/b) c[^1]\n\n[^1]: one") == "p[link</b>(a) c^1.1] notes{note1{p[one]}}");
}

TEST_CASE("two notes of one name: the first counts") {
    CHECK(outline_of_markdown("a[^1]\n\n[^1]: one\n\n[^1]: two") == "p[a^1.1] notes{note1{p[one]}}");
}

TEST_CASE("of footnotes in an answer nothing is seen until it is finished") {
    const std::string text =
        "Norway won[^1], and **Sweden**[^two words] lost[^x].\n\nThe end[^1].\n\n[^1]: By far.\n[^x]: See\n\n";
    for (std::size_t length = 0; length < text.size(); ++length) {
        StreamedDocument document;
        for (std::size_t part = 0; part <= length; ++part) document.update(text.substr(0, part), false);
        CAPTURE(text.substr(0, length));
        const std::string seen = shown(document);
        CHECK(seen.find("[^1") == std::string::npos);
        CHECK(seen.find("[^x") == std::string::npos);
        CHECK(seen.find("notes") == std::string::npos);
        CHECK(seen.find("By far") == std::string::npos);
    }
    StreamedDocument document;
    for (std::size_t length = 0; length < text.size(); ++length) document.update(text.substr(0, length), false);
    CHECK(document.settled().size() == 2);
    document.update(text, true);
    CHECK(shown(document) == outline_of_markdown(text));
    CHECK(shown(document).find("notes{note2{p[By far.]} note1{p[See]}}") != std::string::npos);
}

TEST_CASE("what only looks like a reference comes back when the answer is finished") {
    StreamedDocument document;
    document.update("a[^1] b\n\nthe end\n", false);
    CHECK(shown(document) == "p[a b] p[the end]");
    document.update("a[^1] b\n\nthe end\n", true);
    CHECK(shown(document) == "p[a[^1] b] p[the end]");
    CHECK(document.generation() == 1);
}
