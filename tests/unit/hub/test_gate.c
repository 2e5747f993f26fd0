/* SPDX-License-Identifier: Apache-2.0
 * The gate of an instance: what it says of people, and what it says while the journal is away. */
#include "fanout/people.h"
#include "help/away.h"
#include "hub/gate.h"
#include "hub/live.h"
#include "unit/hub/help_hub.h"

static const struct hub_options members = {.academy = "academy:main", .academy_members = true};

static struct away *open_academy(struct rig *rig, const struct hub_options *options)
{
    struct away *away = away_new();
    rig_open_on(rig, &away->backend, options);
    loop_pass(rig->loop, 1000);
    assert_true(
        rig_command(rig, "system", "person.add",
                    "{\"room\":\"academy:main\",\"op\":\"a\",\"person\":\"boss\",\"name\":\"B\","
                    "\"roles\":[\"organiser\"]}") > 0);
    return away;
}

static void closed(void *context)
{
    bool *is_closed = context;
    *is_closed = true;
}

/* The gate lets go of the room that it keeps awake. */
static void close_academy(struct rig *rig)
{
    bool is_closed = false;
    hub_close(rig->hub, closed, &is_closed);
    loop_pass(rig->loop, 1000);
    assert_true(is_closed);
    rig_close(rig);
}

static enum err asks(const struct rig *rig, const char *person)
{
    return gate_ask(rig->hub, slice_of(person), NULL);
}

static void who_is_known_comes_in(void **state)
{
    struct rig rig;
    struct gate_person person;
    (void)open_academy(&rig, &members);
    assert_int_equal(gate_ask(rig.hub, SLICE("boss"), &person), ERR_NONE);
    assert_true(slice_is(person.name, "B"));
    assert_int_equal(asks(&rig, "stranger"), ERR_NOT_MEMBER);
    assert_int_equal(asks(&rig, "system"), ERR_NONE);
    assert_true(gate_guarded(rig.hub));
    close_academy(&rig);
}

static void who_is_suspended_stays_outside(void **state)
{
    struct rig rig;
    (void)open_academy(&rig, &members);
    assert_true(
        rig_command(&rig, "boss", "person.add",
                    "{\"room\":\"academy:main\",\"op\":\"b\",\"person\":\"p1\",\"name\":\"P\"}") >
        0);
    assert_int_equal(asks(&rig, "p1"), ERR_NONE);
    assert_true(rig_command(&rig, "boss", "person.suspend",
                            "{\"room\":\"academy:main\",\"op\":\"c\",\"person\":\"p1\"}") > 0);
    assert_int_equal(asks(&rig, "p1"), ERR_SUSPENDED);
    assert_int_equal(gate_allows(rig.hub, SLICE("p1")), ERR_SUSPENDED);
    close_academy(&rig);
}

static struct live *live_of(struct rig *rig, const char *room)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    int64_t retry_ms = 0;
    struct live *live = NULL;
    assert_int_equal(live_reach(rig->hub, &system, slice_of(room), &live, &retry_ms), ERR_NONE);
    return live;
}

/* What is remembered of who was let in holds no longer than the academy has nothing new to say. */
static void who_was_let_in_is_looked_at_again_when_the_academy_moves(void **state)
{
    struct rig rig;
    struct person record = {.holds = 1};
    (void)open_academy(&rig, &members);
    struct live *live = live_of(&rig, "webinar:w1");
    assert_int_equal(gate_enters(rig.hub, live, SLICE("p1"), &record), ERR_NOT_MEMBER);
    assert_true(
        rig_command(&rig, "boss", "person.add",
                    "{\"room\":\"academy:main\",\"op\":\"b\",\"person\":\"p1\",\"name\":\"P\"}") >
        0);
    assert_int_equal(gate_enters(rig.hub, live, SLICE("p1"), &record), ERR_NONE);
    assert_int_equal(gate_enters(rig.hub, live, SLICE("p1"), &record), ERR_NONE);
    assert_true(rig_command(&rig, "boss", "person.suspend",
                            "{\"room\":\"academy:main\",\"op\":\"c\",\"person\":\"p1\"}") > 0);
    assert_int_equal(gate_enters(rig.hub, live, SLICE("p1"), &record), ERR_SUSPENDED);
    close_academy(&rig);
}

/* Begins to be away; until the gate has noticed. */
static void leave(struct rig *rig, struct away *away)
{
    away->writing = away->reading = true;
    for (int i = 0; !journal_away(rig->journal); i++) {
        assert_true(i < 100);
        loop_pass(rig->loop, 100);
    }
    loop_pass(rig->loop, 1000);
}

static void it_is_open_for_a_while_when_the_journal_is_away(void **state)
{
    struct rig rig;
    struct away *away = open_academy(&rig, &members);
    leave(&rig, away);
    loop_pass(rig.loop, 57000);
    assert_int_equal(asks(&rig, "boss"), ERR_NONE);
    loop_pass(rig.loop, 4000);
    assert_int_equal(asks(&rig, "boss"), ERR_JOURNAL_AWAY);
    assert_int_equal(asks(&rig, "stranger"), ERR_JOURNAL_AWAY);
    assert_int_equal(gate_allows(rig.hub, SLICE("boss")), ERR_NONE);
    away->writing = away->reading = false;
    loop_pass(rig.loop, 10000);
    assert_int_equal(asks(&rig, "boss"), ERR_NONE);
    close_academy(&rig);
}

static void how_long_can_be_chosen(void **state)
{
    struct rig rig;
    struct hub_options options = members;
    options.away_ms = 5000;
    struct away *away = open_academy(&rig, &options);
    leave(&rig, away);
    assert_int_equal(asks(&rig, "boss"), ERR_NONE);
    loop_pass(rig.loop, 5000);
    assert_int_equal(asks(&rig, "boss"), ERR_JOURNAL_AWAY);
    away->writing = away->reading = false;
    loop_pass(rig.loop, 10000);
    close_academy(&rig);
}

static void being_away_twice_for_a_moment_is_not_long(void **state)
{
    struct rig rig;
    struct hub_options options = members;
    options.away_ms = 5000;
    struct away *away = open_academy(&rig, &options);
    for (int i = 0; i < 3; i++) {
        leave(&rig, away);
        loop_pass(rig.loop, 2000);
        assert_int_equal(asks(&rig, "boss"), ERR_NONE);
        away->writing = away->reading = false;
        loop_pass(rig.loop, 10000);
        assert_false(journal_away(rig.journal));
    }
    close_academy(&rig);
}

static void without_an_academy_everybody_comes_in(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    assert_int_equal(asks(&rig, "anybody"), ERR_NONE);
    assert_false(gate_guarded(rig.hub));
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_known_comes_in),
        cmocka_unit_test(who_is_suspended_stays_outside),
        cmocka_unit_test(who_was_let_in_is_looked_at_again_when_the_academy_moves),
        cmocka_unit_test(it_is_open_for_a_while_when_the_journal_is_away),
        cmocka_unit_test(how_long_can_be_chosen),
        cmocka_unit_test(being_away_twice_for_a_moment_is_not_long),
        cmocka_unit_test(without_an_academy_everybody_comes_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
