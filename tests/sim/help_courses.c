/* SPDX-License-Identifier: Apache-2.0
 * The oracle is the course as its own journal folds it. */
#include "sim/help_courses.h"

#include <string.h>

#include "core/room.h"
#include "help/kinds.h"
#include "sim/help_academy.h"
#include "sim/help_small.h"

enum { MEMBERS = 4, WEBINARS = 2 };

static const char *const people[MEMBERS] = {"p0", "p1", "p2", "p3"};

static struct courses_tally tally;

const struct courses_tally *courses_tally(void)
{
    return &tally;
}

static unsigned any(unsigned count)
{
    return dice_below(&world.dice, count);
}

/* Their ops are numbered apart from those of the academy's room. */
static void in_course(const char *method, const char *rest)
{
    static unsigned ops;
    char data[200];
    snprintf(data, sizeof data, "{\"room\":\"course:taught\",\"op\":\"c%u\",\"whom\":\"%s\"%s}",
             ops++, people[any(MEMBERS)], rest);
    small_run("m", method, data);
}

static void make(void)
{
    academy_says("m", "room.create",
                 "'of':'course:taught','template':'spoc','title':{'en':'R'},"
                 "'who':{'to':'invited'},'hosts':['m']}");
    academy_says("m", "room.link", "'of':'course:taught','key':'taught'}");
    for (unsigned i = 0; i < WEBINARS; i++)
        academy_says("m", "room.create",
                     "'of':'webinar:taught%u','template':'webinar','title':{'en':'R'},"
                     "'who':{'to':'invited'},'hosts':['m'],'course':'course:taught'}",
                     i);
}

static void enrol(void)
{
    academy_says(people[any(MEMBERS)], "room.join", "'of':'course:taught','key':'taught'}");
}

static void appoint(void)
{
    in_course("member.set", ",\"role\":\"participant\"");
}

static void take_out(void)
{
    in_course("member.set", ",\"role\":\"none\"");
}

static void ban(void)
{
    in_course("member.ban", "");
}

static void unban(void)
{
    in_course("member.unban", "");
}

static void come(void)
{
    academy_says(people[any(MEMBERS)], "room.join", "'of':'webinar:taught%u'}", any(WEBINARS));
}

void courses_act(void)
{
    static void (*const acts[])(void) = {make, enrol, enrol, appoint, appoint, take_out,
                                         ban,  unban, come,  come,    come};
    acts[any(sizeof acts / sizeof acts[0])]();
}

static void see_room(const struct entry *entry, void *context)
{
    (void)room_apply(context, entry);
}

static struct room *folded(const char *name)
{
    struct room *room = room_new(slice_of(name), help_kinds());
    small_read(name, see_room, room);
    return room;
}

struct admitted {
    bool been[MEMBERS];
};

static void see_admitted(const struct entry *entry, void *context)
{
    struct admitted *admitted = context;
    struct slice whom = {NULL, 0}, role = {NULL, 0};
    if (!slice_is(entry->type, "member.admit") || !json_get_text(entry->data, "whom", &whom) ||
        !json_get_text(entry->data, "role", &role))
        return;
    for (unsigned i = 0; i < MEMBERS; i++)
        if (slice_is(whom, people[i]) && slice_is(role, "participant"))
            admitted->been[i] = true;
}

void courses_check(void)
{
    struct room *course = folded("course:taught");
    for (unsigned at = 0; at < WEBINARS; at++) {
        char name[24];
        struct admitted admitted = {0};
        snprintf(name, sizeof name, "webinar:taught%u", at);
        struct room *webinar = folded(name);
        small_read(name, see_admitted, &admitted);
        for (unsigned i = 0; i < MEMBERS; i++) {
            bool inside = room_role(webinar, slice_of(people[i])) != ROLE_NONE;
            bool member = room_role(course, slice_of(people[i])) != ROLE_NONE;
            if (inside && !member)
                small_wrong("%s is in %s, and not in its course", people[i], name);
            tally.inside += inside;
            tally.gone += admitted.been[i] && !inside;
        }
        room_free(&webinar);
    }
    room_free(&course);
}
