/* SPDX-License-Identifier: Apache-2.0
 * Lists of ids are kept as the JSON that they came in. */
#include "features/listing_who.h"

#include <stdio.h>

#include "base/mem.h"
#include "core/gates.h"
#include "features/common_get.h"
#include "features/listing_stay.h"

struct listing_guest *listing_guest(const struct listing *listing, struct slice person)
{
    return listing->guests ? map_find(listing->guests, person) : NULL;
}

bool listing_invite(struct listing *listing, struct slice person, enum role role)
{
    if (!listing->guests)
        listing->guests = map_new(BOUND_MEMBERS);
    if (map_find(listing->guests, person))
        return false;
    struct listing_guest *guest = mem_new(sizeof *guest);
    *guest = (struct listing_guest){ANSWER_NONE, role};
    map_put(listing->guests, person, guest);
    return true;
}

void listing_uninvite(struct listing *listing, struct slice person)
{
    const struct listing_guest *guest = listing_guest(listing, person);
    if (guest && guest->answer != ANSWER_YES)
        mem_free(map_take(listing->guests, person));
}

struct listing_link *listing_link(struct listing *listing, struct slice key)
{
    for (size_t i = 0; i < listing->links_count; i++)
        if (slice_is(key, listing->links[i].key))
            return &listing->links[i];
    return NULL;
}

void listing_add_link(struct listing *listing, const struct entry *entry)
{
    const struct json *data = entry->data;
    struct slice country = common_get_text(data, "country");
    if (!listing->links)
        listing->links = mem_new(BOUND_ROOM_LINKS * sizeof *listing->links);
    struct listing_link *link = &listing->links[listing->links_count++];
    *link = (struct listing_link){.seq = entry->seq,
                                  .key = mem_text(common_get_text(data, "key")),
                                  .uses_max = common_get_int(data, "uses"),
                                  .until_ms = common_get_int(data, "until")};
    if (country.len == 2)
        memcpy(link->country, country.at, 2);
    if (common_has(data, "domain"))
        link->domain = mem_text(common_get_text(data, "domain"));
}

void listing_take_link(struct listing *listing, int64_t seq)
{
    size_t place = 0;
    while (place < listing->links_count && listing->links[place].seq != seq)
        place++;
    if (place == listing->links_count)
        return;
    listing_link_done(&listing->links[place]);
    memmove(&listing->links[place], &listing->links[place + 1],
            (--listing->links_count - place) * sizeof *listing->links);
}

bool listing_next(const char **at, struct slice *text)
{
    const char *from = strchr(*at, '"');
    const char *to = from ? strchr(from + 1, '"') : NULL;
    if (!to)
        return false;
    *text = (struct slice){from + 1, (size_t)(to - from - 1)};
    *at = to + 1;
    return true;
}

/* Ids and countries need no escapes, so that one stands there between its quotes. */
bool listing_has(const char *list, struct slice text)
{
    const char *at = list;
    while (text.len > 0 && (at = memmem(at, strlen(at), text.at, text.len))) {
        if (at[-1] == '"' && at[text.len] == '"')
            return true;
        at++;
    }
    return false;
}

void listing_add_host(struct listing *listing, struct slice person)
{
    size_t bytes = strlen(listing->hosts) + person.len + sizeof ",\"\"]";
    char *list = mem_new(bytes);
    int open = (int)strlen(listing->hosts) - 1; /* without its bracket */
    snprintf(list, bytes, "%.*s%s\"%.*s\"]", open, listing->hosts, open > 1 ? "," : "",
             (int)person.len, person.at);
    mem_free(listing->hosts);
    listing->hosts = list;
}

bool listing_fits_host(const struct listing *listing, const struct room *academy,
                       struct slice person)
{
    return !listing->asks || gates_holds(academy, person, slice_of(listing->asks));
}

bool listing_has_host(const struct listing *listing, const struct room *academy)
{
    const char *at = listing->hosts;
    struct slice host;
    while (listing_next(&at, &host)) {
        struct gate_person person;
        if (gates_person(academy, host, &person) && person.active &&
            listing_fits_host(listing, academy, host))
            return true;
    }
    return false;
}

bool listing_edits(const struct listing *listing, const struct scene *scene)
{
    return scene->role & (ROLE_ACADEMY_ORGANISER | ROLE_SYSTEM) ||
           slice_is(scene->person, listing->by) || listing_has(listing->hosts, scene->person);
}

static const struct listing_member *member_of(const struct listing *course, struct slice person)
{
    return course->members ? map_find(course->members, person) : NULL;
}

bool listing_has_come(const struct listing *course, struct slice person)
{
    const struct listing_member *member = member_of(course, person);
    return member && member->is_in;
}

bool listing_has_member(const struct listing *course, struct slice person)
{
    const struct listing_member *member = member_of(course, person);
    return member ? member->is_in : course->to == TO_ACADEMY && !course->registration.asks;
}

bool listing_by_course(const struct listing *webinar, struct slice person)
{
    return webinar->course && !webinar->held.is &&
           (listing_has_member(webinar->course, person) || listing_stay_admits(webinar, person));
}

bool listing_is_for(const struct listing *listing, const struct gate_person *person)
{
    if (listing->to != TO_SOME)
        return listing->to == TO_ACADEMY;
    return (!listing->countries || listing_has(listing->countries, slice_of(person->country))) &&
           (!listing->roles || listing->roles & person->roles);
}

bool listing_admits(const struct listing *listing, const struct scene *scene)
{
    struct gate_person person;
    if (listing->archived || !gates_person(scene->room, scene->person, &person) || !person.active)
        return false;
    return listing_is_for(listing, &person) || listing_by_course(listing, scene->person);
}

bool listing_shows(const struct listing *listing, const struct scene *scene)
{
    return listing_edits(listing, scene) || listing_guest(listing, scene->person) ||
           listing_has_come(listing, scene->person) || listing_admits(listing, scene);
}
