#include "views/scene_reading.h"

namespace heidi {
namespace {

constexpr float rounding = 0.02f;

std::string flaw_of_phrases(const Node& node) {
    int open = 0;
    std::size_t at = 0;
    for (const Phrase& phrase : node.phrases) {
        if (phrase.kind == PhraseKind::Open) ++open;
        if (phrase.kind == PhraseKind::Close && --open < 0) return "an element is closed that was not opened";
        if (phrase.kind != PhraseKind::Text && phrase.kind != PhraseKind::WrapAtSpace) continue;
        if (phrase.begin < at || phrase.end <= phrase.begin || phrase.end > node.text.size())
            return "phrases repeat text, or point outside of it";
        at = phrase.end;
    }
    return open == 0 ? "" : "an element is not closed";
}

std::string flaw_of_runs(const Node& node) {
    for (const PaintedRun& run : node.runs) {
        if (run.end <= run.begin || run.end > node.text.size()) return "a run is empty or points outside of the text";
        if (run.baseline < 0 || run.baseline > node.height) return "a run lies above or below its block";
    }
    return {};
}

std::string flaw_of_children(const Node& node) {
    const float width = node.scrolls ? node.content_width : node.width;
    const float height = node.scrolls ? node.content_height : node.height;
    float bottom = 0;
    for (const Child& child : node.children) {
        const Node& inner = *child.node;
        if (inner.tag == Tag::Decoration || inner.tag == Tag::Checkbox) continue;  // markers hang outside
        const std::string what = "<" + std::string(element_name(inner.tag)) + "> " + words_of(inner).substr(0, 30);
        const bool across = child.x < -rounding || child.x + inner.width > width + rounding;
        const bool below = child.y < -rounding || child.y + inner.height > height + rounding;
        if (across || below) return what + ": reaches out of its <" + std::string(element_name(node.tag)) + ">";
        if (inner.placement != Placement::Flow) continue;
        if (child.y < bottom - rounding) return what + ": lies over the block before it";
        bottom = child.y + inner.height;
    }
    return {};
}

}  // namespace

std::string flaw_of(const Node& node) {
    if (std::string flaw = flaw_of_phrases(node); !flaw.empty()) return flaw + ": " + phrases_of(node);
    if (std::string flaw = flaw_of_runs(node); !flaw.empty()) return flaw + ": " + words_of(node);
    if (std::string flaw = flaw_of_children(node); !flaw.empty()) return flaw;
    for (const Child& child : node.children)
        if (std::string flaw = flaw_of(*child.node); !flaw.empty()) return flaw;
    return {};
}

}  // namespace heidi
