/* SPDX-License-Identifier: Apache-2.0
 * Strips: a tape and its followers, the view they share, and catching up. */
#include "base/bounds.h"
#include "base/mem.h"
#include "hub/live.h"

static struct strip *strip_find(const struct live *live, const struct viewer *viewer)
{
    struct strip *strip = live->strips;
    while (strip &&
           (strip->viewer.part != viewer->part || strip->viewer.audience != viewer->audience))
        strip = strip->next;
    return strip;
}

struct strip *strip_new(struct live *live, const struct viewer *viewer, struct slice channel,
                        struct pack *pack)
{
    struct strip *strip = mem_new(sizeof *strip);
    strip->live = live;
    strip->viewer = *viewer;
    strip->channel = mem_text(channel);
    strip->view_seq = -1;
    tape_init(&strip->tape, channel, room_seq(live->room), live->hub->options.tape_frames, pack);
    buffer_init(&strip->view, BOUND_VIEW_BYTES);
    return strip;
}

/* A new strip of the room's own, at the end: roots come first. */
static struct strip *add_strip(struct live *live, const struct viewer *viewer, struct slice channel)
{
    struct strip **at = &live->strips;
    while (*at)
        at = &(*at)->next;
    *at = strip_new(live, viewer, channel, NULL);
    return *at;
}

struct strip *strip_get(struct live *live, const struct viewer *viewer, struct slice channel)
{
    struct strip *strip = strip_find(live, viewer);
    return strip ? strip : add_strip(live, viewer, channel);
}

void strip_free(struct strip *strip)
{
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (strip->paces[pace])
            strip_free(strip->paces[pace]);
    flush_forget_strip(strip);
    json_free(&strip->pending);
    tape_done(&strip->tape);
    buffer_done(&strip->view);
    mem_free(strip->followers);
    mem_free(strip->channel);
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

void strip_make_roots(struct live *live)
{
    struct slice name = room_name(live->room);
    enum kind kind = room_kind(name);
    if (kind == KIND_INBOX)
        name = SLICE("inbox:me");
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
        for (int audience = 0; roots[i].kind == kind && audience < AUDIENCE_COUNT; audience++) {
            struct viewer viewer = {(enum audience)audience, 0};
            if (roots[i].audience[audience] && !strip_find(live, &viewer))
                add_strip(live, &viewer, name);
        }
}

void strip_write_view(struct strip *strip, const struct bodies *bodies, struct slice me,
                      struct buffer *out)
{
    struct hub *hub = strip->live->hub;
    struct room *room = strip->live->room;
    if (strip->full)
        strip = strip->full;
    if (strip->view_seq != room_seq(room)) {
        buffer_clear(&strip->view);
        room_view(room, &strip->viewer, bodies, &strip->view);
        strip->view_seq = room_seq(room);
        hub->stats.views++;
    }
    struct slice shared = buffer_slice(&strip->view);
    if (strip->view.full) {
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

void strip_write_patch(const char *type, struct slice patch, int64_t seq, struct buffer *out)
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

void strip_write_push(struct slice channel, struct slice publication, struct buffer *out)
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
    strip_write_patch("batch", patch, seq, &publication);
    strip_write_push(subscription->channel, buffer_slice(&publication), frame);
    buffer_done(&publication);
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
    buffer_init(&frame, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    room_reset(room, &patch);
    add_batch(subscription, buffer_slice(&patch), 0, &frame);
    buffer_clear(&patch);
    buffer_add_byte(&frame, '\n');
    room_me(room, subscription->outlet->actor.id, &me);
    strip_write_view(strip, NULL, buffer_slice(&me), &patch);
    add_batch(subscription, buffer_slice(&patch), room_seq(room), &frame);
    if (me.full || patch.full || frame.full)
        subscription_renew(subscription); /* which is refused with a reason */
    else
        outlet_push(subscription->outlet, buffer_slice(&frame));
    buffer_done(&me);
    buffer_done(&patch);
    buffer_done(&frame);
}

void strip_catch_up(struct subscription *subscription)
{
    struct strip *strip = subscription->strip;
    struct outlet *outlet = subscription->outlet;
    strip->live->hub->stats.behind++;
    if (strip->viewer.part || room_kind(room_name(strip->live->room)) == KIND_CHANNEL) {
        subscription_renew(subscription);
        return;
    }
    if (outlet->behind < BOUND_BEHIND)
        outlet->behind++;
    if (outlet->behind >= BOUND_BEHIND)
        outlet->lean = true;
    lean_follow(subscription);
    push_view(subscription);
}
