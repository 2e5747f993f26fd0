/* SPDX-License-Identifier: Apache-2.0
 *
 * The rules of what a unit is made of: staff write items, and people mark what they have opened and
 * done. Members of the rows item.add, item.edit, item.remove, item.order, item.mark and
 * item.place, and the query item.media.
 */
#ifndef MUSTER_FEATURES_UNIT_ITEM_H
#define MUSTER_FEATURES_UNIT_ITEM_H

#include "core/feature.h"

/* What the pages under protocol/entries say. */
enum err item_add_read(const struct json *data, struct writer *out);
enum err item_edit_read(const struct json *data, struct writer *out);
enum err item_remove_read(const struct json *data, struct writer *out);
enum err item_order_read(const struct json *data, struct writer *out);
enum err item_mark_read(const struct json *data, struct writer *out);
enum err item_place_read(const struct json *data, struct writer *out);

/* Whether there is such a unit and item, and room for one more; of a mark, whether it is open. */
enum err item_add_check(const void *state, const struct entry *entry, const struct scene *scene);
enum err item_there_check(const void *state, const struct entry *entry, const struct scene *scene);
enum err item_order_check(const void *state, const struct entry *entry, const struct scene *scene);
enum err item_mark_check(const void *state, const struct entry *entry, const struct scene *scene);
enum err item_place_check(const void *state, const struct entry *entry, const struct scene *scene);

/* For struct feature: whether the unit, or item, of that seq is open to the person of the scene. */
bool item_shows(const void *state, int64_t seq, const struct scene *scene);

/* Of test.mark and assignment.mark, which say by `passed` that a `person` has done an `item`. */
void item_heard_mark(void *state, const struct entry *entry, const struct scene *scene);
void item_heard_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out);
/* Of what somebody begins at a test or an assignment, or `person` is allowed there: they have
 * opened it, if they had not, so that they are told when it goes. */
void item_heard_begin(void *state, const struct entry *entry, const struct scene *scene);
void item_begun_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out);

/* What becomes of it. */
void item_add_apply(void *state, const struct entry *entry, const struct scene *scene);
void item_edit_apply(void *state, const struct entry *entry, const struct scene *scene);
void item_remove_apply(void *state, const struct entry *entry, const struct scene *scene);
void item_order_apply(void *state, const struct entry *entry, const struct scene *scene);
void item_mark_apply(void *state, const struct entry *entry, const struct scene *scene);
void item_place_apply(void *state, const struct entry *entry, const struct scene *scene);

/* In the room which items of the unit count, in its part the items. */
void item_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                struct writer *out);
/* Words that were replaced, or taken back. */
void item_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal);
/* Of what takes items away: whoever had marked one is told that it is gone, nobody else. */
size_t item_gone_touches(const void *state, const struct entry *entry, struct slice out[TOUCH_MAX]);
void item_gone_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out);
/* A mark, for who made it. */
void item_patch_me(const void *state, const struct entry *entry, struct slice person,
                   struct writer *out);

/* Where a video or a sound is, to whoever sees the item. */
enum err item_media(const void *state, const struct json *data, const struct scene *scene,
                    struct writer *out);
/* What a launch of an activity is to say, and the role and the course of whoever sees the item. */
enum err item_launch(const void *state, const struct json *data, const struct scene *scene,
                     struct writer *out);
/* A member of struct feature. */
bool item_lends(const void *state, int64_t file, const struct scene *scene);

#endif
