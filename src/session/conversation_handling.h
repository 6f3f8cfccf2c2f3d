// Private to Conversation: one call of handle(). conversation.cpp hears inputs and turns effects into orders;
// conversation_http.cpp makes requests and reads replies; conversation_plain.cpp does so for plain endpoints.
#pragma once

#include "session/conversation.h"

#include <string>
#include <utility>
#include <vector>

namespace heidi {

inline constexpr std::string_view stream_type = "text/event-stream";
inline constexpr std::string_view json_type = "application/json";
// "text/event-stream; charset=utf-8" is the type "text/event-stream".
bool has_type(std::string_view content_type, std::string_view type);

struct Conversation::Handling {
    Conversation& talk;
    const Moment& moment;
    std::vector<Order> orders;
    bool save_wanted = false;

    void hear(const ReaderSends& input);
    void hear(const ReaderStops& input);
    void hear(const ReaderPresses& input);
    void hear(const ReaderSendsAnyway& input);
    void hear(const ReaderDiscards& input);
    void hear(const ReaderEdits& input);
    void hear(const ReaderAsksAgain& input);
    void hear(const ReaderRates& input);
    void hear(const ReaderStartsOver& input);
    void hear(const OpenedElsewhere& input);
    void hear(const PageVisibility& input);
    void hear(const BrowserOnline& input);
    void hear(const PageHides& input);
    void hear(const PageShows& input);
    void hear(const TimerFires& input);
    void hear(const HostGivesToken& input);
    void hear(const Restore& input);
    void hear(const HttpHead& input);
    void hear(const HttpBytes& input);
    void hear(const HttpEnd& input);
    void hear(const HttpFailed& input);

    void obey(const CreateSession& effect);
    void obey(const ResumeSession& effect);
    void obey(const FetchSnapshot& effect);
    void obey(const OpenStream& effect);
    void obey(const PollEvents& effect);
    void obey(const PostMessage& effect);
    void obey(const PostStop& effect);
    void obey(const AbortRequest& effect);
    void obey(const AskForToken& effect);
    void obey(const SaveConversation& effect);
    void obey(const QuestionSent& effect);
    void obey(const QuestionRefused& effect);
    void obey(const OutboxWasFull& effect);
    void obey(const AnswerStarted& effect);
    void obey(const AnswerEnded& effect);

    void step(const SessionEvent& event);
    std::vector<Order> finish();
    void reclaim();
    void forget_saved();
    void abort_the_rest();
    void load(SessionState state);
    void tell_connection();
    void arm_timer();
    void order(Order one) { orders.push_back(std::move(one)); }

    // conversation_http.cpp
    HttpRequest& request(Purpose purpose, RequestId id, HttpMethod method, std::string path);
    HttpRequest& send_json(Purpose purpose, RequestId id, std::string path, std::string body);
    std::string session_path(std::string_view rest) const;
    Transfer* transfer(RequestId id);
    void forget(RequestId id);
    void refuse(const Transfer& transfer, const HttpHead& head);
    void lose(RequestId id, const Error& why);
    void read_stream(RequestId id, std::string_view bytes);
    void hear_event(RequestId id, const StreamEvent& event);
    void read_reply(const Transfer& transfer);
    void undo_rating(const Transfer& transfer);

    // conversation_plain.cpp
    bool is_plain() const { return talk.settings_.protocol != Protocol::Heidi; }
    void create_plain(RequestId id);
    void open_plain(RequestId id);
    void ask_plain(const PostMessage& effect);
    void stop_plain();
    void abort_plain(RequestId id);
    void answer_begins(Transfer& transfer, const HttpHead& head);
    void answer_is_taken();
    void read_answer(Transfer& transfer, std::string_view bytes);
    void read_chunk(const StreamEvent& event);
    void read_whole_answer(const std::string& body);
    void answer_fails(const Error& why);
    void answer_is_over(std::string failure = {});
    void tell_answer();
    WireEvent end_of_answer() const;
    void log(WireEvent event);
};

}  // namespace heidi
