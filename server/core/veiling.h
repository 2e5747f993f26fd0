/* SPDX-License-Identifier: Apache-2.0
 *
 * How a row says that who does it is to be known to nobody (core/veil.h). The sender's rights are
 * asked at arrival alone, under their name; what is appended is of a pseudonym, a participant by
 * the rules of its turn. Pure.
 */
#ifndef MUSTER_CORE_VEILING_H
#define MUSTER_CORE_VEILING_H

#include "base/error.h"
#include "core/veil.h"

struct entry;
struct scene;

struct veiling {
    /* The scope in which the sender has one pseudonym, written to `out` ("poll:12"); absent when
     * this entry is not veiled. NULL: it never is. */
    struct slice (*scope)(const void *state, const struct entry *entry, char out[VEIL_SCOPE_BYTES]);
    unsigned named; /* bits: roles that may not do it when it is veiled */
    /* Why the sender may not, beside their rights: what only their name can tell. Of the entry as
     * they sent it; what they sent at the same moment may not have been applied. NULL: they may. */
    enum err (*refuses)(const void *state, const struct entry *entry, const struct scene *scene);
};

/* Whether the sender of what is to be veiled may do it: both of the above. */
enum err veiling_check(const struct veiling *veil, const void *state, const struct entry *entry,
                       const struct scene *scene);

#endif
