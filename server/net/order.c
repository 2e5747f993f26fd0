/* SPDX-License-Identifier: Apache-2.0
 * A short list by id, and one timer for whoever has waited longest. */
#include "net/order.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "net/codec.h"

enum {
    ALL_BYTES = 16 << 20, /* what may wait on one instance */
    VAIN_MAX = 3          /* whose ids have gaps of their own is not waited for any longer */
};

struct held {
    struct held *next;
    uint32_t id; /* its first command's */
    int64_t until_tick_ms;
    size_t bytes;
    char message[];
};

void order_init(struct order *order, struct orders *all, void *context)
{
    *order = (struct order){.all = all, .context = context};
}

/* The first that waits, no longer in the list. */
static struct held *take_first(struct order *order)
{
    struct held *held = order->first;
    order->first = held->next;
    order->count--;
    order->bytes -= held->bytes;
    order->all->bytes -= held->bytes;
    return held;
}

void order_done(struct order *order)
{
    timer_close(&order->late);
    while (order->first)
        mem_free(take_first(order));
}

static bool is_next(const struct order *order, uint32_t id)
{
    return id <= (uint64_t)order->all->last_id(order->context) + 1;
}

static void run_first(struct order *order)
{
    struct held *held = take_first(order);
    order->all->run(order->context, (struct slice){held->message, held->bytes});
    mem_free(held);
}

static void run_next(struct order *order)
{
    while (order->first && is_next(order, order->first->id))
        run_first(order);
}

static void timer_set(struct order *order);

/* Whoever has waited long enough goes, and all with lower ids before it. */
static void late(void *context)
{
    struct order *order = context;
    int64_t now_ms = loop_tick_ms(order->all->loop);
    unsigned go = 0, at = 0;
    for (const struct held *held = order->first; held; held = held->next) {
        at++;
        if (held->until_tick_ms <= now_ms)
            go = at;
    }
    order->vain += go > 0;
    for (; go > 0; go--)
        run_first(order);
    run_next(order);
    timer_set(order);
}

/* For the one that has waited longest, or for none. */
static void timer_set(struct order *order)
{
    int64_t until_ms = INT64_MAX, now_ms = loop_tick_ms(order->all->loop);
    timer_close(&order->late);
    for (const struct held *held = order->first; held; held = held->next)
        if (held->until_tick_ms < until_ms)
            until_ms = held->until_tick_ms;
    if (order->first)
        order->late =
            loop_after(order->all->loop, until_ms > now_ms ? until_ms - now_ms : 1, late, order);
}

static bool may_wait(const struct order *order, struct slice message)
{
    return order->vain < VAIN_MAX && order->count < BOUND_HELD_MESSAGES &&
           message.len <= BOUND_HELD_BYTES - order->bytes &&
           message.len <= ALL_BYTES - order->all->bytes;
}

static void hold(struct order *order, uint32_t id, struct slice message)
{
    struct held *held = mem_new(sizeof *held + message.len);
    struct held **at = &order->first;
    while (*at && (*at)->id <= id)
        at = &(*at)->next;
    held->id = id;
    held->until_tick_ms = loop_tick_ms(order->all->loop) + BOUND_HELD_MS;
    held->bytes = message.len;
    memcpy(held->message, message.at, message.len);
    held->next = *at;
    *at = held;
    order->count++;
    order->bytes += message.len;
    order->all->bytes += message.len;
    timer_set(order);
}

void order_take(struct order *order, struct slice message)
{
    uint32_t id = codec_first_id(message);
    bool ahead = !is_next(order, id);
    if (ahead && may_wait(order, message)) {
        hold(order, id, message);
        return;
    }
    while (ahead && order->first && order->first->id < id)
        run_first(order);
    order->all->run(order->context, message);
    if (!order->first)
        return;
    if (!ahead && is_next(order, order->first->id))
        order->vain = 0;
    run_next(order);
    timer_set(order);
}
