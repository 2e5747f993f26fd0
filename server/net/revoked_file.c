/* SPDX-License-Identifier: Apache-2.0
 *
 * A file has changed when its place, size or time has. One that changed a moment ago may change
 * again within the same tick of the file system's clock, so it is read again until it has rested;
 * what was read is compared by its hash.
 */
#include "net/revoked_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"

enum { LOOK_MS = 500, REST_MS = 2000, WHY_BYTES = 200 };

struct revoked_file {
    struct revoked_file_options options;
    char *path; /* owned */
    struct timer *look;
    struct revoked *list;
    struct stat seen;    /* of what was read last */
    struct hash content; /* of the list */
    bool rested;         /* it had not been written for a while when it was read */
    bool ill;            /* the log has said so */
};

static int64_t written_ms(const struct stat *stat)
{
    return (int64_t)stat->st_mtim.tv_sec * 1000 + stat->st_mtim.tv_nsec / 1000000;
}

static bool same(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_dev == b->st_dev && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Reads a whole file into `text`; one byte more than allowed is enough to know. Not a device or a
 * pipe, which might hold up everybody. */
static bool text_read(const char *path, struct stat *stat, struct buffer *text)
{
    char part[4096];
    ssize_t len = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    errno = EINVAL;
    if (fstat(fd, stat) == 0 && S_ISREG(stat->st_mode))
        while ((len = read(fd, part, sizeof part)) > 0 && !text->full)
            buffer_add(text, (struct slice){part, (size_t)len});
    int error = errno;
    close(fd);
    errno = error;
    return len >= 0;
}

static void list_take(struct revoked_file *file, struct slice text, struct revoked *list)
{
    struct hash content = hash_of(&text, 1);
    bool other = !file->list || memcmp(&content, &file->content, sizeof content) != 0;
    if (other) {
        revoked_free(&file->list);
        file->list = list;
        file->content = content;
        log_line(LOG_INFO, "the list of revoked tokens was read", "rules=%zu", revoked_count(list));
    } else {
        revoked_free(&list);
    }
    if (other && file->look)
        file->options.changed(file->options.context);
}

/* False, and a sentence in `why`: the list is as it was. */
static bool file_read(struct revoked_file *file, char *why, size_t why_bytes)
{
    struct buffer text;
    struct revoked *list = NULL;
    buffer_init(&text, REVOKED_BYTES + 1);
    if (!text_read(file->path, &file->seen, &text))
        snprintf(why, why_bytes, "%s", strerror(errno));
    else if (text.full)
        snprintf(why, why_bytes, "it is longer than %d bytes", REVOKED_BYTES);
    else
        list = revoked_read(buffer_slice(&text), why, why_bytes);
    file->rested = list && loop_now_ms(file->options.loop) - written_ms(&file->seen) > REST_MS;
    if (list)
        list_take(file, buffer_slice(&text), list);
    buffer_done(&text);
    return list;
}

static void look(void *context)
{
    struct revoked_file *file = context;
    char why[WHY_BYTES] = "";
    struct stat now;
    if (file->rested && stat(file->path, &now) == 0 && same(&now, &file->seen))
        return;
    bool good = file_read(file, why, sizeof why);
    if (!good && !file->ill)
        log_line(LOG_WARN, "the list of revoked tokens cannot be read: the last one holds",
                 "file=%s reason=\"%s\"", file->path, why);
    if (good && file->ill)
        log_line(LOG_INFO, "the list of revoked tokens can be read again", "file=%s", file->path);
    file->ill = !good;
}

struct revoked_file *revoked_file_open(const struct revoked_file_options *options, char *why,
                                       size_t why_bytes)
{
    char reason[WHY_BYTES] = "";
    struct revoked_file *file = mem_new(sizeof *file);
    file->options = *options;
    file->path = mem_text(slice_of(options->path));
    if (!file_read(file, reason, sizeof reason)) {
        snprintf(why, why_bytes, "token.revoked_file %s: %s", options->path, reason);
        revoked_file_close(&file);
        return NULL;
    }
    file->look = loop_every(options->loop, LOOK_MS, look, file);
    return file;
}

void revoked_file_close(struct revoked_file **file)
{
    if (!*file)
        return;
    timer_close(&(*file)->look);
    revoked_free(&(*file)->list);
    mem_free((*file)->path);
    mem_free(*file);
    *file = NULL;
}

bool revoked_file_holds(const struct revoked_file *file, struct slice id,
                        const struct token_mark *mark)
{
    return file && revoked_holds(file->list, id, mark);
}
