#include "views/scene_reading.h"

namespace heidi {
namespace {

template <class Visit>
void visit_all(const Node& node, const Visit& visit) {
    visit(node);
    for (const Child& child : node.children) visit_all(*child.node, visit);
}

template <class Accept>
const Node* first(const Node& node, const Accept& accept) {
    if (accept(node)) return &node;
    for (const Child& child : node.children)
        if (const Node* found = first(*child.node, accept)) return found;
    return nullptr;
}

std::string own_words(const Node& node) {
    std::string words;
    for (const Phrase& phrase : node.phrases) {
        if (phrase.kind == PhraseKind::Text || phrase.kind == PhraseKind::WrapAtSpace)
            words += node.text.substr(phrase.begin, phrase.end - phrase.begin);
        if (phrase.kind == PhraseKind::HardBreak) words += '\n';
    }
    return words;
}

}  // namespace

std::string outline(const Node& node) {
    if (node.tag == Tag::Decoration) return "‹" + own_words(node) + "›";
    std::string text(element_name(node.tag));
    if (!node.text.empty() || node.children.empty()) text += "[" + own_words(node) + "]";
    if (node.children.empty()) return text;
    text += '{';
    for (std::size_t i = 0; i < node.children.size(); ++i)
        text += (i == 0 ? "" : " ") + outline(*node.children[i].node);
    return text + '}';
}

std::string words_of(const Node& node) {
    std::string words;
    visit_all(node, [&](const Node& part) {
        const std::string own = part.tag == Tag::Decoration ? std::string() : own_words(part);
        if (!words.empty() && !own.empty()) words += '\n';
        words += own;
    });
    return words;
}

std::string phrases_of(const Node& node) {
    constexpr std::string_view turns[] = {"⟨lro⟩", "⟨rlo⟩", "⟨pdf⟩", "⟨lrm⟩", "⟨rlm⟩"};
    std::string shown;
    for (const Phrase& phrase : node.phrases) switch (phrase.kind) {
            case PhraseKind::Text: shown += node.text.substr(phrase.begin, phrase.end - phrase.begin); break;
            case PhraseKind::Open: shown += '<' + std::string(element_name(phrase.tag)) + '>'; break;
            case PhraseKind::Close: shown += "</>"; break;
            case PhraseKind::Wrap: shown += '|'; break;
            case PhraseKind::WrapAtSpace: shown += "␣"; break;
            case PhraseKind::WrapAtHyphen: shown += "‐"; break;
            case PhraseKind::HardBreak: shown += "¶"; break;
            case PhraseKind::Turn: shown += turns[static_cast<std::size_t>(phrase.turn)]; break;
            case PhraseKind::Picture: shown += "▣"; break;
        }
    return shown;
}

std::vector<std::string> painted_lines(const Node& node) {
    std::vector<std::string> lines;
    float baseline = -1;
    for (const PaintedRun& run : node.runs) {
        if (run.baseline != baseline) lines.emplace_back();
        baseline = run.baseline;
        lines.back() += node.text.substr(run.begin, run.end - run.begin);
    }
    return lines;
}

std::string attribute_of(const Node& node, AttributeName name) {
    for (const Attribute& attribute : node.attributes)
        if (attribute.name == name) return attribute.value;
    return {};
}

std::vector<std::string> parts_of(const Node& node) {
    std::vector<std::string> parts;
    visit_all(node, [&](const Node& inner) {
        if (const std::string part = attribute_of(inner, AttributeName::Part); !part.empty()) parts.push_back(part);
    });
    return parts;
}

const Node* find_part(const Node& node, std::string_view name) {
    return first(node, [&](const Node& n) { return attribute_of(n, AttributeName::Part) == name; });
}

const Node* find_tag(const Node& node, Tag tag) {
    return first(node, [&](const Node& n) { return n.tag == tag; });
}

const Node* find_named(const Node& node, Tag tag, std::string_view name) {
    return first(node, [&](const Node& n) {
        return n.tag == tag && (attribute_of(n, AttributeName::Label) == name || words_of(n) == name);
    });
}

std::vector<const Node*> all_of(const Node& node, Tag tag) {
    std::vector<const Node*> found;
    visit_all(node, [&](const Node& n) {
        if (n.tag == tag) found.push_back(&n);
    });
    return found;
}

}  // namespace heidi
