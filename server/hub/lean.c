/* SPDX-License-Identifier: Apache-2.0
 * The lean class: what happens is composed into one patch, which leaves every few seconds on a tape
 * of its own, made once for all lean followers. A patch that a newcomer's view already holds may
 * come again in the next batch: the batch ends with the newest values, so it changes nothing. */
#include "base/bounds.h"
#include "base/merge.h"
#include "hub/live.h"
#include "hub/publish.h"

/* Where patches are composed; elsewhere every pace gets each event. */
static bool is_composed(const struct feed *feed)
{
    enum kind kind = room_kind(room_name(feed->live->room));
    return !feed->viewer.part && ((unsigned)kind & (KIND_WEBINAR | KIND_COURSE));
}

static enum pace pace_of(const struct feed *feed, const struct subscriber *subscriber)
{
    if (subscriber->packed)
        return PACE_PACKED;
    return subscriber->lean && is_composed(feed) ? PACE_LEAN : PACE_FULL;
}

struct feed *lean_choose(struct feed *feed, const struct subscriber *subscriber)
{
    enum pace pace = pace_of(feed, subscriber);
    if (feed->full || pace == PACE_FULL)
        return feed;
    if (!feed->paces[pace]) {
        struct pack *pack = pace == PACE_PACKED ? feed->live->hub->pack : NULL;
        feed->paces[pace] = feed_new(feed->live, &feed->viewer, slice_of(feed->channel), pack);
        feed->paces[pace]->full = feed;
    }
    return feed->paces[pace];
}

bool lean_followed(const struct feed *feed)
{
    bool followed = false;
    for (int pace = 0; pace < PACE_COUNT; pace++)
        followed |= feed->paces[pace] && feed->paces[pace]->followers_count > 0;
    return followed;
}

static void publish_paces(struct feed *feed, bool event, struct slice publication)
{
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (feed->paces[pace])
            publish_add(feed->paces[pace], event, publication);
}

static void compose(struct feed *feed, struct slice patch, bool event)
{
    struct json *json = NULL;
    if (json_parse_large(patch, &json))
        return;
    feed->pending_event |= event;
    if (!feed->pending) {
        feed->pending = json;
        return;
    }
    merge_compose(&feed->pending, json);
    json_free(&json);
}

static void forget_pending(struct feed *feed)
{
    json_free(&feed->pending);
    feed->pending_event = false;
}

void lean_take(struct feed *feed, struct slice patch, struct slice publication, bool event)
{
    if (!is_composed(feed))
        publish_paces(feed, event, publication);
    else if (lean_followed(feed))
        compose(feed, patch, event);
    else /* Nobody waits: what waited would be out of date for the next one. */
        forget_pending(feed);
}

static void publish_pending(struct feed *feed)
{
    struct buffer patch, publication;
    int64_t seq = feed->pending_event ? room_seq(feed->live->room) : 0;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&publication, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    json_print(feed->pending, &patch);
    feed_write_patch("batch", buffer_slice(&patch), seq, &publication);
    publish_paces(feed, feed->pending_event, buffer_slice(&publication));
    forget_pending(feed);
    buffer_done(&patch);
    buffer_done(&publication);
}

static void end_unfollowed(struct feed *feed)
{
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (feed->paces[pace] && feed->paces[pace]->followers_count == 0) {
            feed_free(feed->paces[pace]);
            feed->paces[pace] = NULL;
        }
}

void lean_publish(struct live *live)
{
    for (struct feed *feed = live->feeds; feed; feed = feed->next) {
        if (feed->pending)
            publish_pending(feed);
        end_unfollowed(feed);
    }
}

void lean_compose(struct buffer *publications, int64_t seq)
{
    struct json *list = NULL, *whole = NULL;
    if (json_parse_large(buffer_slice(publications), &list))
        return;
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        const struct json *patch = json_get(json_get(at, "data"), "patch");
        if (whole)
            merge_compose(&whole, patch);
        else
            whole = json_copy(patch);
    }
    buffer_clear(publications);
    buffer_add_byte(publications, '[');
    if (whole) {
        struct buffer patch;
        buffer_init(&patch, BOUND_VIEW_BYTES);
        json_print(whole, &patch);
        feed_write_patch("batch", buffer_slice(&patch), seq, publications);
        buffer_done(&patch);
    }
    buffer_add_byte(publications, ']');
    json_free(&list);
    json_free(&whole);
}

void lean_follow(struct subscription *subscription)
{
    struct feed *from = subscription->feed;
    struct feed *to = lean_choose(from, subscription->subscriber);
    if (to == from) {
        subscription->cursor = tape_end(&from->tape);
        return;
    }
    flush_unfollow(subscription);
    flush_follow(to, subscription);
}
