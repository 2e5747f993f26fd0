/* SPDX-License-Identifier: Apache-2.0
 *
 * Random JSON from a seed: few keys, so that two documents meet in many members.
 */
#ifndef MUSTER_TEST_HELP_RANDOM_JSON_H
#define MUSTER_TEST_HELP_RANDOM_JSON_H

#include "help_base.h"

/* Appends a random value of at most `depth` levels, as json_print would write it; with `nulls`,
 * members may be null. */
void random_json(uint64_t *seed, unsigned depth, bool nulls, struct buffer *out);
/* Appends a random object. */
void random_json_object(uint64_t *seed, unsigned depth, bool nulls, struct buffer *out);

#endif
