/* SPDX-License-Identifier: Apache-2.0
 * Fan-out: at the end of a turn, outboxes first, then small strips, then large ones in slices. A
 * strip that grew while its slices went round goes round again: under load the bites grow. */
#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "hub/live.h"

/* Up to this many followers a strip is flushed whole before any large one. */
enum { SMALL_STRIP = 128 };

/* A large strip waits so long for entries that are on their way to disk: sixteen messages in one
 * send cost little more than one. */
enum { HOLD_MS = 4 };

void flush_outbox(struct outlet *outlet)
{
    struct hub *hub = outlet->hub;
    if (!outlet->queued) {
        outlet->queued = true;
        outlet->queue_next = hub->outboxes;
        hub->outboxes = outlet;
    }
    loop_arm(hub->loop, &hub->flush_hook);
}

void flush_forget(struct outlet *outlet)
{
    if (!outlet->queued)
        return;
    struct outlet **at = &outlet->hub->outboxes;
    while (*at != outlet)
        at = &(*at)->queue_next;
    *at = outlet->queue_next;
    outlet->queued = false;
}

void flush_strip(struct strip *strip)
{
    struct hub *hub = strip->live->hub;
    if (strip->followers_count == 0)
        return;
    if (!strip->dirty) {
        strip->dirty = true;
        strip->dirty_tick_ms = loop_tick_ms(hub->loop);
        strip->flush_at = 0;
        strip->flush_end = tape_end(&strip->tape);
        strip->dirty_next = NULL;
        *hub->dirty_end = strip;
        hub->dirty_end = &strip->dirty_next;
    }
    loop_arm(hub->loop, &hub->flush_hook);
}

static void unlist(struct hub *hub, struct strip **at)
{
    struct strip *strip = *at;
    *at = strip->dirty_next;
    if (!*at)
        hub->dirty_end = at;
    strip->dirty = false;
}

void flush_forget_strip(struct strip *strip)
{
    if (!strip->dirty)
        return;
    struct strip **at = &strip->live->hub->dirty;
    while (*at != strip)
        at = &(*at)->dirty_next;
    unlist(strip->live->hub, at);
}

void flush_follow(struct strip *strip, struct subscription *subscription)
{
    if (strip->followers_count == strip->followers_room) {
        size_t more = strip->followers_room ? strip->followers_room * 2 : 4;
        strip->followers =
            mem_resize(strip->followers, strip->followers_room * sizeof *strip->followers,
                       more * sizeof *strip->followers);
        strip->followers_room = more;
    }
    subscription->strip = strip;
    subscription->index = strip->followers_count;
    subscription->cursor = tape_end(&strip->tape);
    strip->followers[strip->followers_count++] = subscription;
    strip->live->hub->stats.lean += strip->full != NULL;
}

static void place(struct strip *strip, size_t index, struct subscription *subscription)
{
    strip->followers[index] = subscription;
    subscription->index = index;
}

void flush_unfollow(struct subscription *subscription)
{
    struct strip *strip = subscription->strip;
    size_t hole = subscription->index;
    /* Those before flush_at have been served: the hole is filled from among them first, so that
     * nobody unserved slips behind the flush under way. */
    if (hole < strip->flush_at) {
        place(strip, hole, strip->followers[strip->flush_at - 1]);
        hole = --strip->flush_at;
    }
    size_t last = --strip->followers_count;
    if (hole != last)
        place(strip, hole, strip->followers[last]);
    subscription->strip = NULL;
    strip->live->hub->stats.lean -= strip->full != NULL;
    if (strip->followers_count == 0)
        flush_forget_strip(strip);
}

static void count_send(const struct outlet *outlet, size_t bytes)
{
    struct hub_stats *stats = &outlet->hub->stats;
    enum connection_class class = outlet->packed ? CLASS_PACKED
                                  : outlet->lean ? CLASS_LEAN
                                                 : CLASS_FULL;
    stats->sends++;
    stats->sent_bytes[class] += bytes;
}

static bool send_outbox(struct outlet *outlet)
{
    if (outlet->outbox.len == 0)
        return true;
    size_t sent = outlet->ops->send(outlet, outlet->outbox.bytes, outlet->outbox.len);
    check(sent <= outlet->outbox.len);
    count_send(outlet, sent);
    outlet->blocked = sent < outlet->outbox.len;
    buffer_drop(&outlet->outbox, sent);
    if (outlet->outbox.len == 0)
        buffer_done(&outlet->outbox);
    outlet_count(outlet);
    return !outlet->blocked;
}

/* Sends what waits on the tape. Returns false when the subscriber has fallen behind its start. */
static bool send_tape(struct subscription *subscription)
{
    struct outlet *outlet = subscription->outlet;
    struct strip *strip = subscription->strip;
    if (subscription->cursor < strip->tape.start)
        return false;
    struct slice run = tape_from(&strip->tape, subscription->cursor);
    if (run.len == 0)
        return true;
    size_t sent = outlet->ops->send(outlet, run.at, run.len);
    check(sent <= run.len);
    count_send(outlet, sent);
    subscription->cursor += sent;
    outlet->blocked = sent < run.len;
    return true;
}

static void serve(struct subscription *subscription)
{
    struct outlet *outlet = subscription->outlet;
    if (outlet->blocked || outlet->closing)
        return;
    if (!send_tape(subscription))
        strip_catch_up(subscription);
}

/* Serves at most `sends` followers; true when the strip is done. */
static bool flush_slice(struct strip *strip, size_t *sends)
{
    for (;;) {
        while (strip->flush_at<strip->followers_count && * sends> 0) {
            (*sends)--;
            serve(strip->followers[strip->flush_at++]);
        }
        if (strip->flush_at < strip->followers_count)
            return false;
        uint64_t end = tape_end(&strip->tape);
        if (end == strip->flush_end)
            return true;
        strip->flush_end = end;
        strip->flush_at = 0;
    }
}

static void flush_outboxes(struct hub *hub)
{
    while (hub->outboxes) {
        struct outlet *outlet = hub->outboxes;
        hub->outboxes = outlet->queue_next;
        outlet->queued = false;
        if (!outlet->blocked && !outlet->closing)
            send_outbox(outlet);
    }
}

static bool is_small(const struct strip *strip)
{
    return strip->followers_count <= SMALL_STRIP;
}

static bool is_held(const struct strip *strip)
{
    return !is_small(strip) && strip->flush_at == 0 && strip->live->appending > 0 &&
           loop_tick_ms(strip->live->hub->loop) - strip->dirty_tick_ms < HOLD_MS;
}

static void flush_strips(struct hub *hub, bool small, size_t *sends)
{
    struct strip **at = &hub->dirty;
    while (*at && *sends > 0) {
        struct strip *strip = *at;
        bool done = strip->followers_count == 0;
        if (!done && small == is_small(strip) && !is_held(strip))
            done = flush_slice(strip, sends);
        /* Ending a subscription may have taken this strip off the list already. */
        if (*at != strip)
            continue;
        if (done)
            unlist(hub, at);
        else
            at = &strip->dirty_next;
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
    for (struct strip *strip = hub->dirty; strip && held; strip = strip->dirty_next)
        held = is_held(strip);
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
    flush_strips(hub, true, &sends);
    sends = sends < BOUND_SENDS_TURN / 2 ? BOUND_SENDS_TURN / 2 : sends;
    flush_strips(hub, false, &sends);
    /* What renewed subscriptions had to be told. */
    flush_outboxes(hub);
    hub->packed = 0;
    look_again(hub);
}

void outlet_ready(struct outlet *outlet)
{
    outlet->blocked = false;
    if (outlet->closing || !send_outbox(outlet))
        return;
    struct subscription *subscription = outlet->subscriptions;
    while (subscription && !outlet->blocked && !outlet->closing) {
        struct subscription *next = subscription->next_of_outlet;
        if (subscription->strip)
            serve(subscription);
        subscription = next;
    }
}
