/* SPDX-License-Identifier: Apache-2.0
 * Nothing is looked through while everybody is held. */
#include "fanout/people.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"

enum { LOOKS = 8192 /* in one tick: less than a millisecond */ };

struct people {
    struct map *all;  /* id -> person, owned */
    struct map_at at; /* where the next look begins */
    size_t unheld;    /* of all */
    size_t pending_bytes;
};

struct people *people_new(size_t people_max)
{
    struct people *people = mem_new(sizeof *people);
    people->all = map_new_keyed(people_max, MAP_KEY_INSIDE, offsetof(struct person, id));
    return people;
}

void people_free(struct people **people)
{
    map_free(&(*people)->all, mem_free);
    mem_free(*people);
    *people = NULL;
}

struct person *people_hold(struct people *people, struct slice id, int64_t tick_ms)
{
    struct person *person = map_find(people->all, id);
    if (!person && map_full(people->all))
        return NULL;
    if (!person) {
        person = mem_new(sizeof *person + id.len + 1);
        memcpy(person->id, id.at, id.len);
        budget_init(&person->budget, tick_ms);
        map_put(people->all, id, person);
    } else if (person->holds == 0) {
        people->unheld--;
    }
    person->holds++;
    return person;
}

struct person *people_find(const struct people *people, struct slice id)
{
    return map_find(people->all, id);
}

struct person *people_hold_again(struct person *person)
{
    if (person)
        person->holds++;
    return person;
}

void people_release(struct people *people, struct person **person)
{
    struct person *old = *person;
    *person = NULL;
    if (!old)
        return;
    check(old->holds > 0);
    if (--old->holds == 0)
        people->unheld++;
}

void people_wait(struct people *people, struct person *person, size_t before, size_t now)
{
    check(people->pending_bytes + now >= before && person->pending_bytes + now >= before);
    people->pending_bytes = people->pending_bytes + now - before;
    person->pending_bytes = (uint32_t)(person->pending_bytes + now - before);
}

bool people_wait_too_much(const struct people *people, const struct person *person)
{
    return people->pending_bytes > BOUND_PENDING_BYTES ||
           (person && person->pending_bytes > BOUND_PENDING_PERSON_BYTES);
}

void people_tick(struct people *people, int64_t tick_ms)
{
    for (size_t looks = 0; people->unheld > 0 && looks < LOOKS; looks++) {
        if (!map_next(people->all, &people->at)) {
            people->at = (struct map_at){0};
            return;
        }
        struct person *person = people->at.value;
        if (person->holds > 0 || !budget_is_whole(&person->budget, tick_ms))
            continue;
        people->unheld--;
        mem_free(map_take(people->all, people->at.key));
    }
}

size_t people_count(const struct people *people)
{
    return map_count(people->all);
}

size_t people_waiting(const struct people *people)
{
    return people->pending_bytes;
}
