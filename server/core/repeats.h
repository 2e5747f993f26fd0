/* SPDX-License-Identifier: Apache-2.0
 *
 * The first answers of acts (core/acts.h): the last four ops of each person about each thing, with
 * the seqs of the entries by which they were done. It is part of the fold, so that a repeated op
 * gets its first answer on every instance and after every restart. Only what was done is known: an
 * act that was refused left nothing, and its repeat is judged anew.
 *
 * Bounded: of people and things at least the last BOUND_REPEATS are known, at most twice as many.
 */
#ifndef MUSTER_CORE_REPEATS_H
#define MUSTER_CORE_REPEATS_H

#include "core/acts.h"

struct repeats;

/* Nothing is known. Owned by the caller. */
struct repeats *repeats_new(void);
/* Frees *repeats and sets it to NULL; NULL is ignored. */
void repeats_free(struct repeats **repeats);
/* Whether the act's op is known: *first is its first answer, or ERR_OP_REUSED when it was for
 * something else. */
bool repeats_find(const struct repeats *repeats, const struct act *act, struct act_result *first);
/* Notes that the act, whose op is not known, was done by the entry `seq`. */
void repeats_add(struct repeats *repeats, const struct act *act, int64_t seq);

#endif
