/* SPDX-License-Identifier: Apache-2.0
 *
 * The JSON of what is pushed to clients beside single events: publications that carry one patch,
 * and the pushes around them.
 */
#ifndef MUSTER_FANOUT_PUBLICATION_H
#define MUSTER_FANOUT_PUBLICATION_H

#include "base/buffer.h"
#include "base/slice.h"

/* Writes a publication that is no single event: `type` "tally" or "batch", `patch` an object; with
 * an offset when `seq` > 0. */
void publication_write(const char *type, struct slice patch, int64_t seq, struct buffer *out);
/* Writes the push of a publication. */
void publication_push(struct slice channel, struct slice publication, struct buffer *out);
/* Writes the push that ends a client's subscription: for good (below 2500), or so that it
 * subscribes anew; `why` absent: as the code says. */
enum unsubscribed {
    UNSUBSCRIBED_BY_SERVER = 2000,
    UNSUBSCRIBED_INSUFFICIENT_STATE = 2500,
};
void publication_push_end(struct slice channel, unsigned code, struct slice why,
                          struct buffer *out);

#endif
