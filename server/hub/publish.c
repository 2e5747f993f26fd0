/* SPDX-License-Identifier: Apache-2.0
 * patch -> publication -> every feed whose people see something of it. */
#include "hub/publish.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "core/erasure.h"
#include "core/room_view.h"
#include "fanout/pace.h"
#include "fanout/publication.h"
#include "hub/aliases.h"

/* Whether those who follow that feed are not told who did it. */
static bool is_veiled(const struct room_feed *feed, const struct entry *entry)
{
    const struct row *row = room_row(feed->feeds->room, entry->type);
    if (row && row->hub.hides_by && !rings_of_staff(feed->viewer.rings))
        return true;
    return room_veils_staff(feed->feeds->room, entry->by, feed->viewer.rings);
}

/* Opens the data of an event, as those who follow that feed are told it; its patch follows. */
static void open_event(struct writer *out, const struct room_feed *feed, const struct entry *entry)
{
    bool veiled = is_veiled(feed, entry);
    writer_object(out, "data");
    writer_text(out, "type", entry->type);
    writer_text(out, "by", veiled ? SLICE(VEIL_STAFF) : entry->by);
    writer_int(out, "at", entry->at_ms);
}

static void write_event(struct writer *out, const struct room_feed *feed, const struct entry *entry,
                        struct slice patch)
{
    open_event(out, feed, entry);
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
static void tell(struct room_feed *feed, bool event, struct slice patch,
                 const struct buffer *publication)
{
    if (publication->full)
        pace_lose(feed->feed, event);
    else
        pace_add(feed->feed, event, patch, buffer_slice(publication));
}

static bool takes_back(const struct row *row, const struct entry *entry)
{
    bool shows = false;
    if (row->hides.only && !json_get(entry->data, row->hides.only))
        return false;
    if (row->hides.unless)
        (void)json_get_bool(entry->data, row->hides.unless, &shows);
    return (row->hides.thing || row->hides.sums || row->hides.beside) && !shows;
}

/* Takes back what these people were shown of the thing that `entry` is about; 0: of many. */
static void hide(struct room_feed *feed, const struct row *row, int64_t thing)
{
    if (row->hides.beside && !feed->viewer.part)
        pace_drop(feed->feed);
    else if (row->hides.thing && thing)
        pace_hide(feed->feed, thing);
    else if (row->hides.thing)
        pace_drop(feed->feed);
    if (row->hides.sums) {
        feed_hide(feed->feed, 0);
        feed->feeds->tally_anew = true;
    }
}

/* One feed's publication of `entry`, when its people see anything of it. */
static void publish_feed(struct room_feed *feed, const struct entry *entry, struct buffer *patch,
                         struct buffer *publication)
{
    struct room *room = feed->feeds->room;
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
        write_event(&writer, feed, entry, buffer_slice(patch));
    writer_int(&writer, "offset", entry->seq);
    writer_end(&writer);
    publication->full |= patch->full;
    int64_t thing = room_thing(room, entry);
    if (takes_back(row, entry))
        hide(feed, row, thing);
    tell(feed, true, buffer_slice(patch), publication);
    tape_about(&feed->feed->tape, thing);
}

static void expel_all(struct feed *feed, void *context)
{
    UNUSED(context);
    while (feed_followers(feed) > 0)
        subscriber_expel(feed->places.list[0].follower);
}

void publish_end(const struct feeds *feeds)
{
    for (struct room_feed *feed = feeds->first; feed; feed = feed->next)
        pace_each(feed->feed, expel_all, NULL);
}

/* No patch says what its people see now: they read it anew, and nobody resumes from before. */
static void renew(struct room_feed *feed, const struct entry *entry)
{
    tape_bar(&feed->feed->tape, entry->seq);
    pace_lose(feed->feed, true);
}

/* Words were forgotten, and no patch says which: nobody resumes from before that. Who follows is
 * shown the room anew where it shows. */
static void renew_all(struct feeds *feeds, const struct entry *entry)
{
    for (struct room_feed *feed = feeds->first; feed; feed = feed->next) {
        if (erasure_shows(feeds->room))
            renew(feed, entry);
        else
            tape_bar(&feed->feed->tape, entry->seq);
    }
}

static void publish_shared(struct feeds *feeds, const struct entry *entry)
{
    struct buffer patch, publication;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&publication, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    struct parts parts;
    (void)room_parts(feeds->room, entry, &parts);
    for (struct room_feed *feed = feeds->first; feed; feed = feed->next) {
        if (feed->viewer.part && !parts_have(&parts, feed->viewer.part))
            continue;
        if (feed->viewer.part && room_row(feeds->room, entry->type)->hub.renews)
            renew(feed, entry);
        else
            publish_feed(feed, entry, &patch, &publication);
        /* Nobody follows what has gone: who asks again is told that it does not exist. */
        if (feed->viewer.part && !room_part_exists(feeds->room, feed->viewer.part))
            pace_each(feed->feed, expel_all, NULL);
    }
    buffer_done(&patch);
    buffer_done(&publication);
    if (erasure_of(feeds->room, entry))
        renew_all(feeds, entry);
}

/* A push beside the tape, without offset: its order against the tape does not matter, for it
 * changes `me` alone. */
static void push_person(const struct follower *follower, const struct entry *entry, struct slice me)
{
    struct buffer *push = &feeds_of(follower)->feeds->hub->written.push;
    struct writer out;
    buffer_clear(push);
    writer_init(&out, push);
    writer_object(&out, NULL);
    writer_object(&out, "push");
    writer_text(&out, "channel", follower->channel);
    writer_object(&out, "pub");
    open_event(&out, feeds_of(follower), entry);
    writer_object(&out, "patch");
    writer_raw(&out, "me", me);
    for (int depth = 0; depth < 5; depth++)
        writer_end(&out);
    if (push->full)
        subscriber_close(follower->subscriber, 3014, "state invalidated"); /* it comes back */
    else
        subscriber_push(follower->subscriber, buffer_slice(push));
}

/* What the entry changes of `me`, in the room itself. */
static void push_me(const struct feeds *feeds, const struct attendee *attendee,
                    const struct entry *entry)
{
    struct buffer *me = &feeds->hub->written.me;
    buffer_clear(me);
    if (!room_patch_me(feeds->room, entry, attendee->id, me))
        return;
    for (struct subscription *at = attendee->first; at; at = at->next_of_attendee)
        if (!feeds_of(&at->follower)->viewer.part)
            push_person(&at->follower, entry, buffer_slice(me));
}

/* In each of its parts that the person looks at. */
static void push_me_parts(const struct feeds *feeds, const struct attendee *attendee,
                          const struct entry *entry)
{
    struct buffer *me = &feeds->hub->written.me;
    for (struct subscription *at = attendee->first; at; at = at->next_of_attendee) {
        const struct part *part = feeds_of(&at->follower)->viewer.part;
        buffer_clear(me);
        if (part && room_part_patch_me(feeds->room, part, entry, attendee->id, me))
            push_person(&at->follower, entry, buffer_slice(me));
    }
}

static void publish_attendee(const struct feeds *feeds, const struct attendee *attendee,
                             const struct entry *entry)
{
    if (!attendee || !attendee->first)
        return;
    push_me(feeds, attendee, entry);
    push_me_parts(feeds, attendee, entry);
}

/* Whoever is here behind a pseudonym, or NULL. */
static struct attendee *unveil(const struct feeds *feeds, const struct attendees *attendees,
                               const struct entry *entry, struct slice pseudonym)
{
    char buffer[VEIL_SCOPE_BYTES];
    struct slice scope = room_touches_scope(feeds->room, entry, pseudonym, buffer);
    if (!scope.at)
        return NULL;
    struct slice person =
        aliases_find(attendees->aliases, feeds->room, scope, pseudonym, attendees->people);
    return person.at ? attendees_find(attendees, person) : NULL;
}

static void publish_person(const struct feeds *feeds, const struct attendees *attendees,
                           const struct entry *entry, struct slice person)
{
    publish_attendee(feeds,
                     veil_hides(person) ? unveil(feeds, attendees, entry, person)
                                        : attendees_find(attendees, person),
                     entry);
}

/* Whoever now stands in other rings subscribes anew: the epoch, which names them, makes it a fresh
 * view. Who stands in none has lost the channel. True when the follower is gone. */
static bool review(struct follower *follower)
{
    const struct room_feed *feed = feeds_of(follower);
    const struct room *room = feed->feeds->room;
    struct slice person = follower->subscriber->actor.id;
    struct rings rings = feed->viewer.part ? room_part_rings(room, feed->viewer.part, person)
                                           : room_rings(room, person);
    if (rings_equal(rings, feed->viewer.rings))
        return false;
    if (rings_none(rings))
        subscriber_expel(follower);
    else
        subscriber_renew(follower);
    return true;
}

static void review_feed(struct feed *feed, void *context)
{
    size_t i = 0;
    UNUSED(context);
    while (i < feed_followers(feed))
        i += !review(feed->places.list[i].follower);
}

void publish_review(const struct attendee *attendee)
{
    struct subscription *at = attendee->first;
    while (at) {
        struct subscription *next = at->next_of_attendee;
        (void)review(&at->follower);
        at = next;
    }
}

static void review_moved(struct feeds *feeds, const struct attendees *attendees,
                         const struct entry *entry)
{
    struct moved moved;
    if (!room_moved(feeds->room, entry, &moved))
        return;
    for (size_t i = 0; !moved.all && i < moved.count; i++) {
        const struct attendee *attendee = attendees_find(attendees, moved.people[i]);
        if (attendee)
            publish_review(attendee);
    }
    for (struct room_feed *feed = moved.all ? feeds->first : NULL; feed; feed = feed->next)
        pace_each(feed->feed, review_feed, NULL);
}

/* Whom the entry sends away, wherever they look at the room. */
static void end_expelled(const struct feeds *feeds, const struct attendees *attendees,
                         const struct entry *entry)
{
    struct expelled expelled;
    if (!room_expels(feeds->room, entry, &expelled))
        return;
    struct attendee *attendee = attendees_find(attendees, expelled.person);
    if (attendee)
        attendee->expelled = true;
    struct subscription *at = attendee ? attendee->first : NULL;
    while (at) {
        struct subscription *next = at->next_of_attendee;
        subscriber_end(&at->follower, expelled.code, expelled.why);
        at = next;
    }
}

void publish_act(struct feeds *feeds, const struct attendees *attendees, const struct entry *act)
{
    struct slice people[TOUCH_MAX + 1];
    size_t count = room_touches(feeds->room, act, people);
    struct map_at at = {0};
    while (count == TOUCH_ALL && map_next(attendees->people, &at))
        publish_attendee(feeds, at.value, act);
    for (size_t i = 0; count != TOUCH_ALL && i < count; i++)
        publish_person(feeds, attendees, act, people[i]);
}

void publish_entry(struct feeds *feeds, const struct attendees *attendees,
                   const struct entry *entry)
{
    publish_replayed(feeds, entry);
    publish_act(feeds, attendees, entry);
    end_expelled(feeds, attendees, entry);
    review_moved(feeds, attendees, entry);
}

/* The new sums go over what waits to be sent with others. */
static void mend_waiting(const struct room_feed *feed)
{
    struct buffer patch;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    if (room_tally(feed->feeds->room, &feed->viewer, true, &patch) && !patch.full)
        pace_mend(feed->feed, buffer_slice(&patch));
    buffer_done(&patch);
}

/* Words went out of sums: the sums are told anew, and what told them before is not sent any more.
 */
static void take_back(struct feeds *feeds, const struct entry *entry)
{
    for (struct room_feed *feed = feeds->first; feed; feed = feed->next) {
        enum taken_back taken = room_takes_back(feeds->room, entry, &feed->viewer);
        if (taken == TAKES_NOTHING)
            continue;
        if (taken == TAKES_EVENTS)
            pace_drop(feed->feed);
        else
            pace_hide(feed->feed, 0);
        if (pace_waits(feed->feed))
            mend_waiting(feed);
        feeds->tally_anew = true;
    }
}

void publish_replayed(struct feeds *feeds, const struct entry *entry)
{
    if (!feeds->first)
        return;
    if (room_row(feeds->room, entry->type)->delivery == DELIVER_TALLY)
        take_back(feeds, entry);
    else
        publish_shared(feeds, entry);
}

void publish_tally(struct feeds *feeds)
{
    struct buffer patch, publication;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&publication, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    for (struct room_feed *feed = feeds->first; feed; feed = feed->next) {
        if (!room_tally(feeds->room, &feed->viewer, feeds->tally_anew, &patch))
            continue;
        publication_write("tally", buffer_slice(&patch), 0, &publication);
        publication.full |= patch.full;
        tell(feed, false, buffer_slice(&patch), &publication);
        buffer_clear(&patch);
        buffer_clear(&publication);
    }
    room_tally_sent(feeds->room);
    feeds->tally_anew = false;
    buffer_done(&publication);
    buffer_done(&patch);
}

/* {"slide":{"point":{…}}} */
static void signal_patch(struct slice type, struct slice data, struct buffer *out)
{
    struct writer writer;
    const char *dot = memchr(type.at, '.', type.len);
    size_t feature = dot ? (size_t)(dot - type.at) : type.len;
    buffer_clear(out);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_object_slice(&writer, (struct slice){type.at, feature});
    if (dot)
        writer_raw_slice(&writer, (struct slice){dot + 1, type.len - feature - 1}, data);
    writer_end(&writer);
    writer_end(&writer);
}

void publish_signal(struct feeds *feeds, struct slice type, struct slice data)
{
    struct buffer patch, publication;
    buffer_init(&patch, BOUND_ENTRY_BYTES);
    buffer_init(&publication, 2 * BOUND_ENTRY_BYTES);
    signal_patch(type, data, &patch);
    publication_write("signal", buffer_slice(&patch), 0, &publication);
    for (struct room_feed *feed = feeds->first; feed; feed = feed->next)
        if (!feed->viewer.part && rings_inside(feed->viewer.rings))
            tell(feed, false, buffer_slice(&patch), &publication);
    buffer_done(&publication);
    buffer_done(&patch);
}
