/* SPDX-License-Identifier: Apache-2.0
 * A tape and its places: who follows, what is added, what is taken back. */
#include "fanout/feed.h"

#include "base/check.h"
#include "base/mem.h"

static int64_t seq_of(const struct feed *feed)
{
    return feed->source->ops->seq(feed->source);
}

struct feed *feed_new(const struct feed_options *options)
{
    struct feed *feed = mem_new(sizeof *feed);
    feed->fanout = options->fanout;
    feed->source = options->source;
    feed->channel = mem_text(options->channel);
    feed->composed = options->composed;
    tape_init(&feed->tape, options->channel, seq_of(feed), options->limits, options->pack);
    return feed;
}

void feed_flushed(struct feed **at)
{
    struct feed *feed = *at;
    *at = feed->flush.next;
    if (!*at)
        feed->fanout->dirty_end = at;
    feed->flush.due = false;
}

static void forget_flush(struct feed *feed)
{
    struct feed **at = &feed->fanout->dirty;
    if (!feed->flush.due)
        return;
    while (*at != feed)
        at = &(*at)->flush.next;
    feed_flushed(at);
}

void feed_free(struct feed **feed)
{
    struct feed *old = *feed;
    check(old->places.count == 0);
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (old->paces[pace])
            feed_free(&old->paces[pace]);
    forget_flush(old);
    json_free(&old->waits);
    tape_done(&old->tape);
    places_done(&old->places);
    mem_free(old->channel);
    mem_free(old);
    *feed = NULL;
}

struct feed *feed_of(const struct follower *follower)
{
    char *places = (char *)follower->places;
    return places ? (struct feed *)(void *)(places - offsetof(struct feed, places)) : NULL;
}

size_t feed_followers(const struct feed *feed)
{
    return feed->places.count;
}

void feed_follow(struct feed *feed, struct follower *follower)
{
    follower->places = &feed->places;
    places_add(&feed->places, &(struct place){.cursor = tape_end(&feed->tape),
                                              .follower = follower,
                                              .fd = subscriber_direct(follower->subscriber),
                                              .served_as = subscriber_class(follower->subscriber)});
    feed->fanout->stats.lean += feed->full != NULL;
}

void feed_unfollow(struct follower *follower)
{
    struct feed *feed = feed_of(follower);
    feed->flush.served = places_take(&feed->places, follower->place, feed->flush.served);
    follower->places = NULL;
    feed->fanout->stats.lean -= feed->full != NULL;
    if (feed->places.count == 0)
        forget_flush(feed);
}

void feed_due(struct feed *feed)
{
    struct fanout *fanout = feed->fanout;
    if (feed->places.count == 0)
        return;
    if (!feed->flush.due) {
        feed->flush = (struct feed_flush){
            .due = true, .end = tape_end(&feed->tape), .due_tick_ms = loop_tick_ms(fanout->loop)};
        *fanout->dirty_end = feed;
        fanout->dirty_end = &feed->flush.next;
    }
    loop_arm(fanout->loop, &fanout->hook);
}

void feed_add(struct feed *feed, bool event, struct slice publication)
{
    tape_add(&feed->tape, seq_of(feed), event, publication);
    feed->fanout->stats.frames++;
    feed_due(feed);
}

void feed_lose(struct feed *feed, bool event)
{
    tape_lose(&feed->tape, seq_of(feed), event);
    feed_due(feed);
}

/* Who may stand inside a frame that was taken back is ended: the rest of it waits in the transport,
 * and would still leave. */
static void cut_inside(void *context, uint64_t end)
{
    struct feed *feed = context;
    for (size_t i = 0; i < feed->places.count; i++) {
        const struct place *place = &feed->places.list[i];
        struct subscriber *subscriber = place->follower->subscriber;
        if (place->cursor == end && subscriber_state(subscriber) == SUBSCRIBER_BLOCKED)
            subscriber_close(subscriber, 3011, "force reconnect");
    }
}

void feed_hide(struct feed *feed, int64_t thing)
{
    if (thing && tape_says_many(&feed->tape))
        feed_drop(feed);
    else
        tape_hide(&feed->tape, thing, cut_inside, feed);
}

void feed_drop(struct feed *feed)
{
    cut_inside(feed, tape_end(&feed->tape));
    tape_drop(&feed->tape);
    feed_due(feed);
}
