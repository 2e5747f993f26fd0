/* SPDX-License-Identifier: Apache-2.0
 * What waits for the lean ones is one patch. A patch that a newcomer's view already holds may come
 * again in the next batch: the batch ends with the newest values, so it changes nothing. */
#include "fanout/pace.h"

#include "base/bounds.h"
#include "base/merge.h"
#include "fanout/publication.h"

static enum pace pace_of(const struct feed *feed, const struct subscriber *subscriber)
{
    if (subscriber->packed)
        return PACE_PACKED;
    return subscriber->lean && feed->composed ? PACE_LEAN : PACE_FULL;
}

struct feed *pace_choose(struct feed *feed, const struct subscriber *subscriber)
{
    enum pace pace = pace_of(feed, subscriber);
    if (feed->full || pace == PACE_FULL)
        return feed;
    if (!feed->paces[pace]) {
        feed->paces[pace] =
            feed_new(&(struct feed_options){.fanout = feed->fanout,
                                            .source = feed->source,
                                            .channel = slice_of(feed->channel),
                                            .pack = pace == PACE_PACKED ? feed->fanout->pack : NULL,
                                            .limits = feed->tape.limits,
                                            .composed = feed->composed});
        feed->paces[pace]->full = feed;
    }
    return feed->paces[pace];
}

void pace_each(struct feed *feed, void (*fn)(struct feed *feed, void *context), void *context)
{
    fn(feed, context);
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (feed->paces[pace])
            fn(feed->paces[pace], context);
}

static bool others_follow(const struct feed *feed)
{
    bool followed = false;
    for (int pace = 0; pace < PACE_COUNT; pace++)
        followed |= feed->paces[pace] && feed_followers(feed->paces[pace]) > 0;
    return followed;
}

bool pace_followed(const struct feed *feed)
{
    return feed_followers(feed) > 0 || others_follow(feed);
}

static void add_to_others(struct feed *feed, bool event, struct slice publication)
{
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (feed->paces[pace])
            feed_add(feed->paces[pace], event, publication);
}

static void forget_waiting(struct feed *feed)
{
    json_free(&feed->waits);
    feed->waits_event = false;
}

/* `seq` is the newest that is in what waits. */
static void publish_waiting(struct feed *feed, int64_t seq)
{
    struct buffer patch, publication;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&publication, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    json_print(feed->waits, &patch);
    publication_write("batch", buffer_slice(&patch), feed->waits_event ? seq : 0, &publication);
    add_to_others(feed, feed->waits_event, buffer_slice(&publication));
    forget_waiting(feed);
    buffer_done(&patch);
    buffer_done(&publication);
}

static int64_t seq_of(const struct feed *feed)
{
    return feed->source->ops->seq(feed->source);
}

static void compose(struct feed *feed, struct slice patch, bool event)
{
    struct json *json = NULL;
    if (json_parse_large(patch, &json))
        return;
    /* What one patch cannot say leaves as two. */
    if (feed->waits && !merge_composes(feed->waits, json))
        publish_waiting(feed, seq_of(feed) - event);
    feed->waits_event |= event;
    if (!feed->waits) {
        feed->waits = json;
        return;
    }
    merge_compose(&feed->waits, json);
    json_free(&json);
}

void pace_add(struct feed *feed, bool event, struct slice patch, struct slice publication)
{
    feed_add(feed, event, publication);
    if (!feed->composed)
        add_to_others(feed, event, publication);
    else if (others_follow(feed))
        compose(feed, patch, event);
    else /* Nobody waits: what waited would be out of date for the next one. */
        forget_waiting(feed);
}

void pace_lose(struct feed *feed, bool event)
{
    forget_waiting(feed);
    feed_lose(feed, event);
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (feed->paces[pace])
            feed_lose(feed->paces[pace], event);
}

static void drop_composed(struct feed *feed)
{
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (feed->paces[pace])
            feed_drop(feed->paces[pace]);
}

void pace_hide(struct feed *feed, int64_t thing)
{
    feed_hide(feed, thing);
    drop_composed(feed);
}

void pace_drop(struct feed *feed)
{
    feed_drop(feed);
    drop_composed(feed);
}

bool pace_waits(const struct feed *feed)
{
    return feed->waits;
}

void pace_mend(struct feed *feed, struct slice patch)
{
    if (feed->waits)
        compose(feed, patch, false);
}

void pace_publish(struct feed *feed)
{
    if (feed->waits)
        publish_waiting(feed, seq_of(feed));
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (feed->paces[pace] && feed_followers(feed->paces[pace]) == 0)
            feed_free(&feed->paces[pace]);
}

static void write_batch(struct json **patch, int64_t seq, struct buffer *out)
{
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    json_print(*patch, &text);
    if (out->len > 1)
        buffer_add_byte(out, ',');
    publication_write("batch", buffer_slice(&text), seq, out);
    json_free(patch);
    buffer_done(&text);
}

void pace_compose(struct buffer *publications, int64_t seq)
{
    struct json *list = NULL, *whole = NULL;
    if (json_parse_large(buffer_slice(publications), &list))
        return;
    buffer_clear(publications);
    buffer_add_byte(publications, '[');
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        const struct json *patch = json_get(json_get(at, "data"), "patch");
        if (whole && !merge_composes(whole, patch))
            write_batch(&whole, 0, publications);
        if (whole)
            merge_compose(&whole, patch);
        else
            whole = json_copy(patch);
    }
    if (whole)
        write_batch(&whole, seq, publications);
    buffer_add_byte(publications, ']');
    json_free(&list);
}

/* From now on at its subscriber's pace, from the end of that tape. */
static void follow_anew(struct follower *follower)
{
    struct feed *from = feed_of(follower);
    struct feed *to = pace_choose(from, follower->subscriber);
    if (to == from) {
        from->places.list[follower->place].cursor = tape_end(&from->tape);
        return;
    }
    feed_unfollow(follower);
    feed_follow(to, follower);
}

void pace_catch_up(struct follower *follower)
{
    struct feed *feed = feed_of(follower);
    struct subscriber *subscriber = follower->subscriber;
    struct buffer payload;
    feed->fanout->stats.behind++;
    buffer_init(&payload, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    if (feed->source->ops->write_whole(feed->source, follower, &payload)) {
        if (subscriber->behind < BOUND_BEHIND)
            subscriber->behind++;
        if (subscriber->behind >= BOUND_BEHIND)
            subscriber->lean = true;
        follow_anew(follower);
        subscriber_push(subscriber, buffer_slice(&payload));
    } else {
        subscriber_renew(follower);
    }
    buffer_done(&payload);
}
