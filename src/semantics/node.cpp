#include "semantics/node.h"

#include <iterator>

namespace heidi {
namespace {

// In the order of the enumerations: the static_asserts below break when one grows without the other.
constexpr std::string_view element_names[] = {
    "",    "div",    "article", "section",  "header", "footer", "figure", "figcaption", "h1",         "h2",
    "h3",  "h4",     "h5",      "h6",       "p",      "ul",     "ol",     "li",         "blockquote", "pre",
    "hr",  "table",  "thead",   "tbody",    "tr",     "th",     "td",     "time",       "img",        "button",
    "a",   "select", "option",  "textarea", "input",  "label",  "em",     "strong",     "del",        "code",
    "sup", "sub",    "ins",     "mark",     "small",  "kbd",    "abbr",   "span",
};
static_assert(std::size(element_names) == static_cast<std::size_t>(Tag::Span) + 1);

constexpr std::string_view attribute_names[] = {
    "href",          "src",          "alt",        "title",           "lang",      "dir",           "start",
    "datetime",      "role",         "aria-label", "aria-labelledby", "aria-live", "aria-busy",     "hidden",
    "aria-level",    "part",         "value",      "placeholder",     "checked",   "aria-disabled", "aria-pressed",
    "aria-expanded", "scope",        "maxlength",  "colspan",         "class",     "data-command",  "id",
    "aria-atomic",   "aria-current", "data-focus", "aria-controls",   "rel",       "target",        "rows",
    "enterkeyhint",  "loading",      "tabindex",   "disabled",
};
static_assert(std::size(attribute_names) == static_cast<std::size_t>(AttributeName::NativelyDisabled) + 1);

}  // namespace

std::string_view element_name(Tag tag) { return element_names[static_cast<std::size_t>(tag)]; }

std::string_view attribute_name(AttributeName name) { return attribute_names[static_cast<std::size_t>(name)]; }

[[gnu::noinline]] void Node::add(float x, float y, Node&& child) {
    children.push_back({x, y, std::make_shared<const Node>(std::move(child))});
}

[[gnu::noinline]] void Node::set_text(std::string_view words) {
    text = words;
    phrases.clear();
    phrases.emplace_back().end = text.size();
}

[[gnu::noinline]] void Node::set(AttributeName name, std::string_view value) {
    attributes.push_back({name, std::string(value)});
}

Node::Node() = default;
Node::Node(const Node&) = default;
Node::Node(Node&&) noexcept = default;
Node& Node::operator=(const Node&) = default;
Node& Node::operator=(Node&&) noexcept = default;
Node::~Node() = default;

}  // namespace heidi
