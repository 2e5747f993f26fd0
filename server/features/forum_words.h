/* SPDX-License-Identifier: Apache-2.0
 *
 * What is answered in the threads that are questions of webinars: the words of posts that may yet
 * be accepted, so that whoever accepts one sends them back without looking into the journal. A
 * forum keeps BOUND_CARRIED_BYTES of them, of one participant BOUND_CARRIED_PERSON posts; what is
 * beyond that can be accepted, and does not go back. They are wiped with their posts.
 */
#ifndef MUSTER_FEATURES_FORUM_WORDS_H
#define MUSTER_FEATURES_FORUM_WORDS_H

#include "base/map.h"
#include "base/text.h"
#include "core/entry.h"

/* Of one post; owned by it, NULL for none. */
struct forum_words {
    char *text;   /* as long as an answer may be, and one code point more where it is longer */
    char *author; /* NULL: one of the staff's, who have no share */
    enum text_dir dir;
};

/* How much a forum keeps. */
struct forum_kept {
    size_t bytes;
    struct map *own; /* person -> how many posts; owned, NULL: none were kept yet */
};

/* Keeps the words of `entry` in the place of *words, if there is room; `staff`: of one of them. */
void forum_words_keep(struct forum_kept *kept, struct forum_words **words,
                      const struct entry *entry, bool staff);
/* Keeps them no longer, and sets *words to NULL, which it may be. */
void forum_words_drop(struct forum_kept *kept, struct forum_words **words);
/* The same of what nobody counts any more. */
void forum_words_free(struct forum_words **words);
void forum_kept_done(struct forum_kept *kept);

#endif
