/* SPDX-License-Identifier: Apache-2.0
 * Each thing has its own deadline; the tick only looks. */
#include "hub/timekeeper.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_view.h"
#include "fanout/pace.h"
#include "hub/append.h"
#include "hub/publish.h"

struct timekeeper {
    bool due_sent;         /* a deadline's entry is on its way */
    int64_t tally_tick_ms; /* when sums left last */
    int64_t lean_tick_ms;  /* when lean connections were served last */
    int64_t idle_due_ms;   /* when feeds that nobody follows are to be looked for */
};

static struct timekeeper *timekeeper_of(struct live *live)
{
    struct live_parts *parts = live_parts(live);
    if (!parts->timekeeper)
        parts->timekeeper = mem_new(sizeof *parts->timekeeper);
    return parts->timekeeper;
}

static void due_done(void *context, const struct hub_answer *answer)
{
    UNUSED(answer);
    timekeeper_of(context)->due_sent = false;
}

/* A deadline is an entry with an op of its own, so that whoever tries, it is one. */
static void append_due(struct live *live, struct timekeeper *timekeeper)
{
    struct buffer data;
    struct due due = {.data = &data};
    buffer_init(&data, BOUND_ENTRY_BYTES);
    if (!timekeeper->due_sent && room_due(live_room(live), live_now_ms(live), &due)) {
        timekeeper->due_sent = true;
        struct entry entry = {.type = slice_of(due.type),
                              .by = ENTRY_SYSTEM,
                              .op = slice_of(due.op),
                              .text = buffer_slice(&data)};
        append_own(live, &entry, due_done, live);
    }
    buffer_done(&data);
}

/* Sums cost a send to everybody: the larger the room, the rarer, so that those that hurry take a
 * tenth of a core at most, and those that can wait (who is here) a hundredth. 10,000 people get
 * votes once a second. */
static bool tally_is_due(struct live *live, int64_t since_ms)
{
    enum { FOLLOWERS_PER_WAIT = 2500, PAUSE_MS_MAX = 10000 };
    size_t followers = live_attendees(live)->subscriptions_count;
    int64_t tally_ms = live_hub(live)->options.tally_ms;
    int64_t wait_ms = room_tally_wait_ms(live_room(live));
    if (wait_ms > 0) /* features say it for the default, and keep their proportion to it */
        wait_ms = wait_ms * tally_ms / BOUND_TALLY_MS;
    int64_t least_ms = wait_ms > tally_ms ? wait_ms : tally_ms;
    int64_t pause_ms = least_ms * (int64_t)followers / FOLLOWERS_PER_WAIT;
    if (pause_ms > PAUSE_MS_MAX)
        pause_ms = PAUSE_MS_MAX;
    return (wait_ms >= 0 || live_feeds(live)->tally_anew) &&
           since_ms >= (least_ms > pause_ms ? least_ms : pause_ms);
}

void timekeeper_tick(struct live *live, int64_t tick_ms)
{
    enum { IDLE_MS = 60000 };
    struct timekeeper *timekeeper = timekeeper_of(live);
    struct feeds *feeds = live_feeds(live);
    append_due(live, timekeeper);
    if (tally_is_due(live, tick_ms - timekeeper->tally_tick_ms)) {
        timekeeper->tally_tick_ms = tick_ms;
        publish_tally(feeds);
    }
    if (tick_ms - timekeeper->lean_tick_ms >= BOUND_LEAN_MS) {
        timekeeper->lean_tick_ms = tick_ms;
        for (struct room_feed *feed = feeds->first; feed; feed = feed->next)
            pace_publish(feed->feed);
    }
    if (tick_ms >= timekeeper->idle_due_ms) {
        timekeeper->idle_due_ms = tick_ms + IDLE_MS;
        feeds_drop_idle(feeds);
    }
}

void timekeeper_end(struct live *live)
{
    mem_free(live_parts(live)->timekeeper);
    live_parts(live)->timekeeper = NULL;
}
