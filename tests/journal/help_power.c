/* SPDX-License-Identifier: Apache-2.0
 * See help_power.h. */
#include "journal/help_power.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 8, SECTOR = 512, PATH_BYTES = 256 };

struct bytes {
    unsigned char *at;
    size_t len, room;
};

/* A write that is not synced, or (data NULL) a truncation to `offset`. */
struct change {
    size_t offset, len;
    unsigned char *data;
    struct change *next;
};

struct file {
    char path[PATH_BYTES];
    bool exists;
    struct bytes cache, disk; /* what readers see; what a power cut leaves */
    struct change *first, **last;
};

struct power {
    struct file files[FILES];
    uint64_t random;
    unsigned operations_left, syncs_left; /* 0: unlimited */
    bool lost, ignore_log_syncs, sync_failed;
    sqlite3_vfs *real;
    sqlite3_vfs vfs;
};

static struct power power;

struct handle {
    sqlite3_file base; /* first */
    struct file *file;
    bool log;
    sqlite3_file *real; /* behind this struct */
};

unsigned power_random(unsigned bound)
{
    /* SplitMix64. */
    uint64_t z = power.random += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((z ^ (z >> 31)) % bound);
}

static void bytes_resize(struct bytes *bytes, size_t len)
{
    if (len > bytes->room) {
        size_t room = len * 2;
        bytes->at = realloc(bytes->at, room);
        if (!bytes->at)
            exit(1);
        bytes->room = room;
    }
    if (len > bytes->len)
        memset(bytes->at + bytes->len, 0, len - bytes->len);
    bytes->len = len;
}

static void bytes_write(struct bytes *bytes, size_t offset, const unsigned char *data, size_t len)
{
    if (offset + len > bytes->len)
        bytes_resize(bytes, offset + len);
    memcpy(bytes->at + offset, data, len);
}

static void changes_forget(struct file *file)
{
    for (struct change *change = file->first, *next; change; change = next) {
        next = change->next;
        free(change->data);
        free(change);
    }
    file->first = NULL;
    file->last = &file->first;
}

static void change_apply(struct bytes *bytes, const struct change *change)
{
    if (change->data)
        bytes_write(bytes, change->offset, change->data, change->len);
    else
        bytes_resize(bytes, change->offset);
}

/* Sector by sector, by the toss of a coin. */
static void change_tear(struct bytes *bytes, const struct change *change)
{
    for (size_t at = 0; change->data && at < change->len;) {
        size_t len = SECTOR - (change->offset + at) % SECTOR;
        if (len > change->len - at)
            len = change->len - at;
        if (power_random(2))
            bytes_write(bytes, change->offset + at, change->data + at, len);
        at += len;
    }
}

/* How much reaches the disk differs from cut to cut: sometimes all but one write, sometimes none.
 */
static void file_cut(struct file *file, unsigned percent)
{
    for (struct change *change = file->first; change; change = change->next) {
        if (power_random(100) < percent)
            change_apply(&file->disk, change);
        else if (power_random(4) == 0)
            change_tear(&file->disk, change);
    }
    changes_forget(file);
}

void power_cut(void)
{
    unsigned percent = power_random(101);
    for (int i = 0; i < FILES; i++) {
        if (power.files[i].exists)
            file_cut(&power.files[i], percent);
    }
    power.lost = true;
    power.operations_left = 0;
}

void power_on(void)
{
    for (int i = 0; i < FILES; i++) {
        struct file *file = &power.files[i];
        bytes_resize(&file->cache, file->disk.len);
        if (file->disk.len > 0)
            memcpy(file->cache.at, file->disk.at, file->disk.len);
    }
    power.lost = false;
    power.operations_left = 0;
}

void power_reset(uint64_t seed)
{
    for (int i = 0; i < FILES; i++) {
        struct file *file = &power.files[i];
        if (file->last)
            changes_forget(file);
        file->path[0] = '\0';
        file->exists = false;
        file->cache.len = file->disk.len = 0;
    }
    power.random = seed;
    power.operations_left = power.syncs_left = 0;
    power.lost = power.ignore_log_syncs = power.sync_failed = false;
}

void power_cut_after(unsigned operations)
{
    power.operations_left = operations;
}

bool power_lost(void)
{
    return power.lost;
}

void power_ignore_log_syncs(bool ignore)
{
    power.ignore_log_syncs = ignore;
}

void power_fail_sync_after(unsigned syncs)
{
    power.syncs_left = syncs;
    power.sync_failed = false;
}

bool power_sync_failed(void)
{
    return power.sync_failed;
}

static void tick(void)
{
    if (power.operations_left > 0 && --power.operations_left == 0)
        power_cut();
}

static struct file *file_find(const char *path)
{
    for (int i = 0; i < FILES; i++) {
        if (strcmp(power.files[i].path, path) == 0)
            return &power.files[i];
    }
    return NULL;
}

static struct file *file_of(const char *path)
{
    struct file *file = file_find(path);
    for (int i = 0; !file && i < FILES; i++) {
        if (power.files[i].path[0] == '\0')
            file = &power.files[i];
    }
    if (!file)
        exit(1);
    if (!file->exists) {
        snprintf(file->path, sizeof file->path, "%s", path);
        file->exists = true;
        file->cache.len = file->disk.len = 0;
        file->last = &file->first;
    }
    return file;
}

static struct handle *handle_of(sqlite3_file *base)
{
    return (struct handle *)base;
}

static int on_close(sqlite3_file *base)
{
    struct handle *handle = handle_of(base);
    return handle->real->pMethods->xClose(handle->real);
}

static int on_read(sqlite3_file *base, void *out, int len, sqlite3_int64 offset)
{
    const struct bytes *cache = &handle_of(base)->file->cache;
    size_t at = (size_t)offset, want = (size_t)len;
    if (power.lost)
        return SQLITE_IOERR_READ;
    size_t have = at >= cache->len ? 0 : cache->len - at;
    if (have > want)
        have = want;
    if (have > 0)
        memcpy(out, cache->at + at, have);
    memset((char *)out + have, 0, want - have);
    return have == want ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static void change_add(struct file *file, size_t offset, const void *data, size_t len)
{
    struct change *change = calloc(1, sizeof *change);
    if (!change)
        exit(1);
    change->offset = offset;
    change->len = len;
    if (data) {
        change->data = malloc(len);
        if (!change->data)
            exit(1);
        memcpy(change->data, data, len);
    }
    *file->last = change;
    file->last = &change->next;
    change_apply(&file->cache, change);
}

static int on_write(sqlite3_file *base, const void *data, int len, sqlite3_int64 offset)
{
    if (power.lost)
        return SQLITE_IOERR_WRITE;
    change_add(handle_of(base)->file, (size_t)offset, data, (size_t)len);
    tick();
    return power.lost ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int on_truncate(sqlite3_file *base, sqlite3_int64 len)
{
    if (power.lost)
        return SQLITE_IOERR_TRUNCATE;
    change_add(handle_of(base)->file, (size_t)len, NULL, 0);
    tick();
    return power.lost ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

static int on_sync(sqlite3_file *base, int flags)
{
    struct handle *handle = handle_of(base);
    struct file *file = handle->file;
    (void)flags;
    tick();
    if (power.lost)
        return SQLITE_IOERR_FSYNC;
    if (power.syncs_left > 0 && --power.syncs_left == 0) {
        power.sync_failed = true;
        changes_forget(file);
        return SQLITE_IOERR_FSYNC;
    }
    if (handle->log && power.ignore_log_syncs)
        return SQLITE_OK;
    for (const struct change *change = file->first; change; change = change->next)
        change_apply(&file->disk, change);
    changes_forget(file);
    /* On the disk, but nobody was told. */
    tick();
    return power.lost ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int on_file_size(sqlite3_file *base, sqlite3_int64 *len)
{
    *len = (sqlite3_int64)handle_of(base)->file->cache.len;
    return SQLITE_OK;
}

static int on_lock(sqlite3_file *base, int level)
{
    sqlite3_file *real = handle_of(base)->real;
    return real->pMethods->xLock(real, level);
}

static int on_unlock(sqlite3_file *base, int level)
{
    sqlite3_file *real = handle_of(base)->real;
    return real->pMethods->xUnlock(real, level);
}

static int on_check_lock(sqlite3_file *base, int *out)
{
    sqlite3_file *real = handle_of(base)->real;
    return real->pMethods->xCheckReservedLock(real, out);
}

static int on_control(sqlite3_file *base, int operation, void *argument)
{
    (void)base;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int on_sector_size(sqlite3_file *base)
{
    (void)base;
    return SECTOR;
}

static int on_characteristics(sqlite3_file *base)
{
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int on_shm_map(sqlite3_file *base, int page, int bytes, int extend, void volatile **out)
{
    sqlite3_file *real = handle_of(base)->real;
    return real->pMethods->xShmMap(real, page, bytes, extend, out);
}

static int on_shm_lock(sqlite3_file *base, int offset, int count, int flags)
{
    sqlite3_file *real = handle_of(base)->real;
    return real->pMethods->xShmLock(real, offset, count, flags);
}

static void on_shm_barrier(sqlite3_file *base)
{
    sqlite3_file *real = handle_of(base)->real;
    real->pMethods->xShmBarrier(real);
}

static int on_shm_unmap(sqlite3_file *base, int delete)
{
    sqlite3_file *real = handle_of(base)->real;
    return real->pMethods->xShmUnmap(real, delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = on_close,
    .xRead = on_read,
    .xWrite = on_write,
    .xTruncate = on_truncate,
    .xSync = on_sync,
    .xFileSize = on_file_size,
    .xLock = on_lock,
    .xUnlock = on_unlock,
    .xCheckReservedLock = on_check_lock,
    .xFileControl = on_control,
    .xSectorSize = on_sector_size,
    .xDeviceCharacteristics = on_characteristics,
    .xShmMap = on_shm_map,
    .xShmLock = on_shm_lock,
    .xShmBarrier = on_shm_barrier,
    .xShmUnmap = on_shm_unmap,
};

static int on_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out)
{
    struct handle *handle = handle_of(base);
    int ours = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
    (void)vfs;
    base->pMethods = NULL;
    if (!path || !(flags & ours) || power.lost)
        return SQLITE_CANTOPEN;
    handle->real = (sqlite3_file *)(handle + 1);
    int code = power.real->xOpen(power.real, path, handle->real, flags, out);
    if (code != SQLITE_OK)
        return code;
    handle->file = file_of(path);
    handle->log = (flags & SQLITE_OPEN_WAL) != 0;
    base->pMethods = &methods;
    return SQLITE_OK;
}

/* Deleting and creating reach the disk at once: logs are deleted only after they were copied. */
static int on_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
    struct file *file = file_find(path);
    (void)vfs;
    (void)sync;
    if (power.lost)
        return SQLITE_IOERR_DELETE;
    if (file) {
        changes_forget(file);
        file->exists = false;
    }
    return SQLITE_OK;
}

static int on_access(sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
    const struct file *file = file_find(path);
    (void)vfs;
    (void)flags;
    *out = file && file->exists && file->cache.len > 0;
    return SQLITE_OK;
}

void power_install(void)
{
    power.real = sqlite3_vfs_find(NULL);
    power.vfs = *power.real;
    power.vfs.iVersion = 1;
    power.vfs.zName = "power";
    power.vfs.pNext = NULL;
    power.vfs.szOsFile = (int)sizeof(struct handle) + power.real->szOsFile;
    power.vfs.xOpen = on_open;
    power.vfs.xDelete = on_delete;
    power.vfs.xAccess = on_access;
    sqlite3_vfs_register(&power.vfs, 1);
}
