/* SPDX-License-Identifier: Apache-2.0
 * The hub as a whole: its birth and end, what it hears of other instances, its tick. */
#include "hub/hub.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "fanout/flush.h"
#include "hub/alarms.h"
#include "hub/ballots.h"
#include "hub/behind.h"
#include "hub/bell.h"
#include "hub/caused.h"
#include "hub/dropping.h"
#include "hub/effects.h"
#include "hub/erasing.h"
#include "hub/gate.h"
#include "hub/gather.h"
#include "hub/leaving.h"
#include "hub/live.h"
#include "hub/presence.h"
#include "hub/recall.h"
#include "hub/rounds.h"
#include "hub/signals.h"
#include "hub/site.h"
#include "hub/timekeeper.h"
#include "hub/veils.h"
#include "hub/waking.h"
#include "hub/work.h"

enum {
    ROOMS_MAX = 100000, /* awake at once on one instance */
    TICK_MS = 250,      /* what is due is looked for this often; each thing has its own deadline */
    PEOPLE_MS = 1000,
    BREAKS_MS = 60000, /* a room that could not be read is told this long */
    ALIVE_MS = 10000,
    RISEN_MS = 20000, /* within it all know whose end nobody heard: bus/redis.c takes ten seconds */
};

/* What only this file needs, around what all of hub/ does. */
struct whole {
    struct hub hub; /* its first member */
    struct rounds *rounds;
    struct leaving *leaving;   /* owned */
    struct dropping *dropping; /* owned */
    struct behind *behind;
    struct alarms *alarms;
    struct timer *tick;
    struct timer *closing; /* set: hub_close was called */
    loop_fn *closed;
    void *closed_context;
    struct journal_ticket *asking_alive; /* of the question for it, while that is under way */
    int64_t alive_due_ms;                /* when the next sign is to be given */
    int64_t people_due_ms;               /* when they are to be looked through */
    hub_told_fn *told;
    void *told_context;
};

static void tick(void *context);

static struct whole *whole_of(const struct hub *hub)
{
    return (struct whole *)(uintptr_t)hub;
}

/* What another instance's people show of this moment; what was committed is known. */
static void hear_sight(struct live *live, int64_t seq, struct slice sealed)
{
    struct bell_sight sight;
    const struct room *room = live_room(live);
    if (bell_shown(live_hub(live)->bell, room_name(room), seq, sealed, &sight))
        signals_show(live, &sight);
}

/* What cannot be believed as it is told, or is not told, is read; so is what is far ahead: held
 * until its turn it would only fill memory. */
static void hear_news(void *context, struct slice room, int64_t seq, struct slice sealed)
{
    enum { AHEAD_MAX = 256 };
    struct whole *whole = context;
    struct live *live = map_find(whole->hub.rooms.awake, room);
    struct entry *entry = NULL;
    if (!live || whole->hub.life.closing)
        return;
    if (live_is_awake(live)) {
        int64_t ahead = seq - room_seq(live_room(live));
        if (ahead <= 0) {
            hear_sight(live, seq, sealed);
            return;
        }
        if (ahead <= AHEAD_MAX)
            entry = bell_open(whole->hub.bell, room, seq, sealed);
    }
    if (entry)
        live_take(live, entry);
    else
        live_read_on(live);
    entry_unref(&entry);
}

static void hear_followed(void *context, struct slice room)
{
    struct whole *whole = context;
    struct live *live = map_find(whole->hub.rooms.awake, room);
    if (live)
        live_read_on(live);
}

static void hear_trouble(void *context, bool hearing)
{
    struct whole *whole = context;
    rounds_hearing(whole->rounds, hearing);
}

static void was_alive(void *context, enum err error, int64_t value)
{
    struct whole *whole = context;
    whole->asking_alive = NULL;
    if (!error)
        whole->hub.life.before_ms = value;
}

/* An instance leaves a sign of life in the journal while people are here: after a crash of all
 * there are nobody's time ends later (hub/presence.c). Of several each hears of the others' end, as
 * long as one is left. When all have ended they rise one after the other, and each asks for the
 * last sign before: so one that is not alone gives none at first. */
static void show_life(struct whole *whole)
{
    const struct hub *hub = &whole->hub;
    int64_t now_ms = loop_now_ms(hub->loop);
    if (whole->asking_alive)
        return;
    if (bus_node(hub->bus).len == 0) /* alone: its clock may be put back */
        journal_mark_set(hub->journal, "alive", SLICE(""), now_ms, 0);
    else
        journal_mark_raise(hub->journal, "alive", SLICE(""), now_ms);
}

static void pass_on(void *context, struct slice message)
{
    struct whole *whole = context;
    struct buffer opened;
    buffer_init(&opened, BOUND_BUS_MESSAGE_BYTES);
    if (whole->told && bell_told(whole->hub.bell, message, &opened))
        whole->told(whole->told_context, buffer_slice(&opened));
    buffer_done(&opened);
}

static void tell_work(struct live *live)
{
    work_tell(live_hub(live), room_name(live_room(live)));
}

static void room_awake(struct live *live)
{
    effects_awake(live);
    presence_awake(live);
    if (room_kind(live_room(live))->works)
        tell_work(live);
}

/* What an entry of ours says is told once it is decided (hub/append.c); what another room caused is
 * nobody's, and told wherever it is seen. */
static void look_for_work(struct live *live, const struct entry *entry)
{
    const struct row *row = room_row(live_room(live), entry->type);
    if (row && row->hub.works && caused_is(entry))
        tell_work(live);
}

static void room_applied(struct live *live, const struct entry *entry)
{
    effects_applied(live, entry);
    presence_applied(live, entry);
    look_for_work(live, entry);
    gate_applied(live_hub(live)->rooms.gate, live, entry);
}

static bool room_needs(struct live *live)
{
    return effects_wait(live) || alarms_near(live);
}

static void room_leaves(struct live *live)
{
    alarms_leave(live);
    effects_leave(live);
}

/* What was gathered before it comes first. */
static void room_hands_in(struct live *live)
{
    gather_close(live);
    effects_hands_in(live);
}

static void room_ends(struct live *live)
{
    effects_end(live);
    alarms_end(live);
    gather_end(live);
    presence_end(live);
    signals_end(live);
    timekeeper_end(live);
    ballots_end(live);
    erasing_end(live);
}

static const struct live_watch watch = {.awake = room_awake,
                                        .hands_in = room_hands_in,
                                        .numbered = effects_numbered,
                                        .applied = room_applied,
                                        .acted = gather_acted,
                                        .refused = effects_refused,
                                        .settled = effects_settled,
                                        .needs = room_needs,
                                        .sleeps = room_leaves,
                                        .end = room_ends};

static const struct bus_listener listener = {
    .news = hear_news, .told = pass_on, .followed = hear_followed, .hearing = hear_trouble};

static struct hub_options with_defaults(const struct hub_options *given)
{
    struct hub_options options = *given;
    if (!options.grace_ms)
        options.grace_ms = BOUND_GRACE_SECONDS * 1000;
    if (!options.sleep_ms)
        options.sleep_ms = 60000;
    if (!options.tape_frames)
        options.tape_frames = BOUND_TAPE_FRAMES;
    if (!options.erase_ms)
        options.erase_ms = INT64_C(7) * 86400 * 1000;
    if (!options.tally_ms)
        options.tally_ms = BOUND_TALLY_MS;
    return options;
}

struct hub *hub_new(struct loop *loop, struct journal *journal, struct bus *bus,
                    const struct kinds *kinds, const struct hub_options *options)
{
    struct whole *whole = mem_new(sizeof *whole);
    struct hub *hub = &whole->hub;
    *hub = (struct hub){.loop = loop,
                        .journal = journal,
                        .bus = bus,
                        .bell = bell_new(loop, journal, bus),
                        .veils = veils_new(loop, journal),
                        .fanout = fanout_new(loop, flush_run, BOUND_PEOPLE),
                        .options = with_defaults(options),
                        .written = {.body = {.max = BOUND_VIEW_BYTES},
                                    .me = {.max = BOUND_VIEW_BYTES},
                                    .push = {.max = BOUND_VIEW_BYTES}},
                        .rooms = {.awake = live_map(ROOMS_MAX),
                                  .wakings = wakings_new(loop),
                                  .kinds = kinds,
                                  .watch = &watch}};
    int64_t tick_ms = hub->options.tally_ms < TICK_MS ? hub->options.tally_ms : TICK_MS;
    whole->tick = loop_every(loop, tick_ms, tick, whole);
    hub->rooms.recalls = recalls_new(hub);
    hub->rooms.gate = gate_new(hub);
    whole->rounds = rounds_new(hub);
    whole->alarms = alarms_new(hub);
    whole->behind = behind_new(hub, whole->alarms);
    whole->leaving = leaving_new(hub);
    whole->dropping = dropping_new(hub);
    bus_listen(bus, &listener, whole);
    whole->asking_alive = journal_mark_get(journal, "alive", SLICE(""), was_alive, whole);
    whole->alive_due_ms = bus_node(bus).len == 0 ? 0 : loop_tick_ms(loop) + RISEN_MS;
    gate_tick(hub->rooms.gate, loop_tick_ms(loop));
    return hub;
}

/* Whether nothing is under way any more: then the end can come. */
static void closing_turn(void *context)
{
    struct whole *whole = context;
    struct map_at at = {0};
    bool busy = rounds_busy(whole->rounds) || behind_busy(whole->behind) ||
                alarms_busy(whole->alarms) || leaving_busy(whole->leaving) ||
                dropping_busy(whole->dropping) || whole->asking_alive ||
                whole->hub.life.blind > 0 || whole->hub.life.finds > 0;
    while (map_next(whole->hub.rooms.awake, &at)) {
        live_give_up(at.value);
        effects_give_up(at.value);
        busy = busy || live_in_use(at.value);
    }
    if (busy)
        return;
    for (at = (struct map_at){0}; map_next(whole->hub.rooms.awake, &at);)
        if (live_is_awake(at.value))
            room_leaves(at.value);
    timer_close(&whole->closing);
    whole->closed(whole->closed_context);
}

void hub_close(struct hub *hub, loop_fn *done, void *context)
{
    enum { CLOSING_MS = 5 };
    struct whole *whole = whole_of(hub);
    check(!hub->life.closing);
    timer_close(&whole->tick);
    show_life(whole);
    gate_stop(hub->rooms.gate);
    hub->life.closing = true;
    behind_stop(whole->behind);
    leaving_stop(whole->leaving);
    dropping_stop(whole->dropping);
    whole->closed = done;
    whole->closed_context = context;
    whole->closing = loop_every(hub->loop, CLOSING_MS, closing_turn, whole);
}

void hub_free(struct hub **hub)
{
    struct whole *whole = whole_of(*hub);
    struct map_at at = {0};
    journal_drop(&whole->asking_alive);
    timer_close(&whole->closing);
    timer_close(&whole->tick);
    rounds_free(&whole->rounds);
    recalls_free(&whole->hub.rooms.recalls);
    behind_free(&whole->behind);
    leaving_free(&whole->leaving);
    dropping_free(&whole->dropping);
    alarms_free(&whole->alarms);
    while (map_next(whole->hub.rooms.awake, &at))
        live_free(at.value);
    map_free(&whole->hub.rooms.awake, NULL);
    wakings_free(&whole->hub.rooms.wakings);
    gate_free(&whole->hub.rooms.gate);
    bell_free(&whole->hub.bell);
    veils_free(&whole->hub.veils);
    buffer_done(&whole->hub.written.body);
    buffer_done(&whole->hub.written.me);
    buffer_done(&whole->hub.written.push);
    fanout_free(&whole->hub.fanout);
    mem_free(whole);
    *hub = NULL;
}

const struct veil *hub_veil(const struct hub *hub)
{
    return veils_lend(hub->veils);
}

struct fanout *hub_fanout(const struct hub *hub)
{
    return hub->fanout;
}

const struct kinds *hub_kinds(const struct hub *hub)
{
    return hub->rooms.kinds;
}

struct journal *hub_journal(const struct hub *hub)
{
    return hub->journal;
}

struct slice hub_node(const struct hub *hub)
{
    return bus_node(hub->bus);
}

bool hub_tell(struct hub *hub, struct slice node, struct slice message)
{
    return bell_tell(hub->bell, node, message);
}

void hub_on_told(struct hub *hub, hub_told_fn *told, void *context)
{
    whole_of(hub)->told = told;
    whole_of(hub)->told_context = context;
}

void hub_on_work(struct hub *hub, hub_work_fn *work, void *context)
{
    work_listen(hub, work, context);
}

static void tick_room(struct live *live, int64_t tick_ms)
{
    if (live_is_awake(live)) {
        live_tick(live);
        timekeeper_tick(live, tick_ms);
        ballots_tick(live, tick_ms);
        effects_tick(live, tick_ms);
        presence_tick(live, tick_ms);
        signals_tick(live, tick_ms);
        erasing_tick(live, tick_ms);
    }
    live_sleep_if_idle(live);
}

static void tick(void *context)
{
    struct whole *whole = context;
    struct hub *hub = &whole->hub;
    struct map_at at = {0};
    int64_t tick_ms = loop_tick_ms(hub->loop);
    if (tick_ms >= whole->people_due_ms) {
        whole->people_due_ms = tick_ms + PEOPLE_MS;
        people_tick(hub->fanout->people, tick_ms);
    }
    if (tick_ms >= whole->alive_due_ms && hub->stats.subscriptions > 0) {
        whole->alive_due_ms = tick_ms + ALIVE_MS;
        show_life(whole);
    }
    veils_tick(hub->veils);
    gate_tick(hub->rooms.gate, tick_ms);
    rounds_tick(whole->rounds, tick_ms);
    behind_look(whole->behind, tick_ms);
    alarms_look(whole->alarms, tick_ms);
    leaving_tick(whole->leaving, tick_ms);
    dropping_tick(whole->dropping, tick_ms);
    while (map_next(hub->rooms.awake, &at))
        tick_room(at.value, tick_ms);
}

struct broken_stats hub_broken(const struct hub *hub)
{
    int64_t past_ms = loop_tick_ms(hub->loop) - hub->life.broken_tick_ms;
    return (struct broken_stats){hub->life.broken, hub->life.broken > 0 && past_ms < BREAKS_MS};
}

bool hub_erases(const struct hub *hub)
{
    struct map_at at = {0};
    while (map_next(hub->rooms.awake, &at))
        if (live_is_awake(at.value) && erasing_waits(at.value))
            return true;
    return false;
}

struct hub_stats hub_stats(const struct hub *hub)
{
    struct hub_stats stats = hub->stats;
    stats.rooms = map_count(hub->rooms.awake);
    stats.fanout = hub->fanout->stats;
    stats.bells = bell_stats(hub->bell);
    stats.bus = bus_stats(hub->bus);
    return stats;
}

struct caused_stats hub_caused(const struct hub *hub)
{
    return hub->caused;
}
