/* SPDX-License-Identifier: Apache-2.0
 *
 * What a test asks, with all that is right: for its staff, and for a course that is a copy, which
 * has the same tests and nobody's attempts.
 */
#ifndef MUSTER_FEATURES_TEST_CARRY_H
#define MUSTER_FEATURES_TEST_CARRY_H

#include "core/feature.h"

struct test;
struct test_question;

/* Write members of the open object: a question as a test.ask says it, and what a test.set says. */
void test_question_write(const struct test_question *question, struct writer *out);
void test_rules_write(const struct test *test, struct writer *out);
/* Of the row test.carry. */
void test_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter);

#endif
