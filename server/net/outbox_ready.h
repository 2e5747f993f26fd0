/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of the outbox that were found due, and for which there was no room in the mailer: so that
 * the next one goes as soon as there is, and its lane is not listed anew for each mail.
 */
#ifndef MUSTER_NET_OUTBOX_READY_H
#define MUSTER_NET_OUTBOX_READY_H

#include "base/buffer.h"
#include "journal/accounts.h"

/* One row; owned by whoever has it: outbox_ready_free. */
struct outbox_ready {
    struct outbox_ready *next; /* private */
    unsigned lane;
    char *id; /* owned */
    struct buffer value;
    int64_t expires_ms;
};
/* The first, in the order in which they came. */
struct outbox_readies {
    struct outbox_ready *first;
};

/* Behind the others; the row is copied. */
void outbox_ready_add(struct outbox_readies *readies, unsigned lane, const struct account *row);
/* Takes the first of a lane from `from` on and before `to`; NULL: there is none. */
struct outbox_ready *outbox_ready_take(struct outbox_readies *readies, unsigned from, unsigned to);
/* Whether there are any of the lane. */
bool outbox_ready_has(const struct outbox_readies *readies, unsigned lane);
/* Forgets those of the lane, which is listed anew. */
void outbox_ready_drop(struct outbox_readies *readies, unsigned lane);
/* Frees *ready and sets it to NULL. */
void outbox_ready_free(struct outbox_ready **ready);

#endif
