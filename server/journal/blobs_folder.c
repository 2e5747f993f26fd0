/* SPDX-License-Identifier: Apache-2.0
 *
 * A content with the hash abcdef… is the file ab/cdef… It is written under the name new-… first,
 * synced, renamed, and its folder synced: a file under its own name is whole, and one that was
 * acknowledged is there after a crash. What a crash leaves under the name new-… is removed when the
 * folder is opened, which one process does at a time (flock). While it waits to be settled, there
 * is an empty file wait-abcdef…, made before it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "journal/blobs.h"

enum { PAGE = 65536, PLACE_BYTES = HASH_HEX + 2, PART_BYTES = 3 };

static const char wait_prefix[] = "wait-";

struct folder {
    struct blobs blobs; /* first */
    int fd;
    bool weighed;  /* its files were looked at, and are counted since */
    int64_t bytes; /* of these; before that of what was put and dropped */
};

/* The name of a content's file, and of the folder it is in. */
struct place {
    char file[PLACE_BYTES];
    char part[PART_BYTES];
    char wait[sizeof wait_prefix + HASH_HEX];
};

static struct folder *folder_of(struct blobs *blobs)
{
    return (struct folder *)blobs;
}

static int fd_of(const struct blobs *blobs)
{
    return ((const struct folder *)(const void *)blobs)->fd;
}

static struct place place_of(const struct hash *hash)
{
    struct place place;
    char hex[HASH_HEX + 1];
    hash_hex(hash, hex);
    snprintf(place.part, sizeof place.part, "%.2s", hex);
    snprintf(place.file, sizeof place.file, "%.2s/%s", hex, hex + 2);
    snprintf(place.wait, sizeof place.wait, "%s%s", wait_prefix, hex);
    return place;
}

static bool write_all(int fd, struct slice content)
{
    while (content.len > 0) {
        ssize_t written = write(fd, content.at, content.len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        content.at += written;
        content.len -= (size_t)written;
    }
    return fsync(fd) == 0;
}

static bool folder_sync(int root, const char *part)
{
    int fd = openat(root, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return good;
}

static bool content_write(int root, const struct place *place, struct slice content)
{
    char id[23], name[32];
    hash_random_id(id);
    snprintf(name, sizeof name, "new-%s", id);
    int fd = openat(root, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool good = write_all(fd, content);
    good = close(fd) == 0 && good;
    good = good && (mkdirat(root, place->part, 0700) == 0 || errno == EEXIST);
    good = good && renameat(root, name, root, place->file) == 0;
    if (!good)
        unlinkat(root, name, 0);
    return good;
}

/* Anew, if there is one: its time counts. */
static bool wait_begin(int root, const struct place *place)
{
    unlinkat(root, place->wait, 0);
    int fd = openat(root, place->wait, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    return fd >= 0 && close(fd) == 0 && fsync(root) == 0;
}

static enum err put(struct blobs *blobs, struct slice content, struct hash *hash)
{
    int root = fd_of(blobs);
    if (content.len > BOUND_BLOB_BYTES)
        return ERR_TEXT_TOO_LONG;
    *hash = hash_of(&content, 1);
    const struct place place = place_of(hash);
    if (!wait_begin(root, &place))
        return ERR_INTERNAL;
    if (faccessat(root, place.file, F_OK, 0) != 0) {
        if (!content_write(root, &place, content))
            return ERR_INTERNAL;
        folder_of(blobs)->bytes += (int64_t)content.len;
    }
    return folder_sync(root, place.part) && fsync(root) == 0 ? ERR_NONE : ERR_INTERNAL;
}

static bool read_all(int fd, struct buffer *out)
{
    char page[PAGE];
    ssize_t count;
    while ((count = read(fd, page, sizeof page)) != 0) {
        if (count > 0)
            buffer_add(out, (struct slice){page, (size_t)count});
        else if (errno != EINTR)
            return false;
    }
    return true;
}

static enum err get(struct blobs *blobs, const struct hash *hash, struct buffer *out)
{
    const struct place place = place_of(hash);
    size_t before = out->len;
    struct stat about;
    int fd = openat(fd_of(blobs), place.file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL;
    enum err error = ERR_INTERNAL;
    if (fstat(fd, &about) == 0 && about.st_size >= 0)
        error = (size_t)about.st_size > out->max - before ? ERR_TEXT_TOO_LONG : ERR_NONE;
    if (error == ERR_NONE && read_all(fd, out) && !out->full) {
        const struct slice content = {out->bytes + before, out->len - before};
        struct hash found = hash_of(&content, 1);
        error = memcmp(&found, hash, sizeof found) == 0 ? ERR_NONE : ERR_INTERNAL;
    }
    close(fd);
    if (error != ERR_NONE)
        out->len = before;
    return error;
}

static enum err drop(struct blobs *blobs, const struct hash *hash)
{
    const struct place place = place_of(hash);
    struct stat about = {.st_size = 0};
    (void)fstatat(fd_of(blobs), place.file, &about, 0);
    if (unlinkat(fd_of(blobs), place.file, 0) != 0) {
        if (errno != ENOENT)
            return ERR_INTERNAL;
    } else {
        folder_of(blobs)->bytes -= (int64_t)about.st_size;
        if (!folder_sync(fd_of(blobs), place.part))
            return ERR_INTERNAL;
    }
    unlinkat(fd_of(blobs), place.wait, 0);
    return ERR_NONE;
}

/* Where a crash brings it back, it is settled again. */
static enum err settle(struct blobs *blobs, const struct hash *hash)
{
    const struct place place = place_of(hash);
    return unlinkat(fd_of(blobs), place.wait, 0) == 0 || errno == ENOENT ? ERR_NONE : ERR_INTERNAL;
}

/* Whether it waits since before that time, and what it is; its head is read. */
static bool waits(int root, const char *name, int64_t before_ms, struct hash *hash,
                  struct slice *head)
{
    struct stat about;
    size_t prefix = sizeof wait_prefix - 1;
    if (strncmp(name, wait_prefix, prefix) != 0 || !hash_of_hex(slice_of(name + prefix), hash) ||
        fstatat(root, name, &about, 0) != 0 || (int64_t)about.st_mtime * 1000 >= before_ms)
        return false;
    const struct place place = place_of(hash);
    int fd = openat(root, place.file, O_RDONLY | O_CLOEXEC);
    ssize_t count = fd >= 0 ? read(fd, (char *)(uintptr_t)head->at, BLOBS_HEAD_BYTES) : -1;
    if (fd >= 0)
        close(fd);
    else if (errno == ENOENT)
        unlinkat(root, name, 0);
    head->len = count > 0 ? (size_t)count : 0;
    return count >= 0;
}

static DIR *list(int root, const char *part)
{
    int fd = openat(root, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir && fd >= 0)
        close(fd);
    return dir;
}

static enum err waiting(struct blobs *blobs, int64_t before_ms, blobs_each_fn *each, void *context)
{
    char bytes[BLOBS_HEAD_BYTES];
    DIR *dir = list(fd_of(blobs), ".");
    unsigned count = 0;
    if (!dir)
        return ERR_INTERNAL;
    for (const struct dirent *item; count < BLOBS_WAITING && (item = readdir(dir));) {
        struct slice head = {bytes, 0};
        struct hash hash;
        if (!waits(fd_of(blobs), item->d_name, before_ms, &hash, &head))
            continue;
        each(context, &hash, head);
        count++;
    }
    closedir(dir);
    return ERR_NONE;
}

static bool is_part(const char *name)
{
    return strlen(name) == PART_BYTES - 1 && name[0] != '.';
}

/* Of the files in one part. */
static int64_t part_bytes(int root, const char *part)
{
    DIR *dir = list(root, part);
    struct stat about;
    int64_t bytes = 0;
    for (const struct dirent *item; dir && (item = readdir(dir));)
        if (item->d_name[0] != '.' && fstatat(dirfd(dir), item->d_name, &about, 0) == 0)
            bytes += (int64_t)about.st_size;
    if (dir)
        closedir(dir);
    return bytes;
}

static enum err weigh(struct blobs *blobs, struct blobs_weight *weight)
{
    struct folder *folder = folder_of(blobs);
    DIR *dir = folder->weighed ? NULL : list(folder->fd, ".");
    if (!folder->weighed && !dir)
        return ERR_INTERNAL;
    if (dir)
        folder->bytes = 0;
    for (const struct dirent *item; dir && (item = readdir(dir));)
        if (is_part(item->d_name))
            folder->bytes += part_bytes(folder->fd, item->d_name);
    if (dir)
        closedir(dir);
    folder->weighed = true;
    *weight = (struct blobs_weight){.bytes = folder->bytes};
    return ERR_NONE;
}

static void finish(struct blobs *blobs)
{
    close(fd_of(blobs));
    mem_free(blobs);
}

static const struct blobs_ops folder_ops = {.name = "folder",
                                            .put = put,
                                            .get = get,
                                            .drop = drop,
                                            .settle = settle,
                                            .waiting = waiting,
                                            .weigh = weigh,
                                            .close = finish};

static void leftovers_remove(int root)
{
    DIR *dir = list(root, ".");
    for (const struct dirent *item; dir && (item = readdir(dir));) {
        if (strncmp(item->d_name, "new-", 4) == 0)
            unlinkat(root, item->d_name, 0);
    }
    if (dir)
        closedir(dir);
}

struct blobs *blobs_folder_open(const char *path, char *why, size_t why_bytes)
{
    int made = mkdir(path, 0700), fd = -1;
    if (made == 0 || errno == EEXIST)
        fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        snprintf(why, why_bytes, "%s cannot be opened: %s", path, strerror(errno));
        return NULL;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        snprintf(why, why_bytes, "%s is in use by another Muster process", path);
        close(fd);
        return NULL;
    }
    leftovers_remove(fd);
    struct folder *folder = mem_new(sizeof *folder);
    folder->blobs.ops = &folder_ops;
    folder->fd = fd;
    return &folder->blobs;
}
