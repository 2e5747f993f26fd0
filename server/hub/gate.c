/* SPDX-License-Identifier: Apache-2.0
 * The academy's room is in use from the start to the end. One that could not be read is let go of
 * and asked for again. */
#include "hub/gate.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/gates.h"
#include "fanout/people.h"
#include "hub/live.h"

struct gate_keeper {
    struct hub *hub;
    struct live *live; /* in use; NULL: to be asked for */
    bool stopped;
    int64_t away_since_ms; /* tick; 0: the journal is there */
    int64_t away_ms;       /* bounds it */
    gate_moved_fn *moved;  /* NULL: nobody listens */
    void *context;
    loop_fn *known; /* NULL: nobody waits */
    void *known_context;
};

static void awake(struct live *live, enum err error, void *context);

static void tell(struct gate_keeper *gate, const struct moved *moved)
{
    if (gate->moved)
        gate->moved(gate->context, moved);
}

static void tell_all(struct gate_keeper *gate)
{
    const struct moved moved = {.all = true};
    tell(gate, &moved);
}

static void reach(struct gate_keeper *gate)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    int64_t retry_ms = 0;
    struct live *live = NULL;
    if (live_reach(gate->hub, &system, slice_of(gate->hub->options.academy), &live, &retry_ms))
        return;
    gate->live = live;
    live_use(live);
    live_wait(live, awake, gate);
}

static const struct room *room_of(const struct gate_keeper *gate)
{
    return gate->live && live_is_awake(gate->live) ? live_room(gate->live) : NULL;
}

static void call_known(struct gate_keeper *gate)
{
    loop_fn *known = gate->known;
    if (!known || !room_of(gate))
        return;
    gate->known = NULL;
    loop_later(gate->hub->loop, known, gate->known_context);
}

/* A room that is broken is freed once nobody uses it. */
static void awake(struct live *live, enum err error, void *context)
{
    struct gate_keeper *gate = context;
    if (error && gate->live == live) {
        gate->live = NULL;
        live_unuse(live);
    } else if (!error) {
        tell_all(gate);
        call_known(gate);
    }
}

struct gate_keeper *gate_new(struct hub *hub)
{
    if (!hub->options.academy)
        return NULL;
    struct gate_keeper *gate = mem_new(sizeof *gate);
    gate->hub = hub;
    gate->away_ms =
        hub->options.away_ms ? hub->options.away_ms : BOUND_GATE_AWAY_SECONDS * INT64_C(1000);
    return gate;
}

void gate_stop(struct gate_keeper *gate)
{
    if (!gate)
        return;
    gate->stopped = true;
    if (gate->live)
        live_unuse(gate->live);
    gate->live = NULL;
}

void gate_free(struct gate_keeper **gate)
{
    mem_free(*gate);
    *gate = NULL;
}

void gate_tick(struct gate_keeper *gate, int64_t tick_ms)
{
    if (!gate)
        return;
    if (!gate->live && !gate->stopped)
        reach(gate);
    if (!journal_away(gate->hub->journal))
        gate->away_since_ms = 0;
    else if (gate->away_since_ms == 0)
        gate->away_since_ms = tick_ms;
}

void gate_applied(struct gate_keeper *gate, struct live *live, const struct entry *entry)
{
    struct moved moved = {0};
    if (gate_keeps(gate, live) && live_is_awake(live) && room_moved(live_room(live), entry, &moved))
        tell(gate, &moved);
}

bool gate_keeps(const struct gate_keeper *gate, const struct live *live)
{
    return gate && gate->live == live;
}

/* ---- asking ------------------------------------------------------------------------------------
 */

static bool is_away(const struct gate_keeper *gate)
{
    return gate->away_since_ms > 0 &&
           loop_tick_ms(gate->hub->loop) - gate->away_since_ms >= gate->away_ms;
}

static enum err ask(const struct hub *hub, const struct room *room, struct slice person)
{
    enum gate_standing stands = gates_stands(room, person);
    if (stands == GATE_INACTIVE)
        return ERR_SUSPENDED;
    bool asked_for = hub->options.academy_members && gates_guarded(room);
    return stands == GATE_ACTIVE || !asked_for ? ERR_NONE : ERR_NOT_MEMBER;
}

enum err gate_ask(const struct hub *hub, struct slice person, struct gate_person *out)
{
    const struct gate_keeper *gate = hub->rooms.gate;
    const struct room *room = gate ? room_of(gate) : NULL;
    if (out)
        *out = (struct gate_person){0};
    if (!gate || slice_equal(person, ENTRY_SYSTEM))
        return ERR_NONE;
    if (!room || is_away(gate))
        return ERR_JOURNAL_AWAY;
    if (out)
        (void)gates_person(room, person, out);
    return ask(hub, room, person);
}

static const struct room *known_room(const struct hub *hub)
{
    return hub->rooms.gate ? room_of(hub->rooms.gate) : NULL;
}

enum err gate_allows(const struct hub *hub, struct slice person)
{
    const struct room *room = known_room(hub);
    if (!room || slice_equal(person, ENTRY_SYSTEM))
        return ERR_NONE;
    return ask(hub, room, person);
}

/* Whether rooms of that kind are entered: others one has to be in before. */
static bool is_entered(const struct kind *kind)
{
    return !kind->academy && kind->naming == NAMED_BY_MEMBERS;
}

/* Here, or at another instance; a link that was lost for a moment is no going. */
static bool is_inside(struct live *live, struct slice person)
{
    return attendees_find(live_attendees(live), person) ||
           room_is_present(live_room(live), (struct slice){NULL, 0}, person);
}

/* A guest whose end may have come, of which the room has not heard yet: it does within a tick. */
static bool may_have_ended(struct live *live, struct slice person)
{
    const struct room *room = live_room(live);
    return rings_visiting(room_rings(room, person)) && room_due_ms(room) <= live_now_ms(live);
}

/* Whether the code of conduct is theirs to accept before they enter rooms of that kind. */
static bool asks_conduct(const struct hub *hub, const struct room *academy, struct live *live,
                         struct slice person)
{
    return hub->options.academy_members && gates_guarded(academy) &&
           !slice_equal(person, ENTRY_SYSTEM) && is_entered(room_kind(live_room(live)));
}

enum err gate_enters(const struct hub *hub, struct live *live, struct slice person,
                     struct person *record)
{
    const struct room *academy = known_room(hub);
    bool known = academy && record && record->let_in == room_seq(academy);
    enum err error = known ? ERR_NONE : gate_allows(hub, person);
    if (!error && may_have_ended(live, person))
        return ERR_JOURNAL_AWAY;
    if (!error && academy && gates_drops(academy, room_name(live_room(live))))
        return ERR_ROOM_DROPPED;
    if (error || known || !academy)
        return error;
    bool accepted = gates_accepted(academy, person);
    if (accepted && record)
        record->let_in = room_seq(academy);
    return accepted || !asks_conduct(hub, academy, live, person) || is_inside(live, person)
               ? ERR_NONE
               : ERR_CONDUCT_ASKED;
}

bool gate_catch_up(const struct hub *hub, live_fn *fn, void *context)
{
    struct gate_keeper *gate = hub->rooms.gate;
    if (!gate || !room_of(gate) || !live_has_neighbours(gate->live))
        return false;
    live_catch_up(gate->live, fn, context);
    return true;
}

struct slice gate_mail(const struct hub *hub, struct slice address)
{
    const struct room *room = known_room(hub);
    return room ? gates_mail(room, address) : (struct slice){NULL, 0};
}

struct slice gate_linked(const struct hub *hub, struct slice identity)
{
    const struct room *room = known_room(hub);
    return room ? gates_linked(room, identity) : (struct slice){NULL, 0};
}

void gate_waits(const struct hub *hub, gate_waits_fn *fn, void *context)
{
    const struct room *room = known_room(hub);
    if (room)
        gates_waits(room, fn, context);
}

void gate_sessions(const struct hub *hub, const int64_t span_ms[2], gate_session_fn *fn,
                   void *context)
{
    const struct room *room = known_room(hub);
    if (room)
        gates_sessions(room, span_ms, fn, context);
}

void gate_lapses(const struct hub *hub, int64_t now_ms, lapse_fn *fn, void *context)
{
    const struct room *room = known_room(hub);
    if (room)
        gates_lapses(room, now_ms, fn, context);
}

void gate_decided(const struct hub *hub, decided_fn *fn, void *context)
{
    const struct room *room = known_room(hub);
    if (room)
        gates_decided(room, fn, context);
}

void gate_registered(const struct hub *hub, struct slice room, gate_room_fn *fn, void *context)
{
    const struct room *academy = known_room(hub);
    if (academy)
        gates_registered(academy, room, fn, context);
}

enum gate_request gate_request(const struct hub *hub, struct slice id)
{
    const struct room *room = known_room(hub);
    return room ? gates_request(room, id) : GATE_REQUEST_NONE;
}

bool gate_guarded(const struct hub *hub)
{
    const struct room *room = known_room(hub);
    return room && gates_guarded(room);
}

bool gate_ended(const struct hub *hub, struct slice login)
{
    const struct room *room = known_room(hub);
    return room && gates_ended(room, login);
}

void gate_site(const struct hub *hub, struct gate_site *out)
{
    const struct room *room = known_room(hub);
    *out = (struct gate_site){0};
    if (room)
        gates_site(room, out);
}

void gate_coordinators(const struct hub *hub, struct slice country, gate_each_fn *each,
                       void *context)
{
    const struct room *room = known_room(hub);
    if (room)
        gates_coordinators(room, country, each, context);
}

bool gate_wants(const struct hub *hub, int64_t after, struct gate_want *out)
{
    const struct room *room = known_room(hub);
    return room && gates_wants(room, after, out);
}

bool gate_leaves(const struct hub *hub, struct gate_leaving *out)
{
    const struct room *room = known_room(hub);
    return room && gates_leaves(room, out);
}

bool gate_drop_next(const struct hub *hub, struct gate_drop *out)
{
    const struct room *room = known_room(hub);
    return room && gates_drop_next(room, out);
}

void gate_drop_guests(const struct hub *hub, struct slice room, gate_room_fn *fn, void *context)
{
    const struct room *academy = known_room(hub);
    if (academy)
        gates_drop_guests(academy, room, fn, context);
}

void gate_listen(struct hub *hub, gate_moved_fn *moved, void *context)
{
    if (!hub->rooms.gate)
        return;
    hub->rooms.gate->moved = moved;
    hub->rooms.gate->context = context;
}

void gate_when_known(struct hub *hub, loop_fn *fn, void *context)
{
    if (!hub->rooms.gate) {
        loop_later(hub->loop, fn, context);
        return;
    }
    hub->rooms.gate->known = fn;
    hub->rooms.gate->known_context = context;
    call_known(hub->rooms.gate);
}
