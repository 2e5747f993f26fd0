/* SPDX-License-Identifier: Apache-2.0
 * Who is erased in the academy is erased in every room, by one instance, and after it by another.
 */
#include "unit/hub/help_hub.h"

static const struct hub_options options = {.academy = "academy:main", .sleep_ms = 3000};

static void pass(struct rig *rig, int64_t ms)
{
    for (int64_t passed = 0; passed < ms; passed += 100) {
        loop_pass(rig->loop, 100);
        rig_turn(rig);
    }
}

static int64_t does(struct rig *rig, const char *by, const char *room, const char *method,
                    const char *more)
{
    static unsigned count;
    char data[512];
    snprintf(data, sizeof data, "{\"room\":\"%s\",\"op\":\"t%u\",%s}", room, count++, more);
    return rig_command(rig, by, method, data);
}

static void open_academy(struct rig *rig)
{
    rig_open(rig, &options);
    pass(rig, 1000);
    assert_true(does(rig, "system", "academy:main", "person.add",
                     "\"person\":\"boss\",\"name\":\"Boss\",\"roles\":[\"organiser\"]") > 0);
    assert_true(does(rig, "system", "academy:main", "person.add",
                     "\"person\":\"u7\",\"name\":\"Canary\"") > 0);
}

static void closed(void *context)
{
    bool *is_closed = context;
    *is_closed = true;
}

static void close_academy(struct rig *rig)
{
    bool is_closed = false;
    hub_close(rig->hub, closed, &is_closed);
    loop_pass(rig->loop, 1000);
    assert_true(is_closed);
    rig_close(rig);
}

/* How many entries of a room hold the text, and how many are erased. */
struct tally {
    bool done;
    const char *text;
    unsigned hold, erased;
};

static void tally_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct tally *tally = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        struct slice text = entries[i]->text, name = entries[i]->name;
        tally->hold += memmem(text.at, text.len, tally->text, strlen(tally->text)) ||
                       memmem(name.at, name.len, tally->text, strlen(tally->text));
        tally->erased += entries[i]->erased;
    }
    tally->done = true;
}

static unsigned holding(struct rig *rig, const char *room, const char *text)
{
    struct tally tally = {.text = text};
    journal_read(rig->journal, slice_of(room), 0, 1024, tally_read, &tally);
    while (!tally.done)
        rig_turn(rig);
    return tally.hold;
}

static void writes(struct rig *rig)
{
    struct line line;
    line_open(&line, rig, "u7");
    line_follow(&line, rig, "webinar:w1", -1);
    for (int i = 0; i < 120; i++)
        assert_true(does(rig, "system", "academy:main", "person.change",
                         "\"person\":\"u7\",\"name\":\"Canary\"") > 0);
    assert_true(does(rig, "host", "webinar:w1", "member.set",
                     "\"whom\":\"u7\",\"role\":\"participant\",\"name\":\"Canary\"") > 0);
    assert_true(does(rig, "u7", "webinar:w1", "chat.post", "\"text\":\"Canary\"") > 0);
    assert_true(does(rig, "host", "webinar:w1", "chat.post", "\"text\":\"stays\"") > 0);
    pass(rig, 1000);
    line_close(&line);
}

static void a_person_leaves_every_room(void **state)
{
    struct rig rig;
    (void)state;
    open_academy(&rig);
    writes(&rig);
    assert_true(holding(&rig, "webinar:w1", "Canary") >= 2);
    assert_true(holding(&rig, "academy:main", "Canary") > 100);
    assert_true(does(&rig, "boss", "academy:main", "person.erase", "\"person\":\"u7\"") > 0);
    pass(&rig, 20000);
    assert_int_equal(rig_count(&rig, "academy:main", "person.erased"), 1);
    assert_int_equal(holding(&rig, "webinar:w1", "Canary"), 0);
    assert_int_equal(holding(&rig, "academy:main", "Canary"), 0);
    assert_int_equal(holding(&rig, "webinar:w1", "stays"), 1);
    /* And then it rests. */
    unsigned turns = rig_count(&rig, "academy:main", "person.erasing");
    pass(&rig, 20000);
    assert_int_equal(rig_count(&rig, "academy:main", "person.erasing"), turns);
    close_academy(&rig);
}

static void who_starts_again_ends_what_was_begun(void **state)
{
    struct rig rig;
    (void)state;
    open_academy(&rig);
    writes(&rig);
    assert_true(does(&rig, "boss", "academy:main", "person.erase", "\"person\":\"u7\"") > 0);
    pass(&rig, 700);
    assert_true(rig_count(&rig, "academy:main", "person.erasing") > 0);
    assert_int_equal(rig_count(&rig, "academy:main", "person.erased"), 0);
    bool is_closed = false;
    hub_close(rig.hub, closed, &is_closed);
    loop_pass(rig.loop, 1000);
    assert_true(is_closed);
    rig_restart_with(&rig, &options);
    pass(&rig, 30000);
    assert_int_equal(rig_count(&rig, "academy:main", "person.erased"), 1);
    assert_int_equal(holding(&rig, "webinar:w1", "Canary"), 0);
    close_academy(&rig);
}

/* A turn that somebody else has taken is no longer ours. */
static void who_has_lost_the_turn_stops(void **state)
{
    struct rig rig;
    (void)state;
    open_academy(&rig);
    writes(&rig);
    assert_true(does(&rig, "boss", "academy:main", "person.erase", "\"person\":\"u7\"") > 0);
    assert_true(does(&rig, "system", "academy:main", "person.erasing",
                     "\"person\":\"u7\",\"turn\":1,\"done\":0,\"rooms\":0,"
                     "\"who\":\"another\"") > 0);
    pass(&rig, 3000);
    assert_int_equal(rig_count(&rig, "academy:main", "person.erasing"), 1);
    assert_true(holding(&rig, "webinar:w1", "Canary") > 0);
    /* The other has died. */
    pass(&rig, 30000);
    assert_int_equal(rig_count(&rig, "academy:main", "person.erased"), 1);
    assert_int_equal(holding(&rig, "webinar:w1", "Canary"), 0);
    close_academy(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_leaves_every_room),
        cmocka_unit_test(who_starts_again_ends_what_was_begun),
        cmocka_unit_test(who_has_lost_the_turn_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
