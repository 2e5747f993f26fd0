/* SPDX-License-Identifier: Apache-2.0
 *
 * One export on its way: the room is folded for it on a reader's thread (hub/job.h), its tables are
 * collected and its file made on a thread of whoever starts it, and what they need is read from the
 * journal as it is then, as erased. The captions of a course's sessions come along by jobs of their
 * own, one after another. The loop does nothing but hand over. It needs no room awake, and gives
 * the same on every instance. What grows with the room stands in files in no folder
 * (base/spool.h): the memory that it takes does not.
 */
#ifndef MUSTER_FOLLOWERS_EXPORT_JOB_H
#define MUSTER_FOLLOWERS_EXPORT_JOB_H

#include "core/kinds.h"
#include "followers/make.h"
#include "journal/journal.h"
#include "loop/loop.h"

struct contents;
struct export_job;

/* Reads the file that is the content of that id, on the thread of the contents: `content` is made,
 * and ended by whoever called; *file is in it. */
typedef enum err export_read_fn(struct contents *contents, struct slice id, struct buffer *content,
                                struct slice *file);

struct export_of {
    struct loop *loop; /* this and the next three are borrowed, and outlive the job */
    struct journal *journal;
    const struct kinds *kinds;
    struct worker *worker;
    struct slice room, person; /* copied, as `what`; the person absent: who leads it */
    struct slice what;         /* one part; absent: all */
    struct slice webinars;     /* copied; its sessions for calendars; absent: none */
    struct slice url;          /* copied; the public address of the server; absent: none is known */
    struct contents *contents; /* borrowed; of what people uploaded; NULL: no files come along */
    export_read_fn *read;      /* how one is read */
    enum make_form form;
    enum label_language language;
    size_t bytes_max; /* of the file; less than 4 GiB */
};

/* What became of it; borrowed for the call. ERR_PERMISSION_DENIED, ERR_NOT_FOUND: of the room or
 * the part, for that person; ERR_LIMIT_EXCEEDED: it would be too large. */
struct export_made {
    enum err error;
    struct buffer *file;   /* to be read, or moved (buffer_move); NULL with an error */
    int64_t seq, redacted; /* the last entry; erasure_moved of the room */
    struct slice sessions; /* JSON: the same by the rooms of which captions came along; or absent */
};
typedef void export_fn(void *context, const struct export_made *made);

/* Calls `done` once in the loop; then the job is freed. */
struct export_job *export_job_start(const struct export_of *of, export_fn *done, void *context);
/* About how far it has come, in percent. */
unsigned export_job_percent(const struct export_job *job);
/* Gives it up and sets *job to NULL; NULL is ignored. `done` never comes. The worker is to be
 * closed after that: what it is at just now ends soon. */
void export_job_drop(struct export_job **job);

#endif
