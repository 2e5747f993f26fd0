/* SPDX-License-Identifier: Apache-2.0
 *
 * What people see of a forum: the functions of core/feature.h that write its share of views and
 * patches.
 */
#ifndef MUSTER_FEATURES_FORUM_VIEW_H
#define MUSTER_FEATURES_FORUM_VIEW_H

#include "core/feature.h"

/* A member of struct feature: the list of threads, or the thread that is the viewer's part. */
void forum_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                struct writer *out);

/* The one projection of a post, as an object by its seq: a tombstone keeps who, when and where.
 * `rings`: of who looks, within its thread. */
struct post;
void forum_write_post(const struct post *post, struct rings rings, const struct bodies *bodies,
                      struct writer *out);

/* Members of the rows of that name; forum_delete_patch serves forum.remove too, and
 * forum_topic_patch all that move topics, heard ones too. */
void forum_thread_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void forum_post_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void forum_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void forum_rename_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void forum_delete_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void forum_narrow_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void forum_topic_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out);
/* Of forum.pin, forum.close and forum.reopen; of forum.restore; of forum.split and forum.merge. */
void forum_hold_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void forum_restore_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out);
void forum_move_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void forum_shape_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out);
void forum_accept_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);

#endif
