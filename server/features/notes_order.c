/* SPDX-License-Identifier: Apache-2.0
 * A list of seqs, of which the beginning is told. */
#include "features/notes_order.h"

#include <string.h>

#include "base/check.h"
#include "base/mem.h"

void notes_order_done(struct notes_order *order)
{
    mem_free(order->seqs);
    *order = (struct notes_order){0};
}

static size_t place_of(const struct notes_order *order, int64_t seq)
{
    size_t place = 0;
    while (place < order->count && order->seqs[place] != seq)
        place++;
    return place;
}

/* How many stand before the rest, which follows from the seqs. */
static size_t told(const struct notes_order *order)
{
    size_t count = order->count;
    while (count > 0 && (count == order->count || order->seqs[count - 1] < order->seqs[count]))
        count--;
    return count;
}

void notes_order_put(struct notes_order *order, const struct entry *entry, int64_t seq,
                     int64_t after)
{
    size_t told_before = told(order);
    size_t place = after == NOTES_LAST ? order->count : 0;
    if (after > 0)
        place = place_of(order, after) + 1;
    check(place <= order->count);
    if (order->count == order->capacity) {
        order->capacity = order->capacity ? 2 * order->capacity : 8;
        order->seqs = mem_capacity(order->seqs, order->capacity * sizeof *order->seqs);
    }
    memmove(order->seqs + place + 1, order->seqs + place,
            (order->count - place) * sizeof *order->seqs);
    order->seqs[place] = seq;
    order->count++;
    if (told(order) != told_before || place < told_before)
        order->changed_seq = entry->seq;
}

void notes_order_take(struct notes_order *order, const struct entry *entry, int64_t seq)
{
    size_t place = place_of(order, seq);
    check(place < order->count);
    if (told(order) > 0)
        order->changed_seq = entry->seq;
    order->count--;
    memmove(order->seqs + place, order->seqs + place + 1,
            (order->count - place) * sizeof *order->seqs);
}

int64_t notes_order_before(const struct notes_order *order, int64_t seq)
{
    size_t place = place_of(order, seq);
    return place > 0 && place < order->count ? order->seqs[place - 1] : NOTES_FIRST;
}

void notes_order_write(const struct notes_order *order, struct writer *out)
{
    size_t count = told(order);
    if (count == 0)
        return;
    writer_array(out, "order");
    for (size_t i = 0; i < count; i++)
        writer_int(out, NULL, order->seqs[i]);
    writer_end(out);
}

void notes_order_patch(const struct notes_order *order, const struct entry *entry, bool whole,
                       struct writer *out)
{
    if (!whole && order->changed_seq != entry->seq)
        return;
    if (told(order) > 0)
        notes_order_write(order, out);
    else
        writer_null(out, "order");
}
