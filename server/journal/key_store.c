/* SPDX-License-Identifier: Apache-2.0
 * A file for each key; the same calls over a map where there is no folder. */
#include "journal/key_store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"

enum { KEYS_MAX = 1 << 20, NAME_BYTES = HASH_HEX + 32 };

/* A key in memory. */
struct kept {
    bool gone;
    unsigned char key[JOURNAL_KEY_BYTES];
};

struct key_store {
    char *folder;     /* owned; NULL: in memory */
    struct map *kept; /* hash to struct kept, owned; NULL where there is a folder */
    bool swept;       /* what an end in between left over was removed */
};

struct key_store *key_store_new(const char *folder)
{
    struct key_store *store = mem_new(sizeof *store);
    if (folder)
        store->folder = mem_text(slice_of(folder));
    else
        store->kept = map_new(KEYS_MAX);
    return store;
}

static void kept_free(void *value)
{
    explicit_bzero(value, sizeof(struct kept));
    mem_free(value);
}

void key_store_free(struct key_store **store)
{
    if (!*store)
        return;
    map_free(&(*store)->kept, kept_free);
    mem_free((*store)->folder);
    mem_free(*store);
    *store = NULL;
}

struct key_hash key_store_hash(struct slice name)
{
    const struct slice parts[] = {SLICE("muster key 1\n"), name};
    struct hash digest = hash_of(parts, 2);
    struct key_hash hash;
    hash_hex(&digest, hash.hex);
    return hash;
}

/* ---- in memory --------------------------------------------------------------------------------
 */

static enum err kept_find(const struct key_store *store, const struct key_hash *hash,
                          unsigned char *key)
{
    const struct kept *kept = map_find(store->kept, slice_of(hash->hex));
    if (!kept)
        return ERR_NOT_FOUND;
    if (kept->gone)
        return ERR_EXPIRED;
    memcpy(key, kept->key, JOURNAL_KEY_BYTES);
    return ERR_NONE;
}

static void kept_put(struct key_store *store, const struct key_hash *hash, const unsigned char *key)
{
    struct kept *kept = mem_new(sizeof *kept);
    kept->gone = !key;
    if (key)
        memcpy(kept->key, key, JOURNAL_KEY_BYTES);
    void *before = map_put(store->kept, slice_of(hash->hex), kept);
    if (before)
        kept_free(before);
}

/* ---- the folder -------------------------------------------------------------------------------
 */

/* Opens the folder; its owner alone may look into it. -1 when it cannot be used. */
static int folder_open(const struct key_store *store)
{
    struct stat about;
    int folder = open(store->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (folder < 0)
        return -1;
    if (fstat(folder, &about) == 0 && (about.st_mode & 077) == 0)
        return folder;
    close(folder);
    errno = EACCES;
    return -1;
}

static void above(const struct key_store *store, char path[PATH_MAX])
{
    const char *slash = strrchr(store->folder, '/');
    int len = slash ? (int)(slash - store->folder) + 1 : 1;
    snprintf(path, PATH_MAX, "%.*s", len, slash ? store->folder : ".");
}

bool key_store_usable(const struct key_store *store, char *why, size_t why_bytes)
{
    enum { USES = R_OK | W_OK | X_OK };
    char path[PATH_MAX];
    if (!store->folder)
        return true;
    int folder = folder_open(store);
    bool good = folder >= 0 && faccessat(folder, ".", USES, AT_EACCESS) == 0;
    above(store, path);
    if (folder < 0 && errno == ENOENT)
        good = faccessat(AT_FDCWD, path, USES, AT_EACCESS) == 0;
    if (!good)
        snprintf(why, why_bytes, "keys cannot be kept in %s (a folder of the server's own): %s",
                 store->folder, strerror(errno));
    if (folder >= 0)
        close(folder);
    return good;
}

/* The folder above is synced too, so that a power cut does not take away the new one. */
static bool folder_make(const struct key_store *store)
{
    char path[PATH_MAX];
    if (mkdir(store->folder, 0700) != 0)
        return errno == EEXIST;
    above(store, path);
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = folder >= 0 && fsync(folder) == 0;
    if (folder >= 0)
        close(folder);
    return good;
}

/* Overwrites a key's file and removes it. True when there is none. */
static bool burn(int folder, const char *name)
{
    static const unsigned char zeros[JOURNAL_KEY_BYTES];
    int file = openat(folder, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return errno == ENOENT;
    bool good = pwrite(file, zeros, sizeof zeros, 0) == (ssize_t)sizeof zeros && fsync(file) == 0 &&
                ftruncate(file, 0) == 0 && fsync(file) == 0;
    close(file);
    return good && unlinkat(folder, name, 0) == 0 && fsync(folder) == 0;
}

static bool ends_with(const char *name, const char *end)
{
    size_t len = strlen(name), end_len = strlen(end);
    return len > end_len && strcmp(name + len - end_len, end) == 0;
}

/* A fresh file that has its name as a key too is that key. */
static bool burn_fresh(int folder, const char *name)
{
    struct stat about;
    if (fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT;
    return about.st_nlink > 1 ? unlinkat(folder, name, 0) == 0 : burn(folder, name);
}

/* Removes what is left of keys that were being made or destroyed when the process ended. */
static bool sweep(int folder)
{
    char name[NAME_BYTES];
    bool good = true;
    int listed = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = listed >= 0 ? fdopendir(listed) : NULL;
    for (const struct dirent *at; list && good && (at = readdir(list));) {
        if (ends_with(at->d_name, ".new"))
            good = burn_fresh(folder, at->d_name);
        if (!ends_with(at->d_name, ".gone"))
            continue;
        snprintf(name, sizeof name, "%.*s.key", HASH_HEX, at->d_name);
        good = burn(folder, name);
    }
    if (list)
        closedir(list);
    else if (listed >= 0)
        close(listed);
    return list && good;
}

struct place {
    int folder;
    const struct key_hash *hash;
};

/* False: the folder cannot be used. place->folder is -1 when it is not there. */
static bool place_open(struct key_store *store, const struct key_hash *hash, bool makes,
                       struct place *place)
{
    place->hash = hash;
    if (makes && !folder_make(store))
        return false;
    place->folder = folder_open(store);
    if (place->folder < 0)
        return errno == ENOENT;
    if (!store->swept)
        store->swept = sweep(place->folder);
    if (!store->swept)
        close(place->folder);
    return store->swept;
}

static void place_name(const struct place *place, const char *end, char name[NAME_BYTES])
{
    snprintf(name, NAME_BYTES, "%s%s", place->hash->hex, end);
}

static bool is_there(const struct place *place, const char *end)
{
    char name[NAME_BYTES];
    place_name(place, end, name);
    return faccessat(place->folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static enum err place_read(const struct place *place, unsigned char *key)
{
    char name[NAME_BYTES];
    if (is_there(place, ".gone"))
        return ERR_EXPIRED;
    place_name(place, ".key", name);
    int file = openat(place->folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL;
    bool whole = read(file, key, JOURNAL_KEY_BYTES) == JOURNAL_KEY_BYTES;
    close(file);
    return whole ? ERR_NONE : ERR_INTERNAL;
}

/* Written under a name of its own, then linked: whole, or not there; and of two processes that
 * share the folder the first counts. */
static enum err place_write(const struct place *place, const unsigned char *key)
{
    char fresh[NAME_BYTES], name[NAME_BYTES], random[23];
    hash_random_id(random);
    snprintf(fresh, sizeof fresh, "%s.new", random);
    place_name(place, ".key", name);
    int file = openat(place->folder, fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return ERR_INTERNAL;
    bool good = write(file, key, JOURNAL_KEY_BYTES) == JOURNAL_KEY_BYTES && fsync(file) == 0;
    close(file);
    enum err error = good ? ERR_NONE : ERR_INTERNAL;
    if (good && linkat(place->folder, fresh, place->folder, name, 0) != 0)
        error = errno == EEXIST ? ERR_ALREADY_EXISTS : ERR_INTERNAL;
    /* The link is the same file: only what was not linked is overwritten. */
    bool gone = error ? burn(place->folder, fresh) : unlinkat(place->folder, fresh, 0) == 0;
    return error || (gone && fsync(place->folder) == 0) ? error : ERR_INTERNAL;
}

static enum err place_destroy(const struct place *place)
{
    char name[NAME_BYTES];
    if (is_there(place, ".gone") && !is_there(place, ".key"))
        return ERR_NONE;
    place_name(place, ".gone", name);
    int mark = openat(place->folder, name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (mark < 0)
        return ERR_INTERNAL;
    bool good = fsync(mark) == 0 && fsync(place->folder) == 0;
    close(mark);
    place_name(place, ".key", name);
    return good && burn(place->folder, name) ? ERR_NONE : ERR_INTERNAL;
}

/* ---- both -------------------------------------------------------------------------------------
 */

enum err key_store_find(struct key_store *store, const struct key_hash *hash, unsigned char *key)
{
    struct place place;
    if (!store->folder)
        return kept_find(store, hash, key);
    if (!place_open(store, hash, false, &place))
        return ERR_INTERNAL;
    if (place.folder < 0)
        return ERR_NOT_FOUND;
    enum err error = place_read(&place, key);
    close(place.folder);
    return error;
}

enum err key_store_put(struct key_store *store, const struct key_hash *hash,
                       const unsigned char *key)
{
    struct place place;
    unsigned char before[JOURNAL_KEY_BYTES];
    enum err error = key_store_find(store, hash, before);
    explicit_bzero(before, sizeof before);
    if (error != ERR_NOT_FOUND)
        return error ? error : ERR_ALREADY_EXISTS;
    if (!store->folder) {
        kept_put(store, hash, key);
        return ERR_NONE;
    }
    if (!place_open(store, hash, true, &place) || place.folder < 0)
        return ERR_INTERNAL;
    error = place_write(&place, key);
    close(place.folder);
    return error;
}

enum err key_store_make(struct key_store *store, const struct key_hash *hash, unsigned char *key)
{
    enum err error = key_store_find(store, hash, key);
    if (error != ERR_NOT_FOUND)
        return error;
    hash_random(key, JOURNAL_KEY_BYTES);
    error = key_store_put(store, hash, key);
    return error == ERR_ALREADY_EXISTS ? key_store_find(store, hash, key) : error;
}

enum err key_store_destroy(struct key_store *store, const struct key_hash *hash)
{
    struct place place;
    if (!store->folder) {
        kept_put(store, hash, NULL);
        return ERR_NONE;
    }
    if (!place_open(store, hash, true, &place) || place.folder < 0)
        return ERR_INTERNAL;
    enum err error = place_destroy(&place);
    close(place.folder);
    return error;
}

enum err key_store_forget(struct key_store *store, const struct key_hash *hash)
{
    struct place place;
    char name[NAME_BYTES];
    if (!store->folder) {
        void *before = map_take(store->kept, slice_of(hash->hex));
        if (before)
            kept_free(before);
        return ERR_NONE;
    }
    if (!place_open(store, hash, false, &place))
        return ERR_INTERNAL;
    if (place.folder < 0)
        return ERR_NONE;
    place_name(&place, ".key", name);
    bool gone = burn(place.folder, name);
    close(place.folder);
    return gone ? ERR_NONE : ERR_INTERNAL;
}

static size_t kept_list(const struct key_store *store, struct key_hash *out, size_t max)
{
    struct map_at at = {0};
    size_t count = 0;
    while (count < max && map_next(store->kept, &at))
        if (!((const struct kept *)at.value)->gone)
            snprintf(out[count++].hex, HASH_HEX + 1, "%.*s", (int)at.key.len, at.key.at);
    return count;
}

static size_t folder_list(int folder, struct key_hash *out, size_t max)
{
    size_t count = 0;
    int listed = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = listed >= 0 ? fdopendir(listed) : NULL;
    for (const struct dirent *at; list && count < max && (at = readdir(list));)
        if (ends_with(at->d_name, ".key") && strlen(at->d_name) == HASH_HEX + 4)
            snprintf(out[count++].hex, HASH_HEX + 1, "%.*s", HASH_HEX, at->d_name);
    if (list)
        closedir(list);
    else if (listed >= 0)
        close(listed);
    return count;
}

size_t key_store_list(struct key_store *store, struct key_hash *out, size_t max)
{
    struct place place;
    if (!store->folder)
        return kept_list(store, out, max);
    if (!place_open(store, NULL, false, &place) || place.folder < 0)
        return 0;
    size_t count = folder_list(place.folder, out, max);
    close(place.folder);
    return count;
}
