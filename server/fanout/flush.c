/* SPDX-License-Identifier: Apache-2.0
 * A feed that grew while its slices went round goes round again: under load the bites grow. */
#include "fanout/flush.h"

#include <sys/socket.h>

#include "base/bounds.h"
#include "fanout/pace.h"

/* A large feed waits this long for entries that are on their way to disk: sixteen messages in one
 * send cost little more than one. */
enum { HOLD_MS = 4 };

/* Of a feed, what leaves together with an outbox is copied behind it: up to this much. */
enum { TOGETHER_BYTES = 4096 };

/* Sends what waits for one follower by way of its transport; `gone` bytes of it have left by the
 * socket. Who has fallen behind the start of the tape is caught up. */
static void serve(struct place *place, const struct tape *tape, size_t gone)
{
    struct follower *follower = place->follower;
    if (subscriber_state(follower->subscriber) != SUBSCRIBER_OPEN)
        return;
    if (place->cursor < tape->start) {
        pace_catch_up(follower);
        return;
    }
    struct slice run = tape_from(tape, place->cursor);
    if (run.len > 0)
        place->cursor += subscriber_send(follower->subscriber, run, gone);
}

/* The common case, which touches nothing but the place: the socket takes all there is. Returns how
 * many bytes left when it was not all. */
static bool send_direct(struct feed *feed, struct place *place, size_t *gone)
{
    const struct tape *tape = &feed->tape;
    struct fanout_stats *stats = &feed->fanout->stats;
    *gone = 0;
    if (place->fd == PLACE_INDIRECT || place->cursor < tape->start)
        return false;
    struct slice run = tape_from(tape, place->cursor);
    if (run.len == 0)
        return true;
    ssize_t sent = send(place->fd, run.at, run.len, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent != (ssize_t)run.len) {
        *gone = sent > 0 ? (size_t)sent : 0;
        return false;
    }
    place->cursor += run.len;
    stats->sends++;
    stats->sent_bytes[place->served_as] += run.len;
    return true;
}

/* Serves at most `sends` followers; true when the feed is done. */
static bool flush_slice(struct feed *feed, size_t *sends)
{
    struct feed_flush *flush = &feed->flush;
    for (;;) {
        while (flush->served<feed->places.count && * sends> 0) {
            struct place *place = &feed->places.list[flush->served++];
            size_t gone;
            (*sends)--;
            if (!send_direct(feed, place, &gone))
                serve(place, &feed->tape, gone);
        }
        if (flush->served < feed->places.count)
            return false;
        uint64_t end = tape_end(&feed->tape);
        if (end == flush->end)
            return true;
        flush->end = end;
        flush->served = 0;
    }
}

/* Where something short waits on a feed that is due, to leave with an outbox; or NULL. */
static struct place *place_due(const struct subscriber *subscriber, struct slice *run)
{
    for (const struct follower *at = subscriber->followers; at; at = at->next_of_subscriber) {
        struct feed *feed = feed_of(at);
        if (!feed || !feed->flush.due)
            continue;
        struct place *place = &feed->places.list[at->place];
        if (place->cursor < feed->tape.start)
            continue;
        *run = tape_from(&feed->tape, place->cursor);
        if (run->len > 0 && run->len <= TOGETHER_BYTES)
            return place;
    }
    return NULL;
}

/* An answer and what a feed says by now leave in one send. */
static void flush_outbox(struct subscriber *subscriber)
{
    struct slice run;
    bool sends = subscriber_state(subscriber) == SUBSCRIBER_OPEN && subscriber->outbox.len > 0;
    struct place *place = sends && subscriber->fanout->dirty ? place_due(subscriber, &run) : NULL;
    if (place)
        place->cursor += subscriber_send_outbox_with(subscriber, run);
    else
        (void)subscriber_send_outbox(subscriber);
}

/* Returns how many there were. */
static size_t flush_outboxes(struct fanout *fanout)
{
    size_t sends = 0;
    for (struct subscriber *next; (next = subscriber_next(fanout, false)); sends++)
        flush_outbox(next);
    return sends;
}

/* Those that are late have what is left of a turn's share, half of it at least. Who has been
 * blocked meanwhile is told when that ends. */
static void flush_late(struct fanout *fanout, size_t sent)
{
    struct subscriber *next;
    size_t sends =
        FANOUT_OUTBOXES_TURN - (sent < FANOUT_OUTBOXES_TURN / 2 ? sent : FANOUT_OUTBOXES_TURN / 2);
    while (sends-- > 0 && (next = subscriber_next(fanout, true)))
        if (subscriber_state(next) == SUBSCRIBER_LATE)
            flush_ready(next);
}

static bool is_held(const struct feed *feed)
{
    return !places_are_few(&feed->places) && feed->flush.served == 0 &&
           feed->source->ops->expects_more(feed->source) &&
           loop_tick_ms(feed->fanout->loop) - feed->flush.due_tick_ms < HOLD_MS;
}

static void flush_feeds(struct fanout *fanout, bool small, size_t *sends)
{
    struct feed **at = &fanout->dirty;
    while (*at && *sends > 0) {
        struct feed *feed = *at;
        bool done = feed->places.count == 0;
        if (!done && small == places_are_few(&feed->places) && !is_held(feed))
            done = flush_slice(feed, sends);
        /* Ending a follower may have taken this feed off the list already. */
        if (*at != feed)
            continue;
        if (done)
            feed_flushed(at);
        else
            at = &feed->flush.next;
    }
}

static void flush_again(void *context)
{
    struct fanout *fanout = context;
    fanout->again = false;
    loop_arm(fanout->loop, &fanout->hook);
}

static void held_over(void *context)
{
    struct fanout *fanout = context;
    timer_close(&fanout->held);
    loop_arm(fanout->loop, &fanout->hook);
}

/* What is not done goes on next turn; what is only held, in a moment. */
static void plan_rest(struct fanout *fanout)
{
    bool held = !fanout->outboxes[true].first;
    for (const struct feed *feed = fanout->dirty; feed && held; feed = feed->flush.next)
        held = is_held(feed);
    if ((held && !fanout->dirty) || fanout->again)
        return;
    if (!held) {
        fanout->again = true;
        loop_later(fanout->loop, flush_again, fanout);
    } else if (!fanout->held) {
        fanout->held = loop_after(fanout->loop, 1, held_over, fanout);
    }
}

void flush_run(void *context)
{
    struct fanout *fanout = context;
    uint64_t start_us = loop_clock_us();
    flush_late(fanout, flush_outboxes(fanout));
    size_t sends = BOUND_SENDS_TURN;
    flush_feeds(fanout, true, &sends);
    sends = sends < BOUND_SENDS_TURN / 2 ? BOUND_SENDS_TURN / 2 : sends;
    flush_feeds(fanout, false, &sends);
    /* What renewed subscriptions had to be told. */
    (void)flush_outboxes(fanout);
    fanout->packed_bytes = 0;
    plan_rest(fanout);
    histogram_add(&fanout->stats.flush, loop_clock_us() - start_us);
}

void flush_ready(struct subscriber *subscriber)
{
    subscriber_unblock(subscriber);
    if (!subscriber_send_outbox(subscriber))
        return;
    struct follower *follower = subscriber->followers;
    while (follower && subscriber_state(subscriber) == SUBSCRIBER_OPEN) {
        struct follower *next = follower->next_of_subscriber;
        struct feed *feed = feed_of(follower);
        if (feed)
            serve(&feed->places.list[follower->place], &feed->tape, 0);
        follower = next;
    }
}
