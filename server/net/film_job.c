/* SPDX-License-Identifier: Apache-2.0
 * First go: how the room stands now. Second go: as it was, entry by entry. What is large is freed
 * on the thread too. */
#include "net/film_job.h"

#include <stdio.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "core/erasure.h"
#include "core/room_view.h"

enum {
    MINUTE_MS = 60000,
    SEGMENTS_MAX = 1440, /* a day of minutes; then they are longer */
    STRIPS_MAX = 1 + BOUND_CAPTION_LANGUAGES,
    CHAPTERS_MAX = 1000,
    AMENDED_MAX = 16384,
};

/* What a line of captions says in the end. */
struct amended {
    char *text, *dir; /* owned; dir may be NULL */
};

struct chapter {
    int64_t item, at_ms;
};

/* One strip of it, and where its segments go. */
struct track {
    struct film_job *job;
    struct part part;
    size_t place;
};

struct film_job {
    struct journal *journal;
    const struct kinds *kinds;
    char *name, *set, *part; /* owned; part: NULL, or of which the film is */
    struct rings rings;
    struct room *now, *then; /* owned; as it stands, and as it was */
    struct film_span span;
    int64_t step_ms;
    struct chapter *chapters; /* owned */
    size_t chapters_count;
    struct json *late;   /* owned; NULL: nothing came late */
    struct map *amended; /* owned; seq of a line of captions -> struct amended, owned */
    struct film *film;   /* owned */
    struct track tracks[STRIPS_MAX];
    struct film_strip *strips[STRIPS_MAX]; /* owned */
    size_t strips_count;
    bool whole;
    film_made_fn *done;
    void *context;
};

/* ---- the end -----------------------------------------------------------------------------------
 */

static void amended_free(void *value)
{
    struct amended *amended = value;
    mem_free(amended->text);
    mem_free(amended->dir);
    mem_free(amended);
}

static void folds_free(struct film_job *job)
{
    if (job->amended)
        map_free(&job->amended, amended_free);
    for (size_t i = 0; i < job->strips_count; i++)
        film_strip_free(&job->strips[i]);
    job->strips_count = 0;
    json_free(&job->late);
    room_free(&job->now);
    room_free(&job->then);
}

static void job_end(struct film_job *job, enum err error)
{
    struct film *film = job->film;
    folds_free(job);
    if (error || !job->whole)
        film_free(&film);
    if (!error && !film)
        error = ERR_NOT_FOUND;
    job->done(job->context, error, film);
    film_span_done(&job->span);
    mem_free(job->chapters);
    mem_free(job->name);
    mem_free(job->set);
    mem_free(job->part);
    mem_free(job);
}

/* ---- what else the index says ------------------------------------------------------------------
 */

static void live_write(const struct film_job *job, struct writer *out)
{
    writer_array(out, "live");
    for (size_t i = 0; i < job->span.live_count; i++) {
        writer_array(out, NULL);
        writer_int(out, NULL, job->span.live[i].from_ms);
        writer_int(out, NULL, job->span.live[i].to_ms);
        writer_end(out);
    }
    writer_end(out);
}

static void chapters_write(const struct film_job *job, struct writer *out)
{
    writer_array(out, "chapters");
    for (size_t i = 0; i < job->chapters_count; i++) {
        if (job->chapters[i].at_ms > job->span.to_ms)
            break;
        writer_object(out, NULL);
        writer_int(out, "item", job->chapters[i].item);
        writer_int(out, "at", job->chapters[i].at_ms);
        writer_end(out);
    }
    writer_end(out);
}

/* Members of the index, without the object. */
static void said_write(struct film_job *job)
{
    struct buffer text;
    struct writer out;
    buffer_init(&text, job->film->said.max);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_text(&out, "room", slice_of(job->name));
    writer_text(&out, "set", slice_of(job->set));
    writer_int(&out, "from", job->span.from_ms);
    writer_int(&out, "to", job->span.to_ms);
    writer_int(&out, "step", job->step_ms);
    live_write(job, &out);
    chapters_write(job, &out);
    writer_array(&out, "busy");
    if (job->strips_count > 0)
        film_strip_busy(job->strips[0], &out);
    writer_end(&out);
    writer_end(&out);
    buffer_add(&job->film->said, (struct slice){text.bytes + 1, text.len - 2});
    buffer_done(&text);
}

/* ---- the second go -----------------------------------------------------------------------------
 */

static void piece(void *context, const struct film_piece *piece)
{
    const struct track *track = context;
    const struct film_job *job = track->job;
    film_add_segment(job->film, track->place, piece,
                     job->span.from_ms + piece->number * job->step_ms);
}

static void strip_add(struct film_job *job, const char *name, const struct part *part)
{
    struct track *track = &job->tracks[job->strips_count];
    *track = (struct track){.job = job, .place = film_add_part(job->film, name)};
    if (part)
        track->part = *part;
    const struct film_of of = {.viewer = {job->rings, part ? &track->part : NULL},
                               .late = part ? NULL : job->late,
                               .span = &job->span,
                               .step_ms = job->step_ms,
                               .piece = piece,
                               .context = track};
    job->strips[job->strips_count++] = film_strip_new(&of);
}

/* The captions of each language that the room offers now. */
static void languages_add(struct film_job *job)
{
    struct buffer text;
    struct json *view = NULL;
    buffer_init(&text, BOUND_VIEW_BYTES);
    room_view(job->now, &(struct viewer){.rings = job->rings}, NULL, &text);
    (void)json_parse_large(buffer_slice(&text), &view);
    buffer_done(&text);
    const struct json *tag = json_first(json_get(json_get(view, "captions"), "languages"));
    for (; tag && job->strips_count < STRIPS_MAX; tag = json_next(tag)) {
        enum { PREFIX_BYTES = 9 /* "captions/" or "captions." */ };
        char path[FILM_PART_BYTES];
        struct slice language = {NULL, 0};
        struct part part;
        (void)json_as_text(tag, &language);
        snprintf(path, sizeof path, "captions/%.*s", (int)language.len, language.at);
        if (!room_part_find(job->now, slice_of(path), &part))
            continue;
        path[PREFIX_BYTES - 1] = '.';
        strip_add(job, path, &part);
    }
    json_free(&view);
}

/* One part alone, if it is still there. */
static void group_add(struct film_job *job)
{
    char path[FILM_PART_BYTES];
    struct part part;
    snprintf(path, sizeof path, "%s", job->part);
    char *dot = strchr(path, '.');
    if (dot)
        *dot = '/';
    if (room_part_find(job->now, slice_of(path), &part))
        strip_add(job, job->part, &part);
}

static int64_t step_of(const struct film_span *span)
{
    int64_t minutes = (span->to_ms - span->from_ms) / MINUTE_MS + 1;
    return MINUTE_MS * ((minutes + SEGMENTS_MAX - 1) / SEGMENTS_MAX);
}

static void strips_make(struct film_job *job)
{
    if (!job->step_ms)
        job->step_ms = step_of(&job->span);
    job->film = film_new();
    job->film->upto = room_seq(job->now);
    const struct viewer viewer = {.rings = job->rings};
    if (job->part) {
        group_add(job);
        return;
    }
    job->late = film_late(job->now, &viewer, &job->span);
    strip_add(job, "room", NULL);
    languages_add(job);
}

/* Words and numbers. */
static void member_copy(const struct json *item, struct writer *out)
{
    struct slice text;
    int64_t number;
    if (json_as_text(item, &text))
        writer_text_slice(out, json_key(item), text);
    else if (json_as_int(item, &number))
        writer_int_slice(out, json_key(item), number);
}

/* A line of captions says in a film from the first what it says in the end: the entry with these
 * words; NULL: it was not amended. */
static struct entry *line_of(const struct film_job *job, const struct entry *entry)
{
    int64_t line = entry->seq;
    bool amends = slice_is(entry->type, "captions.amend");
    if (!job->amended || (!amends && !slice_is(entry->type, "captions.line")))
        return NULL;
    if (amends)
        (void)json_get_int(entry->data, "line", &line);
    const struct amended *amended = map_find(job->amended, slice_of_seq(&line));
    struct entry *said = NULL;
    struct buffer text;
    struct writer out;
    if (!amended)
        return NULL;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    for (const struct json *item = json_first(entry->data); item; item = json_next(item))
        if (!slice_is(json_key(item), "text") && !slice_is(json_key(item), "dir"))
            member_copy(item, &out);
    writer_text(&out, "text", slice_of(amended->text));
    if (amended->dir)
        writer_text(&out, "dir", slice_of(amended->dir));
    writer_end(&out);
    struct entry as = *entry;
    as.text = buffer_slice(&text);
    as.erased = false;
    said = text.full ? NULL : entry_new(&as);
    buffer_done(&text);
    return said;
}

/* What people do, in the room before them. */
static bool counts(const struct entry *entry)
{
    return !slice_starts(entry->type, SLICE("presence.")) &&
           !slice_starts(entry->type, SLICE("lobby."));
}

static void play(struct film_job *job, const struct entry *entry)
{
    bool shown = entry->seq > job->span.from_seq;
    struct entry *ahead = line_of(job, entry);
    if (!ahead)
        ahead = erasure_ahead(job->now, entry);
    if (shown)
        film_before(job->strips, job->strips_count, job->then, entry->at_ms);
    enum err refused = room_apply(job->then, ahead ? ahead : entry);
    if (shown && !refused)
        film_take(job->strips, job->strips_count, job->then, ahead ? ahead : entry, counts(entry));
    if (ahead)
        entry_unref(&ahead);
}

static void develop(struct film_job *job)
{
    bool failed = false;
    film_end(job->strips, job->strips_count, job->then);
    for (size_t i = 0; i < job->strips_count; i++)
        failed |= film_strip_failed(job->strips[i]);
    said_write(job);
    job->whole = !failed && !job->film->said.full && job->strips_count > 0;
    folds_free(job);
}

static bool visit_again(void *context, const struct entry *entry)
{
    struct film_job *job = context;
    if (!job->film)
        strips_make(job);
    play(job, entry);
    if (entry->seq < job->span.to_seq)
        return true;
    develop(job);
    return false;
}

static void visited_again(void *context, enum err error, int64_t last)
{
    struct film_job *job = context;
    UNUSED(last);
    if (!error && job->film && !job->whole)
        error = ERR_LIMIT_EXCEEDED;
    job_end(job, error);
}

/* ---- the first go ------------------------------------------------------------------------------
 */

static void chapter_take(struct film_job *job, const struct entry *entry)
{
    int64_t item = 0;
    if (!slice_is(entry->type, "agenda.go") || !job->span.from_seq ||
        job->chapters_count == CHAPTERS_MAX || !json_get_int(entry->data, "item", &item))
        return;
    if (!job->chapters)
        job->chapters = mem_new(CHAPTERS_MAX * sizeof *job->chapters);
    job->chapters[job->chapters_count++] = (struct chapter){item, room_at_ms(job->now)};
}

/* What a line of captions is to say, by the last who amended it. */
static void amended_take(struct film_job *job, const struct entry *entry)
{
    int64_t line = 0;
    bool removes = slice_is(entry->type, "captions.remove");
    struct slice text, dir;
    if ((!removes && !slice_is(entry->type, "captions.amend")) ||
        !json_get_int(entry->data, "line", &line))
        return;
    if (!job->amended)
        job->amended = map_new(AMENDED_MAX);
    struct amended *old = map_take(job->amended, slice_of_seq(&line));
    if (old)
        amended_free(old);
    if (removes || entry->erased || map_full(job->amended) ||
        !json_get_text(entry->data, "text", &text))
        return;
    struct amended *amended = mem_new(sizeof *amended);
    amended->text = mem_text(text);
    amended->dir = json_get_text(entry->data, "dir", &dir) ? mem_text(dir) : NULL;
    map_put(job->amended, slice_of_seq(&line), amended);
}

static bool visit(void *context, const struct entry *entry)
{
    struct film_job *job = context;
    enum err refused = room_apply(job->now, entry);
    film_span_take(&job->span, job->now, entry->seq);
    if (!refused) {
        chapter_take(job, entry);
        amended_take(job, entry);
    }
    return true;
}

static void visited(void *context, enum err error, int64_t last)
{
    struct film_job *job = context;
    UNUSED(last);
    if (error || !film_span_whole(&job->span, job->now)) {
        job_end(job, error);
        return;
    }
    (void)journal_visit(job->journal, slice_of(job->name), 0, job->span.to_seq, visit_again,
                        visited_again, job);
}

void film_job_start(struct journal *journal, const struct film_order *order, film_made_fn *done,
                    void *context)
{
    struct film_job *job = mem_new(sizeof *job);
    *job = (struct film_job){.journal = journal,
                             .kinds = order->kinds,
                             .name = mem_text(order->room),
                             .set = mem_text(order->set),
                             .part = order->part.len > 0 ? mem_text(order->part) : NULL,
                             .step_ms = order->step_ms,
                             .now = room_new(order->room, order->kinds),
                             .then = room_new(order->room, order->kinds),
                             .done = done,
                             .context = context};
    (void)rings_read(order->set, &job->rings);
    (void)journal_visit(journal, order->room, 0, -1, visit, visited, job);
}
