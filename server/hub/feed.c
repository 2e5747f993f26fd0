/* SPDX-License-Identifier: Apache-2.0
 * Feeds: a tape and its followers, the view they share, and catching up. */
#include "base/bounds.h"
#include "base/mem.h"
#include "core/room_view.h"
#include "hub/live.h"

static struct feed *feed_find(const struct live *live, const struct viewer *viewer)
{
    struct feed *feed = live->feeds;
    while (feed && (feed->viewer.part != viewer->part || feed->viewer.audience != viewer->audience))
        feed = feed->next;
    return feed;
}

struct feed *feed_new(struct live *live, const struct viewer *viewer, struct slice channel,
                      struct pack *pack)
{
    struct feed *feed = mem_new(sizeof *feed);
    feed->live = live;
    feed->viewer = *viewer;
    feed->channel = mem_text(channel);
    feed->view_seq = -1;
    tape_init(&feed->tape, channel, room_seq(live->room), live->hub->options.tape_frames, pack);
    buffer_init(&feed->view, BOUND_VIEW_BYTES);
    return feed;
}

/* A new feed of the room's own, at the end: roots come first. */
static struct feed *add_feed(struct live *live, const struct viewer *viewer, struct slice channel)
{
    struct feed **at = &live->feeds;
    while (*at)
        at = &(*at)->next;
    *at = feed_new(live, viewer, channel, NULL);
    return *at;
}

struct feed *feed_get(struct live *live, const struct viewer *viewer, struct slice channel)
{
    struct feed *feed = feed_find(live, viewer);
    return feed ? feed : add_feed(live, viewer, channel);
}

void feed_free(struct feed *feed)
{
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (feed->paces[pace])
            feed_free(feed->paces[pace]);
    flush_forget_feed(feed);
    json_free(&feed->pending);
    tape_done(&feed->tape);
    buffer_done(&feed->view);
    mem_free(feed->followers);
    mem_free(feed->channel);
    mem_free(feed);
}

/* Which audiences a kind of room has: an inbox has only its owner, a plain channel only everybody.
 */
static const struct {
    enum kind kind;
    bool audience[AUDIENCE_COUNT];
} roots[] = {
    {KIND_WEBINAR, {true, true}},
    {KIND_COURSE, {true, true}},
    {KIND_INBOX, {[AUDIENCE_STAFF] = true}},
    {KIND_CHANNEL, {[AUDIENCE_ALL] = true}},
};

void feed_make_roots(struct live *live)
{
    struct slice name = room_name(live->room);
    enum kind kind = room_kind(name);
    if (kind == KIND_INBOX)
        name = SLICE("inbox:me");
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
        for (int audience = 0; roots[i].kind == kind && audience < AUDIENCE_COUNT; audience++) {
            struct viewer viewer = {(enum audience)audience, 0};
            if (roots[i].audience[audience] && !feed_find(live, &viewer))
                add_feed(live, &viewer, name);
        }
}

void feed_write_view(struct feed *feed, const struct bodies *bodies, struct slice me,
                     struct buffer *out)
{
    struct hub *hub = feed->live->hub;
    struct room *room = feed->live->room;
    if (feed->full)
        feed = feed->full;
    if (feed->view_seq != room_seq(room)) {
        buffer_clear(&feed->view);
        room_view(room, &feed->viewer, bodies, &feed->view);
        feed->view_seq = room_seq(room);
        hub->stats.views++;
    }
    struct slice shared = buffer_slice(&feed->view);
    if (feed->view.full) {
        out->full = true;
        return;
    }
    buffer_add(out, (struct slice){shared.at, shared.len - 1});
    if (shared.len > 2)
        buffer_add_byte(out, ',');
    buffer_add(out, SLICE("\"me\":"));
    buffer_add(out, me);
    buffer_add_byte(out, '}');
}

void feed_write_patch(const char *type, struct slice patch, int64_t seq, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_object(&writer, "data");
    writer_text(&writer, "type", slice_of(type));
    writer_raw(&writer, "patch", patch);
    writer_end(&writer);
    if (seq)
        writer_int(&writer, "offset", seq);
    writer_end(&writer);
}

void feed_write_push(struct slice channel, struct slice publication, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_object(&writer, "push");
    writer_text(&writer, "channel", channel);
    writer_raw(&writer, "pub", publication);
    writer_end(&writer);
    writer_end(&writer);
}

static void add_batch(const struct subscription *subscription, struct slice patch, int64_t seq,
                      struct buffer *frame)
{
    struct buffer publication;
    buffer_init(&publication, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    feed_write_patch("batch", patch, seq, &publication);
    feed_write_push(subscription->channel, buffer_slice(&publication), frame);
    buffer_done(&publication);
}

/* Two pushes in one frame, so that no cut can fall between them: the first empties the copy, the
 * second fills it. */
static void push_view(struct subscription *subscription)
{
    struct feed *feed = subscription->feed;
    struct room *room = feed->live->room;
    struct buffer me, patch, frame;
    buffer_init(&me, BOUND_VIEW_BYTES);
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&frame, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    room_reset(room, &patch);
    add_batch(subscription, buffer_slice(&patch), 0, &frame);
    buffer_clear(&patch);
    buffer_add_byte(&frame, '\n');
    room_me(room, subscription->subscriber->actor.id, &me);
    feed_write_view(feed, NULL, buffer_slice(&me), &patch);
    add_batch(subscription, buffer_slice(&patch), room_seq(room), &frame);
    if (me.full || patch.full || frame.full)
        subscription_renew(subscription); /* which is refused with a reason */
    else
        subscriber_push(subscription->subscriber, buffer_slice(&frame));
    buffer_done(&me);
    buffer_done(&patch);
    buffer_done(&frame);
}

void feed_catch_up(struct subscription *subscription)
{
    struct feed *feed = subscription->feed;
    struct subscriber *subscriber = subscription->subscriber;
    feed->live->hub->stats.behind++;
    if (feed->viewer.part || room_kind(room_name(feed->live->room)) == KIND_CHANNEL) {
        subscription_renew(subscription);
        return;
    }
    if (subscriber->behind < BOUND_BEHIND)
        subscriber->behind++;
    if (subscriber->behind >= BOUND_BEHIND)
        subscriber->lean = true;
    lean_follow(subscription);
    push_view(subscription);
}
