/* SPDX-License-Identifier: Apache-2.0
 *
 * What a command says of entries in other rooms (row->hub.seqs_of and seqs_in): only of a room that
 * the sender may enter can anything be said, and only of what is there. Else it would say "read" of
 * what will be written, or tell which rooms exist.
 */
#ifndef MUSTER_HUB_ELSEWHERE_H
#define MUSTER_HUB_ELSEWHERE_H

#include "core/row.h"
#include "hub/live.h"

/* retry_ms: as in hub_answer. */
typedef void elsewhere_fn(void *context, enum err error, int64_t retry_ms);
/* Asks these rooms, one after another; waking them costs `actor`. False: it names none, and `done`
 * is not called. Else it is called once, perhaps before this returns. Everything is borrowed until
 * then. */
bool elsewhere_ask(struct hub *hub, const struct actor *actor, const struct row *row,
                   const struct entry *entry, elsewhere_fn *done, void *context);

#endif
