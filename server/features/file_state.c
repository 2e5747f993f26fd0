/* SPDX-License-Identifier: Apache-2.0
 * A shelf, what each person takes, and what is lent. */
#include "features/file_state.h"

#include "base/mem.h"
#include "features/common_get.h"

/* As net/upload_kind.c tells them apart. */
const char *const file_types[] = {"jpeg", "png",  "webp", "pdf", "csv", "text", "docx",
                                  "xlsx", "pptx", "odt",  "ods", "odp", NULL};
const char *const file_sights[] = {
    [FILE_ROOM] = "room", [FILE_STAFF] = "staff", [FILE_OWN] = "own", [FILE_POST] = "post", NULL};

static void lending_done(struct lending *lending)
{
    common_wipe(&lending->room);
}

static void lending_free(void *value)
{
    lending_done(value);
    mem_free(value);
}

static void file_wipe(struct shelf_thing *thing)
{
    common_wipe(&((struct file *)thing)->blob);
    common_wipe(&((struct file *)thing)->name);
    common_wipe(&((struct file *)thing)->mask);
    lending_done(&((struct file *)thing)->lending);
}

static bool file_forget(struct shelf_thing *thing)
{
    struct file *file = (struct file *)thing;
    common_wipe(&file->blob);
    common_wipe(&file->name);
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

struct files *files_new(const struct room *room)
{
    struct files *files = mem_new(sizeof *files);
    files->room = room;
    shelf_init(&files->shelf, &kind);
    files->used = map_new(BOUND_FILES);
    files->owed = map_new(BOUND_FILES);
    return files;
}

void files_free(struct files *files)
{
    shelf_done(&files->shelf);
    map_free(&files->used, mem_free);
    map_free(&files->owed, lending_free);
    lending_done(&files->end.given);
    mem_free(files);
}

int64_t files_used(const struct files *files, struct slice person)
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

struct file *files_of(const struct files *files, const struct json *data)
{
    return (struct file *)shelf_find(&files->shelf, common_get_int(data, "file"));
}

static struct rings stamp_of(const struct entry *entry)
{
    static const struct rings stamps[] = {
        {.all = RING(RING_INSIDE)}, {.staff = RING(RING_INSIDE)}, {0}, {0}};
    int sight = common_get_choice(entry->data, "for", file_sights);
    return stamps[sight < 0 ? FILE_OWN : sight];
}

/* One for a post more, or less. */
static void posts_count(struct files *files, const struct file *file, int step)
{
    if (!file->post)
        return;
    files->posts.count += (size_t)step;
    files->posts.nameless += file->mask ? (size_t)step : 0;
    files->posts.bytes += step * (int64_t)file->thing.bytes;
}

struct file *files_add(struct files *files, const struct entry *entry)
{
    int64_t bytes = common_get_int(entry->data, "bytes");
    int type = common_get_choice(entry->data, "type", file_types);
    struct file *file =
        (struct file *)shelf_add(&files->shelf, entry, stamp_of(entry), (size_t)bytes);
    file->blob = mem_text(common_get_text(entry->data, "blob"));
    file->name = mem_text(common_get_text(entry->data, "name"));
    file->type = file_types[type < 0 ? 0 : type];
    file->post = slice_is(common_get_text(entry->data, "for"), "post");
    if (common_has(entry->data, "mask"))
        file->mask = mem_text(common_get_text(entry->data, "mask"));
    posts_count(files, file, 1);
    used_add(files, entry->by, bytes);
    return file;
}

/* What was brought is given back; the content of another goes with the words of its entry. */
static void end_with(struct files *files, int64_t seq, struct lending *lending)
{
    if (!lending->room)
        files->end.words = seq;
    files->end.given = *lending;
    *lending = (struct lending){0};
}

static void end_none(struct files *files)
{
    files->end.words = 0;
    lending_done(&files->end.given);
}

/* Copies have the content yet; of what was brought the name alone goes. */
static void owe(struct files *files, int64_t seq, struct lending *lending)
{
    struct lending *owed = mem_new(sizeof *owed);
    *owed = *lending;
    *lending = (struct lending){0};
    map_put(files->owed, slice_of_seq(&seq), owed);
    if (owed->room)
        files->end.words = seq;
}

static void take(struct files *files, const struct entry *entry, struct file *file)
{
    posts_count(files, file, -1);
    used_add(files, slice_of(file->thing.author.id), -(int64_t)file->thing.bytes);
    shelf_remove(&files->shelf, entry, &file->thing);
}

void files_remove(struct files *files, const struct entry *entry, struct file *file)
{
    int64_t seq = file->thing.seq;
    end_none(files);
    if (file->lending.count > 0 && !map_full(files->owed)) {
        owe(files, seq, &file->lending);
    } else {
        end_with(files, seq, &file->lending);
        files->end.words = seq;
    }
    take(files, entry, file);
}

bool files_forget(struct files *files, int64_t seq)
{
    struct file *file = (struct file *)shelf_find(&files->shelf, seq);
    const struct entry itself = {.seq = seq};
    if (!file || !file->post)
        return shelf_forget(&files->shelf, seq);
    take(files, &itself, file);
    return false;
}

static struct lending *lending_of(const struct files *files, int64_t seq)
{
    struct file *file = (struct file *)shelf_find(&files->shelf, seq);
    return file ? &file->lending : map_find(files->owed, slice_of_seq(&seq));
}

bool files_lent(const struct files *files, int64_t seq)
{
    const struct lending *lending = lending_of(files, seq);
    return lending && lending->count > 0;
}

void files_give_back(struct files *files, int64_t seq)
{
    struct lending *lending = lending_of(files, seq);
    end_none(files);
    if (--lending->count > 0 || shelf_find(&files->shelf, seq))
        return;
    end_with(files, seq, lending);
    lending_free(map_take(files->owed, slice_of_seq(&seq)));
}
