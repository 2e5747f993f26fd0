/* SPDX-License-Identifier: Apache-2.0
 * The other side of the fence around cJSON: a struct json is a cJSON under another name here, as in
 * json.c. */
#include "base/json_edit.h"

#include <cjson/cJSON.h>

#include "base/check.h"
#include "base/mem.h"

static cJSON *node(struct json *json)
{
    return (cJSON *)json;
}

struct json *json_edit_find(struct json *object, const char *key)
{
    check(json_is_object(object));
    return (struct json *)cJSON_GetObjectItemCaseSensitive(node(object), key);
}

void json_edit_add(struct json *object, const char *key, struct json **value)
{
    check(json_is_object(object));
    if (!cJSON_AddItemToObject(node(object), key, node(*value)))
        mem_exhausted(strlen(key));
    *value = NULL;
}

void json_edit_replace(struct json *item, struct json **value)
{
    /* All but the links and the name change hands, so that no neighbour and no index of pointers
     * to members need know. */
    cJSON *to = node(item), *from = node(*value);
    cJSON old = *to;
    *to = *from;
    to->next = old.next;
    to->prev = old.prev;
    to->string = old.string;
    old.next = from->next;
    old.prev = from->prev;
    old.string = from->string;
    *from = old;
    json_free(value);
}

void json_edit_remove(struct json *object, struct json *member)
{
    cJSON_Delete(cJSON_DetachItemViaPointer(node(object), node(member)));
}
