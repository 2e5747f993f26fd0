/* SPDX-License-Identifier: Apache-2.0
 *
 * Replies that are owed: each stands for a command that the hub has not answered yet. One is the
 * context of the hub's callback and lives until that comes; it loses its session when that ends
 * first.
 */
#ifndef MUSTER_NET_OWED_H
#define MUSTER_NET_OWED_H

#include <stdbool.h>
#include <stdint.h>

struct owed_list;
struct session;

enum { OWED_MAX = 256 /* of one session */ };

struct owed {
    struct session *session; /* NULL: it has ended */
    struct owed_list *list;
    struct owed *next, **link;
    const char *verb;
    char *channel;     /* owned; of a subscribe, NULL for the others */
    uint64_t begun_us; /* when it came, by loop_clock_us */
    uint32_t id;
    bool cancelled; /* an unsubscribe came before the answer */
    bool recovering;
    bool media; /* the answer tells an address to be signed */
};

/* Those of one session; embedded in it. Zero: none. */
struct owed_list {
    struct owed *first;
    unsigned count;
};

/* One more, for the command `id` of `verb`, a constant text. */
struct owed *owed_new(struct owed_list *list, struct session *session, const char *verb,
                      uint32_t id);
/* The answer is there: takes it out of the list. The session that still waits, or NULL. */
struct session *owed_take(struct owed *owed);
/* Frees one that was taken. */
void owed_free(struct owed *owed);
/* Lets go of all: their answers will find nobody. */
void owed_forget(struct owed_list *list);

#endif
