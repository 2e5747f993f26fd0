/* SPDX-License-Identifier: Apache-2.0
 * Points are summed in a map, and then sorted once: a place is found by halving. */
#include "features/poll_board.h"

#include <stdlib.h>

#include "base/mem.h"

struct poll_board *poll_board_new(void)
{
    struct poll_board *board = mem_new(sizeof *board);
    board->points = map_new(BOUND_MEMBERS);
    return board;
}

void poll_board_free(void *value)
{
    struct poll_board *board = value;
    map_free(&board->points, NULL);
    mem_free(board->sorted);
    for (size_t i = 0; i < POLL_BOARD_TOP; i++)
        mem_free(board->top[i]);
    mem_free(board);
}

int64_t poll_board_points(const struct poll_board *board, struct slice person)
{
    return (int64_t)(uintptr_t)map_find(board->points, person) - 1;
}

void poll_board_add(struct poll_board *board, struct slice person, int64_t points)
{
    int64_t before = poll_board_points(board, person);
    if (before < 0 && map_full(board->points))
        return;
    map_put(board->points, person, (void *)(uintptr_t)((before < 0 ? 0 : before) + points + 1));
}

static int most_first(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left < right) - (left > right);
}

/* Puts a person among the first, behind those who have as many. */
static void place(struct poll_board *board, struct slice person, int64_t points)
{
    size_t at = POLL_BOARD_TOP;
    while (at > 0 &&
           (!board->top[at - 1] || poll_board_points(board, slice_of(board->top[at - 1])) < points))
        at--;
    if (at == POLL_BOARD_TOP)
        return;
    mem_free(board->top[POLL_BOARD_TOP - 1]);
    memmove(&board->top[at + 1], &board->top[at], (POLL_BOARD_TOP - 1 - at) * sizeof board->top[0]);
    board->top[at] = mem_text(person);
}

void poll_board_close(struct poll_board *board)
{
    struct map_at at = {0};
    size_t all = map_count(board->points);
    board->sorted = all ? mem_new(all * sizeof *board->sorted) : NULL;
    while (map_next(board->points, &at)) {
        int64_t points = (int64_t)(uintptr_t)at.value - 1;
        board->sorted[board->count++] = points;
        place(board, at.key, points);
    }
    if (all)
        qsort(board->sorted, all, sizeof *board->sorted, most_first);
}

int64_t poll_board_place(const struct poll_board *board, int64_t points)
{
    size_t low = 0, high = board->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (board->sorted[middle] > points)
            low = middle + 1;
        else
            high = middle;
    }
    return (int64_t)low + 1;
}
