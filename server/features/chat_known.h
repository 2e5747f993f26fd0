/* SPDX-License-Identifier: Apache-2.0
 *
 * Who wrote which message of a chat, for every message that stands, also long after it has left the
 * view: 48 bytes each, and a person's id once. There is a maximum; beyond it the oldest are
 * forgotten.
 */
#ifndef MUSTER_FEATURES_CHAT_KNOWN_H
#define MUSTER_FEATURES_CHAT_KNOWN_H

#include "base/slice.h"

/* Somebody who wrote messages that stand. */
struct known_author {
    struct slice id;   /* owned */
    size_t references; /* private */
};

struct known {
    int64_t seq, at_ms;
    int64_t body;  /* the entry that gave its words: its own, or an edit */
    int64_t reply; /* the message it answers; 0: none */
    int64_t left;  /* the message that left the view when this one was shown; 0: none */
    const struct known_author *author;
};

struct knowns;

/* Knows nothing yet; holds at most `messages_max`, at least 1. */
struct knowns *known_new(size_t messages_max);
/* Frees *knowns and sets it to NULL. */
void known_free(struct knowns **knowns);
/* Adds a message by `author`, of which the other members are given; a seq is added once. */
void known_add(struct knowns *knowns, const struct known *message, struct slice author);
/* The message, borrowed until the next change; NULL when it is not known. */
const struct known *known_find(const struct knowns *knowns, int64_t seq);
/* Its words are those of the entry `body` from now on; one that is not known is ignored. */
void known_rewrite(struct knowns *knowns, int64_t seq, int64_t body);
/* Removes a message; one that is not known is ignored. */
void known_remove(struct knowns *knowns, int64_t seq);
/* How many of them are older than `seq`; and the one that has `older` before it, which must be
 * there: for a walk in either direction. */
size_t known_older(const struct knowns *knowns, int64_t seq);
const struct known *known_at(const struct knowns *knowns, size_t older);
/* How many messages, and how many authors, are known. */
size_t known_count(const struct knowns *knowns);
size_t known_authors(const struct knowns *knowns);
/* Whether a message of that person is known. */
bool known_wrote(const struct knowns *knowns, struct slice person);

#endif
