/* SPDX-License-Identifier: Apache-2.0
 *
 * Threads in a topic of the kind `first`: whoever is not of their staff sees what others wrote only
 * once a post of their own can no longer be changed. Until then they wait: the opening post is all
 * that they see, and what they wrote. Nobody waits again who has seen it.
 */
#ifndef MUSTER_FEATURES_FORUM_FIRST_H
#define MUSTER_FEATURES_FORUM_FIRST_H

#include "features/forum_thread.h"

/* Whether a person who stands in those rings of the room waits before the thread, which is one that
 * they see. */
bool forum_waits(const struct thread *thread, struct slice person, struct rings rings);
/* Whether they see that post of it: all but those who wait do. */
bool forum_shows_post(const struct post *post, struct slice person, struct rings rings);
/* Whether the list says to people in these rings what becomes of the thread: it says the same to
 * those who wait and to those who wait no more. */
bool forum_list_tells(const struct thread *thread, struct rings rings);

/* The first entry since which the person waits no more; 0: there was none. */
int64_t forum_first_since(const struct thread *thread, struct slice person);

/* A post came, or stands again: it counts for its author if they wait. */
void forum_first_add(struct firsts *firsts, struct post *post);
/* It stands no more. */
void forum_first_drop(struct firsts *firsts, const struct post *post);
/* Its author waits no more, by the entry `seq`. */
void forum_first_unlock(struct firsts *firsts, const struct post *post, int64_t seq);
/* When it does that; since 1970. */
int64_t forum_first_ms(const struct post *post);
/* The first post to do that; of that person in that thread alone, if there is one; NULL: none. */
struct post *forum_first_next(const struct firsts *firsts);
struct post *forum_first_of(const struct firsts *firsts, const struct thread *thread,
                            struct slice person);
bool forum_first_has(const struct firsts *firsts, const struct post *post);
void forum_firsts_done(struct firsts *firsts);

#endif
