/* SPDX-License-Identifier: Apache-2.0
 * A map from person to a list; a person without connections is forgotten. */
#include "net/guests.h"

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"

struct person {
    struct guests_at *oldest, *newest;
    unsigned count, id_bytes;
    char id[];
};

struct guests {
    struct map *persons;
};

struct guests *guests_new(size_t guests_max)
{
    struct guests *guests = mem_new(sizeof *guests);
    guests->persons = map_new(guests_max);
    return guests;
}

void guests_free(struct guests **guests)
{
    if (!*guests)
        return;
    check(map_count((*guests)->persons) == 0);
    map_free(&(*guests)->persons, NULL);
    mem_free(*guests);
    *guests = NULL;
}

static struct person *person_get(struct guests *guests, struct slice id)
{
    struct person *person = map_find(guests->persons, id);
    if (person)
        return person;
    check(!map_full(guests->persons));
    person = mem_new(sizeof *person + id.len);
    person->id_bytes = (unsigned)id.len;
    memcpy(person->id, id.at, id.len);
    map_put(guests->persons, id, person);
    return person;
}

struct guests_at *guests_join(struct guests *guests, struct slice id, struct guests_at *at,
                              size_t connections_max)
{
    check(!at->person);
    struct person *person = person_get(guests, id);
    *at = (struct guests_at){.person = person, .older = person->newest};
    if (person->newest)
        person->newest->newer = at;
    else
        person->oldest = at;
    person->newest = at;
    return ++person->count > connections_max ? person->oldest : NULL;
}

static void person_forget(struct guests *guests, struct person *person)
{
    struct slice id = {person->id, person->id_bytes};
    check(map_take(guests->persons, id) == person);
    mem_free(person);
}

void guests_leave(struct guests *guests, struct guests_at *at)
{
    struct person *person = at->person;
    if (!person)
        return;
    *(at->older ? &at->older->newer : &person->oldest) = at->newer;
    *(at->newer ? &at->newer->older : &person->newest) = at->older;
    *at = (struct guests_at){0};
    if (--person->count == 0)
        person_forget(guests, person);
}

size_t guests_count(const struct guests *guests)
{
    return map_count(guests->persons);
}
