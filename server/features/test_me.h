/* SPDX-License-Identifier: Apache-2.0
 *
 * Where a person stands with tests: their share of `me`. Neither what is asked nor what is right is
 * in it.
 */
#ifndef MUSTER_FEATURES_TEST_ME_H
#define MUSTER_FEATURES_TEST_ME_H

#include "core/feature.h"

/* Members of struct feature and struct row. */
void test_me(const void *state, struct slice person, struct writer *out);
void test_patch_me(const void *state, const struct entry *entry, struct slice person,
                   struct writer *out);
/* Of struct hearing: of what took items away. Whoever had begun one has a mark on its item, and is
 * touched (features/unit_item.h). */
void test_gone_patch_me(const void *state, const struct entry *entry, struct slice person,
                        struct writer *out);

#endif
