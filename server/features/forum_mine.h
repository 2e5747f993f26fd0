/* SPDX-License-Identifier: Apache-2.0
 *
 * What somebody has written in a forum, to take with them: all of it, as it stands, in the order in
 * which they wrote it, and no word of anybody else. For the query `forum.mine`.
 */
#ifndef MUSTER_FEATURES_FORUM_MINE_H
#define MUSTER_FEATURES_FORUM_MINE_H

#include "core/feature.h"

/* Members of struct query. */
size_t forum_mine_needs(const void *state, const struct json *data, const struct scene *scene,
                        int64_t *seqs, size_t max);
enum err forum_mine_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

#endif
