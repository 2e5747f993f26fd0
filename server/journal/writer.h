/* SPDX-License-Identifier: Apache-2.0
 *
 * The writing half of a journal, private to journal/: group commit of entries and marks, and
 * erasures, one after another on one thread. The calls are those of journal/journal.h, where they
 * are explained.
 */
#ifndef MUSTER_JOURNAL_WRITER_H
#define MUSTER_JOURNAL_WRITER_H

#include "journal/backend.h"
#include "journal/tail.h"
#include "loop/loop.h"

struct journal;
struct writer;

/* What is to be erased. */
struct erasing {
    struct slice room;
    const struct journal_erasure *things;
    size_t count;
};

/* Starts the thread. `backend` is borrowed. */
struct writer *writer_new(struct loop *loop, struct backend *backend);
/* Commits what was handed in, calls what is due and ends the thread; what is asked for from now on
 * is refused. Never from inside a callback. */
void writer_stop(struct writer *writer);
/* After writer_stop: calls those refused meanwhile. False when there was none. */
bool writer_answer(struct writer *writer);
/* Frees a stopped writer that owes no call, and sets *writer to NULL. */
void writer_free(struct writer **writer);

/* As journal_append, journal_mark_set or journal_mark_raise, journal_erase, journal_failed and
 * journal_away. */
void writer_append(struct writer *writer, struct entry *entry, journal_append_fn *done,
                   void *context);
void writer_mark(struct writer *writer, const struct mark *mark);
void writer_erase(struct writer *writer, const struct erasing *erasing, journal_erase_fn *done,
                  void *context);
/* Drops some of a room, as the backend's drop, at the loop's time. */
void writer_drop(struct writer *writer, struct slice room, journal_dropped_fn *done, void *context);
/* As journal_tail. */
void writer_tail(struct writer *writer, journal_tail_fn *tail, void *context);
/* The writing half of a journal. */
struct writer *journal_writer(struct journal *journal);
/* As journal_key, journal_key_renew and journal_key_destroy. */
void writer_key(struct writer *writer, struct slice name, bool renews, journal_key_fn *done,
                void *context);
void writer_key_destroy(struct writer *writer, struct slice name, journal_destroy_fn *done,
                        void *context);
bool writer_failed(const struct writer *writer);
bool writer_away(const struct writer *writer);
/* Why, while one of these two; "": that is not known. Borrowed until the loop goes on. */
const char *writer_why(const struct writer *writer);
/* Whether a remote backend has been asked for so long that it may have gone. */
bool writer_silent(const struct writer *writer);
/* As journal_secret. */
bool writer_secret(const struct writer *writer, unsigned char secret[JOURNAL_SECRET_BYTES]);

/* Figures; see struct journal_stats. */
struct writer_stats {
    uint64_t entries, commits, waiting;
    struct histogram commit;
};
struct writer_stats writer_stats(const struct writer *writer);

#endif
