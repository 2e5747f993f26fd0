/* SPDX-License-Identifier: Apache-2.0
 * Rooms in turns of as many as one question takes. Whoever is missed between two is asked in the
 * next round. */
#include "hub/rounds.h"

#include "base/mem.h"
#include "hub/gate.h"
#include "hub/live.h"

enum {
    ROUND_MS = 5000,
    ROUND_DEAF_MS = 500,
    ROUND_ROOMS = 1024, /* in one question */
};

struct rounds {
    struct hub *hub;
    int64_t due_ms; /* when the journal is to be asked */
    size_t at;      /* the place among the rooms where the next question begins; 0: the first */
    bool asking;    /* a question is under way */
    bool again;     /* there may be more than it will tell */
    bool deaf;      /* news of other instances may not arrive */
};

static void came(void *context, enum err error, const struct slice *rooms, const int64_t *heads,
                 size_t count);

/* A room that nobody follows is looked at when somebody comes. */
static bool is_followed(struct live *live)
{
    const struct attendees *attendees = live_attendees(live);
    return live_is_awake(live) &&
           (gate_keeps(live_hub(live)->rooms.gate, live) || attendees->subscriptions_count > 0 ||
            map_count(attendees->people) > 0);
}

static void ask(struct rounds *rounds)
{
    struct slice *rooms = mem_new(ROUND_ROOMS * sizeof *rooms);
    struct hub *hub = rounds->hub;
    size_t count = 0;
    rounds->again = false;
    struct map_at at = {.next = rounds->at};
    while (count < ROUND_ROOMS && map_next(hub->rooms.awake, &at))
        if (is_followed(at.value))
            rooms[count++] = at.key;
    rounds->at = count == ROUND_ROOMS ? at.next : 0;
    if (count > 0) {
        rounds->asking = true;
        journal_heads(hub->journal, rooms, count, came, rounds);
    }
    mem_free(rooms);
}

static void came(void *context, enum err error, const struct slice *rooms, const int64_t *heads,
                 size_t count)
{
    struct rounds *rounds = context;
    struct hub *hub = rounds->hub;
    rounds->asking = false;
    if (hub->life.closing)
        return;
    for (size_t i = 0; !error && i < count; i++) {
        struct live *live = map_find(hub->rooms.awake, rooms[i]);
        if (live && live_is_awake(live) && heads[i] > room_seq(live_room(live)))
            live_read_on(live);
    }
    if (rounds->at > 0 || rounds->again)
        ask(rounds);
}

static void begin(struct rounds *rounds)
{
    rounds->again = rounds->asking;
    rounds->at = 0;
    if (!rounds->asking && !rounds->hub->life.closing)
        ask(rounds);
}

struct rounds *rounds_new(struct hub *hub)
{
    struct rounds *rounds = mem_new(sizeof *rounds);
    rounds->hub = hub;
    rounds->deaf = !bus_stats(hub->bus).hearing;
    return rounds;
}

void rounds_free(struct rounds **rounds)
{
    mem_free(*rounds);
    *rounds = NULL;
}

bool rounds_busy(const struct rounds *rounds)
{
    return rounds->asking;
}

void rounds_hearing(struct rounds *rounds, bool hearing)
{
    rounds->deaf = !hearing;
    rounds->due_ms = 0;
    begin(rounds);
}

void rounds_tick(struct rounds *rounds, int64_t tick_ms)
{
    if (bus_node(rounds->hub->bus).len == 0 || rounds->asking || tick_ms < rounds->due_ms)
        return;
    rounds->due_ms = tick_ms + (rounds->deaf ? ROUND_DEAF_MS : ROUND_MS);
    begin(rounds);
}
