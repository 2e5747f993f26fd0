/* SPDX-License-Identifier: Apache-2.0
 * Files never change, so a name that is there stands for its content. */
#include "backup_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup_places.h"
#include "base/bounds.h"
#include "base/hash.h"

enum { PART_NAME = 2, REST_NAME = HASH_HEX - PART_NAME };

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
        return places_fail(moving->why, name);
    }
    struct slice content = buffer_slice(moving->content);
    is = hash_of(&content, 1);
    if (memcmp(&is, &said, sizeof is) != 0) {
        moving->count->damaged++;
        return true;
    }
    moving->count->files++;
    moving->count->file_bytes += content.len;
    return content_write(moving->to, name, content) || places_fail(moving->why, name);
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
        places_fail(moving->why, part);
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
           content_write(moving->to, name, (struct slice){"", 0}) || places_fail(moving->why, name);
}

bool backup_files_copy(const char *from, const char *to, struct backup_count *count,
                       struct buffer *why)
{
    struct buffer content;
    struct moving moving = {.from = open(from, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
                            .content = &content,
                            .count = count,
                            .why = why};
    if (moving.from < 0)
        return errno == ENOENT || places_fail(why, from);
    buffer_init(&content, BOUND_BLOB_BYTES);
    bool good = places_make(to, why);
    moving.to = good ? open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    DIR *dir = moving.to >= 0 ? list(moving.from, ".") : NULL;
    good = dir || (good && places_fail(why, to));
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

/* ---- and again --------------------------------------------------------------------------------
 */

/* Written under another name first: a name that is there is a whole file. */
static bool content_renew(struct moving *moving, const char *part, const char *rest)
{
    char name[HASH_HEX + 2];
    snprintf(name, sizeof name, "%.2s/%.62s", part, rest);
    if (faccessat(moving->to, name, F_OK, 0) == 0)
        return true;
    unlinkat(moving->to, ".part", 0);
    if (!content_read(moving->from, name, moving->content))
        return errno == ENOENT || places_fail(moving->why, name);
    return (content_write(moving->to, ".part", buffer_slice(moving->content)) &&
            renameat(moving->to, ".part", moving->to, name) == 0) ||
           places_fail(moving->why, name);
}

/* What is in one folder of `to` and not in that of `from` goes. */
static bool gone_remove(const struct moving *moving, const char *part)
{
    DIR *dir = list(moving->to, part);
    bool good = dir;
    for (const struct dirent *item; good && (item = readdir(dir));) {
        char name[HASH_HEX + 2];
        if (strlen(item->d_name) != REST_NAME)
            continue;
        snprintf(name, sizeof name, "%.2s/%.62s", part, item->d_name);
        if (faccessat(moving->from, name, F_OK, 0) != 0 && errno == ENOENT)
            good = unlinkat(moving->to, name, 0) == 0;
    }
    if (dir)
        closedir(dir);
    return good || places_fail(moving->why, part);
}

static bool part_renew(struct moving *moving, const char *part)
{
    struct stat about;
    bool made = fstatat(moving->to, part, &about, 0) == 0 || mkdirat(moving->to, part, 0700) == 0;
    DIR *dir = made ? list(moving->from, part) : NULL;
    bool good = dir || places_fail(moving->why, part);
    for (const struct dirent *item; good && (item = readdir(dir));)
        good = strlen(item->d_name) != REST_NAME || content_renew(moving, part, item->d_name);
    if (dir)
        closedir(dir);
    return good && gone_remove(moving, part);
}

bool backup_files_follow(const char *from, const char *to, struct buffer *why)
{
    struct buffer content;
    struct moving moving = {
        .from = open(from, O_RDONLY | O_DIRECTORY | O_CLOEXEC), .content = &content, .why = why};
    if (moving.from < 0)
        return errno == ENOENT || places_fail(why, from);
    (void)mkdir(to, 0700);
    buffer_init(&content, BOUND_BLOB_BYTES);
    moving.to = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = moving.to >= 0 ? list(moving.from, ".") : NULL;
    bool good = dir || places_fail(why, to);
    for (const struct dirent *item; good && (item = readdir(dir));)
        good = strlen(item->d_name) != PART_NAME || item->d_name[0] == '.' ||
               part_renew(&moving, item->d_name);
    if (dir)
        closedir(dir);
    if (moving.to >= 0)
        close(moving.to);
    close(moving.from);
    buffer_done(&content);
    return good;
}
