/* SPDX-License-Identifier: Apache-2.0
 * server/features/lock.c, and how the room asks it. */
#include "features/lock.h"

#include "help_webinar.h"

static enum err lock(struct help_room *help, const char *data)
{
    return help_send(help, "m1", "lock.set", data);
}

static void what_is_locked_is_refused_to_participants_alone(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_view(help, RINGS_INSIDE, "lock", "{'roster':true}");
    assert_int_equal(lock(help, "{'chat':true,'hands':true}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "lock", "{'chat':true,'hands':true,'roster':true}");
    expect_view(help, RINGS_INSIDE, "can/participant/chat.post", NULL);
    expect_view(help, RINGS_INSIDE, "can/participant/hand.raise", NULL);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'I'}"), ERR_LOCKED);
    assert_int_equal(help_append(help, "u1", "chat.post", "{'text':'I'}"), ERR_LOCKED);
    assert_int_equal(help_send(help, "p1", "chat.post", "{'text':'I'}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_LOCKED);
    assert_int_equal(help_send(help, "u1", "question.ask", "{'text':'Why?'}"), ERR_NONE);
    assert_int_equal(lock(help, "{'chat':false,'hands':false}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "lock", "{'roster':true}");
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'I'}"), ERR_NONE);
    help_room_free(&help);
}

static void what_was_raised_is_taken_back_all_the_same(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_NONE);
    assert_int_equal(lock(help, "{'hands':true}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "hand.lower", "{}"), ERR_NONE);
    help_room_free(&help);
}

static void the_roster_is_for_staff_until_it_is_opened(void **state)
{
    struct help_room *help = help_webinar_new();
    struct buffer page;
    buffer_init(&page, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u1", "presence.roster", "{}", &page), ERR_PERMISSION_DENIED);
    expect_view(help, RINGS_INSIDE, "can/participant/presence.roster", NULL);
    assert_int_equal(help_query(help, "p1", "presence.roster", "{}", &page), ERR_NONE);
    assert_int_equal(lock(help, "{'roster':false}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "can/participant/presence.roster", "true");
    buffer_clear(&page);
    assert_int_equal(help_query(help, "u1", "presence.roster", "{}", &page), ERR_NONE);
    buffer_done(&page);
    help_room_free(&help);
}

/* What remains of it when its words are erased says so too: help_room_free looks. */
static void one_may_be_locked_out_of_the_notes_alone(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(
        help_send(help, "m1", "lock.person", "{'whom':'u1','notes':true,'why':'Scribbles'}"),
        ERR_NONE);
    expect_me(help, "u1", "lock/cannot/notes.add", "true");
    assert_int_equal(help_send(help, "u1", "notes.add", "{'text':'I'}"), ERR_LOCKED);
    assert_int_equal(help_send(help, "u2", "notes.add", "{'text':'I'}"), ERR_NONE);
    help_room_free(&help);
}

static void a_lock_says_something_new(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(lock(help, "{}"), ERR_BAD_REQUEST);
    assert_int_equal(lock(help, "{'chat':1}"), ERR_BAD_REQUEST);
    assert_int_equal(lock(help, "{'chat':false}"), ERR_ALREADY_EXISTS);
    assert_int_equal(help_send(help, "p1", "lock.set", "{'chat':true}"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static enum err lock_one(struct help_room *help, const char *data)
{
    return help_send(help, "m1", "lock.person", data);
}

static void one_person_is_locked_out_and_told_why(void **state)
{
    struct help_room *help = help_webinar_new();
    expect_me(help, "u1", "lock", "{'locked':false}");
    assert_int_equal(lock_one(help, "{'whom':'u1','name':'One','chat':true,'direct':true,"
                                    "'why':'Canary'}"),
                     ERR_NONE);
    expect_me(help, "u1", "lock/locked", "true");
    expect_me(help, "u1", "lock/why", "'Canary'");
    expect_me(help, "u1", "lock/cannot/chat.post", "true");
    expect_me(help, "u1", "lock/cannot/chat.delete", NULL);
    expect_me(help, "u1", "lock/cannot/hand.raise", NULL);
    expect_view(help, HELP_STAFF, "lock/people/u1/chat", "true");
    expect_view(help, HELP_STAFF, "lock/people/u1/by", "'m1'");
    expect_view(help, RINGS_INSIDE, "lock/people", NULL);
    expect_unseen(help, RINGS_INSIDE, "Canary");
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'I'}"), ERR_LOCKED);
    assert_int_equal(help_append(help, "u1", "chat.post", "{'text':'I'}"), ERR_LOCKED);
    assert_int_equal(help_send(help, "u2", "chat.post", "{'text':'I'}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "hand.raise", "{}"), ERR_NONE);
    assert_int_equal(lock_one(help, "{'whom':'u1','hands':true}"), ERR_NONE);
    expect_me(help, "u1", "lock/cannot/hand.raise", "true");
    expect_me(help, "u1", "lock/why", "'Canary'");
    assert_int_equal(help_send(help, "u1", "hand.lower", "{}"), ERR_NONE);
    assert_int_equal(lock_one(help, "{'whom':'u1','chat':false,'direct':false,'hands':false}"),
                     ERR_NONE);
    expect_me(help, "u1", "lock", "{'locked':false}");
    expect_view(help, HELP_STAFF, "lock/people", "{}");
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'I'}"), ERR_NONE);
    help_room_free(&help);
}

static void a_lock_for_one_says_something_new_and_is_for_no_staff(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(lock_one(help, "{'whom':'u1'}"), ERR_BAD_REQUEST);
    assert_int_equal(lock_one(help, "{'whom':'u1','roster':true}"), ERR_BAD_REQUEST);
    assert_int_equal(lock_one(help, "{'whom':'u1','chat':false}"), ERR_ALREADY_EXISTS);
    assert_int_equal(lock_one(help, "{'whom':'p1','chat':true}"), ERR_STAFF_PERSON);
    assert_int_equal(help_send(help, "u1", "lock.person", "{'whom':'u2','chat':true}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(lock_one(help, "{'whom':'u1','chat':true}"), ERR_NONE);
    assert_int_equal(lock_one(help, "{'whom':'u1','chat':true,'why':'W'}"), ERR_ALREADY_EXISTS);
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'u1','role':'presenter'}"),
                     ERR_NONE);
    expect_me(help, "u1", "lock", "{'locked':false}");
    expect_view(help, HELP_STAFF, "lock/people", "{}");
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'u1','role':'participant'}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'I'}"), ERR_NONE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_locked_is_refused_to_participants_alone),
        cmocka_unit_test(what_was_raised_is_taken_back_all_the_same),
        cmocka_unit_test(the_roster_is_for_staff_until_it_is_opened),
        cmocka_unit_test(one_may_be_locked_out_of_the_notes_alone),
        cmocka_unit_test(a_lock_says_something_new),
        cmocka_unit_test(one_person_is_locked_out_and_told_why),
        cmocka_unit_test(a_lock_for_one_says_something_new_and_is_for_no_staff),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
