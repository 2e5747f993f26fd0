/* SPDX-License-Identifier: Apache-2.0
 *
 * An entry as backends keep it, and what it becomes above them.
 */
#ifndef MUSTER_JOURNAL_RECORD_H
#define MUSTER_JOURNAL_RECORD_H

#include "base/hash.h"
#include "journal/answer.h"

/* Texts are borrowed for the call, and there is its link of the chain. */
struct record {
    int64_t seq;
    int64_t at_ms;
    struct slice room, type, by, name, op, text;
    struct hash chain;   /* journal/chain.h */
    bool erased;         /* name and text were erased by law; `content` is their hash */
    struct hash content; /* meant only when erased */
};

/* The record of an entry: its texts borrowed, no number and no link. */
struct record record_of(const struct entry *entry);
/* A new entry, held once by the caller; NULL when the text is not what an entry may say. */
struct entry *record_entry(const struct record *record);
/* What `like`, which has the op of `first`, gets: `first` is its repeat or another's. */
struct journal_result record_repeat(const struct record *first, const struct record *like);

#endif
