#include "session/event_stream.h"

#include "base/decimal.h"
#include "base/utf8.h"

#include <algorithm>

namespace heidi {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Line ends are ASCII, so repairing after splitting gives what decoding the whole stream first would give.
std::string repaired(std::string_view text) {
    return is_well_formed_utf8(text) ? std::string(text) : well_formed_utf8(text);
}

// Nothing when the text is not ASCII digits only, as the standard demands, or too large to be meant.
std::optional<Milliseconds> milliseconds_in(std::string_view digits) {
    if (digits.empty() || digits.size() > 9) return std::nullopt;
    Milliseconds::rep value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return Milliseconds(value);
}

}  // namespace

// Consumes the mark's bytes as they come. Bytes that began like the mark and turned out not to be one are given back
// to the line they belong to.
bool EventStream::skip_byte_order_mark(std::string_view& bytes) {
    while (!mark_decided_ && !bytes.empty()) {
        if (bytes.front() != byte_order_mark[mark_bytes_seen_]) {
            line_.append(byte_order_mark.substr(0, mark_bytes_seen_));
            mark_decided_ = true;
            break;
        }
        bytes.remove_prefix(1);
        mark_decided_ = ++mark_bytes_seen_ == byte_order_mark.size();
    }
    return mark_decided_;
}

Result<std::vector<StreamEvent>> EventStream::read(std::string_view bytes) {
    if (skip_byte_order_mark(bytes)) {
        while (!bytes.empty() && !too_long_) {
            if (after_carriage_return_ && bytes.front() == '\n') {
                bytes.remove_prefix(1);
                after_carriage_return_ = false;
                continue;
            }
            after_carriage_return_ = false;
            const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
            too_long_ = line_.size() + end > longest_;
            if (too_long_) break;
            line_.append(bytes.substr(0, end));
            if (end == bytes.size()) break;
            after_carriage_return_ = bytes[end] == '\r';
            bytes.remove_prefix(end + 1);
            end_line(line_);
            line_.clear();
        }
    }
    if (too_long_)
        return Error{"event-too-long", "event stream: a line or event is longer than " + decimal(longest_) + " bytes"};
    return std::exchange(finished_, {});
}

void EventStream::end_line(std::string_view line) {
    if (line.empty()) return dispatch();
    const std::size_t colon = line.find(':');
    if (colon == 0) return;  // a comment: proxies are kept awake with them
    if (colon == std::string_view::npos) return read_field(line, {});
    std::string_view value = line.substr(colon + 1);
    if (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    read_field(line.substr(0, colon), value);
}

void EventStream::read_field(std::string_view name, std::string_view value) {
    if (name == "data") {
        if (has_data_) event_.data += '\n';
        event_.data += value;
        has_data_ = true;
        too_long_ = event_.data.size() > longest_;
    } else if (name == "event") {
        event_.type = repaired(value);
    } else if (name == "id") {
        if (value.find('\0') != std::string_view::npos) return;
        event_.last_event_id = repaired(value);
        event_.has_own_id = true;
    } else if (name == "retry") {
        if (const auto retry = milliseconds_in(value)) retry_ = retry;
    }
}

void EventStream::dispatch() {
    StreamEvent next;
    next.last_event_id = event_.last_event_id;  // stays until another id comes
    if (has_data_) {
        if (event_.type.empty()) event_.type = "message";
        if (!is_well_formed_utf8(event_.data)) event_.data = well_formed_utf8(event_.data);
        finished_.push_back(std::move(event_));
    }
    event_ = std::move(next);
    has_data_ = false;
}

}  // namespace heidi
