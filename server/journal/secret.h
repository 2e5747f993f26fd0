/* SPDX-License-Identifier: Apache-2.0
 *
 * The secret of those who share a journal (backend_ops.secret): asked for on the writer's thread,
 * once; again when the backend was away. What goes wrong here does not fail the journal: it does
 * without. Private to journal/.
 */
#ifndef MUSTER_JOURNAL_SECRET_H
#define MUSTER_JOURNAL_SECRET_H

#include "journal/backend.h"
#include "loop/loop.h"

enum secret_state { SECRET_WANTED, SECRET_ASKED, SECRET_KNOWN, SECRET_NEVER };

struct secret {
    struct backend *backend; /* borrowed */
    enum secret_state state;
    enum err error;                            /* while it is asked for: the writer's thread only */
    unsigned char bytes[JOURNAL_SECRET_BYTES]; /* the same */
};

/* Asks for it, on `worker`, if it is wanted and the backend has one. */
void secret_ask(struct secret *secret, struct worker *worker);

#endif
