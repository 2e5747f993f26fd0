/* SPDX-License-Identifier: Apache-2.0
 *
 * Who may write in a forum: open a thread, post, comment, and edit what they wrote.
 */
#ifndef MUSTER_FEATURES_FORUM_WRITE_H
#define MUSTER_FEATURES_FORUM_WRITE_H

#include "core/feature.h"
#include "features/forum_state.h"

/* The post that the entry's data names, where who does it sees the thread; else NULL. */
struct post *forum_post_seen(const struct forum *forum, const struct entry *entry,
                             const struct scene *scene);
/* Whether the author of the entry wrote the post, not too long ago: ERR_PERMISSION_DENIED,
 * ERR_EDIT_WINDOW. */
enum err forum_own_check(const struct post *post, const struct entry *entry);

/* Members of the rows forum.thread, forum.post and forum.edit; forum_post_effects serves both of
 * the first. */
enum err forum_thread_read(const struct json *data, struct writer *out);
enum err forum_thread_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_thread_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err forum_post_read(const struct json *data, struct writer *out);
enum err forum_post_check(const void *state, const struct entry *entry, const struct scene *scene);
void forum_post_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_post_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter);
enum err forum_edit_read(const struct json *data, struct writer *out);
enum err forum_edit_check(const void *state, const struct entry *entry, const struct scene *scene);
void forum_edit_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_edit_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter);
/* For their row->veil.refuses: what the sender's name alone can tell. */
enum err forum_thread_refuses(const void *state, const struct entry *entry,
                              const struct scene *scene);
enum err forum_post_refuses(const void *state, const struct entry *entry,
                            const struct scene *scene);
enum err forum_edit_refuses(const void *state, const struct entry *entry,
                            const struct scene *scene);

#endif
