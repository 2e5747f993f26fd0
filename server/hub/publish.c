/* SPDX-License-Identifier: Apache-2.0
 * Entries to frames: one publication per audience, made once; and what concerns one person alone.
 */
#include "hub/publish.h"
#include "base/bounds.h"
#include "base/mem.h"
#include "core/room_view.h"
#include "hub/live.h"
#include "hub/people.h"

static void write_event(struct writer *out, const struct entry *entry, struct slice patch)
{
    writer_object(out, "data");
    writer_text(out, "type", entry->type);
    writer_text(out, "by", entry->by);
    writer_int(out, "at", entry->at_ms);
    writer_raw(out, "patch", patch);
    writer_end(out);
}

/* The publication of a plain channel: what was published, as it came. */
static void write_raw(struct writer *out, const struct entry *entry)
{
    struct buffer raw;
    buffer_init(&raw, BOUND_ENTRY_BYTES);
    const struct json *data = json_get(entry->data, "data");
    if (data)
        json_print(data, &raw);
    writer_raw(out, "data", data ? buffer_slice(&raw) : SLICE("null"));
    buffer_done(&raw);
}

/* What cannot be told as one publication makes all who follow catch up by a view. */
static bool told(struct feed *feed, bool event, const struct buffer *publication)
{
    if (!publication->full)
        return true;
    tape_lose(&feed->tape, room_seq(feed->live->room), event);
    flush_feed(feed);
    return false;
}

void publish_add(struct feed *feed, bool event, struct slice publication)
{
    tape_add(&feed->tape, room_seq(feed->live->room), event, publication);
    feed->live->hub->stats.frames++;
    flush_feed(feed);
}

static void add_everywhere(struct feed *feed, bool event, struct slice patch,
                           struct slice publication)
{
    publish_add(feed, event, publication);
    lean_take(feed, patch, publication, event);
}

/* Who may stand inside a frame that was taken back is ended: the rest of it waits in the transport,
 * and would still leave. */
static void cut_inside(void *context, uint64_t end)
{
    struct feed *feed = context;
    for (size_t i = 0; i < feed->followers_count; i++) {
        struct subscription *follower = feed->followers[i];
        if (follower->cursor == end && follower->subscriber->blocked)
            subscriber_close(follower->subscriber, 3011, "force reconnect");
    }
}

/* Takes back what this audience was shown of the thing that `entry` is about. Frames for other
 * paces hold many things: who has not been served those catches up by a view. */
static void hide(struct feed *feed, const struct entry *entry)
{
    struct live *live = feed->live;
    tape_hide(&feed->tape, room_thing(live->room, entry), cut_inside, feed);
    if (room_row(live->room, entry->type)->hides_sums) {
        tape_hide(&feed->tape, 0, cut_inside, feed);
        live->tally_anew = true;
    }
    for (int pace = 0; pace < PACE_COUNT; pace++) {
        struct feed *other = feed->paces[pace];
        if (!other)
            continue;
        cut_inside(other, tape_end(&other->tape));
        tape_drop(&other->tape);
        flush_feed(other);
    }
}

static bool takes_back(const struct row *row, const struct entry *entry)
{
    bool shows = false;
    if (row->hides_unless)
        (void)json_get_bool(entry->data, row->hides_unless, &shows);
    return row->hides && !shows;
}

/* One feed's publication of `entry`, when its audience sees anything of it. */
static void publish_feed(struct feed *feed, const struct entry *entry, struct buffer *patch,
                         struct buffer *publication)
{
    struct room *room = feed->live->room;
    const struct row *row = room_row(room, entry->type);
    bool raw = row->delivery == DELIVER_RAW;
    struct writer writer;
    buffer_clear(patch);
    buffer_clear(publication);
    if (!raw && !room_patch(room, entry, &feed->viewer, patch))
        return;
    writer_init(&writer, publication);
    writer_object(&writer, NULL);
    if (raw)
        write_raw(&writer, entry);
    else
        write_event(&writer, entry, buffer_slice(patch));
    writer_int(&writer, "offset", entry->seq);
    writer_end(&writer);
    publication->full |= patch->full;
    if (takes_back(row, entry))
        hide(feed, entry);
    if (told(feed, true, publication))
        add_everywhere(feed, true, buffer_slice(patch), buffer_slice(publication));
    tape_about(&feed->tape, room_thing(room, entry));
}

/* Nobody follows what is no more: who asks again is told that it does not exist. */
static void end_part(struct feed *feed)
{
    while (feed->followers_count > 0)
        subscription_renew(feed->followers[0]);
    for (int pace = 0; pace < PACE_COUNT; pace++)
        while (feed->paces[pace] && feed->paces[pace]->followers_count > 0)
            subscription_renew(feed->paces[pace]->followers[0]);
}

static void publish_shared(struct live *live, const struct entry *entry)
{
    struct buffer patch, publication;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&publication, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    int64_t part = room_patch_part(live->room, entry);
    for (struct feed *feed = live->feeds; feed; feed = feed->next) {
        if (feed->viewer.part && feed->viewer.part != part)
            continue;
        publish_feed(feed, entry, &patch, &publication);
        if (feed->viewer.part && !room_part_exists(live->room, feed->viewer.part))
            end_part(feed);
    }
    buffer_done(&patch);
    buffer_done(&publication);
}

/* A push beside the tape, without offset: its order against the tape does not matter, for it
 * changes `me` alone. */
static void push_person(const struct subscription *subscription, const struct entry *entry,
                        struct slice me)
{
    struct buffer patch, publication, push;
    struct writer out;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&publication, BOUND_VIEW_BYTES);
    buffer_init(&push, BOUND_VIEW_BYTES);
    writer_init(&out, &patch);
    writer_object(&out, NULL);
    writer_raw(&out, "me", me);
    writer_end(&out);
    writer_init(&out, &publication);
    writer_object(&out, NULL);
    write_event(&out, entry, buffer_slice(&patch));
    writer_end(&out);
    feed_write_push(subscription->channel, buffer_slice(&publication), &push);
    if (push.full || publication.full || patch.full)
        subscriber_close(subscription->subscriber, 3014, "state invalidated"); /* it comes back */
    else
        subscriber_push(subscription->subscriber, buffer_slice(&push));
    buffer_done(&patch);
    buffer_done(&publication);
    buffer_done(&push);
}

static void publish_person(struct live *live, const struct entry *entry, struct slice person)
{
    struct attendee *attendee = people_find(live, person);
    struct buffer me;
    if (!attendee || !attendee->first)
        return;
    buffer_init(&me, BOUND_VIEW_BYTES);
    if (room_patch_me(live->room, entry, person, &me))
        for (struct subscription *at = attendee->first; at; at = at->next_of_attendee)
            if (at->feed && !at->feed->viewer.part)
                push_person(at, entry, buffer_slice(&me));
    buffer_done(&me);
}

/* After an entry that decides roles: who now belongs to another audience, or to none, subscribes
 * anew; the epoch, which names the audience, makes it a fresh view. */
static void review_feed(struct feed *feed)
{
    size_t i = 0;
    while (i < feed->followers_count) {
        struct subscription *subscription = feed->followers[i];
        enum role role = room_role(feed->live->room, subscription->subscriber->actor.id);
        bool stays = role != ROLE_NONE && room_audience(role) == feed->viewer.audience;
        subscription->role = role;
        if (stays)
            i++;
        else
            subscription_renew(subscription);
    }
}

static void review_roles(struct live *live)
{
    for (struct feed *feed = live->feeds; feed; feed = feed->next) {
        review_feed(feed);
        for (int pace = 0; pace < PACE_COUNT; pace++)
            if (feed->paces[pace])
                review_feed(feed->paces[pace]);
    }
}

void publish_entry(struct live *live, const struct entry *entry, bool replaying)
{
    const struct row *row = room_row(live->room, entry->type);
    if (row->delivery != DELIVER_TALLY && live->feeds)
        publish_shared(live, entry);
    if (replaying)
        return;
    struct slice people[TOUCH_MAX + 1];
    size_t count = room_touches(live->room, entry, people);
    for (size_t i = 0; i < count; i++)
        publish_person(live, entry, people[i]);
    if (room_moves_roles(live->room, entry))
        review_roles(live);
}

void publish_tally(struct live *live)
{
    struct buffer patch, publication;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&publication, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    for (struct feed *feed = live->feeds; feed; feed = feed->next) {
        if (feed->viewer.part || !room_tally(live->room, &feed->viewer, live->tally_anew, &patch))
            continue;
        feed_write_patch("tally", buffer_slice(&patch), 0, &publication);
        publication.full |= patch.full;
        if (told(feed, false, &publication))
            add_everywhere(feed, false, buffer_slice(&patch), buffer_slice(&publication));
        buffer_clear(&patch);
        buffer_clear(&publication);
    }
    room_tally_sent(live->room);
    live->tally_anew = false;
    buffer_done(&publication);
    buffer_done(&patch);
}
