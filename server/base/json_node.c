/* SPDX-License-Identifier: Apache-2.0
 * Nodes, and the lists that they stand in. */
#include "base/json_node.h"

#include <stddef.h>

#include "base/json_pieces.h"

struct json *json_node_new(size_t key_bytes)
{
    struct json *node = json_piece_new(sizeof *node + key_bytes + 1);
    *node = (struct json){.key_bytes = (uint32_t)key_bytes};
    node->key[key_bytes] = '\0';
    return node;
}

void json_node_add(struct json *parent, struct json *item)
{
    struct json *last = parent->value.of.items.last;
    item->previous = last;
    item->next = NULL;
    if (last)
        last->next = item;
    else
        parent->value.of.items.first = item;
    parent->value.of.items.last = item;
}

void json_node_take(struct json *parent, struct json *item)
{
    if (item->previous)
        item->previous->next = item->next;
    else
        parent->value.of.items.first = item->next;
    if (item->next)
        item->next->previous = item->previous;
    else
        parent->value.of.items.last = item->previous;
    item->next = item->previous = NULL;
}

static void free_items(struct json *node)
{
    struct json *item = node->value.of.items.first;
    while (item) {
        struct json *next = item->next;
        json_node_free(item);
        item = next;
    }
}

void json_node_empty(struct json *node)
{
    struct json_value *value = &node->value;
    bool text = value->type == JSON_TEXT || value->type == JSON_RAW;
    if (text && !value->lent)
        json_piece_free((char *)(uintptr_t)value->of.text.at);
    else if (value->type >= JSON_ARRAY && !value->lent)
        free_items(node);
    *value = (struct json_value){.type = JSON_NULL};
}

void json_node_free(struct json *node)
{
    if (!node)
        return;
    json_node_empty(node);
    json_piece_free(node);
}

char *json_node_text_new(size_t bytes)
{
    char *text = json_piece_new(bytes + 1);
    text[bytes] = '\0';
    return text;
}
