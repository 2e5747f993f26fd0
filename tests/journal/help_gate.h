/* SPDX-License-Identifier: Apache-2.0
 *
 * A gate at which readers' threads can be held, and a backend around another that passes it with
 * every question: so that a test knows what has begun, what has not, and in which order.
 */
#ifndef MUSTER_TESTS_HELP_GATE_H
#define MUSTER_TESTS_HELP_GATE_H

#include "journal/backend.h"

struct gate;

/* Where a question is held: before the backend is asked, or when it has answered. */
enum gate_place { GATE_BEFORE, GATE_AFTER };

/* An open gate. Freed after all that pass it. */
struct gate *gate_new(void);
void gate_free(struct gate *gate);
/* A backend that passes `gate` and asks `inner`, which it owns. Its questions are told apart by a
 * letter: r read, s read_seqs, f find, h heads, m mark_get; v is for visits of the test's own. */
struct backend *gate_backend(struct gate *gate, struct backend *inner);

/* From now on whoever comes to `letter` at `place` is held there. */
void gate_shut(struct gate *gate, char letter, enum gate_place place);
/* Waits until `count` threads are held. */
void gate_await(struct gate *gate, unsigned count);
/* Lets go of them, and of whoever comes. */
void gate_open(struct gate *gate);
/* What a thread passes; the backend does so itself. */
void gate_pass(struct gate *gate, char letter, enum gate_place place);

/* Which reads have begun, in order: a capital R for those of 1024 entries, and the last letter of
 * their room. Starts anew each time. */
void gate_story(struct gate *gate, char *out, size_t out_bytes);

/* What the writer has asked for, whether it was done or not. */
struct gate_writes {
    size_t commits, entries, marks;
    size_t entries_at_mark; /* how many there were with the last commit that set marks */
};
struct gate_writes gate_writes(struct gate *gate);
/* Whether commits are answered with ERR_JOURNAL_AWAY, and not done. */
void gate_away(struct gate *gate, bool away);

#endif
