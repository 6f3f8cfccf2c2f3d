#include "views/reading_toolbar.h"

#include <algorithm>
#include <cmath>

#include "views/flow.h"
#include "views/parts.h"
#include "views/verbs.h"

namespace heidi {
namespace {

constexpr float row_height = 32;
constexpr float gap = 4;
constexpr float theme_width = 104;  // at least

bool names(std::string_view list, std::string_view name) {
    for (std::size_t at = list.find(name); at != std::string_view::npos; at = list.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
    }
    return false;
}

struct Comfort {
    std::string_view name;
    Text label;
    Verb verb;
};
constexpr Comfort comforts[] = {
    {"contents", Text::contents, verb_contents},
    {"listen", Text::listen, verb_listen},
    {"print", Text::print, verb_print},
    {"help", Text::keys, verb_help},
};

// The name holds what is seen: who speaks to his computer says that (WCAG 2.5.3).
Node sign_button(const std::string& sign, Text name, Verb verb, const ButtonLook& look, const Setting& setting) {
    return button_node(sign, {verb, ""}, look, setting, (sign + " ").append(setting.words[name]));
}

std::vector<SelectOption> theme_options(const Words& words) {
    std::vector<SelectOption> options;
    for (const auto& [value, label] : {std::pair{"auto", Text::theme_auto},
                                       {"light", Text::theme_light},
                                       {"dark", Text::theme_dark},
                                       {"sepia", Text::theme_sepia},
                                       {"contrast", Text::theme_contrast}})
        options.push_back({value, words[label]});
    return options;
}

float width_of(const std::vector<Node>& row) {
    float width = 0;
    for (const Node& part : row) width += part.width + (width > 0 ? gap : 0);
    return width;
}

void place(Node& toolbar, std::vector<Node> row, float x, float y) {
    for (Node& part : row) {
        part.placement = Placement::Absolute;
        const float part_y = y + std::floor((row_height - part.height) / 2), part_width = part.width;
        toolbar.add(x, part_y, std::move(part));
        x += part_width + gap;
    }
}

}  // namespace

std::optional<Node> reading_toolbar(const ReadingToolbar& toolbar, float width, const ArticleStyles& styles,
                                    const Setting& setting) {
    const ButtonLook look{
        .style = styles.label, .ink = Ink::Muted, .look = {.radius = 8}, .padding_x = 9, .padding_y = 6};
    std::vector<Node> wanted, offered, choices;
    for (const auto& [name, label, verb] : comforts) {
        if (!names(toolbar.wanted, name)) continue;
        const bool speaks = verb == verb_listen && toolbar.speaking;
        Node button = verb == verb_help
                          ? sign_button("?", label, verb, look, setting)
                          : button_node(setting.words[speaks ? Text::pause : label], {verb, ""}, look, setting);
        button.key = name;
        wanted.push_back(button);
        if (names(toolbar.offered, name)) offered.push_back(std::move(button));
    }
    if (names(toolbar.wanted, "size")) {
        choices.push_back(sign_button("A−", Text::smaller_text, verb_text_smaller, look, setting));
        choices.push_back(sign_button("A+", Text::larger_text, verb_text_larger, look, setting));
    }
    if (names(toolbar.wanted, "theme")) {
        const std::vector<SelectOption> themes = theme_options(setting.words);
        const float free = std::max(0.0f, width - width_of(choices) - gap);
        const float widest = std::max(theme_width, select_width(themes, styles.label, setting));
        choices.push_back(select_node(setting.words[Text::theme], themes, toolbar.theme, {verb_choose_theme, ""},
                                      styles.label, std::min(widest, free), setting));
    }
    if (wanted.empty() && choices.empty()) return std::nullopt;
    const float right = width_of(choices);
    const bool one_row = wanted.empty() || choices.empty() || width_of(wanted) + 3 * gap + right <= width;
    Node node;
    node.set(AttributeName::Role, "group");
    node.set(AttributeName::Label, setting.words[Text::reading_options]);
    say_language(node, setting);
    node.width = width;
    node.height = one_row ? row_height : 2 * row_height;
    // Labels begin where the text does: their padding hangs out.
    place(node, std::move(offered), -look.padding_x, 0);
    place(node, std::move(choices), std::max(0.0f, width - right), one_row ? 0 : row_height);
    return node;
}

}  // namespace heidi
