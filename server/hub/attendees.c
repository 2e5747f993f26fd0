/* SPDX-License-Identifier: Apache-2.0
 * A map of people, each with a list of subscriptions. */
#include "hub/attendees.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "hub/aliases.h"

void attendees_init(struct attendees *attendees)
{
    *attendees = (struct attendees){
        .people = map_new_keyed(BOUND_MEMBERS, MAP_KEY_SLICE, offsetof(struct attendee, id)),
        .aliases = aliases_new()};
}

void attendees_done(struct attendees *attendees)
{
    map_free(&attendees->people, mem_free);
    aliases_free(&attendees->aliases);
}

struct attendee *attendees_find(const struct attendees *attendees, struct slice person)
{
    return map_find(attendees->people, person);
}

struct attendee *attendees_get(struct attendees *attendees, struct slice person)
{
    struct attendee *attendee = map_find(attendees->people, person);
    if (attendee || map_full(attendees->people))
        return attendee;
    attendee = mem_new(sizeof *attendee + person.len);
    memcpy(attendee + 1, person.at, person.len);
    attendee->id = (struct slice){(const char *)(attendee + 1), person.len};
    map_put(attendees->people, person, attendee);
    aliases_add(attendees->aliases, person);
    return attendee;
}

void attendees_forget(struct attendees *attendees, struct attendee *attendee)
{
    mem_free(map_take(attendees->people, attendee->id));
}

void attendees_add(struct attendees *attendees, struct subscription *subscription)
{
    attendees->subscriptions_count++;
    struct attendee *attendee =
        attendees_get(attendees, subscription->follower.subscriber->actor.id);
    if (!attendee)
        return;
    subscription->attendee = attendee;
    subscription->next_of_attendee = attendee->first;
    attendee->first = subscription;
}

void attendees_take(struct attendees *attendees, struct subscription *subscription)
{
    struct attendee *attendee = subscription->attendee;
    attendees->subscriptions_count--;
    if (!attendee)
        return;
    struct subscription **at = &attendee->first;
    while (*at != subscription)
        at = &(*at)->next_of_attendee;
    *at = subscription->next_of_attendee;
    subscription->attendee = NULL;
}
