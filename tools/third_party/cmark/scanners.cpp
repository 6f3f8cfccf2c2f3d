// cmark-gfm's scanners by hand. Its own are finite automata written by re2c as 45 kB of jumps (9 kB brotli); these are 5. What
// each takes is said in the notation of its scanners.re and ext_scanners.re, "longest match" included; tests/unit/third_party
// compares them with the originals on random text.
//
// All of them read up to a 0 at the latest, which cmark-gfm puts behind the text. The text is well-formed UTF-8.

#include <cstdlib>
#include <cstring>
#include <string_view>

#include <strings.h>

extern "C" {
#include <chunk.h>
#include <ext_scanners.h>
#include <scanners.h>
}

namespace {

using Text = const unsigned char*;

bool is_one_of(unsigned char c, std::string_view set) { return c != 0 && set.find(static_cast<char>(c)) != set.npos; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(unsigned char c) { return is_upper(c & ~0x20); }
bool is_alphanumeric(unsigned char c) { return is_letter(c) || is_digit(c); }
bool is_space(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_blank(unsigned char c) { return c == ' ' || c == '\t'; }
bool is_newline(unsigned char c) { return c == '\n' || c == '\r'; }
bool is_table_space(unsigned char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }

template <class Is>
Text skip(Text at, Is is) {
    while (is(*at)) ++at;
    return at;
}

Text skip_run(Text at, unsigned char of) {
    return skip(at, [of](unsigned char c) { return c == of; });
}

bool starts_with(Text at, std::string_view word) {
    return std::strncmp(reinterpret_cast<const char*>(at), word.data(), word.size()) == 0;
}

// `words` is "|one|two|". Returns the end of the word that reaches from `at` to something that is no letter or digit.
Text word_of(Text at, std::string_view words) {
    constexpr std::size_t longest = 10;  // "blockquote", "figcaption"
    char word[longest + 2] = {'|'};
    std::size_t length = 1;
    for (; is_alphanumeric(*at); ++at) {
        if (length > longest) return nullptr;
        word[length++] = static_cast<char>(is_letter(*at) ? *at | 0x20 : *at);
    }
    word[length++] = '|';
    return words.find(std::string_view(word, length)) != words.npos ? at : nullptr;
}

bufsize_t length(Text start, Text end) { return end ? static_cast<bufsize_t>(end - start) : 0; }

// ---- Tags

// [A-Za-z][A-Za-z0-9-]*
Text tag_name(Text at) {
    if (!is_letter(*at)) return nullptr;
    return skip(at, [](unsigned char c) { return is_alphanumeric(c) || c == '-'; });
}

// ["][^"\0]*["] | ['][^'\0]*['] | [^ \t\r\n\v\f"'=<>`\0]+
Text attribute_value(Text at) {
    const unsigned char quote = *at;
    if (quote == '"' || quote == '\'') {
        at = skip(at + 1, [quote](unsigned char c) { return c != quote && c != 0; });
        return *at == quote ? at + 1 : nullptr;
    }
    const Text end = skip(at, [](unsigned char c) { return c != 0 && !is_space(c) && !is_one_of(c, "\"'=<>`"); });
    return end == at ? nullptr : end;
}

// attributename (spacechar* [=] spacechar* attributevalue)?
Text attribute(Text at) {
    if (!is_letter(*at) && *at != '_' && *at != ':') return nullptr;
    at = skip(at, [](unsigned char c) { return is_alphanumeric(c) || is_one_of(c, ":._-"); });
    const Text equals = skip(at, is_space);
    return *equals == '=' ? attribute_value(skip(equals + 1, is_space)) : at;
}

// tagname (spacechar+ attribute)* spacechar* [/]? [>]
Text open_tag(Text at) {
    at = tag_name(at);
    while (at) {
        const Text next = skip(at, is_space);
        const Text close = *next == '/' ? next + 1 : next;
        if (*close == '>') return close + 1;
        at = next == at ? nullptr : attribute(next);
    }
    return nullptr;
}

// [/] tagname spacechar* [>]
Text close_tag(Text at) {
    if (*at != '/') return nullptr;
    at = tag_name(at + 1);
    if (at) at = skip(at, is_space);
    return at && *at == '>' ? at + 1 : nullptr;
}

Text tag(Text at) { return *at == '/' ? close_tag(at) : open_tag(at); }

constexpr std::string_view verbatim_tags = "|script|pre|textarea|style|";
constexpr std::string_view block_tags =
    "|address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|"
    "main|"
    "menu|menuitem|nav|noframes|ol|optgroup|option|p|param|section|source|title|summary|table|tbody|td|tfoot|th|thead|"
    "tr|"
    "track|ul|";

// [^\n\0]* <end>: where the last one of the line ends.
template <class End>
bufsize_t last_end_in_line(Text start, End end_at) {
    Text last = nullptr;
    for (Text at = start; *at != 0 && *at != '\n'; ++at)
        if (const Text end = end_at(at)) last = end;
    return length(start, last);
}

bufsize_t last_in_line(Text start, std::string_view word) {
    return last_end_in_line(start, [word](Text at) { return starts_with(at, word) ? at + word.size() : nullptr; });
}

// ---- Automatic links

// [A-Za-z][A-Za-z0-9.+-]{1,31} [:]
Text scheme(Text start) {
    if (!is_letter(*start)) return nullptr;
    const Text end = skip(start, [](unsigned char c) { return is_alphanumeric(c) || is_one_of(c, ".+-"); });
    return *end == ':' && end - start >= 2 && end - start <= 32 ? end + 1 : nullptr;
}

// [a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?
Text domain_label(Text start) {
    const Text end = skip(start, [](unsigned char c) { return is_alphanumeric(c) || c == '-'; });
    const bool fits = end > start && end - start <= 63 && *start != '-' && end[-1] != '-';
    return fits ? end : nullptr;
}

// ---- Links, code, tables

// A mark after a backslash may be escaped or not: the longest match takes it as escaped if there is another.
Text closing_mark(Text start, std::string_view marks, unsigned char closing) {
    Text last = nullptr;
    for (Text at = start + 1; *at != 0; ++at) {
        if (!is_one_of(*at, marks)) continue;
        if (*at == closing) last = at + 1;
        if (at[-1] != '\\' || at - 1 == start) break;
    }
    return last;
}

// [`]{3,} / [^`\r\n\0]*[\r\n]: the run, if the rest of the line is as `is_rest` says.
template <class Is>
bufsize_t fence(Text start, unsigned char mark, Is is_rest) {
    const Text end = skip_run(start, mark);
    return end - start >= 3 && is_newline(*skip(end, is_rest)) ? length(start, end) : 0;
}

// spacechar*[:]?[-]+[:]?spacechar*
Text table_marker(Text at) {
    at = skip(at, is_table_space);
    if (*at == ':') ++at;
    if (*at != '-') return nullptr;
    at = skip_run(at, '-');
    return skip(*at == ':' ? at + 1 : at, is_table_space);
}

// [\r]?[\n]
Text table_newline(Text at) {
    if (*at == '\r') ++at;
    return *at == '\n' ? at + 1 : nullptr;
}

// spacechar+("[ ]"|'[x]')spacechar+
Text task_box(Text at) {
    const Text box = skip(at, is_table_space);
    if (box == at || (!starts_with(box, "[ ]") && !starts_with(box, "[x]") && !starts_with(box, "[X]"))) return nullptr;
    const Text end = skip(box + 3, is_table_space);
    return end == box + 3 ? nullptr : end;
}

}  // namespace

extern "C" {

bufsize_t _ext_scan_at(bufsize_t (*scanner)(Text), unsigned char* text, int size, bufsize_t offset) {
    if (!text || offset >= size) return 0;
    const unsigned char after = text[size];
    text[size] = 0;
    const bufsize_t read = scanner(text + offset);
    text[size] = after;
    return read;
}

bufsize_t _scan_at(bufsize_t (*scanner)(Text), cmark_chunk* chunk, bufsize_t offset) {
    // At the very end as well: there a scanner meets the 0 only.
    return offset == chunk->len ? 0 : _ext_scan_at(scanner, chunk->data, chunk->len, offset);
}

// ---- scanners.re

bufsize_t _scan_scheme(Text start) { return length(start, scheme(start)); }

// scheme [:][^\0-\x20<>]*[>]
bufsize_t _scan_autolink_uri(Text start) {
    Text at = scheme(start);
    if (at) at = skip(at, [](unsigned char c) { return c > ' ' && c != '<' && c != '>'; });
    return at && *at == '>' ? length(start, at + 1) : 0;
}

// [a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+ [@] label ([.] label)* [>]
bufsize_t _scan_autolink_email(Text start) {
    const auto is_local = [](unsigned char c) { return is_alphanumeric(c) || is_one_of(c, ".!#$%&'*+/=?^_`{|}~-"); };
    Text at = skip(start, is_local);
    if (at == start || *at != '@') return 0;
    do at = domain_label(at + 1);
    while (at && *at == '.');
    return at && *at == '>' ? length(start, at + 1) : 0;
}

bufsize_t _scan_html_tag(Text start) { return length(start, tag(start)); }

// [^\n\0]+ [>]
bufsize_t _scan_liberal_html_tag(Text start) {
    const bufsize_t read = last_in_line(start, ">");
    return read > 1 ? read : 0;
}

// "--" ([^\0-]+ | "-" [^\0-] | "--" [^\0>])* "-->"
bufsize_t _scan_html_comment(Text start) {
    if (!starts_with(start, "--")) return 0;
    for (Text at = start + 2; *at != 0;) {
        if (starts_with(at, "-->")) return length(start, at + 3);
        const int dashes = *at != '-' ? 0 : at[1] != '-' ? 1 : 2;
        if (at[dashes] == 0) return 0;
        at += dashes + 1;
    }
    return 0;
}

// ([^?>\0]+ | [?][^>\0] | [>])+
bufsize_t _scan_html_pi(Text start) {
    Text at = start;
    while (*at != 0) {
        if (*at != '?') {
            ++at;
            continue;
        }
        if (at[1] == '>' || at[1] == 0) break;
        at += 2;
    }
    return length(start, at);
}

// [A-Z]+ spacechar+ [^>\0]*
bufsize_t _scan_html_declaration(Text start) {
    const Text name_end = skip(start, is_upper);
    const Text at = skip(name_end, is_space);
    if (name_end == start || at == name_end) return 0;
    return length(start, skip(at, [](unsigned char c) { return c != '>' && c != 0; }));
}

// "CDATA[" ([^\]\0]+ | "]" [^\]\0] | "]]" [^>\0])*
bufsize_t _scan_html_cdata(Text start) {
    constexpr std::string_view opening = "CDATA[";
    if (!starts_with(start, opening)) return 0;
    Text at = start + opening.size();
    while (*at != 0) {
        const int brackets = *at != ']' ? 0 : at[1] != ']' ? 1 : 2;
        if (at[brackets] == 0 || (brackets == 2 && at[2] == '>')) break;
        at += brackets + 1;
    }
    return length(start, at);
}

// Returns the kind of HTML block, 1 to 6 as in the CommonMark specification.
bufsize_t _scan_html_block_start(Text at) {
    if (*at++ != '<') return 0;
    if (const Text end = word_of(at, verbatim_tags); end && (is_space(*end) || *end == '>')) return 1;
    if (starts_with(at, "!--")) return 2;
    if (*at == '?') return 3;
    if (*at == '!' && is_upper(at[1])) return 4;
    if (strncasecmp(reinterpret_cast<const char*>(at), "![CDATA[", 8) == 0) return 5;
    const Text end = word_of(*at == '/' ? at + 1 : at, block_tags);
    return end && (is_space(*end) || *(*end == '/' ? end + 1 : end) == '>') ? 6 : 0;
}

// [<] (opentag | closetag) [\t\n\f ]* [\r\n]
bufsize_t _scan_html_block_start_7(Text at) {
    const Text end = *at == '<' ? tag(at + 1) : nullptr;
    return end && is_newline(*skip(end, [](unsigned char c) { return is_blank(c) || c == '\f'; })) ? 7 : 0;
}

// [^\n\0]* [<] [/] ('script'|'pre'|'textarea'|'style') [>]
bufsize_t _scan_html_block_end_1(Text start) {
    return last_end_in_line(start, [](Text at) -> Text {
        if (*at != '<' || at[1] != '/') return nullptr;
        const Text end = word_of(at + 2, verbatim_tags);
        return end && *end == '>' ? end + 1 : nullptr;
    });
}
bufsize_t _scan_html_block_end_2(Text start) { return last_in_line(start, "-->"); }
bufsize_t _scan_html_block_end_3(Text start) { return last_in_line(start, "?>"); }
bufsize_t _scan_html_block_end_4(Text start) { return last_in_line(start, ">"); }
bufsize_t _scan_html_block_end_5(Text start) { return last_in_line(start, "]]>"); }

// ["] (escaped_char|[^"\0])* ["] | ['] (escaped_char|[^'\0])* ['] | [(] (escaped_char|[^()\0])* [)]
bufsize_t _scan_link_title(Text start) {
    switch (*start) {
        case '"': return length(start, closing_mark(start, "\"", '"'));
        case '\'': return length(start, closing_mark(start, "'", '\''));
        case '(': return length(start, closing_mark(start, "()", ')'));
        default: return 0;
    }
}

bufsize_t _scan_spacechars(Text start) { return length(start, skip(start, is_space)); }

// [#]{1,6} ([ \t]+|[\r\n])
bufsize_t _scan_atx_heading_start(Text start) {
    const Text end = skip_run(start, '#');
    if (end == start || end - start > 6) return 0;
    if (is_newline(*end)) return length(start, end + 1);
    return is_blank(*end) ? length(start, skip(end, is_blank)) : 0;
}

// Returns 1 for [=]+ [ \t]* [\r\n], 2 for [-]+ [ \t]* [\r\n].
bufsize_t _scan_setext_heading_line(Text at) {
    const unsigned char mark = *at;
    if (mark != '=' && mark != '-') return 0;
    if (!is_newline(*skip(skip_run(at, mark), is_blank))) return 0;
    return mark == '=' ? 1 : 2;
}

// [`]{3,} / [^`\r\n\0]*[\r\n] | [~]{3,} / [^\r\n\0]*[\r\n]
bufsize_t _scan_open_code_fence(Text start) {
    const bool ticks = *start == '`';
    return fence(start, ticks ? '`' : '~',
                 [ticks](unsigned char c) { return c != 0 && !is_newline(c) && !(ticks && c == '`'); });
}

// [`]{3,} / [ \t]*[\r\n] | [~]{3,} / [ \t]*[\r\n]
bufsize_t _scan_close_code_fence(Text start) { return fence(start, *start == '`' ? '`' : '~', is_blank); }

// '[^' ([^\] \r\n\x00\t]+) ']:' [ \t]*
bufsize_t _scan_footnote_definition(Text start) {
    if (!starts_with(start, "[^")) return 0;
    const Text label = start + 2;
    const Text end = skip(label, [](unsigned char c) { return c != 0 && !is_one_of(c, "] \r\n\t"); });
    if (end == label || !starts_with(end, "]:")) return 0;
    return length(start, skip(end + 2, is_blank));
}

// Asked by renderers, which Ask Heidi has none of.
bufsize_t _scan_dangerous_url(Text) { std::abort(); }

// ---- ext_scanners.re

// [|]? table_marker ([|] table_marker)* [|]? spacechar* newline
bufsize_t _scan_table_start(Text start) {
    Text at = table_marker(*start == '|' ? start + 1 : start);
    while (at && *at == '|') {
        const Text next = table_marker(at + 1);
        if (!next) return length(start, table_newline(skip(at + 1, is_table_space)));
        at = next;
    }
    return at ? length(start, table_newline(at)) : 0;
}

// (escaped_char|[^|\r\n])+
bufsize_t _scan_table_cell(Text start) {
    Text at = start;
    while (*at != 0 && !is_newline(*at) && (*at != '|' || (at > start && at[-1] == '\\'))) ++at;
    return length(start, at);
}

// [|] spacechar*
bufsize_t _scan_table_cell_end(Text start) {
    return *start == '|' ? length(start, skip(start + 1, is_table_space)) : 0;
}

// spacechar* newline
bufsize_t _scan_table_row_end(Text start) { return length(start, table_newline(skip(start, is_table_space))); }

// spacechar*("-"|"+"|"*"|[0-9]+.)spacechar+("[ ]"|"[x]")spacechar+, where "." is any character, a digit too
bufsize_t _scan_tasklist(Text start) {
    const Text at = skip(start, is_table_space);
    if (is_one_of(*at, "-+*")) return length(start, task_box(at + 1));
    const Text end = skip(at, is_digit);
    if (end == at) return 0;
    if (end - at >= 2)
        if (const Text box = task_box(end)) return length(start, box);
    if (*end == 0 || *end == '\n') return 0;
    return length(start, task_box(skip(end + 1, [](unsigned char c) { return (c & 0xC0) == 0x80; })));
}

}  // extern "C"
