/* SPDX-License-Identifier: Apache-2.0
 *
 * Locks: what the staff have closed to participants for now: messages, questions, polls, reactions,
 * hands, notes, direct messages; and whether they see who is here, which they do not at the
 * beginning. It knows no row: each is locked by the name of its feature, or by a name of its own.
 */
#ifndef MUSTER_FEATURES_LOCK_H
#define MUSTER_FEATURES_LOCK_H

#include "core/feature.h"

extern const struct feature lock_feature;

#endif
