/* SPDX-License-Identifier: Apache-2.0
 * A room's existence, title, times, stream and phase. */
#include "features/stage.h"

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/effect.h"
#include "core/finds.h"
#include "features/common_about.h"
#include "features/common_author.h"
#include "features/common_finds.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/common_title.h"
#include "features/stage_copy.h"
#include "features/stage_streams.h"

/* Two days: longer sessions are several sessions. */
enum { MINUTES_MAX = 2880 };

struct stage {
    const struct kind *kind;
    bool exists;
    int64_t seq;        /* of the entry that made it */
    int64_t titled_seq; /* and of the one that gave its title */
    char *title;        /* owned; JSON object of texts by language */
    struct common_about about;
    int64_t start_ms, minutes;
    bool opens;  /* by itself at its start */
    bool late;   /* who comes late sees no history (forum_late.h) */
    bool listed; /* in the academy's catalogue, which is told of its phases */
    struct stage_streams streams;
    bool archived;            /* it is read, and not written: whatever the phase is */
    int64_t archived_cause;   /* the last entry of the catalogue that said so, or that it is not */
    enum phase phase, before; /* and the one before that */
    int64_t since_ms;
    int64_t until_ms; /* when a break is over; 0: not said */
    bool until_gone;  /* it was said until the last step */
};

static const char *const phase_names[] = {"scheduled", "rehearsal", "live",
                                          "paused",    "ended",     NULL};

/* Phases by their place in phase_names. */
static const struct {
    enum phase phase;
    unsigned next; /* where it may go */
} phases[] = {
    {PHASE_SCHEDULED, PHASE_REHEARSAL | PHASE_LIVE},
    {PHASE_REHEARSAL, PHASE_SCHEDULED | PHASE_LIVE},
    {PHASE_LIVE, PHASE_PAUSED | PHASE_ENDED},
    {PHASE_PAUSED, PHASE_LIVE | PHASE_ENDED},
    {PHASE_ENDED, 0},
};

static size_t phase_place(enum phase phase)
{
    size_t place = 0;
    while (phases[place].phase != phase)
        place++;
    return place;
}

/* Where sessions of that kind begin. */
static enum phase first_phase(const struct kind *kind)
{
    size_t place = 0;
    while (!(kind->phases & (unsigned)phases[place].phase))
        place++;
    return phases[place].phase;
}

/* Whether there is anything for them to move on to. */
static bool has_phases(const struct stage *stage)
{
    return stage->kind->phases != (unsigned)first_phase(stage->kind);
}

static void *stage_new(const struct room *room)
{
    struct stage *stage = mem_new(sizeof *stage);
    stage->kind = room_kind(room);
    stage->phase = first_phase(stage->kind);
    return stage;
}

static void stage_free(void *state)
{
    struct stage *stage = state;
    mem_free(stage->title);
    common_about_done(&stage->about);
    stage_streams_done(&stage->streams);
    mem_free(stage);
}

static enum err optional_stream_read(const struct json *data, struct writer *out)
{
    if (!common_has(data, "stream"))
        return ERR_NONE;
    writer_object(out, "stream");
    enum err error = stage_streams_read(json_get(data, "stream"), out);
    writer_end(out);
    return error;
}

/* Of a room that is made and one that is changed. */
static enum err what_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_int(data, "start", 1, INT64_MAX, out);
    if (!error)
        error = common_read_optional_int(data, "minutes", 1, MINUTES_MAX, out);
    if (!error)
        error = common_read_optional_bool(data, "opens", out);
    if (!error)
        error = optional_stream_read(data, out);
    return error ? error : common_about_read(data, out);
}

static enum err create_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    if (!error)
        error = common_read_optional_bool(data, "listed", out);
    if (!error)
        error = common_read_optional_bool(data, "history", out);
    if (!error && common_has(data, "from"))
        error = common_read_room(data, "from", out);
    return error ? error : what_read(data, out);
}

static enum err change_read(const struct json *data, struct writer *out)
{
    enum err error = ERR_NONE;
    if (common_has(data, "title"))
        error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    return error ? error : what_read(data, out);
}

static enum err create_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct stage *stage = state;
    UNUSED(entry);
    UNUSED(scene);
    return stage->exists ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void create_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct stage *stage = state;
    UNUSED(scene);
    stage->exists = true;
    stage->seq = stage->titled_seq = entry->seq;
    stage->title = common_copy_json(entry->data, "title");
    stage->start_ms = common_get_int(entry->data, "start");
    stage->minutes = common_get_int(entry->data, "minutes");
    stage->opens = common_get_bool(entry->data, "opens");
    stage->listed = common_get_bool(entry->data, "listed");
    stage->late = common_has(entry->data, "history") && !common_get_bool(entry->data, "history");
    stage->since_ms = entry->at_ms;
    stage_streams_set(&stage->streams, json_get(entry->data, "stream"));
    common_about_set(&stage->about, entry);
}

static enum phase phase_now(const struct stage *stage)
{
    return stage->archived ? PHASE_ENDED : stage->phase;
}

static void phase_write(const struct stage *stage, struct writer *out)
{
    writer_text(out, "phase", slice_of(phase_names[phase_place(phase_now(stage))]));
    if (stage->archived)
        writer_bool(out, "archived", true);
    if (has_phases(stage))
        writer_int(out, "since", stage->since_ms);
    if (stage->until_ms)
        writer_int(out, "until", stage->until_ms);
}

/* Who is not inside need not know of it. */
static void course_write(const struct stage *stage, struct writer *out)
{
    if (stage->about.course)
        writer_text(out, "course", slice_of(stage->about.course));
}

static void stage_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    const struct stage *stage = state;
    UNUSED(bodies);
    if (!stage->exists)
        return;
    writer_text(out, "kind", slice_of(stage->kind->name));
    writer_raw(out, "title", slice_of(stage->title));
    phase_write(stage, out);
    if (stage->start_ms)
        writer_int(out, "start", stage->start_ms);
    if (stage->minutes)
        writer_int(out, "minutes", stage->minutes);
    if (stage->opens)
        writer_bool(out, "opens", true);
    common_about_write(&stage->about, out);
    if (!rings_inside(viewer->rings))
        return;
    course_write(stage, out);
    if (stage->late)
        writer_bool(out, "history", false);
    if (stage->streams.url)
        stage_streams_write(&stage->streams, false, out);
}

static void create_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    UNUSED(entry);
    stage_view(state, viewer, NULL, out);
}

/* Its start and the like are of no use once it has begun. */
static void change_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct stage *stage = state;
    const struct json *data = entry->data;
    UNUSED(scene);
    if (common_has(data, "title")) {
        common_wipe(&stage->title);
        stage->title = common_copy_json(data, "title");
        stage->titled_seq = entry->seq;
    }
    if (common_has(data, "start"))
        stage->start_ms = common_get_int(data, "start");
    if (common_has(data, "minutes"))
        stage->minutes = common_get_int(data, "minutes");
    if (common_has(data, "opens"))
        stage->opens = common_get_bool(data, "opens");
    stage_streams_set(&stage->streams, json_get(data, "stream"));
    common_about_set(&stage->about, entry);
}

static void change_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    const struct stage *stage = state;
    const struct json *data = entry->data;
    if (common_has(data, "title"))
        common_write_title(stage->title, out);
    if (common_has(data, "start"))
        writer_int(out, "start", stage->start_ms);
    if (common_has(data, "minutes"))
        writer_int(out, "minutes", stage->minutes);
    if (common_has(data, "opens") && stage->opens)
        writer_bool(out, "opens", true);
    else if (common_has(data, "opens"))
        writer_null(out, "opens");
    common_about_patch(&stage->about, data, out);
    if (common_has(data, "course") && rings_inside(viewer->rings))
        course_write(stage, out);
    if (common_has(data, "stream") && rings_inside(viewer->rings))
        stage_streams_write(&stage->streams, true, out);
}

static enum err phase_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_choice(data, "to", phase_names, out);
    if (!error)
        error = common_read_optional_int(data, "planned", 1, INT64_MAX, out);
    if (error || !common_has(data, "until"))
        return error;
    if (phases[common_get_choice(data, "to", phase_names)].phase != PHASE_PAUSED)
        return ERR_BAD_REQUEST;
    return common_read_optional_int(data, "until", 1, INT64_MAX, out);
}

static bool is_ahead(enum phase phase)
{
    return phase == PHASE_SCHEDULED || phase == PHASE_REHEARSAL;
}

/* One that names the planned start comes from a timekeeper and may come late: the host may have
 * begun, and paused, meanwhile. */
static enum err phase_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct stage *stage = state;
    UNUSED(scene);
    if (!stage->exists)
        return ERR_UNKNOWN_CHANNEL;
    int to = common_get_choice(entry->data, "to", phase_names);
    unsigned next = phases[phase_place(stage->phase)].next;
    if (common_has(entry->data, "planned") && !is_ahead(stage->phase))
        return ERR_WRONG_PHASE;
    /* A break that takes longer. */
    if (to >= 0 && stage->phase == PHASE_PAUSED && phases[to].phase == PHASE_PAUSED &&
        common_has(entry->data, "until"))
        return ERR_NONE;
    return to >= 0 && next & (unsigned)phases[to].phase ? ERR_NONE : ERR_WRONG_PHASE;
}

static void phase_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct stage *stage = state;
    enum phase before = stage->phase;
    UNUSED(scene);
    stage->phase = phases[common_get_choice(entry->data, "to", phase_names)].phase;
    if (stage->phase != before) {
        stage->since_ms = entry->at_ms;
        stage->before = before;
    }
    stage->until_gone = stage->until_ms > 0;
    stage->until_ms = common_get_int(entry->data, "until");
}

static void phase_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct stage *stage = state;
    UNUSED(viewer);
    phase_write(stage, out);
    if (!stage->archived && slice_is(entry->type, "stage.archive"))
        writer_null(out, "archived");
    if (stage->until_gone && !stage->until_ms)
        writer_null(out, "until");
}

static enum err archive_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_bool(data, "archived", out);
    return error ? error : common_read_seq(data, "cause", out);
}

/* What was said first may come last. */
static void archive_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct stage *stage = state;
    int64_t cause = common_get_int(entry->data, "cause");
    UNUSED(scene);
    if (cause < stage->archived_cause)
        return;
    stage->archived_cause = cause;
    stage->archived = common_get_bool(entry->data, "archived");
}

/* The end is undone at once or not at all: people have left, and what closed with it is closed.
 */
static enum err reopen_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct stage *stage = state;
    UNUSED(scene);
    if (stage->archived)
        return ERR_WRONG_PHASE;
    bool late = entry->at_ms - stage->since_ms > INT64_C(1000) * BOUND_REOPEN_SECONDS;
    return late ? ERR_REOPEN_LATE : ERR_NONE;
}

static void reopen_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct stage *stage = state;
    UNUSED(scene);
    stage->phase = stage->before;
    stage->since_ms = entry->at_ms;
    stage->until_gone = false;
}

/* The catalogue says which rooms are live. */
static void phase_effects(const void *state, const struct entry *entry, const struct scene *scene,
                          struct emitter *emitter)
{
    const struct stage *stage = state;
    UNUSED(entry);
    struct buffer text;
    struct writer writer;
    if (!stage->listed)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "of", room_name(scene->room));
    writer_text(&writer, "phase", slice_of(phase_names[phase_place(stage->phase)]));
    writer_end(&writer);
    effect_emit(emitter, &(struct effect){.name = "phase",
                                          .room = SLICE("academy:main"),
                                          .type = "room.phase",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* The planned start, of a webinar that opens by itself. */
static bool stage_due(const void *state, enum phase phase, struct due *out)
{
    const struct stage *stage = state;
    struct writer data;
    if (!stage->opens || !stage->start_ms || !is_ahead(phase))
        return false;
    out->at_ms = stage->start_ms;
    out->type = "stage.phase";
    snprintf(out->op, sizeof out->op, "start:%" PRId64, stage->start_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_text(&data, "to", SLICE("live"));
    writer_int(&data, "planned", stage->start_ms);
    writer_end(&data);
    return true;
}

static enum err stream_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct stage *stage = state;
    UNUSED(entry);
    UNUSED(scene);
    return stage->exists ? ERR_NONE : ERR_UNKNOWN_CHANNEL;
}

static enum err stream_set_check(const void *state, const struct entry *entry,
                                 const struct scene *scene)
{
    enum err error = stream_check(state, entry, scene);
    return error ? error : stage_streams_check(entry->data, scene->room);
}

static void stream_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct stage *stage = state;
    UNUSED(scene);
    stage_streams_set(&stage->streams, entry->data);
}

static void stream_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    const struct stage *stage = state;
    UNUSED(entry);
    if (rings_inside(viewer->rings))
        stage_streams_write(&stage->streams, true, out);
}

/* Where the stream plays, for everybody in the room; "of": its place among those of the room. net/
 * signs it when it is an address of ours.
 */
static enum err media_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out)
{
    const struct stage *stage = state;
    int64_t place = 0;
    UNUSED(scene);
    if (common_has(data, "of") &&
        (!json_get_int(data, "of", &place) || place < 0 || place > BOUND_STREAMS))
        return ERR_BAD_REQUEST;
    return stage_streams_media(&stage->streams, place, out);
}

static enum phase stage_phase(const void *state)
{
    return phase_now(state);
}

static bool stage_exists(const void *state)
{
    const struct stage *stage = state;
    return stage->exists;
}

/* Texts without words. */
static void words_keep(const void *state, const struct entry *entry, struct writer *out)
{
    static const char *const words[] = {"title", "summary"};
    UNUSED(state);
    for (size_t i = 0; i < 2; i++) {
        if (!common_has(entry->data, words[i]))
            continue;
        writer_object(out, words[i]);
        writer_end(out);
    }
}

static bool stage_forget(void *state, int64_t seq)
{
    struct stage *stage = state;
    bool shows = common_about_forget(&stage->about, seq);
    if (!stage->exists || seq != stage->titled_seq)
        return shows;
    common_wipe(&stage->title);
    stage->title = mem_text(SLICE("{}"));
    return true;
}

static const struct row rows[] = {
    {
        .name = "stage.create",
        .keep = {KEEP_MEMBERS("start", "minutes", "opens", "stream", "listed", "history", "from",
                              "series", "zone", "languages", "course"),
                 words_keep, .house = true},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = create_read,
        .check = create_check,
        .apply = create_apply,
        .patch = create_patch,
        .effects = stage_copy_effects,
    },
    {
        .name = "stage.change",
        .keep = {KEEP_MEMBERS("start", "minutes", "opens", "stream", "series", "zone", "languages",
                              "course"),
                 words_keep, .house = true},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = change_read,
        .check = stream_check,
        .apply = change_apply,
        .patch = change_patch,
    },
    {
        .name = "stage.phase",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY & ~(unsigned)PHASE_ENDED,
        .read = phase_read,
        .check = phase_check,
        .apply = phase_apply,
        .patch = phase_patch,
        .effects = phase_effects,
    },
    {
        .name = "stage.reopen",
        .keep = {keep_nothing},
        .roles = ROLE_HOST,
        .phases = PHASE_ENDED,
        .check = reopen_check,
        .apply = reopen_apply,
        .patch = phase_patch,
        .effects = phase_effects,
    },
    {
        .name = "stage.archive",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = archive_read,
        .check = stream_check,
        .apply = archive_apply,
        .patch = phase_patch,
    },
    {
        .name = "stage.stream",
        .keep = {keep_all},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = stage_streams_read,
        .check = stream_set_check,
        .apply = stream_apply,
        .patch = stream_patch,
    },
};

static const struct query queries[] = {
    {.name = "stage.media", .roles = ROLE_READERS, .answer = media_answer},
};

static bool find_sees(const void *state, int64_t thing, int64_t seq, const struct find_ask *ask,
                      struct find_item *item)
{
    const struct stage *stage = state;
    UNUSED(thing);
    UNUSED(ask);
    *item = (struct find_item){.kind = "room", .title = slice_of(stage->title)};
    item->shown = stage->exists && stage->titled_seq == seq ? FIND_TITLE : 0;
    return item->shown;
}

static struct slice find_title(const void *state)
{
    return slice_of(((const struct stage *)state)->title);
}

static const struct finds finds = {
    .texts = common_finds_title, .sees = find_sees, .title = find_title};

const struct feature stage_feature = {
    .name = "stage",
    .knows.finds = &finds,
    .beyond.outside = true,
    .forget = stage_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = stage_new,
    .state_free = stage_free,
    .view = stage_view,
    .phase = stage_phase,
    .exists = stage_exists,
    .due = stage_due,
};
