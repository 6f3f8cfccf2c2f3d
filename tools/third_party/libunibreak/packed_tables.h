// Included ahead of libunibreak's sources: sends their look-ups to the packed tables of packed_tables.cpp. Their own tables
// are then unused and left out: 6 kB brotli instead of 12.
#pragma once

#include <unibreakdef.h>

#ifdef __cplusplus
extern "C" {
#endif

const void* heidi_find_in_lb_prop_supplementary(utf32_t character);
const void* heidi_find_in_gb_prop_default(utf32_t character);
const void* heidi_find_in_eaw_prop(utf32_t character);
const void* heidi_find_in_incb_prop(utf32_t character);
const void* heidi_find_in_ep_prop(utf32_t character);

#ifdef __cplusplus
}
#else
#define ub_bsearch(character, table, count, size) heidi_find_in_##table(character)
#endif
