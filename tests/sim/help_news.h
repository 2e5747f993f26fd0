/* SPDX-License-Identifier: Apache-2.0
 *
 * What is new to people, against a plain reckoning from what their devices show: the list of
 * threads, how far they have read, and what they have muted.
 */
#ifndef MUSTER_TESTS_SIM_HELP_NEWS_H
#define MUSTER_TESTS_SIM_HELP_NEWS_H

#include "sim/help_world.h"

/* Threads that were unread, and read; things told; posts whose words were asked. */
struct news_seen {
    unsigned unread, read, told, words;
};

/* Somebody has read all, follows something more or less closely, or asks what is new. */
void news_step(struct world *world);
/* In a settled world: everybody asks what is new, and how the posts begin that are told of, as
 * mails and messages to browsers do, which say nothing else. What is answered counts as heard by
 * their devices, so that whatever looks for words there finds them. */
void news_heard(struct world *world, struct news_seen *seen);
/* In a settled world: the query tells each of exactly the threads that are unread. */
void news_expect(struct world *world, struct news_seen *seen);

#endif
