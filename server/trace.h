/* SPDX-License-Identifier: Apache-2.0
 *
 * What became of the commands of a room: each entry of its journal is applied again, in order, and
 * told with what came of it: counted, void and why, repeated. Of an entry that holds the acts of
 * several people each is told. What is not told never came into the journal: it was refused when it
 * came, or did not arrive.
 */
#ifndef MUSTER_TRACE_H
#define MUSTER_TRACE_H

#include "base/buffer.h"
#include "journal/backend.h"

/* The room of a journal, folded so far. */
struct trace;

/* Nothing is folded yet. NULL: no room can have that name. Owned by the caller. */
struct trace *trace_new(struct slice room);
/* Frees *trace and sets it to NULL; NULL is ignored. */
void trace_free(struct trace **trace);
/* Folds the next entry; what made it void, or ERR_NONE. */
enum err trace_take(struct trace *trace, const struct record *record);

/* Which commands are told: of the room, and where they are not absent of the person and the op. */
struct trace_of {
    struct slice room, person, op;
};
/* Calls `tell` with a JSON object for each of them. False, and one sentence in `why`, when the room
 * cannot be read; *found: how many there are. */
typedef void trace_fn(void *context, struct slice line);
bool trace_tell(struct backend *backend, const struct trace_of *of, size_t *found,
                struct buffer *why, trace_fn *tell, void *context);

#endif
