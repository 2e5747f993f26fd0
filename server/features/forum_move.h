/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts change their thread: an answer becomes one of its own, with what comments it and, if so
 * wished, all answers behind it; or a thread goes into an older one. Posts keep their seqs, so that
 * whoever knows one finds it: forum.place says in which thread it stands. Functions of core/row.h
 * and of struct query.
 */
#ifndef MUSTER_FEATURES_FORUM_MOVE_H
#define MUSTER_FEATURES_FORUM_MOVE_H

#include "core/feature.h"

/* Members of the row forum.split. */
enum err forum_split_read(const struct json *data, struct writer *out);
enum err forum_split_check(const void *state, const struct entry *entry, const struct scene *scene);
void forum_split_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_split_keep(const void *state, const struct entry *entry, struct writer *out);

/* Of forum.merge. */
enum err forum_merge_read(const struct json *data, struct writer *out);
enum err forum_merge_check(const void *state, const struct entry *entry, const struct scene *scene);
void forum_merge_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of the query forum.place. */
enum err forum_place_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out);

#endif
