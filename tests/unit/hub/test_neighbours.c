/* SPDX-License-Identifier: Apache-2.0
 * Two instances on one journal whose bus carries nothing: what they know of each other they read,
 * or the test hands on. */
#include "unit/hub/help_pair.h"

#include "core/room_query.h"
#include "help/kinds.h"
#include "hub/site.h"

#define NOTHING ((struct slice){NULL, 0})

/* The first has the bus of an instance whose link is down from the start, or up. */
static unsigned heard_in_half_a_second(bool deaf)
{
    struct pair pair;
    struct line line;
    pair_open(&pair);
    hub_free(&pair.one.hub);
    ((struct mute *)pair.one.bus)->deaf = deaf;
    static const struct hub_options options = {0};
    pair.one.hub = hub_new(pair.one.loop, pair.one.journal, pair.one.bus, help_kinds(), &options);
    line_open(&line, &pair.one, "u1");
    line_follow(&line, &pair.one, "webinar:w1", -1);
    loop_pass(pair.one.loop, 1000);
    rig_say(&pair.two, "not told");
    loop_pass(pair.one.loop, 750);
    unsigned heard = line_heard(&line, "not told");
    line_close(&line);
    pair_close(&pair);
    return heard;
}

static void who_is_deaf_from_the_start_looks_often(void **state)
{
    assert_int_equal(heard_in_half_a_second(true), 1);
    assert_int_equal(heard_in_half_a_second(false), 0);
}

static void what_no_news_tells_of_is_looked_for(void **state)
{
    struct pair pair;
    struct line line;
    pair_open(&pair);
    line_open(&line, &pair.one, "u1");
    line_follow(&line, &pair.one, "webinar:w1", -1);
    rig_say(&pair.two, "over there");
    rig_turn(&pair.one);
    assert_int_equal(line_heard(&line, "over there"), 0);
    loop_pass(pair.one.loop, 5500);
    assert_int_equal(line_heard(&line, "over there"), 1);
    line_close(&line);
    pair_close(&pair);
}

static void often_while_news_may_not_arrive(void **state)
{
    struct pair pair;
    struct line line;
    pair_open(&pair);
    line_open(&line, &pair.one, "u1");
    line_follow(&line, &pair.one, "webinar:w1", -1);
    pair.one.bus->listener.hearing(pair.one.bus->context, false);
    rig_turn(&pair.one);
    rig_say(&pair.two, "over there");
    loop_pass(pair.one.loop, 900);
    assert_int_equal(line_heard(&line, "over there"), 1);
    rig_say(&pair.two, "once more");
    pair.one.bus->listener.hearing(pair.one.bus->context, true);
    rig_turn(&pair.one);
    assert_int_equal(line_heard(&line, "once more"), 1);
    line_close(&line);
    pair_close(&pair);
}

static void a_forged_message_changes_nothing(void **state)
{
    struct pair pair;
    struct line line;
    pair_open(&pair);
    line_open(&line, &pair.one, "u1");
    line_follow(&line, &pair.one, "webinar:w1", -1);
    rig_turn(&pair.one);
    unsigned frames = line.frames;
    for (int i = 0; i < 1000; i++)
        pair.one.bus->listener.news(pair.one.bus->context, SLICE("webinar:w1"), INT64_MAX, NOTHING);
    pair.one.bus->listener.news(pair.one.bus->context, SLICE("webinar:nowhere"), 7, NOTHING);
    rig_turn(&pair.one);
    assert_int_equal(line.frames, frames);
    rig_say(&pair.two, "true news");
    pair.one.bus->listener.news(pair.one.bus->context, SLICE("webinar:w1"), 1, NOTHING);
    rig_turn(&pair.one);
    assert_int_equal(line_heard(&line, "true news"), 0);
    pair.one.bus->listener.news(pair.one.bus->context, SLICE("webinar:w1"), 1000, NOTHING);
    rig_turn(&pair.one);
    assert_int_equal(line_heard(&line, "true news"), 1);
    line_close(&line);
    pair_close(&pair);
}

/* ---- what the bell carries ------------------------------------------------------------------- */

/* Says three things at the second instance; `line` follows at the first. Gives what was told. */
static const struct kept *three_said(struct pair *pair, struct line *line)
{
    pair_open(pair);
    line_open(line, &pair->one, "u1");
    line_follow(line, &pair->one, "webinar:w1", -1);
    rig_turn(&pair->one);
    struct mute *mute = (struct mute *)pair->two.bus;
    mute->kept_count = 0;
    static const char *const words[] = {"first", "second", "third"};
    for (int i = 0; i < 3; i++)
        rig_say(&pair->two, words[i]);
    assert_int_equal(mute->kept_count, 3);
    return mute->kept;
}

static void hand_on(struct pair *pair, const struct kept *kept)
{
    pair->one.bus->listener.news(pair->one.bus->context, SLICE("webinar:w1"), kept->seq,
                                 (struct slice){kept->sealed, kept->len});
}

static uint64_t applied(const struct pair *pair)
{
    return hub_stats(pair->one.hub).entries;
}

static void what_the_bell_carries_need_not_be_read(void **state)
{
    struct pair pair;
    struct line line;
    const struct kept *kept = three_said(&pair, &line);
    uint64_t before = applied(&pair);
    for (int i = 0; i < 3; i++) {
        hand_on(&pair, &kept[i]);
        assert_int_equal(applied(&pair), before + (unsigned)i + 1); /* at once */
        hand_on(&pair, &kept[i]);
        hand_on(&pair, &kept[0]);
        assert_int_equal(applied(&pair), before + (unsigned)i + 1); /* once */
    }
    rig_turn(&pair.one);
    assert_int_equal(applied(&pair), before + 3);
    assert_int_equal(line_heard(&line, "first"), 1);
    assert_int_equal(line_heard(&line, "third"), 1);
    assert_int_equal(hub_stats(pair.one.hub).bells.opened, 3);
    line_close(&line);
    pair_close(&pair);
}

static void what_comes_too_early_waits_for_its_turn(void **state)
{
    struct pair pair;
    struct line line;
    const struct kept *kept = three_said(&pair, &line);
    uint64_t before = applied(&pair);
    hand_on(&pair, &kept[2]);
    hand_on(&pair, &kept[1]);
    assert_int_equal(applied(&pair), before);
    hand_on(&pair, &kept[0]);
    assert_int_equal(applied(&pair), before + 3);
    rig_turn(&pair.one);
    assert_int_equal(applied(&pair), before + 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(line_heard(&line, (const char *[]){"first", "second", "third"}[i]), 1);
    line_close(&line);
    pair_close(&pair);
}

static void what_is_lost_before_it_is_read(void **state)
{
    struct pair pair;
    struct line line;
    const struct kept *kept = three_said(&pair, &line);
    hand_on(&pair, &kept[2]);
    rig_turn(&pair.one);
    assert_int_equal(line_heard(&line, "first"), 1);
    assert_int_equal(line_heard(&line, "third"), 1);
    line_close(&line);
    pair_close(&pair);
}

static void a_forged_bell_is_a_bell(void **state)
{
    struct pair pair;
    struct line line;
    struct kept forged = *three_said(&pair, &line);
    uint64_t before = applied(&pair);
    forged.sealed[forged.len / 2] ^= 1;
    hand_on(&pair, &forged);
    assert_int_equal(applied(&pair), before);
    assert_int_equal(hub_stats(pair.one.hub).bells.refused, 1);
    rig_turn(&pair.one); /* it is read, and is what it was */
    assert_int_equal(applied(&pair), before + 3);
    assert_int_equal(line_heard(&line, "first"), 1);
    line_close(&line);
    pair_close(&pair);
}

static void take_stats(void *context, const struct hub_answer *answer)
{
    assert_int_equal(answer->error, ERR_NONE);
    snprintf(context, 200, "%.*s", (int)answer->json.len, answer->json.at);
}

static void expect_stats_of(struct rig *rig, const char *room, const char *expected)
{
    char text[200] = "";
    struct actor actor = {.id = SLICE("host"), .name = SLICE("Host")};
    hub_presence_stats(rig->hub, &actor, slice_of(room), take_stats, text);
    rig_turn(rig);
    assert_string_equal(text, expected);
}

static void expect_stats(struct rig *rig, const char *expected)
{
    char text[200] = "";
    struct actor actor = {.id = SLICE("host"), .name = SLICE("Host")};
    expect_stats_of(rig, "webinar:w1", expected);
    hub_presence(rig->hub, &actor, SLICE("webinar:w1"), take_stats, text);
    rig_turn(rig);
    assert_int_equal(strstr(text, "\"user\":\"u2\"") != NULL,
                     strstr(expected, "users\":2") != NULL);
}

static void people_are_counted_wherever_they_are(void **state)
{
    struct pair pair;
    struct line here, there;
    pair_open(&pair);
    line_open(&here, &pair.one, "u1");
    line_open(&there, &pair.two, "u2");
    line_follow(&here, &pair.one, "webinar:w1", -1);
    line_follow(&there, &pair.two, "webinar:w1", -1);
    loop_pass(pair.one.loop, 6000);
    expect_stats(&pair.one, "{\"num_clients\":2,\"num_users\":2}");
    expect_stats(&pair.two, "{\"num_clients\":2,\"num_users\":2}");
    ((struct mute *)pair.one.bus)->other_alive = false;
    loop_pass(pair.one.loop, 1500);
    expect_stats(&pair.one, "{\"num_clients\":1,\"num_users\":1}");
    /* That was an error: it comes back as soon as it reads of it. */
    ((struct mute *)pair.one.bus)->other_alive = true;
    loop_pass(pair.one.loop, 12000);
    expect_stats(&pair.one, "{\"num_clients\":2,\"num_users\":2}");
    line_close(&here);
    line_close(&there);
    pair_close(&pair);
}

static int64_t attended_ms(struct rig *rig, const char *person)
{
    const struct room *room = live_room(map_find(rig->hub->rooms.awake, SLICE("webinar:w1")));
    const struct room_question question = {SLICE("attendance.list"), SLICE("system"), NULL, NULL};
    struct buffer out;
    struct json *answer = NULL;
    int64_t total_ms = -1;
    buffer_init(&out, BOUND_ENTRY_BYTES);
    assert_int_equal(room_query(room, &question, NULL, &out), 0);
    assert_int_equal(json_parse_large(buffer_slice(&out), &answer), 0);
    (void)json_get_int(json_get(json_get(answer, "people"), person), "total", &total_ms);
    json_free(&answer);
    buffer_done(&out);
    return total_ms;
}

/* Two seconds in the room, both end without a word, as by a crash, for nine, another one serves. */
static void pair_falls(struct pair *pair)
{
    struct line line;
    pair_open(pair);
    line_open(&line, &pair->one, "u1");
    line_follow(&line, &pair->one, "webinar:w1", -1);
    loop_pass(pair->one.loop, 2000);
    line_close(&line);
    hub_free(&pair->one.hub);
    hub_free(&pair->two.hub);
    bus_close(&pair->one.bus);
    bus_close(&pair->two.bus);
    journal_mark_set(pair->one.journal, "alive", SLICE(""), loop_now_ms(pair->one.loop), 0);
    loop_pass(pair->one.loop, 9000);
    hub_replace(&pair->one, "n3");
    hub_replace(&pair->two, "n4");
}

static void time_without_any_instance_is_nobodys(void **state)
{
    struct pair pair;
    struct line line;
    pair_falls(&pair);
    line_open(&line, &pair.one, "u1");
    line_follow(&line, &pair.one, "webinar:w1", -1);
    loop_pass(pair.one.loop, 1000);
    ((struct mute *)pair.one.bus)->other_alive = false;
    loop_pass(pair.one.loop, 3000);
    line_close(&line);
    loop_pass(pair.one.loop, 40000);
    assert_in_range(attended_ms(&pair.one, "u1"), 5000, 6500);
    pair_close(&pair);
}

/* One that wakes the room a moment later, and is the first to know who is gone, finds there what
 * was said since by the one that rose before it: that is no sign of those that fell. */
static void who_rises_later_knows_the_last_sign_too(void **state)
{
    struct pair pair;
    struct line line, other;
    pair_falls(&pair);
    line_open(&line, &pair.one, "u1");
    line_follow(&line, &pair.one, "webinar:w1", -1);
    loop_pass(pair.one.loop, 2000);
    rig_say(&pair.one, "here again");
    ((struct mute *)pair.two.bus)->other_alive = false;
    ((struct mute *)pair.two.bus)->alive = "n3";
    line_open(&other, &pair.two, "u2");
    line_follow(&other, &pair.two, "webinar:w1", -1);
    loop_pass(pair.one.loop, 2000);
    line_close(&other);
    line_close(&line);
    loop_pass(pair.one.loop, 40000);
    assert_in_range(attended_ms(&pair.two, "u1"), 5000, 6500);
    pair_close(&pair);
}

/* Who rises a moment later asks for the last sign too, which is the one before they fell. */
static void who_rises_gives_no_sign_before_all_have_asked(void **state)
{
    struct pair pair;
    struct line line;
    pair_falls(&pair);
    int64_t before_ms = rig_mark(&pair.one, "alive", "");
    line_open(&line, &pair.one, "u2");
    line_follow(&line, &pair.one, "webinar:w1", -1);
    loop_pass(pair.one.loop, 15000);
    assert_int_equal(rig_mark(&pair.one, "alive", ""), before_ms);
    loop_pass(pair.one.loop, 15000);
    assert_true(rig_mark(&pair.one, "alive", "") > before_ms);
    line_close(&line);
    pair_close(&pair);
}

static void a_connection_counts_once_whatever_it_follows(void **state)
{
    static const char policy[] = "{\"room\":\"course:c1\",\"op\":\"c2\",\"policy\":\"open\"}";
    static const char thread[] =
        "{\"room\":\"course:c1\",\"op\":\"t\",\"title\":\"T\",\"text\":\"t\"}";
    struct rig rig;
    struct line line;
    char part[40];
    rig_open(&rig, NULL);
    assert_true(rig_command(&rig, "system", "stage.create",
                            "{\"room\":\"course:c1\",\"op\":\"c1\",\"title\":{\"en\":\"C\"}}") > 0);
    assert_true(rig_command(&rig, "system", "member.policy", policy) > 0);
    int64_t seq = rig_command(&rig, "u1", "forum.thread", thread);
    assert_true(seq > 0);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "course:c1", -1);
    snprintf(part, sizeof part, "course:c1/thread/%lld", (long long)seq);
    line_follow(&line, &rig, part, -1);
    assert_int_equal(line.error, ERR_NONE);
    expect_stats_of(&rig, "course:c1", "{\"num_clients\":1,\"num_users\":1}");
    line_close(&line);
    rig_close(&rig);
}

/* ---- what nobody may know ---------------------------------------------------------------------
 */

static int64_t say(struct rig *rig, const char *by, const char *method, const char *more)
{
    char data[512];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"%s-op%u\",%s}", by, rig->said++,
             more);
    return rig_command(rig, by, method, data);
}

static int64_t open_poll(struct rig *rig, const char *ballot)
{
    char more[128];
    snprintf(more, sizeof more, "\"type\":\"yesno\",\"title\":{\"en\":\"Q\"},\"ballot\":\"%s\"",
             ballot);
    int64_t poll = say(rig, "host", "poll.prepare", more);
    snprintf(more, sizeof more, "\"poll\":%lld", (long long)poll);
    assert_true(poll > 0 && say(rig, "host", "poll.open", more) > 0);
    return poll;
}

static int64_t vote(struct rig *rig, const char *by, int64_t poll)
{
    char more[64];
    snprintf(more, sizeof more, "\"poll\":%lld,\"choices\":[1]", (long long)poll);
    return say(rig, by, "poll.vote", more);
}

static bool holds(const struct entry *entry, struct slice text)
{
    const struct slice texts[] = {entry->by, entry->name, entry->op, entry->text};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (texts[i].len && memmem(texts[i].at, texts[i].len, text.at, text.len))
            return true;
    return false;
}

/* Opened, as whoever has the cluster's key can do. */
static void the_bell_does_not_tell_who_is_veiled(void **state)
{
    struct pair pair;
    pair_open(&pair);
    const struct mute *mute = (struct mute *)pair.two.bus;
    int64_t polls[] = {open_poll(&pair.two, "anonymous"), open_poll(&pair.two, "named")};
    for (int i = 0; i < 2; i++) {
        ((struct mute *)pair.two.bus)->kept_count = 0;
        assert_true(vote(&pair.two, "zeugin", polls[i]) > 0);
        assert_int_equal(mute->kept_count, 1);
        struct slice sealed = {mute->kept[0].sealed, mute->kept[0].len};
        struct entry *told =
            bell_open(pair.one.hub->bell, SLICE("webinar:w1"), mute->kept[0].seq, sealed);
        assert_non_null(told);
        assert_int_equal(holds(told, SLICE("zeugin")), i); /* the named one is the control */
        entry_unref(&told);
    }
    pair_close(&pair);
}

struct sums {
    unsigned count;
};

static void sums_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct sums *sums = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++)
        sums->count += slice_is(entries[i]->type, "poll.sums");
}

/* Both have heard of the close before either has done anything about it. */
static void two_instances_that_count_at_once_tell_the_sums_once(void **state)
{
    struct pair pair;
    struct line lines[2];
    struct sums sums = {0};
    char by[16], more[64];
    pair_open(&pair);
    struct rig *rigs[] = {&pair.one, &pair.two};
    for (int i = 0; i < 2; i++) {
        line_open(&lines[i], rigs[i], "host");
        line_follow(&lines[i], rigs[i], "webinar:w1", -1);
    }
    pair.two.said = 1000; /* ops of its own */
    int64_t poll = open_poll(&pair.one, "secret");
    for (int i = 0; i < 6; i++) {
        snprintf(by, sizeof by, "u%d", i);
        assert_true(vote(rigs[i % 2], by, poll) > 0); /* sealed by either */
    }
    snprintf(more, sizeof more, "\"poll\":%lld", (long long)poll);
    assert_true(say(&pair.one, "host", "poll.close", more) > 0);
    pair.two.bus->listener.news(pair.two.bus->context, SLICE("webinar:w1"), 1000, NOTHING);
    rig_turn(&pair.one);
    for (int i = 0; i < 2; i++)
        assert_int_equal(line_heard(&lines[i], "\"result\":\"counting\""), 1);
    loop_pass(pair.one.loop, 6000);
    for (int i = 0; i < 2; i++) {
        /* A tally that was due tells what the event has told. */
        assert_true(line_heard(&lines[i], "\"options\":{\"1\":6,\"2\":0,\"3\":0}") > 0);
        line_close(&lines[i]);
    }
    journal_read(pair.one.journal, SLICE("webinar:w1"), 0, 1024, sums_read, &sums);
    rig_turn(&pair.one);
    assert_int_equal(sums.count, 1);
    pair_close(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_deaf_from_the_start_looks_often),
        cmocka_unit_test(what_no_news_tells_of_is_looked_for),
        cmocka_unit_test(often_while_news_may_not_arrive),
        cmocka_unit_test(a_forged_message_changes_nothing),
        cmocka_unit_test(what_the_bell_carries_need_not_be_read),
        cmocka_unit_test(what_comes_too_early_waits_for_its_turn),
        cmocka_unit_test(what_is_lost_before_it_is_read),
        cmocka_unit_test(a_forged_bell_is_a_bell),
        cmocka_unit_test(people_are_counted_wherever_they_are),
        cmocka_unit_test(time_without_any_instance_is_nobodys),
        cmocka_unit_test(who_rises_later_knows_the_last_sign_too),
        cmocka_unit_test(who_rises_gives_no_sign_before_all_have_asked),
        cmocka_unit_test(a_connection_counts_once_whatever_it_follows),
        cmocka_unit_test(the_bell_does_not_tell_who_is_veiled),
        cmocka_unit_test(two_instances_that_count_at_once_tell_the_sums_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
