// An article as a publisher describes it (embed.md §5). Only the title and a body are certain to be there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace heidi {

struct Label {
    std::string kind;  // "category", "sentiment", "placement" or the publisher's own word
    std::string text;
};

struct Picture {
    std::string src;
    std::string alt;
    std::string caption;
    int width = 0;  // natural size in CSS pixels, 1 to 65,535; 0 when not given
    int height = 0;
};

struct Author {
    std::string name;
    std::string bio;
    std::string url;
};

// URLs are as written: the host resolves them against the address the article came from.
struct Article {
    std::string id;
    std::string url;
    std::string lang;  // a BCP 47 tag, or empty
    std::string title;
    std::string dek;
    std::string body_markdown;
    std::vector<std::string> body;  // in its place: the events of an HTML body (markdown/document_from_events.h)
    std::vector<Label> labels;
    std::string published;  // ISO 8601 as written; the host's Intl formats it
    std::optional<std::int64_t> word_count;
    std::optional<std::int64_t> views;
    std::optional<Picture> image;
    std::optional<Author> author;
    bool members_only = false;  // what is here is the beginning; the rest is at `url`, for members
};

// What a list of articles shows of one.
struct PublishedArticle {
    Article article;
    std::string summary = {};
    std::string thumbnail = {};  // address of a picture
};

// What an address holds: one article, or a feed of them.
struct Publication {
    std::string title = {};  // of the feed
    std::vector<PublishedArticle> articles = {};
    bool is_feed = false;
    std::string next = {};  // address of a feed's next page, http or https; empty: this is the last
};

}  // namespace heidi
