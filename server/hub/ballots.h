/* SPDX-License-Identifier: Apache-2.0
 *
 * Secret ballots (core/ballots.h) of a room. Each secret vote has a key of its own beside the
 * journal, "ballot:<room>:<seq>", made with the first ballot: choices are sealed under it before
 * they are appended, the same command giving the same bytes each time. When the voting has ended
 * the ballots are opened here and their sums appended by the server, with an op made of the seq, so
 * that two instances that close at once are one; only what has been applied, and so is on disk,
 * lets the key be destroyed, here and for all. From then on nobody can join a person to a choice.
 *
 * Whatever is interrupted is taken up by whoever has the room awake next: counted ballots are not
 * counted again, and a key that should be gone is destroyed then. When a key cannot be had the
 * ballots are counted as lost, at once when it is known to be gone, else after some minutes.
 */
#ifndef MUSTER_HUB_BALLOTS_H
#define MUSTER_HUB_BALLOTS_H

#include "hub/live.h"

/* What is to be appended of a vote that is to be sealed: *sealed, owned by the caller; NULL when
 * there is nothing to seal. False: the key has to be waited for (ballots_wait). */
bool ballots_seal(struct live *live, const struct entry *entry, struct entry **sealed);
/* Calls `fn` once ballots_seal can do it for this entry, or with an error: ERR_NOT_AVAILABLE when
 * there is no key for it, or none any more. */
void ballots_wait(struct live *live, const struct entry *entry, live_fn *fn, void *context);

/* Counts what is to be counted, and destroys what is to be destroyed. A few times a second, of an
 * awake room. */
void ballots_tick(struct live *live, int64_t tick_ms);
/* Frees what is kept of the room; keys are wiped. */
void ballots_end(struct live *live);

#endif
