/* SPDX-License-Identifier: Apache-2.0
 * Which of the staff does something is told to the staff alone, where the host wants it so: in what
 * everybody is sent, and in what is for one person. */
#include "unit/hub/help_hub.h"

static void command(struct rig *rig, const char *by, const char *method, const char *data)
{
    char text[512];
    snprintf(text, sizeof text, "{\"room\":\"webinar:w1\",\"op\":\"o%u\"%s%s}", ++rig->said,
             *data ? "," : "", data);
    assert_true(rig_command(rig, by, method, text) > 0);
}

/* How often events by the moderator, by nobody in particular, and by a participant were heard. */
static void expect_heard(const struct line *line, unsigned by_moderator, unsigned by_nobody,
                         unsigned by_participant)
{
    assert_int_equal(line_heard(line, "\",\"by\":\"mod\",\"at\""), by_moderator);
    assert_int_equal(line_heard(line, "\",\"by\":\"*\",\"at\""), by_nobody);
    assert_int_equal(line_heard(line, "\",\"by\":\"u1\",\"at\""), by_participant);
}

static void begin(struct rig *rig, struct line *person, struct line *staff, bool hidden)
{
    rig_open(rig, NULL);
    command(rig, "host", "member.set", "\"whom\":\"mod\",\"role\":\"moderator\"");
    line_open(person, rig, "u1");
    line_open(staff, rig, "mod");
    line_follow(person, rig, "webinar:w1", -1);
    line_follow(staff, rig, "webinar:w1", -1);
    if (hidden)
        command(rig, "host", "names.set", "\"hidden\":true");
}

/* Silencing is told to the person alone, a mode of the chat to all. */
static void act(struct rig *rig)
{
    command(rig, "mod", "chat.mode", "\"mode\":\"approve\"");
    command(rig, "mod", "lock.person", "\"whom\":\"u1\",\"chat\":true");
    command(rig, "u1", "hand.raise", "");
    rig_turn(rig);
}

static void end(struct rig *rig, struct line *person, struct line *staff)
{
    line_close(person);
    line_close(staff);
    rig_close(rig);
}

static void who_acts_is_told_to_all(void **state)
{
    struct rig rig;
    struct line person, staff;
    begin(&rig, &person, &staff, false);
    act(&rig);
    expect_heard(&person, 2, 0, 1);
    expect_heard(&staff, 2, 0, 1);
    end(&rig, &person, &staff);
}

static void where_names_are_hidden_to_the_staff_alone(void **state)
{
    struct rig rig;
    struct line person, staff, late;
    begin(&rig, &person, &staff, true);
    int64_t before = person.offset;
    act(&rig);
    expect_heard(&person, 0, 2, 1);
    expect_heard(&staff, 2, 0, 1);
    /* Nor is it to who resumes, from a tape that was made again. */
    char epoch[64];
    memcpy(epoch, person.epoch, sizeof epoch);
    line_close(&person);
    line_close(&staff);
    rig_restart(&rig);
    line_open(&late, &rig, "u1");
    memcpy(late.epoch, epoch, sizeof epoch);
    line_follow(&late, &rig, "webinar:w1", before);
    assert_true(late.recovered);
    assert_non_null(strstr(late.answer, "\"by\":\"*\""));
    assert_null(strstr(late.answer, "\"by\":\"mod\""));
    line_close(&late);
    rig_close(&rig);
}

/* Who is let write captions sees what the staff see there, and is none of them. */
static void nor_to_whom_they_let_write_captions(void **state)
{
    struct rig rig;
    struct line person, staff;
    begin(&rig, &person, &staff, true);
    command(&rig, "host", "captions.offer", "\"languages\":[\"fr\"]");
    command(&rig, "host", "captions.assign", "\"whom\":\"u1\",\"languages\":[\"fr\"]");
    command(&rig, "host", "captions.assign", "\"whom\":\"mod\",\"languages\":[\"fr\"]");
    line_close(&person);
    line_close(&staff);
    line_open(&person, &rig, "u1");
    line_open(&staff, &rig, "mod");
    line_follow(&person, &rig, "webinar:w1/captions/fr", -1);
    line_follow(&staff, &rig, "webinar:w1/captions/fr", -1);
    command(&rig, "mod", "captions.line", "\"language\":\"fr\",\"text\":\"Bonjour\"");
    command(&rig, "u1", "captions.line", "\"language\":\"fr\",\"text\":\"Salut\"");
    rig_turn(&rig);
    expect_heard(&person, 0, 1, 1);
    expect_heard(&staff, 1, 0, 1);
    end(&rig, &person, &staff);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_acts_is_told_to_all),
        cmocka_unit_test(where_names_are_hidden_to_the_staff_alone),
        cmocka_unit_test(nor_to_whom_they_let_write_captions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
