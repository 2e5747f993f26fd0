/* SPDX-License-Identifier: Apache-2.0
 *
 * The threads that a person sees, page by page and by what is asked for: those of one topic, with
 * something unread, without an answer, of one's own; in some order. For the queries `forum.list`,
 * and `forum.unread`, which counts those with something unread. What is unread the inbox of who
 * asks knows (core/positions.h).
 */
#ifndef MUSTER_FEATURES_FORUM_LISTING_H
#define MUSTER_FEATURES_FORUM_LISTING_H

#include "core/feature.h"

/* Members of struct query. */
enum err forum_list_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);
enum err forum_unread_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out);

#endif
