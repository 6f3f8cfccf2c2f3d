#include "model/article_json.h"

#include "base/decimal.h"
#include "base/utf8.h"
#include "json/parse.h"

#include <limits>

namespace heidi {
namespace {

Error not_json(std::string_view text, std::size_t stopped_at) {
    if (trim_ascii_space(text).empty()) return {"not-json", "the article is empty, not JSON"};
    const std::string_view read = text.substr(0, stopped_at);
    const auto line = std::count(read.begin(), read.end(), '\n') + 1;
    const std::size_t column = code_point_count(read.substr(read.rfind('\n') + 1));
    return {"not-json",
            "the article is not JSON: it goes wrong at line " + decimal(line) + ", column " + decimal(column)};
}

std::string_view found(const Json& value) {
    switch (value.type()) {
        case Json::value_t::string: return "a string";
        case Json::value_t::boolean: return "a boolean";
        case Json::value_t::object: return "an object";
        case Json::value_t::array: return "an array";
        case Json::value_t::null: return "null";
        default: return "a number";
    }
}

std::optional<std::int64_t> whole_number(const Json& value) {
    constexpr double largest_exact_double = 9007199254740992.0;  // 2^53
    if (const auto* natural = value.get_ptr<const Json::number_unsigned_t*>())
        return *natural <= std::numeric_limits<std::int64_t>::max() ? std::optional(static_cast<std::int64_t>(*natural))
                                                                    : std::nullopt;
    if (const auto* integer = value.get_ptr<const Json::number_integer_t*>()) return *integer;
    const auto* real = value.get_ptr<const Json::number_float_t*>();
    if (!real || !(*real >= -largest_exact_double && *real <= largest_exact_double)) return std::nullopt;
    const auto whole = static_cast<std::int64_t>(*real);
    return static_cast<double>(whole) == *real ? std::optional(whole) : std::nullopt;
}

std::string found_instead_of_whole_number(const Json& value) {
    if (!value.is_number()) return std::string(found(value));
    if (const std::optional<std::int64_t> whole = whole_number(value)) return decimal(*whole);
    return "a number that is not whole or too large";
}

struct Range {
    std::int64_t least;
    std::int64_t most;
    const char* words;
};
constexpr Range count_range{0, std::numeric_limits<std::int64_t>::max(), "a whole number, 0 or more"};
constexpr Range pixel_range{1, 65535, "a whole number from 1 to 65535"};

// Reads the members of one object. The first problem is kept and reading goes on, so that what is read below is a list.
class Members {
public:
    Members(const Json& object, std::string path, std::optional<Error>& problem)
        : object_(object), path_(std::move(path)), problem_(problem) {}

    // A null pointer when it is absent or null.
    const Json* find(const char* name) const {
        const auto member = object_.find(name);
        return member == object_.end() || member->is_null() ? nullptr : &*member;
    }

    std::string text(const char* name) const {
        const Json* value = find(name);
        if (!value) return {};
        if (const auto* string = value->get_ptr<const std::string*>()) return *string;
        return refuse(name, "a string", found(*value)), std::string();
    }

    std::string required_text(const char* name) const {
        if (!find(name)) miss(name);
        return text(name);
    }

    std::string text_or_number(const char* name) const {
        const Json* value = find(name);
        if (!value || !value->is_number()) return text(name);
        if (const std::optional<std::int64_t> whole = whole_number(*value)) return decimal(*whole);
        return refuse(name, "a string or a whole number", found_instead_of_whole_number(*value)), std::string();
    }

    std::optional<std::int64_t> number(const char* name, const Range& range) const {
        const Json* value = find(name);
        if (!value) return std::nullopt;
        const std::optional<std::int64_t> whole = whole_number(*value);
        if (whole && *whole >= range.least && *whole <= range.most) return whole;
        return refuse(name, range.words, found_instead_of_whole_number(*value)), std::nullopt;
    }

    std::optional<Members> object(const char* name) const {
        const Json* value = find(name);
        if (!value) return std::nullopt;
        if (value->is_object()) return Members(*value, path_of(name) + ".", problem_);
        return refuse(name, "an object", found(*value)), std::nullopt;
    }

    std::vector<Members> objects(const char* name) const {
        std::vector<Members> members;
        const Json& entries = array(name);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const std::string entry_name = entry_of(name, i);
            if (entries[i].is_object())
                members.emplace_back(entries[i], path_of(entry_name) + ".", problem_);
            else if (!entries[i].is_null())
                refuse(entry_name, "an object", found(entries[i]));
        }
        return members;
    }

    std::vector<std::string> texts(const char* name) const {
        std::vector<std::string> all;
        const Json& entries = array(name);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (const auto* text = entries[i].get_ptr<const std::string*>())
                all.push_back(*text);
            else
                refuse(entry_of(name, i), "a string", found(entries[i]));
        }
        return all;
    }

    bool flag(const char* name) const {
        const Json* value = find(name);
        if (value && !value->is_boolean()) refuse(name, "true or false", found(*value));
        return value && value->is_boolean() && value->get<bool>();
    }

    void miss(const char* name) const { report({"member-missing", "\"" + path_of(name) + "\" is missing"}); }

private:
    // Null, which has no entries, where it is absent.
    const Json& array(const char* name) const {
        static const Json nothing;
        const Json* value = find(name);
        if (value && !value->is_array()) refuse(name, "an array", found(*value));
        return value && value->is_array() ? *value : nothing;
    }

    static std::string entry_of(const char* name, std::size_t index) { return name + ("[" + decimal(index) + "]"); }

    std::string path_of(std::string_view name) const { return path_ + std::string(name); }

    void refuse(std::string_view name, std::string_view expected, std::string_view instead) const {
        report({"member-of-wrong-type",
                "\"" + path_of(name) + "\" must be " + std::string(expected) + ", but is " + std::string(instead)});
    }

    void report(Error error) const {
        if (!problem_) problem_ = std::move(error);
    }

    const Json& object_;
    std::string path_;
    std::optional<Error>& problem_;
};

bool is_blank(std::string_view text) { return trim_ascii_space(text).empty(); }

std::string title_from(const Members& article) {
    std::string title = article.required_text("title");
    if (is_blank(title)) article.miss("title");
    return title;
}

std::vector<Label> labels_from(const Members& article) {
    std::vector<Label> labels;
    for (const Members& members : article.objects("labels")) {
        Label label{.kind = members.text("kind"), .text = members.text("text")};
        if (!is_blank(label.text)) labels.push_back(std::move(label));
    }
    return labels;
}

std::optional<Picture> image_from(const Members& article) {
    const std::optional<Members> members = article.object("image");
    if (!members) return std::nullopt;
    Picture image{.src = members->text("src"),
                  .alt = members->text("alt"),
                  .caption = members->text("caption"),
                  .width = static_cast<int>(members->number("width", pixel_range).value_or(0)),
                  .height = static_cast<int>(members->number("height", pixel_range).value_or(0))};
    return is_blank(image.src) ? std::nullopt : std::optional(std::move(image));
}

std::optional<Author> author_from(const Members& article) {
    const std::optional<Members> members = article.object("author");
    if (!members) return std::nullopt;
    return Author{.name = members->text("name"), .bio = members->text("bio"), .url = members->text("url")};
}

Article article_from(const Members& members) {
    return {.id = members.text_or_number("id"),
            .url = members.text("url"),
            .lang = members.text("lang"),
            .title = title_from(members),
            .dek = members.text("dek"),
            .body_markdown = members.find("body") ? std::string() : members.required_text("body_markdown"),
            .body = members.texts("body"),
            .labels = labels_from(members),
            .published = members.text("published"),
            .word_count = members.number("word_count", count_range),
            .views = members.number("views", count_range),
            .image = image_from(members),
            .author = author_from(members),
            .members_only = members.flag("members_only")};
}

PublishedArticle published_article_from(const Members& members) {
    return {
        .article = article_from(members), .summary = members.text("summary"), .thumbnail = members.text("thumbnail")};
}

void read_publication(Publication& publication, const Members& members, std::optional<Error>& problem) {
    if (const std::optional<Members> error = members.object("error")) {
        problem = Error{error->text("code"), error->text("message")};
    } else if (members.find("items")) {
        publication.is_feed = true;
        publication.title = members.text("title");
        publication.next = members.text("next");
        if (!publication.next.starts_with("https://") && !publication.next.starts_with("http://"))
            publication.next.clear();
        for (const Members& item : members.objects("items"))
            publication.articles.push_back(published_article_from(item));
    } else {
        publication.articles.push_back(published_article_from(members));
    }
}

Result<std::unique_ptr<Publication>> read(std::string_view text, Expected expected) {
    const ParsedJson parsed = parse_json(text, deepest_article_json);
    if (parsed.is_too_deep)
        return Error{"too-deep", "the article's JSON is nested deeper than " + decimal(deepest_article_json)};
    const Json& json = parsed.tree;
    if (json.is_discarded()) return not_json(text, parsed.stopped_at);
    if (expected == Expected::OwnArticle && !json.contains("body_markdown") && !json.contains("body"))
        return std::unique_ptr<Publication>();
    if (!json.is_object())
        return Error{"not-an-object", "the article must be a JSON object, but is " + std::string(found(json))};
    std::optional<Error> problem;
    const Members members(json, "", problem);
    auto publication = std::make_unique<Publication>();
    if (expected == Expected::Publication)
        read_publication(*publication, members, problem);
    else
        publication->articles.push_back({article_from(members)});
    if (problem) return *std::move(problem);
    return publication;
}

}  // namespace

Result<std::unique_ptr<Publication>> publication_from_json(std::string_view json, Expected expected) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (json.size() > largest_article_json)
        return Error{"too-large", "the article is larger than " + decimal(largest_article_json >> 20) + " MiB"};
    if (json.starts_with(byte_order_mark)) json.remove_prefix(byte_order_mark.size());
    return is_well_formed_utf8(json) ? read(json, expected) : read(well_formed_utf8(json), expected);
}

}  // namespace heidi
