/* SPDX-License-Identifier: Apache-2.0
 * By their id, in a chain of the names that they wrote under: a key of the map is not wiped when it
 * goes, and a name must be. */
#include "features/forum_authors.h"

#include "base/check.h"
#include "base/mem.h"

/* Whoever writes under more names than that in turns has some of them twice. */
enum { NAMES_SEEN = 8 };

struct held {
    struct common_author author; /* first: posts point to it */
    size_t holders;              /* posts; never 0 */
    struct held *next;           /* owned; of the same id */
};

struct map *forum_authors_new(size_t max)
{
    return map_new(max);
}

static void held_free(void *value)
{
    for (struct held *held = value, *next; held; held = next) {
        next = held->next;
        common_author_done(&held->author);
        mem_free(held);
    }
}

void forum_authors_free(struct map **authors)
{
    map_free(authors, held_free);
}

static struct held *find(struct held *first, struct slice name)
{
    size_t seen = 0;
    for (struct held *held = first; held && seen < NAMES_SEEN; held = held->next, seen++)
        if (slice_is(name, held->author.name))
            return held;
    return NULL;
}

static const struct common_author *take(struct map *authors, struct slice id, struct slice name)
{
    struct held *first = map_find(authors, id), *held = find(first, name);
    if (!held) {
        held = mem_new(sizeof *held);
        common_author_set(&held->author, id, name);
        held->next = first;
        (void)map_put(authors, id, held);
    }
    held->holders++;
    return &held->author;
}

const struct common_author *forum_authors_take(struct map *authors, const struct entry *entry)
{
    return take(authors, entry->by, entry->name);
}

const struct common_author *forum_authors_of(const struct map *authors, struct slice id)
{
    const struct held *first = map_find(authors, id);
    return first ? &first->author : NULL;
}

const struct common_author *forum_authors_next(const struct common_author *author)
{
    const struct held *next = ((const struct held *)author)->next;
    return next ? &next->author : NULL;
}

/* Out of its chain, which ends in the map with the last of its id. */
static void leave(struct map *authors, struct held *held)
{
    struct slice id = slice_of(held->author.id);
    struct held *first = map_find(authors, id), *before = first;
    if (first == held && held->next)
        (void)map_put(authors, id, held->next);
    else if (first == held)
        (void)map_take(authors, id);
    else {
        while (before->next != held)
            before = before->next;
        before->next = held->next;
    }
    held->next = NULL;
    held_free(held);
}

void forum_authors_drop(struct map *authors, const struct common_author **author)
{
    struct held *held = (struct held *)*author;
    check(held && held->holders > 0);
    *author = NULL;
    if (--held->holders == 0)
        leave(authors, held);
}

bool forum_authors_forget(struct map *authors, const struct common_author **author)
{
    const struct common_author *named = *author;
    if (!named->name[0])
        return false;
    *author = take(authors, slice_of(named->id), SLICE(""));
    forum_authors_drop(authors, &named);
    return true;
}
