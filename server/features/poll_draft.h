/* SPDX-License-Identifier: Apache-2.0
 *
 * What staff do with polls that are not open: they prepare and edit drafts, put them in order, and
 * take back one that nobody has voted in. Members of the rows of core/row.h and of struct feature.
 */
#ifndef MUSTER_FEATURES_POLL_DRAFT_H
#define MUSTER_FEATURES_POLL_DRAFT_H

#include "core/feature.h"

struct poll;

/* What a poll asks, for whoever keeps polls of their own (features/test_state.h): as the data of a
 * poll.prepare says, in the place of what it asked; what of that data remains when its words are
 * erased, into the open object; and the poll without its words. Its box is its owner's. */
void poll_says(struct poll *poll, const struct json *data);
void poll_shape_keep(const struct json *data, struct writer *out);
void poll_wordless(struct poll *poll);

/* Of poll.prepare. */
enum err poll_prepare_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void poll_prepare_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of poll.edit: what a draft asks. */
enum err poll_edit_read(const struct json *data, struct writer *out);
enum err poll_edit_check(const void *state, const struct entry *entry, const struct scene *scene);
void poll_edit_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of poll.retract: an open or closed poll without a ballot is a draft again. */
enum err poll_retract_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void poll_retract_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Of poll.order. */
enum err poll_order_read(const struct json *data, struct writer *out);
void poll_order_apply(void *state, const struct entry *entry, const struct scene *scene);

/* Members of struct keep of both rows that hold words, and of struct feature: as many options, and
 * how long they were, remain. */
void poll_words_keep(const void *state, const struct entry *entry, struct writer *out);
bool poll_forget(void *state, int64_t seq);

#endif
