#include "views/reading_toolbar.h"

#include <algorithm>
#include <cmath>

#include "views/flow.h"
#include "views/parts.h"
#include "views/texts.h"
#include "views/verbs.h"

namespace heidi {
namespace {

constexpr float row_height = 32;
constexpr float gap = 4;
constexpr float theme_width = 104;

bool names(std::string_view list, std::string_view name) {
    for (std::size_t at = list.find(name); at != std::string_view::npos; at = list.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
    }
    return false;
}

struct Comfort {
    std::string_view name;
    std::string_view label;
    std::string_view spoken;  // where the label does not say it
    Verb verb;
};
constexpr Comfort comforts[] = {
    {"contents", texts::contents, {}, verb_contents},
    {"listen", texts::listen, {}, verb_listen},
    {"print", texts::print, {}, verb_print},
    {"help", texts::help, texts::help_name, verb_help},
};

float width_of(const std::vector<Node>& row) {
    float width = 0;
    for (const Node& part : row) width += part.width + (width > 0 ? gap : 0);
    return width;
}

void place(Node& toolbar, std::vector<Node> row, float x, float y) {
    for (Node& part : row) {
        part.placement = Placement::Absolute;
        const float part_y = y + std::floor((row_height - part.height) / 2), part_width = part.width;
        toolbar.children.push_back({x, part_y, finished(std::move(part))});
        x += part_width + gap;
    }
}

}  // namespace

std::optional<Node> reading_toolbar(const ReadingToolbar& toolbar, float width, const ArticleStyles& styles,
                                    const Setting& setting) {
    const ButtonLook look{
        .style = styles.label, .ink = Ink::Muted, .look = {.radius = 8}, .padding_x = 9, .padding_y = 6};
    std::vector<Node> wanted, offered, choices;
    for (const auto& [name, label, spoken, verb] : comforts) {
        if (!names(toolbar.wanted, name)) continue;
        const bool speaks = verb == verb_listen && toolbar.speaking;
        Node button = button_node(speaks ? texts::pause : label, {verb, ""}, look, setting, spoken);
        button.key = name;
        wanted.push_back(button);
        if (names(toolbar.offered, name)) offered.push_back(std::move(button));
    }
    if (names(toolbar.wanted, "size")) {
        choices.push_back(button_node(texts::smaller, {verb_text_smaller, ""}, look, setting, texts::smaller_name));
        choices.push_back(button_node(texts::larger, {verb_text_larger, ""}, look, setting, texts::larger_name));
    }
    if (names(toolbar.wanted, "theme")) {
        const std::vector<SelectOption> themes{
            {"auto", "Auto"}, {"light", "Light"}, {"dark", "Dark"}, {"sepia", "Sepia"}, {"contrast", "Contrast"}};
        choices.push_back(select_node(texts::theme, themes, toolbar.theme, {verb_choose_theme, ""}, styles.label,
                                      std::min(theme_width, width - width_of(choices) - gap), setting));
    }
    if (wanted.empty() && choices.empty()) return std::nullopt;
    const float right = width_of(choices);
    const bool one_row = wanted.empty() || choices.empty() || width_of(wanted) + 3 * gap + right <= width;
    Node node;
    node.attributes = {{AttributeName::Role, "group"}, {AttributeName::Label, std::string(texts::reading_options)}};
    node.width = width;
    node.height = one_row ? row_height : 2 * row_height;
    // Labels begin where the text does: their padding hangs out.
    place(node, std::move(offered), -look.padding_x, 0);
    place(node, std::move(choices), std::max(0.0f, width - right), one_row ? 0 : row_height);
    return node;
}

}  // namespace heidi
