/* SPDX-License-Identifier: Apache-2.0
 * A short list of ids; the youngest of them were added by the last entry. */
#include "features/forum_mentions.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

struct mentions {
    size_t count, before; /* in all; before the last entry */
    char *ids[BOUND_MENTIONS];
};

enum err forum_mentions_read(const struct json *data, struct writer *out)
{
    return common_read_optional_ids(data, "mentions", BOUND_MENTIONS, out);
}

static const struct json *first_of(const struct entry *entry)
{
    return json_first(json_get(entry->data, "mentions"));
}

static bool is_in(const struct mentions *mentions, struct slice id)
{
    for (size_t i = 0; mentions && i < mentions->count; i++)
        if (slice_is(id, mentions->ids[i]))
            return true;
    return false;
}

bool forum_mentions_fit(const struct mentions *mentions, const struct entry *entry)
{
    size_t count = mentions ? mentions->count : 0;
    for (const struct json *at = first_of(entry); at; at = json_next(at)) {
        struct slice id = {NULL, 0};
        (void)json_as_text(at, &id);
        count += !is_in(mentions, id);
    }
    return count <= BOUND_MENTIONS;
}

void forum_mentions_add(struct mentions **mentions, const struct entry *entry,
                        const struct scene *scene)
{
    const struct json *at = first_of(entry);
    if (at && !*mentions)
        *mentions = mem_new(sizeof **mentions);
    if (*mentions)
        (*mentions)->before = (*mentions)->count;
    for (; at; at = json_next(at)) {
        struct slice id = {NULL, 0};
        (void)json_as_text(at, &id);
        if ((*mentions)->count < BOUND_MENTIONS && !is_in(*mentions, id) &&
            !slice_equal(id, entry->by) && room_role(scene->room, id) & ROLE_ALL)
            (*mentions)->ids[(*mentions)->count++] = mem_text(id);
    }
}

void forum_mentions_free(struct mentions **mentions)
{
    if (!*mentions)
        return;
    for (size_t i = 0; i < (*mentions)->count; i++)
        common_wipe(&(*mentions)->ids[i]);
    mem_free(*mentions);
    *mentions = NULL;
}

/* The effect `name` for the inboxes of those from the place `from` on. */
static void emit(const struct mentions *mentions, size_t from, struct effect effect,
                 struct emitter *emitter)
{
    char room[sizeof "inbox:" + BOUND_ID_BYTES];
    for (size_t i = from; i < mentions->count; i++) {
        snprintf(room, sizeof room, "inbox:%s", mentions->ids[i]);
        effect.room = slice_of(room);
        effect_emit(emitter, &effect);
    }
}

void forum_mentions_tell(const struct mentions *mentions, const struct entry *entry,
                         const struct forum_place *place, struct emitter *emitter)
{
    struct buffer text;
    struct writer writer;
    if (!mentions || mentions->before == mentions->count)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "of", entry->room);
    writer_int(&writer, "thread", place->thread);
    writer_int(&writer, "post", place->post);
    writer_text(&writer, "by", entry->by);
    if (entry->name.len > 0)
        writer_text(&writer, "name", entry->name);
    writer_end(&writer);
    struct effect effect = {
        .name = "mention", .type = "inbox.mention", .text = buffer_slice(&text)};
    emit(mentions, mentions->before, effect, emitter);
    buffer_done(&text);
}

void forum_mentions_take_back(const struct mentions *mentions, const struct entry *entry,
                              int64_t post, struct emitter *emitter)
{
    struct buffer text;
    struct writer writer;
    if (!mentions)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "of", entry->room);
    writer_int(&writer, "post", post);
    writer_end(&writer);
    struct effect effect = {
        .name = "unmention", .type = "inbox.unmention", .text = buffer_slice(&text)};
    emit(mentions, 0, effect, emitter);
    buffer_done(&text);
}
