/* SPDX-License-Identifier: Apache-2.0
 *
 * The posts of each person in a forum, from the last to the first, so that nobody looks through all
 * posts for those of one: a chain through the posts themselves, deleted ones among them. What was
 * written under a pseudonym is in no chain.
 */
#ifndef MUSTER_FEATURES_FORUM_OWN_H
#define MUSTER_FEATURES_FORUM_OWN_H

#include "features/forum_thread.h"

/* `latest` leads from a person to the last of their posts. A post that came, younger than all; and
 * one that goes, before its author does. */
void forum_own_add(struct map *latest, struct post *post);
void forum_own_drop(struct map *latest, struct post *post);
/* The last of theirs; NULL: they have none. */
const struct post *forum_own_latest(const struct map *latest, struct slice person);
/* The first of theirs behind the seq `after`; NULL: there is none. */
const struct post *forum_own_after(const struct map *latest, struct slice person, int64_t after);

#endif
