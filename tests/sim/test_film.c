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

#include "base/json_edit.h"
#include "base/merge.h"
#include "base/unused.h"
#include "base/writer.h"
#include "core/room_view.h"
#include "help/unpack.h"
#include "net/film_job.h"
#include "sim/help_histories.h"
#include "sim/help_pages.h"
#include "sim/help_polls.h"
#include "sim/help_secrets.h"
#include "sim/help_world.h"
#include "trial/trial.h"

enum {
    STEPS = 60,
    LATE_STEPS = 6,
    STEP_MS = 5000,
    GRID_S = 1,
    PAUSE_MS = 1200,
    ENTRIES_MAX = 8192,
    TEXT = 1 << 22
};

#define ROOM   "webinar:w1"
#define CANARY "CANARY-film"

/* Too large for the stack. */
static struct world world;
static struct entry *entries[ENTRIES_MAX];
static bool accepted[ENTRIES_MAX]; /* at their turn */
static size_t entries_count;

static struct tally {
    unsigned films, looks, segments, gone, kept, made, late, amended;
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

static struct film *film_of(struct rings rings)
{
    struct made made = {.done = false};
    struct buffer set;
    buffer_init(&set, 64);
    rings_write(rings, &set);
    const struct film_order order = {
        .kinds = trial_kinds(), .room = SLICE(ROOM), .set = buffer_slice(&set), .step_ms = STEP_MS};
    film_job_start(world.journal, &order, film_made, &made);
    for (int turn = 0; turn < 100 && !made.done; turn++)
        loop_pass(world.loop, 0);
    assert_true(made.done);
    assert_int_equal(made.error, ERR_NONE);
    buffer_done(&set);
    return made.film;
}

static struct json *segment_read(const struct buffer *packed)
{
    struct buffer text;
    struct json *json = NULL;
    buffer_init(&text, TEXT);
    assert_true(unpack_gzip(buffer_slice(packed), &text));
    assert_int_equal(json_parse_large(buffer_slice(&text), &json), ERR_NONE);
    buffer_done(&text);
    return json;
}

/* Applies the changes of a segment up to a moment, those up to `done_ms` not again. */
static void changes_apply(const struct json *segment, int64_t done_ms, int64_t at_ms,
                          struct json **view)
{
    const struct json *change = json_first(json_get(segment, "changes"));
    for (; change; change = json_next(change)) {
        int64_t when_ms = 0;
        const struct json *moment = json_first(change);
        assert_true(json_as_int(moment, &when_ms));
        if (when_ms > done_ms && when_ms <= at_ms)
            merge_apply(view, json_next(moment));
    }
}

/* What is shown at a moment, by one segment. */
static struct json *seek(const struct film_part *part, int64_t from_ms, int64_t at_ms)
{
    size_t i = 0;
    while (i + 1 < part->count && from_ms + part->segments[i + 1].number * STEP_MS <= at_ms)
        i++;
    struct json *segment = segment_read(&part->segments[i].whole);
    struct json *view = json_copy(json_get(segment, "view"));
    changes_apply(segment, 0, at_ms, &view);
    json_free(&segment);
    return view;
}

/* ---- the plain fold ----------------------------------------------------------------------------
 */

static void read_done(void *context, enum err error, struct entry **list, size_t count)
{
    size_t *got = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        assert_true(entries_count < ENTRIES_MAX);
        entries[entries_count++] = entry_ref(list[i]);
    }
    *got = count;
}

static void journal_take(void)
{
    enum { PAGE = 1024 };
    size_t got = PAGE;
    while (got == PAGE) {
        got = SIZE_MAX;
        (void)journal_read(world.journal, SLICE(ROOM),
                           entries_count ? entries[entries_count - 1]->seq : 0, PAGE, read_done,
                           &got);
        for (int turn = 0; turn < 20 && got == SIZE_MAX; turn++)
            loop_pass(world.loop, 0);
    }
}

static void journal_let(void)
{
    while (entries_count > 0)
        entry_unref(&entries[--entries_count]);
}

/* When it began and ended, reckoned anew: the first time that it was live; the last entry after
 * which it was over and stayed so. */
struct session {
    int64_t from_ms, to_ms, to_seq;
};

static struct room *whole_fold(struct session *session)
{
    struct room *room = room_new(SLICE(ROOM), trial_kinds());
    bool over = false;
    *session = (struct session){0};
    for (size_t i = 0; i < entries_count; i++) {
        accepted[i] = !room_apply(room, entries[i]);
        if (!session->from_ms && room_phase(room) == PHASE_LIVE)
            session->from_ms = room_at_ms(room);
        bool now = room_phase(room) == PHASE_ENDED;
        if (now && !over) {
            session->to_ms = room_at_ms(room);
            session->to_seq = entries[i]->seq;
        }
        over = now;
    }
    return room;
}

static struct json *view_of(const struct room *room, const struct viewer *viewer)
{
    struct buffer text;
    struct json *view = NULL;
    buffer_init(&text, BOUND_VIEW_BYTES);
    room_view(room, viewer, NULL, &text);
    assert_int_equal(json_parse_large(buffer_slice(&text), &view), ERR_NONE);
    buffer_done(&text);
    return view;
}

static void expect_equal(const char *how, int64_t at_ms, const struct json *film,
                         const struct json *fold)
{
    struct buffer ours, theirs;
    if (json_equal(film, fold))
        return;
    buffer_init(&ours, TEXT);
    buffer_init(&theirs, TEXT);
    json_print(film, &ours);
    json_print(fold, &theirs);
    fprintf(stderr, "%s at %lld\nfilm: %.*s\nfold: %.*s\n", how, (long long)at_ms, (int)ours.len,
            ours.bytes, (int)theirs.len, theirs.bytes);
    buffer_done(&ours);
    buffer_done(&theirs);
    fail_msg("the film shows something else than the room did");
}

/* Applies what came up to a moment. */
static size_t fold_on(struct room *room, const struct session *session, size_t next, int64_t at_ms)
{
    while (next < entries_count && entries[next]->seq <= session->to_seq &&
           (entries[next]->at_ms <= at_ms || room_at_ms(room) > entries[next]->at_ms))
        (void)room_apply(room, entries[next++]);
    return next;
}

/* One person's look at the session: what of the film, in which rings, and what came late. */
struct look {
    const struct film_part *part;
    struct viewer viewer;
    const struct session *session;
    const struct json *now; /* the view of the room as it stands in the end */
};

/* What was written after the end is with its question as soon as that is there. */
static void add_late(const struct look *look, struct json *view)
{
    const struct json *ends = json_get(json_get(look->now, "question"), "questions");
    for (const struct json *end = json_first(ends); end; end = json_next(end)) {
        const struct json *answer = json_get(end, "answer");
        int64_t at_ms = 0, edited_ms = 0;
        struct slice text;
        bool private = false;
        (void)json_get_int(answer, "at", &at_ms);
        (void)json_get_int(answer, "edited", &edited_ms);
        (void)json_get_bool(answer, "private", &private);
        struct json *there = (struct json *)(uintptr_t)json_find(
            json_get(json_get(view, "question"), "questions"), json_key(end));
        if (!there || !json_get_text(answer, "text", &text) ||
            (at_ms <= look->session->to_ms && edited_ms <= look->session->to_ms) ||
            (private && !rings_of_staff(look->viewer.rings)))
            continue;
        struct json *more = json_object();
        json_edit_lend(more, "answer", answer);
        merge_apply(&there, more);
        json_free(&more);
        more = NULL;
        assert_int_equal(json_parse(SLICE("{\"late\":true}"), &more), ERR_NONE);
        merge_apply(&there, more);
        json_free(&more);
        tally.late++;
    }
}

/* The last words of a line of captions, by whoever amended it last; absent: nobody, or it went. */
static struct slice last_words(const struct json *line)
{
    struct slice words = {NULL, 0};
    char key[32];
    for (size_t i = 0; i < entries_count; i++) {
        int64_t of = 0;
        if (!json_get_int(entries[i]->data, "line", &of) || !accepted[i])
            continue;
        snprintf(key, sizeof key, "%lld", (long long)of);
        if (!slice_is(json_key(line), key))
            continue;
        words = (struct slice){NULL, 0};
        if (slice_is(entries[i]->type, "captions.amend"))
            (void)json_get_text(entries[i]->data, "text", &words);
    }
    return words;
}

/* Lines say from the first what they say in the end. Which way they read follows from that. */
static void amend(struct json *view, bool words)
{
    const struct json *lines = json_get(json_get(view, "captions"), "lines");
    for (const struct json *at = json_first(lines); at; at = json_next(at)) {
        struct json *line = (struct json *)(uintptr_t)at;
        struct json *dir = json_edit_find(line, "dir"), *text = json_edit_find(line, "text");
        struct slice last = words ? last_words(line) : (struct slice){NULL, 0};
        if (dir)
            json_edit_remove(line, dir);
        if (!last.at)
            continue;
        struct buffer quoted;
        struct json *said = NULL;
        buffer_init(&quoted, 8192);
        writer_quote(&quoted, last);
        struct buffer object;
        buffer_init(&object, 8192);
        buffer_addf(&object, "{\"text\":%.*s}", (int)quoted.len, quoted.bytes);
        assert_int_equal(json_parse(buffer_slice(&object), &said), ERR_NONE);
        if (text)
            json_edit_remove(line, text);
        merge_apply(&line, said);
        json_free(&said);
        buffer_done(&quoted);
        buffer_done(&object);
        tally.amended++;
    }
}

static struct json *expected(const struct look *look, const struct room *room)
{
    struct json *view = view_of(room, &look->viewer);
    if (look->viewer.part)
        amend(view, true);
    else
        add_late(look, view);
    return view;
}

/* As far as the direction of captions. */
static void compare_views(const struct look *look, const char *how, int64_t at_ms,
                          const struct json *film, const struct json *fold)
{
    struct json *shown = json_copy(film);
    if (look->viewer.part)
        amend(shown, false);
    expect_equal(how, at_ms, shown, fold);
    json_free(&shown);
}

/* Plays the film from its first segment to its last, and seeks, beside the fold. */
static void compare(const struct look *look)
{
    const struct session *session = look->session;
    struct room *room = room_new(SLICE(ROOM), trial_kinds());
    const struct film_part *part = look->part;
    struct json *first = segment_read(&part->segments[0].whole), *on = NULL;
    struct json *played = json_copy(json_get(first, "view"));
    size_t next = 0, segment = 0;
    int64_t done_ms = 0, at_ms = session->from_ms;
    on = segment_read(&part->segments[0].on);
    for (bool last = false; !last; at_ms += GRID_S * FILM_SECOND_MS) {
        last = at_ms >= session->to_ms;
        int64_t now_ms = last ? session->to_ms : at_ms;
        next = fold_on(room, session, next, now_ms);
        struct json *fold = expected(look, room), *sought = seek(part, session->from_ms, now_ms);
        changes_apply(on, done_ms, now_ms, &played);
        while (segment + 1 < part->count &&
               session->from_ms + part->segments[segment + 1].number * STEP_MS <= now_ms) {
            json_free(&on);
            on = segment_read(&part->segments[++segment].on);
            changes_apply(on, done_ms, now_ms, &played);
        }
        done_ms = now_ms;
        compare_views(look, "sought", now_ms, sought, fold);
        compare_views(look, "played", now_ms, played, fold);
        tally.looks++;
        json_free(&fold);
        json_free(&sought);
    }
    tally.segments += (unsigned)part->count;
    json_free(&first);
    json_free(&on);
    json_free(&played);
    room_free(&room);
}

/* ---- histories ---------------------------------------------------------------------------------
 */

static void end(void)
{
    world_act(&world, WORLD_HOST, "stage.phase", "\"to\":\"live\"");
    world_act(&world, WORLD_HOST, "stage.phase", "\"to\":\"ended\"");
    world.ended = true;
}

static void compare_parts(const struct film *film, struct rings rings,
                          const struct session *session, const struct room *now)
{
    struct json *view = view_of(now, &(struct viewer){.rings = rings});
    for (size_t i = 0; i < film->parts_count; i++) {
        struct part part;
        char path[FILM_PART_BYTES];
        snprintf(path, sizeof path, "%s", film->parts[i].name);
        char *dot = strchr(path, '.');
        if (dot)
            *dot = '/';
        if (dot)
            assert_true(room_part_find(now, slice_of(path), &part));
        const struct look look = {&film->parts[i], {rings, dot ? &part : NULL}, session, view};
        compare(&look);
    }
    json_free(&view);
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
            const struct buffer *forms[] = {&film->parts[i].segments[k].whole,
                                            &film->parts[i].segments[k].on};
            for (size_t form = 0; form < 2; form++) {
                struct buffer text;
                buffer_init(&text, TEXT);
                assert_true(unpack_gzip(buffer_slice(forms[form]), &text));
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

/* Before it is erased. */
static void take_back(void)
{
    struct rings rings = RINGS_INSIDE;
    struct film *before = film_of(rings);
    if (said > 0)
        assert_true(holds(before, CANARY));
    if (world_act(&world, WORLD_HOST, "chat.delete", "\"message\":%lld", (long long)said) < 0)
        said = 0;
    struct film *after = film_of(rings);
    if (said > 0)
        assert_false(holds(after, CANARY));
    tally.gone += said > 0;
    /* Of what was before it nothing is another now. */
    for (size_t i = 0; said > 0 && i < after->parts[0].count; i++) {
        const struct film_segment *one = &before->parts[0].segments[i],
                                  *two = &after->parts[0].segments[i];
        bool same = memcmp(&one->hash, &two->hash, sizeof one->hash) == 0;
        tally.kept += same;
        tally.made += !same;
    }
    film_free(&before);
    film_free(&after);
}

static void run_history(uint64_t seed, unsigned instances)
{
    struct session session;
    world_open(&world, seed * UINT64_C(0x2545F4914F6CDD1D), instances);
    if (seed % 5 == 1)
        polls_run(&world);
    world_act(&world, WORLD_HOST, "stage.phase", "\"to\":\"live\"");
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
    take_back();
    world_settle(&world);
    journal_take();
    struct room *now = whole_fold(&session);
    struct rings seen[PEOPLE + VISITORS];
    size_t seen_count = 0;
    for (size_t i = 0; i < PEOPLE + VISITORS; i++) {
        struct rings rings = room_rings(now, slice_of(world_people[i]));
        bool known = !rings_inside(rings);
        for (size_t k = 0; k < seen_count; k++)
            known = known || rings_equal(seen[k], rings);
        if (known)
            continue;
        seen[seen_count++] = rings;
        struct film *film = film_of(rings);
        compare_parts(film, rings, &session, now);
        expect_gone(film);
        film_free(&film);
        tally.films++;
    }
    room_free(&now);
    journal_let();
    world_close(&world);
}

static void a_film_shows_what_was_seen(void **state)
{
    uint64_t count = histories_wanted() / 10 + 1;
    UNUSED(state);
    tally = (struct tally){0};
    histories_run("film", count, false, run_history);
    print_message("%llu sessions: %u films of %u segments, %u looks\n", (unsigned long long)count,
                  tally.films, tally.segments, tally.looks);
    print_message("late: %u, amended: %u, taken back: %u; then %u segments stood, %u were others\n",
                  tally.late, tally.amended, tally.gone, tally.kept, tally.made);
    assert_true(tally.films > count && tally.gone > count / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_film_shows_what_was_seen, histories_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
