/* SPDX-License-Identifier: Apache-2.0
 * server/features/unit.c and the files beside it. */
#include <stdio.h>
#include <string.h>

#include "features/unit.h"

#include "core/effect.h"
#include "help_course.h"

enum { HOUR_MS = 3600000, DAY_MS = 24 * HOUR_MS };

/* Monday 2026-10-12, 10:00 in Paris: a week later it is summer there still, two weeks later no
 * more. */
#define START_MS INT64_C(1791792000000)

static struct help_room *course_new(void)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_sendf(help, "system", "stage.change",
                                "{'start':%lld,'zone':'Europe/Paris'}", (long long)START_MS),
                     ERR_NONE);
    return help;
}

static int64_t add(struct help_room *help, const char *title, const char *more)
{
    assert_int_equal(help_sendf(help, "h1", "unit.add", "{'title':{'en':'%s'}%s}", title, more),
                     ERR_NONE);
    return help_seq(help);
}

static enum err act(struct help_room *help, const char *by, const char *type, int64_t unit)
{
    return help_sendf(help, by, type, "{'unit':%lld}", (long long)unit);
}

/* An item that counts; its seq. */
static int64_t item(struct help_room *help, int64_t unit, const char *what)
{
    assert_int_equal(
        help_sendf(help, "m1", "item.add", "{'unit':%lld,%s,'counts':true}", (long long)unit, what),
        ERR_NONE);
    return help_seq(help);
}

#define ARTICLE "'kind':'article','title':{'en':'A'},'text':{'en':'**Canary**'}"

static enum err mark(struct help_room *help, const char *by, int64_t unit, int64_t item, bool done)
{
    return help_sendf(help, by, "item.mark", "{'unit':%lld,'item':%lld,'done':%s}", (long long)unit,
                      (long long)item, done ? "true" : "false");
}

static const char *path(int64_t unit, const char *member)
{
    static char at[4][64];
    static int turn;
    char *out = at[turn++ % 4];
    snprintf(out, 64, "unit/units/%lld%s%s", (long long)unit, *member ? "/" : "", member);
    return out;
}

static bool may_enter(struct help_room *help, const char *person, int64_t unit)
{
    struct part part = help_part(help, unit);
    return !rings_none(room_part_rings(help_room(help), &part, slice_of(person)));
}

static void what_is_not_open_is_for_staff_alone(void **state)
{
    struct help_room *help = course_new();
    int64_t unit = add(help, "Canary", ",'text':{'en':'Canary too'},'day':7");
    expect_unseen(help, RINGS_INSIDE, "anary");
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, HELP_STAFF, path(unit, "title"), "{'en':'Canary'}");
    expect_part(help, HELP_STAFF, unit, "unit/text", "{'en':'Canary too'}");
    assert_false(may_enter(help, "u1", unit));
    assert_true(may_enter(help, "m1", unit));
    assert_int_equal(help_sendf(help, "h1", "unit.order", "{'units':[%lld]}", (long long)unit), 0);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(help_sendf(help, "m1", "unit.edit", "{'unit':%lld,'title':{'fr':'Canary'}}",
                                (long long)unit),
                     ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(act(help, "h1", "unit.remove", unit), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(help_send(help, "u1", "unit.add", "{'title':{'en':'x'}}"),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void a_unit_opens_when_its_time_has_come(void **state)
{
    struct help_room *help = course_new();
    int64_t unit = add(help, "One", ",'day':7,'time':600");
    assert_int_equal(help_tick(help, START_MS), 1); /* it is placed */
    char at[24];
    snprintf(at, sizeof at, "%lld", (long long)(START_MS + 7 * (int64_t)DAY_MS));
    expect_view(help, HELP_STAFF, path(unit, "at"), at);
    expect_view(help, RINGS_INSIDE, "unit", "{'units':{},'next':1792396800000}");
    assert_int_equal(help_tick(help, START_MS + 7 * (int64_t)DAY_MS - 1), 0);
    expect_view(help, RINGS_INSIDE, path(unit, ""), NULL);
    assert_int_equal(help_tick(help, START_MS + 7 * (int64_t)DAY_MS), 1);
    expect_view(help, RINGS_INSIDE, path(unit, "title"), "{'en':'One'}");
    expect_view(help, RINGS_INSIDE, path(unit, "at"), NULL);
    expect_view(help, RINGS_INSIDE, "unit/next", NULL);
    assert_true(may_enter(help, "u1", unit));
    assert_int_equal(help_tick(help, START_MS + 70 * (int64_t)DAY_MS), 0);
    help_room_free(&help);
}

static void ten_o_clock_stays_so_over_a_change_of_clocks(void **state)
{
    struct help_room *help = course_new();
    int64_t one = add(help, "One", ",'day':7"), two = add(help, "Two", ",'day':14");
    int64_t three = add(help, "Three", ",'at':1793610000000"); /* 2026-11-02, 10:00 */
    help_tick(help, START_MS);
    expect_view(help, HELP_STAFF, path(one, "at"), "1792396800000");
    expect_view(help, HELP_STAFF, path(two, "at"), "1793005200000");
    expect_view(help, HELP_STAFF, path(three, "day"), "21");
    expect_view(help, HELP_STAFF, path(three, "time"), "600");
    /* It starts in February: what is relative goes along. */
    assert_int_equal(help_send(help, "system", "stage.change", "{'start':1770627600000}"), 0);
    assert_int_equal(help_tick(help, 0), 1);
    expect_view(help, HELP_STAFF, path(one, "at"), "1771232400000");
    expect_view(help, HELP_STAFF, path(three, "at"), "1793610000000");
    help_room_free(&help);
}

static void staff_open_move_and_hold_back(void **state)
{
    struct help_room *help = course_new();
    int64_t unit = add(help, "One", ",'day':7");
    help_tick(help, START_MS);
    assert_int_equal(act(help, "m1", "unit.release", unit), ERR_NONE);
    assert_true(may_enter(help, "u1", unit));
    assert_int_equal(act(help, "m1", "unit.release", unit), ERR_ALREADY_EXISTS);
    assert_int_equal(help_tick(help, START_MS + 70 * (int64_t)DAY_MS), 0);
    help_follow_part(help, unit);
    assert_int_equal(act(help, "m1", "unit.schedule", unit), ERR_NONE);
    assert_false(may_enter(help, "u1", unit));
    expect_unseen(help, RINGS_INSIDE, "One");
    expect_view(help, HELP_STAFF, path(unit, "at"), NULL);
    assert_int_equal(help_tick(help, START_MS + 70 * (int64_t)DAY_MS), 0);
    assert_int_equal(
        help_sendf(help, "m1", "unit.schedule", "{'unit':%lld,'at':5}", (long long)unit), ERR_NONE);
    assert_int_equal(help_tick(help, START_MS), 2);
    assert_true(may_enter(help, "u1", unit));
    help_room_free(&help);
}

/* The timekeeper of another instance was late: what it says does not hold any more. */
static void what_was_planned_otherwise_meanwhile_does_not_open(void **state)
{
    struct help_room *help = course_new();
    int64_t unit = add(help, "One", ",'at':1792396800000");
    char planned[96];
    help_tick(help, 0);
    snprintf(planned, sizeof planned, "{'unit':%lld,'planned':1792396800000}", (long long)unit);
    assert_int_equal(
        help_sendf(help, "m1", "unit.schedule", "{'unit':%lld,'day':9}", (long long)unit),
        ERR_NONE);
    assert_int_equal(help_append(help, "system", "unit.release", planned), ERR_NOT_FOUND);
    assert_int_equal(help_append(help, "system", "unit.place", "{'of':3,'places':[]}"),
                     ERR_NOT_FOUND);
    help_room_free(&help);
}

/* What was reckoned before staff held it back comes after that: it has no time all the same. */
static void what_was_held_back_meanwhile_gets_no_time(void **state)
{
    struct help_room *help = course_new();
    int64_t unit = add(help, "One", ",'at':1792396800000"), two = add(help, "Two", ",'day':9");
    char place[160];
    snprintf(place, sizeof place,
             "{'of':%lld,'places':[{'unit':%lld,'at':1792396800000},{'unit':%lld,'at':"
             "1792569600000}]}",
             (long long)two, (long long)unit, (long long)two);
    assert_int_equal(act(help, "m1", "unit.schedule", unit), ERR_NONE);
    assert_int_equal(help_append(help, "system", "unit.place", place), ERR_NONE);
    expect_view(help, HELP_STAFF, path(unit, "at"), NULL);
    expect_view(help, HELP_STAFF, path(two, "at"), "1792569600000");
    assert_int_equal(help_tick(help, START_MS + 8 * (int64_t)DAY_MS), 0);
    assert_false(may_enter(help, "u1", unit));
    help_room_free(&help);
}

/* The event that shut it may be taken back before it is sent. */
static void what_was_open_is_told_to_be_gone_though_it_is_shut(void **state)
{
    struct help_room *help = course_new();
    int64_t unit = add(help, "One", ",'open':true"), other = add(help, "Two", "");
    char gone[64];
    snprintf(gone, sizeof gone, "{'unit':{'units':{'%lld':null}}}", (long long)unit);
    assert_int_equal(act(help, "m1", "unit.schedule", unit), ERR_NONE);
    assert_int_equal(act(help, "m1", "unit.remove", unit), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, gone);
    assert_int_equal(act(help, "m1", "unit.remove", other), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    help_room_free(&help);
}

static void the_order_of_what_is_open_is_told_alone(void **state)
{
    struct help_room *help = course_new();
    int64_t one = add(help, "One", ",'open':true"), two = add(help, "Two", "");
    int64_t three = add(help, "Three", ",'open':true");
    char order[64];
    assert_int_equal(help_sendf(help, "h1", "unit.order", "{'units':[%lld,%lld,%lld]}",
                                (long long)three, (long long)two, (long long)one),
                     ERR_NONE);
    snprintf(order, sizeof order, "[%lld,%lld]", (long long)three, (long long)one);
    expect_view(help, RINGS_INSIDE, "unit/order", order);
    assert_int_equal(act(help, "m1", "unit.release", two), ERR_NONE);
    snprintf(order, sizeof order, "[%lld,%lld,%lld]", (long long)three, (long long)two,
             (long long)one);
    expect_view(help, RINGS_INSIDE, "unit/order", order);
    help_room_free(&help);
}

#define NEWS ",'text':{'en':'Canary news'}}"

static enum err announce(struct help_room *help, int64_t unit, const char *more)
{
    return help_sendf(help, "m1", "unit.announce", "{'unit':%lld%s", (long long)unit, more);
}

static void what_is_announced_is_posted_with_the_unit(void **state)
{
    struct help_room *help = course_new();
    int64_t unit = add(help, "One", ",'day':7");
    help_follow_part(help, unit);
    help_tick(help, START_MS);
    assert_int_equal(announce(help, unit, NEWS), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_unseen(help, RINGS_INSIDE, "anary");
    expect_view(help, HELP_STAFF, path(unit, "announcement"), "{'en':'Canary news'}");
    assert_int_equal(help_tick(help, START_MS + 7 * (int64_t)DAY_MS - 1), 0);
    assert_int_equal(help_tick(help, START_MS + 7 * (int64_t)DAY_MS), 1);
    expect_view(help, RINGS_INSIDE, path(unit, "announcement"), "{'en':'Canary news'}");
    int64_t said = help_seq(help) - 1;
    assert_int_equal(announce(help, unit, ",'text':{'fr':'Autre'}}"), ERR_NONE);
    assert_true(room_withdrawn(help_room(help), said));
    expect_view(help, RINGS_INSIDE, path(unit, "announcement"), "{'fr':'Autre'}");
    /* Shut again it is nobody's. */
    assert_int_equal(act(help, "h1", "unit.schedule", unit), ERR_NONE);
    expect_unseen(help, RINGS_INSIDE, "Autre");
    assert_int_equal(announce(help, unit, "}"), ERR_NONE);
    expect_view(help, HELP_STAFF, path(unit, "announcement"), NULL);
    assert_int_equal(help_send(help, "u1", "unit.announce", "{'unit':1" NEWS),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(announce(help, 999, NEWS), ERR_NOT_FOUND);
    assert_int_equal(help_append(help, "h1", "unit.announce", "{'from':1" NEWS),
                     ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void gone_with_its_unit_is_what_it_announces(void **state)
{
    struct help_room *help = course_new();
    int64_t unit = add(help, "One", "");
    assert_int_equal(announce(help, unit, NEWS), ERR_NONE);
    int64_t said = help_seq(help);
    assert_int_equal(act(help, "h1", "unit.remove", unit), ERR_NONE);
    assert_true(room_withdrawn(help_room(help), said));
    help_room_free(&help);
}

/* Of the webinar it is told whether its unit is still to open, and which one is (0: none). */
static void expect_held(struct help_room *help, const char *webinar, bool held, int64_t open)
{
    char line[256], units[32] = "";
    if (open)
        snprintf(units, sizeof units, "%lld", (long long)open);
    snprintf(line, sizeof line,
             "hold %s academy:main room.hold {'of':'%s','course':'course:c1','held':%s,"
             "'units':[%s],'cause':%lld}\n",
             webinar, webinar, held ? "true" : "false", units, (long long)help_seq(help));
    expect_effects(help, line);
}

static void a_webinar_opens_with_its_unit(void **state)
{
    struct help_room *help = help_room_new("course:c1", NULL);
    assert_int_equal(
        help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'},'listed':true}"),
        ERR_NONE);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'m1','role':'moderator'}"),
                     0);
    int64_t one = add(help, "One", ""), two = add(help, "Two", "");
    int64_t live = item(help, one, "'kind':'webinar','title':{'en':'W'},'of':'webinar:w1'");
    expect_held(help, "webinar:w1", true, 0);
    item(help, two, "'kind':'webinar','title':{'en':'W'},'of':'webinar:w1'");
    assert_int_equal(act(help, "h1", "unit.release", one), ERR_NONE);
    expect_held(help, "webinar:w1", false, one);
    assert_int_equal(act(help, "h1", "unit.schedule", one), ERR_NONE);
    expect_held(help, "webinar:w1", true, 0);
    assert_int_equal(act(help, "h1", "unit.release", two), ERR_NONE);
    expect_held(help, "webinar:w1", false, two);
    assert_int_equal(act(help, "h1", "unit.remove", two), ERR_NONE);
    expect_held(help, "webinar:w1", true, 0);
    assert_int_equal(help_sendf(help, "h1", "item.remove", "{'unit':%lld,'item':%lld}",
                                (long long)one, (long long)live),
                     ERR_NONE);
    expect_held(help, "webinar:w1", false, 0);
    help_room_free(&help);
}

static void a_copy_has_the_days(void **state)
{
    struct help_room *help = course_new();
    int64_t one = add(help, "One", ",'text':{'en':'Words'},'day':0");
    int64_t two = add(help, "Two", ",'at':1793610000000"), three = add(help, "Three", "");
    int64_t four = add(help, "Four", ",'open':true");
    int64_t link = item(help, two, "'kind':'link','title':{'en':'L'},'url':'https://a.example/'");
    int64_t live = item(help, two, "'kind':'webinar','title':{'en':'W'},'of':'webinar:w1'");
    help_tick(help, START_MS);
    assert_int_equal(help_send(help, "system", "unit.carry", "{'to':'course:c2'}"), ERR_NONE);
    char lines[1024];
    snprintf(lines, sizeof lines,
             "unit %lld course:c2 unit.add "
             "{'title':{'en':'One'},'text':{'en':'Words'},'day':0,'time':600,'from':%lld}\n"
             "unit %lld course:c2 unit.add "
             "{'title':{'en':'Two'},'day':21,'time':600,'from':%lld}\n"
             "unit %lld course:c2 unit.add {'title':{'en':'Three'},'from':%lld}\n"
             "unit %lld course:c2 unit.add {'title':{'en':'Four'},'open':true,'from':%lld}\n",
             (long long)one, (long long)one, (long long)two, (long long)two, (long long)three,
             (long long)three, (long long)four, (long long)four);
    expect_effects(help, lines);
    assert_int_equal(help_send(help, "system", "item.carry", "{'to':'course:c2'}"), ERR_NONE);
    snprintf(lines, sizeof lines,
             "item %lld course:c2 item.add {'from':%lld,'copy':%lld,'kind':'link',"
             "'title':{'en':'L'},'url':'https://a.example/','counts':true}\n"
             "item %lld course:c2 item.add {'from':%lld,'copy':%lld,'kind':'webinar',"
             "'title':{'en':'W'},'of':'webinar:w1','counts':true}\n",
             (long long)link, (long long)two, (long long)link, (long long)live, (long long)two,
             (long long)live);
    expect_effects(help, lines);
    help_room_free(&help);
}

static void a_unit_has_items_behind_its_door(void **state)
{
    struct help_room *help = course_new();
    int64_t unit = add(help, "One", "");
    help_follow_part(help, unit);
    int64_t one = item(help, unit, ARTICLE), two = item(help, unit, ARTICLE);
    expect_unseen(help, RINGS_INSIDE, "anary");
    expect_patch(help, RINGS_INSIDE, NULL);
    char at[64], both[64];
    snprintf(both, sizeof both, "[%lld,%lld]", (long long)one, (long long)two);
    expect_view(help, HELP_STAFF, path(unit, "items"), both);
    snprintf(at, sizeof at, "unit/items/%lld", (long long)one);
    expect_part(help, HELP_STAFF, unit, at,
                "{'kind':'article','title':{'en':'A'},'text':{'en':'**Canary**'},'counts':true}");
    assert_int_equal(help_sendf(help, "m1", "item.order", "{'unit':%lld,'items':[%lld,%lld]}",
                                (long long)unit, (long long)two, (long long)one),
                     ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    assert_int_equal(act(help, "m1", "unit.release", unit), ERR_NONE);
    snprintf(both, sizeof both, "[%lld,%lld]", (long long)two, (long long)one);
    expect_view(help, RINGS_INSIDE, path(unit, "items"), both);
    assert_int_equal(help_sendf(help, "m1", "item.edit",
                                "{'unit':%lld,'item':%lld,'kind':'article','title':{'fr':'B'},"
                                "'text':{'ar':'x'},'minutes':5}",
                                (long long)unit, (long long)one),
                     ERR_NONE);
    snprintf(both, sizeof both, "[%lld]", (long long)two);
    expect_view(help, RINGS_INSIDE, path(unit, "items"), both);
    expect_part(help, RINGS_INSIDE, unit, at,
                "{'kind':'article','title':{'fr':'B'},'text':{'ar':'x'},'minutes':5}");
    assert_int_equal(help_sendf(help, "m1", "item.edit",
                                "{'unit':%lld,'item':%lld,'kind':'link','title':{'fr':'B'},"
                                "'url':'/x'}",
                                (long long)unit, (long long)one),
                     ERR_BAD_REQUEST);
    assert_int_equal(help_sendf(help, "m1", "item.remove", "{'unit':%lld,'item':%lld}",
                                (long long)unit, (long long)two),
                     ERR_NONE);
    expect_view(help, RINGS_INSIDE, path(unit, "items"), NULL);
    expect_part(help, RINGS_INSIDE, unit, "unit/order/0", NULL);
    assert_int_equal(act(help, "m1", "unit.remove", unit), ERR_NONE);
    help_room_free(&help);
}

static void marks_are_a_persons_own(void **state)
{
    struct help_room *help = course_new();
    int64_t unit = add(help, "One", ""), one = item(help, unit, ARTICLE);
    char at[64];
    assert_int_equal(mark(help, "u1", unit, one, true), ERR_NOT_FOUND);
    assert_int_equal(act(help, "m1", "unit.release", unit), ERR_NONE);
    assert_int_equal(mark(help, "u1", unit, one, false), ERR_NONE);
    snprintf(at, sizeof at, "unit/marks/%lld", (long long)one);
    expect_me(help, "u1", at, "{}");
    assert_int_equal(mark(help, "u1", unit, one, true), ERR_NONE);
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_patch(help, HELP_STAFF, NULL);
    expect_me(help, "u1", at, "{'done':true}");
    expect_me(help, "u2", at, NULL);
    assert_int_equal(mark(help, "u1", unit, one, false), ERR_NONE);
    expect_me(help, "u1", at, "{}");
    assert_int_equal(mark(help, "u1", unit, one + 1000, true), ERR_NOT_FOUND);
    assert_int_equal(mark(help, "u1", unit + 1000, one, true), ERR_NOT_FOUND);
    int64_t two = item(help, unit, ARTICLE);
    assert_int_equal(mark(help, "u1", unit, two, true), ERR_NONE);
    assert_int_equal(help_sendf(help, "m1", "item.remove", "{'unit':%lld,'item':%lld}",
                                (long long)unit, (long long)one),
                     ERR_NONE);
    expect_me(help, "u1", at, NULL);
    assert_int_equal(act(help, "m1", "unit.remove", unit), ERR_NONE);
    expect_me(help, "u1", "unit/marks", "{}");
    help_room_free(&help);
}

static void a_unit_has_no_more_items_than_it_may(void **state)
{
    struct help_room *help = course_new();
    for (int left = BOUND_ITEMS; left > 0; left -= BOUND_ITEMS_UNIT) {
        int64_t unit = add(help, "One", "");
        for (int i = 0; i < BOUND_ITEMS_UNIT && i < left; i++)
            item(help, unit, ARTICLE);
        assert_int_equal(
            help_sendf(help, "m1", "item.add", "{'unit':%lld," ARTICLE "}", (long long)unit),
            ERR_LIMIT_EXCEEDED);
    }
    help_room_free(&help);
}

static void what_makes_no_sense_is_refused(void **state)
{
    static const char *const wrong[] = {
        "{'title':{}}",
        "{'title':{'en':'x'},'at':5,'day':1}",
        "{'title':{'en':'x'},'time':5}",
        "{'title':{'en':'x'},'day':801}",
        "{'title':{'en':'x'},'day':1,'time':1440}",
        "{'title':{'en':'x'},'day':1,'open':true}",
        "{'title':{'en':'x'},'text':{}}",
    };
    struct help_room *help = course_new();
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(help_send(help, "h1", "unit.add", wrong[i]), ERR_BAD_REQUEST);
    assert_int_equal(act(help, "h1", "unit.edit", 99), ERR_BAD_REQUEST);
    assert_int_equal(act(help, "h1", "unit.remove", 99), ERR_NOT_FOUND);
    for (int i = 0; i < BOUND_UNITS; i++)
        add(help, "One", "");
    assert_int_equal(help_send(help, "h1", "unit.add", "{'title':{'en':'x'}}"), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

#define ACTIVITY "'kind':'lti','tool':7,'url':'https://t.example/3','title':{'en':'E'}"

static void an_activity_is_launched_by_who_sees_it(void **state)
{
    struct help_room *help = course_new();
    struct buffer out;
    char which[64];
    (void)state;
    buffer_init(&out, BOUND_VIEW_BYTES);
    int64_t unit = add(help, "Later", "");
    int64_t one = item(help, unit, ACTIVITY ",'custom':{'chapter':'3'}");
    int64_t link = item(help, unit, "'kind':'link','title':{'en':'L'},'url':'/here'");
    snprintf(which, sizeof which, "{'unit':%lld,'item':%lld}", (long long)unit, (long long)one);
    assert_int_equal(help_query(help, "u1", "item.launch", which, &out), ERR_NOT_FOUND);
    assert_int_equal(act(help, "h1", "unit.release", unit), ERR_NONE);
    buffer_clear(&out);
    assert_int_equal(help_query(help, "u1", "item.launch", which, &out), ERR_NONE);
    static const char says[] =
        "{\"tool\":7,\"custom\":{\"chapter\":\"3\"},\"url\":\"https://t.example/3\","
        "\"title\":{\"en\":\"E\"},\"role\":\"participant\",\"course\":{";
    assert_true(slice_starts(buffer_slice(&out), slice_of(says)));
    assert_int_equal(mark(help, "u1", unit, one, true), ERR_NONE);
    snprintf(which, sizeof which, "{'unit':%lld,'item':%lld}", (long long)unit, (long long)link);
    buffer_clear(&out);
    assert_int_equal(help_query(help, "u1", "item.launch", which, &out), ERR_NOT_FOUND);
    buffer_done(&out);
    help_room_free(&help);
}

static void what_a_tool_is_told_has_its_bounds(void **state)
{
    static const struct {
        const char *more;
        enum err error;
    } cases[] = {
        {"'custom':{'a_Z9':'x'}", ERR_NONE},
        {"'custom':{}", ERR_BAD_REQUEST},
        {"'custom':{'':'x'}", ERR_BAD_REQUEST},
        {"'custom':{'a b':'x'}", ERR_BAD_REQUEST},
        {"'custom':{'a-b':'x'}", ERR_BAD_REQUEST},
        {"'custom':{'a':1}", ERR_BAD_REQUEST},
        {"'custom':['a']", ERR_BAD_REQUEST},
        {"'custom':{'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa':'x'}", ERR_BAD_REQUEST},
        {"'custom':{'a':'1','b':'1','c':'1','d':'1','e':'1','f':'1','g':'1','h':'1','i':'1',"
         "'j':'1','k':'1'}",
         ERR_LIMIT_EXCEEDED},
        {"'url':'/path'", ERR_BAD_REQUEST},
    };
    struct help_room *help = course_new();
    (void)state;
    int64_t unit = add(help, "Unit", "");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool other = strncmp(cases[i].more, "'url'", 5) == 0;
        assert_int_equal(help_sendf(help, "m1", "item.add",
                                    "{'unit':%lld,'kind':'lti','tool':7,'title':{'en':'E'},%s%s}",
                                    (long long)unit, other ? "" : "'url':'https://t.example/3',",
                                    cases[i].more),
                         cases[i].error);
    }
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_activity_is_launched_by_who_sees_it),
        cmocka_unit_test(what_a_tool_is_told_has_its_bounds),
        cmocka_unit_test(what_is_not_open_is_for_staff_alone),
        cmocka_unit_test(a_unit_opens_when_its_time_has_come),
        cmocka_unit_test(ten_o_clock_stays_so_over_a_change_of_clocks),
        cmocka_unit_test(staff_open_move_and_hold_back),
        cmocka_unit_test(what_was_planned_otherwise_meanwhile_does_not_open),
        cmocka_unit_test(what_was_held_back_meanwhile_gets_no_time),
        cmocka_unit_test(what_was_open_is_told_to_be_gone_though_it_is_shut),
        cmocka_unit_test(the_order_of_what_is_open_is_told_alone),
        cmocka_unit_test(what_is_announced_is_posted_with_the_unit),
        cmocka_unit_test(gone_with_its_unit_is_what_it_announces),
        cmocka_unit_test(a_webinar_opens_with_its_unit),
        cmocka_unit_test(a_copy_has_the_days),
        cmocka_unit_test(a_unit_has_items_behind_its_door),
        cmocka_unit_test(marks_are_a_persons_own),
        cmocka_unit_test(a_unit_has_no_more_items_than_it_may),
        cmocka_unit_test(what_makes_no_sense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
