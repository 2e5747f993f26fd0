/* SPDX-License-Identifier: Apache-2.0
 *
 * A store of large contents (journal/blobs.h) and the thread that asks it: what is posted runs
 * there, one after another, and what is to follow in the loop. How much the store keeps is known
 * without asking it: it is weighed now and then.
 */
#ifndef MUSTER_JOURNAL_CONTENTS_H
#define MUSTER_JOURNAL_CONTENTS_H

#include "base/slice.h"
#include "journal/blobs.h"
#include "loop/loop.h"

struct contents;

/* Takes over `blobs`. */
struct contents *contents_new(struct loop *loop, struct blobs *blobs);
/* Does what was posted, calls what is due before it returns, closes the store; what is posted
 * meanwhile is done at once. Sets *contents to NULL; NULL is ignored. */
void contents_close(struct contents **contents);

/* Runs `work` on the thread, where contents_blobs may be used, then `done` in the loop. */
void contents_post(struct contents *contents, loop_fn *work, loop_fn *done, void *context);
/* For `work` alone. */
struct blobs *contents_blobs(struct contents *contents);

/* Settles the content of that id, 64 hexadecimal digits: an entry names it. Where that fails, it
 * waits on, and is looked at again. */
void contents_settle(struct contents *contents, struct slice id);

/* Removes contents by their ids, 64 hexadecimal digits each; anything else is passed over. `error`
 * is that of the first that could not be removed. */
typedef void contents_dropped_fn(void *context, enum err error);
void contents_drop(struct contents *contents, const struct slice *ids, size_t count,
                   contents_dropped_fn *done, void *context);

/* How much was kept when it was weighed last; it is weighed again when that was some seconds ago.
 * False: it is not known yet. */
bool contents_weight(struct contents *contents, struct blobs_weight *weight);

#endif
