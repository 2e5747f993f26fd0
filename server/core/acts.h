/* SPDX-License-Identifier: Apache-2.0
 *
 * Acts: what several people did of one gathered row (core/row.h), as one entry. It is of the row's
 * type and by the system; its data is
 *
 *   {"acts":{"12":[["u7","k3jd92ks",[1,3]],["u8","Zm9vYmFy",[2]]],"19":[…]}}
 *
 * Acts stand by the thing that they are about (the row's member `thing`), those about one thing in
 * the order in which they came. Each is the person, the first 48 bits of the SHA-256 of their op
 * (hash_short), and what else its data says: the value of the row's member `rest`; nothing where
 * there is no such member; the whole data, an object, where it says anything more. The person's
 * name is not kept.
 */
#ifndef MUSTER_CORE_ACTS_H
#define MUSTER_CORE_ACTS_H

#include "base/hash.h"
#include "core/row.h"

/* Texts and `rest` are borrowed. */
struct act {
    int64_t thing;
    struct slice by;
    char op[HASH_SHORT];
    const struct json *rest; /* as in the entry; NULL: nothing */
    uint16_t said;           /* a hash of the row and `rest`: two that differ say something else */
};

/* What became of an act. */
struct act_result {
    enum err error;
    int64_t seq;   /* of the entry it was done with */
    bool repeated; /* it had been done before, or had its op: nothing was done now */
};

/* The act that `entry`, of a gathered row and a person's own, would be. */
void act_of(const struct row *row, const struct entry *entry, struct act *act);
/* Writes the data of an entry that holds the acts: those about one thing must stand together. */
void acts_write(const struct act *acts, size_t count, struct buffer *out);
/* Whether `entry` holds acts of `row`. */
bool acts_are(const struct row *row, const struct entry *entry);

/* A walk over the acts of an entry, which outlives it:
 *     acts_start(&walk, row, entry);
 *     while (acts_next(&walk)) use(&walk.act, &walk.entry);
 *     acts_done(&walk);
 */
struct acts {
    struct act act;
    /* The act as an entry of its own: seq, time, room and type of the whole; its person and data.
     * Its op is the hash; it has no name and no text. */
    struct entry entry;
    size_t place; /* from 0 */

    const struct row *row;    /* private, as is what follows */
    const struct json *group; /* the acts of one thing */
    const struct json *next;
    struct json *data; /* owned; made once, and filled for each act */
};
void acts_start(struct acts *acts, const struct row *row, const struct entry *entry);
bool acts_next(struct acts *acts);
void acts_done(struct acts *acts);

#endif
