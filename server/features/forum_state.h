/* SPDX-License-Identifier: Apache-2.0
 *
 * What the forum of a course is made of: shared by forum.c (what changes it) and forum_view.c (what
 * people see of it) and by nobody else.
 */
#ifndef MUSTER_FEATURES_FORUM_STATE_H
#define MUSTER_FEATURES_FORUM_STATE_H

#include "base/map.h"
#include "core/feature.h"
#include "features/common.h"

struct thread;

struct post {
    int64_t seq, at_ms;
    struct common_author author;
    struct thread *thread; /* borrowed */
    struct post *next;     /* the next younger one of the thread */
    int64_t reply;         /* the post it comments; 0: it answers the thread */
    int64_t body_seq;      /* the entry that holds its latest text */
    int64_t edited_ms;     /* 0: never */
    bool deleted;
};

struct thread {
    int64_t seq;
    char *title;               /* owned */
    struct post *first, *last; /* the opening post; the newest one */
    size_t posts_count;        /* with tombstones */
    size_t posts_standing;     /* without */
    int64_t accepted;          /* seq of the accepted post; 0: none */
};

struct forum {
    struct map *threads; /* seq -> struct thread, owned */
    struct map *posts;   /* seq -> struct post, owned; of all threads */
};

/* The thread, or the post, of that seq; NULL when there is none. */
struct thread *forum_thread(const struct forum *forum, int64_t seq);
struct post *forum_post(const struct forum *forum, int64_t seq);

/* forum_view.c: see core/feature.h. */
void forum_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                struct writer *out);
void forum_thread_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void forum_post_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void forum_edit_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out);
void forum_delete_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);
void forum_accept_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out);

#endif
