/* SPDX-License-Identifier: Apache-2.0
 *
 * Until when a test is due and when it closes, as the team says it; and when its course starts, by
 * which these dates move in a copy.
 */
#ifndef MUSTER_FEATURES_TEST_DATES_H
#define MUSTER_FEATURES_TEST_DATES_H

#include "core/feature.h"

struct test;

/* Sets `due` and `closes` of the data; what is absent is no date any more. */
void test_dates_set(struct test *test, const struct json *data);
/* For struct hearing. */
void test_dates_heard(void *state, const struct entry *entry, const struct scene *scene);
void test_stage_heard(void *state, const struct entry *entry, const struct scene *scene);

#endif
