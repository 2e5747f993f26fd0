/* SPDX-License-Identifier: Apache-2.0
 * hands in -> numbered -> applied -> pending -> durable -> the cursor. */
#include "hub/effects.h"

#include "base/check.h"
#include "base/log.h"
#include "base/mem.h"
#include "core/effect.h"
#include "hub/alarms.h"
#include "hub/caused.h"
#include "hub/cursor.h"

enum {
    OTHERS_MS = 3000, /* when what another instance should have done is done here */
    AGAIN_MS = 1000,  /* when a failed try is repeated */
};

/* An effect that is not known to be durable. */
struct pending_effect {
    struct live *live;
    struct entry *entry; /* held */
    int64_t seq;         /* what caused it */
    int64_t due_ms;      /* when it is tried, by the loop's tick */
    bool own;            /* of an entry of ours */
    bool trying;
    struct pending_effect *next;
};

/* An entry of ours that is numbered and not yet applied. */
struct own_entry {
    int64_t seq;
    struct own_entry *next;
};

/* What the instance knows of the mark. */
enum standing {
    STANDING_UNKNOWN,
    STANDING_LEVEL,  /* it was at the head when the room woke: what came since is in our hands */
    STANDING_BEHIND, /* something from before is not done: the mark is not ours to raise */
};

struct effects {
    bool rows; /* some row of the room has effects */
    enum standing standing;
    struct journal_ticket *asking; /* for the mark */
    bool begun;                    /* an entry was handed in */
    int64_t woken_seq;
    int64_t own_seq; /* the last entry of ours */
    int64_t raised;  /* how far we have raised the mark, or seen it */
    int64_t raise_due_ms;
    struct own_entry *own, **own_end;
    struct pending_effect *pending, **pending_end; /* rising seq */
    struct waiters settling;                       /* for effects of entries of ours */
    struct timer *patience;                        /* when these wait no longer; or NULL */
};

static struct effects *effects_of(struct live *live)
{
    return live_parts(live)->effects;
}

void effects_awake(struct live *live)
{
    struct causes causes = effect_causes(room_kind(live_room(live)));
    if (!causes.effects && !causes.deadlines)
        return;
    struct effects *effects = mem_new(sizeof *effects);
    effects->rows = causes.effects;
    effects->woken_seq = room_seq(live_room(live));
    effects->standing = effects->woken_seq == 0 ? STANDING_LEVEL : STANDING_UNKNOWN;
    effects->raise_due_ms = loop_tick_ms(live_hub(live)->loop) + EFFECTS_RAISE_MS;
    effects->own_end = &effects->own;
    effects->pending_end = &effects->pending;
    live_parts(live)->effects = effects;
}

/* ---- entries -----------------------------------------------------------------------------------
 */

static void ask_mark(struct live *live);

void effects_hands_in(struct live *live)
{
    struct effects *effects = effects_of(live);
    if (!effects || effects->begun)
        return;
    effects->begun = true;
    if (effects->woken_seq == 0)
        cursor_begin(live_hub(live), room_name(live_room(live)));
    else
        ask_mark(live);
}

void effects_numbered(struct live *live, int64_t seq)
{
    struct effects *effects = effects_of(live);
    if (!effects)
        return;
    effects->own_seq = seq;
    if (!effects->rows)
        return;
    struct own_entry *own = mem_new(sizeof *own);
    own->seq = seq;
    *effects->own_end = own;
    effects->own_end = &own->next;
}

/* Whether the entry is one of ours; forgets it and those before it, which were void. */
static bool own_take(struct effects *effects, int64_t seq)
{
    bool found = false;
    while (effects->own && effects->own->seq <= seq) {
        struct own_entry *own = effects->own;
        found = own->seq == seq;
        effects->own = own->next;
        if (!effects->own)
            effects->own_end = &effects->own;
        mem_free(own);
    }
    return found;
}

static void try_effect(struct pending_effect *pending);

/* What effect_ask is told. */
struct asked {
    struct live *live;
    int64_t seq;
    bool own;
};

/* Whether an earlier one for the same room is not durable yet: what goes to a room keeps its order,
 * for a room is made before it has members. */
static bool waits_behind(const struct effects *effects, const struct pending_effect *pending)
{
    const struct pending_effect *at = effects->pending;
    while (at != pending && !slice_equal(at->entry->room, pending->entry->room))
        at = at->next;
    return at != pending;
}

/* Nor does anything leave before what an instance that died has left undone: that is made up
 * for first (hub/behind.c), and the mark says so. */
static bool may_leave(const struct effects *effects, const struct pending_effect *pending)
{
    return effects->standing == STANDING_LEVEL && !waits_behind(effects, pending);
}

static void take(void *context, const struct effect *effect)
{
    const struct asked *asked = context;
    struct effects *effects = effects_of(asked->live);
    const struct hub *hub = live_hub(asked->live);
    struct slice room = room_name(live_room(asked->live));
    struct entry *entry = caused_entry(hub, room, asked->seq, effect);
    if (!entry)
        return;
    struct pending_effect *pending = mem_new(sizeof *pending);
    pending->live = asked->live;
    pending->entry = entry;
    pending->seq = asked->seq;
    pending->own = asked->own;
    pending->due_ms = loop_tick_ms(hub->loop) + (asked->own ? 0 : OTHERS_MS);
    *effects->pending_end = pending;
    effects->pending_end = &pending->next;
    if (asked->own && may_leave(effects, pending))
        try_effect(pending);
}

void effects_applied(struct live *live, const struct entry *entry)
{
    const struct effects *effects = effects_of(live);
    if (!effects || !effects->rows)
        return;
    struct asked asked = {live, entry->seq, own_take(effects_of(live), entry->seq)};
    struct emitter emitter = {.take = take, .context = &asked};
    effect_ask(live_room(live), entry, &emitter);
    if (emitter.cut)
        log_line(LOG_WARN, "an entry has more effects than there may be",
                 "room=%.*s seq=%lld type=%.*s", (int)entry->room.len, entry->room.at,
                 (long long)entry->seq, (int)entry->type.len, entry->type.at);
}

void effects_refused(struct live *live, const struct entry *entry, enum err error)
{
    if (!caused_is(entry))
        return;
    live_hub(live)->caused.voids++;
    log_line(LOG_WARN, "an effect was refused in its turn", "room=%.*s seq=%lld type=%.*s error=%s",
             (int)entry->room.len, entry->room.at, (long long)entry->seq, (int)entry->type.len,
             entry->type.at, error_name(error));
}

/* ---- effects -----------------------------------------------------------------------------------
 */

static void unlink_pending(struct effects *effects, struct pending_effect *pending)
{
    struct pending_effect **at = &effects->pending;
    while (*at != pending)
        at = &(*at)->next;
    *at = pending->next;
    if (!*at)
        effects->pending_end = at;
}

static void free_pending(struct pending_effect *pending)
{
    entry_unref(&pending->entry);
    mem_free(pending);
}

/* The next one for the room of `done`, which is durable. */
static void try_next(struct effects *effects, const struct pending_effect *done)
{
    int64_t tick_ms = loop_tick_ms(live_hub(done->live)->loop);
    struct pending_effect *at = effects->pending;
    while (at && !slice_equal(at->entry->room, done->entry->room))
        at = at->next;
    if (at && !at->trying && tick_ms >= at->due_ms)
        try_effect(at);
}

/* All that entries of ours up to here cause is durable. */
static int64_t own_upto(const struct effects *effects)
{
    const struct pending_effect *at = effects->pending;
    while (at && !at->own)
        at = at->next;
    return at ? at->seq - 1 : INT64_MAX;
}

static void settle(struct live *live)
{
    struct effects *effects = effects_of(live);
    waiters_wake_upto(&effects->settling, live, own_upto(effects));
    if (effects->settling.count == 0)
        timer_close(&effects->patience);
}

static void tried(void *context, enum err error)
{
    struct pending_effect *pending = context;
    struct live *live = pending->live;
    pending->trying = false;
    pending->due_ms = loop_tick_ms(live_hub(live)->loop) + AGAIN_MS;
    if (!error) {
        unlink_pending(effects_of(live), pending);
        try_next(effects_of(live), pending);
        free_pending(pending);
        settle(live);
    }
    live_unuse(live);
}

static void try_effect(struct pending_effect *pending)
{
    pending->trying = true;
    live_use(pending->live);
    caused_append(live_hub(pending->live), pending->entry, tried, pending);
}

static void patience_ends(void *context)
{
    effects_give_up(context);
}

void effects_settled(struct live *live, int64_t seq, live_fn *fn, void *context)
{
    struct effects *effects = effects_of(live);
    if (!effects || own_upto(effects) >= seq) {
        fn(live, ERR_NONE, context);
        return;
    }
    if (!effects->patience)
        effects->patience =
            loop_after(live_hub(live)->loop, EFFECTS_SETTLE_MS, patience_ends, live);
    waiters_add(&effects->settling, seq, fn, context);
}

void effects_give_up(struct live *live)
{
    struct effects *effects = effects_of(live);
    if (!effects)
        return;
    timer_close(&effects->patience);
    waiters_wake(&effects->settling, live, ERR_NONE);
}

bool effects_wait(struct live *live)
{
    const struct effects *effects = effects_of(live);
    return effects && effects->pending;
}

/* ---- the cursor --------------------------------------------------------------------------------
 */

/* All that entries up to here cause is durable. */
static int64_t done_upto(struct live *live)
{
    const struct pending_effect *first = effects_of(live)->pending;
    return first ? first->seq - 1 : room_seq(live_room(live));
}

static void raise_cursor(struct live *live)
{
    struct effects *effects = effects_of(live);
    int64_t upto = done_upto(live);
    alarms_note(live);
    if (upto <= effects->raised)
        return;
    effects->raised = upto;
    cursor_raise(live_hub(live), room_name(live_room(live)), upto);
}

static void try_due(struct effects *effects, int64_t tick_ms)
{
    for (struct pending_effect *at = effects->pending; at; at = at->next)
        if (!at->trying && tick_ms >= at->due_ms && may_leave(effects, at))
            try_effect(at);
}

static void mark_came(void *context, enum err error, int64_t mark)
{
    struct live *live = context;
    struct effects *effects = effects_of(live);
    effects->asking = NULL;
    if (error)
        return;
    if (mark == 0)
        cursor_raise(live_hub(live), room_name(live_room(live)), effects->woken_seq);
    bool level = mark == 0 || mark >= effects->woken_seq;
    effects->standing = level ? STANDING_LEVEL : STANDING_BEHIND;
    effects->raised = mark == 0 ? effects->woken_seq : mark;
    try_due(effects, loop_tick_ms(live_hub(live)->loop));
}

static void ask_mark(struct live *live)
{
    struct effects *effects = effects_of(live);
    if (!effects->asking)
        effects->asking = cursor_ask(live_hub(live), room_name(live_room(live)), mark_came, live);
}

/* Somebody may have done meanwhile what was not done when the room woke. */
static void raise_due(struct live *live)
{
    struct effects *effects = effects_of(live);
    if (effects->own_seq > effects->raised && effects->standing == STANDING_LEVEL)
        raise_cursor(live);
    else if ((effects->own_seq > 0 || effects->pending) && effects->standing != STANDING_LEVEL)
        ask_mark(live);
    alarms_tick(live);
}

void effects_tick(struct live *live, int64_t tick_ms)
{
    struct effects *effects = effects_of(live);
    if (!effects)
        return;
    if (effects->pending && effects->standing == STANDING_UNKNOWN)
        ask_mark(live);
    try_due(effects, tick_ms);
    if (tick_ms < effects->raise_due_ms)
        return;
    effects->raise_due_ms = tick_ms + EFFECTS_RAISE_MS;
    raise_due(live);
}

bool effects_settle(struct live *live)
{
    const struct effects *effects = effects_of(live);
    if (!effects || effects->standing != STANDING_LEVEL)
        return false;
    raise_cursor(live);
    return true;
}

void effects_leave(struct live *live)
{
    const struct effects *effects = effects_of(live);
    if (effects && effects->standing == STANDING_LEVEL && effects->own_seq > effects->raised)
        raise_cursor(live);
}

void effects_end(struct live *live)
{
    struct effects *effects = effects_of(live);
    if (!effects)
        return;
    check(effects->settling.count == 0 && !effects->patience);
    journal_drop(&effects->asking);
    own_take(effects, INT64_MAX);
    while (effects->pending) {
        struct pending_effect *pending = effects->pending;
        check(!pending->trying);
        effects->pending = pending->next;
        free_pending(pending);
    }
    mem_free(effects);
    live_parts(live)->effects = NULL;
}
