/* SPDX-License-Identifier: Apache-2.0
 *
 * The posts of a thread page by page, for the query `forum.posts`: around a position, from a date
 * on, before or after a post. Their texts are read from the journal.
 */
#ifndef MUSTER_FEATURES_FORUM_PAGES_H
#define MUSTER_FEATURES_FORUM_PAGES_H

#include "core/feature.h"

/* Members of struct query. */
size_t forum_posts_needs(const void *state, const struct json *data, const struct scene *scene,
                         int64_t *seqs, size_t max);
enum err forum_posts_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out);

#endif
