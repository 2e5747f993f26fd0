/* SPDX-License-Identifier: Apache-2.0
 * Whichever feature of the room knows it. */
#include "core/gates.h"

#include <stddef.h>

/* The first that knows what stands at that place of struct gate, which begins `offset` bytes into
 * it; NULL: none does. */
static const struct gate *find(const struct room *room, size_t offset, const void **state)
{
    const struct gate *gate;
    size_t place = 0;
    do
        gate = room_gate_next(room, &place, state);
    while (gate && !*(void *const *)((const char *)gate + offset));
    return gate;
}

bool gates_person(const struct room *room, struct slice id, struct gate_person *out)
{
    const void *state;
    *out = (struct gate_person){0};
    const struct gate *gate = find(room, offsetof(struct gate, person), &state);
    return gate ? gate->person(state, id, out) : false;
}

enum gate_standing gates_stands(const struct room *room, struct slice id)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, stands), &state);
    return gate ? gate->stands(state, id) : GATE_NOBODY;
}

void gates_people(const struct room *room, gate_all_fn *fn, void *context)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, people), &state);
    if (gate)
        gate->people(state, fn, context);
}

bool gates_way(const struct room *room, struct slice person, struct slice name,
               struct gate_way *out)
{
    const void *state;
    *out = (struct gate_way){.role = ROLE_NONE};
    const struct gate *gate = find(room, offsetof(struct gate, way), &state);
    return gate ? gate->way(state, room, person, name, out) : false;
}

struct slice gates_mail(const struct room *room, struct slice address)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, mail), &state);
    return gate ? gate->mail(state, address) : (struct slice){NULL, 0};
}

bool gates_guarded(const struct room *room)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, guarded), &state);
    return gate ? gate->guarded(state) : false;
}

bool gates_coordinates(const struct room *room, struct slice person, struct slice country)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, coordinates), &state);
    return gate ? gate->coordinates(state, person, country) : false;
}

void gates_coordinators(const struct room *room, struct slice country, gate_each_fn *each,
                        void *context)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, coordinators), &state);
    if (gate)
        gate->coordinators(state, country, each, context);
}

bool gates_wants(const struct room *room, int64_t after, struct gate_want *out)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, wants), &state);
    return gate ? gate->wants(state, after, out) : false;
}

bool gates_leaves(const struct room *room, struct gate_leaving *out)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, leaves), &state);
    return gate ? gate->leaves(state, out) : false;
}

void gates_waits(const struct room *room, gate_waits_fn *fn, void *context)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, waits), &state);
    if (gate)
        gate->waits(state, fn, context);
}

struct slice gates_linked(const struct room *room, struct slice identity)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, linked), &state);
    return gate ? gate->linked(state, identity) : (struct slice){NULL, 0};
}

enum gate_request gates_request(const struct room *room, struct slice id)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, request), &state);
    return gate ? gate->request(state, id) : GATE_REQUEST_NONE;
}

void gates_sessions(const struct room *room, const int64_t span_ms[2], gate_session_fn *fn,
                    void *context)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, sessions), &state);
    if (gate)
        gate->sessions(state, span_ms, fn, context);
}

void gates_lapses(const struct room *room, int64_t now_ms, lapse_fn *fn, void *context)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, lapses), &state);
    if (gate)
        gate->lapses(state, now_ms, fn, context);
}

void gates_decided(const struct room *room, decided_fn *fn, void *context)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, decided), &state);
    if (gate)
        gate->decided(state, fn, context);
}

void gates_registered(const struct room *room, struct slice name, gate_room_fn *fn, void *context)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, registered), &state);
    if (gate)
        gate->registered(state, name, fn, context);
}

int64_t gates_asked(const struct room *room, struct slice id)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, asked), &state);
    return gate ? gate->asked(state, id) : 0;
}

bool gates_accepted(const struct room *room, struct slice person)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, accepted), &state);
    return gate ? gate->accepted(state, person) : true;
}

bool gates_holds(const struct room *room, struct slice person, struct slice kind)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, holds), &state);
    return gate ? gate->holds(state, person, kind) : false;
}

void gates_hosted(const struct room *room, const struct gate_asked *asked, gate_room_fn *fn,
                  void *context)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, hosted), &state);
    if (gate)
        gate->hosted(state, asked, fn, context);
}

void gates_site(const struct room *room, struct gate_site *out)
{
    const void *state;
    *out = (struct gate_site){0};
    const struct gate *gate = find(room, offsetof(struct gate, site), &state);
    if (gate)
        gate->site(state, out);
}

void gates_tasks(const struct room *room, int64_t now_ms, struct writer *out)
{
    const void *state;
    const struct gate *gate;
    size_t place = 0;
    while ((gate = room_gate_next(room, &place, &state)))
        if (gate->tasks)
            gate->tasks(state, room, now_ms, out);
}

bool gates_ended(const struct room *room, struct slice login)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, ended), &state);
    return gate ? gate->ended(state, login) : false;
}

bool gates_drops(const struct room *room, struct slice name)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, drops), &state);
    return gate ? gate->drops(state, name) : false;
}

bool gates_drop_next(const struct room *room, struct gate_drop *out)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, drop_next), &state);
    return gate ? gate->drop_next(state, out) : false;
}

void gates_drop_guests(const struct room *room, struct slice name, gate_room_fn *fn, void *context)
{
    const void *state;
    const struct gate *gate = find(room, offsetof(struct gate, drop_guests), &state);
    if (gate)
        gate->drop_guests(state, name, fn, context);
}
