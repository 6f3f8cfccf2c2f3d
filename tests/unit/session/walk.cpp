#include "session/walk.h"

#include "session/request_kind.h"

#include <algorithm>
#include <array>

namespace heidi {
namespace {

struct Weight {
    WalkAction action;
    int weight;
    std::string_view name;
};
constexpr std::array weights{
    Weight{WalkAction::LetThingsHappen, 700, "let things happen"},
    Weight{WalkAction::Wait, 25, "wait"},
    Weight{WalkAction::Sleep, 5, "sleep"},
    Weight{WalkAction::Ask, 60, "ask"},
    Weight{WalkAction::Stop, 12, "stop"},
    Weight{WalkAction::PressStrip, 30, "press the strip's button"},
    Weight{WalkAction::Discard, 8, "discard"},
    Weight{WalkAction::SendAnyway, 8, "send anyway"},
    Weight{WalkAction::Edit, 6, "edit"},
    Weight{WalkAction::TakeOver, 6, "take over in another tab"},
    Weight{WalkAction::HideOrShow, 30, "hide or show"},
    Weight{WalkAction::GoOnOrOffline, 15, "go on or offline"},
    Weight{WalkAction::FreezeOrThaw, 14, "freeze or thaw"},
    Weight{WalkAction::Reload, 8, "reload"},
    Weight{WalkAction::StartOver, 1, "start over"},
    Weight{WalkAction::CutStreams, 10, "cut the streams"},
    Weight{WalkAction::ForgetSessions, 3, "forget the sessions"},
    Weight{WalkAction::PauseServer, 4, "pause the server"},
    Weight{WalkAction::DrainServer, 6, "drain the server"},
    Weight{WalkAction::OpenElsewhere, 4, "open elsewhere"},
};

WalkAction action_from(std::uint64_t number) {
    int total = 0;
    for (const Weight& weight : weights) total += weight.weight;
    int left = static_cast<int>(number % static_cast<std::uint64_t>(total));
    for (const Weight& weight : weights)
        if ((left -= weight.weight) < 0) return weight.action;
    return WalkAction::LetThingsHappen;
}

}  // namespace

std::string_view name_of(WalkAction action) {
    for (const Weight& weight : weights)
        if (weight.action == action) return weight.name;
    return "";
}

std::vector<WalkStep> random_steps(std::uint64_t seed, std::size_t count) {
    Dice dice(seed);
    std::vector<WalkStep> steps;
    steps.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const WalkAction action = action_from(dice.next());
        steps.push_back({action, dice.next()});
    }
    return steps;
}

std::optional<WalkFailure> Walk::run(const std::vector<WalkStep>& steps) {
    for (step_ = 0; step_ < steps.size() && !failure_; ++step_) {
        dice_ = Dice(steps[step_].seed);
        act(steps[step_]);
    }
    if (!failure_) come_right();
    return failure_;
}

void Walk::act(const WalkStep& step) {
    Dice choice(step.seed ^ 0x5DEECE66Du);
    const bool by_reader = step.action >= WalkAction::Ask && step.action <= WalkAction::GoOnOrOffline;
    if (frozen_ && by_reader) return;  // no script runs in a frozen page
    switch (step.action) {
        case WalkAction::LetThingsHappen: return until(now_ + choice.ms(1, 1'500));
        case WalkAction::Wait: return until(now_ + choice.ms(1'000, 200'000));
        case WalkAction::Sleep: now_ = now_ + choice.ms(10'000, 100'000); return;
        case WalkAction::Ask: return ask();
        case WalkAction::Stop: return tell(ReaderStops{});
        case WalkAction::PressStrip: return press(choice);
        case WalkAction::Discard: return discard(choice);
        case WalkAction::SendAnyway:
            if (const auto key = some_unsent(choice, true)) tell(ReaderSendsAnyway{*key});
            return;
        case WalkAction::Edit: return edit(choice);
        case WalkAction::TakeOver: return tell(OpenedElsewhere{});
        case WalkAction::HideOrShow: visible_ = !visible_; return tell(PageVisibility{visible_});
        case WalkAction::GoOnOrOffline: online_ = !online_; return tell(BrowserOnline{online_});
        case WalkAction::FreezeOrThaw: frozen_ = !frozen_; return frozen_ ? tell(PageHides{}) : tell(PageShows{});
        case WalkAction::Reload: return reload();
        case WalkAction::StartOver: return start_over();
        case WalkAction::CutStreams: return server_.cut_streams(now_);
        case WalkAction::ForgetSessions: return server_.forget_sessions();
        case WalkAction::PauseServer: return server_.pause(now_, choice);
        case WalkAction::DrainServer: return server_.drain(now_, choice);
        case WalkAction::OpenElsewhere: return server_.open_elsewhere(now_, choice);
    }
}

// ---- The reader ---------------------------------------------------------------------------------------------------

void Walk::ask() {
    ReaderSends wish{.text = "question " + std::to_string(++asked_), .topic = "Other", .quote = "", .article = ""};
    Dice key(static_cast<std::uint64_t>(asked_));
    for (std::uint8_t& byte : wish.randomness) byte = static_cast<std::uint8_t>(key.next());
    tell(wish);
}

void Walk::press(Dice& dice) {
    const Strip strip = talk_.strip(now_);
    if (strip.buttons.empty() || frozen_) return;
    const StripButton button =
        strip.buttons[static_cast<std::size_t>(dice.between(0, static_cast<int>(strip.buttons.size()) - 1))].button;
    tell(ReaderPresses{button});
    if (button == StripButton::Reload) reload();
}

std::optional<std::string> Walk::some_unsent(Dice& dice, bool asking) const {
    std::vector<std::string> keys;
    for (const UnsentMessage& unsent : talk_.session().outbox.messages)
        if (!asking || unsent.delivery == Delivery::AsksFirst) keys.push_back(unsent.client_id);
    if (keys.empty()) return std::nullopt;
    return keys[static_cast<std::size_t>(dice.between(0, static_cast<int>(keys.size()) - 1))];
}

void Walk::discard(Dice& dice) {
    const auto key = some_unsent(dice, false);
    if (!key) return;
    taken_back_.insert(*key);
    tell(ReaderDiscards{*key});
}

void Walk::edit(Dice& dice) {
    const auto key = some_unsent(dice, false);
    if (!key) return;
    taken_back_.insert(*key);
    tell(ReaderEdits{*key});
}

// As a browser does it: what is open is gone, and all that is left is what was saved last.
void Walk::reload() {
    if (!frozen_) tell(PageHides{});
    if (!open_.empty()) fail("a hidden page left requests open");
    made_by_earlier_pages_ += talk_.session().last_request;
    talk_ = Conversation({.locale = "en", .article = "", .rules = rules_});
    attempt_before_.reset();
    not_before_seen_.reset();
    cursor_before_ = 0;
    epoch_before_ = 0;
    picture_before_ = 0;
    seconds_before_.reset();
    told_at_once_ = false;
    messages_before_ = 0;
    frozen_ = false;
    const std::set<std::string> unsent = std::exchange(unsent_before_, {});
    const std::string saved = saved_;
    if (!visible_) tell(PageVisibility{false});
    if (!online_) tell(BrowserOnline{false});
    if (!saved.empty()) tell(Restore{saved});
    for (const std::string& key : unsent)
        if (!find_unsent(talk_.session().outbox, key)) fail("a message did not survive the reload");
}

void Walk::start_over() {
    if (frozen_) return;
    for (const UnsentMessage& unsent : talk_.session().outbox.messages) taken_back_.insert(unsent.client_id);
    tell(ReaderStartsOver{});
}

// ---- Time and the link --------------------------------------------------------------------------------------------

// The timer and the link take their turns in the order of their times.
void Walk::until(Instant end) {
    for (int limit = 0; limit < 20'000 && !failure_; ++limit) {
        const auto timer = talk_.armed_timer();
        const auto link = server_.next_at();
        if ((!timer || *timer > end) && (!link || *link > end)) break;
        happen(!link || (timer && *timer <= *link) ? *timer : *link);
    }
    now_ = std::max(now_, end);
}

void Walk::happen(Instant when) {
    const auto timer = talk_.armed_timer();
    const auto link = server_.next_at();
    now_ = std::max(now_, when);
    if (timer && (!link || *timer <= *link)) return tell(TimerFires{});
    if (auto input = server_.happen(now_, dice_)) deliver(std::move(*input));
    give_token();
}

// Reports about requests of pages that are gone reach nobody.
void Walk::deliver(Input input) {
    RequestId* request = nullptr;
    if (auto* head = std::get_if<HttpHead>(&input)) request = &head->request;
    if (auto* bytes = std::get_if<HttpBytes>(&input)) request = &bytes->request;
    if (auto* end = std::get_if<HttpEnd>(&input)) request = &end->request;
    if (auto* failed = std::get_if<HttpFailed>(&input)) request = &failed->request;
    if (!request || *request <= made_by_earlier_pages_) return;
    *request -= made_by_earlier_pages_;
    const auto timer = talk_.armed_timer();
    if (timer && *timer <= now_) tell(TimerFires{});
    const bool stale = !open_.count(*request);
    if (std::holds_alternative<HttpEnd>(input) || std::holds_alternative<HttpFailed>(input)) open_.erase(*request);
    const auto* head = std::get_if<HttpHead>(&input);
    if (head && (head->status == 204 || head->status > 299)) open_.erase(*request);
    const std::uint64_t revision = talk_.chat_revision();
    const Phase phase = talk_.session().phase;
    const std::size_t orders = orders_told_;
    tell(input);
    if (stale && (orders_told_ != orders || talk_.chat_revision() != revision || talk_.session().phase != phase))
        fail("I3: a report about a request that is over changed something");
}

void Walk::give_token() {
    if (!std::exchange(token_wanted_, false)) return;
    if (server_.calm || !dice_.one_in(4)) tell(HostGivesToken{"host-token"});
}

void Walk::tell(const Input& input) {
    if (failure_) return;
    const auto orders = talk_.handle(input, {now_, dice_.roll(), Milliseconds(1'790'000'000'000) + now_.since_start});
    orders_told_ += orders.size();
    for (const Order& order : orders) carry_out(order);
    check();
    const bool settles = std::holds_alternative<TimerFires>(input);
    if (settles && talk_.armed_timer() && *talk_.armed_timer() <= now_)
        fail("I1: the timer did not settle what is due");
    if (std::exchange(reclaim_wanted_, false)) tell(Restore{saved_});
}

void Walk::carry_out(const Order& order) {
    if (const auto* request = std::get_if<HttpRequest>(&order)) {
        open_[request->request] = kind_of(*request);
        HttpRequest sent = *request;
        sent.request += made_by_earlier_pages_;
        server_.receive(sent, now_, dice_);
    } else if (const auto* abort = std::get_if<HttpAbort>(&order)) {
        if (!open_.erase(abort->request)) fail("aborted a request that was not open");
        server_.abort(abort->request + made_by_earlier_pages_, now_, dice_);
    } else if (const auto* save = std::get_if<Save>(&order)) {
        saved_ = save->bytes;
    } else if (std::holds_alternative<ClearSaved>(order)) {
        saved_.clear();
    } else if (std::holds_alternative<ReclaimSaved>(order)) {
        reclaim_wanted_ = true;
    } else if (std::holds_alternative<AskHostForToken>(order)) {
        token_wanted_ = true;
    }
}

}  // namespace heidi
