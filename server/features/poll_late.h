/* SPDX-License-Identifier: Apache-2.0
 *
 * Votes of who watches a session again (poll.late): a box beside that of each round, so that what
 * the session itself came to never changes. One ballot is a person's, live or late: who voted then
 * does not vote again.
 *
 * Late ballots come one by one, and the attendance says who is watching when. So where nobody may
 * know who chose what, they are held until there are BOUND_BALLOTS_LEAST, and are then added to the
 * sums together. Of a secret poll there are none: its key is gone, and with it what hides a choice.
 */
#ifndef MUSTER_FEATURES_POLL_LATE_H
#define MUSTER_FEATURES_POLL_LATE_H

#include "features/poll_state.h"

/* Which round a vote is meant for. */
int64_t poll_late_round(const struct entry *entry);
/* Whether votes of a round can be taken late: not_found or not_available else. */
enum err poll_late_open(const struct poll *poll, int64_t round);
/* Whether the sender may have a ballot there: already_voted or limit_exceeded else. */
enum err poll_late_check(const struct polls *polls, const struct poll *poll,
                         const struct entry *entry);
/* Puts it into the box. */
void poll_late_put(struct polls *polls, struct poll *poll, const struct entry *entry);
/* Who votes in the session that goes on after all has no other ballot. */
void poll_late_take(struct poll *poll, struct slice voter);

/* What a person has cast late in a round; NULL: nothing. */
const void *poll_late_ballot_of(const struct polls *polls, const struct poll *poll, int64_t round,
                                struct slice person);
/* In which rounds somebody has voted late: bit n is round n. */
unsigned poll_late_rounds(const struct poll *poll);
/* Writes the member "late", by round; nothing where nobody did. `replaces`: null for what a poll
 * that was changed does not count any more. */
void poll_late_write(const struct poll *poll, bool replaces, struct writer *out);

#endif
