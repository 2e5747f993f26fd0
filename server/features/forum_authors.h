/* SPDX-License-Identifier: Apache-2.0
 *
 * Who wrote the posts of a forum: a person writes many, so that each who wrote is kept once and
 * their posts point to it. Who comes with another name is another author, for a post shows the name
 * that it was written under; one whose name was forgotten is another one too, without a name.
 */
#ifndef MUSTER_FEATURES_FORUM_AUTHORS_H
#define MUSTER_FEATURES_FORUM_AUTHORS_H

#include "base/map.h"
#include "features/common_author.h"

/* Nobody, of at most `max` people; owned by the caller. */
struct map *forum_authors_new(size_t max);
/* Wipes and frees all of them, whoever points to them, and sets *authors to NULL. */
void forum_authors_free(struct map **authors);

/* Who wrote the entry, for one post more: owned by `authors` until it is dropped as often as it was
 * taken. */
const struct common_author *forum_authors_take(struct map *authors, const struct entry *entry);
/* The author that this person is, and one more that they are; NULL: none. */
const struct common_author *forum_authors_of(const struct map *authors, struct slice id);
const struct common_author *forum_authors_next(const struct common_author *author);
/* One post less; *author is NULL then. The last one wipes the name. */
void forum_authors_drop(struct map *authors, const struct common_author **author);
/* The post's author has no name any more; those of other posts do. True when there was one. */
bool forum_authors_forget(struct map *authors, const struct common_author **author);

#endif
