#include <algorithm>

#include <nlohmann/json.hpp>

#include "words/words.h"

namespace heidi {
namespace {

using Json = nlohmann::json;

// In the order of PluralCategory; the last, "other", is for any count.
constexpr const char* categories[] = {"zero", "one", "two", "few", "many"};
// Thirty times what any language needs.
constexpr std::size_t longest_locale_file = 256 * 1024;

template <class Names>
std::size_t index_in(const Names& names, std::string_view name) {
    return static_cast<std::size_t>(std::find(std::begin(names), std::end(names), name) - std::begin(names));
}

const std::string* text_of(const Json& json) {
    const auto* text = json.get_ptr<const Json::string_t*>();
    return text && !text->empty() ? text : nullptr;
}

}  // namespace

void Words::take(std::string_view json) {
    if (json.size() > longest_locale_file) return;
    const Json file = Json::parse(json, nullptr, false);
    if (!file.is_object()) return;
    for (auto entry = file.begin(); entry != file.end(); ++entry) {
        const std::size_t index = index_in(text_keys, entry.key());
        const Json& value = *entry;
        const auto other = value.is_object() ? value.find("other") : value.end();
        const std::string* words = text_of(other == value.end() ? value : *other);
        if (index == std::size(text_keys) || !words) continue;
        const Text text = static_cast<Text>(index);
        plain_[index] = *words;
        // One language's forms are of no use among another's.
        std::erase_if(forms_, [&](const Form& form) { return form.text == text; });
        for (std::size_t category = 0; value.is_object() && category < std::size(categories); ++category) {
            const auto form = value.find(categories[category]);
            if (form == value.end() || !text_of(*form)) continue;
            forms_.push_back({text, static_cast<PluralCategory>(category), *text_of(*form)});
        }
    }
}

}  // namespace heidi
