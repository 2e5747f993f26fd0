/* SPDX-License-Identifier: Apache-2.0
 *
 * Random well-formed text from a seed, from the corners of Unicode that matter to the base floor.
 */
#ifndef MUSTER_TEST_HELP_RANDOM_TEXT_H
#define MUSTER_TEST_HELP_RANDOM_TEXT_H

#include "help_base.h"

enum random_kind {
    RANDOM_MARKS,   /* letters, composed letters, Hangul and combining marks */
    RANDOM_ANYTHING /* also spaces, controls, bidi controls, and any code point at all */
};

/* Appends at most `chars_max` code points. */
void random_text(uint64_t *seed, unsigned chars_max, enum random_kind kind, struct buffer *out);

#endif
