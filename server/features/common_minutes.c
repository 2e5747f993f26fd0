/* SPDX-License-Identifier: Apache-2.0
 * See common_minutes.h. */
#include "features/common_minutes.h"

#include <string.h>

#include "base/mem.h"

enum { MINUTE_MS = 60000, FIRST_ROOM = 16 };

void common_minutes_done(struct common_minutes *minutes)
{
    mem_free(minutes->list);
    *minutes = (struct common_minutes){.list = NULL};
}

/* For one more. */
static void make_room(struct common_minutes *minutes)
{
    size_t room = minutes->room ? minutes->room * 2 : FIRST_ROOM;
    if (minutes->count < minutes->room)
        return;
    minutes->list = mem_resize(minutes->list, minutes->room * sizeof *minutes->list,
                               room * sizeof *minutes->list);
    minutes->room = room;
}

struct common_minute *common_minutes_at(struct common_minutes *minutes, int64_t at_ms)
{
    int64_t begins_ms = at_ms - at_ms % MINUTE_MS;
    struct common_minute *last = minutes->count ? &minutes->list[minutes->count - 1] : NULL;
    if (last && (last->at_ms >= begins_ms || minutes->count == BOUND_MINUTES))
        return last;
    make_room(minutes);
    last = &minutes->list[minutes->count++];
    *last = (struct common_minute){.at_ms = begins_ms};
    return last;
}

struct common_minute *common_minutes_any(struct common_minutes *minutes, int64_t at_ms)
{
    int64_t begins_ms = at_ms - at_ms % MINUTE_MS;
    size_t place = minutes->count;
    while (place > 0 && minutes->list[place - 1].at_ms > begins_ms)
        place--;
    if (place > 0 && minutes->list[place - 1].at_ms == begins_ms)
        return &minutes->list[place - 1];
    if (minutes->count == BOUND_MINUTES)
        return NULL;
    make_room(minutes);
    struct common_minute *found = &minutes->list[place];
    memmove(found + 1, found, (minutes->count++ - place) * sizeof *found);
    *found = (struct common_minute){.at_ms = begins_ms};
    return found;
}

void common_minutes_write(const struct common_minutes *minutes, const char *key,
                          const char *const *names, struct writer *out)
{
    writer_array(out, key);
    for (size_t i = 0; i < minutes->count; i++) {
        writer_object(out, NULL);
        writer_int(out, "at", minutes->list[i].at_ms);
        for (size_t k = 0; names[k] && k < COMMON_MINUTES_SUMS; k++)
            writer_int(out, names[k], minutes->list[i].sums[k]);
        writer_end(out);
    }
    writer_end(out);
}
