/* SPDX-License-Identifier: Apache-2.0
 *
 * An entry as backends keep it, and what it becomes above them.
 */
#ifndef MUSTER_JOURNAL_RECORD_H
#define MUSTER_JOURNAL_RECORD_H

#include "base/hash.h"
#include "journal/answer.h"

enum { RECORD_SALT_BYTES = JOURNAL_SALT_BYTES };

struct salt {
    bool there; /* not of entries before version 4, nor of erased ones */
    unsigned char bytes[RECORD_SALT_BYTES];
};

/* Texts are borrowed for the call, and there is its link of the chain. */
struct record {
    int64_t seq;
    int64_t at_ms;
    struct slice room, type, by, name, op, text;
    struct hash chain;   /* journal/chain.h */
    struct salt salt;    /* random; hashed with the content */
    bool erased;         /* name, text and salt were erased; `content` is their hash */
    struct hash content; /* meant only when erased */
};

/* The record of an entry: its texts borrowed, no number, no link and no salt. */
struct record record_of(const struct entry *entry);
/* Gives a record that is to be appended its salt. */
void record_salt_make(struct record *record);
/* The bytes of its salt, borrowed; absent when it has none. */
struct slice record_salt(const struct record *record);
/* A new entry, held once by the caller; NULL when the text is not what an entry may say. */
struct entry *record_entry(const struct record *record);
/* What `like`, which has the op of `first`, gets: `first` is its repeat or another's. */
struct journal_result record_repeat(const struct record *first, const struct record *like);

#endif
