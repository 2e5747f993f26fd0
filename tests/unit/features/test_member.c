/* SPDX-License-Identifier: Apache-2.0
 * server/features/member.c */
#include <stdio.h>
#include <string.h>

#include "features/member.h"
#include "features/presence.h"
#include "features/stage.h"
#include "help_room.h"

static const struct feature *const features[] = {&stage_feature, &member_feature, &presence_feature,
                                                 NULL};

static enum err set(struct help_room *help, const char *by, const char *whom, const char *role)
{
    return help_sendf(help, by, "member.set", "{'whom':'%s','role':'%s'}", whom, role);
}

static enum err policy(struct help_room *help, const char *by, const char *name)
{
    return help_sendf(help, by, "member.policy", "{'policy':'%s'}", name);
}

static struct help_room *room_started(const char *name)
{
    struct help_room *help = help_room_new(name, features);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(set(help, "system", "h1", "host"), ERR_NONE);
    return help;
}

static enum role role(struct help_room *help, const char *person)
{
    return room_role(help_room(help), slice_of(person));
}

static void strangers_have_no_role_until_the_policy_is_open(void **state)
{
    static const char *const rooms[] = {"webinar:w1", "course:c1"};
    for (size_t i = 0; i < 2; i++) {
        struct help_room *help = room_started(rooms[i]);
        assert_int_equal(role(help, "u1"), ROLE_NONE);
        assert_int_equal(policy(help, "h1", "open"), ERR_NONE);
        assert_int_equal(role(help, "u1"), ROLE_PARTICIPANT);
        assert_int_equal(policy(help, "system", "members"), ERR_NONE);
        assert_int_equal(role(help, "u1"), ROLE_NONE);
        assert_int_equal(role(help, "h1"), ROLE_HOST);
        help_room_free(&help);
    }
}

static void a_policy_of_another_name_is_refused(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(policy(help, "h1", "other"), ERR_BAD_REQUEST);
    assert_int_equal(policy(help, "h1", "ask"), ERR_BAD_REQUEST); /* nobody could wait */
    assert_int_equal(help_send(help, "h1", "member.policy", "{}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void only_the_host_opens_the_room_to_strangers(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(set(help, "h1", "m1", "moderator"), ERR_NONE);
    assert_int_equal(policy(help, "m1", "open"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void the_view_names_staff_only(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(set(help, "h1", "u1", "participant"), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(
        help_send(help, "h1", "member.set", "{'whom':'p1','role':'presenter','name':' Amélie '}"),
        ERR_NONE);
    expect_patch(help, RINGS_INSIDE,
                 "{'member':{'staff':{'p1':{'name':'Amélie','role':'presenter'}}}}");
    expect_view(help, RINGS_INSIDE, "member",
                "{'staff':{'h1':{'name':'h1','role':'host'},"
                "'p1':{'name':'Amélie','role':'presenter'}}}");
    expect_unseen(help, RINGS_INSIDE, "\"u1\"");
    help_room_free(&help);
}

static void a_name_once_given_is_kept(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(
        help_send(help, "h1", "member.set", "{'whom':'p1','role':'presenter','name':'Amélie'}"), 0);
    assert_int_equal(set(help, "h1", "p1", "moderator"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "member/staff/p1", "{'name':'Amélie','role':'moderator'}");
    assert_int_equal(
        help_send(help, "h1", "member.set", "{'whom':'p1','role':'moderator','name':'Amy'}"), 0);
    expect_view(help, RINGS_INSIDE, "member/staff/p1/name", "'Amy'");
    help_room_free(&help);
}

static void who_leaves_the_staff_and_returns_is_seen_by_every_copy(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(set(help, "h1", "p1", "moderator"), ERR_NONE);
        assert_int_equal(set(help, "h1", "p1", "participant"), ERR_NONE);
        expect_patch(help, HELP_STAFF, "{'member':{'staff':{'p1':null}}}");
        assert_int_equal(set(help, "h1", "p1", "participant"), ERR_NONE);
        expect_patch(help, HELP_STAFF, NULL);
    }
    help_room_free(&help);
}

static void a_person_is_told_of_a_new_role(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(set(help, "h1", "m1", "presenter"), ERR_NONE);
    help_follow_person(help, "m1");
    assert_int_equal(set(help, "h1", "m1", "moderator"), ERR_NONE);
    expect_patch_me(help, "m1", "{'role':'moderator'}");
    expect_me(help, "m1", "", "{'id':'m1','role':'moderator'}");
    help_room_free(&help);
}

static void a_moderator_never_touches_a_host(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(set(help, "h1", "m1", "moderator"), ERR_NONE);
    assert_int_equal(set(help, "m1", "h1", "participant"), ERR_PERMISSION_DENIED);
    assert_int_equal(set(help, "m1", "m1", "host"), ERR_PERMISSION_DENIED);
    assert_int_equal(set(help, "m1", "u1", "presenter"), ERR_NONE);
    assert_int_equal(set(help, "h1", "m1", "host"), ERR_NONE);
    assert_int_equal(set(help, "m1", "h1", "participant"), ERR_NONE);
    help_room_free(&help);
}

static void participants_and_presenters_appoint_nobody(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(set(help, "h1", "p1", "presenter"), ERR_NONE);
    assert_int_equal(set(help, "h1", "u1", "participant"), ERR_NONE);
    assert_int_equal(set(help, "p1", "p1", "host"), ERR_PERMISSION_DENIED);
    assert_int_equal(set(help, "u1", "u1", "host"), ERR_PERMISSION_DENIED);
    assert_int_equal(set(help, "u2", "u2", "participant"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void the_order_decides_between_a_host_and_the_moderator_he_removes(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(set(help, "h1", "m1", "moderator"), ERR_NONE);
    assert_int_equal(help_append(help, "h1", "member.set", "{'whom':'m1','role':'none'}"), 0);
    assert_int_equal(help_append(help, "m1", "member.set", "{'whom':'m2','role':'moderator'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(role(help, "m2"), ROLE_NONE);
    help_room_free(&help);
}

static void who_was_set_to_none_stays_out_of_an_open_room(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(policy(help, "h1", "open"), ERR_NONE);
    assert_int_equal(set(help, "h1", "u1", "none"), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_NONE);
    assert_int_equal(role(help, "u2"), ROLE_PARTICIPANT);
    help_room_free(&help);
}

static void what_does_not_fit_a_member_is_refused(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    static const char *const bad[] = {
        "{'role':'host'}",
        "{'whom':'','role':'host'}",
        "{'whom':'two words','role':'host'}",
        "{'whom':'system','role':'host'}",
        "{'whom':'u1'}",
        "{'whom':'u1','role':'system'}",
        "{'whom':'u1','role':'host','name':7}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "system", "member.set", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(
        help_send(help, "system", "member.set", "{'whom':'u1','role':'host','name':' '}"),
        ERR_TEXT_INVALID);
    char name[BOUND_NAME_CHARS + 2] = {0};
    memset(name, 'x', BOUND_NAME_CHARS + 1);
    assert_int_equal(
        help_sendf(help, "system", "member.set", "{'whom':'u1','role':'host','name':'%s'}", name),
        ERR_TEXT_TOO_LONG);
    help_room_free(&help);
}

static void the_staff_is_bounded(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    enum err error = ERR_NONE;
    int set_count = 1;
    char whom[16];
    while (!error && set_count < 1000) {
        snprintf(whom, sizeof whom, "p%d", set_count);
        error = set(help, "system", whom, "presenter");
        set_count += !error;
    }
    assert_int_equal(error, ERR_LIMIT_EXCEEDED);
    assert_int_equal(set_count, 500);
    assert_int_equal(set(help, "h1", "p1", "moderator"), ERR_NONE);
    assert_int_equal(set(help, "h1", "p1", "participant"), ERR_NONE);
    assert_int_equal(set(help, "h1", whom, "presenter"), ERR_NONE);
    help_room_free(&help);
}

static void a_room_keeps_a_host(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    static const char *const roles[] = {"participant", "moderator", "none"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(set(help, "h1", "h1", roles[i]), ERR_LAST_HOST);
        assert_int_equal(set(help, "system", "h1", roles[i]), ERR_LAST_HOST);
    }
    assert_int_equal(set(help, "h1", "h1", "host"), ERR_NONE);
    assert_int_equal(set(help, "h1", "h2", "host"), ERR_NONE);
    assert_int_equal(set(help, "h1", "h1", "participant"), ERR_NONE);
    /* Two who step down at once: the order leaves one. */
    assert_int_equal(set(help, "h2", "h1", "host"), ERR_NONE);
    assert_int_equal(help_append(help, "h1", "member.set", "{'whom':'h2','role':'none'}"),
                     ERR_NONE);
    assert_int_equal(help_append(help, "h2", "member.set", "{'whom':'h1','role':'none'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(set(help, "h1", "h1", "none"), ERR_LAST_HOST);
    help_room_free(&help);
}

static enum err admit(struct help_room *help, const char *whom, const char *role)
{
    return help_sendf(help, "system", "member.admit", "{'whom':'%s','role':'%s'}", whom, role);
}

static void who_is_admitted_keeps_what_the_room_gave(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(admit(help, "u1", "participant"), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_PARTICIPANT);
    expect_effects(help,
                   "room inbox:u1 inbox.room {'of':'webinar:w1','role':'participant','cause':3}\n");
    assert_int_equal(admit(help, "h1", "participant"), ERR_NONE);
    assert_int_equal(role(help, "h1"), ROLE_HOST);
    assert_int_equal(set(help, "h1", "u2", "none"), ERR_NONE);
    expect_effects(help, "room inbox:u2 inbox.room {'of':'webinar:w1','role':'none','cause':5}\n");
    assert_int_equal(admit(help, "u2", "participant"), ERR_NONE);
    assert_int_equal(role(help, "u2"), ROLE_NONE);
    assert_int_equal(room_row(help_room(help), SLICE("member.admit"))->roles, ROLE_SYSTEM);
    help_room_free(&help);
}

/* Who did not want to come after all comes again, in whatever order that arrives. */
static void whom_the_academy_took_out_it_lets_in_again(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    static const char admit_by[] = "{'whom':'u1','role':'participant','cause':%d}";
    static const char none_by[] = "{'whom':'u1','role':'none','cause':%d}";
    assert_int_equal(help_sendf(help, "system", "member.admit", admit_by, 10), ERR_NONE);
    assert_int_equal(help_sendf(help, "system", "member.set", none_by, 12), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_NONE);
    assert_int_equal(help_sendf(help, "system", "member.admit", admit_by, 11), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_NONE);
    assert_int_equal(help_sendf(help, "system", "member.admit", admit_by, 14), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_PARTICIPANT);
    assert_int_equal(help_sendf(help, "system", "member.admit", admit_by, 18), ERR_NONE);
    assert_int_equal(help_sendf(help, "system", "member.set", none_by, 16), ERR_NONE); /* late */
    assert_int_equal(role(help, "u1"), ROLE_PARTICIPANT);
    /* Whom the room's own team took out stays outside. */
    assert_int_equal(set(help, "h1", "u1", "none"), ERR_NONE);
    assert_int_equal(help_sendf(help, "system", "member.admit", admit_by, 20), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_NONE);
    help_room_free(&help);
    (void)state;
}

/* Two instances: what the catalogue said first may come last. */
static void a_role_of_the_catalogue_that_comes_late_is_overtaken(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    static const char given[] = "{'whom':'u1','role':'%s','cause':%d}";
    assert_int_equal(help_sendf(help, "system", "member.set", given, "participant", 9), ERR_NONE);
    assert_int_equal(help_sendf(help, "system", "member.set", given, "host", 7), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_PARTICIPANT);
    assert_int_equal(help_sendf(help, "system", "member.set", given, "presenter", 10), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_PRESENTER);
    assert_int_equal(set(help, "h1", "u1", "moderator"), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_MODERATOR);
    assert_int_equal(help_sendf(help, "h1", "member.set", given, "host", 99),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

/* Who is no host there any more is none here, whoever else rests. */
static void the_academy_says_who_hosts_a_room(void **state)
{
    struct help_room *help = room_started("course:c1");
    assert_int_equal(
        help_send(help, "system", "member.set", "{'whom':'h1','role':'participant','cause':8}"),
        ERR_NONE);
    assert_int_equal(room_role(help_room(help), SLICE("h1")), ROLE_PARTICIPANT);
    assert_int_equal(set(help, "system", "h1", "host"), ERR_NONE);
    help_room_free(&help);
    (void)state;
}

static void a_name_is_one_line(void **state)
{
    struct help_room *help = room_started("webinar:w1");
    assert_int_equal(help_send(help, "h1", "member.set",
                               "{'whom':'p1','role':'presenter','name':' Member\\nHost: x '}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "member/staff/p1/name", "'Member Host: x'");
    assert_int_equal(
        help_send(help, "h1", "member.set", "{'whom':'p1','role':'presenter','name':'\\u2800'}"),
        ERR_TEXT_INVALID);
    help_room_free(&help);
}

static void a_host_rests_and_comes_back(void **state)
{
    struct help_room *help = help_room_new("course:c1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'C'}}"), ERR_NONE);
    /* What is said of somebody comes before they are here. */
    assert_int_equal(
        help_send(help, "system", "member.rest", "{'whom':'h1','rests':true,'cause':7}"), ERR_NONE);
    expect_effects(help, "");
    for (int i = 1; i <= 2; i++)
        assert_int_equal(
            help_sendf(help, "system", "member.set", "{'whom':'h%d','role':'host'}", i), ERR_NONE);
    assert_int_equal(room_role(help_room(help), SLICE("h1")), ROLE_PARTICIPANT);
    expect_view(help, RINGS_INSIDE, "member/staff/h1", "{'name':'h1','role':'host','rests':true}");
    assert_int_equal(help_append(help, "h1", "member.policy", "{'policy':'open'}"),
                     ERR_PERMISSION_DENIED);
    /* Who rests does not keep the room. */
    assert_int_equal(
        help_append(help, "system", "member.set", "{'whom':'h2','role':'participant'}"),
        ERR_LAST_HOST);
    /* An earlier word that comes late. */
    assert_int_equal(
        help_send(help, "system", "member.rest", "{'whom':'h1','rests':false,'cause':6}"),
        ERR_NONE);
    assert_int_equal(room_role(help_room(help), SLICE("h1")), ROLE_PARTICIPANT);
    assert_int_equal(
        help_send(help, "system", "member.rest", "{'whom':'h1','rests':false,'cause':9}"),
        ERR_NONE);
    expect_effects(help, "room inbox:h1 inbox.room {'of':'course:c1','role':'host','cause':8}\n");
    assert_int_equal(room_role(help_room(help), SLICE("h1")), ROLE_HOST);
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'h2','role':'participant'}"),
                     ERR_NONE);
    help_room_free(&help);
    (void)state;
}

static void who_took_the_room_over_is_told_to_everybody(void **state)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'W'}}"), ERR_NONE);
    assert_int_equal(set(help, "system", "h1", "host"), ERR_NONE);
    assert_int_equal(help_send(help, "system", "member.taken", "{'whom':'p'}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "member/taken/name", "'p'");
    assert_int_equal(help_send(help, "system", "member.taken", "{'whom':'o','name':'Member'}"),
                     ERR_NONE);
    expect_patch(help, RINGS_INSIDE,
                 "{'member':{'taken':{'by':'o','name':'Member','at':1700000000000}}}");
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strangers_have_no_role_until_the_policy_is_open),
        cmocka_unit_test(a_policy_of_another_name_is_refused),
        cmocka_unit_test(only_the_host_opens_the_room_to_strangers),
        cmocka_unit_test(the_view_names_staff_only),
        cmocka_unit_test(a_name_once_given_is_kept),
        cmocka_unit_test(who_leaves_the_staff_and_returns_is_seen_by_every_copy),
        cmocka_unit_test(a_person_is_told_of_a_new_role),
        cmocka_unit_test(a_moderator_never_touches_a_host),
        cmocka_unit_test(participants_and_presenters_appoint_nobody),
        cmocka_unit_test(the_order_decides_between_a_host_and_the_moderator_he_removes),
        cmocka_unit_test(who_was_set_to_none_stays_out_of_an_open_room),
        cmocka_unit_test(what_does_not_fit_a_member_is_refused),
        cmocka_unit_test(the_staff_is_bounded),
        cmocka_unit_test(a_room_keeps_a_host),
        cmocka_unit_test(who_is_admitted_keeps_what_the_room_gave),
        cmocka_unit_test(whom_the_academy_took_out_it_lets_in_again),
        cmocka_unit_test(a_role_of_the_catalogue_that_comes_late_is_overtaken),
        cmocka_unit_test(the_academy_says_who_hosts_a_room),
        cmocka_unit_test(a_name_is_one_line),
        cmocka_unit_test(a_host_rests_and_comes_back),
        cmocka_unit_test(who_took_the_room_over_is_told_to_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
