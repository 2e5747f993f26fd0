/* SPDX-License-Identifier: Apache-2.0
 * Short rising lists. */
#include "features/forum_votes.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"

/* Of one person; the seqs rise. */
struct given {
    int64_t *posts; /* owned */
    size_t count, capacity;
};

struct votes {
    struct map *people; /* id -> struct given, owned */
    struct map *gone;   /* the same of what went */
};

static void given_free(void *value)
{
    struct given *given = value;
    mem_free(given->posts);
    mem_free(given);
}

struct votes *votes_new(void)
{
    struct votes *votes = mem_new(sizeof *votes);
    votes->people = map_new(BOUND_MEMBERS);
    votes->gone = map_new(BOUND_MEMBERS);
    return votes;
}

void votes_free(struct votes **votes)
{
    map_free(&(*votes)->people, given_free);
    map_free(&(*votes)->gone, given_free);
    mem_free(*votes);
    *votes = NULL;
}

/* The place of that post, or the one where it belongs. */
static size_t place_of(const struct given *given, int64_t post)
{
    size_t low = 0, high = given->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (given->posts[middle] < post)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has(const struct given *given, int64_t post)
{
    size_t place = given ? place_of(given, post) : 0;
    return given && place < given->count && given->posts[place] == post;
}

bool votes_has(const struct votes *votes, struct slice person, int64_t post)
{
    return has(map_find(votes->people, person), post);
}

bool votes_full(const struct votes *votes, struct slice person)
{
    const struct given *given = map_find(votes->people, person);
    return given ? given->count >= BOUND_POST_VOTES_PERSON : map_full(votes->people);
}

static void add(struct map *people, struct slice person, int64_t post)
{
    struct given *given = map_find(people, person);
    if (!given) {
        given = mem_new(sizeof *given);
        map_put(people, person, given);
    }
    if (given->count == given->capacity) {
        size_t more = given->capacity ? 2 * given->capacity : 4;
        given->posts = mem_resize(given->posts, given->capacity * sizeof *given->posts,
                                  more * sizeof *given->posts);
        given->capacity = more;
    }
    size_t place = place_of(given, post);
    memmove(&given->posts[place + 1], &given->posts[place],
            (given->count - place) * sizeof *given->posts);
    given->posts[place] = post;
    given->count++;
}

void votes_add(struct votes *votes, struct slice person, int64_t post)
{
    add(votes->people, person, post);
}

static void take(struct given *given, int64_t post)
{
    size_t place = place_of(given, post);
    given->count--;
    memmove(&given->posts[place], &given->posts[place + 1],
            (given->count - place) * sizeof *given->posts);
}

/* Whoever has none left needs no list, and gives their place to another. */
void votes_take(struct votes *votes, struct slice person, int64_t post)
{
    struct given *given = map_find(votes->people, person);
    take(given, post);
    if (given->count > 0)
        return;
    map_take(votes->people, person);
    given_free(given);
}

void votes_begin(struct votes *votes)
{
    if (map_count(votes->gone) == 0)
        return;
    map_free(&votes->gone, given_free);
    votes->gone = map_new(BOUND_MEMBERS);
}

/* Empty lists stay: nobody takes from a map in a walk over it. */
void votes_drop(struct votes *votes, int64_t post)
{
    struct map_at at = {0};
    while (map_next(votes->people, &at)) {
        if (!has(at.value, post))
            continue;
        take(at.value, post);
        add(votes->gone, at.key, post);
    }
}

size_t votes_touches(const struct votes *votes, struct slice out[TOUCH_MAX])
{
    struct map_at at = {0};
    size_t count = 0;
    if (map_count(votes->gone) > TOUCH_MAX)
        return TOUCH_ALL;
    while (map_next(votes->gone, &at))
        out[count++] = at.key;
    return count;
}

void votes_write(const struct votes *votes, struct slice person, struct writer *out)
{
    const struct given *given = map_find(votes->people, person);
    for (size_t i = 0; given && i < given->count; i++) {
        char key[24];
        snprintf(key, sizeof key, "%lld", (long long)given->posts[i]);
        writer_bool(out, key, true);
    }
}

void votes_write_gone(const struct votes *votes, struct slice person, struct writer *out)
{
    const struct given *given = map_find(votes->gone, person);
    for (size_t i = 0; given && i < given->count; i++)
        writer_null_seq(out, given->posts[i]);
}
