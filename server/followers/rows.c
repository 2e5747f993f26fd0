/* SPDX-License-Identifier: Apache-2.0
 * See rows.h. */
#include "followers/rows.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/writer.h"

static void thing_write(struct writer *writer, struct slice key, const struct json *thing)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    json_print(thing, &text);
    writer_raw_slice(writer, key, buffer_slice(&text));
    buffer_done(&text);
}

void rows_write(const struct json *things, const struct json *order, struct buffer *out)
{
    struct map *named = map_new(json_count(order) + 1);
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_object(&writer, "rows");
    for (const struct json *at = json_first(order); at; at = json_next(at)) {
        char key[24];
        int64_t seq = 0;
        (void)json_as_int(at, &seq);
        snprintf(key, sizeof key, "%lld", (long long)seq);
        const struct json *thing = json_get(things, key);
        if (thing && map_put(named, slice_of(key), (void *)(uintptr_t)thing) == NULL)
            thing_write(&writer, slice_of(key), thing);
    }
    for (const struct json *thing = json_first(things); thing; thing = json_next(thing))
        if (!map_find(named, json_key(thing)))
            thing_write(&writer, json_key(thing), thing);
    writer_end(&writer);
    writer_end(&writer);
    map_free(&named, NULL);
}
