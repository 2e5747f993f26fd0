/* SPDX-License-Identifier: Apache-2.0
 * carry -> bring -> removed there -> return. */
#include "features/file_lend.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/unused.h"
#include "core/effect.h"
#include "core/room_query.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/file_state.h"

/* The next file of those that the entry takes along; NULL: no more. Of what is erased that is still
 * so, for it counts in a replay too; but nothing comes of it. */
static struct file *next_carried(const struct files *files, const struct entry *entry,
                                 const struct scene *scene, struct map_at *at, int64_t *place)
{
    while (map_next(files->shelf.things, at)) {
        struct file *file = at->value;
        if (!file->post && room_lends(scene, file->thing.seq) &&
            common_carry_takes(entry, (*place)++))
            return file;
    }
    return NULL;
}

void file_carry_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct map_at at = {0};
    int64_t place = 0;
    for (struct file *file; (file = next_carried(state, entry, scene, &at, &place)) != NULL;)
        file->lending.count++;
}

static const char *sight_of(const struct file *file)
{
    bool all = rings_meet(file->thing.stamp, RINGS_INSIDE);
    return file_sights[all ? 0 : rings_none(file->thing.stamp) ? 2 : 1];
}

static void emit_file(const struct file *file, const struct room *room, struct slice to,
                      struct emitter *emitter)
{
    struct buffer text;
    struct writer out;
    char name[32];
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_text(&out, "of", room_name(room));
    writer_int(&out, "from", file->thing.seq);
    writer_text(&out, "blob", slice_of(file->blob));
    writer_int(&out, "bytes", (int64_t)file->thing.bytes);
    writer_text(&out, "type", slice_of(file->type));
    writer_text(&out, "name", slice_of(file->name));
    writer_text(&out, "for", slice_of(sight_of(file)));
    writer_end(&out);
    snprintf(name, sizeof name, "file %" PRId64, file->thing.seq);
    effect_emit(emitter,
                &(struct effect){
                    .name = name, .room = to, .type = "file.bring", .text = buffer_slice(&text)});
    buffer_done(&text);
}

void file_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter)
{
    struct slice to = common_get_text(entry->data, "to");
    struct map_at at = {0};
    int64_t place = 0;
    for (struct file *file; (file = next_carried(state, entry, scene, &at, &place)) != NULL;)
        if (file->blob[0])
            emit_file(file, scene->room, to, emitter);
}

/* ---- in the copy -------------------------------------------------------------------------------
 */

enum err file_bring_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "of", out);
    if (!error)
        error = common_read_seq(data, "from", out);
    if (!error)
        error = common_read_id(data, "blob", out);
    if (!error)
        error = common_read_int(data, "bytes", 1, BOUND_FILE_BYTES, out);
    if (!error)
        error = common_read_choice(data, "type", file_types, out);
    if (!error)
        error = common_read_line(data, "name", FILE_NAME_CHARS, out);
    return error ? error : common_read_choice(data, "for", file_sights, out);
}

enum err file_bring_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    int64_t bytes = common_get_int(entry->data, "bytes");
    return shelf_check(&((const struct files *)state)->shelf, entry, scene, (size_t)bytes);
}

void file_bring_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct file *file = files_add(state, entry);
    UNUSED(scene);
    file->lending.room = mem_text(common_get_text(entry->data, "of"));
    file->lending.file = common_get_int(entry->data, "from");
}

/* ---- given back --------------------------------------------------------------------------------
 */

enum err file_return_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "file", out);
}

enum err file_return_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return files_lent(state, common_get_int(entry->data, "file")) ? ERR_NONE : ERR_NOT_FOUND;
}

void file_return_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    files_give_back(state, common_get_int(entry->data, "file"));
}

void file_end_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    const struct files *files = state;
    UNUSED(entry);
    if (files->end.words)
        withdraw(withdrawal, files->end.words);
}

void file_end_effects(const void *state, const struct entry *entry, const struct scene *scene,
                      struct emitter *emitter)
{
    const struct lending *given = &((const struct files *)state)->end.given;
    struct buffer text;
    struct writer out;
    UNUSED(entry);
    UNUSED(scene);
    if (!given->room)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_int(&out, "file", given->file);
    writer_end(&out);
    effect_emit(emitter, &(struct effect){.name = "return",
                                          .room = slice_of(given->room),
                                          .type = "file.return",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}
