/* SPDX-License-Identifier: Apache-2.0
 * What the store keeps, beside what the academy's entries say. */
#include "graves.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"

enum { GRAVES_MAX = 1 << 20, PAGE = 1024 };

struct reading {
    struct map *graves;
    int64_t seq; /* of the academy's room, read so far */
};

static struct grave *grave_of(struct map *graves, struct slice room)
{
    struct grave *grave = map_find(graves, room);
    if (grave || map_full(graves))
        return grave;
    grave = mem_new(sizeof *grave);
    map_put(graves, room, grave);
    return grave;
}

static bool kept_take(void *context, const struct record *record)
{
    struct grave *grave = grave_of(context, record->room);
    if (!grave)
        return false;
    grave->seq = record->seq;
    grave->chain = record->chain;
    grave->at_ms = record->at_ms;
    return true;
}

static void said_take(struct map *graves, const struct record *record, bool done)
{
    struct json *data = NULL;
    struct slice of, chain;
    struct hash hash;
    int64_t entries;
    if (json_parse(record->text, &data) == ERR_NONE && json_get_text(data, "of", &of)) {
        struct grave *grave = grave_of(graves, of);
        bool whole = json_get_int(data, "entries", &entries) &&
                     json_get_text(data, "chain", &chain) && hash_of_hex(chain, &hash);
        if (grave && !done) {
            grave->asked = true;
        } else if (grave && whole && !grave->said) {
            grave->said = true;
            grave->said_seq = entries;
            grave->said_chain = hash;
        }
    }
    json_free(&data);
}

/* What anybody else says counts for nothing. */
static bool said_look(void *context, const struct record *record)
{
    struct reading *reading = context;
    bool asked = slice_is(record->type, "room.drop"), done = slice_is(record->type, "room.dropped");
    reading->seq = record->seq;
    if ((asked || done) && slice_equal(record->by, ENTRY_SYSTEM))
        said_take(reading->graves, record, done);
    return true;
}

/* A room that was to be dropped, and never was there, is none. */
struct map *graves_read(struct backend *backend, struct buffer *why)
{
    struct reading reading = {.graves = map_new(GRAVES_MAX)};
    enum err error = backend->ops->dropped(backend, kept_take, reading.graves);
    for (int64_t from = -1; !error && reading.seq != from;) {
        from = reading.seq;
        error = backend->ops->read(backend, SLICE("academy:main"), from, PAGE, said_look, &reading);
    }
    if (!error)
        return reading.graves;
    buffer_addf(why, "what was dropped cannot be read: %s", error_text(error));
    map_free(&reading.graves, mem_free);
    return NULL;
}

const char *graves_fault(const struct grave *grave)
{
    if (grave->at_ms && !grave->asked)
        return "was dropped, and the academy does not say so";
    if (grave->said && !grave->at_ms && grave->said_seq > 0)
        return "was dropped, and nothing is kept of it";
    if (grave->said && grave->at_ms &&
        (grave->seq != grave->said_seq ||
         memcmp(&grave->chain, &grave->said_chain, sizeof grave->chain) != 0))
        return "was dropped, and ended elsewhere than the academy says";
    return NULL;
}
