/* SPDX-License-Identifier: Apache-2.0
 * The control of what the histories look for: doors of the server are opened on purpose, each by
 * itself, and of everything that stood behind one the words are found where they must not be,
 * within a few histories. With all of them shut nothing is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/room_area.h"
#include "core/room_finds.h"
#include "core/room_news.h"
#include "core/room_view.h"
#include "fanout/tape.h"
#include "features/assignment_state.h"
#include "features/chat_mention.h"
#include "features/common_supervise.h"
#include "features/document_state.h"
#include "features/forum_first.h"
#include "features/forum_late.h"
#include "features/forum_narrow.h"
#include "features/test_paper.h"
#include "sim/help_assignments.h"
#include "sim/help_attendance.h"
#include "sim/help_cards.h"
#include "sim/help_caught.h"
#include "sim/help_chat.h"
#include "sim/help_cohorts.h"
#include "sim/help_completion.h"
#include "sim/help_desk.h"
#include "sim/help_direct.h"

#include "sim/help_finds.h"
#include "sim/help_firsts.h"
#include "sim/help_groups.h"
#include "sim/help_guests.h"
#include "sim/help_histories.h"
#include "sim/help_late.h"
#include "sim/help_life.h"
#include "sim/help_mentions.h"
#include "sim/help_nameless.h"
#include "sim/help_news.h"
#include "sim/help_passages.h"
#include "sim/help_polls.h"
#include "sim/help_posted.h"
#include "sim/help_secrets.h"
#include "sim/help_tests.h"
#include "sim/help_topics.h"
#include "sim/help_units.h"

/* Of histories: behind shut doors SEEDS, and SEEDS_OPEN at most until one that is open is seen. */
enum { STEPS = 160, SEEDS = 64, SEEDS_OPEN = 256, KINDS_MAX = 12, DESK_TURNS = 12, FEW_STEP = 4 };

/* ---- doors -------------------------------------------------------------------------------------
 * Linked in the place of the server's (tests/CMakeLists.txt). */

static enum door {
    SHUT,
    TEAM,
    THINGS,
    ROOM,
    PARTS,
    OTHERS,
    MENTIONS,
    MODERATORS,
    TAPES,
    WORKS,
    ONE,
    PAPERS,
    FIRSTS,
    VEILS,
    TIMES,
    NEWS,
    FINDS,
    AREAS,
    ENDS,
    FILES,
    LATE,
    DOCUMENTS
} open;
static bool telling; /* what is new is being asked */

bool __real_rings_of_staff(struct rings rings);
bool __wrap_rings_of_staff(struct rings rings);
bool __real_rings_inside(struct rings rings);
bool __wrap_rings_inside(struct rings rings);
bool __real_rings_meet(struct rings a, struct rings b);
bool __wrap_rings_meet(struct rings a, struct rings b);
struct rings __real_room_part_rings(const struct room *room, const struct part *part,
                                    struct slice person);
struct rings __wrap_room_part_rings(const struct room *room, const struct part *part,
                                    struct slice person);
void __real_room_me(const struct room *room, struct slice person, struct buffer *out);
void __wrap_room_me(const struct room *room, struct slice person, struct buffer *out);
bool __real_room_patch_me(const struct room *room, const struct entry *entry, struct slice person,
                          struct buffer *out);
bool __wrap_room_patch_me(const struct room *room, const struct entry *entry, struct slice person,
                          struct buffer *out);

enum err __real_chat_mention_check(const struct knowns *knowns, const struct entry *entry,
                                   const struct scene *scene);
enum err __wrap_chat_mention_check(const struct knowns *knowns, const struct entry *entry,
                                   const struct scene *scene);

struct veil_name __real_veil_person(const struct veil *veil, struct slice room, struct slice scope,
                                    struct slice person);
struct veil_name __wrap_veil_person(const struct veil *veil, struct slice room, struct slice scope,
                                    struct slice person);
bool __real_forum_waits(const struct thread *thread, struct slice person, struct rings rings);
bool __wrap_forum_waits(const struct thread *thread, struct slice person, struct rings rings);
bool __real_common_supervises(const struct room *room, struct slice staff, struct slice person);
bool __wrap_common_supervises(const struct room *room, struct slice staff, struct slice person);
bool __real_common_is_supervisor(const struct room *room, struct slice person);
bool __wrap_common_is_supervisor(const struct room *room, struct slice person);
struct assignment_work *__real_assignment_work(const struct assignment *assignment,
                                               struct slice person);
struct assignment_work *__wrap_assignment_work(const struct assignment *assignment,
                                               struct slice person);
struct test_taker *__real_test_taker(const struct test *test, struct slice person);
struct test_taker *__wrap_test_taker(const struct test *test, struct slice person);
void __real_test_paper_write(const struct test *test, const struct test_attempt *attempt,
                             struct slice person, enum test_sight sight, struct writer *out);
void __wrap_test_paper_write(const struct test *test, const struct test_attempt *attempt,
                             struct slice person, enum test_sight sight, struct writer *out);

void __real_room_news(const struct room *room, const struct news_reader *reader,
                      struct news_out *out);
void __wrap_room_news(const struct room *room, const struct news_reader *reader,
                      struct news_out *out);

/* Everybody is shown what the team is. */
bool __wrap_rings_of_staff(struct rings rings)
{
    return open == TEAM || __real_rings_of_staff(rings);
}

/* A pseudonym says whose it is. */
struct veil_name __wrap_veil_person(const struct veil *veil, struct slice room, struct slice scope,
                                    struct slice person)
{
    struct veil_name name = __real_veil_person(veil, room, scope, person);
    if (open == VEILS)
        snprintf(name.text, sizeof name.text, "*%.*s", (int)person.len, person.at);
    return name;
}

/* Nobody waits before a thread in which one writes first. */
bool __wrap_forum_waits(const struct thread *thread, struct slice person, struct rings rings)
{
    bool past = open == FIRSTS || (open == NEWS && telling);
    return !past && __real_forum_waits(thread, person, rings);
}

/* Whoever waits before the door is inside. */
bool __wrap_rings_inside(struct rings rings)
{
    return open == ROOM || __real_rings_inside(rings);
}

/* Everything is shown to everybody, whatever its stamp is. */
bool __wrap_rings_meet(struct rings a, struct rings b)
{
    return open == THINGS || (open == NEWS && telling) || __real_rings_meet(a, b);
}

bool __real_forum_files_lends(const void *state, int64_t file, const struct scene *scene);
bool __wrap_forum_files_lends(const void *state, int64_t file, const struct scene *scene);

/* A file of a post is given to whoever knows its number. */
bool __wrap_forum_files_lends(const void *state, int64_t file, const struct scene *scene)
{
    bool asked = open == FILES && scene->role != ROLE_SYSTEM;
    return asked || __real_forum_files_lends(state, file, scene);
}

/* What is new is told to everybody alike; nothing else is. */
void __wrap_room_news(const struct room *room, const struct news_reader *reader,
                      struct news_out *out)
{
    telling = true;
    __real_room_news(room, reader, out);
    telling = false;
}

bool __real_room_finds_sees(const struct room *room, struct slice person, struct slice place,
                            int64_t seq, struct find_item *item);
bool __wrap_room_finds_sees(const struct room *room, struct slice person, struct slice place,
                            int64_t seq, struct find_item *item);

/* Whatever the index holds is shown to whoever asks. */
bool __wrap_room_finds_sees(const struct room *room, struct slice person, struct slice place,
                            int64_t seq, struct find_item *item)
{
    bool sees = __real_room_finds_sees(room, person, place, seq, item);
    if (sees || open != FINDS)
        return sees;
    *item = (struct find_item){.kind = "any", .shown = FIND_ALL};
    return true;
}

/* Everybody may enter every group, every unit and every thread. */
struct rings __wrap_room_part_rings(const struct room *room, const struct part *part,
                                    struct slice person)
{
    return open == PARTS ? RINGS_INSIDE : __real_room_part_rings(room, part, person);
}

/* Everybody is told what one of them is told alone. */
static struct slice one_of(struct slice person)
{
    return open == OTHERS ? SLICE("p2") : person;
}

void __wrap_room_me(const struct room *room, struct slice person, struct buffer *out)
{
    __real_room_me(room, one_of(person), out);
}

bool __wrap_room_patch_me(const struct room *room, const struct entry *entry, struct slice person,
                          struct buffer *out)
{
    return __real_room_patch_me(room, entry, one_of(person), out);
}

/* Everybody may mention whoever they like. */
enum err __wrap_chat_mention_check(const struct knowns *knowns, const struct entry *entry,
                                   const struct scene *scene)
{
    return open == MENTIONS ? ERR_NONE : __real_chat_mention_check(knowns, entry, scene);
}

/* Everybody sees everybody's work, their own too as staff do. */
bool __wrap_common_supervises(const struct room *room, struct slice staff, struct slice person)
{
    return open == WORKS || __real_common_supervises(room, staff, person);
}

bool __wrap_common_is_supervisor(const struct room *room, struct slice person)
{
    return open == WORKS || __real_common_is_supervisor(room, person);
}

/* Whatever somebody does at an assignment or a test is taken for what one of them did. */
struct assignment_work *__wrap_assignment_work(const struct assignment *assignment,
                                               struct slice person)
{
    return __real_assignment_work(assignment, open == ONE ? SLICE("p2") : person);
}

struct test_taker *__wrap_test_taker(const struct test *test, struct slice person)
{
    return __real_test_taker(test, open == ONE ? SLICE("p2") : person);
}

/* A paper has what is right on it from the first. */
void __wrap_test_paper_write(const struct test *test, const struct test_attempt *attempt,
                             struct slice person, enum test_sight sight, struct writer *out)
{
    __real_test_paper_write(test, attempt, person, open == PAPERS ? TEST_CORRECT : sight, out);
}

enum err __real_attendance_own_answer(const void *state, const struct json *data,
                                      const struct scene *scene, struct writer *out);
enum err __wrap_attendance_own_answer(const void *state, const struct json *data,
                                      const struct scene *scene, struct writer *out);

/* Whoever asks for their own time is told that of one of them. */
enum err __wrap_attendance_own_answer(const void *state, const struct json *data,
                                      const struct scene *scene, struct writer *out)
{
    struct scene other = *scene;
    if (open == TIMES)
        other.person = SLICE("p2");
    return __real_attendance_own_answer(state, data, &other, out);
}

bool __real_forum_moderates(const struct thread *thread, const struct scene *scene);
bool __wrap_forum_moderates(const struct thread *thread, const struct scene *scene);
void __real_tape_hide(struct tape *tape, int64_t thing, tape_blank_fn *fn, void *context);
void __wrap_tape_hide(struct tape *tape, int64_t thing, tape_blank_fn *fn, void *context);

/* Everybody moderates every thread. */
bool __wrap_forum_moderates(const struct thread *thread, const struct scene *scene)
{
    return open == MODERATORS || __real_forum_moderates(thread, scene);
}

/* Nothing is taken back of what has not been sent yet. */
void __wrap_tape_hide(struct tape *tape, int64_t thing, tape_blank_fn *fn, void *context)
{
    if (open != TAPES)
        __real_tape_hide(tape, thing, fn, context);
}

struct rings __real_room_area_rings(const struct room *room, struct slice person, struct area area);
struct rings __wrap_room_area_rings(const struct room *room, struct slice person, struct area area);
bool __real_room_due(const struct room *room, int64_t now_ms, struct due *out);
bool __wrap_room_due(const struct room *room, int64_t now_ms, struct due *out);

/* A guest of any place is one of every place. */
struct rings __wrap_room_area_rings(const struct room *room, struct slice person, struct area area)
{
    struct rings rings = __real_room_area_rings(room, person, area);
    return open == AREAS && rings_visiting(rings) ? RINGS_INSIDE : rings;
}

/* Nobody's time as a guest is ever over. */
bool __wrap_room_due(const struct room *room, int64_t now_ms, struct due *out)
{
    bool due = __real_room_due(room, now_ms, out);
    return due && !(open == ENDS && strcmp(out->type, "visitor.lapse") == 0);
}

struct rings __real_forum_late_rings(const void *state, struct slice person);
struct rings __wrap_forum_late_rings(const void *state, struct slice person);

/* Whoever is there has been from the beginning. */
struct rings __wrap_forum_late_rings(const void *state, struct slice person)
{
    return open == LATE ? (struct rings){0} : __real_forum_late_rings(state, person);
}

bool __real_document_seen(const struct document *document, const struct scene *scene);
bool __wrap_document_seen(const struct document *document, const struct scene *scene);

/* Whoever knows the number of a document sees it. */
bool __wrap_document_seen(const struct document *document, const struct scene *scene)
{
    return (open == DOCUMENTS && document) || __real_document_seen(document, scene);
}

/* What stands behind each. */
static const struct opened {
    enum door door;
    const char *name;
    enum caught kinds[KINDS_MAX]; /* CAUGHT_KINDS behind the last */
} doors[] = {
    {TEAM,
     "the team's view",
     {CAUGHT_DRAFT, CAUGHT_CORRECT, CAUGHT_BANNED, CAUGHT_QUESTION, CAUGHT_DISMISSED,
      CAUGHT_PRIVATE, CAUGHT_REASON, CAUGHT_DIRECT, CAUGHT_CALL, CAUGHT_RECORDING, CAUGHT_KINDS}},
    {THINGS,
     "the stamps of things",
     {CAUGHT_PENDING, CAUGHT_DELAYED, CAUGHT_UNIT, CAUGHT_TOPIC, CAUGHT_COHORT, CAUGHT_MENTION,
      CAUGHT_REPORT, CAUGHT_SURVEY, CAUGHT_CARD, CAUGHT_KINDS}},
    {ROOM, "the room, before its door", {CAUGHT_WAITING, CAUGHT_KINDS}},
    {PARTS,
     "the groups, units and threads",
     {CAUGHT_GROUP, CAUGHT_UNIT, CAUGHT_COHORT, CAUGHT_KINDS}},
    {OTHERS,
     "what another is told",
     {CAUGHT_ANSWER, CAUGHT_DIRECT, CAUGHT_COMPLETED, CAUGHT_KINDS}},
    {MENTIONS, "who may be mentioned", {CAUGHT_HERE, CAUGHT_KINDS}},
    {MODERATORS, "who moderates a thread", {CAUGHT_HISTORY, CAUGHT_BALLOT, CAUGHT_KINDS}},
    {TAPES, "what is taken back", {CAUGHT_GONE, CAUGHT_KINDS}},
    {WORKS, "whose work one sees", {CAUGHT_WORK, CAUGHT_MARK, CAUGHT_KINDS}},
    {ONE, "what one person did", {CAUGHT_DRAFTED, CAUGHT_ANSWERED, CAUGHT_KINDS}},
    {VEILS, "pseudonyms", {CAUGHT_AUTHOR, CAUGHT_KINDS}},
    {NEWS, "what is new", {CAUGHT_COHORT, CAUGHT_COUNT, CAUGHT_KINDS}},
    {FINDS,
     "what the index holds",
     {CAUGHT_UNIT, CAUGHT_TOPIC, CAUGHT_COHORT, CAUGHT_FIRST, CAUGHT_GONE, CAUGHT_KINDS}},
    {FIRSTS, "threads where one writes first", {CAUGHT_FIRST, CAUGHT_KINDS}},
    {TIMES, "whose time it is", {CAUGHT_CORRECTION, CAUGHT_KINDS}},
    {PAPERS, "what is right in a test", {CAUGHT_RIGHT, CAUGHT_KINDS}},
    {AREAS, "the places of a guest", {CAUGHT_VISITED, CAUGHT_DOCUMENT, CAUGHT_KINDS}},
    {ENDS, "the end of a guest's stay", {CAUGHT_ENDED, CAUGHT_KINDS}},
    {FILES,
     "the files of posts",
     {CAUGHT_FIRST, CAUGHT_COHORT, CAUGHT_TOPIC, CAUGHT_GONE, CAUGHT_KINDS}},
    {LATE, "what was before somebody came", {CAUGHT_LATE, CAUGHT_KINDS}},
    {DOCUMENTS, "who sees a document", {CAUGHT_DOCUMENT, CAUGHT_KINDS}},
};

/* ---- histories ---------------------------------------------------------------------------------
 */

/* Too large for the stack. */
static struct world world;

static void run_history(uint64_t seed, unsigned instances)
{
    struct polls_seen polls = {0};
    struct groups_seen groups = {0}, cohorts = {0};
    struct life life = {0};
    struct units_seen units = {0};
    struct mentions_seen mentions = {0};
    struct completion_seen completion = {0};
    struct passages_seen passages = {0};
    struct firsts_seen firsts = {0};
    struct nameless_seen nameless = {0};
    struct posted_seen posted = {0};
    struct news_seen news = {0};
    struct guests_seen guests = {0};
    struct late_seen late = {0};
    world_open(&world, seed * UINT64_C(0x9E6C63D0876A9A47), instances);
    if (seed % 2)
        polls_run(&world);
    else
        chat_run(&world);
    groups_run(&world);
    cohorts_run(&world);
    guests_run(&world);
    late_run(&world);
    direct_run(&world);
    topics_run(&world);
    for (int turn = 0; turn < DESK_TURNS; turn++)
        desk_step(&world);
    passages_run(&world);
    firsts_run(&world);
    nameless_run(&world);
    posted_run(&world);
    assignments_run(&world);
    tests_run(&world);
    attendance_run(&world);
    for (int step = 0; step < STEPS; step++)
        world_step(&world);
    finds_run(&world);
    cards_run(&world);
    world_settle(&world);
    secrets_expect(&world);
    secrets_expect_gone(&world);
    polls_expect(&world, &polls);
    life_expect(&world, &life);
    news_heard(&world, &news);
    news_expect(&world, &news);
    groups_expect(&world, &groups);
    cohorts_expect(&world, &cohorts);
    guests_expect(&world, &guests);
    late_expect(&world, &late);
    units_expect(&world, &units);
    mentions_expect(&world, &mentions);
    completion_expect(&world, &completion);
    passages_expect(&world, &passages);
    firsts_expect(&world, &firsts);
    nameless_expect(&world, &nameless);
    posted_expect(&world, &posted);
    assignments_expect(&world);
    tests_expect(&world);
    world_close(&world);
}

/* What should be found behind a door and is not; CAUGHT_KINDS: all was. */
static enum caught kind_missed(const struct opened *door)
{
    size_t at = 0;
    while (door->kinds[at] != CAUGHT_KINDS && caught_times(door->kinds[at]) > 0)
        at++;
    return door->kinds[at];
}

/* As many histories as it takes; of few that are wanted, every fourth door. */
static void what_stands_behind_an_open_door_is_found(void **state)
{
    size_t step = histories_judged() ? 1 : FEW_STEP;
    for (size_t i = 0; i < sizeof doors / sizeof doors[0]; i += step) {
        uint64_t seed = 0;
        open = doors[i].door;
        caught_count(true);
        while (seed < SEEDS_OPEN && kind_missed(&doors[i]) != CAUGHT_KINDS)
            histories_one(++seed, false, run_history);
        print_message("%s: after %llu histories\n", doors[i].name, (unsigned long long)seed);
        if (kind_missed(&doors[i]) != CAUGHT_KINDS)
            fail_msg("%s: %s is not found", doors[i].name, caught_name(kind_missed(&doors[i])));
    }
}

static void behind_shut_doors_nothing_is(void **state)
{
    open = SHUT;
    caught_count(false);
    uint64_t seeds = histories_judged() ? SEEDS : SEEDS / FEW_STEP;
    for (uint64_t seed = 1; seed <= seeds; seed++)
        histories_one(seed, false, run_history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(behind_shut_doors_nothing_is, histories_print),
        cmocka_unit_test_teardown(what_stands_behind_an_open_door_is_found, histories_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
