/* SPDX-License-Identifier: Apache-2.0
 *
 * What a writer remembers of the rooms it appends to, private to journal/postgres_append.c: the end
 * of each as it left it. What is remembered is a guess, since other instances append too, and is
 * only ever used to be compared under the lock. It belongs to the writer's thread.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_ENDS_H
#define MUSTER_JOURNAL_POSTGRES_ENDS_H

#include "base/hash.h"
#include "base/slice.h"

/* The end of one room. */
struct postgres_end {
    int64_t room, seq; /* room: its id */
    struct hash chain;
};

struct postgres_ends;

/* Remembers nothing yet. */
struct postgres_ends *postgres_ends_new(void);
/* Sets *ends to NULL, which may be so already. */
void postgres_ends_free(struct postgres_ends **ends);
/* Copies to *end where the room is thought to end. False when it is not known, or when the room was
 * last found elsewhere than it had been left: then somebody else appends to it as well. */
bool postgres_ends_guess(const struct postgres_ends *ends, struct slice room,
                         struct postgres_end *end);
/* The room was found there, under its lock. */
void postgres_ends_found(struct postgres_ends *ends, struct slice room,
                         const struct postgres_end *end);
/* The room was left there by a commit; it was found, or guessed, just before. */
void postgres_ends_left(struct postgres_ends *ends, struct slice room,
                        const struct postgres_end *end);

#endif
