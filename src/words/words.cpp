#include "words/words.h"

#include <algorithm>

namespace heidi {

Words::Words(const CountingRules& rules) : rules_(rules) { take({}); }

void Words::read(std::string_view json, std::string locale) {
    locale_ = locale.empty() ? "en" : std::move(locale);
    take(json);
}

std::string Words::filled(Text text, std::initializer_list<Placeholder> placeholders) const {
    return with_placeholders((*this)[text], placeholders);
}

std::string Words::counted(Text text, std::int64_t count, std::initializer_list<Placeholder> placeholders) const {
    std::string_view forms = (*this)[text];
    const std::string_view other = forms.substr(forms.rfind(form_separator) + 1);
    for (int left = static_cast<int>(rules_.plural_category(count, locale_)); left > 0; --left)
        forms.remove_prefix(std::min(forms.find(form_separator), forms.size() - 1) + 1);
    const std::string_view form = forms.substr(0, forms.find(form_separator));
    const std::string number = rules_.localized_number(count, locale_);
    return with_placeholders(with_placeholders(form.empty() ? other : form, {{"count", number}}), placeholders);
}

std::string with_placeholders(std::string_view text, std::initializer_list<Placeholder> placeholders) {
    std::string result;
    while (!text.empty()) {
        const std::size_t brace = std::min(text.find('{'), text.size());
        result += text.substr(0, brace);
        text.remove_prefix(brace);
        const auto named = std::find_if(placeholders.begin(), placeholders.end(), [&](const Placeholder& one) {
            return text.size() > one.first.size() + 1 && text.substr(1, one.first.size()) == one.first &&
                   text[one.first.size() + 1] == '}';
        });
        if (named != placeholders.end()) {
            result += named->second;
            text.remove_prefix(named->first.size() + 2);
        } else if (!text.empty()) {
            result += text.front();
            text.remove_prefix(1);
        }
    }
    return result;
}

}  // namespace heidi
