/* SPDX-License-Identifier: Apache-2.0
 * A list of places, sorted. Nearly all that changes moves to its end. */
#include "features/forum_order.h"

#include <string.h>

#include "base/mem.h"

enum { FEW = 16 };

void forum_order_done(struct forum_order *order)
{
    mem_free(order->places);
    mem_free(order->changes);
}

void forum_order_begin(struct forum_order *order, const struct entry *entry)
{
    if (order->seq == entry->seq)
        return;
    order->seq = entry->seq;
    order->changes_count = 0;
}

void forum_order_touch(struct forum_order *order, struct thread *thread)
{
    if (thread->touched_seq == order->seq)
        return;
    thread->touched_seq = order->seq;
    if (order->changes_count == order->changes_capacity) {
        size_t more = order->changes_capacity ? 2 * order->changes_capacity : FEW;
        order->changes =
            mem_resize(order->changes, order->changes_capacity * sizeof *order->changes,
                       more * sizeof *order->changes);
        order->changes_capacity = more;
    }
    order->changes[order->changes_count++] =
        (struct forum_order_change){.thread = thread->seq,
                                    .now = thread,
                                    .was = {thread->places[0], thread->places[1]},
                                    .stamp = thread->stamp,
                                    .begun = thread->begun,
                                    .cohorts = thread->cohorts,
                                    .topic = thread->topic,
                                    .first = thread->first};
}

/* The youngest post of each thread is another one, and no thread has two places alike. */
bool forum_order_before(const struct place *a, const struct place *b)
{
    if (a->pinned != b->pinned)
        return a->pinned;
    return a->last != b->last ? a->last > b->last : a->untold && !b->untold;
}

/* How many places come behind it, which is where it belongs. */
static size_t place_find(const struct forum_order *order, const struct place *place)
{
    size_t low = 0, high = order->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (forum_order_before(place, order->places[middle]))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void place_take(struct forum_order *order, struct place *place)
{
    if (!place->last)
        return;
    size_t at = place_find(order, place);
    order->count--;
    memmove(&order->places[at], &order->places[at + 1],
            (order->count - at) * sizeof *order->places);
    place->last = 0;
}

static void place_put(struct forum_order *order, struct place *place)
{
    if (order->count == order->capacity) {
        size_t more = order->capacity ? 2 * order->capacity : FEW;
        order->places = (struct place **)mem_resize(
            order->places, order->capacity * sizeof *order->places, more * sizeof *order->places);
        order->capacity = more;
    }
    size_t at = place_find(order, place);
    memmove(&order->places[at + 1], &order->places[at],
            (order->count - at) * sizeof *order->places);
    order->places[at] = place;
    order->count++;
}

static void place_set(struct forum_order *order, struct place *place, const struct place *now)
{
    if (place->last == now->last && place->pinned == now->pinned)
        return;
    place_take(order, place);
    *place = *now;
    place_put(order, place);
}

void forum_order_settle(struct forum_order *order, struct thread *thread)
{
    const struct place told = {thread, thread->newest->seq, thread->pinned, false};
    const struct place untold = {thread, thread->posts[0]->seq, thread->pinned, true};
    place_set(order, &thread->places[0], &told);
    if (thread->first)
        place_set(order, &thread->places[1], &untold);
}

void forum_order_leave(struct forum_order *order, struct thread *thread)
{
    place_take(order, &thread->places[0]);
    place_take(order, &thread->places[1]);
    for (size_t i = 0; i < order->changes_count; i++)
        if (order->changes[i].now == thread)
            order->changes[i].now = NULL;
}
