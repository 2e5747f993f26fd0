/* SPDX-License-Identifier: Apache-2.0
 * A map from person to a list; a person without connections is forgotten. */
#include "net/person_connections.h"

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"

struct holder {
    struct person_connection *oldest, *newest;
    unsigned count, id_bytes;
    char id[];
};

struct person_connections {
    struct map *persons;
};

struct person_connections *person_connections_new(size_t persons_max)
{
    struct person_connections *all = mem_new(sizeof *all);
    all->persons = map_new(persons_max);
    return all;
}

void person_connections_free(struct person_connections **all)
{
    if (!*all)
        return;
    check(map_count((*all)->persons) == 0);
    map_free(&(*all)->persons, NULL);
    mem_free(*all);
    *all = NULL;
}

static struct holder *holder_get(struct person_connections *all, struct slice id)
{
    struct holder *holder = map_find(all->persons, id);
    if (holder)
        return holder;
    check(!map_full(all->persons));
    holder = mem_new(sizeof *holder + id.len);
    holder->id_bytes = (unsigned)id.len;
    memcpy(holder->id, id.at, id.len);
    map_put(all->persons, id, holder);
    return holder;
}

struct person_connection *person_connections_join(struct person_connections *all, struct slice id,
                                                  struct person_connection *at,
                                                  size_t connections_max)
{
    check(!at->holder);
    struct holder *holder = holder_get(all, id);
    *at = (struct person_connection){.holder = holder, .older = holder->newest};
    if (holder->newest)
        holder->newest->newer = at;
    else
        holder->oldest = at;
    holder->newest = at;
    return ++holder->count > connections_max ? holder->oldest : NULL;
}

static void holder_forget(struct person_connections *all, struct holder *holder)
{
    struct slice id = {holder->id, holder->id_bytes};
    check(map_take(all->persons, id) == holder);
    mem_free(holder);
}

void person_connections_leave(struct person_connections *all, struct person_connection *at)
{
    struct holder *holder = at->holder;
    if (!holder)
        return;
    *(at->older ? &at->older->newer : &holder->oldest) = at->newer;
    *(at->newer ? &at->newer->older : &holder->newest) = at->older;
    *at = (struct person_connection){0};
    if (--holder->count == 0)
        holder_forget(all, holder);
}

size_t person_connections_count(const struct person_connections *all)
{
    return map_count(all->persons);
}
