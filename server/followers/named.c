/* SPDX-License-Identifier: Apache-2.0
 * Row after row. */
#include "followers/named.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/writer.h"

enum { KEY_BYTES = 24 };

struct naming {
    const struct json *members;
    struct map *seen;
    struct buffer *out;
};

void named_add(struct buffer *out, struct slice key)
{
    if (out->len > 1)
        buffer_add_byte(out, ',');
    writer_quote(out, key);
}

/* A number, or a thing that says it as its `file`. */
static void number_add(const struct naming *naming, const struct json *value)
{
    char key[KEY_BYTES];
    int64_t number;
    if (!json_as_int(value, &number) && !json_get_int(value, "file", &number))
        return;
    snprintf(key, sizeof key, "%" PRId64, number);
    if (map_find(naming->seen, slice_of(key)) || map_full(naming->seen))
        return;
    map_put(naming->seen, slice_of(key), mem_new(1));
    named_add(naming->out, slice_of(key));
}

static void row_add(void *context, const struct sheet_row *row)
{
    const struct naming *naming = context;
    struct slice name = {NULL, 0};
    for (const struct json *each = json_first(naming->members); each; each = json_next(each)) {
        (void)json_as_text(each, &name);
        const struct json *value = json_find(row->json, name);
        number_add(naming, value);
        for (const struct json *one = json_is_array(value) ? json_first(value) : NULL; one;
             one = json_next(one))
            number_add(naming, one);
    }
}

void named_numbers(const struct sheet *sheet, const struct json *members, struct map *seen,
                   struct buffer *out)
{
    struct naming naming = {members, seen, out};
    sheet_rows(sheet, row_add, &naming);
}
