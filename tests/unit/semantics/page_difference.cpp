#include <cmath>

#include "semantics/page_model.h"

namespace heidi {
namespace {

bool same_px(float a, float b) { return std::abs(a - b) < 0.02f; }  // patches are exact to the hundredth

std::string number(float value) { return std::to_string(value); }

class Comparison {
public:
    explicit Comparison(const std::vector<Look>& looks) : looks_(looks) {}

    std::string of(const PageElement& e, const Node& n) const {
        const std::string where = "<" + e.name + "> " + std::to_string(e.id) + ": ";
        if (const std::string what = of_itself(e, n); !what.empty()) return where + what;
        if (const std::string what = of_phrases(e.phrases, n); !what.empty()) return where + what;
        return of_children(e, n);
    }

private:
    std::string of_itself(const PageElement& e, const Node& n) const {
        if (e.name != element_name(n.tag)) return "should be a " + std::string(element_name(n.tag));
        if (e.placement != static_cast<int>(n.placement)) return "placement";
        if (e.scrolls != n.scrolls) return "scrolls";
        if (!same_px(e.width, n.width) || !same_px(e.height, n.height))
            return "size " + number(e.width) + " x " + number(e.height);
        if (n.scrolls && (!same_px(e.content_width, n.content_width) || !same_px(e.content_height, n.content_height)))
            return "size of the content";
        if (e.attributes != attributes_of(n.attributes)) return "attributes";
        if (e.look >= looks_.size() || looks_[e.look] != n.look) return "look";
        if (e.verb != n.action.verb) return "verb";
        const bool styled = e.font == n.font && e.ink == static_cast<int>(n.ink) &&
                            e.align == static_cast<int>(n.align) && same_px(e.line_height, n.line_height);
        return styled ? "" : "text style";
    }

    static std::map<std::string, std::string> attributes_of(const std::vector<Attribute>& attributes) {
        std::map<std::string, std::string> all;
        for (const Attribute& attribute : attributes)
            all[std::string(attribute_name(attribute.name))] = attribute.value;
        return all;
    }

    std::string of_phrases(const std::vector<PagePhrase>& shown, const Node& n) const {
        if (shown.size() != n.phrases.size())
            return std::to_string(shown.size()) + " phrases instead of " + std::to_string(n.phrases.size());
        for (std::size_t i = 0; i < shown.size(); ++i)
            if (!same(shown[i], n.phrases[i], n.text)) return "phrase " + std::to_string(i);
        return {};
    }

    bool same(const PagePhrase& shown, const Phrase& phrase, const std::string& text) const {
        if (shown.kind != phrase.kind) return false;
        switch (phrase.kind) {
            case PhraseKind::Text:
            case PhraseKind::WrapAtSpace: return shown.text == text.substr(phrase.begin, phrase.end - phrase.begin);
            case PhraseKind::Turn: return shown.turn == static_cast<int>(phrase.turn);
            case PhraseKind::Open:
            case PhraseKind::Picture:
                return shown.element == element_name(phrase.tag) && shown.font == phrase.font &&
                       shown.ink == static_cast<int>(phrase.ink) &&
                       shown.decoration == static_cast<int>(phrase.decoration) && shown.look < looks_.size() &&
                       looks_[shown.look] == phrase.look && shown.attributes == attributes_of(phrase.attributes) &&
                       same_px(shown.width, phrase.width) && same_px(shown.height, phrase.height) &&
                       same_px(shown.gap, phrase.gap);
            default: return true;
        }
    }

    // Decorations are no elements. In the flow a block lies below the one before it, by its gap.
    std::string of_children(const PageElement& e, const Node& n) const {
        std::size_t next = 0;
        float flow_bottom = 0;
        for (const Child& child : n.children) {
            if (child.node->tag == Tag::Decoration) continue;
            if (next >= e.children.size()) return "<" + e.name + "> " + std::to_string(e.id) + ": a child is missing";
            const PageElement& shown = *e.children[next++];
            const bool flow = shown.placement == static_cast<int>(Placement::Flow);
            const float y = flow ? flow_bottom + shown.gap : shown.y;
            if (flow) flow_bottom = y + shown.height;
            if (!same_px(shown.x, child.x) || !same_px(y, child.y))
                return "<" + shown.name + "> " + std::to_string(shown.id) + " lies at " + number(shown.x) + ", " +
                       number(y) + " instead of " + number(child.x) + ", " + number(child.y);
            if (const std::string what = of(shown, *child.node); !what.empty()) return what;
        }
        return next == e.children.size() ? "" : "<" + e.name + "> " + std::to_string(e.id) + ": a child too many";
    }

    const std::vector<Look>& looks_;
};

}  // namespace

std::string difference(const PageModel& page, const NodeRef& scene, const std::vector<Look>& looks) {
    if (!page.faults().empty()) return page.faults().front();
    if (!page.root()) return "nothing is shown";
    return Comparison(looks).of(*page.root(), *scene);
}

}  // namespace heidi
