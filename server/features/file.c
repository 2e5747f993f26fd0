/* SPDX-License-Identifier: Apache-2.0
 * Who uploads what, and for whom. */
#include "features/file.h"

#include "base/unused.h"
#include "core/room_query.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/file_lend.h"
#include "features/file_post.h"
#include "features/file_state.h"

enum { URL_BYTES = 128 };

static void *state_new(const struct room *room)
{
    return files_new(room);
}

static void state_free(void *state)
{
    files_free(state);
}

static bool forget(void *state, int64_t seq)
{
    return files_forget(state, seq);
}

static bool of_staff(const struct scene *scene)
{
    return scene->role & (ROLE_STAFF | ROLE_ACADEMY_STAFF);
}

/* ---- file.add ----------------------------------------------------------------------------------
 */

static enum err add_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "blob", out);
    if (!error)
        error = common_read_int(data, "bytes", 1, BOUND_FILE_BYTES, out);
    if (!error)
        error = common_read_choice(data, "type", file_types, out);
    if (!error)
        error = common_read_line(data, "name", FILE_NAME_CHARS, out);
    if (!error)
        error = common_read_choice(data, "for", file_sights, out);
    return error ? error : file_post_read(data, out);
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct files *files = state;
    int64_t bytes = common_get_int(entry->data, "bytes");
    int sight = common_get_choice(entry->data, "for", file_sights);
    if (scene->role & ROLE_CONTRIBUTOR && sight != FILE_OWN && sight != FILE_POST)
        return ERR_PERMISSION_DENIED;
    if (!of_staff(scene) && files_used(files, entry->by) + bytes > BOUND_FILES_PERSON_BYTES)
        return ERR_LIMIT_EXCEEDED;
    enum err error = file_post_check(files, entry, scene);
    return error ? error : shelf_check(&files->shelf, entry, scene, (size_t)bytes);
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    files_add(state, entry);
}

/* ---- file.remove -------------------------------------------------------------------------------
 */

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "file", out);
}

/* Who may not have it does not learn whether it is there. The server itself has what is for
 * everybody: it shows the academy's logo to strangers; and what stands in posts, for archives. */
static bool is_seen(const struct file *file, const struct scene *scene)
{
    if (slice_equal(scene->person, ENTRY_SYSTEM))
        return rings_meet(file->thing.stamp, RINGS_INSIDE) || file_post_held(file, scene);
    struct rings rings = room_rings(scene->room, scene->person);
    bool was_there = file->thing.seq > rings.since;
    return file_is_own(file, scene) || (was_there && rings_meet(file->thing.stamp, rings)) ||
           room_lends(scene, file->thing.seq);
}

static bool file_shows(const void *state, int64_t seq, const struct scene *scene)
{
    const struct files *files = state;
    const struct file *file = (const struct file *)shelf_find(&files->shelf, seq);
    return file && is_seen(file, scene);
}

static enum err remove_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct file *file = files_of(state, entry->data);
    if (!file || !is_seen(file, scene))
        return ERR_NOT_FOUND;
    bool may = common_author_is(&file->thing.author, entry->by) ||
               scene->role & (ROLE_ORGANISERS | ROLE_ACADEMY_ORGANISER);
    if (!may)
        return ERR_PERMISSION_DENIED;
    return file_post_held(file, scene) ? ERR_NOT_AVAILABLE : ERR_NONE;
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    files_remove(state, entry, files_of(state, entry->data));
}

/* ---- file.get ----------------------------------------------------------------------------------
 */

static enum err get_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct file *file = files_of(state, data);
    char url[URL_BYTES];
    if (!file || !is_seen(file, scene) || !file->blob[0])
        return ERR_NOT_FOUND;
    snprintf(url, sizeof url, "/api/blobs/%s", file->blob);
    writer_text(out, "url", slice_of(url));
    writer_text(out, "type", slice_of(file->type));
    writer_text(out, "name", slice_of(file->name));
    writer_int(out, "bytes", (int64_t)file->thing.bytes);
    return ERR_NONE;
}

static const struct row rows[] = {
    {
        .name = "file.add",
        .keep = {KEEP_MEMBERS("bytes", "type", "for", "width", "height", "mask")},
        .roles = ROLE_ALL | ROLE_CONTRIBUTOR | ROLE_ACADEMY_ALL,
        .phases = PHASE_ON_AIR,
        .delivery = DELIVER_TALLY,
        .read = add_read,
        .check = add_check,
        .apply = add_apply,
        .hub = {.content = "blob"},
        .veil = {file_post_veil_add, .named = ROLE_STAFF, .refuses = file_post_refuses},
    },
    {
        .name = "file.remove",
        .keep = {keep_all},
        .roles = ROLE_ALL | ROLE_CONTRIBUTOR | ROLE_ACADEMY_ALL,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .thing = "file",
        .read = remove_read,
        .check = remove_check,
        .apply = remove_apply,
        .erases = file_end_erases,
        .effects = file_end_effects,
        .veil = {file_post_veil_own},
    },
    {
        .name = "file.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .apply = file_carry_apply,
        .effects = file_carry_effects,
    },
    {
        .name = "file.bring",
        .keep = {KEEP_MEMBERS("bytes", "type", "for", "of", "from")},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = file_bring_read,
        .check = file_bring_check,
        .apply = file_bring_apply,
        .hub = {.borrows = "blob"},
    },
    {
        .name = "file.return",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = file_return_read,
        .check = file_return_check,
        .apply = file_return_apply,
        .erases = file_end_erases,
        .effects = file_end_effects,
    },
};

static const struct query queries[] = {
    {.name = "file.get",
     .roles = ROLE_READERS | ROLE_VISITORS | ROLE_ACADEMY_ALL,
     .answer = get_answer},
};

const struct feature file_feature = {
    .name = "file",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = state_new,
    .state_free = state_free,
    .forget = forget,
    .shows = file_shows,
};
