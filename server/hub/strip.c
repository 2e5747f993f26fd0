/* SPDX-License-Identifier: Apache-2.0
 * Strips: a tape and its followers, the view they share, and catching up. */
#include "base/bounds.h"
#include "base/mem.h"
#include "hub/live.h"

static struct strip *strip_new(struct live *live, const struct viewer *viewer, struct slice channel,
                               int64_t seq)
{
    struct strip *strip = mem_new(sizeof *strip);
    strip->live = live;
    strip->viewer = *viewer;
    strip->view_seq = -1;
    tape_init(&strip->tape, channel, seq, live->hub->options.tape_frames);
    buffer_init(&strip->view, BOUND_VIEW_BYTES);
    struct strip **at = &live->strips;
    while (*at)
        at = &(*at)->next;
    *at = strip;
    return strip;
}

static struct strip *strip_find(const struct live *live, const struct viewer *viewer)
{
    struct strip *strip = live->strips;
    while (strip &&
           (strip->viewer.part != viewer->part || strip->viewer.audience != viewer->audience))
        strip = strip->next;
    return strip;
}

struct strip *strip_get(struct live *live, const struct viewer *viewer, struct slice channel)
{
    struct strip *strip = strip_find(live, viewer);
    return strip ? strip : strip_new(live, viewer, channel, room_seq(live->room));
}

void strip_free(struct strip *strip)
{
    flush_forget_strip(strip);
    tape_done(&strip->tape);
    buffer_done(&strip->view);
    mem_free(strip->followers);
    mem_free(strip);
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

void strip_make_roots(struct live *live, int64_t seq)
{
    struct slice name = room_name(live->room);
    enum kind kind = room_kind(name);
    if (kind == KIND_INBOX)
        name = SLICE("inbox:me");
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
        for (int audience = 0; roots[i].kind == kind && audience < AUDIENCE_COUNT; audience++) {
            struct viewer viewer = {(enum audience)audience, 0};
            if (roots[i].audience[audience] && !strip_find(live, &viewer))
                strip_new(live, &viewer, name, seq);
        }
}

void strip_write_view(struct strip *strip, const struct bodies *bodies, struct slice me,
                      struct buffer *out)
{
    struct hub *hub = strip->live->hub;
    struct room *room = strip->live->room;
    if (strip->view_seq != room_seq(room)) {
        buffer_clear(&strip->view);
        room_view(room, &strip->viewer, bodies, &strip->view);
        strip->view_seq = room_seq(room);
        hub->stats.views++;
    }
    struct slice shared = buffer_slice(&strip->view);
    buffer_add(out, (struct slice){shared.at, shared.len - 1});
    if (shared.len > 2)
        buffer_add_byte(out, ',');
    buffer_add(out, SLICE("\"me\":"));
    buffer_add(out, me);
    buffer_add_byte(out, '}');
}

/* One push of type "batch". */
static void write_batch(const struct subscription *subscription, struct slice patch, int64_t seq,
                        struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_object(&writer, "push");
    writer_text(&writer, "channel", subscription->channel);
    writer_object(&writer, "pub");
    writer_object(&writer, "data");
    writer_text(&writer, "type", SLICE("batch"));
    writer_raw(&writer, "patch", patch);
    writer_end(&writer);
    if (seq)
        writer_int(&writer, "offset", seq);
    for (int depth = 0; depth < 3; depth++)
        writer_end(&writer);
}

/* Two pushes in one frame, so that no cut can fall between them: the first empties the copy, the
 * second fills it. */
static void push_view(struct subscription *subscription)
{
    struct strip *strip = subscription->strip;
    struct room *room = strip->live->room;
    struct buffer me, patch, frame;
    buffer_init(&me, BOUND_VIEW_BYTES);
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&frame, BOUND_VIEW_BYTES);
    room_reset(room, &patch);
    write_batch(subscription, buffer_slice(&patch), 0, &frame);
    buffer_clear(&patch);
    buffer_add_byte(&frame, '\n');
    room_me(room, subscription->outlet->actor.id, &me);
    strip_write_view(strip, NULL, buffer_slice(&me), &patch);
    write_batch(subscription, buffer_slice(&patch), room_seq(room), &frame);
    outlet_push(subscription->outlet, buffer_slice(&frame));
    buffer_done(&me);
    buffer_done(&patch);
    buffer_done(&frame);
}

void strip_catch_up(struct subscription *subscription)
{
    struct strip *strip = subscription->strip;
    strip->live->hub->stats.behind++;
    if (strip->viewer.part || room_kind(room_name(strip->live->room)) == KIND_CHANNEL) {
        subscription_renew(subscription);
        return;
    }
    subscription->cursor = tape_end(&strip->tape);
    push_view(subscription);
}
