/* SPDX-License-Identifier: Apache-2.0
 * A map from person to a list; a person without connections is forgotten. */
#include "net/people.h"

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"

struct person {
    char *id;
    size_t id_bytes;
    size_t count;
    struct people_at *oldest, *newest;
};

struct people {
    struct map *persons;
};

struct people *people_new(size_t people_max)
{
    struct people *people = mem_new(sizeof *people);
    people->persons = map_new(people_max);
    return people;
}

void people_free(struct people **people)
{
    if (!*people)
        return;
    check(map_count((*people)->persons) == 0);
    map_free(&(*people)->persons, NULL);
    mem_free(*people);
    *people = NULL;
}

static struct person *person_get(struct people *people, struct slice id)
{
    struct person *person = map_find(people->persons, id);
    if (person)
        return person;
    check(!map_full(people->persons));
    person = mem_new(sizeof *person);
    person->id = mem_text(id);
    person->id_bytes = id.len;
    map_put(people->persons, id, person);
    return person;
}

struct people_at *people_join(struct people *people, struct slice id, struct people_at *at,
                              size_t connections_max)
{
    check(!at->person);
    struct person *person = person_get(people, id);
    *at = (struct people_at){.person = person, .older = person->newest};
    if (person->newest)
        person->newest->newer = at;
    else
        person->oldest = at;
    person->newest = at;
    return ++person->count > connections_max ? person->oldest : NULL;
}

static void person_forget(struct people *people, struct person *person)
{
    struct slice id = {person->id, person->id_bytes};
    check(map_take(people->persons, id) == person);
    mem_free(person->id);
    mem_free(person);
}

void people_leave(struct people *people, struct people_at *at)
{
    struct person *person = at->person;
    if (!person)
        return;
    *(at->older ? &at->older->newer : &person->oldest) = at->newer;
    *(at->newer ? &at->newer->older : &person->newest) = at->older;
    *at = (struct people_at){0};
    if (--person->count == 0)
        person_forget(people, person);
}

size_t people_count(const struct people *people)
{
    return map_count(people->persons);
}
