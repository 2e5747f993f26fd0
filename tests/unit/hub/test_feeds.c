/* SPDX-License-Identifier: Apache-2.0
 * How many feeds a room has at most, and how much their tapes keep. */
#include "base/bounds.h"
#include "core/part.h"
#include "fanout/feed.h"
#include "hub/feeds.h"
#include "hub/site.h"
#include "unit/hub/help_hub.h"

static const struct part_kind thread = {.name = "thread"};

static struct feeds *feeds_open(struct rig *rig)
{
    rig_open(rig, NULL);
    struct live *live = map_find(rig->hub->rooms.awake, SLICE("webinar:w1"));
    assert_non_null(live);
    return live_feeds(live);
}

/* The nth set of rings. */
static struct room_feed *get(struct feeds *feeds, uint64_t n)
{
    const struct viewer viewer = {.rings = {.all = RING(RING_INSIDE) | n << RING_GROUP}};
    return feeds_get(feeds, &viewer, SLICE("webinar:w1"));
}

static struct room_feed *get_part(struct feeds *feeds, int n)
{
    struct part part = {.kind = &thread};
    snprintf(part.id, sizeof part.id, "%d", n);
    const struct viewer viewer = {.rings = RINGS_INSIDE, .part = &part};
    return feeds_get(feeds, &viewer, SLICE("webinar:w1/thread/1"));
}

/* What the tapes may keep beyond the least that each does. */
static size_t kept(const struct feeds *feeds)
{
    size_t bytes = 0;
    for (const struct room_feed *feed = feeds->first; feed; feed = feed->next) {
        size_t most = feed->feed->tape.limits.bytes;
        assert_true(most >= BOUND_TAPE_BYTES_LEAST && most <= BOUND_TAPE_BYTES);
        bytes += most - BOUND_TAPE_BYTES_LEAST;
    }
    return bytes;
}

static void hold(struct line *line, struct rig *rig, struct room_feed *feed,
                 struct follower *follower)
{
    line_open(line, rig, "u1");
    follower->subscriber = &line->subscriber;
    feed_follow(feed->feed, follower);
}

/* Those that nobody follows make room for others; those that somebody does never. */
static void a_room_has_a_number_of_sets_of_people(void **state)
{
    static struct line lines[BOUND_ROOM_FEEDS];
    static struct follower followers[BOUND_ROOM_FEEDS];
    struct rig rig;
    struct feeds *feeds = feeds_open(&rig);
    size_t roots = feeds->count, made = 0;
    for (uint64_t n = 1; feeds->count < BOUND_ROOM_FEEDS; n++, made++) {
        struct room_feed *feed = get(feeds, n);
        assert_non_null(feed);
        hold(&lines[made], &rig, feed, &followers[made]);
    }
    assert_int_equal(made + roots, BOUND_ROOM_FEEDS);
    assert_null(get(feeds, BOUND_ROOM_FEEDS + 7));
    assert_non_null(get(feeds, 1));
    assert_true(kept(feeds) <= BOUND_ROOM_TAPE_BYTES);
    feed_unfollow(&followers[3]);
    assert_non_null(get(feeds, BOUND_ROOM_FEEDS + 7));
    for (size_t n = 0; n < made; n++) {
        if (n != 3)
            feed_unfollow(&followers[n]);
        line_close(&lines[n]);
    }
    rig_close(&rig);
}

static void its_parts_have_a_bound_of_their_own(void **state)
{
    struct rig rig;
    struct feeds *feeds = feeds_open(&rig);
    size_t before = feeds->count;
    for (int n = 0; n < BOUND_PART_FEEDS; n++)
        assert_non_null(get_part(feeds, n));
    assert_int_equal(feeds->parts_count, BOUND_PART_FEEDS);
    assert_int_equal(feeds->count, before);
    assert_true(kept(feeds) <= BOUND_ROOM_TAPE_BYTES);
    /* The next one takes the place of those that nobody looks at. */
    assert_non_null(get_part(feeds, BOUND_PART_FEEDS));
    assert_int_equal(feeds->parts_count, 1);
    rig_close(&rig);
}

/* A room as most are keeps what it always did; what is freed is given back. */
static void few_tapes_keep_much_and_many_keep_little(void **state)
{
    struct rig rig;
    struct feeds *feeds = feeds_open(&rig);
    for (const struct room_feed *feed = feeds->first; feed; feed = feed->next)
        assert_int_equal(feed->feed->tape.limits.bytes, BOUND_TAPE_BYTES);
    size_t alone = feeds->tape_bytes;
    for (uint64_t n = 1; n < 200; n++)
        (void)get(feeds, n);
    assert_true(get(feeds, 199)->feed->tape.limits.bytes < 2 * BOUND_TAPE_BYTES_LEAST);
    assert_int_equal(feeds->tape_bytes, kept(feeds));
    feeds_drop_idle(feeds);
    assert_int_equal(feeds->tape_bytes, alone);
    assert_int_equal(feeds->tape_bytes, kept(feeds));
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_room_has_a_number_of_sets_of_people),
        cmocka_unit_test(its_parts_have_a_bound_of_their_own),
        cmocka_unit_test(few_tapes_keep_much_and_many_keep_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
