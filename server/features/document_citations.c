/* SPDX-License-Identifier: Apache-2.0
 * What each post and item cites by its words of now. How many there can be is bounded by what they
 * stand in, and by BOUND_CITATIONS: a bound of its own would forget some, and others once words are
 * erased, so that a replay would differ. */
#include "features/document_citations.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_author.h"

enum { ID_BYTES = 64, UNITS_MAX = BOUND_UNITS * 4 };

struct citations *citations_new(void)
{
    struct citations *citations = mem_new(sizeof *citations);
    citations->sources = map_new(BOUND_FORUM_POSTS);
    citations->units = map_new(UNITS_MAX);
    return citations;
}

static void source_free(void *value)
{
    struct source *source = value;
    for (size_t i = 0; i < source->count; i++)
        common_wipe(&source->list[i].room);
    mem_free(source->list);
    mem_free(source);
}

void citations_free(struct citations **citations)
{
    map_free(&(*citations)->sources, source_free);
    map_free(&(*citations)->units, mem_free);
    mem_free(*citations);
    *citations = NULL;
}

void citations_forget(struct citations *citations, int64_t seq)
{
    struct map_at at = {0};
    while (map_next(citations->sources, &at)) {
        struct source *source = at.value;
        if (source->said_seq == seq)
            source_free(map_take(citations->sources, at.key));
    }
}

/* ---- what words cite ---------------------------------------------------------------------------
 */

static bool is_id(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || (letter && strchr("._~@-", letter));
}

/* The address of a document, behind "/course/": the room's id, and the number. False: it is another
 * address. */
static bool address_read(struct slice text, struct slice *id, int64_t *document)
{
    static const struct slice word = {"/document/", 10};
    size_t at = 0;
    *document = 0;
    while (at < text.len && at < ID_BYTES && is_id(text.at[at]))
        at++;
    *id = (struct slice){text.at, at};
    if (at == 0 || !slice_starts((struct slice){text.at + at, text.len - at}, word))
        return false;
    at += word.len;
    for (size_t digits = 0; at < text.len && digits < 15; at++, digits++) {
        if (text.at[at] < '0' || text.at[at] > '9')
            break;
        *document = *document * 10 + (text.at[at] - '0');
    }
    return *document > 0;
}

static void cite(struct source *source, struct slice id, int64_t document)
{
    char room[ID_BYTES + 16];
    snprintf(room, sizeof room, "course:%.*s", (int)id.len, id.at);
    for (size_t i = 0; i < source->count; i++)
        if (source->list[i].document == document && strcmp(source->list[i].room, room) == 0)
            return;
    if (source->count == BOUND_CITATIONS)
        return;
    size_t size = sizeof *source->list;
    source->list = mem_resize(source->list, source->count * size, (source->count + 1) * size);
    source->list[source->count++] = (struct citation){mem_text(slice_of(room)), document};
}

static void text_read(struct source *source, struct slice text)
{
    static const struct slice word = {"/course/", 8};
    struct slice rest = text, id;
    int64_t document;
    while (rest.len > word.len) {
        const char *found = memmem(rest.at, rest.len, word.at, word.len);
        if (!found)
            return;
        const char *next = found + word.len; /* its last letter may be the first of another */
        rest = (struct slice){next, (size_t)(text.at + text.len - next)};
        if (address_read(rest, &id, &document))
            cite(source, id, document);
        rest = (struct slice){next - 1, rest.len + 1};
    }
}

/* A text, or one in several languages. */
static void member_read(struct source *source, const struct json *value)
{
    struct slice text;
    if (json_as_text(value, &text))
        text_read(source, text);
    for (const struct json *at = json_is_object(value) ? json_first(value) : NULL; at;
         at = json_next(at))
        member_read(source, at);
}

void citations_say(struct citations *citations, int64_t seq, int64_t unit,
                   const struct entry *entry)
{
    struct source said = {.said_seq = entry->seq, .unit = unit}, *source;
    struct source *before = map_take(citations->sources, slice_of_seq(&seq));
    if (before)
        source_free(before);
    member_read(&said, json_get(entry->data, "text"));
    member_read(&said, json_get(entry->data, "url"));
    if (said.count == 0) /* most words cite nothing */
        return;
    source = mem_new(sizeof *source);
    *source = said;
    if (!map_full(citations->sources))
        map_put(citations->sources, slice_of_seq(&seq), source);
    else
        source_free(source);
}

void citations_readdress(struct citations *citations, int64_t seq, const struct brought *brought)
{
    struct source *source = map_find(citations->sources, slice_of_seq(&seq));
    for (size_t i = 0; source && brought->there && i < source->count; i++) {
        struct citation *citation = &source->list[i];
        int64_t here = brought_find(brought, citation->document);
        const char *id = strchr(citation->room, ':') + 1;
        if (!here || strcmp(id, brought->there) != 0)
            continue;
        char room[ID_BYTES + 16];
        snprintf(room, sizeof room, "course:%s", brought->here);
        common_wipe(&citation->room);
        *citation = (struct citation){mem_text(slice_of(room)), here};
    }
}

bool source_cites(const struct source *source, struct slice room, int64_t document)
{
    for (size_t i = 0; i < source->count; i++)
        if (source->list[i].document == document && slice_is(room, source->list[i].room))
            return true;
    return false;
}
