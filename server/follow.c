/* SPDX-License-Identifier: Apache-2.0
 * A round: accounts, what is new in each room, what was erased and dropped, marks, files, then the
 * manifest and the status. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "backup.h"
#include "backup_files.h"
#include "backup_places.h"
#include "base/bounds.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "journal/sqlite_copy.h"
#include "proof.h"

enum {
    ROUND_MS = 1000,
    REST_ROUNDS = 10, /* marks, accounts and files, which change less, or matter less */
    PAGE = 512,       /* entries, rooms */
    PAGE_BYTES = 64 << 20,
    WHY_BYTES = 1024,
};

struct follow {
    struct places from, to;
    struct buffer *why;
    struct backend *source, *copy;
    bool broken; /* it cannot go on; else it is tried again */
    uint64_t entries, failures, rounds;
    int64_t good_s; /* when it was as the journal last */
    bool changed;   /* since the last manifest */
    /* A page of entries under way, one allocation of texts. */
    struct record records[PAGE];
    size_t count;
    struct buffer texts;
    struct map *behind; /* rooms with more than the copy has -> themselves, owned */
};

/* In `why` stands the first thing that was wrong. */
static bool fail(struct follow *follow, bool broken, const char *what, const char *detail)
{
    follow->broken = follow->broken || broken;
    if (follow->why->len == 0)
        buffer_addf(follow->why, "%s: %s", what, detail);
    return false;
}

/* ---- entries -----------------------------------------------------------------------------------
 */

/* Texts are pointed into when the page is full: they move while it grows. */
static bool record_keep(void *context, const struct record *record)
{
    struct follow *follow = context;
    struct record *kept = &follow->records[follow->count++];
    const struct slice texts[] = {record->type, record->by, record->name, record->op, record->text};
    *kept = *record;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        buffer_add(&follow->texts, texts[i]);
    return !follow->texts.full && follow->count < PAGE && follow->texts.len < PAGE_BYTES / 2;
}

static struct slice next(const char **at, size_t len)
{
    struct slice text = {*at, len};
    *at += len;
    return text;
}

static void records_point(struct follow *follow, struct slice room)
{
    const char *at = follow->texts.bytes;
    for (size_t i = 0; i < follow->count; i++) {
        struct record *record = &follow->records[i];
        record->room = room;
        record->type = next(&at, record->type.len);
        record->by = next(&at, record->by.len);
        record->name = next(&at, record->name.len);
        record->op = next(&at, record->op.len);
        record->text = next(&at, record->text.len);
    }
}

static bool page_read(struct follow *follow, struct slice room, int64_t after)
{
    follow->count = 0;
    buffer_clear(&follow->texts);
    enum err error =
        follow->source->ops->read(follow->source, room, after, PAGE, record_keep, follow);
    if (error)
        return fail(follow, false, "the journal cannot be read", error_text(error));
    records_point(follow, room);
    return true;
}

/* Erases in the copy what the source has without its words now. */
static bool word_erase(void *context, const struct record *record)
{
    struct follow *follow = context;
    const struct journal_erasure thing = {record->seq, record->text};
    if (!record->erased)
        return true;
    enum err error = follow->copy->ops->erase(follow->copy, record->room, &thing, 1);
    return !error || error == ERR_NOT_FOUND ||
           fail(follow, false, "the copy cannot be written", error_text(error));
}

/* Entries that the room says were erased, of which the copy may have the words. */
static bool words_erase(struct follow *follow, const struct record *record)
{
    int64_t seqs[PAGE], seq;
    size_t count = 0;
    struct json *data = NULL;
    if (!slice_is(record->type, "room.erased") || !slice_equal(record->by, ENTRY_SYSTEM) ||
        json_parse(record->text, &data) != ERR_NONE)
        return true;
    const struct json *list = json_get(data, "seqs");
    for (const struct json *item = json_first(list); item && count < PAGE; item = json_next(item))
        if (json_as_int(item, &seq))
            seqs[count++] = seq;
    json_free(&data);
    enum err error = follow->source->ops->read_seqs(follow->source, record->room, seqs, count,
                                                    word_erase, follow);
    return !error && follow->why->len == 0;
}

/* Words go first: once the entry that says so is there, nobody looks for them again. Those of this
 * page were read without. */
static bool page_write(struct follow *follow)
{
    const struct batch batch = {.records = follow->records, .count = follow->count};
    for (size_t i = 0; i < follow->count; i++)
        if (!words_erase(follow, &follow->records[i]))
            return false;
    if (sqlite_take(follow->copy, &batch) != ERR_NONE)
        return fail(follow, true, "the copy does not go on from what it has",
                    "another journal, a link that does not fit, or a disk that takes no more");
    follow->entries += follow->count;
    follow->changed = true;
    return true;
}

static bool room_follow(struct follow *follow, struct slice room)
{
    int64_t head = 0;
    bool good = follow->copy->ops->heads(follow->copy, &room, 1, &head) == ERR_NONE;
    while (good) {
        good = page_read(follow, room, head);
        if (!good || follow->count == 0)
            break;
        head = follow->records[follow->count - 1].seq;
        good = page_write(follow);
    }
    return good;
}

struct heads {
    struct map *rooms; /* -> int64_t, owned */
    char after[BOUND_ID_BYTES * 4];
    size_t count;
};

static void head_take(void *context, const struct journal_mark *mark)
{
    struct heads *heads = context;
    int64_t *head = mem_new(sizeof *head);
    *head = mark->head;
    void *before = map_put(heads->rooms, mark->room, head);
    mem_free(before);
    snprintf(heads->after, sizeof heads->after, "%.*s", (int)mark->room.len, mark->room.at);
    heads->count++;
}

static bool rooms_follow(struct follow *follow)
{
    struct heads heads = {.count = PAGE};
    bool good = true;
    while (good && heads.count == PAGE) {
        const struct marks_asked asked = {
            .name = SLICE(""), .after = slice_of(heads.after), .rooms = true, .limit = PAGE};
        struct map_at at = {0};
        heads.rooms = map_new(PAGE);
        heads.count = 0;
        enum err error = follow->source->ops->marks(follow->source, &asked, head_take, &heads);
        good = !error || fail(follow, false, "the journal cannot be read", error_text(error));
        while (good && map_next(heads.rooms, &at)) {
            int64_t head = 0;
            good = follow->copy->ops->heads(follow->copy, &at.key, 1, &head) == ERR_NONE &&
                   (head >= *(const int64_t *)at.value || room_follow(follow, at.key));
        }
        map_free(&heads.rooms, mem_free);
    }
    return good;
}

/* ---- what is left of rooms ---------------------------------------------------------------------
 */

static bool grave_keep(void *context, const struct record *record)
{
    struct map *graves = context;
    struct record *kept = mem_new(sizeof *kept);
    *kept = *record;
    mem_free(map_put(graves, record->room, kept));
    return true;
}

static bool grave_follow(struct follow *follow, struct slice room, struct record *grave)
{
    struct journal_end end = {.left = true};
    grave->room = room;
    bool good = sqlite_bury(follow->copy, grave) == ERR_NONE;
    while (good && end.left)
        good = follow->copy->ops->drop(follow->copy, room, grave->at_ms, &end) == ERR_NONE;
    follow->changed = true;
    return good || fail(follow, true, "the copy cannot be written", "a room that was dropped");
}

static bool graves_follow(struct follow *follow)
{
    struct map *there = map_new(1 << 20), *here = map_new(1 << 20);
    struct map_at at = {0};
    bool good = follow->source->ops->dropped(follow->source, grave_keep, there) == ERR_NONE &&
                follow->copy->ops->dropped(follow->copy, grave_keep, here) == ERR_NONE;
    while (good && map_next(there, &at))
        if (!map_find(here, at.key))
            good = grave_follow(follow, at.key, at.value);
    map_free(&there, mem_free);
    map_free(&here, mem_free);
    return good;
}

/* ---- what lies beside --------------------------------------------------------------------------
 */

static bool mark_follow(void *context, const struct mark *mark)
{
    struct follow *follow = context;
    int64_t value = 0;
    const struct batch batch = {.marks = mark, .marks_count = 1};
    if (follow->copy->ops->mark_get(follow->copy, mark->name, mark->room, &value) == ERR_NONE &&
        value == mark->value)
        return true;
    return sqlite_take(follow->copy, &batch) == ERR_NONE ||
           fail(follow, true, "the copy cannot be written", "a mark");
}

/* As they are now: a file of some kilobytes for each thousand people. */
static bool accounts_follow(struct follow *follow)
{
    char reason[WHY_BYTES] = "", part[PATHS_BYTES];
    if (access(follow->from.accounts, F_OK) != 0)
        return true;
    if (!places_path(part, follow->to.accounts, ".part"))
        return fail(follow, true, follow->to.accounts, strerror(ENAMETOOLONG));
    unlink(part);
    if (!sqlite_copy(follow->from.accounts, part, reason, sizeof reason))
        return fail(follow, false, "accounts", reason);
    return rename(part, follow->to.accounts) == 0 ||
           fail(follow, false, follow->to.accounts, strerror(errno));
}

static bool rest_follow(struct follow *follow)
{
    char reason[WHY_BYTES] = "";
    if (!sqlite_copy_marks(follow->from.journal, reason, sizeof reason, mark_follow, follow))
        return fail(follow, false, "marks", reason);
    return accounts_follow(follow);
}

static bool manifest_follow(struct follow *follow)
{
    char part[PATHS_BYTES];
    size_t rooms;
    if (!places_path(part, follow->to.manifest, ".part"))
        return fail(follow, true, follow->to.manifest, strerror(ENAMETOOLONG));
    FILE *file = fopen(part, "we");
    bool good =
        file && proof_ends(follow->copy, file, &rooms, follow->why) && fsync(fileno(file)) == 0;
    if (file && fclose(file) != 0)
        good = false;
    good = good && rename(part, follow->to.manifest) == 0;
    follow->changed = !good;
    return good || fail(follow, false, follow->to.manifest, strerror(errno));
}

/* ---- rounds ------------------------------------------------------------------------------------
 */

static void status_put(const struct follow *follow, const char *beside, const char *name)
{
    char path[PATHS_BYTES], part[PATHS_BYTES];
    if (!places_path(path, beside, name) || !places_path(part, path, ".part"))
        return;
    FILE *file = fopen(part, "we");
    if (!file)
        return;
    fprintf(file,
            "# HELP muster_backup_as_of_seconds When the copy was as the journal last.\n"
            "# TYPE muster_backup_as_of_seconds gauge\n"
            "muster_backup_as_of_seconds %lld\n"
            "# HELP muster_backup_entries_total Entries that were copied.\n"
            "# TYPE muster_backup_entries_total counter\n"
            "muster_backup_entries_total %llu\n"
            "# HELP muster_backup_failures_total Rounds that could not be made.\n"
            "# TYPE muster_backup_failures_total counter\n"
            "muster_backup_failures_total %llu\n",
            (long long)follow->good_s, (unsigned long long)follow->entries,
            (unsigned long long)follow->failures);
    if (fclose(file) == 0)
        (void)rename(part, path);
}

/* In the copy, and beside the journal for the figures of its server. */
static void status_write(const struct follow *follow, const char *folder)
{
    status_put(follow, folder, "/status");
    status_put(follow, follow->from.journal, PATHS_COPY);
}

static bool same_journal(struct follow *follow)
{
    struct slice there = follow->source->ops->epoch(follow->source);
    return slice_equal(there, follow->copy->ops->epoch(follow->copy)) ||
           fail(follow, true, follow->to.journal,
                "is a copy of another journal: begin a new folder");
}

/* Opened anew each time: the journal may have been put back meanwhile. */
static bool round_make(struct follow *follow)
{
    char reason[WHY_BYTES] = "";
    bool rest = follow->rounds++ % REST_ROUNDS == 0;
    follow->source = sqlite_open_readonly(follow->from.journal, reason, sizeof reason);
    if (!follow->source)
        return fail(follow, false, "the journal", reason);
    bool good = same_journal(follow) && rooms_follow(follow) && graves_follow(follow) &&
                (!rest || rest_follow(follow)) &&
                backup_files_follow(follow->from.files, follow->to.files, follow->why) &&
                (!rest || !follow->changed || manifest_follow(follow));
    follow->source->ops->close(follow->source);
    follow->source = NULL;
    return good;
}

static bool copy_open(struct follow *follow)
{
    char reason[WHY_BYTES] = "";
    follow->copy = sqlite_open(follow->to.journal, reason, sizeof reason);
    return follow->copy || fail(follow, true, "the copy", reason);
}

static void copy_close(struct follow *follow)
{
    if (follow->copy)
        follow->copy->ops->close(follow->copy);
    follow->copy = NULL;
}

static void rest_a_moment(void)
{
    const struct timespec moment = {.tv_sec = ROUND_MS / 1000,
                                    .tv_nsec = ROUND_MS % 1000 * 1000000L};
    nanosleep(&moment, NULL);
}

/* A round that failed says why once, and is made again with the copy opened anew. */
static void round_failed(struct follow *follow, struct buffer *said)
{
    follow->failures++;
    if (!slice_equal(buffer_slice(said), buffer_slice(follow->why)))
        fprintf(stderr, "muster journal: %.*s: it is tried again\n", (int)follow->why->len,
                follow->why->bytes);
    buffer_clear(said);
    buffer_add(said, buffer_slice(follow->why));
    copy_close(follow);
}

static bool follow_run(struct follow *follow, const char *folder, backup_stopped_fn *stopped,
                       void *context)
{
    struct buffer said;
    buffer_init(&said, WHY_BYTES * 4);
    while (!stopped(context)) {
        bool good = (follow->copy || copy_open(follow)) && round_make(follow);
        if (good)
            follow->good_s = (int64_t)time(NULL);
        else if (follow->broken)
            break;
        else
            round_failed(follow, &said);
        status_write(follow, folder);
        buffer_clear(follow->why);
        if (!stopped(context))
            rest_a_moment();
    }
    /* What a whole backup has. */
    bool whole = !follow->broken && (follow->copy || copy_open(follow)) && manifest_follow(follow);
    copy_close(follow);
    buffer_done(&said);
    return whole;
}

bool backup_follow(const struct config *config, const char *folder, backup_stopped_fn *stopped,
                   void *context, struct buffer *why)
{
    struct follow *follow = mem_new(sizeof *follow);
    struct backup_count count;
    follow->why = why;
    buffer_init(&follow->texts, PAGE_BYTES);
    bool good = places_own(config, &follow->from, why) && places_backup(folder, &follow->to, why) &&
                (access(folder, F_OK) == 0 || backup_make(config, folder, &count, why)) &&
                follow_run(follow, folder, stopped, context);
    buffer_done(&follow->texts);
    mem_free(follow);
    return good;
}
