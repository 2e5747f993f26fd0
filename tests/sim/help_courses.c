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

/* ---- questions of its webinars -----------------------------------------------------------------
 */

static int64_t says(const char *by, const char *room, const char *method, const char *rest)
{
    static unsigned ops;
    char data[300];
    snprintf(data, sizeof data, "{\"room\":\"%s\",\"op\":\"q%u\"%s}", room, ops++, rest);
    return small_run(by, method, data);
}

static const char *any_webinar(void)
{
    static char name[24];
    snprintf(name, sizeof name, "webinar:taught%u", any(WEBINARS));
    return name;
}

/* The last entry of a type in a room, and how many there are. */
struct sought {
    const char *type;
    int64_t seq;
};

static void see_sought(const struct entry *entry, void *context)
{
    struct sought *sought = context;
    if (slice_is(entry->type, sought->type) && (!sought->seq || any(2)))
        sought->seq = entry->seq;
}

static int64_t any_of(const char *room, const char *type)
{
    struct sought sought = {.type = type};
    small_read(room, see_sought, &sought);
    return sought.seq;
}

static void phase(void)
{
    static const char *const to[] = {",\"to\":\"live\"", ",\"to\":\"live\"", ",\"to\":\"ended\""};
    says("m", any_webinar(), "stage.phase", to[any(3)]);
}

static void reopen(void)
{
    says("m", any_webinar(), "stage.reopen", "");
}

static void ask(void)
{
    says(any(2) ? "m" : people[any(MEMBERS)], any_webinar(), "question.ask", ",\"text\":\"Why?\"");
}

static void answer(void)
{
    char rest[64];
    const char *webinar = any_webinar();
    snprintf(rest, sizeof rest, ",\"question\":%lld", (long long)any_of(webinar, "question.ask"));
    says("m", webinar, any(3) ? "question.answer" : "question.reopen", rest);
}

static void post(void)
{
    static unsigned posts;
    char rest[100];
    int64_t thread = any_of("course:taught", "forum.carry");
    snprintf(rest, sizeof rest, ",\"thread\":%lld,\"text\":\"answer-%u\"", (long long)thread,
             ++posts);
    if (thread)
        says(any(4) ? "m" : people[any(MEMBERS)], "course:taught", "forum.post", rest);
}

static void unpost(void)
{
    char rest[64];
    int64_t seq = any_of("course:taught", "forum.post");
    snprintf(rest, sizeof rest, ",\"post\":%lld", (long long)seq);
    if (seq)
        says("m", "course:taught", "forum.delete", rest);
}

/* Whoever gave it; or no longer. */
static void accept(void)
{
    char rest[64];
    int64_t seq = any_of("course:taught", "forum.post");
    snprintf(rest, sizeof rest, ",\"post\":%lld,\"accepted\":%s", (long long)seq,
             any(3) ? "true" : "false");
    if (seq)
        says("m", "course:taught", "forum.accept", rest);
}

void courses_act(void)
{
    static void (*const acts[])(void) = {make,  enrol, enrol, appoint, appoint, take_out, ban,
                                         unban, come,  come,  come,    phase,   phase,    reopen,
                                         ask,   ask,   ask,   ask,     answer};
    acts[any(sizeof acts / sizeof acts[0])]();
}

void courses_answer(void)
{
    static void (*const acts[])(void) = {post, post, post, unpost, accept, accept, answer};
    acts[any(sizeof acts / sizeof acts[0])]();
}

/* ---- what became of them -----------------------------------------------------------------------
 */

enum { CARRIED = 256, POSTS = 64 };

/* A question of one webinar that was carried, as the course has it and as the webinar does. */
struct carried {
    int64_t question, thread;
    struct answered {
        int64_t seq;
        bool staff, gone;
        char text[24];
    } posts[POSTS]; /* in its thread */
    size_t posts_count;
    const struct answered *answer; /* NULL: none */
    int64_t answer_at;             /* the last entry about it */
    unsigned times;
    bool told;
    char said[24];
    int64_t said_at;
};

struct carrying {
    const char *webinar;
    struct room *room; /* of who is read: what was refused in its turn does not count */
    struct carried list[CARRIED];
    size_t count;
};

static struct carried *carried_find(struct carrying *all, int64_t question, int64_t thread)
{
    for (size_t i = 0; i < all->count; i++)
        if ((question && all->list[i].question == question) ||
            (thread && all->list[i].thread == thread))
            return &all->list[i];
    return NULL;
}

static int64_t number(const struct entry *entry, const char *key)
{
    int64_t value = 0;
    (void)json_get_int(entry->data, key, &value);
    return value;
}

static void copy_text(const struct entry *entry, char out[24])
{
    struct slice text = {NULL, 0};
    bool there = json_get_text(entry->data, "text", &text);
    snprintf(out, 24, "%.*s", there ? (int)text.len : 0, there ? text.at : "");
}

static void see_thread(const struct entry *entry, struct carrying *all)
{
    struct slice from = {NULL, 0};
    if (!json_get_text(entry->data, "from", &from) || !slice_is(from, all->webinar))
        return;
    struct carried *carried = carried_find(all, number(entry, "question"), 0);
    if (carried) {
        carried->times++;
        return;
    }
    assert_true(all->count < CARRIED);
    all->list[all->count++] =
        (struct carried){.question = number(entry, "question"), .thread = entry->seq, .times = 1};
}

static const struct answered *first_of_staff(const struct carried *carried)
{
    for (size_t i = 0; i < carried->posts_count; i++)
        if (carried->posts[i].staff && !carried->posts[i].gone)
            return &carried->posts[i];
    return NULL;
}

static void see_post(const struct entry *entry, struct carried *carried)
{
    assert_true(carried->posts_count < POSTS);
    struct answered *post = &carried->posts[carried->posts_count++];
    *post = (struct answered){.seq = entry->seq, .staff = slice_is(entry->by, "m")};
    copy_text(entry, post->text);
    if (carried->answer || !post->staff)
        return;
    carried->answer = post;
    carried->answer_at = entry->seq;
}

/* One that was accepted answers, else the first of staff that stands. */
static void see_fate(const struct entry *entry, struct carried *carried, struct answered *post)
{
    bool accepted = false, was = carried->answer == post;
    json_get_bool(entry->data, "accepted", &accepted);
    post->gone = slice_is(entry->type, "forum.delete");
    const struct answered *next = accepted ? post : was ? first_of_staff(carried) : carried->answer;
    if (next != carried->answer)
        carried->answer_at = entry->seq;
    tally.accepted += accepted && !post->staff;
    carried->answer = next;
}

static void see_course(const struct entry *entry, void *context)
{
    struct carrying *all = context;
    if (room_apply(all->room, entry) != ERR_NONE)
        return;
    if (slice_is(entry->type, "forum.carry"))
        see_thread(entry, all);
    struct carried *carried = carried_find(all, 0, number(entry, "thread"));
    if (slice_is(entry->type, "forum.post") && carried)
        see_post(entry, carried);
    if (!slice_is(entry->type, "forum.delete") && !slice_is(entry->type, "forum.accept"))
        return;
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->list[i].posts_count; k++)
            if (all->list[i].posts[k].seq == number(entry, "post"))
                see_fate(entry, &all->list[i], &all->list[i].posts[k]);
}

static void see_webinar(const struct entry *entry, void *context)
{
    struct carrying *all = context;
    if (room_apply(all->room, entry) != ERR_NONE)
        return;
    struct carried *carried = carried_find(all, number(entry, "question"), 0);
    if (slice_is(entry->type, "question.carry") && !carried)
        small_wrong("question %lld of %s is no thread of the course",
                    (long long)number(entry, "question"), all->webinar);
    else if (slice_is(entry->type, "question.carry"))
        carried->told = true;
    /* Which thread it is answers nothing. */
    if (slice_is(entry->type, "question.return") && carried && number(entry, "thread")) {
        if (number(entry, "thread") != carried->thread)
            small_wrong("question %lld of %s is another thread", (long long)carried->question,
                        all->webinar);
        return;
    }
    if (!slice_is(entry->type, "question.return") || !carried ||
        number(entry, "cause") < carried->said_at)
        return;
    carried->said_at = number(entry, "cause");
    copy_text(entry, carried->said);
}

/* Each that was carried is one thread, what was answered there is what came back, and nothing that
 * is to be carried is left. */
static void check_questions(const char *webinar)
{
    /* Too large for the stack. */
    static struct carrying all;
    all = (struct carrying){.webinar = webinar,
                            .room = room_new(SLICE("course:taught"), help_kinds())};
    small_read("course:taught", see_course, &all);
    room_free(&all.room);
    all.room = room_new(slice_of(webinar), help_kinds());
    small_read(webinar, see_webinar, &all);
    for (size_t i = 0; i < all.count; i++) {
        const struct carried *one = &all.list[i];
        if (one->times != 1 || !one->told)
            small_wrong("question %lld of %s is %u threads of the course", (long long)one->question,
                        webinar, one->times);
        const char *due = one->answer ? one->answer->text : "";
        if (one->said_at != one->answer_at || strcmp(one->said, due) != 0)
            small_wrong("question %lld of %s was answered \"%s\", not \"%s\"",
                        (long long)one->question, webinar, one->said, due);
        tally.carried++;
        tally.answered += one->said[0] != 0;
    }
    if (room_due_ms(all.room) <= loop_now_ms(world.loop))
        small_wrong("%s has something left to do", webinar);
    room_free(&all.room);
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
        check_questions(name);
    }
    room_free(&course);
}
