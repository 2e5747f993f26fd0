/* SPDX-License-Identifier: Apache-2.0
 *
 * The copies of everybody who follows a room under test: kept patch by patch, composed, and begun
 * late. Shared by help_room.c and help_follow.c and by nobody else.
 */
#ifndef MUSTER_TESTS_HELP_FOLLOW_H
#define MUSTER_TESTS_HELP_FOLLOW_H

#include "help_room.h"

enum { FOLLOWERS_MAX = 32, BEHIND_MAX = 256 };

/* What one event said, and of which thing; the thing is taken back by a later one. */
struct frame {
    struct json *patch; /* owned; NULL: taken back */
    int64_t thing;      /* 0: many */
};

/* Somebody's copy of a document: a shared view, a part's view, or `me` of a person. */
struct follower {
    char *person;        /* owned; NULL for a shared view */
    struct rings rings;  /* of the person, when last seen */
    struct part part;    /* of a part; its kind is NULL for the room itself */
    struct json *copy;   /* owned; kept patch by patch */
    struct json *base;   /* owned; an older copy … */
    struct json *batch;  /* owned; … and all patches since, composed into one */
    struct json *late;   /* owned; the copy of somebody who came a few entries ago */
    int since;           /* patches in `batch` */
    struct json *behind; /* owned; the copy of somebody who has not been sent the frames yet */
    struct frame frames[BEHIND_MAX];
    size_t frames_count;
    struct buffer patch; /* the last entry's patch; empty when there was none */
};

struct help_room {
    struct room *room;
    struct help_alone *alone; /* owned; NULL: the kind with all its features */
    int64_t now_ms;
    struct entry **entries; /* owned; every entry, by seq - 1 */
    size_t entries_capacity;
    struct buffer effects; /* of all entries, as expect_effects has them */
    size_t effects_before; /* where those of the last one begin */
    struct follower followers[FOLLOWERS_MAX];
    size_t followers_count;
};

/* Makes " of every '. */
void help_quotes(struct buffer *text);
/* `text` as JSON, owned by the caller; anything else fails the case. */
struct json *help_parse(struct slice text);
/* The same after help_quotes. */
struct json *help_parse_quoted(const char *data);

/* The document of `follower` in `room` as it is now, also as bytes in `out`. */
struct json *help_document(struct help_room *help, const struct room *room,
                           const struct follower *follower, struct buffer *out);
struct json *help_document_fresh(struct help_room *help, const struct follower *follower);

/* Begins to follow; `person` is NULL for a shared view. */
void follower_add(struct help_room *help, const char *person, struct rings rings, int64_t part);
/* NULL when nobody follows that. */
struct follower *follower_find(struct help_room *help, const char *person, struct rings rings,
                               int64_t part);
void follower_done(struct follower *follower);

/* After `entry` was applied: patches, now and then tallies, and the comparison, for everybody. */
void followers_follow(struct help_room *help, const struct entry *entry);
/* Fails the case when the two differ. */
void help_expect_same(const struct json *expected, const struct json *found, const char *what);

#endif
