/* SPDX-License-Identifier: Apache-2.0
 * Changing documents, one member at a time. */
#include "base/json_edit.h"

#include "base/check.h"
#include "base/json_node.h"

struct json *json_edit_find(struct json *object, const char *key)
{
    check(json_is_object(object));
    return (struct json *)(uintptr_t)json_get(object, key);
}

/* A member of no value yet. */
static struct json *add(struct json *object, const char *key)
{
    const size_t len = strlen(key);
    struct json *item = json_node_new(len);
    memcpy(item->key, key, len);
    item->named = true;
    json_node_add(object, item);
    return item;
}

/* What *from says changes hands, and nothing of where it stands. */
static void take(struct json *item, struct json **from)
{
    json_node_empty(item);
    item->value = (*from)->value;
    (*from)->value = (struct json_value){.type = JSON_NULL};
    json_free(from);
}

void json_edit_add(struct json *object, const char *key, struct json **value)
{
    check(json_is_object(object));
    take(add(object, key), value);
}

/* No neighbour, and no index of pointers to members, need know. */
void json_edit_replace(struct json *item, struct json **value)
{
    take(item, value);
}

void json_edit_remove(struct json *object, struct json *member)
{
    json_node_take(object, member);
    json_node_free(member);
}

static struct json *member_get(struct json *object, const char *key)
{
    struct json *item = json_edit_find(object, key);
    return item ? item : add(object, key);
}

void json_edit_int(struct json *object, const char *key, int64_t number)
{
    struct json *item = member_get(object, key);
    item->value = (struct json_value){.type = JSON_NUMBER};
    item->value.of.number = (double)number;
}

void json_edit_lend(struct json *object, const char *key, const struct json *value)
{
    struct json *item = member_get(object, key);
    item->value = value->value;
    item->value.lent = true;
}
