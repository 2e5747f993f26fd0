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
    struct map *all; /* name -> node, owned */
};

struct nodes *nodes_new(void)
{
    struct nodes *nodes = mem_new(sizeof *nodes);
    nodes->all = map_new(NODES_MAX);
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
    mem_free(*nodes);
    *nodes = NULL;
}

void nodes_heard(struct nodes *nodes, struct slice name, int64_t now_ms)
{
    struct node *node = map_find(nodes->all, name);
    if (!node) {
        if (map_full(nodes->all))
            return;
        node = mem_new(sizeof *node);
        node->name = mem_text(name);
        map_put(nodes->all, name, node);
    }
    node->heard_ms = now_ms;
}

bool nodes_forget(struct nodes *nodes, struct slice name)
{
    struct node *node = map_take(nodes->all, name);
    node_free(node);
    return node != NULL;
}

bool nodes_alive(const struct nodes *nodes, struct slice name, int64_t since_ms)
{
    const struct node *node = map_find(nodes->all, name);
    return node && node->heard_ms >= since_ms;
}

void nodes_sweep(struct nodes *nodes, int64_t since_ms, nodes_lost_fn *lost, void *context)
{
    struct map_at at = {0};
    struct node *gone = NULL;
    while (map_next(nodes->all, &at)) {
        struct node *node = at.value;
        if (node->heard_ms >= since_ms)
            continue;
        map_take(nodes->all, at.key);
        node->next = gone;
        gone = node;
    }
    while (gone) {
        struct node *node = gone;
        gone = node->next;
        lost(context, slice_of(node->name));
        node_free(node);
    }
}

size_t nodes_count(const struct nodes *nodes)
{
    return map_count(nodes->all);
}
