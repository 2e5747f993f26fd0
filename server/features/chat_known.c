/* SPDX-License-Identifier: Apache-2.0
 *
 * An array sorted by seq. Messages come in nearly that order (one that waited for approval comes
 * late), so that adding moves little. The oldest leave from the front, many at a time.
 */
#include "features/chat_known.h"

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"

struct knowns {
    struct known *at; /* owned; rising seq */
    size_t count, capacity;
    size_t max;
    struct map *authors; /* id -> struct known_author, owned */
};

struct knowns *known_new(size_t messages_max)
{
    struct knowns *knowns = mem_new(sizeof *knowns);
    check(messages_max > 0);
    knowns->max = messages_max;
    knowns->authors = map_new(messages_max);
    return knowns;
}

void known_free(struct knowns **knowns)
{
    if (!*knowns)
        return;
    map_free(&(*knowns)->authors, mem_free);
    mem_free((*knowns)->at);
    mem_free(*knowns);
    *knowns = NULL;
}

static struct known_author *author_hold(struct knowns *knowns, struct slice id)
{
    struct known_author *author = map_find(knowns->authors, id);
    if (!author) {
        author = mem_new(sizeof *author + id.len + 1);
        memcpy(author + 1, id.at, id.len);
        author->id = (struct slice){(const char *)(author + 1), id.len};
        map_put(knowns->authors, id, author);
    }
    author->references++;
    return author;
}

static void author_let_go(struct knowns *knowns, const struct known *known)
{
    struct known_author *author = map_find(knowns->authors, known->author->id);
    if (--author->references > 0)
        return;
    map_take(knowns->authors, author->id);
    explicit_bzero(author + 1, author->id.len);
    mem_free(author);
}

/* The place of `seq`, or where it would stand. */
static size_t place_of(const struct knowns *knowns, int64_t seq)
{
    size_t low = 0, high = knowns->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (knowns->at[middle].seq < seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void take(struct knowns *knowns, size_t place, size_t count)
{
    for (size_t i = place; i < place + count; i++)
        author_let_go(knowns, &knowns->at[i]);
    knowns->count -= count;
    memmove(&knowns->at[place], &knowns->at[place + count],
            (knowns->count - place) * sizeof *knowns->at);
}

static void make_room(struct knowns *knowns)
{
    if (knowns->count == knowns->max)
        take(knowns, 0, 1 + knowns->max / 100);
    if (knowns->count < knowns->capacity)
        return;
    size_t more = knowns->capacity ? 2 * knowns->capacity : 16;
    knowns->at =
        mem_resize(knowns->at, knowns->capacity * sizeof *knowns->at, more * sizeof *knowns->at);
    knowns->capacity = more;
}

void known_add(struct knowns *knowns, const struct known *message, struct slice author)
{
    make_room(knowns);
    size_t place = place_of(knowns, message->seq);
    check(place == knowns->count || knowns->at[place].seq != message->seq);
    memmove(&knowns->at[place + 1], &knowns->at[place],
            (knowns->count - place) * sizeof *knowns->at);
    knowns->at[place] = *message;
    knowns->at[place].author = author_hold(knowns, author);
    knowns->count++;
}

const struct known *known_find(const struct knowns *knowns, int64_t seq)
{
    size_t place = place_of(knowns, seq);
    bool found = place < knowns->count && knowns->at[place].seq == seq;
    return found ? &knowns->at[place] : NULL;
}

void known_rewrite(struct knowns *knowns, int64_t seq, int64_t body)
{
    const struct known *known = known_find(knowns, seq);
    if (known)
        knowns->at[known - knowns->at].body = body;
}

void known_remove(struct knowns *knowns, int64_t seq)
{
    const struct known *known = known_find(knowns, seq);
    if (known)
        take(knowns, (size_t)(known - knowns->at), 1);
}

size_t known_older(const struct knowns *knowns, int64_t seq)
{
    return place_of(knowns, seq);
}

const struct known *known_at(const struct knowns *knowns, size_t older)
{
    check(older < knowns->count);
    return &knowns->at[older];
}

size_t known_count(const struct knowns *knowns)
{
    return knowns->count;
}

size_t known_authors(const struct knowns *knowns)
{
    return map_count(knowns->authors);
}

bool known_wrote(const struct knowns *knowns, struct slice person)
{
    return map_find(knowns->authors, person);
}
