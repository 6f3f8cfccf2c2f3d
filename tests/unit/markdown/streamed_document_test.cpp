#include "markdown/streamed_document.h"

#include "markdown/document_from_markdown.h"
#include "markdown/example_answers.h"
#include "markdown/outline.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace heidi;

namespace {

std::string settled(const StreamedDocument& document) { return outline(Document{document.settled()}); }
std::string tail(const StreamedDocument& document) { return outline(Document{document.tail()}); }

std::string repeated(std::string_view text, std::size_t bytes) {
    std::string all;
    while (all.size() < bytes) all += text;
    return all;
}

constexpr std::size_t token_bytes = 4;  // what a token of English has on average

void stream(StreamedDocument& document, std::string_view text) {
    for (std::size_t length = 0; length < text.size(); length += token_bytes)
        document.update(text.substr(0, length), false);
    document.update(text, true);
}

// Each byte of a text, while it streams, is read that often.
double readings(std::string_view text) {
    StreamedDocument document;
    stream(document, text);
    CHECK(shown(document) == outline_of_markdown(text));
    return static_cast<double>(document.parsed_bytes()) / static_cast<double>(text.size());
}

// Lines of the example answers in any order, and lines that change what is above them or look as if.
std::string random_answer(std::mt19937& random) {
    constexpr std::string_view others[] = {
        "===",     "---", "-",   "1.",    "```",      "~~~~",  "   ```",  "````",    "|a|",     "|-|", "<!--", "-->",
        "<div>",   "[1]", "[a]", "> ```", "    code", "\tb",   "> a",     "- a",     "  b",     "&am", "**a",  "`b",
        "\uFEFFa", "\\",  "#",   "\xC3",  "a\rb",     "~~~\r", "[1]: /a", "a[^1] b", "[^1]: c", "[^1]"};
    std::string text;
    for (auto left = 1 + random() % 15; left > 0; --left) {
        const std::string_view answer = example_answers()[random() % example_answers().size()].markdown;
        const std::size_t start = answer.rfind('\n', random() % answer.size()) + 1;
        if (random() % 2)
            text += others[random() % std::size(others)];
        else
            text += answer.substr(start, answer.find('\n', start) - start);
        text += random() % 3 ? "\n" : "\n\n";
    }
    return text;
}

void check_invariants(std::string_view text, std::mt19937& random) {
    const Document whole = document_from_markdown(text);
    StreamedDocument document;
    std::vector<Block> before;
    for (std::size_t length = 0; length < text.size(); length += 1 + random() % 9) {
        document.update(text.substr(0, length), false);
        const std::vector<Block>& now = document.settled();
        REQUIRE(now.size() >= before.size());
        REQUIRE(std::equal(before.begin(), before.end(), now.begin()));
        before = now;
    }
    document.update(text, true);
    REQUIRE(shown(document) == outline(whole));
    const bool kept =
        whole.blocks.size() >= before.size() && std::equal(before.begin(), before.end(), whole.blocks.begin());
    REQUIRE(document.generation() == (kept ? 0 : 1));
    if (text.find("]:") == std::string_view::npos && text.find("[^") == std::string_view::npos) REQUIRE(kept);
}

}  // namespace

TEST_CASE("a block is settled when nothing that follows can change it") {
    StreamedDocument document;
    document.update("# Head\n\nHel", false);
    CHECK(settled(document) == "h1[Head]");
    CHECK(tail(document) == "p[Hel]");
    document.update("# Head\n\nHello\n\n- a\n", false);
    CHECK(settled(document) == "h1[Head] p[Hello]");
    CHECK(tail(document) == "ul{li{p[a]}}");
    document.update("# Head\n\nHello\n\n- a\n\n", false);
    CHECK(settled(document) == "h1[Head] p[Hello]");
    document.update("# Head\n\nHello\n\n- a\n\n- b\n", false);
    CHECK(tail(document) == "loose-ul{li{p[a]} li{p[b]}}");
    CHECK(document.generation() == 0);
}

TEST_CASE("half markup at the end is read as if it were whole, until the answer is finished") {
    StreamedDocument document;
    document.update("Hello **you", false);
    CHECK(shown(document) == "p[Hello strong(you)]");
    document.update("Hello **you", true);
    CHECK(shown(document) == "p[Hello **you]");
}

TEST_CASE("the example answers stream as they are, however they are cut") {
    for (const ExampleAnswer& answer : example_answers()) {
        CAPTURE(answer.what);
        for (std::uint32_t seed = 0; seed < 20; ++seed) {
            std::mt19937 random(seed);
            check_invariants(answer.markdown, random);
        }
    }
}

TEST_CASE("any text streams as it is, and what is settled stays but for definitions") {
    for (std::uint32_t seed = 0; seed < 2000; ++seed) {
        std::mt19937 random(seed);
        const std::string text = random_answer(random);
        CAPTURE(seed);
        CAPTURE(text);
        check_invariants(text, random);
    }
}

TEST_CASE("an answer is read in proportion to its length") {
    // As many bytes as a short answer has, because the bound is for each of them: 50,000 tokens have the same.
    constexpr std::size_t answer = 20'000;
    const std::string paragraph =
        repeated("It was **won by Norway**, as [the paper](https://a.example) says. ", 500) + "\n\n";
    const std::string note = "Norway won [1] by far, and Sweden came second [2].\n\n";
    const std::string list = repeated("- **Point**: something that takes a line\n", 600) + "\n";
    const std::string table = "| Land | Points |\n|---|--:|\n" + repeated("| *Norway* | 312 |\n", 400) + "\n";
    const std::string code = "```js\n" + repeated("const a = b[1];\n", 1000) + "```\n\n";

    // Twice for each token behind the start of its block, of which there are half as many as the block has.
    CHECK(readings(repeated(paragraph, answer)) < 170);
    CHECK(readings(repeated(note + paragraph, answer)) < 170);
    CHECK(readings(repeated(paragraph, answer) + note + "[1]: https://a.example\n") < 170);
    CHECK(readings(repeated(list + paragraph, answer)) < 280);
    CHECK(readings(repeated(table + paragraph, answer)) < 280);
    CHECK(readings(repeated(code + paragraph, answer)) < 80);
    CHECK(readings(repeated(code, answer)) < 2);
}

TEST_CASE("a code block without end is read once") {
    CHECK(readings("```js\n" + repeated("const a = b[1]; // *c*\n", 100'000)) < 2);
}

TEST_CASE("a block without end is read in proportion to its length too") {
    // 256 times at most, by the parser that looks for the end of the block, the one that reads the block, and the one
    // that tells what the end is part of.
    constexpr int most = 3 * 256;
    for (const std::string_view part : {"- something that takes a line\n", "> a quote\n", "a **b** ", "[", "\n"}) {
        CAPTURE(part);
        const std::string shorter = repeated(part, 4'000), longer = repeated(part, 8'000);
        CHECK(readings(shorter) < most);
        CHECK(readings(longer) < most);
    }
    CHECK(readings("|a|b|\n|-|-|\n" + repeated("| c | *d* |\n", 8'000)) < most);
}

TEST_CASE("of a long block at most a 256th is held back") {
    const std::string text = repeated("word ", 10'000) + "end";
    StreamedDocument document;
    for (std::size_t length = 0; length <= text.size(); length += token_bytes) {
        document.update(text.substr(0, length), false);
        REQUIRE(plain_text(Document{document.tail()}).size() + length / 256 + 1 >= length);
    }
}

TEST_CASE("an unchanged text is not read again") {
    StreamedDocument document;
    for (const bool finished : {false, true}) {
        document.update("Hello **you", finished);
        const std::size_t parsed = document.parsed_bytes();
        document.update("Hello **you", finished);
        CHECK(document.parsed_bytes() == parsed);
    }
}

TEST_CASE("a definition counts when the answer is finished") {
    StreamedDocument document;
    document.update("Norway won [1].\n\nSweden lost.\n\n[1]: https://a.ex", false);
    CHECK(shown(document) == "p[Norway won [1].] p[Sweden lost.]");
    CHECK(document.settled().size() == 2);
    document.update("Norway won [1].\n\nSweden lost.\n\n[1]: https://a.example\n", true);
    CHECK(shown(document) == "p[Norway won link<https://a.example>(1).] p[Sweden lost.]");
    CHECK(document.generation() == 1);
}

TEST_CASE("what looks like a definition and changes nothing throws nothing away") {
    StreamedDocument document;
    document.update("Hello\n\n```py\nfor a in b[1:]:\n```\n\nyou", false);
    document.update("Hello\n\n```py\nfor a in b[1:]:\n```\n\nyou", true);
    CHECK(shown(document) == "p[Hello] pre-py[for a in b[1:]:] p[you]");
    CHECK(document.settled().size() == 2);
    CHECK(document.generation() == 0);
}

TEST_CASE("another text is read from its start") {
    StreamedDocument document;
    document.update("Hello\n\nyou", false);
    document.update("Hi\n\nyou", false);
    CHECK(shown(document) == "p[Hi] p[you]");
    CHECK(document.generation() == 1);
    document.update("", false);
    CHECK(shown(document) == "");
    CHECK(document.generation() == 2);
}

TEST_CASE("a text that changed far above its end is found out when it is finished") {
    const std::string end = "\n\n" + repeated("word ", 200);
    StreamedDocument document;
    document.update("Hello" + end, false);
    document.update("Jello" + end, false);
    CHECK(settled(document) == "p[Hello]");
    document.update("Jello" + end, true);
    CHECK(shown(document) == outline_of_markdown("Jello" + end));
    CHECK(document.generation() == 1);
}

TEST_CASE("an answer that was interrupted goes on where it was") {
    StreamedDocument document;
    document.update("Hello\n\n```\na\n``", true);
    CHECK(shown(document) == "p[Hello] pre[a\n``]");
    document.update("Hello\n\n```\na\n```\n\n**you", false);
    CHECK(shown(document) == "p[Hello] pre[a] p[strong(you)]");
    document.update("Hello\n\n```\na\n```\n\n**you**", true);
    CHECK(shown(document) == "p[Hello] pre[a] p[strong(you)]");
    CHECK(document.generation() == 0);
}
