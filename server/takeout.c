/* SPDX-License-Identifier: Apache-2.0
 * An export, on a loop that runs until it is done. */
#include "takeout.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/spool.h"
#include "features/features.h"
#include "followers/archive.h"
#include "followers/export_job.h"
#include "loop/loop.h"

#define FILE_BYTES UINT32_MAX

struct taking {
    struct loop *loop;
    const struct takeout *takeout;
    char *why;
    size_t why_bytes;
    bool written;
};

/* Whole, or not at all: a file that was there stays until the new one stands. */
static bool file_write(const char *path, struct slice bytes)
{
    struct buffer beside;
    buffer_init(&beside, 4096);
    buffer_addf(&beside, "%s.part", path);
    buffer_add_byte(&beside, 0);
    FILE *file = beside.full ? NULL : fopen(beside.bytes, "wbe");
    bool good = file && fwrite(bytes.at, 1, bytes.len, file) == bytes.len;
    if (file)
        good = fclose(file) == 0 && good;
    good = good && rename(beside.bytes, path) == 0;
    if (file && !good)
        remove(beside.bytes);
    buffer_done(&beside);
    return good;
}

static void done(void *context, const struct export_made *made)
{
    struct taking *taking = context;
    if (made->error)
        snprintf(taking->why, taking->why_bytes, "it cannot be taken out: %s",
                 error_text(made->error));
    else if (!(taking->written = file_write(taking->takeout->path, buffer_slice(made->file))))
        snprintf(taking->why, taking->why_bytes, "%s cannot be written: %s", taking->takeout->path,
                 strerror(errno));
    loop_stop(taking->loop);
}

bool takeout_write(struct backend *backend, const struct takeout *takeout, char *why,
                   size_t why_bytes)
{
    const char *dot = strrchr(takeout->path, '.');
    enum make_form form = make_form_of(slice_of(dot ? dot + 1 : ""));
    struct taking taking = {
        .loop = loop_new(), .takeout = takeout, .why = why, .why_bytes = why_bytes};
    struct journal *journal = journal_new_with(taking.loop, backend, 1);
    struct kinds *kinds = kinds_new(kinds_all, why, why_bytes);
    struct worker *worker = worker_new(taking.loop, "export");
    if (form == MAKE_FORMS || (form == MAKE_CSV && !takeout->what.at)) {
        snprintf(why, why_bytes, "the file ends with .zip, .xlsx or .json, or .csv for one part");
    } else if (kinds && kinds_of(kinds, takeout->room)) {
        const struct export_of of = {.loop = taking.loop,
                                     .journal = journal,
                                     .kinds = kinds,
                                     .worker = worker,
                                     .room = takeout->room,
                                     .person = takeout->person,
                                     .what = takeout->what,
                                     .form = form,
                                     .language = label_language_of(takeout->language),
                                     .bytes_max = FILE_BYTES};
        (void)export_job_start(&of, done, &taking);
        loop_run(taking.loop);
    } else if (kinds) {
        snprintf(why, why_bytes, "no room can have that name");
    }
    worker_close(&worker);
    journal_close(&journal);
    kinds_free(&kinds);
    loop_free(&taking.loop);
    return taking.written;
}

bool takeout_verify(const char *path, char *says, size_t says_bytes)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool good = file >= 0 && fstat(file, &about) == 0;
    if (!good) {
        snprintf(says, says_bytes, "%s cannot be read: %s", path, strerror(errno));
    } else if (about.st_size <= 0 || about.st_size > FILE_BYTES) {
        snprintf(says, says_bytes, "%s is no export", path);
        good = false;
    } else {
        size_t bytes = (size_t)about.st_size;
        const char *at = spool_map(file, bytes);
        good = at && archive_verify((struct slice){at, bytes}, says, says_bytes);
        if (!at)
            snprintf(says, says_bytes, "%s cannot be read to its end", path);
        spool_unmap((char *)(uintptr_t)at, bytes);
    }
    if (file >= 0)
        close(file);
    return good;
}
