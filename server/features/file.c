/* SPDX-License-Identifier: Apache-2.0
 * A shelf, and what each person takes. */
#include "features/file.h"

#include "base/mem.h"
#include "base/unused.h"
#include "core/room_query.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/shelf.h"

enum { NAME_CHARS = 200, URL_BYTES = 128 };

/* As net/upload_kind.c tells them apart. */
static const char *const types[] = {"jpeg", "png",  "webp", "pdf", "csv", "text", "docx",
                                    "xlsx", "pptx", "odt",  "ods", "odp", NULL};
static const char *const sights[] = {"room", "staff", "own", NULL};

struct file {
    struct shelf_thing thing; /* first */
    char *blob, *name;        /* owned; empty once they are erased */
    const char *type;
};

struct files {
    struct shelf shelf;
    struct map *used; /* person -> int64_t: bytes, owned */
};

static void file_wipe(struct shelf_thing *thing)
{
    common_wipe(&((struct file *)thing)->blob);
    common_wipe(&((struct file *)thing)->name);
}

static bool file_forget(struct shelf_thing *thing)
{
    struct file *file = (struct file *)thing;
    file_wipe(thing);
    file->blob = mem_text(SLICE(""));
    file->name = mem_text(SLICE(""));
    return false;
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct file),
    .wipe = file_wipe,
    .forget = file_forget,
    .things_max = BOUND_FILES,
    .bytes_max = BOUND_FILES_BYTES,
    .author_max = BOUND_FILES_PERSON,
};

static void *files_new(const struct room *room)
{
    struct files *files = mem_new(sizeof *files);
    UNUSED(room);
    shelf_init(&files->shelf, &kind);
    files->used = map_new(BOUND_FILES);
    return files;
}

static void files_free(void *state)
{
    struct files *files = state;
    shelf_done(&files->shelf);
    map_free(&files->used, mem_free);
    mem_free(files);
}

static bool files_forget(void *state, int64_t seq)
{
    return shelf_forget(&((struct files *)state)->shelf, seq);
}

static int64_t used_by(const struct files *files, struct slice person)
{
    const int64_t *bytes = map_find(files->used, person);
    return bytes ? *bytes : 0;
}

static void used_add(struct files *files, struct slice person, int64_t more)
{
    int64_t *bytes = map_find(files->used, person);
    if (!bytes) {
        bytes = mem_new(sizeof *bytes);
        map_put(files->used, person, bytes);
    }
    *bytes += more;
    if (*bytes == 0)
        mem_free(map_take(files->used, person));
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
        error = common_read_choice(data, "type", types, out);
    if (!error)
        error = common_read_line(data, "name", NAME_CHARS, out);
    return error ? error : common_read_choice(data, "for", sights, out);
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct files *files = state;
    int64_t bytes = common_get_int(entry->data, "bytes");
    if (!of_staff(scene) && used_by(files, entry->by) + bytes > BOUND_FILES_PERSON_BYTES)
        return ERR_LIMIT_EXCEEDED;
    return shelf_check(&files->shelf, entry, scene, (size_t)bytes);
}

static struct rings stamp_of(const struct entry *entry)
{
    static const struct rings stamps[] = {
        {.all = RING(RING_INSIDE)}, {.staff = RING(RING_INSIDE)}, {0}};
    int sight = common_get_choice(entry->data, "for", sights);
    return stamps[sight < 0 ? 2 : sight];
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct files *files = state;
    int64_t bytes = common_get_int(entry->data, "bytes");
    int type = common_get_choice(entry->data, "type", types);
    UNUSED(scene);
    struct file *file =
        (struct file *)shelf_add(&files->shelf, entry, stamp_of(entry), (size_t)bytes);
    file->blob = mem_text(common_get_text(entry->data, "blob"));
    file->name = mem_text(common_get_text(entry->data, "name"));
    file->type = types[type < 0 ? 0 : type];
    used_add(files, entry->by, bytes);
}

/* ---- file.remove -------------------------------------------------------------------------------
 */

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "file", out);
}

static struct file *file_find(const struct files *files, const struct json *data)
{
    return (struct file *)shelf_find(&files->shelf, common_get_int(data, "file"));
}

/* Who may not have it does not learn whether it is there. The server itself has what is for
 * everybody: it shows the academy's logo to strangers. */
static bool is_seen(const struct file *file, const struct scene *scene)
{
    if (slice_equal(scene->person, ENTRY_SYSTEM))
        return rings_meet(file->thing.stamp, RINGS_INSIDE);
    return common_author_is(&file->thing.author, scene->person) ||
           rings_meet(file->thing.stamp, room_rings(scene->room, scene->person)) ||
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
    const struct file *file = file_find(state, entry->data);
    if (!file || !is_seen(file, scene))
        return ERR_NOT_FOUND;
    bool may = common_author_is(&file->thing.author, entry->by) ||
               scene->role & (ROLE_ORGANISERS | ROLE_ACADEMY_ORGANISER);
    return may ? ERR_NONE : ERR_PERMISSION_DENIED;
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct files *files = state;
    struct file *file = file_find(files, entry->data);
    UNUSED(scene);
    used_add(files, slice_of(file->thing.author.id), -(int64_t)file->thing.bytes);
    shelf_remove(&files->shelf, entry, &file->thing);
}

static void remove_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    UNUSED(state);
    withdraw(withdrawal, common_get_int(entry->data, "file"));
}

/* ---- file.get ----------------------------------------------------------------------------------
 */

static enum err get_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct file *file = file_find(state, data);
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
        .keep = {KEEP_MEMBERS("bytes", "type", "for")},
        .roles = ROLE_ALL | ROLE_ACADEMY_ALL,
        .phases = PHASE_ON_AIR,
        .read = add_read,
        .check = add_check,
        .apply = add_apply,
        .hub = {.content = "blob"},
    },
    {
        .name = "file.remove",
        .keep = {keep_all},
        .roles = ROLE_ALL | ROLE_ACADEMY_ALL,
        .phases = PHASE_ANY,
        .thing = "file",
        .read = remove_read,
        .check = remove_check,
        .apply = remove_apply,
        .erases = remove_erases,
    },
};

static const struct query queries[] = {
    {.name = "file.get", .roles = ROLE_READERS | ROLE_ACADEMY_ALL, .answer = get_answer},
};

const struct feature file_feature = {
    .name = "file",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = files_new,
    .state_free = files_free,
    .forget = files_forget,
    .shows = file_shows,
};
