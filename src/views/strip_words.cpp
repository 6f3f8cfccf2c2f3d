#include "views/strip_words.h"

namespace heidi {
namespace {

Text sentence(StripKind kind) {
    switch (kind) {
        case StripKind::RejoinFailed: return Text::rejoin_failed;
        case StripKind::Offline: return Text::offline;
        case StripKind::GaveUp: return Text::gave_up;
        case StripKind::Paused: return Text::paused;
        case StripKind::OpenElsewhere: return Text::open_elsewhere;
        case StripKind::ResumeFailed: return Text::resume_failed;
        case StripKind::StartingOver: return Text::starting_over;
        case StripKind::ConnectedAgain: return Text::connected_again;
        default: return Text::rejoining;
    }
}

std::string detail_of(const Strip& strip, const Words& words) {
    if (strip.kind == StripKind::Rejoining) return std::string(words[Text::rejoining_detail]);
    if (strip.pause_minutes > 0) return words.counted(Text::paused_for, strip.pause_minutes);
    return strip.pause_reason;
}

}  // namespace

StripWords strip_words(const Strip& strip, const Words& words) {
    if (!strip.visible()) return {};
    const bool counts = strip.kind == StripKind::RejoinFailed;
    const Text text = sentence(strip.kind);
    StripWords said;
    said.text = counts ? words.counted(text, strip.seconds.value_or(0)) : std::string(words[text]);
    said.detail = detail_of(strip, words);
    if (!strip.is_news) return said;
    // The number that ticks is for the eye; the ear is told the whole wait.
    if (counts)
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
    Text text = Text::not_finished;
    switch (problem.kind) {
        case ProblemKind::None: return {};
        case ProblemKind::TooLong: text = Text::too_long; break;
        case ProblemKind::NameTaken: text = Text::name_taken; break;
        case ProblemKind::NotAccepted: text = Text::not_accepted; break;
        case ProblemKind::NoAnswerInTime: text = Text::no_answer_in_time; break;
        case ProblemKind::NotFinished:
            if (!problem.detail.empty()) text = Text::not_finished_because;
    }
    return words.filled(text, {{"code", problem.detail}});
}

}  // namespace heidi
