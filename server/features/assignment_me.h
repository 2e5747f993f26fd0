/* SPDX-License-Identifier: Apache-2.0
 *
 * Where a person stands with assignments: their share of `me`. Of a mark that is not handed back
 * there is nothing in it, not even that there is one.
 */
#ifndef MUSTER_FEATURES_ASSIGNMENT_ME_H
#define MUSTER_FEATURES_ASSIGNMENT_ME_H

#include "core/feature.h"
#include "core/ledger.h"

/* Members of struct feature and struct row. */
void assignment_me(const void *state, struct slice person, struct writer *out);
void assignment_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out);
/* Of struct hearing: of what took items away. Whoever had begun one has a mark on its item, and is
 * touched (features/unit_item.h). */
void assignment_gone_patch_me(const void *state, const struct entry *entry, struct slice person,
                              struct writer *out);
/* How many they have passed. */
extern const struct ledger assignment_ledger;

#endif
