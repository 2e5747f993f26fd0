/* SPDX-License-Identifier: Apache-2.0
 *
 * What commands of assignments say: members of their rows, and what remains of a rubric without
 * words.
 */
#ifndef MUSTER_FEATURES_ASSIGNMENT_READ_H
#define MUSTER_FEATURES_ASSIGNMENT_READ_H

#include "core/feature.h"

/* What the pages under protocol/entries say. */
enum err assignment_set_read(const struct json *data, struct writer *out);
enum err assignment_write_read(const struct json *data, struct writer *out);
enum err assignment_withdraw_read(const struct json *data, struct writer *out);
enum err assignment_mark_read(const struct json *data, struct writer *out);
enum err assignment_allow_read(const struct json *data, struct writer *out);
/* For struct keep of assignment.set: what each row of the rubric gives. */
void assignment_set_keep(const void *state, const struct entry *entry, struct writer *out);

#endif
