/* SPDX-License-Identifier: Apache-2.0
 * server/features/inbox.c */
#include <stdio.h>

#include "core/erasure.h"
#include "features/inbox.h"
#include "help_room.h"

static const struct feature *const features[] = {&inbox_feature, NULL};

static enum err mark(struct help_room *help, const char *by, const char *of, int thread, int upto)
{
    return help_sendf(help, by, "read.mark", "{'of':'%s','thread':%d,'upto':%d}", of, thread, upto);
}

static void an_inbox_is_its_owners_alone(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_true(room_exists(help_room(help)));
    assert_int_equal(room_role(help_room(help), SLICE("u1")), ROLE_HOST);
    assert_int_equal(room_role(help_room(help), SLICE("u2")), ROLE_NONE);
    assert_int_equal(room_role(help_room(help), SLICE("")), ROLE_NONE);
    assert_int_equal(mark(help, "u2", "course:c1", 55, 60), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void positions_are_kept_by_course_and_thread(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    expect_view(help, HELP_STAFF, "inbox", "{'read':{},'mentions':{}}");
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'inbox':{'read':{'course:c1':{'55':60}}}}");
    assert_int_equal(mark(help, "u1", "course:c2", 55, 57), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 70, 70), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 55, 61), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read",
                "{'course:c1':{'55':61,'70':70},'course:c2':{'55':57}}");
    help_room_free(&help);
}

static void a_position_never_goes_back(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 55, 58), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read/course:c1/55", "60");
    help_room_free(&help);
}

static void what_is_no_thread_of_a_course_is_refused(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    static const char *const bad[] = {
        "{'thread':55,'upto':60}",
        "{'of':'course:','thread':55,'upto':60}",
        "{'of':'course:a b','thread':55,'upto':60}",
        "{'of':'course:c1','upto':60}",
        "{'of':'course:c1','thread':55}",
        "{'of':'course:c1','thread':0,'upto':60}",
        "{'of':'course:c1','thread':55,'upto':'60'}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "u1", "read.mark", bad[i]), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static enum err back(struct help_room *help, const char *by, int thread, int upto)
{
    return help_sendf(help, by, "read.back", "{'of':'course:c1','thread':%d,'upto':%d}", thread,
                      upto);
}

static void what_was_read_can_be_unread(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(back(help, "u1", 55, 0), ERR_NOT_FOUND);
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    assert_int_equal(back(help, "u2", 55, 57), ERR_PERMISSION_DENIED);
    assert_int_equal(back(help, "u1", 55, -1), ERR_BAD_REQUEST);
    assert_int_equal(back(help, "u1", 55, 57), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'inbox':{'read':{'course:c1':{'55':57}}}}");
    assert_int_equal(back(help, "u1", 55, 59), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read", "{'course:c1':{'55':57}}");
    assert_int_equal(back(help, "u1", 55, 0), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read", "{'course:c1':{'55':0}}");
    assert_int_equal(mark(help, "u1", "course:c1", 55, 58), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read", "{'course:c1':{'55':58}}");
    help_room_free(&help);
}

static enum err all(struct help_room *help, const char *by, int upto)
{
    return help_sendf(help, by, "read.all", "{'of':'course:c1','upto':%d}", upto);
}

static void all_is_read_by_one_entry(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 70, 90), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c2", 55, 60), ERR_NONE);
    assert_int_equal(all(help, "u2", 80), ERR_PERMISSION_DENIED);
    assert_int_equal(all(help, "u1", 0), ERR_BAD_REQUEST);
    assert_int_equal(all(help, "u1", 80), ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'all':{'course:c1':80},'read':{'course:c1':{'55':null}}}}");
    expect_view(help, HELP_STAFF, "inbox/read", "{'course:c1':{'70':90},'course:c2':{'55':60}}");
    assert_int_equal(all(help, "u1", 70), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':80}");
    help_room_free(&help);
}

/* A device that is late with what was read, and one that keeps something unread. */
static void what_all_has_reached_needs_no_position(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(all(help, "u1", 80), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    expect_patch(help, HELP_STAFF, NULL);
    assert_int_equal(back(help, "u1", 55, 90), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read", "{}");
    assert_int_equal(back(help, "u1", 55, 57), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'inbox':{'read':{'course:c1':{'55':57}}}}");
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read/course:c1/55", "60");
    assert_int_equal(all(help, "u1", 81), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read/course:c1/55", NULL);
    help_room_free(&help);
}

static enum err all_rooms(struct help_room *help, const char *rooms)
{
    return help_sendf(help, "u1", "read.all", "{'rooms':%s}", rooms);
}

static enum err all_back(struct help_room *help, int64_t seq)
{
    return help_sendf(help, "u1", "read.back", "{'all':%d}", (int)seq);
}

static void all_of_several_rooms_is_read_by_one_entry(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    char many[40 * (BOUND_READ_ROOMS + 2)] = "{";
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c2", 55, 60), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c2", 70, 90), ERR_NONE);
    int64_t before = help_seq(help);
    assert_int_equal(all_rooms(help, "{'course:c1':80,'course:c2':70,'academy:main':9}"), ERR_NONE);
    assert_int_equal(help_seq(help), before + 1);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'all':{'course:c1':80,'course:c2':70,'academy:main':9},"
                 "'read':{'course:c1':{'55':null},'course:c2':{'55':null}}}}");
    /* A device that is late with what it held takes nothing back. */
    assert_int_equal(all_rooms(help, "{'course:c1':79,'course:c2':91}"), ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'all':{'course:c2':91},'read':{'course:c2':{'70':null}}}}");
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':80,'course:c2':91,'academy:main':9}");
    static const char *const bad[] = {
        "{}",
        "[]",
        "[5]",
        "'course:c1'",
        "{'course:c1':0}",
        "{'course:c1':'9'}",
        "{'c1':9}",
        "{'course:a b':9}",
        "{'course:c1':9,'course:':9}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(all_rooms(help, bad[i]), ERR_BAD_REQUEST);
    for (int i = 0; i <= BOUND_READ_ROOMS; i++)
        snprintf(many + strlen(many), 40, "%s'course:m%d':1", i ? "," : "", i);
    assert_int_equal(all_rooms(help, strcat(many, "}")), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

/* But for what was said of single things since. */
static void that_all_is_read_can_be_taken_back(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(all(help, "u1", 50), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 55, 60), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 56, 61), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 57, 62), ERR_NONE);
    assert_int_equal(all_rooms(help, "{'course:c1':80,'course:c2':70}"), ERR_NONE);
    int64_t first = help_seq(help);
    assert_int_equal(all_back(help, first - 1), ERR_NOT_FOUND);
    assert_int_equal(mark(help, "u1", "course:c1", 56, 81), ERR_NONE);
    assert_int_equal(back(help, "u1", 57, 7), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 58, 63), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 58, 64), ERR_NONE);
    assert_int_equal(mark(help, "u1", "course:c1", 59, 50), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read/course:c1", "{'56':81,'57':7}");
    assert_int_equal(all_back(help, first), ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'all':{'course:c1':50,'course:c2':0},"
                 "'read':{'course:c1':{'55':60,'56':81,'57':7,'58':64}}}}");
    assert_int_equal(all_back(help, first), ERR_NOT_FOUND);
    assert_int_equal(all_back(help, help_seq(help)), ERR_NOT_FOUND);
    /* What came after it holds: another of them, or a room that one comes into. */
    assert_int_equal(all(help, "u1", 80), ERR_NONE);
    int64_t second = help_seq(help);
    assert_int_equal(help_send(help, "system", "inbox.room",
                               "{'of':'course:c3','role':'participant','cause':500}"),
                     ERR_NONE);
    assert_int_equal(all_back(help, second), ERR_NOT_FOUND);
    assert_int_equal(all_back(help, help_seq(help)), ERR_NOT_FOUND);
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':80,'course:c2':0,'course:c3':500}");
    assert_int_equal(help_sendf(help, "u2", "read.back", "{'all':%d}", (int)second),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "read.back", "{'all':0}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void who_comes_into_a_room_has_read_what_was_there(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(help_send(help, "system", "inbox.room",
                               "{'of':'course:c1','role':'participant','cause':500}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':500}");
    assert_int_equal(mark(help, "u1", "course:c1", 55, 510), ERR_NONE);
    assert_int_equal(help_send(help, "system", "inbox.room",
                               "{'of':'course:c1','role':'moderator','cause':600}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':500}");
    expect_view(help, HELP_STAFF, "inbox/read", "{'course:c1':{'55':510}}");
    assert_int_equal(
        help_send(help, "system", "inbox.room", "{'of':'course:c1','role':'none','cause':700}"),
        ERR_NONE);
    assert_int_equal(help_send(help, "system", "inbox.room",
                               "{'of':'course:c1','role':'participant','cause':800}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/all", "{'course:c1':800}");
    expect_view(help, HELP_STAFF, "inbox/read", "{'course:c1':{}}");
    help_room_free(&help);
}

static enum err follow(struct help_room *help, const char *what, const char *level)
{
    return help_sendf(help, "u1", "follow.set", "{'of':'course:c1'%s,'level':'%s'}", what, level);
}

static void choices_stand_by_what_they_are_about(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(follow(help, "", "auto"), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/follows", NULL);
    assert_int_equal(follow(help, "", "muted"), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'inbox':{'follows':{'course:c1':'muted'}}}");
    assert_int_equal(follow(help, ",'topic':7", "watching"), ERR_NONE);
    assert_int_equal(follow(help, ",'thread':55", "following"), ERR_NONE);
    assert_int_equal(follow(help, ",'thread':55", "normal"), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/follows",
                "{'course:c1':'muted','course:c1/topic/7':'watching',"
                "'course:c1/thread/55':'normal'}");
    assert_int_equal(follow(help, "", "auto"), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'inbox':{'follows':{'course:c1':null}}}");
    assert_int_equal(follow(help, ",'thread':5,'topic':7", "muted"), ERR_BAD_REQUEST);
    assert_int_equal(follow(help, "", "loud"), ERR_BAD_REQUEST);
    assert_int_equal(follow(help, ",'thread':0", "muted"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void settings_are_replaced_one_by_one(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    expect_view(help, HELP_STAFF, "inbox/settings", NULL);
    assert_int_equal(help_send(help, "u1", "inbox.set",
                               "{'zone':'Africa/Tunis','mail':'daily','hour':1080,"
                               "'quiet':{'from':1320,'to':420}}"),
                     ERR_NONE);
    assert_int_equal(help_send(help, "system", "inbox.set", "{'mail':'none'}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/settings",
                "{'zone':'Africa/Tunis','mail':'none','hour':1080,"
                "'quiet':{'from':1320,'to':420},'words':false}");
    assert_int_equal(
        help_send(help, "u1", "inbox.set", "{'zone':'','quiet':{},'day':7,'words':true}"),
        ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'settings':{'zone':null,'mail':'none','hour':1080,'day':7,"
                 "'quiet':null,'words':true}}}");
    static const char *const bad[] = {
        "{'mail':'hourly'}",       "{'hour':1440}",         "{'day':0}",
        "{'quiet':{'from':1320}}", "{'quiet':[]}",          "{'quiet':{'from':-1,'to':3}}",
        "{'zone':'/etc/passwd'}",  "{'zone':'Africa/\\n'}", "{'words':1}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "u1", "inbox.set", bad[i]), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void why_and_when_stand_with_a_mention(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(help_send(help, "system", "inbox.mention",
                               "{'of':'course:c1','thread':5,'post':6,'why':'accepted','said':9}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/mentions/1/why", "'accepted'");
    expect_view(help, HELP_STAFF, "inbox/mentions/1/said", "9");
    expect_view(help, HELP_STAFF, "inbox/mentions/1/by", NULL);
    assert_int_equal(help_send(help, "system", "inbox.mention",
                               "{'of':'course:c1','thread':5,'post':6,'by':'u2'}"),
                     ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

static void expect_merged(const char *first, const char *then, const char *both)
{
    const struct row *row = &inbox_feature.rows[0];
    struct json *a = NULL, *b = NULL;
    struct buffer text;
    struct writer writer;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    assert_int_equal(json_parse(slice_of(first), &a), ERR_NONE);
    assert_int_equal(json_parse(slice_of(then), &b), ERR_NONE);
    writer_object(&writer, NULL);
    row->gather.merge(a, b, &writer);
    writer_end(&writer);
    buffer_add_byte(&text, '\0');
    assert_string_equal(text.bytes, both);
    json_free(&a);
    json_free(&b);
    buffer_done(&text);
}

static void marks_become_one(void **state)
{
    static const char one[] = "{\"of\":\"course:c1\",\"thread\":5,\"upto\":7}";
    static const char two[] =
        "{\"marks\":{\"course:c1\":{\"5\":7,\"6\":8},\"course:c2\":{\"5\":3}}}";
    expect_merged(one, "{\"of\":\"course:c1\",\"thread\":5,\"upto\":9}",
                  "{\"marks\":{\"course:c1\":{\"5\":9}}}");
    expect_merged(one, "{\"of\":\"course:c1\",\"thread\":5,\"upto\":6}",
                  "{\"marks\":{\"course:c1\":{\"5\":7}}}");
    expect_merged(one, "{\"of\":\"course:c2\",\"thread\":5,\"upto\":9}",
                  "{\"marks\":{\"course:c1\":{\"5\":7},\"course:c2\":{\"5\":9}}}");
    expect_merged(two, "{\"of\":\"course:c1\",\"thread\":9,\"upto\":9}",
                  "{\"marks\":{\"course:c1\":{\"5\":7,\"6\":8,\"9\":9},\"course:c2\":{\"5\":3}}}");
    expect_merged(two, "{\"of\":\"course:c2\",\"thread\":9,\"upto\":9}",
                  "{\"marks\":{\"course:c1\":{\"5\":7,\"6\":8},\"course:c2\":{\"5\":3,\"9\":9}}}");
    expect_merged(two, "{\"of\":\"course:c1\",\"thread\":6,\"upto\":9}",
                  "{\"marks\":{\"course:c1\":{\"5\":7,\"6\":9},\"course:c2\":{\"5\":3}}}");
}

static void several_marks_of_one_entry_hold(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    static const char marks[] = "{'marks':{'course:c1':{'5':7,'6':8},'course:c2':{'5':3}}}";
    assert_int_equal(help_append_raw(help, "u1", "read.mark", marks), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/read", "{'course:c1':{'5':7,'6':8},'course:c2':{'5':3}}");
    assert_int_equal(
        help_append_raw(help, "u1", "read.mark", "{'marks':{'course:c1':{'5':6,'6':9,'7':1}}}"),
        ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'inbox':{'read':{'course:c1':{'5':7,'6':9,'7':1}}}}");
    help_room_free(&help);
}

/* Through the room alone: the helper would compare a view of many positions after each of them. */
static enum err mark_quickly(struct room *room, int64_t thread)
{
    char data[80];
    int len = snprintf(data, sizeof data, "{\"of\":\"course:c%d\",\"thread\":%d,\"upto\":1}",
                       (int)(thread / 3000), (int)thread);
    struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                    .room = room_name(room),
                                                    .type = SLICE("read.mark"),
                                                    .by = SLICE("u1"),
                                                    .op = SLICE("op"),
                                                    .text = {data, (size_t)len}});
    enum err error = room_apply(room, entry);
    entry_unref(&entry);
    return error;
}

static void positions_are_bounded(void **state)
{
    struct help_alone *alone = help_alone_new("inbox:u1", features);
    struct room *room = room_new(SLICE("inbox:u1"), alone->kinds);
    struct buffer view;
    buffer_init(&view, BOUND_VIEW_BYTES);
    for (int64_t thread = 1; thread <= 10 * BOUND_THREADS; thread++)
        assert_int_equal(mark_quickly(room, thread), ERR_NONE);
    assert_int_equal(mark_quickly(room, 10 * BOUND_THREADS + 1), ERR_LIMIT_EXCEEDED);
    assert_int_equal(mark_quickly(room, 1), ERR_NONE);
    room_view(room, &(struct viewer){HELP_STAFF, 0}, NULL, &view);
    assert_false(view.full);
    buffer_done(&view);
    room_free(&room);
    help_alone_free(&alone);
}

static enum err mention(struct help_room *help, int post)
{
    return help_sendf(help, "system", "inbox.mention",
                      "{'of':'course:c1','thread':5,'post':%d,'by':'u2','name':'Two'}", post);
}

static enum err unmention(struct help_room *help, int post)
{
    return help_sendf(help, "system", "inbox.unmention", "{'of':'course:c1','post':%d}", post);
}

static void a_mention_says_where_and_by_whom(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(mention(help, 6), ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'mentions':{'1':{'of':'course:c1','thread':5,'post':6,'by':'u2',"
                 "'name':'Two','at':1700000000000}}}}");
    assert_int_equal(help_send(help, "system", "inbox.mention",
                               "{'of':'course:c1','thread':5,'post':7,'by':'u3'}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/mentions/2",
                "{'of':'course:c1','thread':5,'post':7,'by':'u3','at':1700000000000}");
    help_room_free(&help);
}

static void a_post_is_mentioned_once_and_taken_back(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(mention(help, 6), ERR_NONE);
    assert_int_equal(mention(help, 6), ERR_ALREADY_EXISTS);
    assert_int_equal(unmention(help, 6), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'inbox':{'mentions':{'1':null}}}");
    expect_view(help, HELP_STAFF, "inbox/mentions", "{}");
    assert_int_equal(unmention(help, 6), ERR_NONE);
    expect_patch(help, HELP_STAFF, NULL);
    assert_int_equal(mention(help, 6), ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

/* Two instances: what one tells may come behind what the other takes back. */
static void what_was_taken_back_before_it_came_does_not_appear(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(unmention(help, 6), ERR_NONE);
    expect_patch(help, HELP_STAFF, NULL);
    assert_int_equal(mention(help, 6), ERR_ALREADY_EXISTS);
    assert_int_equal(mention(help, 7), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/mentions/6", NULL);
    help_room_free(&help);
}

/* A thread was removed with all its posts. */
static void several_are_taken_back_at_once(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    for (int post = 6; post <= 9; post++)
        assert_int_equal(mention(help, post), ERR_NONE);
    assert_int_equal(unmention(help, 8), ERR_NONE);
    assert_int_equal(
        help_send(help, "system", "inbox.unmention", "{'of':'course:c1','posts':[6,7,8,77]}"), 0);
    expect_patch(help, HELP_STAFF, "{'inbox':{'mentions':{'1':null,'2':null}}}");
    expect_view(help, HELP_STAFF, "inbox/mentions/4/post", "9");
    assert_int_equal(mention(help, 77), ERR_ALREADY_EXISTS);
    static const char *const bad[] = {"[]", "[7,6]", "[6,6]", "['6']", "7", "[0]"};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(
            help_sendf(help, "system", "inbox.unmention", "{'of':'course:c1','posts':%s}", bad[i]),
            ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void the_oldest_mention_leaves(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    for (int post = 1; post <= BOUND_MENTIONS_KEPT; post++)
        assert_int_equal(mention(help, post), ERR_NONE);
    assert_int_equal(mention(help, 900), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/mentions/1", NULL);
    expect_view(help, HELP_STAFF, "inbox/mentions/2/post", "2");
    expect_view(help, HELP_STAFF, "inbox/mentions/101/post", "900");
    assert_int_equal(unmention(help, 2), ERR_NONE);
    assert_int_equal(mention(help, 901), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/mentions/3/post", "3");
    help_room_free(&help);
}

static enum err role_in(struct help_room *help, const char *of, const char *role)
{
    return help_sendf(help, "system", "inbox.room", "{'of':'%s','role':'%s'}", of, role);
}

static void the_rooms_of_a_person_stand_in_their_inbox(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(role_in(help, "webinar:w1", "participant"), ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'inbox':{'rooms':{'webinar:w1':{'role':'participant','at':1700000000000}}}}");
    help_wait(help, 1000);
    assert_int_equal(role_in(help, "webinar:w1", "host"), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/rooms/webinar:w1", "{'role':'host','at':1700000000000}");
    assert_int_equal(role_in(help, "webinar:w1", "none"), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'inbox':{'rooms':{'webinar:w1':null}}}");
    static const char said[] = "{'of':'course:c1','role':'%s','cause':%d}";
    assert_int_equal(help_sendf(help, "system", "inbox.room", said, "none", 9), ERR_NONE);
    assert_int_equal(help_sendf(help, "system", "inbox.room", said, "host", 7), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/rooms", "{}"); /* the later word holds */
    assert_int_equal(role_in(help, "webinar", "host"), ERR_BAD_REQUEST);
    assert_int_equal(role_in(help, "webinar:w1", "king"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static enum err invite(struct help_room *help, const char *of, const char *title)
{
    return help_sendf(help, "system", "inbox.invite",
                      "{'of':'%s','title':{'%s':'Traces'},'by':'u2','name':'Two'}", of, title);
}

static void an_invitation_stands_until_it_is_answered(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    int64_t seqs[4];
    assert_int_equal(invite(help, "webinar:w1", "en"), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/invitations/webinar:w1",
                "{'title':{'en':'Traces'},'by':'u2','name':'Two','at':1700000000000}");
    assert_int_equal(invite(help, "webinar:w1", "fr"), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/invitations/webinar:w1/title", "{'fr':'Traces'}");
    assert_int_equal(help_send(help, "system", "inbox.uninvite", "{'of':'webinar:w1'}"), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'inbox':{'invitations':{'webinar:w1':null}}}");
    assert_int_equal(help_send(help, "system", "inbox.uninvite", "{'of':'webinar:w1'}"), ERR_NONE);
    expect_patch(help, HELP_STAFF, NULL);
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), 2);
    help_room_free(&help);
}

static void the_oldest_invitation_leaves(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    for (int i = 0; i <= BOUND_INBOX_INVITATIONS; i++) {
        char of[20];
        snprintf(of, sizeof of, "course:c%d", i);
        assert_int_equal(invite(help, of, "en"), ERR_NONE);
    }
    expect_view(help, HELP_STAFF, "inbox/invitations/course:c0", NULL);
    expect_view(help, HELP_STAFF, "inbox/invitations/course:c1/by", "'u2'");
    help_room_free(&help);
}

static void nobody_but_the_server_mentions(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    static const char *const bad[] = {
        "{'thread':5,'post':6,'by':'u2'}",
        "{'of':'c1','thread':5,'post':6,'by':'u2'}",
        "{'of':'course:c1','thread':0,'post':6,'by':'u2'}",
        "{'of':'course:c1','thread':5,'by':'u2'}",
        "{'of':'course:c1','thread':5,'post':6,'by':'u2','why':'read'}",
        "{'of':'course:c1','thread':5,'post':6,'by':'u 2'}",
        "{'of':'course:c1','thread':5,'post':6,'by':'u2','name':7}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "system", "inbox.mention", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(room_row(help_room(help), SLICE("inbox.mention"))->roles, ROLE_SYSTEM);
    assert_int_equal(room_row(help_room(help), SLICE("inbox.unmention"))->roles, ROLE_SYSTEM);
    help_room_free(&help);
}

static void what_is_put_away_stays_away(void **state)
{
    struct help_room *help = help_room_new("inbox:u7", NULL);
    assert_int_equal(help_send(help, "u8", "inbox.dismiss", "{'announcement':3}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u7", "inbox.dismiss", "{'announcement':3}"), ERR_NONE);
    assert_int_equal(help_send(help, "u7", "inbox.dismiss", "{'announcement':3}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/dismissed", "{'3':true}");
    for (int i = 0; i < BOUND_INBOX_DISMISSED; i++)
        assert_int_equal(help_sendf(help, "u7", "inbox.dismiss", "{'announcement':%d}", 10 + i),
                         ERR_NONE);
    expect_view(help, HELP_STAFF, "inbox/dismissed/3", NULL);
    expect_view(help, HELP_STAFF, "inbox/dismissed/10", "true");
    help_room_free(&help);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_inbox_is_its_owners_alone),
        cmocka_unit_test(positions_are_kept_by_course_and_thread),
        cmocka_unit_test(a_position_never_goes_back),
        cmocka_unit_test(what_was_read_can_be_unread),
        cmocka_unit_test(what_is_no_thread_of_a_course_is_refused),
        cmocka_unit_test(all_is_read_by_one_entry),
        cmocka_unit_test(all_of_several_rooms_is_read_by_one_entry),
        cmocka_unit_test(that_all_is_read_can_be_taken_back),
        cmocka_unit_test(what_all_has_reached_needs_no_position),
        cmocka_unit_test(who_comes_into_a_room_has_read_what_was_there),
        cmocka_unit_test(choices_stand_by_what_they_are_about),
        cmocka_unit_test(settings_are_replaced_one_by_one),
        cmocka_unit_test(why_and_when_stand_with_a_mention),
        cmocka_unit_test(marks_become_one),
        cmocka_unit_test(several_marks_of_one_entry_hold),
        cmocka_unit_test(positions_are_bounded),
        cmocka_unit_test(a_mention_says_where_and_by_whom),
        cmocka_unit_test(a_post_is_mentioned_once_and_taken_back),
        cmocka_unit_test(what_was_taken_back_before_it_came_does_not_appear),
        cmocka_unit_test(several_are_taken_back_at_once),
        cmocka_unit_test(the_oldest_mention_leaves),
        cmocka_unit_test(the_rooms_of_a_person_stand_in_their_inbox),
        cmocka_unit_test(an_invitation_stands_until_it_is_answered),
        cmocka_unit_test(the_oldest_invitation_leaves),
        cmocka_unit_test(nobody_but_the_server_mentions),
        cmocka_unit_test(what_is_put_away_stays_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
