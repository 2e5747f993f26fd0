/* SPDX-License-Identifier: Apache-2.0
 *
 * What the ballots of a poll come to, as it is written.
 */
#ifndef MUSTER_FEATURES_POLL_TALLY_H
#define MUSTER_FEATURES_POLL_TALLY_H

#include "features/poll_state.h"

/* Whether those who abstain are counted beside the options. */
bool poll_tally_abstained(const struct poll *poll);
/* Writes what the ballots of a box come to, as members of the open object. */
void poll_tally_members(const struct poll *poll, const struct poll_box *box, struct writer *out);
/* Writes what the ballots of a box come to; NULL for `key` inside an array. */
void poll_tally_write(const struct poll *poll, const struct poll_box *box, const char *key,
                      struct writer *out);
/* Writes the "tally" of this round and the "rounds" before. `replaces`: for who may have the tally
 * of a poll of another type, or with more options: null for what is not in it. */
void poll_rounds_write(const struct poll *poll, bool replaces, struct writer *out);

#endif
