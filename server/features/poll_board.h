/* SPDX-License-Identifier: Apache-2.0
 *
 * How people stand in a quiz, once it is counted. Pure; it knows no polls.
 */
#ifndef MUSTER_FEATURES_POLL_BOARD_H
#define MUSTER_FEATURES_POLL_BOARD_H

#include "base/bounds.h"
#include "base/map.h"

enum { POLL_BOARD_TOP = 10 };

struct poll_board {
    struct map *points; /* owned; person -> points + 1, as the pointer itself */
    int64_t *sorted;    /* owned; all points, the most first */
    size_t count;
    char *top[POLL_BOARD_TOP]; /* owned; who stands first; NULL: nobody */
};

/* Nobody yet; owned by the caller. */
struct poll_board *poll_board_new(void);
/* Frees it. */
void poll_board_free(void *board);
/* Adds points to a person's. */
void poll_board_add(struct poll_board *board, struct slice person, int64_t points);
/* All are added: puts them in their order. Equal ones stand as they came. */
void poll_board_close(struct poll_board *board);
/* A person's points; -1 when they took no part. */
int64_t poll_board_points(const struct poll_board *board, struct slice person);
/* The place of who has that number of points, from 1: as many have more, and one. */
int64_t poll_board_place(const struct poll_board *board, int64_t points);

#endif
