// Answers as language models write them, with all the Markdown that they use and some that they get wrong.
#pragma once

#include <span>
#include <string_view>

namespace heidi {

struct ExampleAnswer {
    std::string_view what;
    std::string_view markdown;
};

std::span<const ExampleAnswer> example_answers();

}  // namespace heidi
