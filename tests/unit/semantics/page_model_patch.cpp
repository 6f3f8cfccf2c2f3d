#include <nlohmann/json.hpp>

#include "semantics/page_model.h"

namespace heidi {

using Json = nlohmann::json;

struct PageModel::Patch {
    PageModel& page;

    static std::map<std::string, std::string> attributes_in(const Json& object) {
        std::map<std::string, std::string> attributes;
        for (const auto& [name, value] : object.items()) attributes[name] = value.get<std::string>();
        return attributes;
    }

    static PagePhrase numbered_phrase(int number) {
        constexpr PhraseKind line_ends[] = {PhraseKind::Wrap, PhraseKind::HardBreak, PhraseKind::WrapAtHyphen};
        if (number < 3) return {.kind = line_ends[number]};
        return {.kind = PhraseKind::Turn, .turn = number - 3};
    }

    static PagePhrase phrase_in(const Json& json) {
        if (json.is_string()) return {.kind = PhraseKind::Text, .text = json.get<std::string>()};
        if (json.is_number()) return numbered_phrase(json.get<int>());
        if (json.empty()) return {.kind = PhraseKind::Close};
        if (json.size() == 1) return {.kind = PhraseKind::WrapAtSpace, .text = json[0].get<std::string>()};
        PagePhrase phrase{.kind = json.size() == 9 ? PhraseKind::Picture : PhraseKind::Open,
                          .element = json[0].get<std::string>(),
                          .font = json[1].get<int>(),
                          .ink = json[2].get<int>(),
                          .decoration = json[3].get<int>(),
                          .look = json[4].get<std::size_t>(),
                          .attributes = attributes_in(json[5])};
        if (phrase.kind == PhraseKind::Picture) {
            phrase.width = json[6].get<float>();
            phrase.height = json[7].get<float>();
            phrase.gap = json[8].get<float>();
        }
        return phrase;
    }

    void set_attributes(PageElement& element, const Json& changes) {
        for (const auto& [name, value] : changes.items()) {
            if (!value.is_null())
                element.attributes[name] = value.get<std::string>();
            else if (element.attributes.erase(name) == 0)
                page.fault("an attribute was removed that is not there: " + name);
        }
    }

    void make(const Json& op) {
        auto element = std::make_unique<PageElement>();
        element->id = op[1].get<NodeId>();
        element->name = op[4].get<std::string>();
        element->placement = op[5].get<int>();
        element->scrolls = op[6].get<int>() == 1;
        if (element->name.empty()) page.fault("an element without a name was made");
        page.insert(op[2].get<NodeId>(), op[3].get<NodeId>(), std::move(element));
    }

    void place(PageElement& e, const Json& op) {
        e.gap = op[2].get<float>();
        e.x = op[3].get<float>();
        e.y = op[4].get<float>();
        e.width = op[5].get<float>();
        e.height = op[6].get<float>();
    }

    void style(PageElement& e, const Json& op) {
        e.font = op[2].get<int>();
        e.ink = op[3].get<int>();
        e.align = op[4].get<int>();
        e.line_height = op[5].get<float>();
    }

    void apply(const Json& op) {
        const char code = op[0].get<std::string>()[0];
        ++page.operations_[code];
        if (code == '+') return make(op);
        const NodeId id = op[1].get<NodeId>();
        if (code == '-') return page.remove(id);
        PageElement* element = page.mutable_element(id);
        if (!element) return;
        switch (code) {
            case 'b': return place(*element, op);
            case 'c':
                element->content_width = op[2].get<float>();
                element->content_height = op[3].get<float>();
                return;
            case 'a': return set_attributes(*element, op[2]);
            case 's': return style(*element, op);
            case 'l': element->look = op[2].get<std::size_t>(); return;
            case 'v': element->verb = op[2].get<int>(); return;
            case 't':
                element->phrases.clear();
                for (const Json& phrase : op[2]) element->phrases.push_back(phrase_in(phrase));
                return;
            default: page.fault(std::string("an unknown operation: ") + code);
        }
    }

    void apply_all(const Json& patch) {
        page.operations_.clear();
        for (const Json& op : patch) apply(op);
    }

    static Look look_in(const Json& json) {
        return {.fill = static_cast<Ink>(json[0].get<int>()),
                .stroke = static_cast<Ink>(json[1].get<int>()),
                .bar = static_cast<Ink>(json[4].get<int>()),
                .rule = static_cast<Ink>(json[6].get<int>()),
                .bar_width = json[5].get<float>(),
                .stroke_width = json[2].get<float>(),
                .radius = json[3].get<float>()};
    }

    void learn(const Json& frame) {
        for (const Json& look : frame["looks"]) page.looks_.push_back(look_in(look));
        for (const Json& font : frame["fonts"]) page.fonts_[font[0].get<int>()] = font[1].get<std::string>();
        page.height_ = frame["height"].get<float>();
    }

    void drop_tile(const Json& drop) {
        const auto key = std::tuple(drop[0].get<NodeId>(), drop[1].get<int>(), drop[2].get<int>());
        if (page.tiles_.erase(key) == 0 && page.element(std::get<0>(key)))
            page.fault("a tile was dropped that is not there");
    }
};

void PageModel::apply_patch(std::string_view patch_json) {
    const Json patch = Json::parse(patch_json, nullptr, false);
    if (!patch.is_array()) return fault("the patch is not JSON");
    Patch{*this}.apply_all(patch);
}

void PageModel::apply_frame(std::string_view frame_json) {
    const Json frame = Json::parse(frame_json, nullptr, false);
    if (!frame.is_object()) return fault("the frame is not JSON");
    Patch patch{*this};
    patch.learn(frame);
    patch.apply_all(frame["patch"]);
    last_tiles_ = static_cast<int>(frame["tiles"].size());
    for (const Json& tile : frame["tiles"]) {
        const NodeId layer = tile[0].get<NodeId>();
        if (!element(layer)) fault("a tile came for a layer that is not there");
        tiles_.insert({layer, tile[1].get<int>(), tile[2].get<int>()});
    }
    for (const Json& drop : frame["drops"]) patch.drop_tile(drop);
}

}  // namespace heidi
