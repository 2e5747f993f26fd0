/* SPDX-License-Identifier: Apache-2.0
 * An export, on a loop that runs until it is done. */
#include "takeout.h"

#include <errno.h>
#include <stdio.h>

#include "base/buffer.h"
#include "features/features.h"
#include "followers/archive.h"
#include "followers/export_job.h"
#include "loop/loop.h"

enum { FILE_BYTES = 1 << 30, PIECE_BYTES = 1 << 16 };

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
    else if (!(taking->written = file_write(taking->takeout->path, made->file)))
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
    FILE *file = fopen(path, "rbe");
    struct buffer whole;
    char *to;
    size_t len;
    if (!file) {
        snprintf(says, says_bytes, "%s cannot be read: %s", path, strerror(errno));
        return false;
    }
    buffer_init(&whole, FILE_BYTES);
    while ((to = buffer_reserve(&whole, PIECE_BYTES)) &&
           (len = fread(to, 1, PIECE_BYTES, file)) > 0)
        whole.len += len;
    bool good = !whole.full && !ferror(file);
    fclose(file);
    if (good)
        good = archive_verify(buffer_slice(&whole), says, says_bytes);
    else
        snprintf(says, says_bytes, "%s cannot be read to its end", path);
    buffer_done(&whole);
    return good;
}
