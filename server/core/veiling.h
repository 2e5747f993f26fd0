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
    /* Why the sender may not, beside their rights: what only their name can tell, which the rules
     * of its turn do not know. Asked at arrival of the entry as they sent it, veiled or not; of a
     * person nothing else of such rows is under way at an instance beside one that is to be veiled,
     * unless they are gathered. NULL: they may. */
    enum err (*refuses)(const void *state, const struct entry *entry, const struct scene *scene);
    /* Whether an entry that is not veiled is to have nothing beside it either: it is bounded
     * together with what its sender did under pseudonyms, which the rules of its turn do not see.
     * NULL: none is. */
    bool (*alone)(const void *state, const struct entry *entry);
};

#endif
