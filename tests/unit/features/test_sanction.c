/* SPDX-License-Identifier: Apache-2.0
 * server/features/sanction.c */
#include <stdio.h>

#include "features/sanction.h"
#include "help_webinar.h"

static enum err silence(struct help_room *help, const char *by, const char *whom, bool silent)
{
    return help_sendf(help, by, "member.silence", "{'whom':'%s','silent':%s,'why':'Canary'}", whom,
                      silent ? "true" : "false");
}

static enum err ban(struct help_room *help, const char *by, const char *whom)
{
    return help_sendf(help, by, "member.ban", "{'whom':'%s','name':'N %s','why':'Canary'}", whom,
                      whom);
}

static enum role role(struct help_room *help, const char *person)
{
    return room_role(help_room(help), slice_of(person));
}

static void a_silenced_person_reads_only_and_knows_why(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'Before'}"), ERR_NONE);
    assert_int_equal(silence(help, "m1", "u1", true), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_GUEST);
    expect_patch_me(help, "u1",
                    "{'role':'guest','sanction':{'silent':true,'at':1700000000000,"
                    "'why':'Canary'}}");
    expect_unseen(help, RINGS_INSIDE, "Canary");
    expect_view(help, HELP_STAFF, "sanction/silenced/u1/by", "'m1'");
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'After'}"), ERR_SILENCED);
    assert_int_equal(help_send(help, "u1", "stage.phase", "{'to':'ended'}"), ERR_PERMISSION_DENIED);
    struct buffer page;
    buffer_init(&page, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u1", "chat.history", "{'before':9}", &page), ERR_NONE);
    buffer_done(&page);
    assert_int_equal(silence(help, "m1", "u1", true), ERR_ALREADY_EXISTS);
    assert_int_equal(silence(help, "m1", "u1", false), ERR_NONE);
    expect_patch_me(help, "u1",
                    "{'role':'participant','sanction':{'silent':false,'at':null,'why':null}}");
    expect_view(help, HELP_STAFF, "sanction", "{'silenced':{},'banned':{}}");
    assert_int_equal(silence(help, "m1", "u1", false), ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'Again'}"), ERR_NONE);
    help_room_free(&help);
}

static void who_is_sent_out_in_silence_is_told_once_of_it(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(silence(help, "m1", "u1", true), ERR_NONE);
    assert_int_equal(silence(help, "m1", "u2", true), ERR_NONE);
    assert_int_equal(silence(help, "m1", "u2", false), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "member.remove", "{'whom':'u1'}"), ERR_NONE);
    expect_patch_me(
        help, "u1",
        "{'role':'guest','sanction':{'silent':true,'at':1700000000000,'why':'Canary'}}");
    help_room_free(&help);
}

static void what_a_guest_may_is_told(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(
        help, RINGS_INSIDE, "can/guest",
        "{'stage.media':true,'attendance.own':true,'chat.history':true,'direct.history':true,'poll."
        "results':true,"
        "'poll.place':true,'survey.own':true,'reaction.minutes':true,'captions.history':true,'"
        "slide.pages':true,'"
        "notes.history':true,"
        "'media.address':true,'film.get':true}");
    expect_view(help, RINGS_INSIDE, "can/host", NULL);
    expect_view(help, RINGS_INSIDE, "can/waiting", NULL);
    help_room_free(&help);
}

static void a_banned_person_has_no_role_until_it_is_taken_back(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "m1", "member.ban", "{'whom':'u1'}"), ERR_BAD_REQUEST);
    assert_int_equal(ban(help, "m1", "u1"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(role(help, "u1"), ROLE_NONE);
    assert_true(rings_none(room_rings(help_room(help), SLICE("u1"))));
    expect_view(help, HELP_STAFF, "sanction/banned/u1",
                "{'name':'N u1','by':'m1','at':1700000000000,'why':'Canary'}");
    assert_int_equal(ban(help, "h1", "u1"), ERR_ALREADY_EXISTS);
    assert_int_equal(silence(help, "h1", "u1", true), ERR_ALREADY_EXISTS);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'I'}"), ERR_PERMISSION_DENIED);
    assert_int_equal(
        help_send(help, "system", "member.admit", "{'whom':'u1','role':'participant'}"), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_NONE);
    assert_int_equal(help_send(help, "m1", "member.unban", "{'whom':'u1'}"), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_PARTICIPANT);
    assert_int_equal(help_send(help, "m1", "member.unban", "{'whom':'u1'}"), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void who_is_sent_away_is_told_why_and_loses_the_hand(void **state)
{
    static const char *const types[] = {"member.remove", "member.ban", "member.silence"};
    struct expelled expelled;
    for (size_t i = 0; i < 3; i++) {
        struct help_room *help = help_webinar_new();
        assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_NONE);
        assert_int_equal(help_send(help, "u2", "hand.raise", "{}"), ERR_NONE);
        assert_int_equal(help_sendf(help, "m1", types[i], "{'whom':'u1','why':'W'%s}",
                                    i == 2 ? ",'silent':true" : ""),
                         ERR_NONE);
        help_tally(help);
        expect_view(help, RINGS_INSIDE, "hand/count", "1");
        const struct entry entry = {.type = slice_of(types[i])};
        struct json *data = NULL;
        assert_int_equal(json_parse(SLICE("{\"whom\":\"u1\",\"why\":\"W\"}"), &data), 0);
        struct entry said = entry;
        said.data = data;
        assert_int_equal(room_expels(help_room(help), &said, &expelled), i < 2);
        if (i < 2) {
            assert_int_equal(expelled.code, i ? SANCTION_BANNED : SANCTION_REMOVED);
            assert_true(slice_is(expelled.why, "W") && slice_is(expelled.person, "u1"));
        }
        json_free(&data);
        help_room_free(&help);
    }
}

static void nobody_of_the_staff_is_sent_away_so_that_a_host_stays(void **state)
{
    static const char *const staff[] = {"h1", "m1", "p1"};
    struct help_room *help = help_webinar_new();
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(silence(help, "h1", staff[i], true), ERR_STAFF_PERSON);
        assert_int_equal(ban(help, "h1", staff[i]), ERR_STAFF_PERSON);
        assert_int_equal(help_sendf(help, "h1", "member.remove", "{'whom':'%s'}", staff[i]),
                         ERR_STAFF_PERSON);
    }
    assert_int_equal(ban(help, "p1", "u1"), ERR_PERMISSION_DENIED);
    assert_int_equal(ban(help, "u2", "u1"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "h1", "member.ban", "{'whom':'system','why':'W'}"),
                     ERR_BAD_REQUEST);
    help_room_free(&help);
}

/* The role of a host may rest, and what happens meanwhile must not cost the room its host. */
static void who_joins_the_staff_is_free_of_it(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(ban(help, "h1", "u1"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'u1','role':'host'}"), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_HOST);
    expect_view(help, HELP_STAFF, "sanction/banned", "{}");
    assert_int_equal(
        help_send(help, "system", "member.rest", "{'whom':'u1','rests':true,'cause':1}"), ERR_NONE);
    assert_int_equal(ban(help, "h1", "u1"), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_NONE);
    assert_int_equal(
        help_send(help, "system", "member.rest", "{'whom':'u1','rests':false,'cause':2}"),
        ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_HOST);
    help_room_free(&help);
}

static void a_room_counts_them_up_to_its_bound(void **state)
{
    struct help_room *help = help_webinar_new();
    char whom[16];
    for (int i = 0; i < BOUND_SANCTIONS; i++) {
        snprintf(whom, sizeof whom, "x%d", i);
        assert_int_equal(ban(help, "m1", whom), ERR_NONE);
    }
    assert_int_equal(ban(help, "m1", "u1"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(silence(help, "m1", "u1", true), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "m1", "member.remove", "{'whom':'u1'}"), ERR_NONE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_silenced_person_reads_only_and_knows_why),
        cmocka_unit_test(who_is_sent_out_in_silence_is_told_once_of_it),
        cmocka_unit_test(what_a_guest_may_is_told),
        cmocka_unit_test(a_banned_person_has_no_role_until_it_is_taken_back),
        cmocka_unit_test(who_is_sent_away_is_told_why_and_loses_the_hand),
        cmocka_unit_test(nobody_of_the_staff_is_sent_away_so_that_a_host_stays),
        cmocka_unit_test(who_joins_the_staff_is_free_of_it),
        cmocka_unit_test(a_room_counts_them_up_to_its_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
