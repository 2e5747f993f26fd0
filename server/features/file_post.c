/* SPDX-License-Identifier: Apache-2.0
 * See file_post.h. */
#include "features/file_post.h"

#include "base/unused.h"
#include "core/entry.h"
#include "core/room.h"
#include "core/room_query.h"
#include "features/common_get.h"
#include "features/common_read.h"

static bool is_for_post(const struct json *data)
{
    return slice_is(common_get_text(data, "for"), "post");
}

enum err file_post_read(const struct json *data, struct writer *out)
{
    struct slice mask;
    enum err error = common_read_optional_int(data, "width", 1, BOUND_PICTURE_PIXELS, out);
    if (!error)
        error = common_read_optional_int(data, "height", 1, BOUND_PICTURE_PIXELS, out);
    if (error || !common_has(data, "mask"))
        return error;
    if (!is_for_post(data) || !json_get_text(data, "mask", &mask) || !veil_is_mask(mask))
        return ERR_BAD_REQUEST;
    writer_text(out, "mask", mask);
    return ERR_NONE;
}

enum err file_post_check(const struct files *files, const struct entry *entry,
                         const struct scene *scene)
{
    if (!is_for_post(entry->data))
        return ERR_NONE;
    if (!slice_is(entry_room_kind(room_name(scene->room)), "course"))
        return ERR_BAD_REQUEST;
    int64_t bytes = common_get_int(entry->data, "bytes");
    bool full = files->posts.count >= BOUND_POSTS_FILES ||
                files->posts.bytes + bytes > BOUND_POSTS_FILES_BYTES;
    bool nameless = veil_hides(entry->by) && files->posts.nameless >= BOUND_FILES_NAMELESS;
    return full || nameless ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* One that came without a name is known as theirs by trying. */
static bool is_of(const struct file *file, const struct room *room, struct slice person)
{
    char scope[VEIL_SCOPE_BYTES];
    struct veil_name name;
    if (!file->mask || veil_hides(person))
        return common_author_is(&file->thing.author, person);
    return room_veil(room, veil_file_scope(slice_of(file->mask), scope), person, &name) &&
           common_author_is(&file->thing.author, slice_of(name.text));
}

bool file_is_own(const struct file *file, const struct scene *scene)
{
    return is_of(file, scene->room, scene->person);
}

bool file_post_held(const struct file *file, const struct scene *scene)
{
    struct scene server = *scene;
    server.person = ENTRY_SYSTEM;
    server.role = ROLE_SYSTEM;
    return file->post && room_lends(&server, file->thing.seq);
}

struct slice file_post_veil_add(const void *state, const struct entry *entry,
                                char out[VEIL_SCOPE_BYTES])
{
    struct slice mask = common_get_text(entry->data, "mask");
    UNUSED(state);
    return mask.len > 0 ? veil_file_scope(mask, out) : (struct slice){NULL, 0};
}

/* Asked of what arrives, under the sender's name, and of what was veiled. */
struct slice file_post_veil_own(const void *state, const struct entry *entry,
                                char out[VEIL_SCOPE_BYTES])
{
    const struct files *files = state;
    const struct file *file = files_of(files, entry->data);
    bool own = file && file->mask && is_of(file, files->room, entry->by);
    return own ? veil_file_scope(slice_of(file->mask), out) : (struct slice){NULL, 0};
}

enum err file_post_refuses(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct files *files = state;
    struct map_at at = {0};
    int64_t bytes = common_get_int(entry->data, "bytes") + files_used(files, entry->by);
    size_t count = shelf_share(&files->shelf, entry->by);
    if (!(scene->role & ROLE_LIMITED))
        return ERR_NONE;
    while (map_next(files->shelf.things, &at)) {
        const struct file *file = at.value;
        if (!file->mask || !is_of(file, scene->room, entry->by))
            continue;
        bytes += (int64_t)file->thing.bytes;
        count++;
    }
    bool full = bytes > BOUND_FILES_PERSON_BYTES || count >= BOUND_FILES_PERSON;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}
