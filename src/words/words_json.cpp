#include "words/words.h"
#include "json/parse.h"

namespace heidi {
namespace {

// In the order of PluralCategory.
constexpr const char* categories[] = {"zero", "one", "two", "few", "many", "other"};
// Thirty times what any language needs.
constexpr std::size_t longest_locale_file = 256 * 1024;
constexpr int deepest = 2;  // the file, and the forms of a text that counts

// What to say, as Words keeps it; "" for what is no text.
std::string wording_of(const Json* value) {
    if (!value) return {};
    if (const auto* text = value->get_ptr<const Json::string_t*>()) return *text;
    std::string forms;
    for (const char* category : categories) {
        const auto form = value->find(category);
        const auto* text = form == value->end() ? nullptr : form->get_ptr<const Json::string_t*>();
        if (category != categories[0]) forms += form_separator;
        if (text) forms += *text;
    }
    // One that is for any count there must be.
    return forms.ends_with(form_separator) ? std::string() : forms;
}

const Json* member(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

}  // namespace

void Words::take(std::string_view json) {
    const Json english = parse_json(english_json, deepest).tree;
    const Json file = json.size() > longest_locale_file ? Json() : parse_json(json, deepest).tree;
    all_.clear();
    std::size_t ends[static_cast<std::size_t>(Text::count)], count = 0;
    // Both are sorted: by their keys, as Text is.
    for (auto entry = english.begin(); entry != english.end(); ++entry) {
        const std::string text = wording_of(member(file, entry.key()));
        all_ += text.empty() ? wording_of(&*entry) : text;
        ends[count++] = all_.size();
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < count; begin = ends[i++])
        texts_[i] = std::string_view(all_).substr(begin, ends[i] - begin);
}

}  // namespace heidi
