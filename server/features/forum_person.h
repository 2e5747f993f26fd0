/* SPDX-License-Identifier: Apache-2.0
 *
 * One person as who asks knows them here: how they are called, their country, their role, and what
 * they wrote of all that who asks may see, the youngest first. Nothing of it says what is hidden:
 * posts are counted one by one, by the rule by which they are shown, and what was written under a
 * pseudonym is nobody's. A person of whom there is nothing to be seen is not there.
 *
 * Of somebody who wrote more than BOUND_PERSON_POSTS_READ posts only the last of them count.
 */
#ifndef MUSTER_FEATURES_FORUM_PERSON_H
#define MUSTER_FEATURES_FORUM_PERSON_H

#include "core/feature.h"

/* Members of the query forum.card: the person, and how many posts. */
void forum_card_others(const void *state, const struct json *data, struct others *out);
enum err forum_card_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

/* Members of the query forum.by: a page of these. */
size_t forum_by_needs(const void *state, const struct json *data, const struct scene *scene,
                      int64_t *seqs, size_t max);
enum err forum_by_answer(const void *state, const struct json *data, const struct scene *scene,
                         struct writer *out);

#endif
