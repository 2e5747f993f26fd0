/* SPDX-License-Identifier: Apache-2.0
 *
 * The reading half of a journal, private to journal/: questions go to a thread of their own in the
 * order asked, and entries are parsed there. The four calls are those of journal/journal.h.
 */
#ifndef MUSTER_JOURNAL_READER_H
#define MUSTER_JOURNAL_READER_H

#include "journal/backend.h"

struct reader;

/* Starts the thread. `backend` is borrowed. */
struct reader *reader_new(struct loop *loop, struct backend *backend);
/* Answers every question asked; those asked by the answers get ERR_INTERNAL. Sets *reader to NULL.
 */
void reader_close(struct reader **reader);

/* As journal_read, journal_read_seqs, journal_find, journal_heads and journal_mark_get. */
void reader_read(struct reader *reader, struct slice room, int64_t after, size_t limit,
                 journal_read_fn *done, void *context);
void reader_read_seqs(struct reader *reader, struct slice room, const int64_t *seqs,
                      size_t seqs_count, journal_read_fn *done, void *context);
void reader_find(struct reader *reader, const struct entry *like, journal_find_fn *done,
                 void *context);
void reader_heads(struct reader *reader, const struct slice *rooms, size_t count,
                  journal_heads_fn *done, void *context);
void reader_mark(struct reader *reader, struct slice name, journal_mark_fn *done, void *context);

/* The record of an entry: its texts borrowed, no number and no link. */
struct record reader_record(const struct entry *entry);

#endif
