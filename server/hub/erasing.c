/* SPDX-License-Identifier: Apache-2.0
 * Due -> forgotten -> read -> the contents they name are dropped, and they are read anew -> what
 * remains is written -> erased in the journal -> told. */
#include "hub/erasing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/writer.h"
#include "core/erasure.h"
#include "hub/append.h"
#include "journal/contents.h"

/* After what could not be done. */
enum { AGAIN_MS = 30000 };

struct erasing {
    bool under_way; /* the room is in use meanwhile */
    bool dropped;   /* the contents that they name */
    bool names;     /* not their words go, but names alone */
    int64_t again_tick_ms;
    size_t count;
    int64_t seqs[ERASURE_MAX]; /* rising */
};

static struct erasing *erasing_of(struct live *live)
{
    struct live_parts *parts = live_parts(live);
    if (!parts->erasing)
        parts->erasing = mem_new(sizeof *parts->erasing);
    return parts->erasing;
}

static void stop(struct live *live, enum err error)
{
    struct erasing *erasing = erasing_of(live);
    struct slice name = room_name(live_room(live));
    erasing->under_way = false;
    if (error) {
        erasing->again_tick_ms = loop_tick_ms(live_hub(live)->loop) + AGAIN_MS;
        log_line(LOG_WARN, "withdrawn words could not be erased yet", "room=%.*s error=%s",
                 (int)name.len, name.at, error_name(error));
    }
    live_unuse(live);
}

static void told(void *context, const struct hub_answer *answer)
{
    stop(context, answer->error);
}

/* `since` makes its op another one when the same entries come up again. */
static void tell(struct live *live, const char *type, int64_t since)
{
    const struct erasing *erasing = erasing_of(live);
    struct buffer text;
    struct writer writer;
    char op[BOUND_ID_BYTES + 1];
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_array(&writer, "seqs");
    for (size_t i = 0; i < erasing->count; i++)
        writer_int(&writer, NULL, erasing->seqs[i]);
    writer_end(&writer);
    if (erasing->names)
        writer_bool(&writer, "names", true);
    writer_end(&writer);
    snprintf(op, sizeof op, "%s%s.%llx.%llx.%zu", type, erasing->names ? ".names" : "",
             (long long)since, (long long)erasing->seqs[0], erasing->count);
    const struct entry entry = {.type = slice_of(type),
                                .by = ENTRY_SYSTEM,
                                .op = slice_of(op),
                                .text = buffer_slice(&text)};
    append_own(live, &entry, told, live);
    buffer_done(&text);
}

static void erased(void *context, enum err error)
{
    struct live *live = context;
    if (error || live_hub(live)->life.closing)
        stop(live, error ? error : ERR_NOT_AVAILABLE);
    else
        tell(live, "room.erased", erasure_forgotten_since_ms(live_room(live)));
}

static bool keep(struct live *live, const struct entry *entry, struct buffer *out)
{
    return erasing_of(live)->names ? erasure_keep_unnamed(live_room(live), entry, out)
                                   : erasure_keep(live_room(live), entry, out);
}

/* What remains of each entry. Of one whose row is not known here nothing is erased: a newer
 * instance will know it. */
static void erase(struct live *live, struct entry **entries, size_t count)
{
    struct journal_erasure things[ERASURE_MAX];
    struct buffer kept[ERASURE_MAX];
    size_t things_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct buffer *text = &kept[things_count];
        buffer_init(text, BOUND_ENTRY_BYTES);
        if (keep(live, entries[i], text)) {
            things[things_count] =
                (struct journal_erasure){.seq = entries[i]->seq, .kept = buffer_slice(text)};
            things_count++;
        } else {
            buffer_done(text);
        }
    }
    if (things_count > 0)
        journal_erase(live_hub(live)->journal, room_name(live_room(live)), things, things_count,
                      erased, live);
    else
        stop(live, ERR_METHOD_NOT_FOUND);
    for (size_t i = 0; i < things_count; i++)
        buffer_done(&kept[i]);
}

static void read_done(void *context, enum err error, struct entry **entries, size_t count);

static void read_withdrawn(struct live *live)
{
    const struct erasing *erasing = erasing_of(live);
    journal_read_seqs(live_hub(live)->journal, room_name(live_room(live)), erasing->seqs,
                      erasing->count, read_done, live);
}

/* The contents are gone: now the words may, by which they would have been found again. */
static void dropped(void *context, enum err error)
{
    struct live *live = context;
    if (error || live_hub(live)->life.closing) {
        stop(live, error ? error : ERR_NOT_AVAILABLE);
        return;
    }
    erasing_of(live)->dropped = true;
    read_withdrawn(live);
}

/* The ids of contents that the entries name. */
static size_t contents_of(struct live *live, struct entry **entries, size_t count,
                          struct slice *ids)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const struct row *row = room_row(live_room(live), entries[i]->type);
        if (row && row->hub.content &&
            json_get_text(entries[i]->data, row->hub.content, &ids[found]))
            found++;
    }
    return found;
}

static void read_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct live *live = context;
    struct contents *contents = live_hub(live)->options.contents;
    struct slice ids[ERASURE_MAX];
    bool first = contents && !erasing_of(live)->dropped && !erasing_of(live)->names;
    size_t found = !error && first ? contents_of(live, entries, count, ids) : 0;
    if (error || live_hub(live)->life.closing)
        stop(live, error ? error : ERR_NOT_AVAILABLE);
    else if (found > 0)
        contents_drop(contents, ids, found, dropped, live);
    else
        erase(live, entries, count);
}

static int by_seq(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void begin(struct live *live, struct erasing *erasing)
{
    erasing->under_way = true;
    qsort(erasing->seqs, erasing->count, sizeof *erasing->seqs, by_seq);
    live_use(live);
}

static void erase_forgotten(struct live *live, struct erasing *erasing)
{
    begin(live, erasing);
    erasing->dropped = false;
    read_withdrawn(live);
}

bool erasing_waits(struct live *live)
{
    const struct room *room = live_room(live);
    int64_t since_ms = erasure_since_ms(room);
    int64_t upto_ms = live_now_ms(live) - live_hub(live)->options.erase_ms;
    return erasure_forgotten_since_ms(room) || (since_ms != 0 && since_ms <= upto_ms);
}

void erasing_tick(struct live *live, int64_t tick_ms)
{
    const struct room *room = live_room(live);
    int64_t since_ms = erasure_since_ms(room), forgotten_ms = erasure_forgotten_since_ms(room);
    int64_t upto_ms = live_now_ms(live) - live_hub(live)->options.erase_ms;
    bool due = since_ms != 0 && since_ms <= upto_ms;
    if (!forgotten_ms && !due)
        return;
    struct erasing *erasing = erasing_of(live);
    if (erasing->under_way || tick_ms < erasing->again_tick_ms)
        return;
    erasing->count = erasure_forgotten(room, erasing->seqs, ERASURE_MAX);
    erasing->names = erasing->count == 0;
    if (erasing->names)
        erasing->count = erasure_unnamed(room, erasing->seqs, ERASURE_MAX);
    if (erasing->count > 0) {
        erase_forgotten(live, erasing);
        return;
    }
    erasing->names = false;
    erasing->count = erasure_due(room, upto_ms, erasing->seqs, ERASURE_MAX);
    begin(live, erasing);
    tell(live, "room.erase", since_ms);
}

void erasing_end(struct live *live)
{
    mem_free(live_parts(live)->erasing);
    live_parts(live)->erasing = NULL;
}
