/* SPDX-License-Identifier: Apache-2.0
 * BibTeX has no standard: fields and types are those of its manual (Patashnik, "BibTeXing", §3),
 * with `url`, `doi`, `isbn`, `abstract`, `keywords` and `language`, which all that read it today
 * know. RIS is as its makers describe it: a tag of two letters, two spaces, a hyphen, a space.
 *
 * The libraries that do this bring styles for all of science and weigh more than the page that
 * would load them; three forms of a dozen members are a file. */
#include "features/document_cite.h"

#include <string.h>

#include "base/bounds.h"
#include "base/text_fold.h"
#include "core/entry.h"
#include "features/common_get.h"
#include "features/document_words.h"

const char *const document_forms[] = {"text", "bibtex", "ris", NULL};

enum { KEY_BYTES = 40 };

/* By kind, as in document_kinds. */
static const struct {
    const char *bibtex, *in, *publisher, *ris;
} types[] = {
    {"book", "series", "publisher", "BOOK"},
    {"incollection", "booktitle", "publisher", "CHAP"},
    {"article", "journal", "publisher", "JOUR"},
    {"techreport", "series", "institution", "RPRT"},
    {"phdthesis", "series", "school", "THES"},
    {"misc", "howpublished", "organization", "STAT"},
    {"misc", "howpublished", "organization", "CASE"},
    {"misc", "howpublished", "organization", "STAND"},
    {"manual", "series", "organization", "GEN"},
    {"misc", "howpublished", "organization", "ELEC"},
    {"misc", "howpublished", "organization", "VIDEO"},
    {"misc", "howpublished", "organization", "DATA"},
    {"misc", "howpublished", "organization", "GEN"},
};

static int kind_of(const struct document_cited *cited)
{
    int kind = common_get_choice(cited->about, "kind", document_kinds);
    return kind < 0 ? (int)(sizeof types / sizeof types[0]) - 1 : kind;
}

/* What an identifier is can be seen: a DOI begins with its prefix (ISO 26324), an ISBN has ten or
 * thirteen digits (ISO 2108). */
enum identifier { IDENTIFIER_OTHER, IDENTIFIER_DOI, IDENTIFIER_ISBN };

static enum identifier identifier_of(struct slice text)
{
    size_t digits = 0;
    if (slice_starts(text, SLICE("10.")) && memchr(text.at, '/', text.len))
        return IDENTIFIER_DOI;
    for (size_t i = 0; i < text.len; i++) {
        bool last = (text.at[i] == 'X' || text.at[i] == 'x') && digits == 9;
        if ((text.at[i] >= '0' && text.at[i] <= '9') || last)
            digits++;
        else if (text.at[i] != '-' && text.at[i] != ' ')
            return IDENTIFIER_OTHER;
    }
    return digits == 10 || digits == 13 ? IDENTIFIER_ISBN : IDENTIFIER_OTHER;
}

static void add(struct buffer *out, const char *text)
{
    buffer_add(out, slice_of(text));
}

/* ---- text --------------------------------------------------------------------------------------
 */

/* As in common_languages: no year, what it stands in, between authors, pages. */
static const struct {
    const char *undated, *in, *and, *pages, *comma;
} said[] = {
    {"n.d.", "In: ", "; ", "pp. ", ", "},
    {"s. d.", "Dans : ", " ; ", "p. ", ", "},
    {"s. f.", "En: ", "; ", "pp. ", ", "},
    {"د. ت.", "في: ", "؛ ", "ص ", "، "},
};

/* A sentence of one member, or more: a full stop behind it, unless it ends with its own. */
static void sentence_end(struct buffer *out)
{
    struct slice so_far = buffer_slice(out);
    char last = so_far.len > 0 ? so_far.at[so_far.len - 1] : 0;
    add(out, last == '.' || last == '?' || last == '!' ? " " : ". ");
}

static void text_authors(const struct document_cited *cited, int lang, struct buffer *out)
{
    const struct json *list = json_get(cited->about, "authors");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice name = {NULL, 0};
        (void)json_as_text(at, &name);
        if (at != json_first(list))
            add(out, said[lang].and);
        buffer_add(out, name);
    }
    int64_t year = common_get_int(cited->about, "year");
    add(out, list ? " (" : "(");
    if (year)
        buffer_add_int(out, year);
    else
        add(out, said[lang].undated);
    add(out, "). ");
}

/* Members beside one another; true when any is said. */
static bool text_row(const struct document_cited *cited, int lang, const char *const *keys,
                     struct buffer *out)
{
    bool any = false;
    for (; *keys; keys++) {
        struct slice value = common_get_text(cited->about, *keys);
        if (!value.at)
            continue;
        if (any)
            add(out, said[lang].comma);
        if (strcmp(*keys, "pages") == 0)
            add(out, said[lang].pages);
        buffer_add(out, value);
        any = true;
    }
    return any;
}

void document_cite_text(const struct document_cited *cited, int lang, struct buffer *out)
{
    static const char *const within[] = {"in", "number", "pages", NULL};
    static const char *const from[] = {"publisher", "place", NULL};
    struct slice identifier = common_get_text(cited->about, "identifier");
    text_authors(cited, lang, out);
    buffer_add(out, common_get_text(cited->about, "title"));
    sentence_end(out);
    if (common_has(cited->about, "in"))
        add(out, said[lang].in);
    if (text_row(cited, lang, within, out))
        sentence_end(out);
    if (text_row(cited, lang, from, out))
        sentence_end(out);
    if (identifier.at) {
        add(out, identifier_of(identifier) == IDENTIFIER_DOI ? "https://doi.org/" : "");
        buffer_add(out, identifier);
        add(out, " ");
    }
    buffer_add(out, cited->url);
    /* What stands before nothing is a blank. */
    while (out->len > 0 && out->bytes[out->len - 1] == ' ')
        out->len--;
}

/* ---- BibTeX ------------------------------------------------------------------------------------
 */

/* Its own signs as commands, in braces, so that braces always come in pairs. */
static void bibtex_text(struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.at[i]) {
        case '{':
            add(out, "{\\textbraceleft}");
            break;
        case '}':
            add(out, "{\\textbraceright}");
            break;
        case '\\':
            add(out, "{\\textbackslash}");
            break;
        case '~':
            add(out, "{\\textasciitilde}");
            break;
        case '^':
            add(out, "{\\textasciicircum}");
            break;
        case '%':
        case '&':
        case '$':
        case '#':
        case '_':
            buffer_add_byte(out, '\\');
            buffer_add_byte(out, text.at[i]);
            break;
        case '\n':
            buffer_add_byte(out, ' ');
            break;
        default:
            buffer_add_byte(out, text.at[i]);
        }
    }
}

static void bibtex_field(const char *key, struct slice value, struct buffer *out)
{
    if (!value.at)
        return;
    buffer_addf(out, ",\n  %s = {", key);
    bibtex_text(value, out);
    add(out, "}");
}

static bool has_word(struct slice name, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= name.len; i++)
        if (memcmp(name.at + i, word, len) == 0)
            return true;
    return false;
}

/* A body, or what BibTeX would take apart, is one name in braces. */
static void bibtex_names(const struct json *list, struct buffer *out)
{
    if (!list)
        return;
    add(out, ",\n  author = {");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice name = {NULL, 0};
        (void)json_as_text(at, &name);
        bool whole = !memchr(name.at, ',', name.len) || has_word(name, " and ");
        add(out, at == json_first(list) ? "" : " and ");
        add(out, whole ? "{" : "");
        bibtex_text(name, out);
        add(out, whole ? "}" : "");
    }
    add(out, "}");
}

static void joined(const struct json *list, struct buffer *out)
{
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice word = {NULL, 0};
        (void)json_as_text(at, &word);
        add(out, at == json_first(list) ? "" : ", ");
        bibtex_text(word, out);
    }
}

/* The first author's family name, in the letters that all readers of BibTeX take, the year, and
 * the document's number, which makes it the only one. */
static void bibtex_key(const struct document_cited *cited, struct buffer *out)
{
    const struct json *first = json_first(json_get(cited->about, "authors"));
    struct slice name = {NULL, 0};
    struct buffer folded;
    size_t letters = 0;
    buffer_init(&folded, BOUND_ENTRY_BYTES);
    if (first && json_as_text(first, &name))
        (void)text_fold(name, &folded);
    for (size_t i = 0; i < folded.len && folded.bytes[i] != ','; i++) {
        bool plain = folded.bytes[i] >= 'a' && folded.bytes[i] <= 'z';
        if (plain && ++letters < KEY_BYTES)
            buffer_add_byte(out, folded.bytes[i]);
    }
    buffer_done(&folded);
    if (letters == 0)
        add(out, "document");
    if (common_has(cited->about, "year"))
        buffer_add_int(out, common_get_int(cited->about, "year"));
    add(out, "-");
    buffer_add_int(out, cited->seq);
}

static void bibtex_identifier(struct slice identifier, struct buffer *out)
{
    static const char *const keys[] = {"note", "doi", "isbn"};
    if (identifier.at)
        bibtex_field(keys[identifier_of(identifier)], identifier, out);
}

void document_cite_bibtex(const struct document_cited *cited, struct buffer *out)
{
    const struct json *about = cited->about;
    int kind = kind_of(cited);
    buffer_addf(out, "@%s{", types[kind].bibtex);
    bibtex_key(cited, out);
    bibtex_names(json_get(about, "authors"), out);
    /* Braces keep the letters as they are written. */
    add(out, ",\n  title = {{");
    bibtex_text(common_get_text(about, "title"), out);
    add(out, "}}");
    if (common_has(about, "year"))
        buffer_addf(out, ",\n  year = {%lld}", (long long)common_get_int(about, "year"));
    bibtex_field(types[kind].in, common_get_text(about, "in"), out);
    bibtex_field(types[kind].publisher, common_get_text(about, "publisher"), out);
    bibtex_field("address", common_get_text(about, "place"), out);
    bibtex_field("number", common_get_text(about, "number"), out);
    bibtex_field("pages", common_get_text(about, "pages"), out);
    bibtex_identifier(common_get_text(about, "identifier"), out);
    bibtex_field("language", common_get_text(about, "language"), out);
    if (json_get(about, "subjects")) {
        add(out, ",\n  keywords = {");
        joined(json_get(about, "subjects"), out);
        add(out, "}");
    }
    bibtex_field("abstract", cited->text, out);
    bibtex_field("url", cited->url, out);
    add(out, "\n}\n");
}

/* ---- RIS ---------------------------------------------------------------------------------------
 */

static void ris_field(const char *tag, struct slice value, struct buffer *out)
{
    if (!value.at)
        return;
    buffer_addf(out, "%s  - ", tag);
    for (size_t i = 0; i < value.len; i++)
        buffer_add_byte(out, value.at[i] == '\n' ? ' ' : value.at[i]);
    add(out, "\r\n");
}

static void ris_list(const char *tag, const struct json *list, struct buffer *out)
{
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice word = {NULL, 0};
        (void)json_as_text(at, &word);
        ris_field(tag, word, out);
    }
}

/* "12-34", with any of the two hyphens that people write. */
static void ris_pages(struct slice pages, struct buffer *out)
{
    static const struct slice dash = {"\xe2\x80\x93", 3};
    for (size_t i = 1; pages.at && i < pages.len; i++) {
        struct slice rest = {pages.at + i, pages.len - i};
        size_t wide = *rest.at == '-' ? 1 : slice_starts(rest, dash) ? dash.len : 0;
        if (!wide)
            continue;
        ris_field("SP", slice_trimmed((struct slice){pages.at, i}), out);
        ris_field("EP", slice_trimmed((struct slice){rest.at + wide, rest.len - wide}), out);
        return;
    }
    ris_field("SP", pages, out);
}

void document_cite_ris(const struct document_cited *cited, struct buffer *out)
{
    static const char *const identifiers[] = {"AN", "DO", "SN"};
    const struct json *about = cited->about;
    struct slice identifier = common_get_text(about, "identifier");
    ris_field("TY", slice_of(types[kind_of(cited)].ris), out);
    ris_list("AU", json_get(about, "authors"), out);
    ris_field("TI", common_get_text(about, "title"), out);
    if (common_has(about, "year"))
        buffer_addf(out, "PY  - %lld\r\n", (long long)common_get_int(about, "year"));
    ris_field("T2", common_get_text(about, "in"), out);
    ris_field("PB", common_get_text(about, "publisher"), out);
    ris_field("CY", common_get_text(about, "place"), out);
    ris_field("IS", common_get_text(about, "number"), out);
    ris_pages(common_get_text(about, "pages"), out);
    if (identifier.at)
        ris_field(identifiers[identifier_of(identifier)], identifier, out);
    ris_field("LA", common_get_text(about, "language"), out);
    ris_list("KW", json_get(about, "subjects"), out);
    ris_field("AB", cited->text, out);
    ris_field("UR", cited->url, out);
    add(out, "ER  - \r\n");
}
