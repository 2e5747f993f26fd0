/* SPDX-License-Identifier: Apache-2.0
 *
 * Where a person stands with tests: their share of `me`, and what the ledger has of them. Neither
 * what is asked nor what is right is in it.
 */
#ifndef MUSTER_FEATURES_TEST_ME_H
#define MUSTER_FEATURES_TEST_ME_H

#include "core/feature.h"
#include "core/ledger.h"

/* Members of struct feature and struct row. */
void test_me(const void *state, struct slice person, struct writer *out);
void test_patch_me(const void *state, const struct entry *entry, struct slice person,
                   struct writer *out);
/* Of struct hearing: of what took items away. Whoever had begun one has a mark on its item, and is
 * touched (features/unit_item.h). */
void test_gone_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out);
/* How many tests they have passed, and the best score in each that is marked. */
extern const struct ledger test_ledger;

#endif
