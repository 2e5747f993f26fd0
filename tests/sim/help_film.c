/* SPDX-License-Identifier: Apache-2.0
 * See help_film.h. Too large for the stack: the entries. */
#include "sim/help_film.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/json_edit.h"
#include "base/merge.h"
#include "base/writer.h"
#include "core/room_view.h"
#include "help/unpack.h"
#include "trial/trial.h"

enum { GRID_S = 1, ENTRIES_MAX = 8192, TEXT = 1 << 22, QUOTED = 8192 };

#define ROOM "webinar:w1"

static struct entry *entries[ENTRIES_MAX];
static bool accepted[ENTRIES_MAX]; /* at their turn */
static size_t entries_count;
static struct film_seen *seen;

static struct json *segment_read(const struct film_file *file)
{
    struct buffer text;
    struct json *json = NULL;
    buffer_init(&text, TEXT);
    film_text(file, &text);
    assert_int_equal(json_parse_large(buffer_slice(&text), &json), ERR_NONE);
    buffer_done(&text);
    return json;
}

void film_text(const struct film_file *file, struct buffer *out)
{
    struct buffer again;
    buffer_init(&again, TEXT);
    assert_true(unpack_gzip(held_slice(file->gzip), out));
    assert_true(unpack_brotli(held_slice(file->brotli), &again));
    assert_true(slice_equal(buffer_slice(out), buffer_slice(&again)));
    buffer_done(&again);
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
    while (i + 1 < part->count && from_ms + part->segments[i + 1].number * FILM_STEP_MS <= at_ms)
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

static void journal_take(struct world *world)
{
    enum { PAGE = 1024 };
    size_t got = PAGE;
    while (got == PAGE) {
        got = SIZE_MAX;
        (void)journal_read(world->journal, SLICE(ROOM),
                           entries_count ? entries[entries_count - 1]->seq : 0, PAGE, read_done,
                           &got);
        for (int turn = 0; turn < 20 && got == SIZE_MAX; turn++)
            loop_pass(world->loop, 0);
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

static struct session whole;

static struct room *whole_fold(void)
{
    struct session *session = &whole;
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
        struct json *more = json_object(), *then = json_edit_find(there, "answer");
        if (then)
            json_edit_remove(there, then);
        json_edit_lend(more, "answer", answer);
        merge_apply(&there, more);
        json_free(&more);
        more = NULL;
        assert_int_equal(json_parse(SLICE("{\"late\":true}"), &more), ERR_NONE);
        merge_apply(&there, more);
        json_free(&more);
        seen->late++;
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
        buffer_init(&quoted, QUOTED);
        writer_quote(&quoted, last);
        struct buffer object;
        buffer_init(&object, QUOTED);
        buffer_addf(&object, "{\"text\":%.*s}", (int)quoted.len, quoted.bytes);
        assert_int_equal(json_parse(buffer_slice(&object), &said), ERR_NONE);
        if (text)
            json_edit_remove(line, text);
        merge_apply(&line, said);
        json_free(&said);
        buffer_done(&quoted);
        buffer_done(&object);
        seen->amended++;
    }
}

static struct json *expected(const struct look *look, const struct room *room)
{
    /* A group is not there from the beginning. */
    if (look->viewer.part && !room_part_exists(room, look->viewer.part))
        return json_object();
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
               session->from_ms + part->segments[segment + 1].number * FILM_STEP_MS <= now_ms) {
            json_free(&on);
            on = segment_read(&part->segments[++segment].on);
            changes_apply(on, done_ms, now_ms, &played);
        }
        done_ms = now_ms;
        compare_views(look, "sought", now_ms, sought, fold);
        compare_views(look, "played", now_ms, played, fold);
        seen->looks++;
        json_free(&fold);
        json_free(&sought);
    }
    seen->segments += (unsigned)part->count;
    json_free(&first);
    json_free(&on);
    json_free(&played);
    room_free(&room);
}

void film_compare(const struct film *film, struct rings rings, const struct room *now)
{
    const struct session *session = &whole;
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

struct room *film_reference(struct world *world, struct film_seen *out)
{
    seen = out;
    journal_take(world);
    return whole_fold();
}

void film_reference_done(struct room **now)
{
    room_free(now);
    journal_let();
}
