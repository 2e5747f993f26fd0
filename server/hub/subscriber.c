/* SPDX-License-Identifier: Apache-2.0
 * The hub's side of a connection: outbox, frames, its end. */
#include "hub/subscriber.h"

#include "base/bounds.h"
#include "hub/live.h"

void subscriber_init(struct subscriber *subscriber, struct hub *hub,
                     const struct subscriber_ops *ops, const struct actor *actor)
{
    memset(subscriber, 0, sizeof *subscriber);
    subscriber->ops = ops;
    subscriber->hub = hub;
    subscriber->actor = *actor;
    buffer_init(&subscriber->outbox, BOUND_VIEW_BYTES + BOUND_OUTBOX_BYTES);
}

void subscriber_done(struct subscriber *subscriber)
{
    subscriber->closing = true;
    while (subscriber->subscriptions)
        subscription_end(subscriber->subscriptions);
    flush_forget(subscriber);
    buffer_done(&subscriber->outbox);
    subscriber_count(subscriber);
}

void subscriber_count(struct subscriber *subscriber)
{
    /* Whose person is not known yet has nobody's budget. */
    size_t now = subscriber->actor.metered ? subscriber->outbox.len : 0,
           before = subscriber->waiting;
    if (now == before)
        return;
    budget_wait(subscriber->hub->budgets, subscriber->actor.id, now > before ? now - before : 0,
                now < before ? before - now : 0);
    subscriber->waiting = (uint32_t)now;
}

/* One large answer (a view) may pass the bound of a connection alone; a queue of them may not. Nor
 * may what waits for all the person's connections pass theirs. */
static bool has_room(const struct subscriber *subscriber)
{
    enum { SMALL_BYTES = 16384 }; /* whose waiting is nobody's trouble */
    return subscriber->outbox.len <= BOUND_OUTBOX_BYTES &&
           (subscriber->outbox.len <= SMALL_BYTES ||
            !budget_waits_too_much(subscriber->hub->budgets, subscriber->actor.id));
}

/* Packs for one connection alone what is worth it, within the turn's bound. Loading the dictionary
 * is work as well, for a small payload most of it. */
static void push_packed(struct subscriber *subscriber, struct slice payload)
{
    struct hub *hub = subscriber->hub;
    struct buffer packed;
    size_t work = payload.len + pack_dictionary().len;
    buffer_init(&packed, payload.len + 1);
    if (payload.len < BOUND_PACK_BYTES_MIN || work > BOUND_PACK_BYTES_TURN - hub->packed) {
        pack_add_raw(payload, &packed);
    } else {
        hub->packed += work;
        pack_add(hub->pack, payload, &packed);
    }
    frame_write(&subscriber->outbox, FRAME_PACKED, buffer_slice(&packed));
    buffer_done(&packed);
}

void subscriber_push(struct subscriber *subscriber, struct slice payload)
{
    if (subscriber->closing)
        return;
    if (!has_room(subscriber)) {
        subscriber_close(subscriber, 3008, "slow");
        return;
    }
    if (subscriber->packed)
        push_packed(subscriber, payload);
    else
        frame_write(&subscriber->outbox, FRAME_TEXT, payload);
    if (subscriber->blocked)
        subscriber_count(subscriber);
    if (subscriber->outbox.full)
        subscriber_close(subscriber, 3008, "slow");
    else
        flush_outbox(subscriber);
}

void subscriber_close(struct subscriber *subscriber, unsigned code, const char *reason)
{
    if (subscriber->closing)
        return;
    subscriber->closing = true;
    subscriber->ops->close(subscriber, code, reason);
}
