/* SPDX-License-Identifier: Apache-2.0
 * A look every half a minute reaches a minute ahead: a room that is found has at least two looks
 * before its deadline, and stays awake until then. */
#include "hub/alarms.h"

#include <stdio.h>

#include "base/check.h"
#include "base/mem.h"
#include "core/effect.h"
#include "core/erasure.h"

enum {
    LOOK_MS = 30000,
    AHEAD_MS = 2 * LOOK_MS,
    AGAIN_MS = 1000, /* when the journal could not answer */
    PAGE = 16,       /* rooms that wake at a time */
};

static const char mark[] = "alarm";

/* What is known of the mark of a room. */
struct alarm {
    bool known;
    int64_t at_ms;
};

/* 0: at once. */
static int64_t due_of(const struct hub *hub, const struct room *room)
{
    int64_t due_ms = room_due_ms(room);
    int64_t since_ms = erasure_since_ms(room);
    if (erasure_forgotten_since_ms(room))
        return 0;
    if (since_ms && since_ms + hub->options.erase_ms < due_ms)
        due_ms = since_ms + hub->options.erase_ms;
    return due_ms;
}

static int64_t due_now(struct live *live)
{
    return due_of(live_hub(live), live_room(live));
}

static struct alarm *alarm_of(struct live *live)
{
    struct live_parts *parts = live_parts(live);
    if (!parts->alarm)
        parts->alarm = mem_new(sizeof *parts->alarm);
    return parts->alarm;
}

/* Whether the room may ever have had one. */
static bool is_kept(struct live *live)
{
    return live_parts(live)->alarm || due_now(live) < ROOM_NEVER ||
           effect_causes(room_kind(live_room(live))).deadlines;
}

bool alarms_near(struct live *live)
{
    int64_t due_ms = due_now(live);
    return due_ms < ROOM_NEVER && due_ms - live_now_ms(live) < AHEAD_MS;
}

void alarms_note(struct live *live)
{
    int64_t due_ms = due_now(live);
    if (!is_kept(live))
        return;
    struct alarm *alarm = alarm_of(live);
    if (alarm->known && alarm->at_ms == due_ms)
        return;
    *alarm = (struct alarm){.known = true, .at_ms = due_ms};
    journal_mark_set(live_hub(live)->journal, mark, room_name(live_room(live)), due_ms,
                     room_seq(live_room(live)));
}

void alarms_tick(struct live *live)
{
    if (live_parts(live)->alarm && live_parts(live)->alarm->known)
        alarms_note(live);
}

/* Nobody else may have the room awake: a deadline must be there, and one that is past must go. */
void alarms_leave(struct live *live)
{
    alarms_tick(live);
    if (due_now(live) < ROOM_NEVER)
        alarms_note(live);
}

void alarms_end(struct live *live)
{
    mem_free(live_parts(live)->alarm);
    live_parts(live)->alarm = NULL;
}

/* ---- of all of them ----------------------------------------------------------------------------
 */

struct alarms {
    struct hub *hub;
    struct journal_ticket *asking;
    int64_t due_ms;                  /* when to look, by the loop's tick */
    char after[ROOM_NAME_BYTES + 1]; /* the page under way ends here; "": it is the last */
    unsigned waking;                 /* rooms of this page */
};

/* A room that wakes for its alarm. */
struct ringing {
    struct alarms *alarms;
    struct live *live; /* in use */
    int64_t at_ms;
};

static void ask(struct alarms *alarms);

struct alarms *alarms_new(struct hub *hub)
{
    struct alarms *alarms = mem_new(sizeof *alarms);
    alarms->hub = hub;
    return alarms;
}

void alarms_free(struct alarms **alarms)
{
    check((*alarms)->waking == 0);
    journal_drop(&(*alarms)->asking);
    mem_free(*alarms);
    *alarms = NULL;
}

bool alarms_busy(const struct alarms *alarms)
{
    return alarms->waking > 0;
}

static void page_done(struct alarms *alarms)
{
    if (alarms->waking == 0 && !alarms->asking && alarms->after[0] && !alarms->hub->life.closing)
        ask(alarms);
}

/* What the journal says may not be so any more: then it is mended when the room sleeps. */
static void woken(struct live *live, enum err error, void *context)
{
    struct ringing *ringing = context;
    struct alarms *alarms = ringing->alarms;
    struct alarm *alarm = error ? NULL : alarm_of(live);
    if (alarm && !alarm->known)
        *alarm = (struct alarm){.known = true, .at_ms = ringing->at_ms};
    alarms->waking--;
    live_unuse(live);
    mem_free(ringing);
    page_done(alarms);
}

static void wake(struct alarms *alarms, const struct journal_mark *found)
{
    struct hub *hub = alarms->hub;
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct live *live = NULL;
    int64_t retry_ms = 0;
    if (map_find(hub->rooms.awake, found->room) ||
        live_reach(hub, &system, found->room, &live, &retry_ms) != ERR_NONE)
        return;
    struct ringing *ringing = mem_new(sizeof *ringing);
    *ringing = (struct ringing){.alarms = alarms, .live = live, .at_ms = found->value};
    hub->caused.alarms++;
    alarms->waking++;
    live_use(live);
    live_wait(live, woken, ringing);
}

static void came(void *context, enum err error, const struct journal_mark *marks, size_t count)
{
    struct alarms *alarms = context;
    alarms->asking = NULL;
    alarms->after[0] = '\0';
    if (error)
        alarms->due_ms = loop_tick_ms(alarms->hub->loop) + AGAIN_MS;
    if (error || alarms->hub->life.closing)
        return;
    if (count == PAGE)
        snprintf(alarms->after, sizeof alarms->after, "%.*s", (int)marks[count - 1].room.len,
                 marks[count - 1].room.at);
    for (size_t i = 0; i < count; i++)
        wake(alarms, &marks[i]);
    page_done(alarms);
}

static void ask(struct alarms *alarms)
{
    struct hub *hub = alarms->hub;
    alarms->asking = journal_marks(hub->journal, mark, slice_of(alarms->after),
                                   loop_now_ms(hub->loop) + AHEAD_MS, PAGE, came, alarms);
}

void alarms_write(struct alarms *alarms, const struct room *room)
{
    const struct hub *hub = alarms->hub;
    const struct journal_mark found = {.room = room_name(room), .value = due_of(hub, room)};
    journal_mark_set(hub->journal, mark, found.room, found.value, room_seq(room));
    if (found.value < ROOM_NEVER && found.value - loop_now_ms(hub->loop) < AHEAD_MS)
        wake(alarms, &found);
}

void alarms_look(struct alarms *alarms, int64_t tick_ms)
{
    if (tick_ms < alarms->due_ms || alarms->asking || alarms->waking > 0)
        return;
    alarms->due_ms = tick_ms + LOOK_MS;
    alarms->after[0] = '\0';
    ask(alarms);
}
