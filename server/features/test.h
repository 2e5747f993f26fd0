/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of a course: what an item of the kind "test" holds. Staff write the questions; people take
 * it as often and as long as they may, their answers are kept as they give them, and the server
 * marks what is handed in or over. What is asked, answered and right is in no view: it is asked for
 * (features/test_query.h), and `me` says where somebody stands.
 */
#ifndef MUSTER_FEATURES_TEST_H
#define MUSTER_FEATURES_TEST_H

#include "core/feature.h"

extern const struct feature test_feature;

#endif
