/* SPDX-License-Identifier: Apache-2.0
 * What an entry causes in another room happens, once: server/hub/effects.c, caused.c, behind.c and
 * cursor.c, with mentions in a course. A hub that is freed without a word is one that was killed.
 */
#include "help/away.h"
#include "help/kinds.h"
#include "hub/effects.h"
#include "unit/hub/help_hub.h"

enum { RAISED_MS = 6000, LOOKED_MS = 20000 };

static void course_new(struct rig *rig)
{
    static const char *const commands[][2] = {
        {"stage.create", "{\"room\":\"course:c1\",\"op\":\"c1\",\"title\":{\"en\":\"C\"}}"},
        {"member.policy", "{\"room\":\"course:c1\",\"op\":\"c2\",\"policy\":\"open\"}"},
    };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        assert_true(rig_command(rig, "system", commands[i][0], commands[i][1]) > 0);
}

/* A thread that mentions `whom`: its seq. */
static int64_t mention(struct rig *rig, const char *op, const char *whom)
{
    char data[256];
    snprintf(data, sizeof data,
             "{\"room\":\"course:c1\",\"op\":\"%s\",\"title\":\"T\",\"text\":\"see\","
             "\"mentions\":[\"%s\"]}",
             op, whom);
    int64_t seq = rig_command(rig, "u1", "forum.thread", data);
    assert_true(seq > 0);
    return seq;
}

static unsigned told(struct rig *rig, const char *inbox)
{
    return rig_count(rig, inbox, "inbox.mention");
}

static struct away *open_away(struct rig *rig)
{
    struct away *away = away_new();
    rig_open_on(rig, &away->backend, NULL);
    course_new(rig);
    return away;
}

static void a_mention_reaches_an_inbox_that_sleeps_and_wakes_nothing(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    course_new(&rig);
    uint64_t rooms = hub_stats(rig.hub).rooms, before = hub_caused(rig.hub).appended;
    mention(&rig, "t1", "u2");
    assert_int_equal(told(&rig, "inbox:u2"), 1);
    assert_int_equal(hub_stats(rig.hub).rooms, rooms);
    assert_int_equal(hub_caused(rig.hub).appended, before + 1);
    line_open(&line, &rig, "u2");
    line_follow(&line, &rig, "inbox:me", -1);
    assert_non_null(strstr(line.answer, "\"mentions\":{\"1\":{\"of\":\"course:c1\",\"thread\":3,"
                                        "\"post\":3,\"by\":\"u1\",\"name\":\"u1\""));
    assert_null(strstr(line.answer, "see"));
    line_close(&line);
    rig_close(&rig);
}

static void who_has_the_inbox_open_is_told_at_once(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    course_new(&rig);
    line_open(&line, &rig, "u2");
    line_follow(&line, &rig, "inbox:me", -1);
    mention(&rig, "t1", "u2");
    assert_int_equal(line_heard(&line, "inbox.mention"), 1);
    line_close(&line);
    rig_close(&rig);
}

/* Killed between the two, before the cursor was ever raised: nobody comes back to the course. */
static void what_was_lost_with_the_instance_is_done_by_the_next(void **state)
{
    struct rig rig;
    struct away *away = open_away(&rig);
    away->holding = true;
    mention(&rig, "t1", "u2");
    assert_int_equal(told(&rig, "inbox:u2"), 0);
    rig_restart(&rig);
    away->holding = false;
    loop_pass(rig.loop, LOOKED_MS);
    assert_int_equal(told(&rig, "inbox:u2"), 1);
    assert_true(hub_caused(rig.hub).folds >= 1);
    assert_null(map_find(rig.hub->rooms.awake, SLICE("course:c1")));
    rig_close(&rig);
}

static void what_was_done_and_not_known_is_not_done_twice(void **state)
{
    struct rig rig;
    struct away *away = open_away(&rig);
    away->losing_effects = true;
    mention(&rig, "t1", "u2");
    assert_int_equal(told(&rig, "inbox:u2"), 1);
    rig_restart(&rig);
    away->losing_effects = false;
    loop_pass(rig.loop, LOOKED_MS);
    assert_int_equal(told(&rig, "inbox:u2"), 1);
    assert_int_equal(rig_mark(&rig, "effects", "course:c1"), 3);
    rig_close(&rig);
}

/* The same instance tries again until it is there; the cursor waits for it. */
static void the_cursor_is_raised_behind_what_is_done_alone(void **state)
{
    struct rig rig;
    struct away *away = open_away(&rig);
    loop_pass(rig.loop, RAISED_MS);
    assert_int_equal(rig_mark(&rig, "effects", "course:c1"), 2);
    away->holding = true;
    mention(&rig, "t1", "u2");
    loop_pass(rig.loop, 3 * RAISED_MS);
    assert_int_equal(rig_mark(&rig, "effects", "course:c1"), 2);
    away->holding = false;
    loop_pass(rig.loop, 2 * RAISED_MS);
    assert_int_equal(told(&rig, "inbox:u2"), 1);
    assert_int_equal(rig_mark(&rig, "effects", "course:c1"), 3);
    rig_close(&rig);
}

static void a_new_room_has_its_mark_with_its_first_entry(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    course_new(&rig);
    assert_int_equal(rig_mark(&rig, "effects", "course:c1"), -1);
    assert_int_equal(rig_mark(&rig, "effects", "inbox:u2"), 0);
    rig_close(&rig);
}

static void a_sleeping_rooms_cursor_is_at_its_head(void **state)
{
    struct rig rig;
    struct hub_options options = {.sleep_ms = 1000};
    rig_open(&rig, &options);
    course_new(&rig);
    mention(&rig, "t1", "u2");
    loop_pass(rig.loop, 2000);
    assert_null(map_find(rig.hub->rooms.awake, SLICE("course:c1")));
    assert_int_equal(rig_mark(&rig, "effects", "course:c1"), 3);
    rig_close(&rig);
}

/* ---- rooms of an older build ----
 */

static void appended(void *context, struct entry *entry, const struct journal_result *result)
{
    (void)context;
    (void)entry;
    assert_int_equal(result->error, ERR_NONE);
}

static void append_bare(struct rig *rig, const char *room, const char *type, const char *text)
{
    char op[64];
    snprintf(op, sizeof op, "old-%s", type);
    struct entry *entry = entry_new(&(struct entry){.at_ms = loop_now_ms(rig->loop),
                                                    .room = slice_of(room),
                                                    .type = slice_of(type),
                                                    .by = ENTRY_SYSTEM,
                                                    .op = slice_of(op),
                                                    .text = slice_of(text)});
    journal_append(rig->journal, entry, appended, NULL);
    entry_unref(&entry);
    rig_turn(rig);
}

static void an_older_room_begins_at_its_head(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    append_bare(&rig, "course:c1", "stage.create", "{\"title\":{\"en\":\"C\"}}");
    append_bare(&rig, "course:c1", "member.policy", "{\"policy\":\"open\"}");
    append_bare(&rig, "course:c1", "forum.thread",
                "{\"title\":\"T\",\"text\":\"see\",\"mentions\":[\"u2\"]}");
    loop_pass(rig.loop, LOOKED_MS);
    assert_int_equal(rig_mark(&rig, "effects", "course:c1"), 0);
    mention(&rig, "t2", "u3");
    assert_int_equal(rig_mark(&rig, "effects", "course:c1"), 3);
    rig_restart(&rig);
    loop_pass(rig.loop, LOOKED_MS);
    assert_int_equal(told(&rig, "inbox:u2"), 0);
    assert_int_equal(told(&rig, "inbox:u3"), 1);
    assert_int_equal(rig_mark(&rig, "effects", "course:c1"), 4);
    rig_close(&rig);
}

/* ---- another instance ----
 */

/* A second hub on the same journal; news reach neither, each reads. */
static void second_open(struct rig *first, struct rig *second)
{
    static const struct hub_options defaults = {0};
    *second = *first;
    first->bus->node = SLICE("n1");
    second->bus = bus_local_new();
    second->bus->node = SLICE("n2");
    second->hub = hub_new(second->loop, second->journal, second->bus, help_kinds(), &defaults);
}

static void second_close(struct rig *second)
{
    rig_turn(second);
    hub_free(&second->hub);
    bus_close(&second->bus);
}

/* The first dies between the two; the second has the course open, and need not fold it. */
static void who_has_the_room_awake_does_what_another_left(void **state)
{
    struct rig rig, second;
    struct line reader;
    struct away *away = open_away(&rig);
    loop_pass(rig.loop, RAISED_MS); /* else what was before would have to be made up for first */
    second_open(&rig, &second);
    line_open(&reader, &second, "u9");
    line_follow(&reader, &second, "course:c1", -1);
    away->holding = true;
    mention(&rig, "t1", "u2");
    rig_turn(&rig);
    hub_free(&rig.hub);
    away->holding = false;
    loop_pass(rig.loop, 9000);
    assert_int_equal(told(&second, "inbox:u2"), 1);
    assert_int_equal(hub_caused(second.hub).folds, 0);
    line_close(&reader);
    rig.hub = hub_new(rig.loop, rig.journal, rig.bus, help_kinds(), &(struct hub_options){0});
    second_close(&second);
    rig_close(&rig);
}

/* Nobody has it open: seen to stand still twice, it is folded, by one of those who are left. */
static void a_room_that_stands_still_is_finished_by_another(void **state)
{
    struct rig rig, second;
    struct away *away = open_away(&rig);
    second_open(&rig, &second);
    away->holding = true;
    mention(&rig, "t1", "u2");
    rig_turn(&rig);
    hub_free(&rig.hub);
    away->holding = false;
    loop_pass(rig.loop, 10000);
    assert_int_equal(told(&second, "inbox:u2"), 0);
    loop_pass(rig.loop, 25000);
    assert_int_equal(told(&second, "inbox:u2"), 1);
    assert_int_equal(rig_mark(&second, "effects", "course:c1"), 3);
    rig.hub = hub_new(rig.loop, rig.journal, rig.bus, help_kinds(), &(struct hub_options){0});
    second_close(&second);
    rig_close(&rig);
}

/* ---- several in one room ----
 */

static void person(struct rig *rig, const char *id)
{
    char data[128];
    snprintf(data, sizeof data,
             "{\"room\":\"academy:main\",\"op\":\"p-%s\",\"person\":\"%s\",\"name\":\"P\"}", id,
             id);
    assert_true(rig_command(rig, "system", "person.add", data) > 0);
}

/* A webinar of the catalogue with `u1` for its host. */
static const char listing[] =
    "{\"room\":\"academy:main\",\"op\":\"r1\",\"of\":\"webinar:w9\",\"template\":\"webinar\","
    "\"title\":{\"en\":\"W\"},\"who\":{\"to\":\"academy\"},\"hosts\":[\"u1\"]}";

static void listing_new(struct rig *rig)
{
    assert_true(rig_command(rig, "system", "room.create", listing) > 0);
}

/* The same where nothing follows from it yet: who did it waits. */
static void listing_begin(struct rig *rig, struct pending *pending)
{
    rig_send(rig, "system", "room.create", listing, pending);
    rig_turn(rig);
    assert_false(pending->done);
}

/* A room is being made, and nothing that it causes can be written. */
static struct away *open_held(struct rig *rig, struct pending *made)
{
    struct away *away = open_away(rig);
    person(rig, "u1");
    away->holding = true;
    listing_begin(rig, made);
    return away;
}

/* Not a turn of the loop lies between the answer and what the host does there. */
static void who_made_a_room_is_answered_once_they_stand_in_it(void **state)
{
    static const char poll[] = "{\"room\":\"webinar:w9\",\"op\":\"t\",\"type\":\"yesno\","
                               "\"title\":{\"en\":\"Well?\"}}";
    struct rig rig;
    struct pending made;
    struct away *away = open_held(&rig, &made);
    away->holding = false;
    for (int ms = 0; !made.done && ms < EFFECTS_SETTLE_MS; ms++)
        loop_pass(rig.loop, 1);
    assert_true(made.done && made.result > 0);
    assert_true(rig_command(&rig, "u1", "poll.prepare", poll) > 0);
    rig_close(&rig);
}

/* It stands in the journal, and what follows comes. */
static void who_made_a_room_does_not_wait_for_ever(void **state)
{
    struct rig rig;
    struct pending made;
    (void)open_held(&rig, &made);
    loop_pass(rig.loop, EFFECTS_SETTLE_MS - 1);
    assert_false(made.done);
    loop_pass(rig.loop, 1);
    assert_true(made.done && made.result > 0);
    rig_close(&rig);
}

static void note_closed(void *context)
{
    *(bool *)context = true;
}

static void nor_for_a_hub_that_closes(void **state)
{
    struct rig rig;
    struct pending made;
    bool closed = false;
    (void)open_held(&rig, &made);
    hub_close(rig.hub, note_closed, &closed);
    loop_pass(rig.loop, 100);
    assert_true(made.done && made.result > 0 && closed);
    rig_close(&rig);
}

/* What a room of the catalogue causes waits while the journal is away: then the room stands before
 * anybody has a role in it. */
static void what_goes_to_one_room_keeps_its_order(void **state)
{
    struct rig rig;
    struct pending made;
    struct away *away = open_held(&rig, &made);
    loop_pass(rig.loop, RAISED_MS);
    assert_int_equal(rig_count(&rig, "webinar:w9", "stage.create"), 0);
    away->holding = false;
    loop_pass(rig.loop, RAISED_MS);
    assert_int_equal(hub_caused(rig.hub).voids, 0);
    assert_int_equal(rig_count(&rig, "webinar:w9", "stage.create"), 1);
    assert_int_equal(rig_count(&rig, "webinar:w9", "member.policy"), 1);
    assert_int_equal(rig_count(&rig, "webinar:w9", "member.set"), 1);
    rig_close(&rig);
}

/* ---- what follows in rooms that nobody is in ----
 */

/* No time passes: nothing is folded again for it. */
static void a_new_room_that_nobody_enters_tells_its_hosts_at_once(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    person(&rig, "u1");
    listing_new(&rig);
    assert_int_equal(rig_count(&rig, "webinar:w9", "member.set"), 1);
    assert_int_equal(rig_count(&rig, "inbox:u1", "inbox.room"), 1);
    assert_int_equal(hub_caused(rig.hub).folds, 0);
    assert_null(map_find(rig.hub->rooms.awake, SLICE("inbox:u1")));
    rig_close(&rig);
}

static void so_does_one_that_sleeps(void **state)
{
    struct rig rig;
    struct hub_options options = {.sleep_ms = 1000};
    rig_open(&rig, &options);
    person(&rig, "u1");
    person(&rig, "u2");
    listing_new(&rig);
    loop_pass(rig.loop, 2 * LOOKED_MS);
    assert_null(map_find(rig.hub->rooms.awake, SLICE("webinar:w9")));
    uint64_t folds = hub_caused(rig.hub).folds;
    assert_true(rig_command(&rig, "system", "room.change",
                            "{\"room\":\"academy:main\",\"op\":\"h\",\"of\":\"webinar:w9\","
                            "\"hosts\":[\"u1\",\"u2\"]}") > 0);
    assert_int_equal(rig_count(&rig, "inbox:u2", "inbox.room"), 1);
    loop_pass(rig.loop, 2 * LOOKED_MS);
    assert_null(map_find(rig.hub->rooms.awake, SLICE("webinar:w9")));
    assert_int_equal(hub_caused(rig.hub).folds, folds);
    rig_close(&rig);
}

/* The journal takes nothing more for a moment, after the room was woken for it. */
static void what_could_not_be_appended_to_it_is_done_with_the_next_try(void **state)
{
    struct rig rig;
    struct pending made;
    struct away *away = open_held(&rig, &made);
    loop_pass(rig.loop, 2000);
    assert_int_equal(rig_count(&rig, "webinar:w9", "member.set"), 0);
    away->holding = false;
    loop_pass(rig.loop, 2000);
    assert_int_equal(rig_count(&rig, "inbox:u1", "inbox.room"), 1);
    assert_int_equal(hub_caused(rig.hub).folds, 0);
    rig_close(&rig);
}

/* ---- what is refused ----
 */

static void a_void_effect_is_counted_where_it_is_applied(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    course_new(&rig);
    uint64_t before = hub_caused(rig.hub).appended;
    line_open(&line, &rig, "u2");
    line_follow(&line, &rig, "inbox:me", -1);
    assert_true(rig_command(&rig, "system", "inbox.mention",
                            "{\"room\":\"inbox:u2\",\"op\":\"m\",\"of\":\"course:c1\",\"thread\":3,"
                            "\"post\":3,\"by\":\"u1\"}") > 0);
    mention(&rig, "t1", "u2");
    assert_int_equal(hub_caused(rig.hub).appended, before + 1);
    assert_int_equal(hub_caused(rig.hub).voids, 1);
    assert_int_equal(line_heard(&line, "inbox.mention"), 1);
    line_close(&line);
    rig_close(&rig);
}

/* Nobody can take the op of an effect: it is the system's. */
static void a_person_cannot_be_before_an_effect(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    course_new(&rig);
    assert_int_equal(rig_command(&rig, "u1", "inbox.mention",
                                 "{\"room\":\"inbox:me\",\"op\":\"fx.1\",\"of\":\"course:c1\","
                                 "\"thread\":3,\"post\":3,\"by\":\"u1\"}"),
                     -ERR_PERMISSION_DENIED);
    rig_close(&rig);
}

static void a_taken_back_mention_is_gone_everywhere(void **state)
{
    struct rig rig;
    struct line line;
    char data[96];
    rig_open(&rig, NULL);
    course_new(&rig);
    line_open(&line, &rig, "u2");
    line_follow(&line, &rig, "inbox:me", -1);
    int64_t seq = mention(&rig, "t1", "u2");
    snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"op\":\"d\",\"post\":%lld}",
             (long long)seq);
    assert_true(rig_command(&rig, "u1", "forum.delete", data) > 0);
    assert_int_equal(line_heard(&line, "{\"mentions\":{\"1\":null}}"), 1);
    line_close(&line);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mention_reaches_an_inbox_that_sleeps_and_wakes_nothing),
        cmocka_unit_test(who_has_the_inbox_open_is_told_at_once),
        cmocka_unit_test(what_was_lost_with_the_instance_is_done_by_the_next),
        cmocka_unit_test(what_was_done_and_not_known_is_not_done_twice),
        cmocka_unit_test(the_cursor_is_raised_behind_what_is_done_alone),
        cmocka_unit_test(a_new_room_has_its_mark_with_its_first_entry),
        cmocka_unit_test(a_sleeping_rooms_cursor_is_at_its_head),
        cmocka_unit_test(an_older_room_begins_at_its_head),
        cmocka_unit_test(who_has_the_room_awake_does_what_another_left),
        cmocka_unit_test(a_room_that_stands_still_is_finished_by_another),
        cmocka_unit_test(who_made_a_room_is_answered_once_they_stand_in_it),
        cmocka_unit_test(who_made_a_room_does_not_wait_for_ever),
        cmocka_unit_test(nor_for_a_hub_that_closes),
        cmocka_unit_test(what_goes_to_one_room_keeps_its_order),
        cmocka_unit_test(a_new_room_that_nobody_enters_tells_its_hosts_at_once),
        cmocka_unit_test(so_does_one_that_sleeps),
        cmocka_unit_test(what_could_not_be_appended_to_it_is_done_with_the_next_try),
        cmocka_unit_test(a_void_effect_is_counted_where_it_is_applied),
        cmocka_unit_test(a_person_cannot_be_before_an_effect),
        cmocka_unit_test(a_taken_back_mention_is_gone_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
