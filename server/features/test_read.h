/* SPDX-License-Identifier: Apache-2.0
 *
 * What commands of tests say: members of their rows, and what remains of a question without words.
 */
#ifndef MUSTER_FEATURES_TEST_READ_H
#define MUSTER_FEATURES_TEST_READ_H

#include "core/feature.h"

/* What the pages under protocol/entries say. */
enum err test_set_read(const struct json *data, struct writer *out);
enum err test_ask_read(const struct json *data, struct writer *out);
enum err test_drop_read(const struct json *data, struct writer *out);
enum err test_begin_read(const struct json *data, struct writer *out);
enum err test_answer_read(const struct json *data, struct writer *out);
enum err test_hand_read(const struct json *data, struct writer *out);
enum err test_allow_read(const struct json *data, struct writer *out);
enum err test_mark_read(const struct json *data, struct writer *out);
/* For struct keep of test.ask: what kind of question it was. */
void test_ask_keep(const void *state, const struct entry *entry, struct writer *out);

#endif
