/* SPDX-License-Identifier: Apache-2.0
 * Members that remain. */
#include "core/keep.h"

#include <string.h>

#include "base/bounds.h"
#include "core/part.h"

const char *const keep_all[] = {NULL}, *const keep_nothing[] = {NULL};

/* With its key. */
static void write_item(const struct json *member, struct writer *out)
{
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    json_print(member, &text);
    writer_raw_slice(out, json_key(member), buffer_slice(&text));
    buffer_done(&text);
}

static bool lists(const struct keep *keep, const char *name)
{
    const char *const *member = keep->members;
    while (*member && strcmp(*member, name) != 0)
        member++;
    return *member;
}

/* Where it happened, in the room or a side room, remains of every entry. */
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
        if (json_get(entry->data, *member))
            write_item(json_get(entry->data, *member), &writer);
    const struct json *side = json_get(entry->data, SIDE_MEMBER);
    int64_t number = 0;
    if (json_as_int(side, &number) && !lists(keep, SIDE_MEMBER))
        write_item(side, &writer);
    if (keep->more)
        keep->more(state, entry, &writer);
    writer_end(&writer);
}

/* Whether the member `key` of the data is that person's id. */
static bool is_id(const struct entry *entry, const char *key, struct slice person)
{
    struct slice id;
    return key && json_get_text(entry->data, key, &id) && slice_equal(id, person);
}

/* Whether their name stands in the data, where the words are not theirs. */
static bool is_named(const struct keep *keep, const struct entry *entry, struct slice person)
{
    const struct json *people = keep->people ? json_get(entry->data, keep->people) : NULL;
    struct slice name;
    for (const struct json *item = json_first(people); item; item = json_next(item))
        if (slice_equal(json_key(item), person))
            return json_as_text(item, &name) && name.len > 0;
    return is_id(entry, keep->named, person) && json_get(entry->data, "name");
}

bool keep_has_words(const struct keep *keep, const struct entry *entry)
{
    return !entry->erased && (entry->name.len > 0 || keep->members != keep_all);
}

enum keep_holds keep_holds(const struct keep *keep, const struct entry *entry, struct slice person)
{
    bool own = slice_equal(entry->by, person);
    bool stays = keep->house || keep->members == keep_all;
    if (!entry->erased && (is_id(entry, keep->whose, person) || (own && !stays)))
        return KEEP_HOLDS_WORDS;
    bool signs = own && entry->name.len > 0;
    return signs || is_named(keep, entry, person) ? KEEP_HOLDS_NAME : KEEP_HOLDS_NOTHING;
}

static void write_people(const struct json *people, const struct keep_gone *gone,
                         struct writer *out)
{
    struct slice name = {0};
    writer_object_slice(out, json_key(people));
    for (const struct json *item = json_first(people); item; item = json_next(item)) {
        bool known = !gone->is_gone(gone->context, json_key(item)) && json_as_text(item, &name);
        writer_text_slice(out, json_key(item), known ? name : SLICE(""));
    }
    writer_end(out);
}

void keep_write_unnamed(const struct keep *keep, const void *state, const struct entry *entry,
                        const struct keep_gone *gone, struct buffer *out)
{
    struct slice id;
    struct writer writer;
    bool drops = keep->named && json_get_text(entry->data, keep->named, &id) &&
                 gone->is_gone(gone->context, id);
    if (!drops && !keep->people && (!keep->unnamed || entry->erased)) {
        buffer_add(out, entry->text);
        return;
    }
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    for (const struct json *item = json_first(entry->data); item; item = json_next(item)) {
        if (keep->people && slice_is(json_key(item), keep->people))
            write_people(item, gone, &writer);
        else if (!drops || !slice_is(json_key(item), "name"))
            write_item(item, &writer);
    }
    if (keep->unnamed && !entry->erased)
        keep->unnamed(state, entry, &writer);
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
