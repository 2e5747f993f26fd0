/* SPDX-License-Identifier: Apache-2.0
 * The film of seeded random sessions: at every moment that is looked at, by seeking and by playing
 * on, it is the view of a plain fold of the journal as erased, for everybody's set of rings; what
 * was withdrawn is in no byte of it, before it is erased and after. Of this a tenth of what is
 * wanted is run (help_histories.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/room_view.h"
#include "net/film_job.h"
#include "net/films.h"
#include "net/media.h"
#include "sim/help_film.h"
#include "sim/help_groups.h"
#include "sim/help_histories.h"
#include "sim/help_pages.h"
#include "sim/help_polls.h"
#include "sim/help_secrets.h"
#include "sim/help_world.h"
#include "trial/trial.h"

enum { STEPS = 60, LATE_STEPS = 6, PAUSE_MS = 1200, TEXT = 1 << 22 };

#define ROOM   "webinar:w1"
#define CANARY "CANARY-film"

/* Too large for the stack. */
static struct world world;

static struct tally {
    unsigned films, groups, spoken, gone, kept, made, given, refused;
    struct film_seen seen;
} tally;

/* ---- the film ----------------------------------------------------------------------------------
 */

struct made {
    struct film *film;
    bool done;
    enum err error;
};

static void film_made(void *context, enum err error, struct film *film)
{
    struct made *made = context;
    *made = (struct made){film, true, error};
}

/* Of the room, or (not NULL) of one of its parts alone. */
static struct film *film_part_of(struct rings rings, const char *part)
{
    struct made made = {.done = false};
    struct buffer set;
    buffer_init(&set, 64);
    rings_write(rings, &set);
    const struct film_order order = {.kinds = trial_kinds(),
                                     .room = SLICE(ROOM),
                                     .set = buffer_slice(&set),
                                     .part = slice_of(part),
                                     .step_ms = FILM_STEP_MS};
    film_job_start(world.journal, &order, film_made, &made);
    for (int turn = 0; turn < 100 && !made.done; turn++)
        loop_pass(world.loop, 0);
    assert_true(made.done);
    assert_int_equal(made.error, ERR_NONE);
    buffer_done(&set);
    return made.film;
}

static struct film *film_of(struct rings rings)
{
    return film_part_of(rings, NULL);
}

/* ---- histories ---------------------------------------------------------------------------------
 */

static void end(void)
{
    world_act(&world, WORLD_HOST, "stage.phase", "\"to\":\"live\"");
    world_act(&world, WORLD_HOST, "stage.phase", "\"to\":\"ended\"");
    world.ended = true;
}

/* Answers to whatever was asked, after the end, and words taken back. */
static void come_late(void)
{
    enum { ANSWERS = 3 };
    loop_pass(world.loop, 10);
    for (int i = 0; i < ANSWERS; i++)
        world_act(&world, WORLD_HOST,
                  dice_below(&world.dice, 4) ? "question.answer" : "question.amend",
                  "\"question\":%lld,\"text\":\"late%u\"%s",
                  (long long)pages_any(&world, &world.questions), world.ops,
                  dice_below(&world.dice, 3) ? "" : ",\"private\":true");
    for (int i = 0; i < ANSWERS; i++)
        world_act(&world, WORLD_HOST, i ? "captions.amend" : "captions.remove",
                  "\"line\":%lld,\"text\":\"amended late\"",
                  (long long)pages_any(&world, &world.captions));
}

/* A word that is said, and taken back when all is over: it is in no segment as soon as it is taken
 * back, though it stands in the journal still. What is in them but for that stays. */
static int64_t said;

static void say_canary(void)
{
    said = world_act(&world, WORLD_HOST, "chat.post", "\"text\":\"" CANARY "\"");
}

static bool holds(const struct film *film, const char *word)
{
    bool found = false;
    for (size_t i = 0; i < film->parts_count; i++)
        for (size_t k = 0; k < film->parts[i].count; k++) {
            const struct film_file *forms[] = {&film->parts[i].segments[k].whole,
                                               &film->parts[i].segments[k].on};
            for (size_t form = 0; form < 2; form++) {
                struct buffer text;
                buffer_init(&text, TEXT);
                film_text(forms[form], &text);
                found = found || memmem(text.bytes, text.len, word, strlen(word));
                buffer_done(&text);
            }
        }
    return found;
}

static void expect_gone(const struct film *film)
{
    if (said > 0)
        assert_false(holds(film, CANARY));
}

/* Breaks on purpose what keeps a film from showing what was taken back (tests/CMakeLists.txt): that
 * entries are erased ahead, and that a film is known to be another one now. */
static bool without_erasing, without_versions;
struct entry *__real_erasure_ahead(const struct room *room, const struct entry *entry);
struct entry *__wrap_erasure_ahead(const struct room *room, const struct entry *entry);
struct entry *__wrap_erasure_ahead(const struct room *room, const struct entry *entry)
{
    return without_erasing ? NULL : __real_erasure_ahead(room, entry);
}
int64_t __real_erasure_moved(const struct room *room);
int64_t __wrap_erasure_moved(const struct room *room);
int64_t __wrap_erasure_moved(const struct room *room)
{
    return without_versions ? 0 : __real_erasure_moved(room);
}

/* The same of a group's film: that its door is asked, who was not in it gets none. */
static bool without_door, asking;
struct rings __real_room_part_rings(const struct room *room, const struct part *part,
                                    struct slice person);
struct rings __wrap_room_part_rings(const struct room *room, const struct part *part,
                                    struct slice person);
struct rings __wrap_room_part_rings(const struct room *room, const struct part *part,
                                    struct slice person)
{
    return without_door && asking ? room_rings(room, person)
                                  : __real_room_part_rings(room, part, person);
}

/* What somebody who asks now is given of the room: whether the canary is in it. */
struct given {
    bool done, holds;
    const struct film *film; /* to be compared alone */
};

static void given(void *context, enum err error, const struct film *film)
{
    struct given *given = context;
    assert_int_equal(error, ERR_NONE);
    given->done = true;
    given->film = film;
    given->holds = holds(film, CANARY);
}

static void ask(struct films *films, struct given *out)
{
    struct buffer text;
    struct json *json = NULL;
    struct films_ask ask = {.room = SLICE(ROOM)};
    buffer_init(&text, TEXT);
    pages_ask(&world, WORLD_HOST, "film.get", "{\"room\":\"" ROOM "\"}", &text);
    assert_int_equal(json_parse(buffer_slice(&text), &json), ERR_NONE);
    assert_true(json_get_text(json, "set", &ask.set));
    assert_true(json_get_int(json, "upto", &ask.upto));
    /* Two at once are given one. */
    struct given other = {.done = false};
    *out = other;
    films_get(films, &ask, given, out);
    films_get(films, &ask, given, &other);
    for (int turn = 0; turn < 100 && !(out->done && other.done); turn++)
        loop_pass(world.loop, 0);
    assert_true(out->done && other.done);
    assert_ptr_equal(out->film, other.film);
    json_free(&json);
    buffer_done(&text);
}

/* Segments that were made before: those that show nothing of it stand. */
static void count_kept(const struct film *before, const struct film *after)
{
    const struct film_part *one = &before->parts[0], *two = &after->parts[0];
    for (size_t i = 0; i < one->count && i < two->count; i++) {
        bool same = memcmp(&one->segments[i].hash, &two->segments[i].hash,
                           sizeof one->segments[i].hash) == 0;
        tally.kept += same;
        tally.made += !same;
    }
}

/* What is taken back is in no film that is given out behind that, before it is erased. True:
 * something was found after all. */
static bool take_back(void)
{
    struct given given = {.done = false};
    struct media *media = media_new(SLICE("secret"), NULL);
    struct films *films = films_new(
        &(struct films_options){.loop = world.loop, .hub = world.hubs[0], .media = media});
    struct film *before = film_of(RINGS_INSIDE), *after = NULL;
    ask(films, &given);
    if (said > 0)
        assert_true(given.holds && holds(before, CANARY));
    if (world_act(&world, WORLD_HOST, "chat.delete", "\"message\":%lld", (long long)said) < 0)
        said = 0;
    tally.gone += said > 0;
    ask(films, &given);
    after = film_of(RINGS_INSIDE);
    count_kept(before, after);
    film_free(&before);
    film_free(&after);
    films_free(&films);
    media_free(&media);
    return said > 0 && given.holds;
}

static bool found;

/* Rings that somebody stands in, each set once. */
struct sets {
    struct rings list[PEOPLE + VISITORS];
    size_t count;
};

static bool is_new(struct sets *sets, struct rings rings)
{
    for (size_t i = 0; i < sets->count; i++)
        if (rings_equal(sets->list[i], rings))
            return false;
    sets->list[sets->count++] = rings;
    return true;
}

/* The films of a group, for all who may see one: who is in it, and the team. */
static void compare_group(const struct room *now, unsigned number)
{
    char path[FILM_PART_BYTES], name[FILM_PART_BYTES];
    struct sets sets = {.count = 0};
    struct part part;
    snprintf(path, sizeof path, "group/%u", number);
    snprintf(name, sizeof name, "group.%u", number);
    if (!room_part_find(now, slice_of(path), &part))
        return;
    for (size_t i = 0; i < PEOPLE + VISITORS; i++) {
        struct rings rings = room_part_rings(now, &part, slice_of(world_people[i]));
        if (rings_none(rings) || !is_new(&sets, rings))
            continue;
        struct film *film = film_part_of(rings, name);
        assert_int_equal(film->parts_count, 1);
        film_compare(film, rings, now);
        tally.spoken += holds(film, "groupword");
        film_free(&film);
        tally.groups++;
    }
}

/* The set of rings that somebody is told who asks for a group's film; none: they are refused. */
static struct rings rings_told(unsigned person, unsigned number)
{
    char data[64];
    struct buffer text;
    struct json *json = NULL;
    struct slice set = {"", 0};
    struct rings rings = {0};
    buffer_init(&text, TEXT);
    snprintf(data, sizeof data, "{\"room\":\"" ROOM "\",\"group\":%u}", number);
    asking = true;
    pages_ask(&world, person, "film.get", data, &text);
    asking = false;
    if (text.len > 0) {
        assert_int_equal(json_parse(buffer_slice(&text), &json), ERR_NONE);
        assert_true(json_get_text(json, "set", &set));
        assert_true(rings_read(set, &rings));
    }
    json_free(&json);
    buffer_done(&text);
    return rings;
}

/* Whether that film has a word of the group that this person may not know of. */
static bool tells_too_much(const struct film *film, unsigned person, unsigned number)
{
    bool tells = false;
    for (unsigned i = 0; i < GROUP_WORDS_MAX; i++) {
        const struct group_word *word = &world.groups.words[i];
        if (!word->said || word->group != number || !holds(film, word->word))
            continue;
        tells = tells || !(word->allowed >> person & 1);
        tally.given++;
    }
    return tells;
}

/* Everybody asks for the film of each group, and is given that of the rings that they are told.
 * True: somebody found words of a group that they were never in. */
static bool look_into(unsigned number)
{
    char name[FILM_PART_BYTES];
    bool told = false;
    snprintf(name, sizeof name, "group.%u", number);
    for (unsigned person = WORLD_FIRST_PLAIN; person < PEOPLE; person++) {
        struct rings rings = rings_told(person, number);
        if (rings_none(rings)) {
            tally.refused++;
            continue;
        }
        struct film *film = film_part_of(rings, name);
        told = tells_too_much(film, person, number) || told;
        film_free(&film);
    }
    return told;
}

static bool look_into_all(void)
{
    bool told = false;
    for (unsigned number = 1; number <= world.groups.last; number++)
        told = look_into(number) || told;
    return told;
}

static void run_history(uint64_t seed, unsigned instances)
{
    world_open(&world, seed * UINT64_C(0x2545F4914F6CDD1D), instances);
    if (seed % 5 == 1)
        polls_run(&world);
    world_act(&world, WORLD_HOST, "stage.phase", "\"to\":\"live\"");
    if (seed % 3 == 1)
        groups_run(&world);
    for (int step = 0; step < STEPS; step++) {
        if (step == STEPS / 2)
            say_canary();
        world_step(&world);
        loop_pass(world.loop, dice_below(&world.dice, PAUSE_MS));
    }
    end();
    for (int step = 0; step < LATE_STEPS; step++)
        world_step(&world);
    end();
    come_late();
    found = take_back();
    if (without_erasing || without_versions) {
        world_settle(&world);
        world_close(&world);
        return;
    }
    assert_false(found);
    world_settle(&world);
    found = look_into_all();
    if (without_door) {
        world_close(&world);
        return;
    }
    assert_false(found);
    struct room *now = film_reference(&world, &tally.seen);
    struct sets sets = {.count = 0};
    for (size_t i = 0; i < PEOPLE + VISITORS; i++) {
        struct rings rings = room_rings(now, slice_of(world_people[i]));
        if (!rings_inside(rings) || !is_new(&sets, rings))
            continue;
        struct film *film = film_of(rings);
        film_compare(film, rings, now);
        expect_gone(film);
        film_free(&film);
        tally.films++;
    }
    for (unsigned group = 1; group <= world.groups.last; group++)
        compare_group(now, group);
    film_reference_done(&now);
    world_close(&world);
}

static void a_film_shows_what_was_seen(void **state)
{
    uint64_t count = histories_wanted() / 10 + 1;
    tally = (struct tally){0};
    histories_run("film", count, false, run_history);
    print_message("%llu sessions: %u films of %u segments, %u looks\n", (unsigned long long)count,
                  tally.films, tally.seen.segments, tally.seen.looks);
    print_message("late: %u, amended: %u, taken back: %u; then %u segments stood, %u were others\n",
                  tally.seen.late, tally.seen.amended, tally.gone, tally.kept, tally.made);
    print_message("of groups: %u films, %u with words; %u words given, %u times refused\n",
                  tally.groups, tally.spoken, tally.given, tally.refused);
    assert_true(tally.given > count / 6 && tally.refused > count);
    assert_true(tally.groups > count / 3 && tally.spoken > count / 6);
    assert_true(tally.films > count && tally.gone > count / 4 && tally.kept > count);
}

/* What the proof would miss if it found nothing. */
static void expect_found(bool *broken)
{
    enum { SEEDS = 12 };
    unsigned seen = 0;
    *broken = true;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        histories_one(seed, false, run_history);
        seen += found;
    }
    *broken = false;
    print_message("found in %u of %d sessions\n", seen, SEEDS);
    assert_true(seen > 0);
}

static void a_film_that_is_not_erased_is_found(void **state)
{
    expect_found(&without_erasing);
}

static void a_film_that_is_not_made_again_is_found(void **state)
{
    expect_found(&without_versions);
}

static void a_film_of_a_group_without_its_door_is_found(void **state)
{
    expect_found(&without_door);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_film_shows_what_was_seen, histories_print),
        cmocka_unit_test_teardown(a_film_that_is_not_erased_is_found, histories_print),
        cmocka_unit_test_teardown(a_film_that_is_not_made_again_is_found, histories_print),
        cmocka_unit_test_teardown(a_film_of_a_group_without_its_door_is_found, histories_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
