/* SPDX-License-Identifier: Apache-2.0
 *
 * Who voted for which posts of a forum: for each person a list of seqs, for a post has few votes
 * and stands in few lists. What posts that are gone take out of the lists is remembered until the
 * next begin, for `me` is told of it.
 */
#ifndef MUSTER_FEATURES_FORUM_VOTES_H
#define MUSTER_FEATURES_FORUM_VOTES_H

#include "base/writer.h"
#include "core/row.h"

struct votes;

/* No votes; owned by the caller. */
struct votes *votes_new(void);
/* Frees *votes and sets it to NULL. */
void votes_free(struct votes **votes);

/* Whether that person voted for it. */
bool votes_has(const struct votes *votes, struct slice person, int64_t post);
/* Whether the person has given as many as one may, or as many people have as may. */
bool votes_full(const struct votes *votes, struct slice person);
/* One that is not there, and must fit; one that is there. */
void votes_add(struct votes *votes, struct slice person, int64_t post);
void votes_take(struct votes *votes, struct slice person, int64_t post);

/* From now on nothing is remembered that went before. */
void votes_begin(struct votes *votes);
/* Takes all votes for a post. */
void votes_drop(struct votes *votes, int64_t post);
/* Whose votes went since then: for row->touches. */
size_t votes_touches(const struct votes *votes, struct slice out[TOUCH_MAX]);
/* Writes the person's votes into the open object, each `true` by its post; and null for what went.
 */
void votes_write(const struct votes *votes, struct slice person, struct writer *out);
void votes_write_gone(const struct votes *votes, struct slice person, struct writer *out);

#endif
