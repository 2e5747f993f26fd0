/* SPDX-License-Identifier: Apache-2.0
 *
 * The threads that a person sees, page by page and by what is asked for: those of one topic, with
 * something unread, without an answer, of one's own, that one follows, about which one decides a
 * report; in some order. For the queries `forum.list`, and `forum.unread`, which counts those with
 * something unread. What is unread, and followed, the inbox of who asks knows (core/news.h): it is
 * counted as in inbox.news, so that a list and a bell say the same.
 */
#ifndef MUSTER_FEATURES_FORUM_LISTING_H
#define MUSTER_FEATURES_FORUM_LISTING_H

#include "core/feature.h"

/* Members of struct query. How a thread begins that was a piece of another is read. */
size_t forum_list_needs(const void *state, const struct json *data, const struct scene *scene,
                        int64_t *seqs, size_t max);
enum err forum_list_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);
/* The same for the query forum.preview: as a participant will see it (common_preview.h). */
enum err forum_preview_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out);
enum err forum_unread_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out);

#endif
