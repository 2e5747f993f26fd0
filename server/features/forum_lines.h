/* SPDX-License-Identifier: Apache-2.0
 *
 * What each person has written in a forum, counted as posts come and go, so that nobody reads a
 * forum to know it: a line for each who ever wrote, by their id. To answer is to write below a
 * thread that somebody else has opened, no comment; it stays one whatever becomes of the thread.
 */
#ifndef MUSTER_FEATURES_FORUM_LINES_H
#define MUSTER_FEATURES_FORUM_LINES_H

#include "base/map.h"
#include "core/ledger.h"

/* Empty; and the end of all. */
struct map *forum_lines_new(void);
void forum_lines_free(struct map **lines);

/* A post of theirs that stands, new or again; and one that stands no more. Of more people than a
 * room remembers nothing is counted. */
void forum_lines_add(struct map *lines, struct slice person, bool answers, int64_t at_ms);
void forum_lines_take(struct map *lines, struct slice person, bool answers);
/* Up-votes that posts of theirs which stand have got; fewer than 0: lost. */
void forum_lines_vote(struct map *lines, struct slice person, int64_t more);
/* One of theirs is the accepted one, or no more. */
void forum_lines_accept(struct map *lines, struct slice person, bool accepted);

/* Adds what that person has. */
void forum_lines_sum(const struct map *lines, struct slice person, struct deeds *out);

#endif
