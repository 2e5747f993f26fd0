/* SPDX-License-Identifier: Apache-2.0
 *
 * Who gets which place in the groups: by chance, by staff, by their own choice, as a late comer;
 * and who loses it. Functions are for the rows and hearings of group.c.
 */
#ifndef MUSTER_FEATURES_GROUP_PLACE_H
#define MUSTER_FEATURES_GROUP_PLACE_H

#include "features/group_state.h"

/* group.make: other groups, in place of those there are. */
enum err group_make_read(const struct json *data, struct writer *out);
enum err group_make_check(const void *state, const struct entry *entry, const struct scene *scene);
void group_make_apply(void *state, const struct entry *entry, const struct scene *scene);
void group_make_moved(const void *state, const struct entry *entry, struct moved *out);

/* group.move and group.choose: one person to a group, or out of them. */
enum err group_move_read(const struct json *data, struct writer *out);
enum err group_move_check(const void *state, const struct entry *entry, const struct scene *scene);
void group_move_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err group_choose_read(const struct json *data, struct writer *out);
enum err group_choose_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void group_choose_apply(void *state, const struct entry *entry, const struct scene *scene);

/* group.place: late comers get a place, and names are as people have them now; at once after they
 * came, some at a time. */
bool group_place_due(const struct groups *groups, struct due *out);
enum err group_place_check(const void *state, const struct entry *entry, const struct scene *scene);
void group_place_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Whom the last entry gave another place, and the parts of kind `kind` that show it. */
size_t group_place_touches(const void *state, const struct entry *entry,
                           struct slice out[TOUCH_MAX]);
void group_place_moved(const void *state, const struct entry *entry, struct moved *out);
void group_place_parts(const struct groups *groups, const struct entry *entry,
                       const struct part_kind *kind, struct parts *out);

/* Who comes in, is sent away, or is given a role. */
void group_join_heard(void *state, const struct entry *entry, const struct scene *scene);
void group_sent_heard(void *state, const struct entry *entry, const struct scene *scene);
void group_role_heard(void *state, const struct entry *entry, const struct scene *scene);

/* For struct feature. */
bool group_place_forget_name(void *state, struct slice person);

#endif
