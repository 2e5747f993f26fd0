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

/* A member of no value yet where there is none. */
static cJSON *member_get(struct json *object, const char *key)
{
    cJSON *item = node(json_edit_find(object, key));
    if (item)
        return item;
    item = cJSON_CreateNull();
    if (!item || !cJSON_AddItemToObjectCS(node(object), key, item))
        mem_exhausted(sizeof *item);
    return item;
}

void json_edit_int(struct json *object, const char *key, int64_t number)
{
    cJSON *item = member_get(object, key);
    item->type = cJSON_Number | cJSON_StringIsConst;
    cJSON_SetNumberHelper(item, (double)number);
}

/* A reference frees nothing of what it shows. */
void json_edit_lend(struct json *object, const char *key, const struct json *value)
{
    cJSON *item = member_get(object, key);
    const cJSON *shown = (const cJSON *)value;
    item->type = (shown->type & 0xff) | cJSON_IsReference | cJSON_StringIsConst;
    item->child = shown->child;
    item->valuestring = shown->valuestring;
    item->valueint = shown->valueint;
    item->valuedouble = shown->valuedouble;
}
