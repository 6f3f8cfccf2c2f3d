#include "session/event_stream.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace heidi;
using namespace std::string_literals;

namespace {

std::vector<StreamEvent> events_of(std::string_view bytes) {
    EventStream stream;
    Result<std::vector<StreamEvent>> events = stream.read(bytes);
    REQUIRE(events);
    return *events;
}

std::vector<std::string> data_of(std::string_view bytes) {
    std::vector<std::string> data;
    for (const StreamEvent& event : events_of(bytes)) data.push_back(event.data);
    return data;
}

using Texts = std::vector<std::string>;

// Everything at once: the mark, all three line ends, comments, ids, several lines, characters of one to four bytes, an
// unfinished end.
const std::string everything = "\xEF\xBB\xBF"
                               "retry: 2500\r\n"
                               ": a comment\r"
                               "id: 1\nevent: accepted\ndata: first\n\n"
                               "data:no space\r\ndata:  two spaces\r\n\r\n"
                               "id: 2\revent: delta\rdata: N\xC3\xB8rvik \xE9\x9B\xAA \xF0\x9F\x91\x8B\r\r"
                               "data\n\n"
                               "id\ndata: id is reset\n\n"
                               "unknown: field\nevent: nothing\n\n"
                               "data: \xFF\xC3 broken\n\n"
                               "data: unfinished\n";

}  // namespace

TEST_CASE("an event has its type, its data and its id") {
    CHECK(events_of("id: 7\nevent: delta\ndata: {}\n\n") == std::vector<StreamEvent>{{"delta", "{}", "7", true}});
}

TEST_CASE("an event without a type is a message") { CHECK(events_of("data: x\n\n").at(0).type == "message"); }

TEST_CASE("lines end with LF, CR or CRLF") {
    CHECK(data_of("data: a\n\ndata: b\r\rdata: c\r\n\r\n") == Texts{"a", "b", "c"});
}

TEST_CASE("several data lines are joined by line feeds") {
    CHECK(data_of("data: one\ndata:\ndata: three\n\n") == Texts{"one\n\nthree"});
}

TEST_CASE("one space after the colon is left out, further ones belong to the value") {
    CHECK(data_of("data:none\n\ndata: one\n\ndata:  two\n\n") == Texts{"none", "one", " two"});
}

TEST_CASE("a field without a colon has an empty value") { CHECK(data_of("data\n\ndata\ndata\n\n") == Texts{"", "\n"}); }

TEST_CASE("comments are no events") { CHECK(data_of(": ping\n\n:\n\ndata: x\n\n") == Texts{"x"}); }

TEST_CASE("an event without data is not dispatched, and its type is forgotten") {
    const auto events = events_of("event: ping\n\ndata: x\n\n");
    REQUIRE(events.size() == 1);
    CHECK(events[0].type == "message");
}

TEST_CASE("an unfinished event at the end is dropped") {
    CHECK(data_of("data: done\n\ndata: half").size() == 1);
    CHECK(data_of("data: done\n\ndata: whole line\n").size() == 1);
}

TEST_CASE("an id stays until another comes, and an event knows whether it had one of its own") {
    const auto events = events_of("id: 1\ndata: a\n\ndata: b\n\nid: 3\ndata: c\n\n");
    REQUIRE(events.size() == 3);
    CHECK(events[0].has_own_id);
    CHECK(events[1].last_event_id == "1");
    CHECK_FALSE(events[1].has_own_id);
    CHECK(events[2].last_event_id == "3");
    CHECK(events[2].has_own_id);
}

TEST_CASE("an id with a null character is ignored") {
    CHECK(events_of("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n"s).at(1).last_event_id == "1");
}

TEST_CASE("retry is heard when it is digits only") {
    EventStream stream;
    REQUIRE(stream.read("retry: 10 s\nretry: -5\nretry:\nretry: 99999999999\n"));
    CHECK_FALSE(stream.retry());
    REQUIRE(stream.read("retry: 2500\n"));
    CHECK(stream.retry() == Milliseconds(2'500));
}

TEST_CASE("a byte order mark at the start is skipped, one inside is text") {
    CHECK(data_of("\xEF\xBB\xBF"
                  "data: a\n\n") == Texts{"a"});
    CHECK(data_of("data: \xEF\xBB\xBF"
                  "b\n\n") == Texts{"\xEF\xBB\xBF"
                                    "b"});
}

TEST_CASE("what only begins like a byte order mark belongs to the first line") {
    CHECK(data_of("\xEF\xBB"
                  "data: a\n\ndata: b\n\n") == Texts{"b"});
    EventStream stream;
    REQUIRE(stream.read("\xEF"));
    REQUIRE(stream.read("\n"));
    CHECK(stream.read("data: c\n\n")->size() == 1);
}

TEST_CASE("malformed UTF-8 is repaired") {
    CHECK(data_of("data: a\xFF"
                  "b\n\n") == Texts{"a\xEF\xBF\xBD"
                                    "b"});
}

TEST_CASE("the stream split in two at any byte gives the same events") {
    const std::vector<StreamEvent> whole = events_of(everything);
    CHECK(whole.size() == 6);
    for (std::size_t cut = 0; cut <= everything.size(); ++cut) {
        EventStream stream;
        auto first = stream.read(std::string_view(everything).substr(0, cut));
        auto second = stream.read(std::string_view(everything).substr(cut));
        REQUIRE(first);
        REQUIRE(second);
        first->insert(first->end(), second->begin(), second->end());
        CAPTURE(cut);
        CHECK(*first == whole);
        CHECK(stream.retry() == Milliseconds(2'500));
    }
}

TEST_CASE("the stream read byte by byte gives the same events") {
    EventStream stream;
    std::vector<StreamEvent> events;
    for (const char byte : everything) {
        auto more = stream.read(std::string_view(&byte, 1));
        REQUIRE(more);
        events.insert(events.end(), more->begin(), more->end());
    }
    CHECK(events == events_of(everything));
}

TEST_CASE("a line longer than the limit is an error that names the limit, for good") {
    EventStream stream(16);
    CHECK(stream.read("data: 0123456789"));
    const auto error = stream.read("a");
    REQUIRE_FALSE(error);
    CHECK(error.error().code == "event-too-long");
    CHECK(error.error().message == "event stream: a line or event is longer than 16 bytes");
    CHECK_FALSE(stream.read("\n\n"));
}

TEST_CASE("an event of many short lines is bounded too") {
    EventStream stream(16);
    std::string lines;
    for (int i = 0; i < 8; ++i) lines += "data: 1234\n";
    CHECK_FALSE(stream.read(lines));
}

TEST_CASE("an unfinished byte order mark at the very end is nothing") { CHECK(events_of("\xEF\xBB").empty()); }
