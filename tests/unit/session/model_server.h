// A small server of the `heidi` protocol behind a bad network, for the random walk: it answers, loses, delays,
// repeats, leaves out, refuses, pauses, drains, forgets. All its randomness comes from the dice it is given, so a
// step that is left out of a failing sequence does not change what the others mean.
#pragma once

#include "session/conversation.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace heidi {

// SplitMix64.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    int between(int least, int most) {
        return least + static_cast<int>(next() % static_cast<std::uint64_t>(most - least + 1));
    }
    bool one_in(int n) { return next() % static_cast<std::uint64_t>(n) == 0; }
    double roll() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    Milliseconds ms(int least, int most) { return Milliseconds(between(least, most)); }

private:
    std::uint64_t state_;
};

class ModelServer {
public:
    struct Message {
        std::string id, role, text, status, client_id;
    };

    bool calm = false;         // no faults, no refusals
    bool loses_events = true;  // a numbered event sometimes does not reach the stream, even when calm
    int messages_under_two_keys = 0;

    void receive(const HttpRequest& request, Instant now, Dice& dice);
    void abort(RequestId request, Instant now, Dice& dice);
    // When something happens next; none: nothing is going on.
    std::optional<Instant> next_at() const;
    // Does the one thing that is next, at `now`. What reaches the client, if anything: HttpHead, HttpBytes, HttpEnd or
    // HttpFailed. The bytes live until the next call.
    std::optional<Input> happen(Instant now, Dice& dice);

    // Troubles.
    void cut_streams(Instant now);
    void forget_sessions() { sessions_.clear(); }
    void pause(Instant now, Dice& dice);
    void drain(Instant now, Dice& dice);
    void open_elsewhere(Instant now, Dice& dice);

    // The transcript of a session as its snapshot would show it; empty when there is none.
    std::vector<Message> messages(const std::string& session) const;
    bool knows(const std::string& session) const { return sessions_.count(session) > 0; }

private:
    struct Logged {
        std::string name, json;
    };
    struct Session {
        std::vector<Logged> log;
        std::vector<Message> messages;
        std::map<std::string, std::pair<std::string, Seq>> receipts;  // by key
        std::map<std::string, std::string> keys;                      // by text
        std::vector<std::string> open_questions;
        std::string answer_plan;        // what the running answer will say
        std::size_t planned_bytes = 0;  // of it that are said
        bool writing = false;
        bool paused = false;
        RequestId stream = 0;
        bool stream_polls = false;
    };
    struct Arrives {
        HttpRequest request;
    };
    struct Reaches {
        RequestId request = 0;
        enum Kind { Head, Bytes, End, Failed } kind = Head;
        int status = 0;
        std::string type, bytes;
        std::optional<Milliseconds> retry_after;
    };
    struct Writes {
        std::string session;
    };
    struct Beats {
        std::string session;
        RequestId stream = 0;
    };
    struct PollEnds {
        std::string session;
        RequestId stream = 0;
    };
    using Happening = std::variant<Arrives, Reaches, Writes, Beats, PollEnds>;

    void at(Instant when, Happening happening) { queue_.emplace(when, std::move(happening)); }
    Milliseconds latency(Dice& dice) const;
    void to_client(Instant now, Dice& dice, Reaches what);
    void reply(RequestId request, int status, const std::string& json, Instant now, Dice& dice,
               std::optional<Milliseconds> retry_after = {});
    void fail(RequestId request, Instant now, Dice& dice);

    bool refused(const HttpRequest& request, Instant now, Dice& dice);
    void arrive(const HttpRequest& request, Instant now, Dice& dice);
    void create(const HttpRequest& request, Instant now, Dice& dice);
    void take_message(Session& session, const std::string& id, const HttpRequest& request, Instant now, Dice& dice);
    void open_stream(Session& session, const std::string& id, const HttpRequest& request, Instant now, Dice& dice);
    void answer_poll(Session& session, RequestId request, Seq after, Instant now, Dice& dice);
    void snapshot(const Session& session, RequestId request, Instant now, Dice& dice);
    void stop(Session& session, Instant now, Dice& dice);
    void write(Session& session, const std::string& id, Instant now, Dice& dice);
    void end_answer(Session& session, const std::string& status, Instant now, Dice& dice);
    void beat(Session& session, const Beats& beats, Instant now, Dice& dice);

    void append(Session& session, const std::string& name, const std::string& json, Instant now, Dice& dice);
    void tell_logged(Session& session, Seq seq, Instant now, Dice& dice);
    void tell(Session& session, const std::string& name, const std::string& json, Instant now, Dice& dice);
    void close_stream(Session& session, Instant now, Dice& dice);

    std::multimap<Instant, Happening> queue_;
    std::map<std::string, Session> sessions_;
    std::map<RequestId, Instant> last_delivery_;  // what is sent first arrives first
    std::set<RequestId> aborted_;
    std::string delivered_bytes_, delivered_type_;
    int sessions_made_ = 0;
};

}  // namespace heidi
