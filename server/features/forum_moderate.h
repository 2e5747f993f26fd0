/* SPDX-License-Identifier: Apache-2.0
 *
 * Deleting posts and titles, removing and renaming threads, accepting answers.
 */
#ifndef MUSTER_FEATURES_FORUM_MODERATE_H
#define MUSTER_FEATURES_FORUM_MODERATE_H

#include "core/feature.h"

/* Members of the rows forum.delete, forum.rename, forum.remove and forum.accept. What is deleted
 * takes its mentions and its words along (forum_delete_effects, forum_delete_erases), in
 * forum.remove too. */
enum err forum_delete_read(const struct json *data, struct writer *out);
enum err forum_delete_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_delete_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_delete_effects(const void *state, const struct entry *entry, const struct scene *scene,
                          struct emitter *emitter);
enum err forum_rename_read(const struct json *data, struct writer *out);
enum err forum_rename_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_rename_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_rename_keep(const void *state, const struct entry *entry, struct writer *out);
enum err forum_remove_read(const struct json *data, struct writer *out);
enum err forum_remove_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_remove_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err forum_accept_read(const struct json *data, struct writer *out);
enum err forum_accept_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_accept_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_accept_effects(const void *state, const struct entry *entry, const struct scene *scene,
                          struct emitter *emitter);
void forum_delete_erases(const void *state, const struct entry *entry,
                         struct withdrawal *withdrawal);
/* What remains of forum.thread and forum.carry. */
void forum_thread_keep(const void *state, const struct entry *entry, struct writer *out);
void forum_post_keep(const void *state, const struct entry *entry, struct writer *out);

#endif
