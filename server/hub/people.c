/* SPDX-License-Identifier: Apache-2.0
 * Who is in a room here, and the presence entries the hub writes on their behalf. */
#include "base/bounds.h"
#include "base/mem.h"
#include "hub/live.h"

struct attendee *people_find(const struct live *live, struct slice person)
{
    return map_find(live->people, person);
}

static struct attendee *attend(struct live *live, struct slice person)
{
    struct attendee *attendee = map_find(live->people, person);
    if (attendee || map_full(live->people))
        return attendee;
    attendee = mem_new(sizeof *attendee + person.len);
    memcpy(attendee + 1, person.at, person.len);
    attendee->id = (struct slice){(const char *)(attendee + 1), person.len};
    map_put(live->people, person, attendee);
    return attendee;
}

/* A presence entry on its way; the attendee may be gone when it is decided, so it goes by name. */
struct presence {
    struct live *live;
    char person[BOUND_ID_BYTES + 1];
};

static void presence_done(void *context, const struct hub_answer *answer);

static void append_presence(struct live *live, struct slice type, const struct actor *actor)
{
    struct presence *presence = mem_new(sizeof *presence);
    char op[OP_BYTES];
    command_op(live->hub, op);
    presence->live = live;
    memcpy(presence->person, actor->id.at, actor->id.len);
    struct entry entry = {.type = type,
                          .by = slice_of(presence->person),
                          .name = actor->name,
                          .op = slice_of(op),
                          .text = SLICE("{}")};
    command_own(live, &entry, presence_done, presence);
}

/* Who is here and not counted so joins. */
static void welcome(struct live *live, struct attendee *attendee)
{
    if (!attendee->first || attendee->joining || !room_keeps_presence(live->room) ||
        room_is_present(live->room, attendee->id))
        return;
    attendee->joining = true;
    append_presence(live, SLICE("presence.join"), &attendee->first->outlet->actor);
}

/* A person may have come back while their leave was on its way: then they join again. */
static void presence_done(void *context, const struct hub_answer *answer)
{
    struct presence *presence = context;
    struct attendee *attendee = people_find(presence->live, slice_of(presence->person));
    if (attendee) {
        attendee->joining = false;
        attendee->owed = answer->error == ERR_JOURNAL_AWAY;
        if (!answer->error)
            welcome(presence->live, attendee);
    }
    mem_free(presence);
}

void people_join(struct live *live, struct subscription *subscription)
{
    const struct actor *actor = &subscription->outlet->actor;
    live->subscriptions_count++;
    struct attendee *attendee = attend(live, actor->id);
    if (!attendee)
        return;
    subscription->attendee = attendee;
    subscription->next_of_attendee = attendee->first;
    attendee->first = subscription;
    attendee->gone_tick_ms = 0;
    welcome(live, attendee);
}

void people_part(struct live *live, struct subscription *subscription)
{
    struct attendee *attendee = subscription->attendee;
    live->subscriptions_count--;
    if (!attendee)
        return;
    struct subscription **at = &attendee->first;
    while (*at != subscription)
        at = &(*at)->next_of_attendee;
    *at = subscription->next_of_attendee;
    subscription->attendee = NULL;
    if (!attendee->first)
        attendee->gone_tick_ms = loop_tick_ms(live->hub->loop);
}

static void expect(void *context, struct slice person)
{
    struct live *live = context;
    struct attendee *attendee = attend(live, person);
    if (attendee)
        attendee->gone_tick_ms = loop_tick_ms(live->hub->loop);
}

void people_expect(struct live *live)
{
    room_present_each(live->room, expect, live);
}

void people_tick(struct live *live, int64_t tick_ms)
{
    /* Once a second is fine enough for a grace of many. */
    if (tick_ms / 250 % 4 != 0)
        return;
    struct map_at at = {0};
    while (map_next(live->people, &at)) {
        struct attendee *attendee = at.value;
        if (attendee->owed)
            welcome(live, attendee);
        if (attendee->first || attendee->joining ||
            tick_ms - attendee->gone_tick_ms < live->hub->options.grace_ms)
            continue;
        if (room_is_present(live->room, attendee->id)) {
            struct actor actor = {attendee->id, {NULL, 0}};
            append_presence(live, SLICE("presence.leave"), &actor);
            attendee->joining = true;
        } else {
            mem_free(map_take(live->people, at.key));
        }
    }
}
