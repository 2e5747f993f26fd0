/* SPDX-License-Identifier: Apache-2.0
 * Members that remain. */
#include "core/keep.h"

#include "base/bounds.h"

const char *const keep_all[] = {NULL}, *const keep_nothing[] = {NULL};

static void write_member(const struct json *data, const char *key, struct writer *out)
{
    const struct json *member = json_get(data, key);
    struct buffer text;
    if (!member)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    json_print(member, &text);
    writer_raw(out, key, buffer_slice(&text));
    buffer_done(&text);
}

void keep_write(const struct keep *keep, const void *state, const struct entry *entry,
                struct buffer *out)
{
    struct writer writer;
    if (keep->members == keep_all) {
        buffer_add(out, entry->text);
        return;
    }
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    for (const char *const *member = keep->members; *member; member++)
        write_member(entry->data, *member, &writer);
    if (keep->more)
        keep->more(state, entry, &writer);
    writer_end(&writer);
}

void keep_write_void(enum err error, struct buffer *out)
{
    buffer_addf(out, "{\"void\":%d}", error_code(error));
}

enum err keep_void(const struct entry *entry)
{
    int64_t code = 0;
    if (!entry->erased || !json_get_int(entry->data, "void", &code))
        return ERR_NONE;
    for (enum err error = ERR_NONE + 1; error < ERR_COUNT; error++)
        if (error_code(error) == code)
            return error;
    return ERR_INTERNAL;
}
