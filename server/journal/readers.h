/* SPDX-License-Identifier: Apache-2.0
 *
 * The reading half of a journal, private to journal/: questions wait in a line, from which a few
 * threads help themselves. The calls are those of journal/journal.h, where they are explained.
 */
#ifndef MUSTER_JOURNAL_READERS_H
#define MUSTER_JOURNAL_READERS_H

#include "journal/backend.h"
#include "loop/loop.h"

struct readers;
struct journal_ticket;

/* Starts at most `threads` threads, fewer when `backend`, which is borrowed, has not enough
 * readers.
 */
struct readers *readers_new(struct loop *loop, struct backend *backend, unsigned threads);
/* Answers every question asked, ends visits with ERR_INTERNAL, and ends the threads; what is asked
 * from now on is refused. Never from inside an answer. */
void readers_stop(struct readers *readers);
/* After readers_stop: answers some of those refused meanwhile. False when there was none. */
bool readers_answer(struct readers *readers);
/* Frees stopped readers that owe no answer, and sets *readers to NULL. */
void readers_free(struct readers **readers);

/* As journal_read and its sisters, journal_drop and journal_drop_visit. */
struct journal_ticket *readers_read(struct readers *readers, struct slice room, int64_t after,
                                    size_t limit, journal_read_fn *done, void *context);
struct journal_ticket *readers_read_seqs(struct readers *readers, struct slice room,
                                         const int64_t *seqs, size_t seqs_count,
                                         journal_read_fn *done, void *context);
struct journal_ticket *readers_link(struct readers *readers, struct slice room, int64_t seq,
                                    journal_link_fn *done, void *context);
struct journal_ticket *readers_find(struct readers *readers, const struct entry *like,
                                    journal_find_fn *done, void *context);
struct journal_ticket *readers_heads(struct readers *readers, const struct slice *rooms,
                                     size_t count, journal_heads_fn *done, void *context);
struct journal_ticket *readers_mark(struct readers *readers, struct slice name, struct slice room,
                                    journal_mark_fn *done, void *context);
/* As journal_marks and journal_behind. */
struct journal_ticket *readers_marks(struct readers *readers, const struct marks_asked *asked,
                                     journal_marks_fn *done, void *context);
void readers_drop(struct journal_ticket **ticket);
void readers_drop_visit(struct journal_ticket **ticket, loop_fn *ended, void *context);

/* What a visit is about. */
struct readers_visit {
    struct slice room;
    int64_t after, upto;
    journal_visit_fn *visit;
    journal_proved_fn *proved; /* instead of that; or NULL */
};
struct journal_ticket *readers_visit(struct readers *readers, const struct readers_visit *visit,
                                     journal_visited_fn *done, void *context);

/* Something was erased: who asks from now on is not answered by a read begun before. */
void readers_erased(struct readers *readers);

/* Figures; see struct journal_stats. */
struct readers_stats {
    uint64_t reads, shared, dropped;
    uint64_t waiting;
    unsigned threads;
};
struct readers_stats readers_stats(struct readers *readers);

#endif
