/* SPDX-License-Identifier: Apache-2.0
 *
 * What remains of an entry's data when its name and words are erased: references and counts. Every
 * row says it, so that a replay without the words gives the same room but for them.
 */
#ifndef MUSTER_CORE_KEEP_H
#define MUSTER_CORE_KEEP_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/writer.h"
#include "core/entry.h"

struct keep {
    const char *const *members; /* that remain; ends with NULL */
    /* Writes more members, into the open object; `state` is the feature's now. NULL: none. */
    void (*more)(const void *state, const struct entry *entry, struct writer *out);
};

/* For struct keep: all of the data, for rows without words; none of it; some members. */
extern const char *const keep_all[], *const keep_nothing[];
#define KEEP_MEMBERS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Of an entry that was refused at its turn only that remains: it stays refused, whatever its data
 * was. */
void keep_write_void(enum err error, struct buffer *out);
/* The refusal that remains of an erased entry; ERR_NONE of others. */
enum err keep_void(const struct entry *entry);
/* Writes what remains of the data of `entry`, an object. */
void keep_write(const struct keep *keep, const void *state, const struct entry *entry,
                struct buffer *out);

#endif
