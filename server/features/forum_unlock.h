/* SPDX-License-Identifier: Apache-2.0
 *
 * The row forum.unlock, which the timekeeper writes when a post in a thread of the kind `first` can
 * no longer be changed: from then on its author sees what others wrote (forum_first.h).
 */
#ifndef MUSTER_FEATURES_FORUM_UNLOCK_H
#define MUSTER_FEATURES_FORUM_UNLOCK_H

#include "core/feature.h"

/* Members of the row. */
enum err forum_unlock_read(const struct json *data, struct writer *out);
enum err forum_unlock_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_unlock_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_unlock_moved(const void *state, const struct entry *entry, struct moved *out);
/* Of struct feature. */
bool forum_unlock_due(const void *state, struct due *out);

#endif
