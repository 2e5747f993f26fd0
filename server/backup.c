/* SPDX-License-Identifier: Apache-2.0
 *
 * Copies in the order that leaves nothing out: accounts, journal, then the files, so that what the
 * journal names is there. Files never change; those that went meanwhile were erased.
 */
#include "backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/hash.h"
#include "journal/backend.h"
#include "journal/sqlite_copy.h"
#include "paths.h"
#include "proof.h"

enum { PART_NAME = 2, REST_NAME = HASH_HEX - PART_NAME };

/* Paths of one journal, or of one backup; each ends with a NUL. */
struct places {
    char journal[PATHS_BYTES], accounts[PATHS_BYTES], files[PATHS_BYTES];
    char manifest[PATHS_BYTES]; /* of a backup alone */
    char search[PATHS_BYTES];   /* of a journal alone: the index, which is made again */
};

static bool fail(struct buffer *why, const char *path)
{
    buffer_addf(why, "%s: %s", path, strerror(errno));
    return false;
}

/* False: too long to be one. */
static bool path_write(char path[PATHS_BYTES], const char *first, const char *rest)
{
    int len = snprintf(path, PATHS_BYTES, "%s%s", first, rest);
    return len > 0 && len < PATHS_BYTES;
}

static bool places_own(const struct config *config, struct places *places, struct buffer *why)
{
    const char *url = config_text(config, CONFIG_JOURNAL_URL);
    const char *files = config_text(config, CONFIG_JOURNAL_FILES);
    if (strncmp(url, "sqlite:", 7) != 0) {
        buffer_addf(why, "this is for journals in SQLite: PostgreSQL has its own backups, pg_dump "
                         "with --no-unlogged-table-data; `manifest` goes beside them");
        return false;
    }
    if (path_write(places->journal, url + 7, "") &&
        path_write(places->accounts, url + 7, ".accounts") &&
        path_write(places->search, url + 7, ".search") &&
        path_write(places->files, *files ? files : url + 7, *files ? "" : ".files"))
        return true;
    errno = ENAMETOOLONG;
    return fail(why, url);
}

static bool places_backup(const char *folder, struct places *places, struct buffer *why)
{
    if (path_write(places->journal, folder, "/journal.db") &&
        path_write(places->accounts, folder, "/accounts.db") &&
        path_write(places->files, folder, "/files") &&
        path_write(places->manifest, folder, "/manifest"))
        return true;
    errno = ENAMETOOLONG;
    return fail(why, folder);
}

static bool folder_make(const char *path, struct buffer *why)
{
    return mkdir(path, 0700) == 0 || fail(why, path);
}

/* What stands in the folder is on disk. */
static bool folder_sync(const char *path, struct buffer *why)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (!good)
        fail(why, path);
    if (fd >= 0)
        close(fd);
    return good;
}

/* ---- files ------------------------------------------------------------------------------------
 */

/* From one folder of contents to another. */
struct moving {
    int from, to;
    struct buffer *content; /* of one file */
    struct backup_count *count;
    struct buffer *why;
};

static bool content_read(int from, const char *name, struct buffer *out)
{
    char page[65536];
    ssize_t len;
    int fd = openat(from, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    buffer_clear(out);
    if (fd < 0)
        return false;
    while ((len = read(fd, page, sizeof page)) > 0)
        buffer_add(out, (struct slice){page, (size_t)len});
    close(fd);
    return len == 0 && !out->full;
}

static bool content_write(int to, const char *name, struct slice content)
{
    int fd = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = fd >= 0;
    for (size_t at = 0; good && at < content.len;) {
        ssize_t written = write(fd, content.at + at, content.len - at);
        good = written > 0;
        at += good ? (size_t)written : 0;
    }
    good = good && fsync(fd) == 0;
    return fd >= 0 && close(fd) == 0 && good;
}

/* "ab/cdef…", with the content of which abcdef… is the hash. */
static bool content_move(struct moving *moving, const char *part, const char *rest)
{
    char name[HASH_HEX + 2], hex[HASH_HEX + 1];
    struct hash said, is;
    snprintf(name, sizeof name, "%.2s/%.62s", part, rest);
    snprintf(hex, sizeof hex, "%.2s%.62s", part, rest);
    if (!hash_of_hex(slice_of(hex), &said))
        return true;
    if (!content_read(moving->from, name, moving->content)) {
        if (errno == ENOENT)
            return true;
        return fail(moving->why, name);
    }
    struct slice content = buffer_slice(moving->content);
    is = hash_of(&content, 1);
    if (memcmp(&is, &said, sizeof is) != 0) {
        moving->count->damaged++;
        return true;
    }
    moving->count->files++;
    moving->count->file_bytes += content.len;
    return content_write(moving->to, name, content) || fail(moving->why, name);
}

static DIR *list(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir && fd >= 0)
        close(fd);
    return dir;
}

static bool part_move(struct moving *moving, const char *part)
{
    DIR *dir = list(moving->from, part);
    bool good = dir && mkdirat(moving->to, part, 0700) == 0;
    if (!good)
        fail(moving->why, part);
    for (const struct dirent *item; good && (item = readdir(dir));)
        good = strlen(item->d_name) != REST_NAME || content_move(moving, part, item->d_name);
    good = good && fsync(dirfd(dir)) == 0;
    if (dir)
        closedir(dir);
    return good;
}

/* Those that wait for their entry wait in the copy too. */
static bool mark_move(struct moving *moving, const char *name)
{
    return strncmp(name, "wait-", 5) != 0 ||
           content_write(moving->to, name, (struct slice){"", 0}) || fail(moving->why, name);
}

/* A folder that is not there has no files. */
static bool files_move(const char *from, const char *to, struct backup_count *count,
                       struct buffer *why)
{
    struct buffer content;
    struct moving moving = {.from = open(from, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
                            .content = &content,
                            .count = count,
                            .why = why};
    if (moving.from < 0)
        return errno == ENOENT || fail(why, from);
    buffer_init(&content, BOUND_BLOB_BYTES);
    bool good = folder_make(to, why);
    moving.to = good ? open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    DIR *dir = moving.to >= 0 ? list(moving.from, ".") : NULL;
    good = dir || (good && fail(why, to));
    for (const struct dirent *item; good && (item = readdir(dir));) {
        if (strlen(item->d_name) == PART_NAME && item->d_name[0] != '.')
            good = part_move(&moving, item->d_name);
        else
            good = mark_move(&moving, item->d_name);
    }
    good = good && fsync(moving.to) == 0;
    if (dir)
        closedir(dir);
    if (moving.to >= 0)
        close(moving.to);
    close(moving.from);
    buffer_done(&content);
    return good;
}

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
        fail(why, to->manifest);
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
        return fail(why, folder);
    }
    if (!path_write(part, folder, ".part") || !places_own(config, &from, why) ||
        !places_backup(part, &to, why) || !folder_make(part, why))
        return why->len > 0 ? false : fail(why, folder);
    if (!accounts_copy(from.accounts, to.accounts, why) ||
        !database_copy(from.journal, to.journal, why) ||
        !files_move(from.files, to.files, count, why) || !manifest_write(&to, &count->rooms, why) ||
        !folder_sync(part, why))
        return false;
    return rename(part, folder) == 0 || fail(why, folder);
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
    if (!path_write(fresh, to->journal, ".restored") || !database_copy(from->journal, fresh, why))
        return why->len > 0 ? false : fail(why, to->journal);
    if (!sqlite_copy_renew(fresh, reason, sizeof reason))
        buffer_addf(why, "%s", reason);
    else if (rename(fresh, to->journal) == 0)
        return true;
    else
        fail(why, to->journal);
    unlink(fresh);
    return false;
}

static bool parent_sync(const char *path, struct buffer *why)
{
    struct buffer folder;
    buffer_init(&folder, PATHS_BYTES);
    paths_beside(path, ".", &folder);
    bool good = !folder.full && folder_sync(folder.bytes, why);
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
    return files_move(from.files, to.files, count, why) &&
           accounts_copy(from.accounts, to.accounts, why) && journal_back(&from, &to, why) &&
           parent_sync(to.journal, why);
}
