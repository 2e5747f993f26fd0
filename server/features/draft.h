/* SPDX-License-Identifier: Apache-2.0
 *
 * What somebody has begun to write somewhere and not sent, so that it stands in the same field on
 * another device of theirs. It is kept in their inbox, which is nobody else's; each place has one,
 * of which the latest holds. A device names the one that it has seen, so that two which write at
 * once do not overwrite each other. There are at most BOUND_DRAFTS of them, and one that has been
 * without a word for BOUND_DRAFT_DAYS goes with the next that is written. The words of what is
 * replaced or gone leave the journal too (core/erasure.h).
 *
 * The view says where there is one, not what: the words are asked for (draft.read).
 */
#ifndef MUSTER_FEATURES_DRAFT_H
#define MUSTER_FEATURES_DRAFT_H

#include "core/feature.h"

extern const struct feature draft_feature;

#endif
