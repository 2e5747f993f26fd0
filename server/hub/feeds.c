/* SPDX-License-Identifier: Apache-2.0
 * What a room shows to people in the same rings: the source of its feeds. */
#include "hub/feeds.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "core/room_view.h"
#include "fanout/pace.h"
#include "fanout/publication.h"

static struct room_feed *feed_of_source(const struct source *source)
{
    return (struct room_feed *)(uintptr_t)source; /* its first member */
}

static int64_t source_seq(const struct source *source)
{
    return room_seq(feed_of_source(source)->feeds->room);
}

static bool expects_more(const struct source *source)
{
    return feed_of_source(source)->feeds->appending > 0;
}

static void add_batch(const struct follower *follower, struct slice patch, int64_t seq,
                      struct buffer *payload)
{
    struct buffer publication;
    buffer_init(&publication, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    publication_write("batch", patch, seq, &publication);
    payload->full |= publication.full;
    publication_push(follower->channel, buffer_slice(&publication), payload);
    buffer_done(&publication);
}

/* Two pushes in one frame, so that no cut can fall between them: the first empties the copy, the
 * second fills it. Where a view needs texts, or there is none, the client subscribes anew, and gets
 * what it must be told; so does who stands elsewhere by now, as when others took the last
 * free places: what is said of them alone would not go with what this feed shows. */
static bool write_whole(struct source *source, const struct follower *follower,
                        struct buffer *payload)
{
    struct room_feed *feed = feed_of_source(source);
    struct room *room = feed->feeds->room;
    struct slice person = follower->subscriber->actor.id;
    struct buffer me, patch;
    if (feed->viewer.part || room_kind(room)->plain ||
        !rings_equal(room_rings(room, person), feed->viewer.rings))
        return false;
    buffer_init(&me, BOUND_VIEW_BYTES);
    buffer_init(&patch, BOUND_VIEW_BYTES);
    room_reset(room, &patch);
    add_batch(follower, buffer_slice(&patch), 0, payload);
    buffer_clear(&patch);
    buffer_add_byte(payload, '\n');
    room_me(room, person, &me);
    feeds_write_view(feed, buffer_slice(&me), &patch);
    add_batch(follower, buffer_slice(&patch), room_seq(room), payload);
    bool whole = !me.full && !patch.full && !payload->full;
    buffer_done(&me);
    buffer_done(&patch);
    return whole;
}

static const struct source_ops source_ops = {
    .seq = source_seq, .write_whole = write_whole, .expects_more = expects_more};

void feeds_init(struct feeds *feeds, struct hub *hub, struct room *room)
{
    *feeds = (struct feeds){.hub = hub, .room = room};
}

static void free_feed(struct room_feed *feed)
{
    feed_free(&feed->feed);
    buffer_done(&feed->view);
    mem_free(feed->part);
    mem_free(feed);
}

static void forget_expected(struct feeds *feeds)
{
    mem_free(feeds->expected);
    feeds->expected = NULL;
    feeds->expected_count = 0;
}

void feeds_done(struct feeds *feeds)
{
    forget_expected(feeds);
    while (feeds->first) {
        struct room_feed *feed = feeds->first;
        feeds->first = feed->next;
        free_feed(feed);
    }
}

/* Where patches are composed for lean followers; elsewhere every pace gets each event. */
static bool is_composed(const struct feeds *feeds, const struct viewer *viewer)
{
    return !viewer->part && room_kind(feeds->room)->composed;
}

static bool sees_the_same(const struct viewer *a, const struct viewer *b)
{
    if (!rings_equal(a->rings, b->rings))
        return false;
    return a->part && b->part ? part_equal(a->part, b->part) : a->part == b->part;
}

static struct room_feed *find(const struct feeds *feeds, const struct viewer *viewer)
{
    struct room_feed *feed = feeds->first;
    while (feed && !sees_the_same(&feed->viewer, viewer))
        feed = feed->next;
    return feed;
}

/* What the next tape may keep beyond the least: the first few as much as any may, each later one a
 * part of what is left for the room. Who falls behind gets a view. */
static size_t more_of(const struct feeds *feeds)
{
    enum { SHARE = 16, MOST = BOUND_TAPE_BYTES - BOUND_TAPE_BYTES_LEAST };
    size_t share = (BOUND_ROOM_TAPE_BYTES - feeds->tape_bytes) / SHARE;
    return share < MOST ? share : MOST;
}

static struct room_feed *add(struct feeds *feeds, const struct viewer *viewer, struct slice channel)
{
    struct room_feed **at = &feeds->first;
    while (*at)
        at = &(*at)->next;
    struct room_feed *feed = mem_new(sizeof *feed);
    *feed = (struct room_feed){.source.ops = &source_ops,
                               .feeds = feeds,
                               .viewer = *viewer,
                               .view_seq = -1,
                               .tape_bytes = more_of(feeds)};
    if (viewer->part) {
        feed->part = mem_new(sizeof *feed->part);
        *feed->part = *viewer->part;
        feed->viewer.part = feed->part;
    }
    const struct tape_limits limits = {.frames = feeds->hub->options.tape_frames,
                                       .bytes = BOUND_TAPE_BYTES_LEAST + feed->tape_bytes};
    feed->feed = feed_new(&(struct feed_options){.fanout = feeds->hub->fanout,
                                                 .source = &feed->source,
                                                 .channel = channel,
                                                 .limits = limits,
                                                 .composed = is_composed(feeds, viewer)});
    buffer_init(&feed->view, BOUND_VIEW_BYTES);
    feeds->count += !viewer->part;
    feeds->parts_count += viewer->part != NULL;
    feeds->tape_bytes += feed->tape_bytes;
    *at = feed;
    return feed;
}

/* Whether one more would be too many; those that nobody needs go first. */
static bool are_full(struct feeds *feeds, const struct viewer *viewer)
{
    size_t *count = viewer->part ? &feeds->parts_count : &feeds->count;
    size_t max = viewer->part ? BOUND_PART_FEEDS : BOUND_ROOM_FEEDS;
    if (*count >= max)
        feeds_drop_idle(feeds);
    return *count >= max;
}

struct room_feed *feeds_get(struct feeds *feeds, const struct viewer *viewer, struct slice channel)
{
    struct room_feed *feed = find(feeds, viewer);
    if (feed || are_full(feeds, viewer))
        return feed;
    return add(feeds, viewer, channel);
}

/* What people see there who are not in any group: what is one person's alone has only its owner, a
 * plain channel only everybody. */
static bool is_root(const struct feeds *feeds, const struct viewer *viewer)
{
    const struct kind *kind = room_kind(feeds->room);
    if (viewer->part)
        return false;
    if (rings_equal(viewer->rings, RINGS_INSIDE))
        return kind->naming != NAMED_BY_OWNER;
    return !kind->plain && rings_equal(viewer->rings, rings_both(RINGS_INSIDE, RINGS_STAFF));
}

void feeds_expect(struct feeds *feeds, struct rings rings)
{
    enum { EXPECTED = 16 };
    for (size_t i = 0; i < feeds->expected_count; i++)
        if (rings_equal(feeds->expected[i], rings))
            return;
    if (!feeds->expected)
        feeds->expected = mem_new(EXPECTED * sizeof *feeds->expected);
    if (feeds->expected_count < EXPECTED)
        feeds->expected[feeds->expected_count++] = rings;
}

void feeds_make_roots(struct feeds *feeds)
{
    const struct kind *kind = room_kind(feeds->room);
    struct slice name = room_name(feeds->room);
    char own[ROOM_NAME_BYTES];
    if (kind->naming == NAMED_BY_OWNER) {
        int bytes = snprintf(own, sizeof own, "%s:me", kind->name);
        name = (struct slice){own, (size_t)bytes};
    }
    struct viewer roots[] = {{.rings = RINGS_INSIDE},
                             {.rings = rings_both(RINGS_INSIDE, RINGS_STAFF)}};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (is_root(feeds, &roots[i]))
            (void)feeds_get(feeds, &roots[i], name);
    for (size_t i = 0; i < feeds->expected_count; i++)
        (void)feeds_get(feeds, &(struct viewer){.rings = feeds->expected[i]}, name);
    forget_expected(feeds);
}

void feeds_drop_idle(struct feeds *feeds)
{
    struct room_feed **at = &feeds->first;
    while (*at) {
        struct room_feed *feed = *at;
        if (!is_root(feeds, &feed->viewer) && !feed->texts && !pace_followed(feed->feed)) {
            *at = feed->next;
            feeds->count -= !feed->viewer.part;
            feeds->parts_count -= feed->viewer.part != NULL;
            feeds->tape_bytes -= feed->tape_bytes;
            free_feed(feed);
        } else {
            at = &feed->next;
        }
    }
}

struct room_feed *feeds_of(const struct follower *follower)
{
    return feed_of_source(feed_of(follower)->source);
}

bool feeds_view_stands(const struct room_feed *feed)
{
    return feed->view_seq == room_seq(feed->feeds->room);
}

void feeds_make_view(struct room_feed *feed, const struct bodies *bodies)
{
    struct room *room = feed->feeds->room;
    if (feeds_view_stands(feed))
        return;
    buffer_clear(&feed->view);
    room_view(room, &feed->viewer, bodies, &feed->view);
    feed->view_seq = room_seq(room);
    feed->feeds->hub->stats.views++;
}

/* What one person alone will ask for is made again when they do: every participant has an inbox. */
static void drop_unshared(struct room_feed *feed)
{
    if (feed->viewer.part || room_kind(feed->feeds->room)->naming != NAMED_BY_OWNER)
        return;
    buffer_done(&feed->view);
    feed->view_seq = -1;
}

static void write_view(const struct room_feed *feed, struct slice me, struct buffer *out)
{
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

void feeds_write_view(struct room_feed *feed, struct slice me, struct buffer *out)
{
    check(!feed->viewer.part || feeds_view_stands(feed));
    feeds_make_view(feed, NULL);
    write_view(feed, me, out);
    drop_unshared(feed);
}
