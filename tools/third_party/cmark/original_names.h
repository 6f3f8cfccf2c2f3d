// Included ahead of the source of cmark-gfm that our part replaces: gives its functions other names, for a test that compares.
#pragma once

#define houdini_unescape_ent original_unescape_ent
#define houdini_unescape_html original_unescape_html
#define houdini_unescape_html_f original_unescape_html_f
