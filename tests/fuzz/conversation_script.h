// One Conversation, and around it a reader, a page, other tabs and a server that all do what a script says: a line for
// each thing that happens, so that what the fuzzer finds can be read.
//
//   ?Who won?       the reader asks; the nth question has the key $n
//   =0              the oldest open request is answered as it should be (a stream begins with `hello`)
//   e+delta {…}     the stream says this: with the next number (+), the same (=), one left out (>), any (#123 ), none (-)
//
// After every step nothing may be lost, doubled or malformed (conversation_checks.cpp). README.md lists all lines.
#pragma once

#include "session/conversation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace heidi {

// The rest of a line.
class Words {
public:
    explicit Words(std::string_view text) : text_(text) {}
    // One character as a number: '0' is 0.
    std::size_t number() {
        if (text_.empty()) return 0;
        const auto value = static_cast<unsigned char>(text_.front() - '0');
        text_.remove_prefix(1);
        return value;
    }
    std::string_view until(char end) {
        const std::size_t length = std::min(text_.find(end), text_.size());
        const std::string_view word = text_.substr(0, length);
        text_.remove_prefix(std::min(length + 1, text_.size()));
        return word;
    }
    std::string_view rest() const { return text_; }

private:
    std::string_view text_;
};

class ConversationScript {
public:
    void run(std::string_view script);

private:
    struct Request {
        std::string kind;
        bool headed = false;
        bool open = true;
    };

    void obey(std::string_view line);
    bool obey_as_reader(char action, Words words);
    bool obey_as_page(char action, Words words);
    bool obey_as_tabs(char action, Words words);
    bool obey_as_server(char action, Words words);

    // The reader.
    void ask(std::string_view text);
    void take_back(std::size_t which, bool edits);
    void start_over();
    void press(std::size_t which);
    void rate(Words words);

    // The page and its storage.
    void wait(Milliseconds duration);
    void fire_timer();
    void freeze_or_thaw();
    void reload(bool page_hides);
    void reload_mangled(Words words);
    void begin_page();
    void restore_reclaimed();
    void remove_record();
    void hear_of_takeover();

    // The server.
    RequestId open_request(std::size_t which) const;
    RequestId open_stream() const;
    void answer_well(RequestId request, std::size_t variant);
    void answer(RequestId request, int status, std::string_view type, const std::string& body);
    void say(Words words);
    void report_stale(Words words);
    std::string snapshot(std::size_t variant) const;

    void tell(const Input& input);
    void carry_out(const Order& order);
    void send(const HttpRequest& request);
    void close(RequestId request) { requests_[request].open = false; }
    void keep(const std::string& bytes);
    void give_back(const std::string& text);

    // conversation_checks.cpp
    void check(bool server_spoke);
    void check_questions(bool server_spoke);
    void check_messages();
    void check_requests() const;
    void check_timer() const;
    void check_record() const;
    void check_sent(const HttpRequest& request);
    void check_order(const Order& order) const;

    Conversation talk_;
    Instant now_{Milliseconds(1'000'000)};
    double roll_ = 0.5;
    int steps_ = 0;

    bool visible_ = true;
    bool online_ = true;
    bool frozen_ = false;
    std::map<RequestId, Request> requests_;  // of this page
    std::optional<Instant> armed_;
    std::uint64_t revision_checked_ = 0;

    // The record that the tabs share.
    std::string record_;
    std::set<std::string> record_keys_;  // of its outbox
    std::deque<std::string> reclaimed_;  // on its way back, as it was when it was asked for
    bool other_owns_ = false;
    bool elsewhere_ = false;  // and we have heard of it
    bool save_refused_ = false;
    // What is taken back in this short time is still in the record that comes back.
    bool unheard() const { return other_owns_ && !elsewhere_; }

    // Questions by their keys.
    std::uint8_t asked_ = 0;
    std::map<std::string, std::string> texts_;
    std::set<std::string> owed_;            // neither seen in the log nor taken back
    std::set<std::string> said_elsewhere_;  // of these, what waits for the record to come back
    std::set<std::string> shown_;           // the log has shown them
    std::set<std::string> taken_back_;
    std::set<std::string> taking_back_;          // at the next step; elsewhere, when the record is back
    std::map<std::string, std::string> bodies_;  // as they were sent first
    bool mangled_ = false;                       // keys may be any from here on
};

std::string key_of(std::size_t question);
// The keys of the questions that saved bytes hold, unsent or shown. Bytes of ours must be readable.
std::set<std::string> unsent_keys(const std::string& saved);
std::set<std::string> all_keys(const std::string& saved);
std::set<std::string> unsent_keys(const SessionState& state);
std::set<std::string> shown_keys(const SessionState& state);

}  // namespace heidi
