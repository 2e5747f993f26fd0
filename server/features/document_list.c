/* SPDX-License-Identifier: Apache-2.0
 * Documents are walked from the youngest on, for that is how they are listed. */
#include "features/document_list.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/text_fold.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_ask.h"
#include "features/common_cohorts.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/document_cite.h"
#include "features/document_may.h"
#include "features/document_state.h"
#include "features/document_words.h"

enum { YEAR_MAX = 9999, FOLDED_BYTES = 4 * BOUND_JSON_TEXT_BYTES };

/* What somebody looks for. */
struct sought {
    struct buffer words, author, subject; /* folded; empty: whatever */
    struct slice language;                /* absent: whatever */
    int64_t year, before, limit;          /* 0: whatever */
    int kind;                             /* -1: whatever */
    int cite;                             /* of document_forms, in which each is cited; -1: none */
    bool facets;
};

static void sought_init(struct sought *sought)
{
    *sought = (struct sought){.limit = BOUND_DOCUMENT_PAGE, .kind = -1, .cite = -1};
    buffer_init(&sought->words, FOLDED_BYTES);
    buffer_init(&sought->author, FOLDED_BYTES);
    buffer_init(&sought->subject, FOLDED_BYTES);
}

static void sought_done(struct sought *sought)
{
    buffer_done(&sought->words);
    buffer_done(&sought->author);
    buffer_done(&sought->subject);
}

static enum err folded_read(const struct json *data, const char *key, struct buffer *out)
{
    struct slice text = {NULL, 0};
    enum err error = common_ask_text(data, key, &text);
    return error || !text.at ? error : text_fold(text, out);
}

static enum err sought_read(const struct json *data, struct sought *sought)
{
    enum err error = folded_read(data, "words", &sought->words);
    if (!error)
        error = folded_read(data, "author", &sought->author);
    if (!error)
        error = folded_read(data, "subject", &sought->subject);
    if (!error)
        error = common_ask_text(data, "language", &sought->language);
    if (!error)
        error = common_ask_limit(data, "year", YEAR_MAX, &sought->year);
    if (!error)
        error = common_ask_choice(data, "kind", document_kinds, &sought->kind);
    if (!error)
        error = common_ask_choice(data, "cite", document_forms, &sought->cite);
    if (!error)
        error = common_ask_limit(data, "before", INT64_MAX, &sought->before);
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_DOCUMENT_PAGE, &sought->limit);
    if (!error && common_has(data, "facets") && !json_get_bool(data, "facets", &sought->facets))
        return ERR_BAD_REQUEST;
    return error;
}

static bool holds(const struct document *document, char letter, const struct buffer *text)
{
    return text->len == 0 || document_words_hold(document->folded, letter, buffer_slice(text));
}

/* Of what is erased nothing is left to list. */
static bool fits(const struct document *document, const struct sought *sought)
{
    return document->about && (!sought->year || document->year == sought->year) &&
           (sought->kind < 0 || document->kind == sought->kind) &&
           (!sought->language.at || slice_is(sought->language, document->language)) &&
           holds(document, 'a', &sought->author) && holds(document, 's', &sought->subject) &&
           holds(document, 0, &sought->words);
}

/* Those that people in these rings see, the youngest last. */
struct seen {
    struct rings rings;
    const struct document **list; /* owned */
    size_t count;
};

static struct seen seen_by(const struct documents *documents, const struct scene *scene)
{
    struct seen seen = {room_rings(scene->room, scene->person),
                        mem_new((shelf_count(&documents->shelf) + 1) * sizeof *seen.list), 0};
    struct map_at at = {0};
    while (map_next(documents->shelf.things, &at))
        if (document_seen(at.value, scene))
            seen.list[seen.count++] = at.value;
    return seen;
}

/* As programs that keep references take it; what it is about in full is not in it. */
static void cite_write(const struct document *document, int form, struct writer *out)
{
    const struct document_version *current = document_current(document);
    struct json *about = NULL;
    struct buffer text;
    if (json_parse_entry(slice_of(document->about), &about))
        return;
    const struct document_cited cited = {
        .seq = document->thing.seq, .about = about, .url = slice_of(current ? current->url : NULL)};
    buffer_init(&text, (size_t)8 * BOUND_ENTRY_BYTES);
    if (strcmp(document_forms[form], "bibtex") == 0)
        document_cite_bibtex(&cited, &text);
    else if (strcmp(document_forms[form], "ris") == 0)
        document_cite_ris(&cited, &text);
    else
        document_cite_text(&cited, 0, &text);
    writer_text(out, "cite", buffer_slice(&text));
    buffer_done(&text);
    json_free(&about);
}

static void in_list_write(const struct document *document, struct rings rings, int cite,
                          struct writer *out)
{
    writer_object(out, NULL);
    writer_int(out, "document", document->thing.seq);
    document_about_write(document, out);
    common_write_cohorts(document->cohorts, rings, false, out);
    if (cite >= 0)
        cite_write(document, cite, out);
    writer_end(out);
}

/* The page, and how many there are beside it. */
static void page_write(const struct seen *seen, const struct sought *sought, struct writer *out)
{
    int64_t count = 0, taken = 0, last = 0;
    bool more = false;
    writer_array(out, "documents");
    for (size_t i = seen->count; i-- > 0;) {
        const struct document *document = seen->list[i];
        if (!fits(document, sought))
            continue;
        count++;
        if (sought->before && document->thing.seq >= sought->before)
            continue;
        more = more || taken == sought->limit;
        if (taken == sought->limit)
            continue;
        taken++;
        last = document->thing.seq;
        in_list_write(document, seen->rings, sought->cite, out);
    }
    writer_end(out);
    writer_int(out, "count", count);
    if (more)
        writer_int(out, "next", last);
}

static int64_t language_number(const struct document *document)
{
    int64_t number = 0;
    for (const char *at = document->language; *at; at++)
        number = number * 256 + *at;
    return number;
}

static int64_t year_number(const struct document *document)
{
    return document->year;
}

static int64_t kind_number(const struct document *document)
{
    return document->about ? document->kind + 1 : 0;
}

/* The different ones among documents, rising; 0 is none. They are few: years, languages, kinds. */
struct different {
    int64_t list[256];
    size_t count;
};

static void different_of(const struct seen *seen, int64_t (*number)(const struct document *),
                         struct different *out)
{
    out->count = 0;
    for (size_t i = 0; i < seen->count; i++) {
        int64_t value = number(seen->list[i]);
        size_t place = 0;
        while (place < out->count && out->list[place] < value)
            place++;
        bool there = place < out->count && out->list[place] == value;
        if (!value || there || out->count == sizeof out->list / sizeof out->list[0])
            continue;
        for (size_t at = out->count++; at > place; at--)
            out->list[at] = out->list[at - 1];
        out->list[place] = value;
    }
}

static void language_write(int64_t number, struct writer *out)
{
    char code[DOCUMENT_LANGUAGE_BYTES];
    size_t at = sizeof code - 1;
    code[at] = 0;
    for (; number > 0 && at > 0; number /= 256)
        code[--at] = (char)(number % 256);
    writer_text(out, NULL, slice_of(code + at));
}

static void year_write(int64_t number, struct writer *out)
{
    writer_int(out, NULL, number);
}

static void kind_write(int64_t number, struct writer *out)
{
    writer_text(out, NULL, slice_of(document_kinds[number - 1]));
}

/* What there is to choose from: of what they see, whatever they look for. */
static void facets_write(const struct seen *seen, struct writer *out)
{
    static const struct {
        const char *key;
        int64_t (*number)(const struct document *document);
        void (*write)(int64_t number, struct writer *out);
    } facets[] = {{"years", year_number, year_write},
                  {"languages", language_number, language_write},
                  {"kinds", kind_number, kind_write}};
    struct different different;
    for (size_t i = 0; i < sizeof facets / sizeof facets[0]; i++) {
        different_of(seen, facets[i].number, &different);
        writer_array(out, facets[i].key);
        for (size_t at = 0; at < different.count; at++)
            facets[i].write(different.list[at], out);
        writer_end(out);
    }
}

enum err document_list(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out)
{
    struct sought sought;
    sought_init(&sought);
    enum err error = sought_read(data, &sought);
    if (!error) {
        struct seen seen = seen_by(state, scene);
        page_write(&seen, &sought, out);
        if (sought.facets)
            facets_write(&seen, out);
        mem_free(seen.list);
    }
    sought_done(&sought);
    return error;
}

/* ---- one of them -------------------------------------------------------------------------------
 */

static const struct document *asked_for(const void *state, const struct json *data,
                                        const struct scene *scene)
{
    const struct document *document = documents_of(state, data);
    return document_seen(document, scene) ? document : NULL;
}

/* Nothing where it is erased. */
static struct slice text_of(const struct document *document)
{
    return document->text ? slice_of(document->text) : (struct slice){NULL, 0};
}

/* The current one first. */
static void versions_write(const struct document *document, struct writer *out)
{
    writer_array(out, "versions");
    for (size_t i = document->versions_count; i-- > 0;) {
        const struct document_version *version = &document->versions[i];
        writer_object(out, NULL);
        writer_int(out, "version", version->seq);
        writer_int(out, "at", version->at_ms);
        common_write_author(out, &version->by);
        if (version->file)
            writer_int(out, "file", version->file);
        if (version->url)
            writer_text(out, "url", slice_of(version->url));
        if (version->note)
            writer_text(out, "note", slice_of(version->note));
        writer_end(out);
    }
    writer_end(out);
}

enum err document_get(const void *state, const struct json *data, const struct scene *scene,
                      struct writer *out)
{
    const struct document *document = asked_for(state, data, scene);
    if (!document)
        return ERR_NOT_FOUND;
    struct slice text = text_of(document);
    writer_raw(out, "about", slice_of(document->about ? document->about : "{}"));
    if (text.at)
        common_write_text(out, text, text_direction(text));
    common_write_author(out, &document->thing.author);
    writer_int(out, "at", document->thing.at_ms);
    writer_int(out, "said", document->said_seq);
    if (document->edited_ms)
        writer_int(out, "edited", document->edited_ms);
    common_write_cohorts(document->cohorts, room_rings(scene->room, scene->person), false, out);
    if (document_may(document, scene))
        writer_bool(out, "may", true);
    versions_write(document, out);
    return ERR_NONE;
}

/* An address, as it may stand in a link: anything else is refused. */
static enum err address_read(const struct json *data, struct buffer *out)
{
    struct writer unused;
    if (!common_has(data, "address"))
        return ERR_NONE;
    writer_init(&unused, out);
    writer_object(&unused, NULL);
    enum err error = common_read_url(data, "address", &unused);
    writer_end(&unused);
    return error;
}

static void form_write(const char *form, struct buffer *text, struct writer *out)
{
    writer_text(out, form, buffer_slice(text));
    buffer_clear(text);
}

static void forms_write(const struct document_cited *cited, int lang, struct writer *out)
{
    struct buffer text;
    buffer_init(&text, (size_t)8 * BOUND_ENTRY_BYTES);
    document_cite_text(cited, lang, &text);
    form_write("text", &text, out);
    document_cite_bibtex(cited, &text);
    form_write("bibtex", &text, out);
    document_cite_ris(cited, &text);
    form_write("ris", &text, out);
    buffer_done(&text);
}

enum err document_cite(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out)
{
    const struct document *document = asked_for(state, data, scene);
    struct buffer unused;
    struct json *about = NULL;
    int lang = 0;
    buffer_init(&unused, BOUND_ENTRY_BYTES);
    enum err error = common_ask_choice(data, "lang", common_languages, &lang);
    if (!error)
        error = address_read(data, &unused);
    buffer_done(&unused);
    if (!error &&
        (!document || !document->about || json_parse_entry(slice_of(document->about), &about)))
        error = ERR_NOT_FOUND;
    if (error)
        return error;
    const struct document_version *current = document_current(document);
    struct slice url = slice_of(current ? current->url : NULL);
    const struct document_cited cited = {
        .seq = document->thing.seq,
        .about = about,
        .text = text_of(document),
        .url = url.at ? url : common_get_text(data, "address"),
    };
    forms_write(&cited, lang, out);
    json_free(&about);
    return ERR_NONE;
}
