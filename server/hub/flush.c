/* SPDX-License-Identifier: Apache-2.0
 * Fan-out: at the end of a turn, outboxes first, then small feeds, then large ones in slices. A
 * feed that grew while its slices went round goes round again: under load the bites grow. */
#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "hub/live.h"

/* Up to this many followers a feed is flushed whole before any large one. */
enum { SMALL_FEED = 128 };

/* A large feed waits so long for entries that are on their way to disk: sixteen messages in one
 * send cost little more than one. */
enum { HOLD_MS = 4 };

void flush_outbox(struct subscriber *subscriber)
{
    struct hub *hub = subscriber->hub;
    if (!subscriber->queued) {
        subscriber->queued = true;
        subscriber->queue_next = hub->outboxes;
        hub->outboxes = subscriber;
    }
    loop_arm(hub->loop, &hub->flush_hook);
}

void flush_forget(struct subscriber *subscriber)
{
    if (!subscriber->queued)
        return;
    struct subscriber **at = &subscriber->hub->outboxes;
    while (*at != subscriber)
        at = &(*at)->queue_next;
    *at = subscriber->queue_next;
    subscriber->queued = false;
}

void flush_feed(struct feed *feed)
{
    struct hub *hub = feed->live->hub;
    if (feed->followers_count == 0)
        return;
    if (!feed->dirty) {
        feed->dirty = true;
        feed->dirty_tick_ms = loop_tick_ms(hub->loop);
        feed->flush_at = 0;
        feed->flush_end = tape_end(&feed->tape);
        feed->dirty_next = NULL;
        *hub->dirty_end = feed;
        hub->dirty_end = &feed->dirty_next;
    }
    loop_arm(hub->loop, &hub->flush_hook);
}

static void unlist(struct hub *hub, struct feed **at)
{
    struct feed *feed = *at;
    *at = feed->dirty_next;
    if (!*at)
        hub->dirty_end = at;
    feed->dirty = false;
}

void flush_forget_feed(struct feed *feed)
{
    if (!feed->dirty)
        return;
    struct feed **at = &feed->live->hub->dirty;
    while (*at != feed)
        at = &(*at)->dirty_next;
    unlist(feed->live->hub, at);
}

void flush_follow(struct feed *feed, struct subscription *subscription)
{
    if (feed->followers_count == feed->followers_capacity) {
        size_t more = feed->followers_capacity ? feed->followers_capacity * 2 : 4;
        feed->followers =
            mem_resize(feed->followers, feed->followers_capacity * sizeof *feed->followers,
                       more * sizeof *feed->followers);
        feed->followers_capacity = more;
    }
    subscription->feed = feed;
    subscription->index = feed->followers_count;
    subscription->cursor = tape_end(&feed->tape);
    feed->followers[feed->followers_count++] = subscription;
    feed->live->hub->stats.lean += feed->full != NULL;
}

static void place(struct feed *feed, size_t index, struct subscription *subscription)
{
    feed->followers[index] = subscription;
    subscription->index = index;
}

void flush_unfollow(struct subscription *subscription)
{
    struct feed *feed = subscription->feed;
    size_t hole = subscription->index;
    /* Those before flush_at have been served: the hole is filled from among them first, so that
     * nobody unserved slips behind the flush under way. */
    if (hole < feed->flush_at) {
        place(feed, hole, feed->followers[feed->flush_at - 1]);
        hole = --feed->flush_at;
    }
    size_t last = --feed->followers_count;
    if (hole != last)
        place(feed, hole, feed->followers[last]);
    subscription->feed = NULL;
    feed->live->hub->stats.lean -= feed->full != NULL;
    if (feed->followers_count == 0)
        flush_forget_feed(feed);
}

static void count_send(const struct subscriber *subscriber, size_t bytes)
{
    struct hub_stats *stats = &subscriber->hub->stats;
    enum connection_class class = subscriber->packed ? CLASS_PACKED
                                  : subscriber->lean ? CLASS_LEAN
                                                     : CLASS_FULL;
    stats->sends++;
    stats->sent_bytes[class] += bytes;
}

static bool send_outbox(struct subscriber *subscriber)
{
    if (subscriber->outbox.len == 0)
        return true;
    size_t sent =
        subscriber->ops->send(subscriber, subscriber->outbox.bytes, subscriber->outbox.len);
    check(sent <= subscriber->outbox.len);
    count_send(subscriber, sent);
    subscriber->blocked = sent < subscriber->outbox.len;
    buffer_drop(&subscriber->outbox, sent);
    if (subscriber->outbox.len == 0)
        buffer_done(&subscriber->outbox);
    subscriber_count(subscriber);
    return !subscriber->blocked;
}

/* Sends what waits on the tape. Returns false when the subscriber has fallen behind its start. */
static bool send_tape(struct subscription *subscription)
{
    struct subscriber *subscriber = subscription->subscriber;
    struct feed *feed = subscription->feed;
    if (subscription->cursor < feed->tape.start)
        return false;
    struct slice run = tape_from(&feed->tape, subscription->cursor);
    if (run.len == 0)
        return true;
    size_t sent = subscriber->ops->send(subscriber, run.at, run.len);
    check(sent <= run.len);
    count_send(subscriber, sent);
    subscription->cursor += sent;
    subscriber->blocked = sent < run.len;
    return true;
}

static void serve(struct subscription *subscription)
{
    struct subscriber *subscriber = subscription->subscriber;
    if (subscriber->blocked || subscriber->closing)
        return;
    if (!send_tape(subscription))
        feed_catch_up(subscription);
}

/* Serves at most `sends` followers; true when the feed is done. */
static bool flush_slice(struct feed *feed, size_t *sends)
{
    for (;;) {
        while (feed->flush_at<feed->followers_count && * sends> 0) {
            (*sends)--;
            serve(feed->followers[feed->flush_at++]);
        }
        if (feed->flush_at < feed->followers_count)
            return false;
        uint64_t end = tape_end(&feed->tape);
        if (end == feed->flush_end)
            return true;
        feed->flush_end = end;
        feed->flush_at = 0;
    }
}

static void flush_outboxes(struct hub *hub)
{
    while (hub->outboxes) {
        struct subscriber *subscriber = hub->outboxes;
        hub->outboxes = subscriber->queue_next;
        subscriber->queued = false;
        if (!subscriber->blocked && !subscriber->closing)
            send_outbox(subscriber);
    }
}

static bool is_small(const struct feed *feed)
{
    return feed->followers_count <= SMALL_FEED;
}

static bool is_held(const struct feed *feed)
{
    return !is_small(feed) && feed->flush_at == 0 && feed->live->appending > 0 &&
           loop_tick_ms(feed->live->hub->loop) - feed->dirty_tick_ms < HOLD_MS;
}

static void flush_feeds(struct hub *hub, bool small, size_t *sends)
{
    struct feed **at = &hub->dirty;
    while (*at && *sends > 0) {
        struct feed *feed = *at;
        bool done = feed->followers_count == 0;
        if (!done && small == is_small(feed) && !is_held(feed))
            done = flush_slice(feed, sends);
        /* Ending a subscription may have taken this feed off the list already. */
        if (*at != feed)
            continue;
        if (done)
            unlist(hub, at);
        else
            at = &feed->dirty_next;
    }
}

static void flush_again(void *context)
{
    struct hub *hub = context;
    hub->flush_later = false;
    loop_arm(hub->loop, &hub->flush_hook);
}

static void held_over(void *context)
{
    struct hub *hub = context;
    timer_close(&hub->held);
    loop_arm(hub->loop, &hub->flush_hook);
}

/* What is not done goes on next turn; what is only held, in a moment. */
static void look_again(struct hub *hub)
{
    bool held = true;
    for (struct feed *feed = hub->dirty; feed && held; feed = feed->dirty_next)
        held = is_held(feed);
    if (!hub->dirty || hub->flush_later)
        return;
    if (!held) {
        hub->flush_later = true;
        loop_later(hub->loop, flush_again, hub);
    } else if (!hub->held) {
        hub->held = loop_after(hub->loop, 1, held_over, hub);
    }
}

void flush_run(void *context)
{
    struct hub *hub = context;
    flush_outboxes(hub);
    size_t sends = BOUND_SENDS_TURN;
    flush_feeds(hub, true, &sends);
    sends = sends < BOUND_SENDS_TURN / 2 ? BOUND_SENDS_TURN / 2 : sends;
    flush_feeds(hub, false, &sends);
    /* What renewed subscriptions had to be told. */
    flush_outboxes(hub);
    hub->packed = 0;
    look_again(hub);
}

void subscriber_ready(struct subscriber *subscriber)
{
    subscriber->blocked = false;
    if (subscriber->closing || !send_outbox(subscriber))
        return;
    struct subscription *subscription = subscriber->subscriptions;
    while (subscription && !subscriber->blocked && !subscriber->closing) {
        struct subscription *next = subscription->next_of_subscriber;
        if (subscription->feed)
            serve(subscription);
        subscription = next;
    }
}
