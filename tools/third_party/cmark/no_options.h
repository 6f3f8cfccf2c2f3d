// Included ahead of cmark-gfm's inlines: options that we never set are none, and what they ask for is not linked.
#pragma once

#include <cmark-gfm.h>

#undef CMARK_OPT_LIBERAL_HTML_TAG
#undef CMARK_OPT_SMART
#undef CMARK_OPT_SOURCEPOS
#define CMARK_OPT_LIBERAL_HTML_TAG 0
#define CMARK_OPT_SMART 0
#define CMARK_OPT_SOURCEPOS 0
