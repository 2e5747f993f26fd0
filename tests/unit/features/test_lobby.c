/* SPDX-License-Identifier: Apache-2.0
 * server/features/lobby.c */
#include <stdio.h>
#include <string.h>

#include "features/lobby.h"
#include "help_webinar.h"

static struct help_room *asking(void)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'ask'}"), ERR_NONE);
    return help;
}

static enum err arrive(struct help_room *help, const char *id, const char *node)
{
    char data[200];
    snprintf(data, sizeof data, "{'people':{'%s':'Name %s'},'node':'%s'}", id, id, node);
    return help_append_raw(help, "system", "lobby.arrive", data);
}

static enum err leave(struct help_room *help, const char *id, const char *node)
{
    char data[200];
    snprintf(data, sizeof data, "{'people':['%s'],'node':'%s'}", id, node);
    return help_append_raw(help, "system", "lobby.leave", data);
}

static enum err join(struct help_room *help, const char *id)
{
    char data[200];
    snprintf(data, sizeof data, "{'people':{'%s':'Name %s'}}", id, id);
    return help_append_raw(help, "system", "presence.join", data);
}

static enum role role(struct help_room *help, const char *person)
{
    return room_role(help_room(help), slice_of(person));
}

static bool due(struct help_room *help)
{
    struct due due = {0};
    return room_due(help_room(help), INT64_MAX - 1, &due) && strcmp(due.type, "lobby.seat") == 0;
}

static void strangers_wait_and_see_their_place_and_nothing_of_inside(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(role(help, "u5"), ROLE_WAITING);
    assert_int_equal(help_send(help, "p1", "chat.post", "{'text':'Canary'}"), ERR_NONE);
    expect_patch(help, RINGS_WAITING, NULL);
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u6", "n1"), ERR_NONE);
    expect_me(help, "u6", "lobby/ticket", "2");
    expect_me(help, "u6", "", "{'id':'u6','role':'waiting','lobby':{'ticket':2}}");
    expect_view(help, RINGS_WAITING, "lobby",
                "{'count':2,'line':{'1':{'place':false},'2':{'place':false}}}");
    expect_view(help, RINGS_INSIDE, "lobby", NULL);
    expect_view(help, HELP_STAFF, "lobby/line/1/name", "'Name u5'");
    expect_view(help, RINGS_WAITING, "can", "{'waiting':{'lobby.place':true}}");
    expect_view(help, RINGS_WAITING, "stage/title", "{'en':'Evidence'}");
    static const char *const others[] = {"chat", "poll", "member", "presence", "hand", "lock"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        expect_view(help, RINGS_WAITING, others[i], NULL);
    expect_unseen(help, RINGS_WAITING, "Canary");
    assert_int_equal(help_send(help, "u5", "chat.post", "{'text':'I'}"), ERR_WAITING);
    help_room_free(&help);
}

static void the_stream_is_not_for_those_outside(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(help_send(help, "h1", "stage.stream", "{'url':'/media/a.mp4','type':'mp4'}"),
                     ERR_NONE);
    expect_patch(help, RINGS_WAITING, NULL);
    expect_unseen(help, RINGS_WAITING, "a.mp4");
    expect_view(help, RINGS_INSIDE, "stage/stream/type", "'mp4'");
    help_room_free(&help);
}

static void who_is_admitted_is_a_participant(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(help_send(help, "m1", "lobby.admit", "{'whom':'u5'}"), ERR_NOT_WAITING);
    assert_int_equal(help_send(help, "m1", "lobby.admit", "{'all':true}"), ERR_NOT_WAITING);
    for (int i = 5; i < 9; i++) {
        char id[16];
        snprintf(id, sizeof id, "u%d", i);
        assert_int_equal(arrive(help, id, "n1"), ERR_NONE);
    }
    assert_int_equal(help_send(help, "u1", "lobby.admit", "{'whom':'u6'}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "lobby.admit", "{'whom':'u6'}"), ERR_NONE);
    expect_patch(help, RINGS_WAITING, "{'lobby':{'count':3,'line':{'2':null}}}");
    assert_int_equal(role(help, "u6"), ROLE_PARTICIPANT);
    assert_int_equal(help_send(help, "h1", "lobby.admit", "{'all':true}"), ERR_NONE);
    expect_view(help, RINGS_WAITING, "lobby", "{'count':0,'line':{}}");
    assert_int_equal(role(help, "u8"), ROLE_PARTICIPANT);
    assert_int_equal(help_send(help, "h1", "lobby.admit", "{'all':false}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void who_was_inside_is_no_stranger_unless_sent_out(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(join(help, "u5"), ERR_NONE);
    assert_int_equal(join(help, "u6"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'ask'}"), ERR_NONE);
    assert_int_equal(role(help, "u5"), ROLE_PARTICIPANT);
    assert_int_equal(help_send(help, "m1", "member.remove", "{'whom':'u6'}"), ERR_NONE);
    assert_int_equal(role(help, "u6"), ROLE_WAITING);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'closed'}"), ERR_NONE);
    assert_int_equal(role(help, "u5"), ROLE_PARTICIPANT);
    assert_int_equal(role(help, "u9"), ROLE_NONE);
    assert_int_equal(role(help, "p1"), ROLE_PRESENTER);
    help_room_free(&help);
}

/* Their place is dropped a moment later. */
static void who_is_inside_is_told_of_no_place(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "lobby.tell", "{'whom':'u5','text':'Soon'}"), ERR_NONE);
    expect_me(help, "u5", "lobby", "{'ticket':1,'told':'Soon'}");
    assert_int_equal(help_send(help, "h1", "member.set", "{'whom':'u5','role':'presenter'}"),
                     ERR_NONE);
    expect_me(help, "u5", "lobby", NULL);
    assert_int_equal(leave(help, "u5", "n1"), ERR_NONE);
    expect_me(help, "u5", "lobby", NULL);
    help_room_free(&help);
}

/* They were not told that they had lost their place, for their instance was gone. */
static void who_comes_anew_is_rid_of_what_they_were_told(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "lobby.tell", "{'whom':'u5','text':'Soon'}"), ERR_NONE);
    assert_int_equal(help_append_raw(help, "system", "presence.gone", "{'node':'n1'}"), ERR_NONE);
    help_follow_person(help, "u5");
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    expect_patch_me(help, "u5", "{'role':'waiting','lobby':{'ticket':2,'told':null}}");
    help_room_free(&help);
}

static void strangers_in_the_line_keep_out_nobody_whom_the_room_knows(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(help_send(help, "h1", "lobby.capacity", "{'capacity':2}"), ERR_NONE);
    assert_int_equal(
        help_append_raw(help, "system", "member.set", "{'whom':'u7','role':'participant'}"),
        ERR_NONE);
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(role(help, "u7"), ROLE_PARTICIPANT);
    assert_int_equal(join(help, "p1"), ERR_NONE);
    assert_int_equal(join(help, "h1"), ERR_NONE);
    assert_int_equal(role(help, "u7"), ROLE_WAITING);
    help_room_free(&help);
}

static void a_room_that_is_closed_keeps_a_place_for_nobody_who_waited(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'closed'}"), ERR_NONE);
    assert_int_equal(role(help, "u5"), ROLE_NONE);
    expect_view(help, HELP_STAFF, "lobby/count", "0");
    assert_false(due(help));
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'ask'}"), ERR_NONE);
    assert_int_equal(role(help, "u5"), ROLE_WAITING);
    help_room_free(&help);
}

static void who_was_sent_out_of_a_closed_room_is_new_there(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(join(help, "u5"), ERR_NONE);
    assert_int_equal(join(help, "u6"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "member.remove", "{'whom':'u5'}"), ERR_NONE);
    assert_int_equal(role(help, "u5"), ROLE_PARTICIPANT);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'ask'}"), ERR_NONE);
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'closed'}"), ERR_NONE);
    assert_int_equal(role(help, "u5"), ROLE_NONE);
    assert_int_equal(role(help, "u6"), ROLE_PARTICIPANT);
    assert_int_equal(help_send(help, "h1", "member.remove", "{'whom':'u6'}"), ERR_NONE);
    assert_int_equal(role(help, "u6"), ROLE_NONE);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'open'}"), ERR_NONE);
    assert_int_equal(role(help, "u6"), ROLE_PARTICIPANT);
    help_room_free(&help);
}

static void one_of_two_connections_keeps_the_place(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u6", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u5", "n2"), ERR_NONE);
    assert_int_equal(arrive(help, "u5", "n2"), ERR_ALREADY_EXISTS);
    assert_int_equal(leave(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(leave(help, "u5", "n1"), ERR_NOT_FOUND);
    expect_me(help, "u5", "lobby/ticket", "1");
    assert_int_equal(help_append_raw(help, "system", "presence.gone", "{'node':'n2'}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "lobby/line/1", NULL);
    expect_view(help, HELP_STAFF, "lobby/count", "1");
    help_room_free(&help);
}

static void those_behind_the_window_move_up(void **state)
{
    struct help_room *help = asking();
    for (int i = 0; i < BOUND_LOBBY_WINDOW + 2; i++) {
        char id[16];
        snprintf(id, sizeof id, "w%d", i);
        assert_int_equal(arrive(help, id, "n1"), ERR_NONE);
    }
    expect_view(help, HELP_STAFF, "lobby/line/101", NULL);
    assert_int_equal(help_send(help, "m1", "lobby.refuse", "{'whom':'w3','why':'Canary'}"),
                     ERR_NONE);
    expect_unseen(help, RINGS_WAITING, "Canary");
    expect_view(help, HELP_STAFF, "lobby/line/101/by", "'w100'");
    assert_int_equal(help_send(help, "m1", "lobby.admit", "{'all':true}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "lobby/line", "{}");
    help_room_free(&help);
}

static void what_staff_tell_is_read_by_those_it_is_for(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u6", "n1"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "lobby.tell", "{'text':'Soon'}"), ERR_NONE);
    expect_view(help, RINGS_WAITING, "lobby/told/text", "'Soon'");
    assert_int_equal(help_send(help, "m1", "lobby.tell", "{'whom':'u6','text':'Canary'}"),
                     ERR_NONE);
    expect_me(help, "u6", "lobby/told", "'Canary'");
    expect_me(help, "u5", "lobby/told", NULL);
    expect_unseen(help, RINGS_WAITING, "Canary");
    help_room_free(&help);
}

static void a_full_room_lets_the_first_in_when_somebody_leaves(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(join(help, "u1"), ERR_NONE);
    assert_int_equal(join(help, "u2"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "lobby.capacity", "{'capacity':2}"), ERR_NONE);
    assert_int_equal(role(help, "u1"), ROLE_PARTICIPANT);
    assert_int_equal(role(help, "u3"), ROLE_WAITING);
    assert_int_equal(role(help, "h1"), ROLE_HOST);
    assert_int_equal(arrive(help, "u3", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u4", "n1"), ERR_NONE);
    assert_false(due(help));
    assert_int_equal(help_append_raw(help, "system", "presence.leave", "{'people':['u2']}"),
                     ERR_NONE);
    assert_true(due(help));
    assert_int_equal(role(help, "u4"), ROLE_WAITING);
    assert_int_equal(help_send(help, "system", "lobby.seat", "{}"), ERR_NONE);
    assert_int_equal(role(help, "u3"), ROLE_PARTICIPANT);
    assert_int_equal(role(help, "u2"), ROLE_WAITING);
    assert_int_equal(join(help, "u3"), ERR_NONE);
    assert_int_equal(role(help, "u4"), ROLE_WAITING);
    assert_int_equal(help_send(help, "m1", "lobby.admit", "{'whom':'u4'}"), ERR_NONE);
    assert_int_equal(role(help, "u4"), ROLE_PARTICIPANT);
    help_room_free(&help);
}

/* Whether the entry that says so moves that person to other rings. */
static bool moves(struct help_room *help, const char *type, const char *data, const char *person)
{
    struct moved moved;
    struct entry *entry = entry_new(&(struct entry){.seq = help_seq(help),
                                                    .room = room_name(help_room(help)),
                                                    .type = slice_of(type),
                                                    .by = ENTRY_SYSTEM,
                                                    .op = SLICE("op"),
                                                    .text = slice_of(data)});
    bool found = room_moved(help_room(help), entry, &moved) && moved.all;
    for (size_t i = 0; i < moved.count; i++)
        found = found || slice_is(moved.people[i], person);
    entry_unref(&entry);
    return found;
}

/* Nobody goes on following what goes on inside who is before the door by now. */
static void who_loses_a_place_is_before_the_door_at_once(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(join(help, "u1"), ERR_NONE);
    assert_int_equal(join(help, "u2"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "lobby.capacity", "{'capacity':1}"), ERR_NONE);
    assert_int_equal(role(help, "u2"), ROLE_PARTICIPANT);
    assert_int_equal(help_append_raw(help, "system", "presence.leave", "{'people':['u2']}"),
                     ERR_NONE);
    assert_int_equal(role(help, "u2"), ROLE_WAITING);
    assert_true(moves(help, "presence.leave", "{\"people\":[\"u2\"]}", "u2"));
    help_room_free(&help);
}

static void a_place_that_nobody_takes_is_given_on(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(join(help, "u1"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "lobby.capacity", "{'capacity':2}"), ERR_NONE);
    assert_int_equal(join(help, "u2"), ERR_NONE);
    assert_int_equal(arrive(help, "u3", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u4", "n1"), ERR_NONE);
    assert_int_equal(help_append_raw(help, "system", "presence.leave", "{'people':['u2']}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "system", "lobby.seat", "{}"), ERR_NONE);
    assert_true(due(help));
    help_wait(help, 1000 * BOUND_GRACE_SECONDS);
    assert_int_equal(help_send(help, "system", "lobby.seat", "{}"), ERR_NONE);
    assert_int_equal(role(help, "u4"), ROLE_PARTICIPANT);
    assert_int_equal(role(help, "u3"), ROLE_WAITING);
    help_room_free(&help);
}

static void a_banned_person_waits_no_more(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "member.ban", "{'whom':'u5','why':'W'}"), ERR_NONE);
    assert_int_equal(role(help, "u5"), ROLE_NONE);
    expect_view(help, HELP_STAFF, "lobby/count", "0");
    assert_int_equal(help_send(help, "m1", "member.unban", "{'whom':'u5'}"), ERR_NONE);
    assert_int_equal(role(help, "u5"), ROLE_WAITING);
    help_room_free(&help);
}

/* Both were let in while a place was free, and one entry says that they came. */
static void two_who_come_at_once_do_not_overrun_the_capacity(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(join(help, "u1"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "lobby.capacity", "{'capacity':2}"), ERR_NONE);
    assert_int_equal(role(help, "u2"), ROLE_PARTICIPANT);
    assert_int_equal(role(help, "u3"), ROLE_PARTICIPANT);
    assert_int_equal(help_append_raw(help, "system", "presence.join",
                                     "{'people':{'u2':'Two','u3':'Three','p1':'Presenter'}}"),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, "presence/count", "3");
    assert_int_equal(role(help, "u2"), ROLE_PARTICIPANT);
    assert_int_equal(role(help, "u3"), ROLE_WAITING);
    assert_int_equal(help_append_raw(help, "system", "presence.join", "{'people':{'u3':'Three'}}"),
                     ERR_ALREADY_EXISTS);
    assert_int_equal(arrive(help, "u3", "n1"), ERR_NONE);
    expect_view(help, HELP_STAFF, "lobby/line/1/place", "true");
    help_room_free(&help);
}

/* Strangers ask, and whoever is none waits only for a place. */
static void who_is_known_has_the_next_place_where_strangers_ask(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(join(help, "u2"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'ask'}"), ERR_NONE);
    assert_int_equal(
        help_append_raw(help, "system", "member.set", "{'whom':'u7','role':'participant'}"),
        ERR_NONE);
    assert_int_equal(help_send(help, "h1", "lobby.capacity", "{'capacity':1}"), ERR_NONE);
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u7", "n1"), ERR_NONE);
    expect_view(help, RINGS_WAITING, "lobby/line", "{'1':{'place':false},'2':{'place':true}}");
    assert_false(due(help));
    assert_int_equal(help_append_raw(help, "system", "presence.leave", "{'people':['u2']}"),
                     ERR_NONE);
    assert_true(due(help));
    assert_int_equal(role(help, "u2"), ROLE_WAITING);
    assert_int_equal(help_send(help, "system", "lobby.seat", "{}"), ERR_NONE);
    expect_patch(help, RINGS_WAITING, "{'lobby':{'count':1,'line':{'2':null}}}");
    assert_int_equal(role(help, "u7"), ROLE_PARTICIPANT);
    assert_int_equal(role(help, "u5"), ROLE_WAITING);
    assert_false(due(help));
    help_room_free(&help);
}

/* As many as there are places come in; the others are strangers no more, and keep their order. */
static void all_are_admitted_in_their_order_as_places_get_free(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(help_send(help, "h1", "lobby.capacity", "{'capacity':1}"), ERR_NONE);
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u6", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u7", "n1"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "lobby.admit", "{'all':true}"), ERR_NONE);
    expect_patch(help, RINGS_WAITING,
                 "{'lobby':{'count':2,'line':{'1':null,'2':{'place':true},'3':{'place':true}}}}");
    assert_int_equal(role(help, "u5"), ROLE_PARTICIPANT);
    assert_int_equal(role(help, "u6"), ROLE_WAITING);
    assert_int_equal(help_send(help, "m1", "lobby.admit", "{'all':true}"), ERR_ROOM_FULL);
    assert_int_equal(join(help, "u5"), ERR_NONE);
    assert_int_equal(help_append_raw(help, "system", "presence.leave", "{'people':['u5']}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "system", "lobby.seat", "{}"), ERR_NONE);
    assert_int_equal(role(help, "u6"), ROLE_PARTICIPANT);
    /* Who was admitted and left is no stranger, and has to wait for a place like everybody. */
    assert_int_equal(role(help, "u5"), ROLE_WAITING);
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    expect_view(help, HELP_STAFF, "lobby/line/4/place", "true");
    help_room_free(&help);
}

/* A place that was kept for somebody who did not come makes them no stranger again. */
static void who_was_admitted_and_missed_the_place_is_no_stranger(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(help_send(help, "h1", "lobby.capacity", "{'capacity':1}"), ERR_NONE);
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u6", "n1"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "lobby.admit", "{'all':true}"), ERR_NONE);
    help_wait(help, 1000 * BOUND_GRACE_SECONDS);
    assert_int_equal(help_send(help, "system", "lobby.seat", "{}"), ERR_NONE);
    assert_int_equal(join(help, "u6"), ERR_NONE);
    assert_int_equal(role(help, "u5"), ROLE_WAITING);
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    expect_view(help, HELP_STAFF, "lobby/line/3/place", "true");
    help_room_free(&help);
}

static void a_room_that_opens_has_places_in_the_order_of_the_line(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(help_send(help, "h1", "lobby.capacity", "{'capacity':1}"), ERR_NONE);
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u6", "n1"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'open'}"), ERR_NONE);
    expect_view(help, RINGS_WAITING, "lobby/line", "{'1':{'place':true},'2':{'place':true}}");
    assert_int_equal(help_send(help, "system", "lobby.seat", "{}"), ERR_NONE);
    assert_int_equal(role(help, "u5"), ROLE_PARTICIPANT);
    assert_int_equal(role(help, "u6"), ROLE_WAITING);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'ask'}"), ERR_NONE);
    expect_view(help, RINGS_WAITING, "lobby/line", "{'2':{'place':false}}");
    help_room_free(&help);
}

static void the_team_reads_the_whole_line_by_pages(void **state)
{
    struct help_room *help = asking();
    for (int i = 1; i <= BOUND_LOBBY_WINDOW + 3; i++) {
        char id[16];
        snprintf(id, sizeof id, "w%d", i);
        assert_int_equal(arrive(help, id, "n1"), ERR_NONE);
    }
    expect_query(help, "m1", "lobby.list", "{'after':102}",
                 "{'line':{'103':{'by':'w103','name':'Name w103','at':1700000000000,"
                 "'place':false}}}");
    help_expect_ids(help, "m1", &(struct help_list){"lobby.list", "line", "by"},
                    "{'after':100,'limit':2}", "w101 w102");
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "m1", "lobby.list", "{'after':100,'limit':2}", &out),
                     ERR_NONE);
    assert_non_null(memmem(out.bytes, out.len, "\"next\":102", 10));
    assert_int_equal(help_query(help, "m1", "lobby.list", "{'limit':0}", &out), ERR_BAD_REQUEST);
    assert_int_equal(help_query(help, "u1", "lobby.list", "{}", &out), ERR_PERMISSION_DENIED);
    buffer_done(&out);
    help_room_free(&help);
}

/* Those behind the first hundred ask for their place. */
static void who_waits_asks_for_their_place(void **state)
{
    struct help_room *help = asking();
    assert_int_equal(arrive(help, "u5", "n1"), ERR_NONE);
    assert_int_equal(arrive(help, "u6", "n1"), ERR_NONE);
    expect_query(help, "u6", "lobby.place", "{}", "{'place':2}");
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    assert_int_equal(help_query(help, "u9", "lobby.place", "{}", &out), ERR_NOT_WAITING);
    assert_int_equal(help_query(help, "p1", "lobby.place", "{}", &out), ERR_PERMISSION_DENIED);
    buffer_done(&out);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strangers_wait_and_see_their_place_and_nothing_of_inside),
        cmocka_unit_test(the_stream_is_not_for_those_outside),
        cmocka_unit_test(who_is_admitted_is_a_participant),
        cmocka_unit_test(who_was_inside_is_no_stranger_unless_sent_out),
        cmocka_unit_test(who_is_inside_is_told_of_no_place),
        cmocka_unit_test(who_comes_anew_is_rid_of_what_they_were_told),
        cmocka_unit_test(strangers_in_the_line_keep_out_nobody_whom_the_room_knows),
        cmocka_unit_test(a_room_that_is_closed_keeps_a_place_for_nobody_who_waited),
        cmocka_unit_test(who_was_sent_out_of_a_closed_room_is_new_there),
        cmocka_unit_test(one_of_two_connections_keeps_the_place),
        cmocka_unit_test(those_behind_the_window_move_up),
        cmocka_unit_test(what_staff_tell_is_read_by_those_it_is_for),
        cmocka_unit_test(a_full_room_lets_the_first_in_when_somebody_leaves),
        cmocka_unit_test(who_loses_a_place_is_before_the_door_at_once),
        cmocka_unit_test(a_place_that_nobody_takes_is_given_on),
        cmocka_unit_test(a_banned_person_waits_no_more),
        cmocka_unit_test(two_who_come_at_once_do_not_overrun_the_capacity),
        cmocka_unit_test(who_is_known_has_the_next_place_where_strangers_ask),
        cmocka_unit_test(all_are_admitted_in_their_order_as_places_get_free),
        cmocka_unit_test(who_was_admitted_and_missed_the_place_is_no_stranger),
        cmocka_unit_test(a_room_that_opens_has_places_in_the_order_of_the_line),
        cmocka_unit_test(the_team_reads_the_whole_line_by_pages),
        cmocka_unit_test(who_waits_asks_for_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
