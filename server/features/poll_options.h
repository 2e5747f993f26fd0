/* SPDX-License-Identifier: Apache-2.0
 *
 * Polls in which one chooses among options. A ballot is a set of them, as the pointer itself.
 */
#ifndef MUSTER_FEATURES_POLL_OPTIONS_H
#define MUSTER_FEATURES_POLL_OPTIONS_H

#include "features/poll_type.h"

extern const struct poll_type poll_single, poll_multiple, poll_yesno, poll_boolean, poll_scale;

/* A set of options: bit n is option n, from 1. */
typedef uint32_t poll_set;
_Static_assert(BOUND_POLL_OPTIONS < 32, "a set of options fits in 32 bits");

/* The set of options that data names by `choices`; 0 when it is none. */
poll_set poll_choices(const struct json *data);
/* The same of a list of such numbers. */
poll_set poll_set_of(const struct json *list);
/* Writes the numbers in `set` into the open array. */
void poll_write_set(poll_set set, struct writer *out);
/* Reads what somebody chose, a list of options (none: they abstain), and writes it as `choices`. */
enum err poll_choices_read(const struct json *list, struct writer *out);
/* Writes how many chose each option, as poll_type->sums. */
void poll_options_sums(const struct poll *poll, const struct poll_box *box, struct writer *out);

#endif
