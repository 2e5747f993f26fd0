/* SPDX-License-Identifier: Apache-2.0
 *
 * What remains of an entry's data when its name and words are erased: references and counts. Every
 * row says it, so that a replay without the words gives the same room but for them. It says too
 * what of an entry is somebody's: when a person is erased, their words go wherever they stand, and
 * where the words are not theirs, their name alone.
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
    /* It is written for the house, not of oneself (the title of a room, the name of another): when
     * who wrote it is erased, the words stay, and the name goes. So it is where all remains. */
    bool house;
    /* What is added when a name alone goes, as `more` does: what was counted with it. NULL: none */
    void (*unnamed)(const void *state, const struct entry *entry, struct writer *out);
    const char *whose;  /* the member with the id of the person whose words it holds; NULL: `by` */
    const char *named;  /* the member with the id of the person whose name is its `name`; or NULL */
    const char *people; /* the member that is an object of names by the ids of people; or NULL */
    bool summed;        /* it is told in sums alone: what leaves the house says nothing of it */
};

/* What an entry holds of a person, beside their id. */
enum keep_holds { KEEP_HOLDS_NOTHING, KEEP_HOLDS_NAME, KEEP_HOLDS_WORDS };
enum keep_holds keep_holds(const struct keep *keep, const struct entry *entry, struct slice person);
/* Whether there is anything to erase in it, whoever it is of. */
bool keep_has_words(const struct keep *keep, const struct entry *entry);
/* Writes the data of `entry` without the names of the people of whom `is_gone`. */
struct keep_gone {
    bool (*is_gone)(const void *context, struct slice person);
    const void *context;
};
void keep_write_unnamed(const struct keep *keep, const void *state, const struct entry *entry,
                        const struct keep_gone *gone, struct buffer *out);

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
