/* SPDX-License-Identifier: Apache-2.0
 *
 * The order of the threads of a forum, as a list shows them: what is pinned first, then by the
 * youngest post. Where one writes before one sees (forum_first.h) a thread has two places: by its
 * youngest post for those who are told of it, and by its opening one for all others.
 *
 * What an entry changes is remembered until another one changes something: each thread as it was
 * before, so that a list can be compared with what it was.
 */
#ifndef MUSTER_FEATURES_FORUM_ORDER_H
#define MUSTER_FEATURES_FORUM_ORDER_H

#include "features/forum_thread.h"

/* A thread, as it stood in the order before an entry. */
struct forum_order_change {
    int64_t thread;
    struct thread *now; /* borrowed; NULL: it is there no more */
    struct place was[2];
    struct rings stamp;
    int64_t begun;
    uint64_t cohorts;
    int64_t topic;
    bool first;
};

struct forum_order {
    struct place **places; /* owned, as a list; what is shown first comes last */
    size_t count, capacity;
    int64_t seq;                        /* the entry that made the changes */
    struct forum_order_change *changes; /* owned */
    size_t changes_count, changes_capacity;
};

/* Frees what it owns. */
void forum_order_done(struct forum_order *order);

/* An entry begins to change something: what others changed is forgotten. */
void forum_order_begin(struct forum_order *order, const struct entry *entry);
/* To be called before a thread changes; again by the same entry it does nothing. */
void forum_order_touch(struct forum_order *order, struct thread *thread);
/* To be called when its posts have changed, or whether it is pinned: its places follow. */
void forum_order_settle(struct forum_order *order, struct thread *thread);
/* It is about to be freed. */
void forum_order_leave(struct forum_order *order, struct thread *thread);

/* Whether `a` is shown before `b`. */
bool forum_order_before(const struct place *a, const struct place *b);

#endif
