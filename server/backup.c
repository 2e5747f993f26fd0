/* SPDX-License-Identifier: Apache-2.0
 *
 * Copies in the order that leaves nothing out: accounts, journal, then the files, so that what the
 * journal names is there. Files never change; those that went meanwhile were erased.
 */
#include "backup.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup_files.h"
#include "backup_places.h"
#include "journal/backend.h"
#include "journal/sqlite_copy.h"
#include "proof.h"

/* ---- backup -----------------------------------------------------------------------------------
 */

static bool database_copy(const char *from, const char *to, struct buffer *why)
{
    char reason[1024] = "";
    if (sqlite_copy(from, to, reason, sizeof reason))
        return true;
    buffer_addf(why, "%s", reason);
    return false;
}

/* There may be none: nobody has ever signed in. */
static bool accounts_copy(const char *from, const char *to, struct buffer *why)
{
    return access(from, F_OK) != 0 || database_copy(from, to, why);
}

static struct backend *journal_read(const char *path, struct buffer *why)
{
    char reason[1024] = "";
    struct backend *backend = sqlite_open_readonly(path, reason, sizeof reason);
    if (!backend)
        buffer_addf(why, "%s", reason);
    return backend;
}

/* Every chain of the copy is reckoned for it: a backup that cannot be trusted is none. */
static bool manifest_write(const struct places *to, size_t *rooms, struct buffer *why)
{
    struct backend *backend = journal_read(to->journal, why);
    FILE *file = backend ? fopen(to->manifest, "wxe") : NULL;
    bool good = file && proof_manifest(backend, file, rooms, why) && fsync(fileno(file)) == 0;
    if (!good && why->len == 0)
        places_fail(why, to->manifest);
    if (file && fclose(file) != 0)
        good = false;
    if (backend)
        backend->ops->close(backend);
    return good;
}

bool backup_make(const struct config *config, const char *folder, struct backup_count *count,
                 struct buffer *why)
{
    struct places from, to;
    char part[PATHS_BYTES];
    *count = (struct backup_count){0};
    if (access(folder, F_OK) == 0) {
        errno = EEXIST;
        return places_fail(why, folder);
    }
    if (!places_path(part, folder, ".part") || !places_own(config, &from, why) ||
        !places_backup(part, &to, why) || !places_make(part, why))
        return why->len > 0 ? false : places_fail(why, folder);
    if (!accounts_copy(from.accounts, to.accounts, why) ||
        !database_copy(from.journal, to.journal, why) ||
        !backup_files_copy(from.files, to.files, count, why) ||
        !manifest_write(&to, &count->rooms, why) || !places_sync(part, why))
        return false;
    return rename(part, folder) == 0 || places_fail(why, folder);
}

/* ---- and back ---------------------------------------------------------------------------------
 */

static bool backup_prove(const struct places *from, size_t *rooms, struct buffer *why)
{
    struct backend *backend = journal_read(from->journal, why);
    bool good = backend && proof_against(backend, from->manifest, rooms, why);
    if (backend)
        backend->ops->close(backend);
    return good;
}

/* Nothing is written over. */
static bool place_is_free(const struct places *to, struct buffer *why)
{
    const char *taken = access(to->journal, F_OK) == 0    ? to->journal
                        : access(to->accounts, F_OK) == 0 ? to->accounts
                        : access(to->files, F_OK) == 0    ? to->files
                        : access(to->search, F_OK) == 0   ? to->search
                                                          : NULL;
    if (taken)
        buffer_addf(why, "%s is there: move what is left of the old journal out of the way first",
                    taken);
    return !taken;
}

static bool journal_back(const struct places *from, const struct places *to, struct buffer *why)
{
    char reason[1024] = "", fresh[PATHS_BYTES];
    if (!places_path(fresh, to->journal, ".restored") || !database_copy(from->journal, fresh, why))
        return why->len > 0 ? false : places_fail(why, to->journal);
    if (!sqlite_copy_renew(fresh, reason, sizeof reason))
        buffer_addf(why, "%s", reason);
    else if (rename(fresh, to->journal) == 0)
        return true;
    else
        places_fail(why, to->journal);
    unlink(fresh);
    return false;
}

static bool parent_sync(const char *path, struct buffer *why)
{
    struct buffer folder;
    buffer_init(&folder, PATHS_BYTES);
    paths_beside(path, ".", &folder);
    bool good = !folder.full && places_sync(folder.bytes, why);
    buffer_done(&folder);
    return good;
}

/* The journal comes last: before it is there, no server begins with half of it. */
bool backup_restore(const struct config *config, const char *folder, struct backup_count *count,
                    struct buffer *why)
{
    struct places from, to;
    *count = (struct backup_count){0};
    if (!places_own(config, &to, why) || !places_backup(folder, &from, why) ||
        !place_is_free(&to, why) || !backup_prove(&from, &count->rooms, why) ||
        !paths_make_folder(to.journal, why))
        return false;
    return backup_files_copy(from.files, to.files, count, why) &&
           accounts_copy(from.accounts, to.accounts, why) && journal_back(&from, &to, why) &&
           parent_sync(to.journal, why);
}
