/* SPDX-License-Identifier: Apache-2.0
 *
 * Dropping a room for good from the command line, with its proof, and keeping the bounds that the
 * configuration gives ([keep]): what ended long enough ago is archived, taken out as a file,
 * proved, and dropped.
 */
#ifndef MUSTER_DROP_H
#define MUSTER_DROP_H

#include "base/buffer.h"
#include "config.h"
#include "graves.h"
#include "operate.h"

/* Has the room dropped, and waits until it is: *grave is what the journal keeps of it. One that was
 * dropped before gives the same. False, and one sentence in `why`. */
bool drop_room(const struct config *config, struct slice room, struct grave *grave,
               char why[OPERATE_WHY_BYTES]);

/* Called with a line for each room that is due, of what was done to it. */
typedef void drop_told_fn(void *context, struct slice line);
/* Does what [keep] says, or (`dry`) only tells. False, and one sentence in `why`, when a room could
 * not be dropped: the others were all the same. */
bool drop_due(const struct config *config, bool dry, drop_told_fn *told, void *context,
              struct buffer *why);

#endif
