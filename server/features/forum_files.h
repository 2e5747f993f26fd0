/* SPDX-License-Identifier: Apache-2.0
 *
 * Files in posts: pictures that a text shows as ![words](file:12), and others. They were uploaded
 * for a post (features/file_post.h) by who writes it, stand in one alone, and are lent to whoever
 * sees that: where it moves they move, and what is deleted or edited away lends none. Their
 * contents go with the words of the post, or when they were edited away; one that stands in no post
 * a day after it came goes by itself.
 *
 * A post without files holds nothing for them but a bit.
 */
#ifndef MUSTER_FEATURES_FORUM_FILES_H
#define MUSTER_FEATURES_FORUM_FILES_H

#include "core/feature.h"

struct forum;
struct forum_files;
struct post;
struct thread;

/* None; and the end of them, which sets *files to NULL. */
struct forum_files *forum_files_new(void);
void forum_files_free(struct forum_files **files);

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
/* The post holds those that the entry names, where it names any, and no others: what it held and
 * does not any more is gone for good. */
void forum_files_take(struct forum *forum, struct post *post, const struct entry *entry);
/* The post is gone for good. */
void forum_files_end(struct forum *forum, const struct post *post);
/* How many the post holds, and which: `seqs` is borrowed. */
size_t forum_files_of(const struct post *post, const int64_t **seqs);
/* The words of the file are gone: true when a post shows it no more. */
bool forum_files_forget(struct forum *forum, int64_t seq);
/* Writes the member "files" of a post, where it holds any; in a patch null where it did. */
void forum_files_write(const struct post *post, bool is_patch, struct writer *out);

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
