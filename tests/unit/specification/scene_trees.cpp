// Reads a JSON array of Markdown texts and writes, for each, what the semantic layer holds of it, set wide and set narrow:
//
//   {"raw_html": false, "wide": [["p", {}, ["a ", ["em", {}, ["b"]]]]], "narrow": […]}
//
// Elements are [name, attributes, children], in reading order; decorations are left out, and the ends of wrapped lines
// with them. specification.test.mjs compares this with the HTML of the specifications.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "all_names.h"
#include "views/press.h"

using nlohmann::json;

namespace heidi {
namespace {

constexpr float wide = 640;
constexpr float narrow = 90;  // nearly every word is on a line of its own, and tables scroll

// Raw HTML is text here (markdown/raw_html.h): such an example says nothing about this program.
bool has_raw_html(const std::string& markdown) {
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser* parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (const char* name : {"table", "strikethrough", "autolink", "tasklist"})
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
    cmark_parser_feed(parser, markdown.data(), markdown.size());
    cmark_node* root = cmark_parser_finish(parser);
    cmark_iter* iterator = cmark_iter_new(root);
    bool found = false;
    while (cmark_iter_next(iterator) != CMARK_EVENT_DONE) {
        const cmark_node_type type = cmark_node_get_type(cmark_iter_get_node(iterator));
        found |= type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
    }
    cmark_iter_free(iterator);
    cmark_node_free(root);
    cmark_parser_free(parser);
    return found;
}

json element(std::string_view name, const std::vector<Attribute>& attributes) {
    json named = json::object();
    for (const Attribute& attribute : attributes) named[std::string(attribute_name(attribute.name))] = attribute.value;
    return json::array({std::string(name), std::move(named), json::array()});
}

void add_phrases(json& children, const Node& node) {
    std::vector<json> open = {json::array({"", json::object(), json::array()})};
    const auto add = [&](json child) { open.back()[2].push_back(std::move(child)); };
    for (const Phrase& phrase : node.phrases) switch (phrase.kind) {
            case PhraseKind::Text:
            case PhraseKind::WrapAtSpace: add(node.text.substr(phrase.begin, phrase.end - phrase.begin)); break;
            case PhraseKind::Wrap:
            case PhraseKind::WrapAtHyphen:
            case PhraseKind::Turn: break;
            case PhraseKind::HardBreak: add(element("br", {})); break;
            case PhraseKind::Picture: add(element(element_name(phrase.tag), phrase.attributes)); break;
            case PhraseKind::Open: open.push_back(element(element_name(phrase.tag), phrase.attributes)); break;
            case PhraseKind::Close: {
                json closed = std::move(open.back());
                open.pop_back();
                add(std::move(closed));
            }
        }
    for (json& child : open.front()[2]) children.push_back(std::move(child));
}

json tree_of(const Node& node) {
    json made = element(element_name(node.tag), node.attributes);
    if (node.align != TextAlign::Start) made[1]["align"] = node.align == TextAlign::Center ? "center" : "right";
    add_phrases(made[2], node);
    for (const Child& child : node.children)
        if (child.node->tag != Tag::Decoration) made[2].push_back(tree_of(*child.node));
    return made;
}

json trees_of(const std::string& markdown) {
    Press press;
    press.names = all_names();
    return {{"raw_html", has_raw_html(markdown)},
            {"wide", tree_of(press.flow(markdown, wide))[2]},
            {"narrow", tree_of(press.flow(markdown, narrow))[2]}};
}

std::string all_of_input() {
    std::string text;
    char part[4096];
    while (const std::size_t read = std::fread(part, 1, sizeof part, stdin)) text.append(part, read);
    return text;
}

}  // namespace
}  // namespace heidi

int main() {
    const json texts = json::parse(heidi::all_of_input(), nullptr, false);
    if (!texts.is_array()) return 1;
    json trees = json::array();
    for (const json& text : texts) trees.push_back(heidi::trees_of(text.get<std::string>()));
    const std::string written = trees.dump(-1, ' ', false, json::error_handler_t::replace);
    return std::fwrite(written.data(), 1, written.size(), stdout) == written.size() ? 0 : 1;
}
