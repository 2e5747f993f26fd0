/* SPDX-License-Identifier: Apache-2.0
 * A room that is behind -> how far the index is -> a page of entries -> their texts -> the index.
 * Between two of these, a step of cleaning out what was taken out. */
#include "followers/indexing.h"

#include <stdio.h>

#include "base/map.h"
#include "base/mem.h"
#include "core/room_finds.h"
#include "journal/tail.h"

enum {
    BEGIN_MS = 250,      /* what comes within it is one batch */
    AGAIN_MS = 5000,     /* after a failure */
    LOOK_MS = 5 * 60000, /* for what nobody here has heard of */
    PAGE = 256,          /* entries of a batch */
    ROOMS_PAGE = 256,    /* rooms of one question */
    ROOMS_MAX = 1 << 17, /* that wait; more are found at the next look */
    GONE_MAX = 128,      /* that one entry takes out: core/erasure.h has fewer */
    TEXTS_MAX = BOUND_SEARCH_BATCH_BYTES,
};

/* A page of rooms, to find those that are behind. */
struct look {
    struct indexing *indexing;
    size_t count;
    enum err error;
    bool last;
    struct look_room {
        char name[ROOM_NAME_BYTES + 1];
        int64_t head, upto;
    } rooms[ROOMS_PAGE];
};

/* A batch of one room. */
struct step {
    struct indexing *indexing;
    char room[ROOM_NAME_BYTES + 1];
    struct search_batch batch;
    struct search_document documents[BOUND_JOURNAL_BATCH];
    size_t begins[BOUND_JOURNAL_BATCH]; /* where its text begins in `texts`, which moves */
    char places[PAGE][FIND_PLACE_BYTES];
    size_t texts_count; /* of the documents: those that have words; the others take some out */
    struct buffer texts;
    size_t limit; /* entries at once; 1: something in them cannot be taken in */
    bool skips;   /* that one's words are left out */
    bool more;    /* there were as many as were asked for */
    enum err error;
};

struct indexing {
    struct loop *loop;
    struct journal *journal;
    const struct kinds *kinds;
    struct searcher *searcher;
    struct map *waiting; /* names of rooms that are behind, the first first; owned */
    struct timer *begins, *looks;
    struct journal_ticket *reading; /* a page, for the step or the look */
    struct step *step;              /* under way; owned */
    struct look *look;              /* the same */
    char after[ROOM_NAME_BYTES + 1];
    bool cleans, cleaning; /* something is to be cleaned out; it is under way */
    bool cleaned;          /* the last thing that was done was that */
    bool freed;
    int64_t behind_since_ms; /* when one came to none; while there are any */
    struct indexing_stats stats;
};

static void next(struct indexing *indexing);

static void free_if_done(struct indexing *indexing)
{
    if (!indexing->freed || indexing->step || indexing->look || indexing->cleaning)
        return;
    map_free(&indexing->waiting, NULL);
    mem_free(indexing);
}

static void begin(void *context)
{
    struct indexing *indexing = context;
    timer_close(&indexing->begins);
    next(indexing);
}

static void begin_after(struct indexing *indexing, int64_t ms)
{
    if (!indexing->begins && !indexing->freed)
        indexing->begins = loop_after(indexing->loop, ms, begin, indexing);
}

static void room_waits(struct indexing *indexing, struct slice room)
{
    if (map_count(indexing->waiting) == 0 && !indexing->step)
        indexing->behind_since_ms = loop_tick_ms(indexing->loop);
    if (!map_full(indexing->waiting) && !map_find(indexing->waiting, room))
        map_put(indexing->waiting, room, indexing);
}

static void step_free(struct step *step)
{
    step->indexing->step = NULL;
    buffer_done(&step->texts);
    mem_free(step);
}

/* Whoever came while it was under way, and could not begin, does now. */
static void step_end(struct step *step)
{
    struct indexing *indexing = step->indexing;
    step_free(step);
    if (indexing->freed)
        free_if_done(indexing);
    else
        next(indexing);
}

/* ---- a batch -----------------------------------------------------------------------------------
 */

static void batch_written(void *context);
static void read_on(struct step *step);

/* On the searcher's thread. */
static void batch_write(void *context)
{
    struct step *step = context;
    step->error = search_index(searcher_search(step->indexing->searcher), &step->batch);
}

static void drop_words(void *context, int64_t seq)
{
    struct step *step = context;
    for (size_t i = 0; i < step->batch.count; i++)
        if (step->documents[i].seq == seq) {
            step->documents[i].text = (struct slice){NULL, 0};
            return;
        }
    if (step->batch.count < BOUND_JOURNAL_BATCH)
        step->documents[step->batch.count++] = (struct search_document){.seq = seq};
}

/* As much of it as fits, and no half of a letter. */
static struct slice fitting(struct slice text)
{
    size_t len = text.len < BOUND_SEARCH_TEXT_BYTES ? text.len : BOUND_SEARCH_TEXT_BYTES;
    while (len > 0 && len < text.len && ((unsigned char)text.at[len] & 0xc0) == 0x80)
        len--;
    return (struct slice){text.at, len};
}

/* Where a text is, is known once all of them are there. */
static void take(struct step *step, const struct entry *entry)
{
    size_t before = step->texts.len;
    char *place = step->places[step->texts_count];
    room_finds_gone(entry, drop_words, step);
    if (step->skips ||
        !room_finds_texts(step->indexing->kinds, entry, FIND_ALL, &step->texts, place))
        return;
    step->texts_count++;
    step->begins[step->batch.count] = before;
    step->documents[step->batch.count++] = (struct search_document){
        .seq = entry->seq,
        .at_ms = entry->at_ms,
        .part = slice_of(place),
        .text = {NULL, step->texts.len - before},
    };
}

static void texts_place(struct step *step)
{
    for (size_t i = 0; i < step->batch.count; i++) {
        struct slice *text = &step->documents[i].text;
        if (text->len > 0)
            *text = fitting((struct slice){step->texts.bytes + step->begins[i], text->len});
    }
}

static bool is_full(const struct step *step)
{
    return step->batch.count + GONE_MAX > BOUND_JOURNAL_BATCH ||
           step->texts.len + BOUND_ENTRY_BYTES > TEXTS_MAX;
}

static void fail(struct step *step, enum err error)
{
    struct indexing *indexing = step->indexing;
    indexing->stats.failures++;
    indexing->stats.refused = indexing->stats.refused || error == ERR_NOT_AVAILABLE;
    room_waits(indexing, slice_of(step->room));
    step_free(step);
    if (indexing->freed)
        free_if_done(indexing);
    else
        begin_after(indexing, AGAIN_MS);
}

static void batch_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct step *step = context;
    step->indexing->reading = NULL;
    if (error) {
        fail(step, error);
        return;
    }
    buffer_clear(&step->texts);
    step->texts_count = step->batch.count = 0;
    step->batch.upto = step->batch.from;
    step->more = count == step->limit;
    for (size_t i = 0; i < count; i++) {
        if (is_full(step)) {
            step->more = true;
            break;
        }
        take(step, entries[i]);
        step->batch.upto = entries[i]->seq;
        step->indexing->stats.entries++;
    }
    texts_place(step);
    if (step->batch.upto == step->batch.from)
        step_end(step);
    else
        searcher_post(step->indexing->searcher, batch_write, batch_written, step);
}

/* A text that cannot be taken in holds up nothing but itself. */
static void narrow(struct step *step)
{
    step->skips = step->limit == 1;
    step->limit = 1;
    read_on(step);
}

static void batch_written(void *context)
{
    struct step *step = context;
    struct indexing *indexing = step->indexing;
    bool refused = step->error == ERR_TEXT_TOO_LONG || step->error == ERR_TEXT_INVALID;
    if (indexing->freed) {
        step_end(step);
    } else if (refused && !step->skips) {
        narrow(step);
    } else if (step->error && step->error != ERR_ALREADY_EXISTS) {
        fail(step, step->error);
    } else {
        /* Another instance has gone on with it: from there. */
        bool again = step->more || step->error;
        indexing->stats.texts += step->error ? 0 : step->texts_count;
        indexing->stats.gone += step->error ? 0 : step->batch.count - step->texts_count;
        indexing->cleans = indexing->cleans || step->batch.count > step->texts_count;
        if (again)
            room_waits(indexing, slice_of(step->room));
        step_end(step);
    }
}

static void read_on(struct step *step)
{
    step->indexing->reading = journal_read(step->indexing->journal, slice_of(step->room),
                                           step->batch.from, step->limit, batch_read, step);
}

/* On the searcher's thread. */
static void upto_ask(void *context)
{
    struct step *step = context;
    step->error = search_upto(searcher_search(step->indexing->searcher), slice_of(step->room),
                              &step->batch.from);
}

static void upto_known(void *context)
{
    struct step *step = context;
    if (step->indexing->freed)
        step_end(step);
    else if (step->error)
        fail(step, step->error);
    else
        read_on(step);
}

static void step_begin(struct indexing *indexing)
{
    struct map_at at = {0};
    struct step *step = mem_new(sizeof *step);
    (void)map_next(indexing->waiting, &at);
    step->indexing = indexing;
    snprintf(step->room, sizeof step->room, "%.*s", (int)at.key.len, at.key.at);
    (void)map_take(indexing->waiting, at.key);
    step->batch.room = slice_of(step->room);
    step->batch.documents = step->documents;
    step->limit = PAGE;
    buffer_init(&step->texts, TEXTS_MAX);
    indexing->step = step;
    searcher_post(indexing->searcher, upto_ask, upto_known, step);
}

/* ---- cleaning ----------------------------------------------------------------------------------
 */

/* On the searcher's thread. What fails is found again: the index knows what is left. */
static void clean(void *context)
{
    struct indexing *indexing = context;
    enum err error = search_clean(searcher_search(indexing->searcher), &indexing->cleans);
    if (error)
        indexing->cleans = false;
}

static void clean_done(void *context)
{
    struct indexing *indexing = context;
    indexing->cleaning = false;
    indexing->cleaned = true;
    if (indexing->freed)
        free_if_done(indexing);
    else
        next(indexing);
}

static void next(struct indexing *indexing)
{
    bool idle = !indexing->step && !indexing->cleaning && !indexing->begins && !indexing->freed;
    bool waits = map_count(indexing->waiting) > 0 && !indexing->stats.refused;
    if (!idle)
        return;
    if (indexing->cleans && !(indexing->cleaned && waits)) {
        indexing->cleaning = true;
        searcher_post(indexing->searcher, clean, clean_done, indexing);
    } else if (waits) {
        indexing->cleaned = false;
        step_begin(indexing);
    }
}

/* ---- looking -----------------------------------------------------------------------------------
 */

static void look_on(struct indexing *indexing);

/* On the searcher's thread. */
static void look_ask(void *context)
{
    struct look *look = context;
    struct search *search = searcher_search(look->indexing->searcher);
    for (size_t i = 0; i < look->count && !look->error; i++)
        look->error = search_upto(search, slice_of(look->rooms[i].name), &look->rooms[i].upto);
}

static void look_done(void *context)
{
    struct look *look = context;
    struct indexing *indexing = look->indexing;
    bool on = !look->last && !look->error;
    indexing->look = NULL;
    for (size_t i = 0; i < look->count && !look->error; i++)
        if (look->rooms[i].head > look->rooms[i].upto)
            room_waits(indexing, slice_of(look->rooms[i].name));
    mem_free(look);
    if (indexing->freed) {
        free_if_done(indexing);
        return;
    }
    if (on)
        look_on(indexing);
    next(indexing);
}

static bool is_searched(const struct indexing *indexing, struct slice room)
{
    const struct kind *kind = kinds_of(indexing->kinds, room);
    return kind && room_finds_any(kind);
}

static void looked(void *context, enum err error, const struct journal_mark *marks, size_t count)
{
    struct look *look = context;
    struct indexing *indexing = look->indexing;
    look->error = error;
    look->last = count < ROOMS_PAGE;
    for (size_t i = 0; !error && i < count; i++) {
        struct look_room *room = &look->rooms[look->count];
        snprintf(indexing->after, sizeof indexing->after, "%.*s", (int)marks[i].room.len,
                 marks[i].room.at);
        if (!is_searched(indexing, marks[i].room))
            continue;
        memcpy(room->name, indexing->after, sizeof room->name);
        room->head = marks[i].head;
        look->count++;
    }
    searcher_post(indexing->searcher, look_ask, look_done, look);
}

/* Its question is left alone at the end: it comes back before the journal has closed. */
static void look_on(struct indexing *indexing)
{
    struct look *look = mem_new(sizeof *look);
    look->indexing = indexing;
    indexing->look = look;
    (void)journal_rooms(indexing->journal, slice_of(indexing->after), ROOMS_PAGE, looked, look);
}

static void look_begin(void *context)
{
    struct indexing *indexing = context;
    if (indexing->look || indexing->stats.refused)
        return;
    indexing->after[0] = '\0';
    look_on(indexing);
}

/* ---- its birth and end -------------------------------------------------------------------------
 */

static void heard(void *context, const struct entry *entry)
{
    struct indexing *indexing = context;
    if (!room_finds_concerns(indexing->kinds, entry))
        return;
    room_waits(indexing, entry->room);
    begin_after(indexing, BEGIN_MS);
}

struct indexing *indexing_new(struct loop *loop, struct journal *journal, const struct kinds *kinds,
                              struct searcher *searcher)
{
    struct indexing *indexing = mem_new(sizeof *indexing);
    *indexing = (struct indexing){
        .loop = loop, .journal = journal, .kinds = kinds, .searcher = searcher, .cleans = true};
    indexing->waiting = map_new(ROOMS_MAX);
    indexing->looks = loop_every(loop, LOOK_MS, look_begin, indexing);
    journal_tail(journal, heard, indexing);
    look_begin(indexing);
    return indexing;
}

void indexing_free(struct indexing **indexing)
{
    struct indexing *old = *indexing;
    *indexing = NULL;
    if (!old)
        return;
    old->freed = true;
    journal_tail(old->journal, NULL, NULL);
    timer_close(&old->begins);
    timer_close(&old->looks);
    if (old->reading) {
        journal_drop(&old->reading);
        step_free(old->step);
    }
    free_if_done(old);
}

struct indexing_stats indexing_stats(const struct indexing *indexing)
{
    struct indexing_stats stats = indexing->stats;
    stats.waiting = map_count(indexing->waiting) + (indexing->step != NULL);
    stats.looking = indexing->look != NULL;
    if (stats.waiting > 0)
        stats.behind_ms = loop_tick_ms(indexing->loop) - indexing->behind_since_ms;
    stats.cleaning = indexing->cleans || indexing->cleaning;
    return stats;
}
