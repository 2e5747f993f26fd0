/* SPDX-License-Identifier: Apache-2.0
 *
 * Looks, soon after the start and then now and again, for contents of uploads that have waited for
 * an hour for the entry that names them: their process died, or the journal was away. What the
 * journal holds is settled, what it does not, and never will (hub/strays.h), is removed. Any number
 * of instances may look at once.
 */
#ifndef MUSTER_NET_UPLOAD_SWEEP_H
#define MUSTER_NET_UPLOAD_SWEEP_H

#include "journal/contents.h"

struct hub;
struct upload_sweep;

/* All three are borrowed. Contents NULL: there is nothing to look for. */
struct upload_sweep *upload_sweep_new(struct loop *loop, struct hub *hub,
                                      struct contents *contents);
/* Frees *sweep, once what is under way is done, and sets it to NULL. */
void upload_sweep_free(struct upload_sweep **sweep);

#endif
