/* SPDX-License-Identifier: Apache-2.0
 *
 * The kinds of room that a test needs, read as at the start of the server.
 */
#ifndef MUSTER_TESTS_HELP_KINDS_H
#define MUSTER_TESTS_HELP_KINDS_H

#include "core/kinds.h"

/* All of them; kept for good. */
const struct kinds *help_kinds(void);

/* A kind alone. */
struct help_alone {
    struct kind kind;
    const struct feature *features[16];
    const struct kind *table[2];
    struct kinds *kinds;
};
/* The kind of the room of that name, with these features instead of its own, and the
 * one of core/erasure.h. */
struct help_alone *help_alone_new(const char *room, const struct feature *const *features);
void help_alone_free(struct help_alone **alone);

#endif
