/* SPDX-License-Identifier: Apache-2.0
 *
 * Who writes captions: the staff, and people whom organisers let write some languages. One of them
 * has a language's turn: it forbids the others nothing, and tells them who is at it. Within the
 * part of a language they stand with the staff, and no further.
 */
#ifndef MUSTER_FEATURES_CAPTIONS_PEOPLE_H
#define MUSTER_FEATURES_CAPTIONS_PEOPLE_H

#include "core/feature.h"
#include "features/captions_state.h"

/* Whether who stands in `scene` may write that language. */
bool captions_may_write(const struct captions *captions, const struct tongue *tongue,
                        const struct scene *scene);
/* Writes the turn as a member of the open object; in a patch null when it is nobody's. */
void captions_write_turn(const struct tongue *tongue, bool is_patch, struct writer *out);
/* Writes who may write beside the staff: the member `captioners` of the open object. */
void captions_write_people(const struct captions *captions, struct writer *out);
/* The turn that the entry `seq` took says no name any more. True when it did. */
bool captions_forget_turn(struct tongue *tongue, int64_t seq);
/* Frees what a turn has. */
void captions_turn_done(struct tongue *tongue);
/* For struct row of what captioners may do: nobody of the participants while there is none. */
bool captions_allows(const void *state, enum role role);

/* Members of struct feature and struct part_kind. */
void captions_me(const void *state, struct slice person, struct writer *out);
struct rings captions_door(const void *state, struct slice id, struct slice person,
                           struct rings rings);

/* Members of the rows captions.assign, captions.take and captions.leave. */
enum err captions_assign_read(const struct json *data, struct writer *out);
enum err captions_assign_check(const void *state, const struct entry *entry,
                               const struct scene *scene);
void captions_assign_apply(void *state, const struct entry *entry, const struct scene *scene);
void captions_assign_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out);
size_t captions_assign_touches(const void *state, const struct entry *entry,
                               struct slice out[TOUCH_MAX]);
void captions_assign_patch_me(const void *state, const struct entry *entry, struct slice person,
                              struct writer *out);
void captions_assign_moved(const void *state, const struct entry *entry, struct moved *out);
enum err captions_turn_read(const struct json *data, struct writer *out);
enum err captions_take_check(const void *state, const struct entry *entry,
                             const struct scene *scene);
enum err captions_leave_check(const void *state, const struct entry *entry,
                              const struct scene *scene);
void captions_take_apply(void *state, const struct entry *entry, const struct scene *scene);
void captions_leave_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
