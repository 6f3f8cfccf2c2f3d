#include "session/model_server.h"

#include "base/json_text.h"
#include "base/utf8.h"

#include <algorithm>

namespace heidi {
namespace {

std::string quoted(std::string_view text) {
    std::string json;
    append_json_string(json, text);
    return json;
}

std::string header(const HttpRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.headers)
        if (key == name) return value;
    return "";
}

// The questions of the walk hold nothing that JSON would escape.
std::string member(const std::string& json, const std::string& name) {
    const std::string start = "\"" + name + "\":\"";
    const std::size_t from = json.find(start);
    if (from == std::string::npos) return "";
    return json.substr(from + start.size(), json.find('"', from + start.size()) - from - start.size());
}

std::uint64_t number_after(const std::string& path, const std::string& name) {
    const std::size_t from = path.find(name);
    return from == std::string::npos ? 0 : std::strtoull(path.c_str() + from + name.size(), nullptr, 10);
}

// Words of one to four bytes a character: offsets in code points differ from offsets in bytes.
constexpr const char* words[] = {"Norway ", "a été ", "première, ", "雪山 ", "👋🏽 ", "won. ", "\\n\\n", "Ok "};

}  // namespace

std::uint64_t Dice::next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

// ---- The network --------------------------------------------------------------------------------------------------

Milliseconds ModelServer::latency(Dice& dice) const {
    if (!calm && dice.one_in(60)) return dice.ms(4'000, 14'000);
    return dice.ms(5, calm ? 60 : 500);
}

void ModelServer::to_client(Instant now, Dice& dice, Reaches what) {
    Instant& last = last_delivery_[what.request];
    last = std::max(last, now + latency(dice));
    at(last, std::move(what));
}

void ModelServer::reply(RequestId request, int status, const std::string& json, Instant now, Dice& dice,
                        std::optional<Milliseconds> retry_after) {
    if (!calm && dice.one_in(30)) return fail(request, now, dice);  // done, but the answer got lost
    to_client(now, dice, {request, Reaches::Head, status, "application/json", "", retry_after});
    if (!json.empty()) to_client(now, dice, {request, Reaches::Bytes, 0, "", json, {}});
    to_client(now, dice, {request, Reaches::End, 0, "", "", {}});
}

void ModelServer::fail(RequestId request, Instant now, Dice& dice) {
    if (!calm && dice.one_in(4)) return;  // not even that is told
    to_client(now, dice, {request, Reaches::Failed, 0, "", "", {}});
}

void ModelServer::receive(const HttpRequest& request, Instant now, Dice& dice) {
    if (!calm && dice.one_in(20)) return fail(request.request, now, dice);
    at(now + latency(dice), Arrives{request});
}

void ModelServer::abort(RequestId request, Instant now, Dice& dice) {
    for (auto& [id, session] : sessions_)
        if (session.stream == request) session.stream = 0;
    // What was under way sometimes arrives all the same, after the abort.
    if (!dice.one_in(3))
        aborted_.insert(request);
    else if (dice.one_in(2))
        to_client(now, dice, {request, Reaches::Failed, 0, "", "", {}});
}

std::optional<Instant> ModelServer::next_at() const {
    return queue_.empty() ? std::nullopt : std::optional(queue_.begin()->first);
}

std::optional<Input> ModelServer::happen(Instant now, Dice& dice) {
    Happening next = std::move(queue_.begin()->second);
    queue_.erase(queue_.begin());
    if (auto* reaches = std::get_if<Reaches>(&next)) {
        if (aborted_.count(reaches->request)) return std::nullopt;
        delivered_bytes_ = std::move(reaches->bytes);
        delivered_type_ = std::move(reaches->type);
        switch (reaches->kind) {
            case Reaches::Head:
                return HttpHead{reaches->request, reaches->status, delivered_type_, reaches->retry_after};
            case Reaches::Bytes: return HttpBytes{reaches->request, delivered_bytes_};
            case Reaches::End: return HttpEnd{reaches->request};
            case Reaches::Failed: return HttpFailed{reaches->request};
        }
    }
    if (auto* arrives = std::get_if<Arrives>(&next)) {
        if (!aborted_.count(arrives->request.request) || dice.one_in(2)) arrive(arrives->request, now, dice);
        return std::nullopt;
    }
    const auto session_of = [&](const std::string& id) {
        const auto found = sessions_.find(id);
        return found == sessions_.end() ? nullptr : &found->second;
    };
    if (auto* writes = std::get_if<Writes>(&next)) {
        if (Session* session = session_of(writes->session)) write(*session, writes->session, now, dice);
    } else if (auto* beats = std::get_if<Beats>(&next)) {
        if (Session* session = session_of(beats->session)) beat(*session, *beats, now, dice);
    } else if (auto* ends = std::get_if<PollEnds>(&next)) {
        Session* session = session_of(ends->session);
        if (session && session->stream == ends->stream) close_stream(*session, now, dice);
    }
    return std::nullopt;
}

// ---- Calls --------------------------------------------------------------------------------------------------------

bool ModelServer::refused(const HttpRequest& request, Instant now, Dice& dice) {
    if (calm) return false;
    const bool posts_message = request.path.ends_with("/messages");
    const bool streams = request.path.find("/events") != std::string::npos;
    if (dice.one_in(40)) return reply(request.request, 500, "{}", now, dice), true;
    if (dice.one_in(50)) return reply(request.request, 503, "{}", now, dice, dice.ms(500, 30'000)), true;
    if (dice.one_in(80)) return reply(request.request, 429, "{}", now, dice), true;
    if (dice.one_in(400)) return reply(request.request, 503, "{}", now, dice, Milliseconds(700'000)), true;
    if (dice.one_in(150)) return reply(request.request, 401, "{}", now, dice), true;
    if (dice.one_in(60)) return true;  // never answered
    if (posts_message && dice.one_in(30))
        return reply(request.request, 409, "{}", now, dice, Milliseconds(1'000)), true;
    if (posts_message && dice.one_in(60)) return reply(request.request, 413, "{}", now, dice), true;
    if (streams && dice.one_in(40)) return reply(request.request, 409, "{}", now, dice), true;
    if (streams && dice.one_in(80)) return reply(request.request, 200, "<html>", now, dice), true;
    return false;
}

void ModelServer::arrive(const HttpRequest& request, Instant now, Dice& dice) {
    if (refused(request, now, dice)) return;
    if (request.path == "/sessions") return create(request, now, dice);
    const std::size_t from = std::string("/sessions/").size();
    const std::string id = request.path.substr(from, request.path.find_first_of("/?", from) - from);
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return reply(request.request, 404, "{}", now, dice);
    Session& session = found->second;
    if (request.path.find("/events") != std::string::npos) return open_stream(session, id, request, now, dice);
    if (request.path.ends_with("/messages")) return take_message(session, id, request, now, dice);
    if (request.path.ends_with("/stop")) stop(session, now, dice);
    if (request.path.ends_with("/resume")) session.paused = false;
    if (request.method == HttpMethod::Post) return reply(request.request, 200, "{}", now, dice);
    snapshot(session, request.request, now, dice);
}

void ModelServer::create(const HttpRequest& request, Instant now, Dice& dice) {
    const std::string id = "s" + std::to_string(++sessions_made_);
    sessions_[id] = {};
    reply(request.request, 201,
          R"({"session":")" + id + R"(","token":"t-)" + id + R"(","seq":0,"heartbeat_ms":15000,"dead_ms":35000})", now,
          dice);
}

void ModelServer::take_message(Session& session, const std::string& id, const HttpRequest& request, Instant now,
                               Dice& dice) {
    if (session.paused) return reply(request.request, 503, "{}", now, dice, Milliseconds(5'000));
    const std::string key = header(request, "Idempotency-Key");
    const std::string text = member(request.body, "text");
    const auto known = session.receipts.find(key);
    if (known == session.receipts.end()) {
        if (session.keys.count(text)) ++messages_under_two_keys;
        session.keys[text] = key;
        const std::string message_id = "q" + std::to_string(session.receipts.size() + 1);
        session.messages.push_back({message_id, "user", text, "delivered", key});
        session.open_questions.push_back(message_id);
        session.receipts[key] = {message_id, session.log.size() + 1};
        append(session, "accepted",
               R"({"client_id":)" + quoted(key) + R"(,"message_id":")" + message_id + R"(","text":)" + quoted(text) +
                   "}",
               now, dice);
        if (!session.writing) at(now + dice.ms(50, 900), Writes{id});
        session.writing = true;
    }
    const auto& [message_id, seq] = session.receipts[key];
    reply(request.request, 202, R"({"message_id":")" + message_id + R"(","seq":)" + std::to_string(seq) + "}", now,
          dice);
}

void ModelServer::open_stream(Session& session, const std::string& id, const HttpRequest& request, Instant now,
                              Dice& dice) {
    const Seq after = number_after(request.path, "after=");
    if (after > session.log.size()) return reply(request.request, 409, "{}", now, dice);
    if (session.open_questions.empty() && after == session.log.size() && !session.paused)
        return reply(request.request, 204, "", now, dice);
    if (session.stream != 0) {
        tell(session, "superseded", "{}", now, dice);
        close_stream(session, now, dice);
    }
    if (request.path.find("wait=") != std::string::npos) {
        const Milliseconds wait(1'000 * number_after(request.path, "wait="));
        if (after < session.log.size() || session.paused || wait.count() == 0)
            return answer_poll(session, request.request, after, now, dice);
        session.stream = request.request;
        session.stream_polls = true;
        return at(now + wait, PollEnds{id, request.request});
    }
    session.stream = request.request;
    session.stream_polls = false;
    to_client(now, dice, {request.request, Reaches::Head, 200, "text/event-stream", "", {}});
    if (!calm && dice.one_in(25)) return;  // a proxy holds the body back
    tell(session, "hello", R"({"seq":)" + std::to_string(session.log.size()) + "}", now, dice);
    // Sometimes a little more is replayed than was asked for: at least once, not exactly once.
    const Seq again = !calm && dice.one_in(5) ? std::min<Seq>(after, 2) : 0;
    for (Seq seq = after - again + 1; seq <= session.log.size() && session.stream != 0; ++seq)
        tell_logged(session, seq, now, dice);
    if (session.paused) {
        tell(session, "paused", R"({"reason":"Maintenance."})", now, dice);
        return close_stream(session, now, dice);
    }
    at(now + Milliseconds(15'000), Beats{id, request.request});
}

void ModelServer::answer_poll(Session& session, RequestId request, Seq after, Instant now, Dice& dice) {
    std::string events;
    for (Seq seq = after + 1; seq <= session.log.size(); ++seq) {
        const Logged& logged = session.log[seq - 1];
        if (!events.empty()) events += ",";
        events +=
            R"({"seq":)" + std::to_string(seq) + R"(,"event":")" + logged.name + R"(","data":)" + logged.json + "}";
    }
    if (session.paused) events += std::string(events.empty() ? "" : ",") + R"({"event":"paused","data":{}})";
    reply(request, 200, R"({"events":[)" + events + R"(],"next":)" + std::to_string(session.log.size()) + "}", now,
          dice);
}

// Sometimes the texts are a word newer than the sequence number: then the next delta lies within the text.
void ModelServer::snapshot(const Session& session, RequestId request, Instant now, Dice& dice) {
    Seq seq = session.log.size();
    if (dice.one_in(2) && seq > 0 && session.log.back().name == "delta") --seq;
    std::string messages;
    for (const Message& m : session.messages) {
        if (!messages.empty()) messages += ",";
        messages += R"({"id":")" + m.id + R"(","role":")" + m.role + R"(","text":)" + quoted(m.text) +
                    R"(,"status":")" + m.status + R"(","client_id":)" + quoted(m.client_id) + "}";
    }
    const std::string turn =
        session.open_questions.empty() ? "null" : "\"a" + session.open_questions.front().substr(1) + "\"";
    reply(request, 200,
          R"({"seq":)" + std::to_string(seq) + R"(,"messages":[)" + messages + R"(],"turn":)" + turn + R"(,"paused":)" +
              (session.paused ? "true" : "false") + "}",
          now, dice);
}

// ---- Answers ------------------------------------------------------------------------------------------------------

void ModelServer::write(Session& session, const std::string& id, Instant now, Dice& dice) {
    session.writing = !session.open_questions.empty();
    if (!session.writing) return;
    const std::string answer_id = "a" + session.open_questions.front().substr(1);
    if (session.messages.empty() || session.answer_plan.empty()) {
        for (int n = dice.between(1, 5); n > 0; --n) session.answer_plan += words[dice.between(0, 7)];
        session.planned_bytes = 0;
    }
    auto answer = std::find_if(session.messages.begin(), session.messages.end(),
                               [&](const Message& m) { return m.id == answer_id; });
    if (session.planned_bytes >= session.answer_plan.size()) {
        end_answer(session, dice.one_in(12) ? "failed" : "complete", now, dice);
    } else {
        const std::size_t end = session.answer_plan.find(' ', session.planned_bytes);
        const std::size_t length =
            (end == std::string::npos ? session.answer_plan.size() : end + 1) - session.planned_bytes;
        const std::string piece = session.answer_plan.substr(session.planned_bytes, length);
        session.planned_bytes += length;
        std::size_t offset = 0;
        if (answer == session.messages.end())
            session.messages.push_back({answer_id, "assistant", piece, "streaming", ""});
        else
            offset = code_point_count(answer->text), answer->text += piece;
        append(session, "delta",
               R"({"message_id":")" + answer_id + R"(","offset":)" + std::to_string(offset) + R"(,"text":)" +
                   quoted(piece) + "}",
               now, dice);
    }
    at(now + dice.ms(20, 900), Writes{id});
}

void ModelServer::end_answer(Session& session, const std::string& status, Instant now, Dice& dice) {
    const std::string answer_id = "a" + session.open_questions.front().substr(1);
    session.open_questions.erase(session.open_questions.begin());
    session.answer_plan.clear();
    auto answer = std::find_if(session.messages.begin(), session.messages.end(),
                               [&](const Message& m) { return m.id == answer_id; });
    if (answer == session.messages.end()) {
        session.messages.push_back({answer_id, "assistant", "", "", ""});
        answer = session.messages.end() - 1;
    }
    answer->status = status;
    if (status == "failed")
        return append(session, "error", R"({"message_id":")" + answer_id + R"(","code":"internal","retryable":true})",
                      now, dice);
    append(session, "final",
           R"({"message_id":")" + answer_id + R"(","text":)" + quoted(answer->text) + R"(,"status":")" + status + "\"}",
           now, dice);
}

void ModelServer::stop(Session& session, Instant now, Dice& dice) {
    if (!session.open_questions.empty() && !session.answer_plan.empty()) end_answer(session, "interrupted", now, dice);
}

// ---- Streams ------------------------------------------------------------------------------------------------------

void ModelServer::append(Session& session, const std::string& name, const std::string& json, Instant now, Dice& dice) {
    session.log.push_back({name, json});
    if (session.stream == 0) return;
    if (session.stream_polls) {
        const RequestId request = std::exchange(session.stream, 0);
        return answer_poll(session, request, session.log.size() - 1, now, dice);
    }
    tell_logged(session, session.log.size(), now, dice);
}

void ModelServer::tell_logged(Session& session, Seq seq, Instant now, Dice& dice) {
    const Logged& logged = session.log[seq - 1];
    const std::string lines =
        "id: " + std::to_string(seq) + "\nevent: " + logged.name + "\ndata: " + logged.json + "\n\n";
    if (loses_events && dice.one_in(40)) return;  // got lost between the parts of a larger server
    const RequestId stream = session.stream;
    const std::size_t cut = static_cast<std::size_t>(dice.between(0, static_cast<int>(lines.size())));
    to_client(now, dice, {stream, Reaches::Bytes, 0, "", lines.substr(0, cut), {}});
    if (!calm && dice.one_in(60)) {
        session.stream = 0;
        return fail(stream, now, dice);
    }
    to_client(now, dice, {stream, Reaches::Bytes, 0, "", lines.substr(cut), {}});
    if (!calm && dice.one_in(30)) to_client(now, dice, {stream, Reaches::Bytes, 0, "", lines, {}});
}

void ModelServer::tell(Session& session, const std::string& name, const std::string& json, Instant now, Dice& dice) {
    if (session.stream == 0 || session.stream_polls) return;
    to_client(now, dice, {session.stream, Reaches::Bytes, 0, "", "event: " + name + "\ndata: " + json + "\n\n", {}});
}

void ModelServer::close_stream(Session& session, Instant now, Dice& dice) {
    tell(session, "bye", "{}", now, dice);
    const RequestId stream = std::exchange(session.stream, 0);
    if (stream == 0) return;
    if (session.stream_polls) return answer_poll(session, stream, session.log.size(), now, dice);
    to_client(now, dice, {stream, Reaches::End, 0, "", "", {}});
}

void ModelServer::beat(Session& session, const Beats& beats, Instant now, Dice& dice) {
    if (session.stream != beats.stream || (!calm && dice.one_in(15))) return;  // or falls silent without a word
    tell(session, "ping", R"({"head":)" + std::to_string(session.log.size()) + "}", now, dice);
    at(now + Milliseconds(15'000), beats);
}

// ---- Troubles -----------------------------------------------------------------------------------------------------

void ModelServer::cut_streams(Instant now) {
    Dice dice(static_cast<std::uint64_t>(now.since_start.count()));
    for (auto& [id, session] : sessions_)
        if (const RequestId stream = std::exchange(session.stream, 0)) fail(stream, now, dice);
}

void ModelServer::pause(Instant now, Dice& dice) {
    for (auto& [id, session] : sessions_) {
        session.paused = true;
        tell(session, "paused", R"({"reason":"Maintenance."})", now, dice);
        close_stream(session, now, dice);
    }
}

void ModelServer::drain(Instant now, Dice& dice) {
    for (auto& [id, session] : sessions_) {
        tell(session, "draining", R"({"after_ms":2000})", now, dice);
        if (dice.one_in(2)) close_stream(session, now, dice);
    }
}

void ModelServer::open_elsewhere(Instant now, Dice& dice) {
    for (auto& [id, session] : sessions_) {
        tell(session, "superseded", "{}", now, dice);
        close_stream(session, now, dice);
    }
}

std::vector<ModelServer::Message> ModelServer::messages(const std::string& session) const {
    const auto found = sessions_.find(session);
    return found == sessions_.end() ? std::vector<Message>{} : found->second.messages;
}

}  // namespace heidi
