/* SPDX-License-Identifier: Apache-2.0
 *
 * A content with the hash abcdef… is the file ab/cdef… It is written under the name new-… first,
 * synced, renamed, and its folder synced: a file under its own name is whole, and one that was
 * acknowledged is there after a crash. What a crash leaves under the name new-… is removed when the
 * folder is opened, which one process does at a time (flock).
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

struct folder {
    struct blobs blobs; /* first */
    int fd;
};

/* The name of a content's file, and of the folder it is in. */
struct place {
    char file[PLACE_BYTES];
    char part[PART_BYTES];
};

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

static enum err put(struct blobs *blobs, struct slice content, struct hash *hash)
{
    int root = fd_of(blobs);
    if (content.len > BOUND_BLOB_BYTES)
        return ERR_TEXT_TOO_LONG;
    *hash = hash_of(&content, 1);
    const struct place place = place_of(hash);
    if (faccessat(root, place.file, F_OK, 0) != 0 && !content_write(root, &place, content))
        return ERR_INTERNAL;
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
    if (unlinkat(fd_of(blobs), place.file, 0) != 0)
        return errno == ENOENT ? ERR_NONE : ERR_INTERNAL;
    return folder_sync(fd_of(blobs), place.part) ? ERR_NONE : ERR_INTERNAL;
}

static void finish(struct blobs *blobs)
{
    close(fd_of(blobs));
    mem_free(blobs);
}

static const struct blobs_ops folder_ops = {
    .name = "folder", .put = put, .get = get, .drop = drop, .close = finish};

static void leftovers_remove(int root)
{
    int fd = openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir && fd >= 0)
        close(fd);
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
