/* SPDX-License-Identifier: Apache-2.0
 *
 * What the reactions of a chat are made of: for each person the messages that they reacted to, for
 * each message a sum of each kind. chat_react.c decides.
 */
#ifndef MUSTER_FEATURES_CHAT_REACTORS_H
#define MUSTER_FEATURES_CHAT_REACTORS_H

#include "base/bounds.h"
#include "base/map.h"
#include "base/writer.h"

enum { CHAT_KINDS = 5 };

/* By kind; ends with NULL. */
extern const char *const chat_kinds[];

struct chosen {
    int64_t message;
    unsigned bits; /* of kinds; never none */
};

struct reactor {
    size_t count;
    int64_t left; /* a message that was forgotten by the last act; 0: none */
    struct chosen chosen[BOUND_CHAT_REACTED];
};

struct reactors {
    struct map *people; /* id -> struct reactor, owned */
    bool moved;         /* some sums, since the last tally */
};

/* Nobody has reacted; owned by the caller. */
struct reactors *reactors_new(void);
/* Frees *reactors and sets it to NULL. */
void reactors_free(struct reactors **reactors);

/* The sums of one message. */
struct chat_sums {
    int count[CHAT_KINDS];
    unsigned moved; /* bits of kinds, since the last tally */
    bool ever;      /* somebody has reacted to it */
};
/* Writes the member `reactions`, when there are any. */
void chat_sums_write(const struct chat_sums *sums, struct writer *out);
/* Writes it for the kinds in `bits`: null for those that nobody chooses any more. */
void chat_sums_moved(const struct chat_sums *sums, unsigned bits, struct writer *out);

#endif
