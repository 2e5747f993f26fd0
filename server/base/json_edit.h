/* SPDX-License-Identifier: Apache-2.0
 *
 * Changing a document that json_parse, json_object or json_copy made. For base/merge.c and
 * core/acts.c: everything else reads JSON through json.h and writes it through writer.h.
 */
#ifndef MUSTER_BASE_JSON_EDIT_H
#define MUSTER_BASE_JSON_EDIT_H

#include "base/json.h"

/* The member `key` of `object`, or NULL: json_get for one who may change it. O(members). */
struct json *json_edit_find(struct json *object, const char *key);
/* Adds the member `key`, which must not be there yet. Takes *value and sets it to NULL. */
void json_edit_add(struct json *object, const char *key, struct json **value);
/* Gives `item` the value of *value, which is taken and set to NULL; `item` keeps its name and
 * place. */
void json_edit_replace(struct json *item, struct json **value);
/* Removes `member` from `object` and frees it. */
void json_edit_remove(struct json *object, struct json *member);

/* Sets the member `key`, of an object in which only these two set it: to a number,
 * or to what `value` is, which is borrowed as long as the object shows it. */
void json_edit_int(struct json *object, const char *key, int64_t number);
void json_edit_lend(struct json *object, const char *key, const struct json *value);

#endif
