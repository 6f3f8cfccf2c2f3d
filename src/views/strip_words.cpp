#include "views/strip_words.h"

namespace heidi {
namespace {

std::string sentence(const Strip& strip, const Words& words) {
    switch (strip.kind) {
        case StripKind::Hidden: return {};
        case StripKind::Rejoining: return std::string(words[Text::rejoining]);
        case StripKind::RejoinFailed: return words.counted(Text::rejoin_failed, strip.seconds.value_or(0));
        case StripKind::Offline: return std::string(words[Text::offline]);
        case StripKind::GaveUp: return std::string(words[Text::gave_up]);
        case StripKind::Paused: return std::string(words[Text::paused]);
        case StripKind::OpenElsewhere: return std::string(words[Text::open_elsewhere]);
        case StripKind::ResumeFailed: return std::string(words[Text::resume_failed]);
        case StripKind::StartingOver: return std::string(words[Text::starting_over]);
        case StripKind::ConnectedAgain: return std::string(words[Text::connected_again]);
    }
    return {};
}

std::string detail_of(const Strip& strip, const Words& words) {
    if (strip.kind == StripKind::Rejoining) return std::string(words[Text::rejoining_detail]);
    if (strip.pause_minutes > 0) return words.counted(Text::paused_for, strip.pause_minutes);
    return strip.pause_reason;
}

}  // namespace

StripWords strip_words(const Strip& strip, const Words& words) {
    StripWords said{sentence(strip, words), detail_of(strip, words), {}};
    if (!strip.is_news) return said;
    // The number that ticks is for the eye; the ear is told the whole wait.
    if (strip.kind == StripKind::RejoinFailed)
        said.spoken = words.counted(Text::rejoin_failed_spoken, strip.wait_seconds);
    else
        said.spoken = said.detail.empty() ? said.text : said.text + " " + said.detail;
    return said;
}

ButtonWords button_words(const StripAction& action, const Words& words) {
    if (action.busy) return {words[Text::trying], {}};
    switch (action.button) {
        case StripButton::TryNow: return {words[Text::try_now], words[Text::try_now_name]};
        case StripButton::Retry: return {words[Text::retry], {}};
        case StripButton::Resume: return {words[Text::resume], words[Text::resume_name]};
        case StripButton::UseHere: return {words[Text::use_here], {}};
        case StripButton::Reload: return {words[Text::reload], {}};
    }
    return {};
}

std::string problem_words(const MessageProblem& problem, const Words& words) {
    switch (problem.kind) {
        case ProblemKind::None: return {};
        case ProblemKind::TooLong: return std::string(words[Text::too_long]);
        case ProblemKind::NameTaken: return std::string(words[Text::name_taken]);
        case ProblemKind::NotAccepted: return words.filled(Text::not_accepted, {{"status", problem.detail}});
        case ProblemKind::NoAnswerInTime: return std::string(words[Text::no_answer_in_time]);
        case ProblemKind::NotFinished:
            return problem.detail.empty() ? std::string(words[Text::not_finished])
                                          : words.filled(Text::not_finished_because, {{"code", problem.detail}});
    }
    return {};
}

}  // namespace heidi
