/* SPDX-License-Identifier: Apache-2.0
 * Rounds of segments: which documents have the words; the newest of these are read. */
#include "journal/postgres_asks.h"

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "journal/segment.h"

enum {
    FORMS_MAX = 2 * BOUND_SEARCH_ASK_WORDS,
    ROUND_FIRST = 16, /* segments: where a word is common these are enough */
    LOOKS_MAX = 1024, /* segments times forms, in one round */
    BEGIN_LOOKS = 8,  /* for what a form is that is the begin of many words */
    GONE_MAX = 1 << 20,
    BITS = 64,
};

/* A segment in which there may be something. */
struct part {
    int64_t id, room, high_ms;
    size_t place; /* of the room in the question */
    size_t documents, blocks;
    int64_t *times;  /* of its blocks of documents; owned */
    uint64_t **bits; /* of each term, which documents have it: NULL, none; owned */
    int64_t next;    /* the newest document with all words that was not looked at; -1: none */
};

/* A question on its way. */
struct asking {
    struct postgres_link *link;
    const struct search_asked *asked;
    struct search_page *page;
    struct segment_probe probes[FORMS_MAX];
    size_t terms[FORMS_MAX]; /* of each probe */
    size_t probes_count, looks;
    struct part *parts; /* in which there may be something; owned */
    size_t parts_count;
    int64_t last_ms, last_id; /* of the rounds before */
};

/* Whether a document of that time may find a place. */
static bool finds_place(const struct asking *asking, int64_t at_ms)
{
    const struct search_page *page = asking->page;
    return page->count < asking->asked->limit ||
           at_ms >= page->hits[asking->asked->limit - 1].at_ms;
}

/* ---- a round of segments -----------------------------------------------------------------------
 */

static void part_done(const struct asking *asking, struct part *part)
{
    for (size_t k = 0; k < asking->asked->terms->count; k++)
        mem_free(part->bits[k]);
    mem_free(part->bits);
    mem_free(part->times);
}

static void parts_free(struct asking *asking)
{
    for (size_t i = 0; i < asking->parts_count; i++)
        part_done(asking, &asking->parts[i]);
    mem_free(asking->parts);
    asking->parts = NULL;
    asking->parts_count = 0;
}

/* Columns of a row. */
enum { NTH, ID, ROOM, PLACE, DOCUMENTS, HIGH_MS, TIMES, PROBE, BODY };

static bool part_take(struct asking *asking, struct part *part, const PGresult *result, int row)
{
    int64_t times[SEGMENT_BLOCKS_MAX];
    *part = (struct part){.id = postgres_column_int(result, row, ID),
                          .room = postgres_column_int(result, row, ROOM),
                          .place = (size_t)postgres_column_int(result, row, PLACE) - 1,
                          .documents = (size_t)postgres_column_int(result, row, DOCUMENTS),
                          .high_ms = postgres_column_int(result, row, HIGH_MS)};
    part->bits = mem_new(asking->asked->terms->count * sizeof(uint64_t *));
    part->blocks = segment_times_read(postgres_column_text(result, row, TIMES), times);
    part->times = mem_new((part->blocks + 1) * sizeof times[0]);
    memcpy(part->times, times, part->blocks * sizeof times[0]);
    check(part->place < asking->asked->rooms_count);
    size_t blocks = (part->documents + SEGMENT_BLOCK_DOCUMENTS - 1) / SEGMENT_BLOCK_DOCUMENTS;
    return part->documents > 0 && part->blocks == blocks;
}

/* ---- which documents have the words ------------------------------------------------------------
 */

static void probes_make(struct asking *asking)
{
    const struct search_terms *terms = asking->asked->terms;
    for (size_t i = 0; i < terms->count; i++)
        for (int form = 0; form < terms->list[i].forms_count; form++) {
            segment_probe_of(&terms->list[i], form, &asking->probes[asking->probes_count]);
            asking->looks += asking->probes[asking->probes_count].begins ? BEGIN_LOOKS : 1;
            asking->terms[asking->probes_count++] = i;
        }
}

static size_t words_of(const struct part *part)
{
    return (part->documents + BITS - 1) / BITS;
}

/* What a block says of one segment. */
static bool block_take(struct asking *asking, struct part *part, const PGresult *result, int row)
{
    size_t which = (size_t)postgres_column_int(result, row, PROBE) - 1;
    check(which < asking->probes_count);
    uint64_t **bits = &part->bits[asking->terms[which]];
    if (!*bits)
        *bits = mem_new(words_of(part) * sizeof **bits);
    return segment_match(postgres_column_text(result, row, BODY), &asking->probes[which], *bits,
                         part->documents);
}

/* Segments come with each of their blocks, in any order; they are put behind the parts that are
 * there. False when something is broken. */
static bool rows_take(struct asking *asking, const PGresult *result, size_t limit)
{
    size_t before = asking->parts_count;
    bool good = true;
    asking->parts = mem_resize(asking->parts, before * sizeof *asking->parts,
                               (before + limit) * sizeof *asking->parts);
    for (int row = 0; row < PQntuples(result) && good; row++) {
        size_t nth = (size_t)postgres_column_int(result, row, NTH);
        check(nth >= 1 && nth <= limit);
        struct part *part = &asking->parts[before + nth - 1];
        if (before + nth > asking->parts_count)
            asking->parts_count = before + nth;
        if (part->id == 0)
            good = part_take(asking, part, result, row);
        if (good && !PQgetisnull(result, row, BODY))
            good = block_take(asking, part, result, row);
    }
    return good;
}

/* The last one with all words that is not above `number`; -1: there is none. */
static int64_t next_of(const struct part *part, int64_t number)
{
    const uint64_t *bits = part->bits[0];
    while (number >= 0) {
        uint64_t left = bits[number / BITS] & (UINT64_MAX >> (BITS - 1 - number % BITS));
        if (left)
            return number / BITS * BITS + (BITS - 1 - __builtin_clzll(left));
        number = number / BITS * BITS - 1;
    }
    return -1;
}

/* Leaves in the bits of the first term what is in those of all. */
static void part_join(const struct asking *asking, struct part *part)
{
    const struct search_hit *after = asking->asked->after;
    size_t count = asking->asked->terms->count, blocks = part->blocks;
    part->next = -1;
    for (size_t term = 0; term < count; term++) {
        if (!part->bits[term])
            return;
        for (size_t i = 0; term > 0 && i < words_of(part); i++)
            part->bits[0][i] &= part->bits[term][i];
    }
    while (after && blocks > 0 && part->times[blocks - 1] > after->at_ms)
        blocks--;
    size_t end = blocks * SEGMENT_BLOCK_DOCUMENTS;
    part->next = next_of(part, (int64_t)(end < part->documents ? end : part->documents) - 1);
}

/* Keeps those parts from `first` on in which something was found. */
static void parts_join(struct asking *asking, size_t first)
{
    size_t kept = first;
    for (size_t i = first; i < asking->parts_count; i++) {
        struct part *part = &asking->parts[i];
        part_join(asking, part);
        if (part->next >= 0)
            asking->parts[kept++] = *part;
        else
            part_done(asking, part);
    }
    asking->parts_count = kept;
}

static void round_send(const struct asking *asking, size_t limit)
{
    const struct search_hit *after = asking->asked->after;
    struct postgres_params params = {.count = 0};
    struct postgres_array names, lows, highs;
    postgres_array_init(&names, POSTGRES_TEXT);
    postgres_array_init(&lows, POSTGRES_BYTEA);
    postgres_array_init(&highs, POSTGRES_BYTEA);
    for (size_t i = 0; i < asking->asked->rooms_count; i++)
        postgres_array_text(&names, asking->asked->rooms[i]);
    for (size_t i = 0; i < asking->probes_count; i++) {
        const struct segment_probe *probe = &asking->probes[i];
        postgres_array_text(&lows, (struct slice){probe->word, probe->len});
        postgres_array_text(&highs, (struct slice){probe->high, probe->len + 1});
    }
    postgres_params_array(&params, &names);
    postgres_params_int(&params, after ? after->at_ms : INT64_MAX);
    postgres_params_int(&params, asking->last_ms);
    postgres_params_int(&params, asking->last_id);
    postgres_params_int(&params, (int64_t)limit);
    postgres_params_array(&params, &lows);
    postgres_params_array(&params, &highs);
    postgres_link_send(asking->link, POSTGRES_ASKS_WORDS, &params);
    postgres_array_done(&names);
    postgres_array_done(&lows);
    postgres_array_done(&highs);
}

/* The next `limit` segments; *more: there may be further ones. */
static enum err parts_find(struct asking *asking, size_t limit, bool *more)
{
    size_t before = asking->parts_count;
    round_send(asking, limit);
    enum err error = postgres_link_wait(asking->link);
    if (error != ERR_NONE)
        return error;
    if (!rows_take(asking, asking->link->answers[0], limit))
        return ERR_INTERNAL;
    *more = asking->parts_count == before + limit;
    if (*more) {
        asking->last_ms = asking->parts[before + limit - 1].high_ms;
        asking->last_id = asking->parts[before + limit - 1].id;
    }
    parts_join(asking, before);
    return ERR_NONE;
}

/* ---- documents ---------------------------------------------------------------------------------
 */

/* A block of documents that is to be read: the candidates in it are those up to `from`. */
struct wanted {
    struct part *part;
    int64_t from;
};

/* No document up to the next one is newer. */
static int64_t newest_of(const struct part *part)
{
    size_t block = (size_t)part->next / SEGMENT_BLOCK_DOCUMENTS;
    return block + 1 < part->blocks ? part->times[block + 1] : part->high_ms;
}

static int64_t first_in_block(int64_t number)
{
    return number / SEGMENT_BLOCK_DOCUMENTS * SEGMENT_BLOCK_DOCUMENTS;
}

/* Chooses the blocks with the newest candidates, as many candidates as a page has hits. */
static size_t blocks_choose(struct asking *asking, struct wanted wanted[BOUND_SEARCH_PAGE])
{
    size_t count = 0, candidates = 0;
    while (candidates < asking->asked->limit) {
        struct part *newest = NULL;
        for (size_t i = 0; i < asking->parts_count; i++) {
            struct part *part = &asking->parts[i];
            if (part->next >= 0 && (!newest || newest_of(part) > newest_of(newest)))
                newest = part;
        }
        if (!newest || !finds_place(asking, newest_of(newest)))
            break;
        wanted[count++] = (struct wanted){newest, newest->next};
        for (int64_t first = first_in_block(newest->next); newest->next >= first; candidates++)
            newest->next = next_of(newest, newest->next - 1);
    }
    return count;
}

struct gone_key {
    int64_t segment, seq;
};

static struct map *gone_read(const PGresult *result)
{
    struct map *gone = map_new(GONE_MAX);
    for (int row = 0; row < PQntuples(result) && !map_full(gone); row++) {
        const struct gone_key key = {postgres_column_int(result, row, 0),
                                     postgres_column_int(result, row, 1)};
        map_put(gone, (struct slice){(const char *)&key, sizeof key}, gone);
    }
    return gone;
}

static bool block_offer(struct asking *asking, const struct wanted *wanted, struct slice body,
                        const struct map *gone)
{
    struct segment_document documents[SEGMENT_BLOCK_DOCUMENTS];
    const struct part *part = wanted->part;
    int64_t first = first_in_block(wanted->from);
    size_t count = segment_documents_read(body, documents);
    if ((size_t)(wanted->from - first) >= count)
        return false;
    for (int64_t n = wanted->from; n >= first; n = next_of(part, n - 1)) {
        const struct segment_document *document = &documents[n - first];
        const struct gone_key key = {part->id, document->seq};
        const struct search_found found = {document->at_ms, document->seq,
                                           asking->asked->rooms[part->place], document->part,
                                           document->stamp};
        if (!map_find(gone, (struct slice){(const char *)&key, sizeof key}))
            search_page_offer(asking->page, asking->asked, &found);
    }
    return true;
}

static enum err documents_read(struct asking *asking, const struct wanted *wanted, size_t count)
{
    struct postgres_params params = {.count = 0}, gone_params = {.count = 0};
    struct postgres_array ids, shards, keys;
    struct buffer key;
    bool good = true;
    buffer_init(&key, SEGMENT_KEY_BYTES);
    postgres_array_init(&ids, POSTGRES_INT8);
    postgres_array_init(&shards, POSTGRES_INT8);
    postgres_array_init(&keys, POSTGRES_BYTEA);
    for (size_t i = 0; i < count; i++) {
        buffer_clear(&key);
        segment_documents_key((size_t)wanted[i].from, &key);
        postgres_array_int(&ids, wanted[i].part->id);
        postgres_array_int(&shards, wanted[i].part->room % SEARCH_SHARDS);
        postgres_array_text(&keys, buffer_slice(&key));
    }
    postgres_params_array(&params, &ids);
    postgres_params_array(&params, &shards);
    postgres_params_array(&params, &keys);
    postgres_params_array(&gone_params, &ids);
    postgres_link_send(asking->link, POSTGRES_ASKS_DOCUMENTS, &params);
    postgres_link_send(asking->link, POSTGRES_ASKS_GONE, &gone_params);
    enum err error = postgres_link_wait(asking->link);
    postgres_array_done(&ids);
    postgres_array_done(&shards);
    postgres_array_done(&keys);
    buffer_done(&key);
    if (error != ERR_NONE)
        return error;
    const PGresult *result = asking->link->answers[0];
    struct map *gone = gone_read(asking->link->answers[1]);
    for (int row = 0; row < PQntuples(result) && good; row++)
        good = block_offer(asking, &wanted[postgres_column_int(result, row, 0) - 1],
                           postgres_column_text(result, row, 1), gone);
    map_free(&gone, NULL);
    return good ? ERR_NONE : ERR_INTERNAL;
}

/* ---- all ---------------------------------------------------------------------------------------
 */

/* Whether what was found fills a page, unless it is gone. */
static bool has_enough(const struct asking *asking)
{
    size_t count = asking->page->count;
    for (size_t i = 0; i < asking->parts_count; i++) {
        const struct part *part = &asking->parts[i];
        for (int64_t n = part->next; n >= 0; n = next_of(part, n - 1))
            if (++count >= asking->asked->limit)
                return true;
    }
    return false;
}

static enum err parts_read(struct asking *asking)
{
    struct wanted wanted[BOUND_SEARCH_PAGE];
    enum err error = ERR_NONE;
    for (size_t count; error == ERR_NONE && (count = blocks_choose(asking, wanted)) > 0;)
        error = documents_read(asking, wanted, count);
    parts_free(asking);
    return error;
}

enum err postgres_asks_page(struct postgres_link *link, const struct search_asked *asked,
                            struct search_page *page)
{
    struct asking asking = {.link = link, .asked = asked, .page = page, .last_ms = INT64_MAX};
    bool more = true;
    enum err error = ERR_NONE;
    probes_make(&asking);
    for (size_t limit = ROUND_FIRST; error == ERR_NONE && more;) {
        error = parts_find(&asking, limit, &more);
        if (error == ERR_NONE && (!more || has_enough(&asking)))
            error = parts_read(&asking);
        more = more && finds_place(&asking, asking.last_ms);
        limit = LOOKS_MAX / asking.looks;
    }
    parts_free(&asking);
    return error;
}
