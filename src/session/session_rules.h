// Rules that the random walk switches off, one at a time, to prove that it would notice their absence
// (session.md §6, last paragraph). Everything is on outside of that test.
#pragma once

namespace heidi {

struct SessionRules {
    bool drop_seen_events = true;
    bool place_deltas = true;  // at their offset, instead of at the end
    bool keep_keys = true;     // a retried message keeps its idempotency key
    bool clicks_respect_retry_after = true;
    bool rest_while_hidden = true;      // no attempts while the page is hidden
    bool ignore_stale_requests = true;  // the generation check
    bool notice_gaps = true;
    bool compare_head = true;  // `ping.head` against the cursor
};

}  // namespace heidi
