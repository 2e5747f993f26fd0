/* SPDX-License-Identifier: Apache-2.0
 *
 * RFC 7396 §2. Applying and composing are the same walk; they differ in what a null of the patch
 * does: applying removes the member, composing keeps the null, because it is still to be applied.
 */
#include "base/merge.h"

#include "base/check.h"
#include "base/json_edit.h"
#include "base/map.h"

enum nulls { NULLS_REMOVE, NULLS_KEEP };

/* Finding a member is a walk; with this many members in the patch, an index of the target pays. */
enum { INDEX_MEMBERS = 16 };

static void merge(struct json **target, const struct json *patch, enum nulls nulls);

void merge_apply(struct json **target, const struct json *patch)
{
    merge(target, patch, NULLS_REMOVE);
}

void merge_compose(struct json **first, const struct json *second)
{
    merge(first, second, NULLS_KEEP);
}

static void merge_object(struct json *target, const struct json *patch, enum nulls nulls);

static void merge(struct json **target, const struct json *patch, enum nulls nulls)
{
    struct json *value = NULL;
    if (json_is_object(patch)) {
        if (!json_is_object(*target))
            value = json_object();
        merge_object(value ? value : *target, patch, nulls);
    } else {
        value = json_copy(patch);
    }
    if (!value)
        return;
    if (*target)
        json_edit_replace(*target, &value);
    else
        *target = value;
}

/* The members of `target` by key; NULL when the patch is too small to need it. */
static struct map *index_new(struct json *target, const struct json *patch)
{
    if (json_count(patch) < INDEX_MEMBERS)
        return NULL;
    struct map *index = map_new(json_count(target));
    for (const struct json *item = json_first(target); item; item = json_next(item))
        map_put(index, json_key(item), (void *)(uintptr_t)item);
    return index;
}

static void merge_object(struct json *target, const struct json *patch, enum nulls nulls)
{
    struct map *index = index_new(target, patch);
    for (const struct json *item = json_first(patch); item; item = json_next(item)) {
        struct slice key = json_key(item);
        struct json *member = index ? map_find(index, key) : json_edit_find(target, key.at);
        if (json_is_null(item) && nulls == NULLS_REMOVE) {
            if (member)
                json_edit_remove(target, member);
        } else if (member) {
            merge(&member, item, nulls);
        } else {
            struct json *value = NULL;
            merge(&value, item, nulls);
            json_edit_add(target, key.at, &value);
        }
    }
    map_free(&index, NULL);
}

bool merge_composes(const struct json *first, const struct json *second)
{
    if (!json_is_object(second) || !first)
        return true;
    bool composes = json_is_object(first);
    for (const struct json *item = json_first(second); item && composes; item = json_next(item))
        composes = merge_composes(json_get(first, json_key(item).at), item);
    return composes;
}
