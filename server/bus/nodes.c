/* SPDX-License-Identifier: Apache-2.0
 * A map from name to when it was heard last. */
#include "bus/nodes.h"

#include "base/map.h"
#include "base/mem.h"

struct node {
    int64_t heard_ms;
    char *name; /* owned */
    struct node *next;
};

struct nodes {
    struct map *all;    /* name -> node, owned */
    struct map *spared; /* the same; none of them is in `all`, and heard_ms is the end of it */
    struct map *past;   /* the same; of those who were in `all` */
};

struct nodes *nodes_new(void)
{
    struct nodes *nodes = mem_new(sizeof *nodes);
    nodes->all = map_new(NODES_MAX);
    nodes->spared = map_new(NODES_MAX);
    nodes->past = map_new(NODES_MAX);
    return nodes;
}

static void node_free(void *value)
{
    struct node *node = value;
    if (node)
        mem_free(node->name);
    mem_free(node);
}

void nodes_free(struct nodes **nodes)
{
    if (!*nodes)
        return;
    map_free(&(*nodes)->all, node_free);
    map_free(&(*nodes)->spared, node_free);
    map_free(&(*nodes)->past, node_free);
    mem_free(*nodes);
    *nodes = NULL;
}

static void put(struct map *map, struct slice name, int64_t ms)
{
    struct node *node = map_find(map, name);
    if (!node) {
        if (map_full(map))
            return;
        node = mem_new(sizeof *node);
        node->name = mem_text(name);
        map_put(map, name, node);
    }
    node->heard_ms = ms;
}

void nodes_heard(struct nodes *nodes, struct slice name, int64_t now_ms)
{
    put(nodes->all, name, now_ms);
    node_free(map_take(nodes->spared, name));
}

void nodes_spare(struct nodes *nodes, struct slice name, int64_t until_ms)
{
    if (!map_find(nodes->all, name))
        put(nodes->spared, name, until_ms);
}

bool nodes_spared(const struct nodes *nodes, struct slice name, int64_t now_ms)
{
    const struct node *node = map_find(nodes->spared, name);
    return node && node->heard_ms >= now_ms;
}

/* Where there were many, they begin anew. */
static void bury(struct nodes *nodes, struct node *node)
{
    if (map_full(nodes->past)) {
        map_free(&nodes->past, node_free);
        nodes->past = map_new(NODES_MAX);
    }
    put(nodes->past, slice_of(node->name), node->heard_ms);
    node_free(node);
}

bool nodes_forget(struct nodes *nodes, struct slice name)
{
    struct node *node = map_take(nodes->all, name);
    if (node)
        bury(nodes, node);
    return node != NULL;
}

int64_t nodes_last_ms(const struct nodes *nodes, struct slice name)
{
    const struct node *node = map_find(nodes->all, name);
    if (!node)
        node = map_find(nodes->past, name);
    return node ? node->heard_ms : -1;
}

bool nodes_alive(const struct nodes *nodes, struct slice name, int64_t since_ms)
{
    const struct node *node = map_find(nodes->all, name);
    return node && node->heard_ms >= since_ms;
}

/* Those of before `since_ms`, taken out. */
static struct node *take_old(struct map *map, int64_t since_ms)
{
    struct map_at at = {0};
    struct node *old = NULL;
    while (map_next(map, &at)) {
        struct node *node = at.value;
        if (node->heard_ms >= since_ms)
            continue;
        map_take(map, at.key);
        node->next = old;
        old = node;
    }
    return old;
}

void nodes_sweep(struct nodes *nodes, int64_t since_ms, int64_t now_ms, nodes_lost_fn *lost,
                 void *context)
{
    struct node *gone = take_old(nodes->all, since_ms);
    while (gone) {
        struct node *node = gone;
        gone = node->next;
        lost(context, slice_of(node->name));
        bury(nodes, node);
    }
    gone = take_old(nodes->spared, now_ms);
    while (gone) {
        struct node *node = gone;
        gone = node->next;
        node_free(node);
    }
}

size_t nodes_count(const struct nodes *nodes)
{
    return map_count(nodes->all);
}
