/* SPDX-License-Identifier: Apache-2.0
 *
 * Files first, for what an entry names must be there; the rest is one transaction.
 */
#include "journal_move.h"

#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/hash.h"
#include "base/mem.h"
#include "graves.h"
#include "journal/backend.h"
#include "journal/blobs.h"
#include "journal/postgres_import.h"
#include "journal/sqlite_copy.h"
#include "paths.h"
#include "proof.h"

enum { PAGE = 1024, WHY_BYTES = 1024 };

struct moving {
    struct backend *from;           /* holds the lock of its file */
    struct postgres_import *import; /* NULL: over */
    struct journal_move_count *count;
    struct buffer *why;
    int64_t seq; /* of the room under way */
};

static bool fail(struct moving *moving, const char *what, const char *detail)
{
    if (moving->why->len == 0)
        buffer_addf(moving->why, "%s: %s", what, detail);
    return false;
}

static bool record_move(void *context, const struct record *record)
{
    struct moving *moving = context;
    moving->seq = record->seq;
    moving->count->entries++;
    return postgres_import_record(moving->import, record);
}

static bool room_move(void *context, struct slice room)
{
    struct moving *moving = context;
    enum err error = ERR_NONE;
    moving->seq = 0;
    moving->count->rooms++;
    if (!postgres_import_room(moving->import, room))
        return false;
    for (int64_t from = -1; !error && moving->seq != from;) {
        from = moving->seq;
        error = moving->from->ops->read(moving->from, room, from, PAGE, record_move, moving);
    }
    return !error || fail(moving, "a room cannot be read", error_text(error));
}

static bool grave_move(void *context, const struct record *grave)
{
    struct moving *moving = context;
    return postgres_import_grave(moving->import, grave);
}

static bool mark_move(void *context, const struct mark *mark)
{
    struct moving *moving = context;
    return postgres_import_mark(moving->import, mark);
}

static bool account_move(void *context, const struct account *row)
{
    struct moving *moving = context;
    moving->count->accounts++;
    return postgres_import_account(moving->import, row);
}

static bool rows_move(struct moving *moving, const char *path)
{
    char reason[WHY_BYTES] = "", accounts[PATHS_BYTES];
    snprintf(accounts, sizeof accounts, "%s.accounts", path);
    bool good = proof_rooms(moving->from, room_move, moving) &&
                moving->from->ops->dropped(moving->from, grave_move, moving) == ERR_NONE &&
                sqlite_copy_marks(path, reason, sizeof reason, mark_move, moving) &&
                (access(accounts, F_OK) != 0 ||
                 sqlite_copy_accounts(accounts, reason, sizeof reason, account_move, moving));
    if (!good && *reason)
        fail(moving, "the old journal", reason);
    *reason = '\0';
    bool kept = postgres_import_close(&moving->import, good, reason, sizeof reason);
    if (good && !kept)
        fail(moving, "nothing was copied", reason);
    return (good && kept) || fail(moving, "nothing was copied", "PostgreSQL does not take it");
}

/* ---- files ------------------------------------------------------------------------------------
 */

struct carrying {
    struct moving *moving;
    struct blobs *from, *to;
    struct buffer content;
};

/* One that waits for its entry waits on: it is not settled. */
static bool content_carry(struct carrying *carrying, const struct hash *hash, bool waits)
{
    struct hash put;
    buffer_clear(&carrying->content);
    enum err error = carrying->from->ops->get(carrying->from, hash, &carrying->content);
    if (!error)
        error = carrying->to->ops->put(carrying->to, buffer_slice(&carrying->content), &put);
    if (!error && !waits)
        error = carrying->to->ops->settle(carrying->to, hash);
    carrying->moving->count->files += !error;
    return !error || fail(carrying->moving, "a file cannot be copied", error_text(error));
}

/* Whether it waits for its entry; one whose path is too long for that is not there either. */
static bool is_waiting(const char *folder, const char *hex)
{
    char path[PATHS_BYTES];
    int len = snprintf(path, sizeof path, "%s/wait-%s", folder, hex);
    return len > 0 && (size_t)len < sizeof path && access(path, F_OK) == 0;
}

static bool part_carry(struct carrying *carrying, const char *folder, const char *part)
{
    char path[PATHS_BYTES], hex[HASH_HEX + 1];
    struct hash hash;
    int len = snprintf(path, sizeof path, "%s/%s", folder, part);
    bool good = len > 0 && (size_t)len < sizeof path;
    DIR *dir = good ? opendir(path) : NULL;
    for (const struct dirent *item; dir && good && (item = readdir(dir));) {
        snprintf(hex, sizeof hex, "%.2s%.62s", part, item->d_name);
        if (strlen(item->d_name) == HASH_HEX - 2 && hash_of_hex(slice_of(hex), &hash))
            good = content_carry(carrying, &hash, is_waiting(folder, hex));
    }
    if (!dir)
        return fail(carrying->moving, part, strerror(errno));
    closedir(dir);
    return good;
}

static bool files_carry(struct moving *moving, const char *folder, const char *to)
{
    char reason[WHY_BYTES] = "";
    struct carrying carrying = {.moving = moving};
    DIR *dir = opendir(folder);
    bool good = dir;
    if (!dir)
        return errno == ENOENT || fail(moving, folder, strerror(errno));
    buffer_init(&carrying.content, BOUND_BLOB_BYTES);
    carrying.from = blobs_folder_open(folder, reason, sizeof reason);
    if (carrying.from)
        carrying.to = postgres_blobs_open(to, reason, sizeof reason);
    if (!carrying.to)
        good = fail(moving, "files cannot be copied", reason);
    for (const struct dirent *item; good && (item = readdir(dir));)
        if (strlen(item->d_name) == 2 && item->d_name[0] != '.')
            good = part_carry(&carrying, folder, item->d_name);
    if (carrying.from)
        carrying.from->ops->close(carrying.from);
    if (carrying.to)
        carrying.to->ops->close(carrying.to);
    closedir(dir);
    buffer_done(&carrying.content);
    return good;
}

/* ---- and whether it is the same ---------------------------------------------------------------
 */

struct comparing {
    struct moving *moving;
    struct backend *to;
};

static bool room_compare(void *context, struct slice room)
{
    const struct comparing *comparing = context;
    struct proof old = {0}, fresh = {0};
    bool same = proof_read(comparing->moving->from, room, &old) == ERR_NONE &&
                proof_read(comparing->to, room, &fresh) == ERR_NONE && !old.broken &&
                !fresh.broken && old.seq == fresh.seq && old.erased == fresh.erased &&
                memcmp(&old.chain, &fresh.chain, sizeof old.chain) == 0;
    return same || fail(comparing->moving, "the chains are not the same", "see verify of both");
}

/* What was dropped is as it was, and the academy says so there too. */
static bool graves_compare(struct moving *moving, struct backend *to)
{
    struct map *old = graves_read(moving->from, moving->why);
    struct map *fresh = old ? graves_read(to, moving->why) : NULL;
    struct map_at at = {0};
    bool same = fresh && map_count(old) == map_count(fresh);
    while (same && map_next(old, &at)) {
        const struct grave *one = at.value, *other = map_find(fresh, at.key);
        same = other && one->seq == other->seq && one->at_ms == other->at_ms &&
               memcmp(&one->chain, &other->chain, sizeof one->chain) == 0;
    }
    map_free(&old, mem_free);
    map_free(&fresh, mem_free);
    return same || fail(moving, "what was dropped is not the same", "see verify of both");
}

static bool compare(struct moving *moving, const char *to)
{
    char reason[WHY_BYTES] = "";
    struct comparing comparing = {.moving = moving,
                                  .to = postgres_open_readonly(to, reason, sizeof reason)};
    if (!comparing.to)
        return fail(moving, "the new journal", reason);
    bool good =
        proof_rooms(moving->from, room_compare, &comparing) && graves_compare(moving, comparing.to);
    comparing.to->ops->close(comparing.to);
    return good;
}

static bool move(struct moving *moving, const char *path, const char *folder, const char *to)
{
    char reason[WHY_BYTES] = "", files[PATHS_BYTES];
    moving->import = postgres_import_open(to, reason, sizeof reason);
    if (!moving->import)
        return fail(moving, "nothing was copied", reason);
    snprintf(files, sizeof files, "%s%s", *folder ? folder : path, *folder ? "" : ".files");
    if (files_carry(moving, files, to))
        return rows_move(moving, path) && compare(moving, to);
    postgres_import_close(&moving->import, false, reason, sizeof reason);
    return false;
}

bool journal_move(const struct config *config, const char *from, const char *to,
                  struct journal_move_count *count, struct buffer *why)
{
    char reason[WHY_BYTES] = "";
    struct moving moving = {.count = count, .why = why};
    *count = (struct journal_move_count){0};
    if (strncmp(from, "sqlite:", 7) != 0 || strncmp(to, "postgres", 8) != 0)
        return fail(&moving, "copy", "from sqlite:PATH to postgresql://…");
    if (access(from + 7, F_OK) != 0)
        return fail(&moving, from + 7, strerror(errno));
    moving.from = sqlite_open(from + 7, reason, sizeof reason);
    if (!moving.from)
        return fail(&moving, "the old journal", reason);
    bool good = move(&moving, from + 7, config_text(config, CONFIG_JOURNAL_FILES), to);
    moving.from->ops->close(moving.from);
    return good;
}
