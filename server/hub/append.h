/* SPDX-License-Identifier: Apache-2.0
 *
 * An entry on its way: into the journal, to the other instances, and through the fold. Answered
 * with what the journal decided, never with what was hoped.
 */
#ifndef MUSTER_HUB_APPEND_H
#define MUSTER_HUB_APPEND_H

#include "hub/answer.h"
#include "hub/live.h"

/* Appends `entry`, behind all that came before it (live_watch: hands_in), which is checked once
 * more in its turn; held once more until `done` (may be NULL) is called, after commit and apply,
 * and after that of its effects where its row `settles`. The room is in use meanwhile. */
void append_entry(struct live *live, struct entry *entry, hub_answer_fn *done, void *context);
/* Appends an entry of the server's own: `by` is the person it concerns or "system"; `text` is
 * canonical; room and time are filled in. */
void append_own(struct live *live, const struct entry *entry, hub_answer_fn *done, void *context);
/* Answers with what was decided of the entry `seq`, once it is applied. */
void append_await(struct live *live, int64_t seq, hub_answer_fn *done, void *context);

/* A new op of our own: begins with the time, so that the journal's index of ops grows at its end.
 */
enum { OP_BYTES = 40 };
void append_op(const struct hub *hub, char op[OP_BYTES]);

#endif
