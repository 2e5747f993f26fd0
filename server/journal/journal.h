/* SPDX-License-Identifier: Apache-2.0
 *
 * The one order of everything that happened. A journal holds, for every room, entries numbered from
 * 1 without gaps, each with a hash chained to the one before. What journal_append has acknowledged
 * is on disk. One thread writes and commits whatever has gathered (group commit); a few threads
 * read. Callbacks come on the loop's thread, once, never before the call has returned; that of a
 * visit alone is called on a reader's thread.
 *
 * The journal owns its threads and its backend. Backends (memory, sqlite, postgres) are tables of
 * plain synchronous functions: journal/backend.h. One that lives in another program may be away for
 * a while: then everything asked of it is answered with ERR_JOURNAL_AWAY, and goes on when it is
 * back.
 */
#ifndef MUSTER_JOURNAL_JOURNAL_H
#define MUSTER_JOURNAL_JOURNAL_H

#include "journal/answer.h"
#include "loop/loop.h"
struct journal;
struct backend;
/* Threads that read, unless said otherwise: one of them is always free for what is small. */
enum { JOURNAL_READERS = 3 };

/* Takes over `backend`. Its threads start at once. */
struct journal *journal_new(struct loop *loop, struct backend *backend);
/* The same with 1 to 8 threads that read. On a fake loop they take turns, so that what happens is
 * the same each time. */
struct journal *journal_new_with(struct loop *loop, struct backend *backend, unsigned readers);
/* Commits what was handed in, calls what is due before it returns, closes the backend. A visit ends
 * with ERR_INTERNAL where it is. What the callbacks ask for meanwhile is answered with
 * ERR_INTERNAL. Never from inside a callback. Sets *journal to NULL. */
void journal_close(struct journal **journal);
/* The journal's id: 22 characters that change only if the journal is replaced. */
struct slice journal_epoch(const struct journal *journal);
/* Random bytes that all who share the journal know and nobody else. False while they are not known
 * (a remote journal is asked at the start, and again while it is away), and of SQLite's always. */
bool journal_secret(const struct journal *journal, unsigned char secret[JOURNAL_SECRET_BYTES]);

/* ---- writing ---- */

/* Appends `entry` (seq 0; held once more until the callback). Entries of one room are numbered in
 * the order they were handed in, and their callbacks come in that order (a refusal for a full
 * queue comes in the next turn). On success entry->seq is set before the callback; a repeated one's
 * stays 0. After a failed commit the journal acknowledges nothing any more
 * (journal_failed): the process must end and start again. */
void journal_append(struct journal *journal, struct entry *entry, journal_append_fn *done,
                    void *context);
/* Erases name and text of at most 1024 entries of `room`, each named once, for good: all, or with
 * ERR_NOT_FOUND none. They keep their places, the texts become what is kept. Behind what was handed
 * in before. Who asks after the callback has begun does not read the words any more: see "Sharing".
 * An erased op is still a repeat, whatever its text. After any other error: to be asked again. What
 * PostgreSQL's files hold for a while is said in postgres_erase.c. */
void journal_erase(struct journal *journal, struct slice room, const struct journal_erasure *things,
                   size_t count, journal_erase_fn *done, void *context);
/* Whether a commit has failed; whether it could not be reached when asked last; why, of both. */
bool journal_failed(const struct journal *journal);
bool journal_away(const struct journal *journal);
const char *journal_why(const struct journal *journal);
/* Whether a remote one, which is asked twice a second, gives no answer for over a second. */
bool journal_silent(const struct journal *journal);

/* ---- reading -----------------------------------------------------------------------------------
 *
 * Order: whoever asks after a callback has begun sees all that was committed before that. Answers
 * to different questions come in any order: who needs one before the other asks for the other in
 * the callback of the first. (The hub does: a room has one read of its own under way, and what
 * sessions ask is answered by its id.) Those who ask the same are answered in the order they asked.
 *
 * Tickets: each question gives one, which may be left alone. It is valid until its callback has
 * begun. journal_drop says that nobody waits any more: the callback never comes, and what nobody
 * else waits for is not read if it has not begun.
 *
 * Sharing: equal questions, journal_read or journal_read_seqs, that have not begun are read once,
 * for all who wait. journal_read_seqs joins one under way too, for an entry never changes but by an
 * erasure: nobody joins a read that began before an erasure of this journal was acknowledged. (An
 * erasure of another instance is not known here: as long as one read takes, its text may still come
 * to those who join it.) Seqs that a read under way may have missed are read anew for who joined.
 */
struct journal_ticket;

/* Reads at most `limit` (≤ 1024) entries of `room` with seq > `after`. */
struct journal_ticket *journal_read(struct journal *journal, struct slice room, int64_t after,
                                    size_t limit, journal_read_fn *done, void *context);
/* Reads those of the `seqs` (at most 1024, in any order) that exist. */
struct journal_ticket *journal_read_seqs(struct journal *journal, struct slice room,
                                         const int64_t *seqs, size_t seqs_count,
                                         journal_read_fn *done, void *context);
/* Reads the entry `seq` with its link of the hash chain. */
struct journal_ticket *journal_link(struct journal *journal, struct slice room, int64_t seq,
                                    journal_link_fn *done, void *context);
/* Looks for the entry (room, by, op): its seq and whether type and text are the same as given, as a
 * journal_result with `repeated` (or error OP_REUSED); seq 0 when there is none. */
struct journal_ticket *journal_find(struct journal *journal, const struct entry *like,
                                    journal_find_fn *done, void *context);
/* The number of entries of each of `rooms` (at most 1024), asked in one question. */
struct journal_ticket *journal_heads(struct journal *journal, const struct slice *rooms,
                                     size_t count, journal_heads_fn *done, void *context);

/* The first `limit` (≤ 1024) rooms behind `room_after` (empty: all), with their heads, value 0. */
struct journal_ticket *journal_rooms(struct journal *journal, struct slice room_after, size_t limit,
                                     journal_marks_fn *done, void *context);
/* Calls `visit` on readers' threads for every entry of `room` with after < seq ≤ upto, in rising
 * order, one at a time, each call seeing what the one before has written; then `done` in the loop,
 * which sees all of it. `visit` returns false to end it. `upto` less than 0 (or INT64_MAX): as far
 * as there are entries when the last of them are read. Both get `context`.
 *
 * A visit is read in steps of at most 1024 entries and waits its turn again after each, while what
 * is small goes on: no step of it is within a transaction or a lock of the backend while `visit`
 * runs. An entry that is erased during the visit may be shown as it was. */
struct journal_ticket *journal_visit(struct journal *journal, struct slice room, int64_t after,
                                     int64_t upto, journal_visit_fn *visit,
                                     journal_visited_fn *done, void *context);
/* A visit of all entries, which is told of each what proves it, too. */
struct journal_ticket *journal_visit_proved(struct journal *journal, struct slice room,
                                            journal_proved_fn *visit, journal_visited_fn *done,
                                            void *context);
/* Drops a question, not a visit, and sets *ticket to NULL. NULL is ignored. */
void journal_drop(struct journal_ticket **ticket);
/* Drops a visit: `done` never comes, and `visit` is not called again, but for a call that runs just
 * now. `ended` (may be NULL) is called in the loop, in a later turn, when that has returned: from
 * then on nothing uses the context given to journal_visit. Sets *ticket to NULL; NULL is ignored,
 * and nothing is called. */
void journal_drop_visit(struct journal_ticket **ticket, loop_fn *ended, void *context);

/* ---- marks and figures ---- */

/* Numbers beside the entries, by a short name and a room (perhaps empty, perhaps without entries).
 * One is set in one transaction with what is committed next, never before what was handed in before
 * it; set again meanwhile, it is written once, with the last value. While the journal is away they
 * wait; the last before a crash may be lost; journal_failed tells a failure. `seq`: the entry after
 * which it is so; what says it of a later one stays. 0: the last stays. */
void journal_mark_set(struct journal *journal, const char *name, struct slice room, int64_t value,
                      int64_t seq);
/* It never becomes lower than it is. */
void journal_mark_raise(struct journal *journal, const char *name, struct slice room, int64_t to);
/* The value of the mark (name, room); 0 when it was never set. */
struct journal_ticket *journal_mark_get(struct journal *journal, const char *name,
                                        struct slice room, journal_mark_fn *done, void *context);
/* The first `limit` (≤ 1024) rooms behind `room_after` (empty: all), in order of their names, that
 * have a mark `name` of at most `upto_value`. What is due of alarms. */
struct journal_ticket *journal_marks(struct journal *journal, const char *name,
                                     struct slice room_after, int64_t upto_value, size_t limit,
                                     journal_marks_fn *done, void *context);
/* The same of the rooms that have a mark `name`, and more entries than it says: who is behind. */
struct journal_ticket *journal_behind(struct journal *journal, const char *name,
                                      struct slice room_after, size_t limit, journal_marks_fn *done,
                                      void *context);
struct journal_stats journal_stats(const struct journal *journal);

#endif
