/* SPDX-License-Identifier: Apache-2.0
 *
 * Who did it, known to nobody. The author of a veiled entry is a pseudonym: the same for a person
 * in one scope of one room (an anonymous poll, the anonymous questions), another in every other,
 * and nothing that leads back without the key, which lies beside the journal (journal/keys.h) and
 * never in it. The entry's name is empty, its op a digest too: people choose ops, and may choose
 * telling ones.
 *
 * Pure. Whoever has the key can try all people, so that a pseudonym is only as good as the key is
 * kept. Not hidden: that and when somebody did it, and what the same pseudonym did in its scope.
 */
#ifndef MUSTER_CORE_VEIL_H
#define MUSTER_CORE_VEIL_H

#include <stdbool.h>

#include "base/slice.h"

enum { VEIL_KEY_BYTES = 32, VEIL_SCOPE_BYTES = 32, VEIL_NAME_BYTES = 24, VEIL_MASK_CHARS = 16 };

/* The key of all rooms; a room borrows it (room_set_veil), known or not yet. */
struct veil {
    bool known;
    unsigned char key[VEIL_KEY_BYTES];
};

/* Stands for whichever of the staff did something, where their names are kept from others
 * (room_veils_staff). No person and no pseudonym is called so. */
#define VEIL_STAFF "*"

/* A pseudonym or an op, and a NUL. */
struct veil_name {
    char text[VEIL_NAME_BYTES];
};

/* The pseudonym of `person`: 128 bits of HMAC-SHA-256 over what the three are, behind a character
 * that no person's id has. */
struct veil_name veil_person(const struct veil *veil, struct slice room, struct slice scope,
                             struct slice person);
/* What stands for their `op`. */
struct veil_name veil_op(const struct veil *veil, struct slice room, struct slice scope,
                         struct slice person, struct slice op);
/* Whether an entry's `by` is a pseudonym. */
bool veil_hides(struct slice by);

/* What stands for a thing in pseudonyms before it is there, chosen at random for each: whether
 * `text` is one; and the scope of a file that was uploaded with it, written to `out`. */
bool veil_is_mask(struct slice text);
struct slice veil_file_scope(struct slice mask, char out[VEIL_SCOPE_BYTES]);

#endif
