/* SPDX-License-Identifier: Apache-2.0
 * A room alive: woken by replay, kept up by the journal's order, put to sleep when nobody needs it.
 */
#include "hub/live.h"
#include "hub/people.h"
#include "hub/publish.h"
#include "hub/signals.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_view.h"

/* Entries read at once while waking or closing a gap. */
enum { READ_CHUNK = 1024 };

/* Entries held ahead of a gap; beyond it they are left to be read from the journal. */
enum { HELD_MAX = 4096 };

static void load_head(void *context, enum err error, const struct slice *rooms,
                      const int64_t *heads, size_t count);
static void load_read(struct live *live);
static void load_done(struct live *live);
static void load_chunk(void *context, enum err error, struct entry **entries, size_t count);

bool live_admits(const struct hub *hub, const struct actor *actor, struct slice name)
{
    switch (room_kind(name)) {
    case KIND_NONE:
        return false;
    case KIND_INBOX:
        return !actor->anonymous && (slice_equal(entry_room_id(name), actor->id) ||
                                     slice_equal(actor->id, ENTRY_SYSTEM));
    case KIND_CHANNEL:
        return hub->options.channels_open;
    default:
        return !actor->anonymous;
    }
}

static struct live *wake(struct hub *hub, struct slice name)
{
    struct live *live = mem_new(sizeof *live);
    live->hub = hub;
    live->room = room_new(name, hub->features);
    live->people = map_new(BOUND_MEMBERS);
    live->idle_tick_ms = loop_tick_ms(hub->loop);
    map_put(hub->rooms, name, live);
    bus_follow(hub->bus, name);
    live->in_flight++;
    const struct slice named = room_name(live->room);
    journal_heads(hub->journal, &named, 1, load_head, live);
    return live;
}

static enum err reach(struct hub *hub, const struct actor *actor, struct slice name,
                      struct live **live, int64_t *retry_ms)
{
    *live = NULL;
    if (!live_admits(hub, actor, name))
        return ERR_PERMISSION_DENIED;
    *live = map_find(hub->rooms, name);
    if (*live)
        return ERR_NONE;
    if (hub->closing)
        return ERR_NOT_AVAILABLE;
    *retry_ms = map_full(hub->rooms) ? BOUND_PERSON_BURST_MS : 0;
    if (!*retry_ms && actor->metered)
        *retry_ms =
            budget_spend(hub->budgets, actor->id, BOUND_COST_WAKE_MS, loop_tick_ms(hub->loop));
    if (*retry_ms)
        return ERR_TOO_MANY_REQUESTS;
    *live = wake(hub, name);
    return ERR_NONE;
}

enum err live_reach(struct hub *hub, const struct actor *actor, struct slice name,
                    struct live **live, int64_t *retry_ms)
{
    char own[2 * BOUND_ID_BYTES];
    if (slice_is(name, "inbox:me")) {
        int bytes = snprintf(own, sizeof own, "inbox:%.*s", (int)actor->id.len, actor->id.at);
        name = (struct slice){own, (size_t)bytes};
    }
    return reach(hub, actor, name, live, retry_ms);
}

static void set_state(struct live *live, enum live_state state)
{
    check(live->state == LIVE_LOADING);
    live->state = state;
}

static bool waiters_add(struct waiters *waiters, live_fn *fn, void *context)
{
    if (waiters->count >= BOUND_ROOM_PENDING)
        return false;
    struct waiter *waiter = mem_new(sizeof *waiter);
    *waiter = (struct waiter){fn, context, NULL};
    if (waiters->count++ == 0)
        waiters->last = &waiters->first;
    *waiters->last = waiter;
    waiters->last = &waiter->next;
    return true;
}

/* Calls those who wait, in the order they came; who comes meanwhile waits for the next time. */
static void waiters_wake(struct live *live, struct waiters *waiters, enum err error)
{
    struct waiter *waiter = waiters->first;
    *waiters = (struct waiters){0};
    while (waiter) {
        struct waiter *next = waiter->next;
        waiter->fn(live, error, waiter->context);
        mem_free(waiter);
        waiter = next;
    }
}

static void load_failed(struct live *live, enum err error)
{
    struct slice name = room_name(live->room);
    log_line(LOG_ERROR, "room cannot be read", "room=%.*s error=%s", (int)name.len, name.at,
             error_name(error));
    set_state(live, LIVE_BROKEN);
    waiters_wake(live, &live->waiters, error == ERR_JOURNAL_AWAY ? error : ERR_INTERNAL);
}

static void load_head(void *context, enum err error, const struct slice *rooms,
                      const int64_t *heads, size_t count)
{
    struct live *live = context;
    UNUSED(rooms);
    UNUSED(count);
    live->in_flight--;
    if (error) {
        load_failed(live, error);
        return;
    }
    live->head = heads[0];
    if (live->head > 0)
        load_read(live);
    else
        load_done(live);
}

static void load_read(struct live *live)
{
    live->in_flight++;
    journal_read(live->hub->journal, room_name(live->room), room_seq(live->room), READ_CHUNK,
                 load_chunk, live);
}

static void load_done(struct live *live)
{
    feed_make_roots(live);
    room_tally_sent(live->room);
    for (struct feed *feed = live->feeds; feed; feed = feed->next)
        feed->tape.tally_lost = room_seq(live->room);
    set_state(live, LIVE_AWAKE);
    people_expect(live);
    struct slice name = room_name(live->room);
    log_line(LOG_DEBUG, "room awake", "room=%.*s seq=%lld", (int)name.len, name.at,
             (long long)room_seq(live->room));
    waiters_wake(live, &live->waiters, ERR_NONE);
    if (live->look_again)
        live_look(live);
}

int64_t live_now_ms(const struct live *live)
{
    const struct loop *loop = live->hub->loop;
    int64_t now_ms = loop_now_ms(loop);
    int64_t at_ms = room_at_ms(live->room);
    int64_t least_ms = at_ms > 0 ? at_ms + loop_tick_ms(loop) - live->at_tick_ms : 0;
    return least_ms > now_ms ? least_ms : now_ms;
}

/* Applies in the fold, and notes when the room's time moved on. */
static enum err fold(struct live *live, const struct entry *entry)
{
    int64_t before_ms = room_at_ms(live->room);
    enum err error = room_apply(live->room, entry);
    if (room_at_ms(live->room) > before_ms)
        live->at_tick_ms = loop_tick_ms(live->hub->loop);
    return error;
}

/* The last entries are made into frames again, so that clients resume after a restart as if there
 * had been none. */
static void replay_entry(struct live *live, const struct entry *entry)
{
    if (entry->seq > live->head - (int64_t)live->hub->options.tape_frames / 2)
        feed_make_roots(live);
    if (fold(live, entry) == ERR_NONE)
        publish_entry(live, entry, true);
}

static void load_chunk(void *context, enum err error, struct entry **entries, size_t count)
{
    struct live *live = context;
    live->in_flight--;
    if (error) {
        load_failed(live, error);
        return;
    }
    for (size_t i = 0; i < count; i++)
        replay_entry(live, entries[i]);
    if (count == READ_CHUNK)
        load_read(live);
    else
        load_done(live);
}

void live_wait(struct live *live, live_fn *fn, void *context)
{
    live->idle_tick_ms = loop_tick_ms(live->hub->loop);
    if (live->hub->closing) {
        fn(live, ERR_NOT_AVAILABLE, context);
        return;
    }
    if (live->state != LIVE_LOADING) {
        fn(live, live->state == LIVE_AWAKE ? ERR_NONE : ERR_INTERNAL, context);
        return;
    }
    if (!waiters_add(&live->waiters, fn, context))
        fn(live, ERR_TOO_MANY_REQUESTS, context);
}

static void apply(struct live *live, struct entry *entry)
{
    struct hub *hub = live->hub;
    hub->stats.entries++;
    if (fold(live, entry) != ERR_NONE) {
        hub->stats.voids++;
        return;
    }
    publish_entry(live, entry, false);
    people_applied(live, entry);
}

/* Keeps an entry that came ahead of its turn, sorted, once. */
static void hold(struct live *live, struct entry *entry)
{
    size_t at = live->held_count;
    while (at > 0 && live->held[at - 1]->seq > entry->seq)
        at--;
    if (live->held_count >= HELD_MAX || (at > 0 && live->held[at - 1]->seq == entry->seq))
        return;
    if (live->held_count == live->held_capacity) {
        size_t more = live->held_capacity ? live->held_capacity * 2 : 16;
        live->held = mem_resize(live->held, live->held_capacity * sizeof *live->held,
                                more * sizeof *live->held);
        live->held_capacity = more;
    }
    memmove(live->held + at + 1, live->held + at, (live->held_count - at) * sizeof *live->held);
    live->held[at] = entry_ref(entry);
    live->held_count++;
}

/* Applies what was held and whose turn has come; forgets what was applied meanwhile. */
static void drain_held(struct live *live)
{
    size_t done = 0;
    while (done < live->held_count && live->held[done]->seq <= room_seq(live->room) + 1) {
        if (live->held[done]->seq == room_seq(live->room) + 1)
            apply(live, live->held[done]);
        entry_unref(&live->held[done]);
        done++;
    }
    live->held_count -= done;
    if (done > 0)
        memmove(live->held, live->held + done, live->held_count * sizeof *live->held);
}

static void look_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct live *live = context;
    bool again = live->look_again || count == READ_CHUNK;
    live->in_flight--;
    live->looking = live->look_again = false;
    if (!error)
        live->in_doubt = false;
    for (size_t i = 0; !error && i < count; i++)
        live_take(live, entries[i]);
    if (!error && again)
        live_look(live);
    else
        waiters_wake(live, &live->lookers, error);
}

bool live_has_neighbours(const struct live *live)
{
    return bus_node(live->hub->bus).len > 0;
}

void live_look(struct live *live)
{
    if (live->looking || live->state == LIVE_LOADING) {
        live->look_again = true;
        return;
    }
    if (live->state != LIVE_AWAKE || live->hub->closing)
        return;
    live->looking = true;
    live->in_flight++;
    journal_read(live->hub->journal, room_name(live->room), room_seq(live->room), READ_CHUNK,
                 look_done, live);
}

void live_catch_up(struct live *live, live_fn *fn, void *context)
{
    if (!live_has_neighbours(live) || live->state != LIVE_AWAKE || live->hub->closing)
        fn(live, ERR_NONE, context);
    else if (waiters_add(&live->lookers, fn, context))
        live_look(live);
    else
        fn(live, ERR_TOO_MANY_REQUESTS, context);
}

void live_give_up(struct live *live)
{
    check(live->hub->closing);
    if (live->looking)
        return;
    waiters_wake(live, &live->lookers, ERR_JOURNAL_AWAY);
    command_give_up(live);
}

void live_take(struct live *live, struct entry *entry)
{
    if (live->state == LIVE_LOADING) {
        hold(live, entry);
        return;
    }
    if (entry->seq <= room_seq(live->room))
        return;
    if (entry->seq == room_seq(live->room) + 1) {
        apply(live, entry);
        drain_held(live);
        command_applied(live);
        return;
    }
    hold(live, entry);
    if (!live->looking)
        live_look(live);
}

void live_free(struct live *live)
{
    struct hub *hub = live->hub;
    check(live->in_flight == 0 && live->subscriptions_count == 0);
    bus_unfollow(hub->bus, room_name(live->room));
    map_take(hub->rooms, room_name(live->room));
    while (live->feeds) {
        struct feed *feed = live->feeds;
        live->feeds = feed->next;
        feed_free(feed);
    }
    for (size_t i = 0; i < live->held_count; i++)
        entry_unref(&live->held[i]);
    mem_free(live->held);
    mem_free(live->signals);
    map_free(&live->people, mem_free);
    room_free(&live->room);
    mem_free(live);
}

static void due_done(void *context, const struct hub_answer *answer)
{
    struct live *live = context;
    UNUSED(answer);
    live->due_sent = false;
}

/* The timekeeper: a deadline is an entry with an op of its own, so that whoever tries, it is one.
 */
static void keep_time(struct live *live)
{
    struct buffer data;
    struct due due = {.data = &data};
    buffer_init(&data, BOUND_ENTRY_BYTES);
    if (!live->due_sent && room_due(live->room, live_now_ms(live), &due)) {
        live->due_sent = true;
        struct entry entry = {.type = slice_of(due.type),
                              .by = ENTRY_SYSTEM,
                              .op = slice_of(due.op),
                              .text = buffer_slice(&data)};
        command_own(live, &entry, due_done, live);
    }
    buffer_done(&data);
}

/* Frees parts nobody looks at: their next viewer gets a view. */
static void drop_parts(struct live *live)
{
    struct feed **at = &live->feeds;
    while (*at) {
        struct feed *feed = *at;
        if (feed->viewer.part && feed->followers_count == 0 && !lean_followed(feed)) {
            *at = feed->next;
            feed_free(feed);
        } else {
            at = &feed->next;
        }
    }
}

/* Sums cost a send to everybody: the larger the room, the rarer, so that those that hurry take a
 * tenth of a core at most, and those that can wait (who is here) a hundredth. 10,000 people get
 * votes once a second. */
static bool tally_is_due(const struct live *live, int64_t tick_ms)
{
    enum { FOLLOWERS_PER_WAIT = 2500, PAUSE_MS_MAX = 10000 };
    int64_t wait_ms = room_tally_wait_ms(live->room), tally_ms = live->hub->options.tally_ms;
    int64_t least_ms = wait_ms > tally_ms ? wait_ms : tally_ms;
    int64_t pause_ms = least_ms * (int64_t)live->subscriptions_count / FOLLOWERS_PER_WAIT;
    if (pause_ms > PAUSE_MS_MAX)
        pause_ms = PAUSE_MS_MAX;
    return (wait_ms >= 0 || live->tally_anew) &&
           tick_ms - live->tally_tick_ms >= (least_ms > pause_ms ? least_ms : pause_ms);
}

bool live_tick(struct live *live)
{
    enum { PARTS_MS = 60000 };
    int64_t tick_ms = loop_tick_ms(live->hub->loop);
    if (live->state == LIVE_AWAKE) {
        /* What a reading could not give, or nobody will tell of, is read for again. */
        if (live->awaiting || live->held_count > 0 || live->in_doubt)
            live_look(live);
        keep_time(live);
        people_tick(live, tick_ms);
        signals_tick(live, tick_ms);
        if (tally_is_due(live, tick_ms)) {
            live->tally_tick_ms = tick_ms;
            publish_tally(live);
        }
        if (tick_ms - live->lean_tick_ms >= BOUND_LEAN_MS) {
            live->lean_tick_ms = tick_ms;
            lean_publish(live);
        }
    }
    bool needed = live->subscriptions_count > 0 || live->in_flight > 0 ||
                  live->state == LIVE_LOADING || map_count(live->people) > 0 ||
                  (live->state == LIVE_AWAKE && room_awaits(live->room));
    if (needed) {
        live->idle_tick_ms = tick_ms;
        if (tick_ms >= live->parts_due_ms) {
            live->parts_due_ms = tick_ms + PARTS_MS;
            drop_parts(live);
        }
        return false;
    }
    if (live->state == LIVE_AWAKE && room_exists(live->room) && room_seq(live->room) > 0 &&
        tick_ms - live->idle_tick_ms < live->hub->options.sleep_ms)
        return false;
    live_free(live);
    return true;
}
