/* SPDX-License-Identifier: Apache-2.0
 *
 * What people may do with the files of posts: a post names those of its author, and they are lent
 * to whoever sees it. What is deleted or edited away lends none. Their contents go with the words
 * of the post, or when they were edited away; one that stands in no post a day after it came goes
 * by itself.
 */
#ifndef MUSTER_FEATURES_FORUM_FILED_H
#define MUSTER_FEATURES_FORUM_FILED_H

#include "core/feature.h"

struct forum;
struct post;
struct thread;

/* Reads the optional member "files" of a post: an array of seqs, each once. */
enum err forum_files_read(const struct json *data, struct writer *out);
/* Whether those that the entry names may stand in the post, or (NULL) in a new one: they wait for
 * one, or are there already, and are its author's. ERR_NOT_FOUND. What answers the question of a
 * webinar goes back there, as words alone: ERR_NOT_AVAILABLE. */
enum err forum_files_check(const struct forum *forum, const struct thread *thread,
                           const struct post *post, const struct entry *entry);
/* What of it the sender's name alone can tell, of a post without one: for row->veil.refuses. */
enum err forum_files_refuses(const struct forum *forum, const struct entry *entry,
                             const struct scene *scene);

/* Members of struct feature: heard; and who may have one. */
void forum_files_heard_add(void *state, const struct entry *entry, const struct scene *scene);
void forum_files_heard_remove(void *state, const struct entry *entry, const struct scene *scene);
bool forum_files_lends(const void *state, int64_t file, const struct scene *scene);
/* Of rows: what an edit takes away; and forum.lapse, with its deadline. */
void forum_files_erases(const void *state, const struct entry *entry,
                        struct withdrawal *withdrawal);
enum err forum_lapse_read(const struct json *data, struct writer *out);
enum err forum_lapse_check(const void *state, const struct entry *entry, const struct scene *scene);
void forum_lapse_apply(void *state, const struct entry *entry, const struct scene *scene);
bool forum_lapse_due(const void *state, struct due *out);

#endif
