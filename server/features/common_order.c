/* SPDX-License-Identifier: Apache-2.0
 * A list of seqs. */
#include "features/common_order.h"

#include <string.h>

#include "base/mem.h"

void common_order_done(struct common_order *order)
{
    mem_free(order->seqs);
    *order = (struct common_order){0};
}

static bool was_before(const struct json *list, const struct json *item, int64_t seq)
{
    int64_t other;
    for (const struct json *at = json_first(list); at != item; at = json_next(at))
        if (json_as_int(at, &other) && other == seq)
            return true;
    return false;
}

enum err common_read_order(const struct json *data, const char *key, size_t max, struct writer *out)
{
    const struct json *list = json_get(data, key);
    int64_t seq;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > max)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, key);
    for (const struct json *item = json_first(list); item; item = json_next(item)) {
        if (!json_as_int(item, &seq) || seq < 1 || was_before(list, item, seq))
            return ERR_BAD_REQUEST;
        writer_int(out, NULL, seq);
    }
    writer_end(out);
    return ERR_NONE;
}

void common_order_set(struct common_order *order, const struct entry *entry, const char *key,
                      const struct map *things)
{
    const struct json *list = json_get(entry->data, key);
    common_order_done(order);
    order->changed_seq = entry->seq;
    if (json_count(list) > 0)
        order->seqs = mem_new(json_count(list) * sizeof *order->seqs);
    for (const struct json *item = json_first(list); item; item = json_next(item)) {
        int64_t seq;
        if (json_as_int(item, &seq) && map_find(things, slice_of_seq(&seq)))
            order->seqs[order->count++] = seq;
    }
}

void common_order_take(struct common_order *order, const struct entry *entry, int64_t seq)
{
    size_t place = 0;
    while (place < order->count && order->seqs[place] != seq)
        place++;
    if (place == order->count)
        return;
    order->changed_seq = entry->seq;
    order->count--;
    memmove(&order->seqs[place], &order->seqs[place + 1],
            (order->count - place) * sizeof *order->seqs);
}

void common_write_order(const struct common_order *order, struct writer *out)
{
    if (order->count == 0)
        return;
    writer_array(out, "order");
    for (size_t i = 0; i < order->count; i++)
        writer_int(out, NULL, order->seqs[i]);
    writer_end(out);
}

void common_write_order_change(const struct common_order *order, const struct entry *entry,
                               struct writer *out)
{
    if (order->changed_seq != entry->seq)
        return;
    if (order->count == 0)
        writer_null(out, "order");
    common_write_order(order, out);
}

static bool is_in(const struct common_order *order, int64_t seq)
{
    for (size_t i = 0; i < order->count; i++)
        if (order->seqs[i] == seq)
            return true;
    return false;
}

void common_order_each(const struct common_order *order, const struct map *things,
                       void (*fn)(void *context, int64_t seq, const void *thing), void *context)
{
    struct map_at at = {0};
    for (size_t i = 0; i < order->count; i++)
        fn(context, order->seqs[i], map_find(things, slice_of_seq(&order->seqs[i])));
    while (map_next(things, &at)) {
        int64_t seq;
        memcpy(&seq, at.key.at, sizeof seq);
        if (!is_in(order, seq))
            fn(context, seq, at.value);
    }
}
