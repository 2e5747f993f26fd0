/* SPDX-License-Identifier: Apache-2.0
 * Woken (hub/waking.c), then every entry in its turn: one that comes ahead of a gap waits until the
 * gap has been read. */
#include "hub/live.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_view.h"
#include "hub/ahead.h"
#include "hub/aliases.h"
#include "hub/publish.h"
#include "hub/steps.h"
#include "hub/veils.h"
#include "hub/waking.h"

/* Entries read at once while closing a gap. */
enum { READ_CHUNK = 1024 };

enum live_state {
    LIVE_ASLEEP,
    LIVE_WAKING,
    LIVE_LEFT, /* nobody waits for the waking any more, which is about to end */
    LIVE_AWAKE,
    LIVE_BROKEN, /* it cannot be read */
};

/* Reading what came after the last entry applied. */
enum reading {
    READING_NOTHING,
    READING_ON,
    READING_AGAIN, /* there may be more than the read under way, or waking, will find */
};

struct live {
    struct hub *hub;
    struct room *room; /* owned */
    const char *name;  /* the room's, and the map's key */
    enum live_state state;
    enum reading reading;
    struct feeds feeds;
    struct attendees attendees;
    struct live_parts parts;
    struct waking *waking;   /* while it wakes */
    struct waiters wakers;   /* who wait for the room to be awake */
    struct waiters catching; /* for what the journal holds now to be applied */
    struct waiters awaiting; /* for an entry that is numbered and not yet applied */
    struct ahead ahead;
    bool in_doubt;        /* see live_doubt */
    unsigned uses;        /* calls under way for the room, those into the journal included */
    int64_t at_tick_ms;   /* when room_at_ms was reached here */
    int64_t idle_tick_ms; /* since when nobody needs it */
};

static void wake(struct live *live);
static void woken(void *context, enum err error);

/* Whether `actor` may name a room of that kind. */
static bool admits(const struct hub *hub, const struct actor *actor, const struct kind *kind,
                   struct slice name)
{
    if (kind->naming == NAMED_BY_ALL)
        return hub->options.channels_open;
    bool owned =
        slice_equal(entry_room_id(name), actor->id) || slice_equal(actor->id, ENTRY_SYSTEM);
    return !actor->anonymous && (owned || kind->naming != NAMED_BY_OWNER);
}

bool live_admits(const struct hub *hub, const struct actor *actor, struct slice name)
{
    const struct kind *kind = kinds_of(hub->rooms.kinds, name);
    return kind && admits(hub, actor, kind, name);
}

bool live_place(const struct hub *hub, const struct actor *actor, struct slice said,
                struct live_place *place)
{
    place->kind = kinds_of(hub->rooms.kinds, said);
    place->name = said;
    if (!place->kind)
        return false;
    if (place->kind->naming == NAMED_BY_OWNER && slice_is(entry_room_id(said), "me")) {
        int bytes = snprintf(place->own, sizeof place->own, "%s:%.*s", place->kind->name,
                             (int)actor->id.len, actor->id.at);
        place->name = (struct slice){place->own, (size_t)bytes};
    }
    return admits(hub, actor, place->kind, place->name);
}

struct map *live_map(size_t max)
{
    return map_new_keyed(max, MAP_KEY_TEXT, offsetof(struct live, name));
}

static struct live *live_new(struct hub *hub, struct slice name)
{
    struct live *live = mem_new(sizeof *live);
    live->hub = hub;
    live->room = room_new(name, hub->rooms.kinds);
    live->name = room_name(live->room).at;
    room_set_veil(live->room, veils_lend(hub->veils));
    feeds_init(&live->feeds, hub, live->room);
    attendees_init(&live->attendees);
    live->idle_tick_ms = loop_tick_ms(hub->loop);
    map_put(hub->rooms.awake, name, live);
    bus_follow(hub->bus, name);
    wake(live);
    return live;
}

enum err live_open(struct hub *hub, const struct actor *actor, const struct live_place *place,
                   struct live **live, int64_t *retry_ms)
{
    *live = map_find(hub->rooms.awake, place->name);
    if (*live)
        return ERR_NONE;
    if (hub->life.closing)
        return ERR_NOT_AVAILABLE;
    *retry_ms = map_full(hub->rooms.awake) ? BOUND_PERSON_BURST_MS : 0;
    if (!*retry_ms && actor->person)
        *retry_ms =
            budget_spend(&actor->person->budget, BOUND_COST_WAKE_MS, loop_tick_ms(hub->loop));
    if (*retry_ms)
        return ERR_TOO_MANY_REQUESTS;
    *live = live_new(hub, place->name);
    return ERR_NONE;
}

enum err live_reach(struct hub *hub, const struct actor *actor, struct slice name,
                    struct live **live, int64_t *retry_ms)
{
    struct live_place place;
    *live = NULL;
    if (!live_place(hub, actor, name, &place))
        return ERR_PERMISSION_DENIED;
    return live_open(hub, actor, &place, live, retry_ms);
}

static void set_state(struct live *live, enum live_state state)
{
    static const unsigned after[] = {[LIVE_ASLEEP] = 1u << LIVE_WAKING,
                                     [LIVE_WAKING] =
                                         1u << LIVE_LEFT | 1u << LIVE_AWAKE | 1u << LIVE_BROKEN,
                                     [LIVE_LEFT] = 1u << LIVE_ASLEEP,
                                     [LIVE_AWAKE] = 0,
                                     [LIVE_BROKEN] = 0};
    check(after[live->state] >> state & 1);
    live->state = state;
}

static void wake(struct live *live)
{
    set_state(live, LIVE_WAKING);
    live_use(live);
    live->waking = waking_begin(&live->feeds, woken, live);
}

static bool wait_for(struct waiters *waiters, live_fn *fn, void *context)
{
    if (waiters->count >= BOUND_ROOM_PENDING)
        return false;
    waiters_add(waiters, 0, fn, context);
    return true;
}

static void wake_failed(struct live *live, enum err error)
{
    struct slice name = room_name(live->room);
    log_line(LOG_ERROR, "room cannot be read", "room=%.*s error=%s good_upto=%lld", (int)name.len,
             name.at, error_name(error), (long long)room_seq(live->room));
    set_state(live, LIVE_BROKEN);
    if (error != ERR_JOURNAL_AWAY) {
        live->hub->life.broken++;
        live->hub->life.broken_tick_ms = loop_tick_ms(live->hub->loop);
    }
    waiters_wake(&live->wakers, live, error == ERR_JOURNAL_AWAY ? error : ERR_INTERNAL);
}

static void woken(void *context, enum err error)
{
    struct live *live = context;
    bool more = live->reading == READING_AGAIN;
    live->waking = NULL;
    live->reading = READING_NOTHING;
    live->at_tick_ms = loop_tick_ms(live->hub->loop);
    live_unuse(live);
    if (error) {
        wake_failed(live, error);
        return;
    }
    room_tally_sent(live->room);
    for (struct room_feed *feed = live->feeds.first; feed; feed = feed->next)
        feed->feed->tape.tally_lost = room_seq(live->room);
    set_state(live, LIVE_AWAKE);
    live->hub->rooms.watch->awake(live);
    struct slice name = room_name(live->room);
    log_line(LOG_DEBUG, "room awake", "room=%.*s seq=%lld", (int)name.len, name.at,
             (long long)room_seq(live->room));
    waiters_wake(&live->wakers, live, ERR_NONE);
    if (more)
        live_read_on(live);
}

/* The thread has let go of the room, which is half of one. Somebody may have come meanwhile. */
static void left(void *context)
{
    struct live *live = context;
    struct slice name = room_name(live->room);
    struct room *anew = room_new(name, live->hub->rooms.kinds);
    room_set_veil(anew, veils_lend(live->hub->veils));
    feeds_done(&live->feeds);
    aliases_clear(live->attendees.aliases);
    live->name = room_name(anew).at;
    room_free(&live->room);
    live->room = anew;
    feeds_init(&live->feeds, live->hub, live->room);
    ahead_done(&live->ahead);
    live->reading = READING_NOTHING;
    set_state(live, LIVE_ASLEEP);
    live_unuse(live);
    if (live->wakers.count > 0)
        wake(live);
}

bool live_leave(struct live *live, const void *context)
{
    if (!waiters_remove(&live->wakers, context))
        return false;
    if (live->state == LIVE_WAKING && live->wakers.count == 0) {
        set_state(live, LIVE_LEFT);
        waking_drop(&live->waking, left, live);
    }
    return true;
}

int64_t live_now_ms(const struct live *live)
{
    const struct loop *loop = live->hub->loop;
    int64_t now_ms = loop_now_ms(loop);
    int64_t at_ms = room_at_ms(live->room);
    int64_t least_ms = at_ms > 0 ? at_ms + loop_tick_ms(loop) - live->at_tick_ms : 0;
    return least_ms > now_ms ? least_ms : now_ms;
}

/* An entry that is being applied. */
struct applying {
    struct live *live;
    const struct entry *entry;
};

static void acted(void *context, const struct entry *act, size_t place,
                  const struct act_result *result)
{
    const struct applying *applying = context;
    struct live *live = applying->live;
    live->hub->stats.voids += result->error != ERR_NONE;
    if (!result->error && !result->repeated)
        publish_act(&live->feeds, &live->attendees, act);
    live->hub->rooms.watch->acted(live, applying->entry, place, result);
}

/* Applies in the fold, and notes when the room's time moved on. */
static enum err fold(struct live *live, const struct entry *entry)
{
    int64_t before_ms = room_at_ms(live->room);
    struct applying applying = {live, entry};
    enum err error = room_apply_acts(live->room, entry, acted, &applying);
    if (room_at_ms(live->room) > before_ms)
        live->at_tick_ms = loop_tick_ms(live->hub->loop);
    return error;
}

enum err live_use_own(struct hub *hub, const struct actor *actor, const char *kind,
                      struct live **live, int64_t *retry_ms)
{
    char name[LIVE_NAME_BYTES];
    int len = snprintf(name, sizeof name, "%s:me", kind);
    enum err error = live_reach(hub, actor, (struct slice){name, (size_t)len}, live, retry_ms);
    if (!error)
        live_use(*live);
    return error;
}

void live_wait(struct live *live, live_fn *fn, void *context)
{
    live->idle_tick_ms = loop_tick_ms(live->hub->loop);
    if (live->hub->life.closing) {
        fn(live, ERR_NOT_AVAILABLE, context);
        return;
    }
    if (live->state == LIVE_AWAKE || live->state == LIVE_BROKEN) {
        fn(live, live->state == LIVE_AWAKE ? ERR_NONE : ERR_INTERNAL, context);
        return;
    }
    if (!wait_for(&live->wakers, fn, context))
        fn(live, ERR_TOO_MANY_REQUESTS, context);
    else if (live->state == LIVE_ASLEEP)
        wake(live);
}

static void apply(struct live *live, struct entry *entry)
{
    struct hub *hub = live->hub;
    hub->stats.entries++;
    enum err error = fold(live, entry);
    steps_tell(hub, "command applied", entry, error);
    if (error) {
        hub->stats.voids++;
        hub->rooms.watch->refused(live, entry, error);
        return;
    }
    publish_entry(&live->feeds, &live->attendees, entry);
    steps_tell(hub, "command told to who follows", entry, ERR_NONE);
    hub->rooms.watch->applied(live, entry);
}

/* Applies what waited and whose turn has come; forgets what was applied meanwhile. */
static void drain_ahead(struct live *live)
{
    for (struct entry *entry; (entry = ahead_take(&live->ahead, room_seq(live->room) + 1));
         entry_unref(&entry))
        if (entry->seq == room_seq(live->room) + 1)
            apply(live, entry);
}

static void read_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct live *live = context;
    bool again = live->reading == READING_AGAIN || count == READ_CHUNK;
    live_unuse(live);
    live->reading = READING_NOTHING;
    if (!error)
        live->in_doubt = false;
    for (size_t i = 0; !error && i < count; i++)
        live_take(live, entries[i]);
    if (!error && again)
        live_read_on(live);
    else
        waiters_wake(&live->catching, live, error);
}

static bool is_waking(const struct live *live)
{
    return live->state == LIVE_WAKING || live->state == LIVE_LEFT;
}

bool live_has_neighbours(const struct live *live)
{
    return bus_node(live->hub->bus).len > 0;
}

void live_read_on(struct live *live)
{
    if (live->reading != READING_NOTHING || is_waking(live)) {
        live->reading = READING_AGAIN;
        return;
    }
    if (live->state != LIVE_AWAKE || live->hub->life.closing)
        return;
    live->reading = READING_ON;
    live_use(live);
    journal_read(live->hub->journal, room_name(live->room), room_seq(live->room), READ_CHUNK,
                 read_done, live);
}

void live_doubt(struct live *live)
{
    live->in_doubt = true;
}

void live_catch_up(struct live *live, live_fn *fn, void *context)
{
    if (!live_has_neighbours(live) || live->hub->life.closing)
        fn(live, ERR_NONE, context);
    else if (live->state != LIVE_AWAKE)
        fn(live, ERR_JOURNAL_AWAY, context);
    else if (wait_for(&live->catching, fn, context))
        live_read_on(live);
    else
        fn(live, ERR_TOO_MANY_REQUESTS, context);
}

void live_await(struct live *live, int64_t seq, live_fn *fn, void *context)
{
    if (room_seq(live->room) >= seq)
        fn(live, ERR_NONE, context);
    else
        waiters_add(&live->awaiting, seq, fn, context);
}

void live_give_up(struct live *live)
{
    check(live->hub->life.closing);
    if (live->reading != READING_NOTHING)
        return;
    waiters_wake(&live->catching, live, ERR_JOURNAL_AWAY);
    waiters_wake(&live->awaiting, live, ERR_JOURNAL_AWAY);
}

void live_take(struct live *live, struct entry *entry)
{
    if (!live_is_awake(live)) {
        ahead_add(&live->ahead, entry);
        return;
    }
    if (entry->seq <= room_seq(live->room))
        return;
    if (entry->seq == room_seq(live->room) + 1) {
        apply(live, entry);
        drain_ahead(live);
        waiters_wake_upto(&live->awaiting, live, room_seq(live->room));
        return;
    }
    ahead_add(&live->ahead, entry);
    if (live->reading == READING_NOTHING)
        live_read_on(live);
}

void live_use(struct live *live)
{
    live->uses++;
}

void live_unuse(struct live *live)
{
    check(live->uses > 0);
    live->uses--;
}

bool live_in_use(const struct live *live)
{
    return live->uses > 0;
}

void live_free(struct live *live)
{
    struct hub *hub = live->hub;
    check(live->uses == 0 && live->attendees.subscriptions_count == 0);
    bus_unfollow(hub->bus, room_name(live->room));
    map_take(hub->rooms.awake, room_name(live->room));
    hub->rooms.watch->end(live);
    feeds_done(&live->feeds);
    ahead_done(&live->ahead);
    attendees_done(&live->attendees);
    room_free(&live->room);
    mem_free(live);
}

void live_tick(struct live *live)
{
    if (live->awaiting.count > 0 || live->ahead.count > 0 || live->in_doubt)
        live_read_on(live);
}

static bool is_needed(struct live *live)
{
    return live->attendees.subscriptions_count > 0 || live->uses > 0 || is_waking(live) ||
           map_count(live->attendees.people) > 0 ||
           (live->state == LIVE_AWAKE && live->hub->rooms.watch->needs(live));
}

void live_sleep_if_idle(struct live *live)
{
    int64_t tick_ms = loop_tick_ms(live->hub->loop);
    bool worth_it =
        live->state == LIVE_AWAKE && room_exists(live->room) && room_seq(live->room) > 0;
    if (is_needed(live)) {
        live->idle_tick_ms = tick_ms;
    } else if (!worth_it || tick_ms - live->idle_tick_ms >= live->hub->options.sleep_ms) {
        live->hub->rooms.watch->sleeps(live);
        live_free(live);
    }
}

bool live_is_awake(const struct live *live)
{
    return live->state == LIVE_AWAKE;
}

struct hub *live_hub(const struct live *live)
{
    return live->hub;
}

struct room *live_room(struct live *live)
{
    return live->room;
}

struct feeds *live_feeds(struct live *live)
{
    return &live->feeds;
}

struct attendees *live_attendees(struct live *live)
{
    return &live->attendees;
}

struct live_parts *live_parts(struct live *live)
{
    return &live->parts;
}
