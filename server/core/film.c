/* SPDX-License-Identifier: Apache-2.0
 * What happens within a second becomes one patch; a minute's patches become a segment. A segment is
 * begun before the first entry behind its begin is applied, when the room is as its view says. */
#include "core/film.h"

#include "base/bounds.h"
#include "base/json_edit.h"
#include "base/mem.h"
#include "base/merge.h"
#include "base/writer.h"
#include "core/erasure.h"
#include "core/room_state.h"
#include "core/room_view.h"

enum { CHANGES_BYTES = 64 << 20, LATE_DEPTH = 3 };

struct film_strip {
    struct film_of of;
    int64_t second;     /* the one that is being gathered: its end, from the begin */
    int64_t number;     /* the segment that is open; -1: none yet */
    struct json *waits; /* owned; the patches of that second; NULL: none */
    bool exists;        /* the part does */
    bool counted;       /* something of that second counts */
    bool failed;
    struct buffer view, changes;
    struct buffer patch; /* kept for the next one */
    unsigned *busy;      /* owned; of each step */
    size_t busy_count;
};

/* ---- what it is of ----------------------------------------------------------------------------
 */

static void live_begin(struct film_span *span, int64_t at_ms)
{
    span->live = mem_resize(span->live, span->live_count * sizeof *span->live,
                            (span->live_count + 1) * sizeof *span->live);
    span->live[span->live_count++] = (struct film_live){.from_ms = at_ms};
}

static void live_end(struct film_span *span, int64_t at_ms)
{
    if (span->live_count > 0 && !span->live[span->live_count - 1].to_ms)
        span->live[span->live_count - 1].to_ms = at_ms;
}

void film_span_take(struct film_span *span, const struct room *room, int64_t seq)
{
    enum phase phase = room_phase(room);
    int64_t at_ms = room_at_ms(room);
    bool live = span->live_count > 0 && !span->live[span->live_count - 1].to_ms;
    if (phase == PHASE_LIVE && !live)
        live_begin(span, at_ms);
    else if (phase != PHASE_LIVE && live)
        live_end(span, at_ms);
    if (phase == PHASE_LIVE && !span->from_seq) {
        span->from_seq = seq;
        span->from_ms = at_ms;
    }
    if (phase == PHASE_ENDED && !span->to_seq) {
        span->to_seq = seq;
        span->to_ms = at_ms;
    } else if (phase != PHASE_ENDED) {
        span->to_seq = 0; /* it goes on after all */
        span->to_ms = 0;
    }
}

bool film_span_whole(const struct film_span *span, const struct room *room)
{
    return span->from_seq && span->to_seq && room_phase(room) == PHASE_ENDED;
}

void film_span_done(struct film_span *span)
{
    mem_free(span->live);
    *span = (struct film_span){0};
}

struct json *film_late(const struct room *room, const struct viewer *viewer,
                       const struct film_span *span)
{
    struct buffer text;
    struct writer writer;
    struct json *late = NULL;
    buffer_init(&text, BOUND_VIEW_BYTES);
    writer_init(&writer, &text);
    writer_object_lazy(&writer, NULL);
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        if (!share->feature->knows.late)
            continue;
        writer_object_lazy(&writer, share->feature->name);
        share->feature->knows.late->write(share->state, viewer, span, &writer);
        writer_end(&writer);
    }
    if (writer_end(&writer))
        (void)json_parse_large(buffer_slice(&text), &late);
    buffer_done(&text);
    return late;
}

/* ---- one strip ---------------------------------------------------------------------------------
 */

struct film_strip *film_strip_new(const struct film_of *of)
{
    struct film_strip *strip = mem_new(sizeof *strip);
    strip->of = *of;
    strip->number = -1;
    strip->busy_count = (size_t)((of->span->to_ms - of->span->from_ms) / of->step_ms) + 1;
    strip->busy = mem_new(strip->busy_count * sizeof *strip->busy);
    buffer_init(&strip->view, BOUND_VIEW_BYTES);
    buffer_init(&strip->patch, BOUND_VIEW_BYTES);
    buffer_init(&strip->changes, CHANGES_BYTES);
    return strip;
}

void film_strip_free(struct film_strip **strip)
{
    struct film_strip *old = *strip;
    *strip = NULL;
    json_free(&old->waits);
    buffer_done(&old->view);
    buffer_done(&old->patch);
    buffer_done(&old->changes);
    mem_free(old->busy);
    mem_free(old);
}

void film_strip_busy(const struct film_strip *strip, struct writer *out)
{
    for (size_t i = 0; i < strip->busy_count; i++)
        writer_int(out, NULL, strip->busy[i]);
}

bool film_strip_failed(const struct film_strip *strip)
{
    return strip->failed;
}

/* Gives the things of `json`, a view or a patch, what came late. What is not in it stays out. */
static void add_late(const struct json *json, const struct json *late, bool patch, int depth)
{
    for (const struct json *item = json_first(late); item; item = json_next(item)) {
        struct json *there = (struct json *)(uintptr_t)json_find(json, json_key(item));
        if (!json_is_object(there))
            continue;
        if (depth < LATE_DEPTH)
            add_late(there, item, patch, depth + 1);
        else if (patch) /* with what is to go of what it had */
            merge_compose(&there, item);
        else
            merge_apply(&there, item);
    }
}

static int64_t moment_of(const struct film_strip *strip)
{
    int64_t at_ms = strip->of.span->from_ms + strip->second * FILM_SECOND_MS;
    return at_ms < strip->of.span->to_ms ? at_ms : strip->of.span->to_ms;
}

/* What waits becomes a change. */
static void emit(struct film_strip *strip)
{
    struct buffer *changes = &strip->changes;
    if (!strip->waits)
        return;
    buffer_addf(changes, "%s[%lld,", changes->len > 0 ? "," : "", (long long)moment_of(strip));
    json_print(strip->waits, changes);
    buffer_add_byte(changes, ']');
    json_free(&strip->waits);
    strip->failed |= changes->full;
}

/* One more patch of this second. */
static void gather(struct film_strip *strip, struct slice text)
{
    struct json *patch = NULL;
    if (strip->patch.full || json_parse_large(text, &patch)) {
        strip->failed = true;
        return;
    }
    struct json *me = json_edit_find(patch, "me");
    if (me)
        json_edit_remove(patch, me);
    if (strip->of.late)
        add_late(patch, strip->of.late, true, 1);
    if (strip->waits && !merge_composes(strip->waits, patch))
        emit(strip);
    if (json_count(patch) == 0) {
        json_free(&patch);
    } else if (!strip->waits) {
        strip->waits = patch;
    } else {
        merge_compose(&strip->waits, patch);
        json_free(&patch);
    }
}

static void write_view(struct film_strip *strip, const struct room *room, struct buffer *out)
{
    struct json *view = NULL;
    buffer_clear(out);
    room_view(room, &strip->of.viewer, NULL, out);
    strip->failed |= out->full;
    if (!strip->of.late || out->full || json_parse_large(buffer_slice(out), &view))
        return;
    add_late(view, strip->of.late, false, 1);
    buffer_clear(out);
    json_print(view, out);
    strip->failed |= out->full;
    json_free(&view);
}

/* Empties what is shown of a part: its own, and what it holds. */
static void part_reset(const struct part_kind *kind, struct buffer *out)
{
    buffer_addf(out, "{\"%s\":null", kind->name);
    for (size_t i = 0; kind->holds && kind->holds[i]; i++)
        buffer_addf(out, ",\"%s\":null", kind->holds[i]->name);
    buffer_add_byte(out, '}');
}

/* No patch says what is seen now: one empties, the next one fills. */
static void renew(struct film_strip *strip, const struct room *room)
{
    const struct part *part = strip->of.viewer.part;
    buffer_clear(&strip->patch);
    if (part)
        part_reset(part->kind, &strip->patch);
    else
        room_reset(room, &strip->patch);
    gather(strip, buffer_slice(&strip->patch));
    emit(strip);
    write_view(strip, room, &strip->patch);
    gather(strip, buffer_slice(&strip->patch));
}

/* ---- segments ----------------------------------------------------------------------------------
 */

/* The first segment is there always, others when something changed. */
static void close_segment(struct film_strip *strip)
{
    if (strip->number < 0 || (strip->number > 0 && strip->changes.len == 0))
        return;
    const struct film_piece piece = {.number = strip->number,
                                     .view = buffer_slice(&strip->view),
                                     .changes = buffer_slice(&strip->changes)};
    strip->of.piece(strip->of.context, &piece);
    buffer_clear(&strip->changes);
}

static void open_segment(struct film_strip *strip, const struct room *room, int64_t number)
{
    close_segment(strip);
    if (strip->number < 0 && number > 0) {
        strip->number = 0;
        write_view(strip, room, &strip->view);
        close_segment(strip);
    } else {
        write_view(strip, room, &strip->view);
    }
    strip->number = number;
}

/* What the sums have become in the second that is over. */
static void gather_tally(struct film_strip *strip, const struct room *room)
{
    buffer_clear(&strip->patch);
    if (room_tally(room, &strip->of.viewer, false, &strip->patch)) {
        gather(strip, buffer_slice(&strip->patch));
        strip->counted = true;
    }
}

static void end_second(struct film_strip *strip, const struct room *room)
{
    if (strip->number < 0)
        return;
    gather_tally(strip, room);
    size_t step = (size_t)((moment_of(strip) - strip->of.span->from_ms) / strip->of.step_ms);
    strip->busy[step] += strip->counted;
    strip->counted = false;
    emit(strip);
}

static void advance(struct film_strip *strip, const struct room *room, int64_t second)
{
    int64_t number = (second - 1) / (strip->of.step_ms / FILM_SECOND_MS);
    end_second(strip, room);
    if (number != strip->number)
        open_segment(strip, room, number);
    strip->second = second;
}

/* The end of the second in which a moment lies, from the begin; 0: the begin itself. */
static int64_t second_of(const struct film_span *span, int64_t at_ms)
{
    return (at_ms - span->from_ms + FILM_SECOND_MS - 1) / FILM_SECOND_MS;
}

void film_before(struct film_strip *const *strips, size_t count, struct room *room, int64_t at_ms)
{
    if (count == 0)
        return;
    if (at_ms < room_at_ms(room))
        at_ms = room_at_ms(room);
    int64_t second = second_of(strips[0]->of.span, at_ms);
    if (second <= strips[0]->second)
        return;
    for (size_t i = 0; i < count; i++) {
        if (strips[i]->number < 0)
            strips[i]->exists =
                !strips[i]->of.viewer.part || room_part_exists(room, strips[i]->of.viewer.part);
        advance(strips[i], room, second);
    }
    room_tally_sent(room);
}

static void take_part(struct film_strip *strip, const struct room *room, const struct entry *entry,
                      const struct parts *parts)
{
    const struct part *part = strip->of.viewer.part;
    bool exists = room_part_exists(room, part);
    if (exists != strip->exists || (parts_have(parts, part) && erasure_of(room, entry))) {
        strip->exists = exists;
        renew(strip, room);
        return;
    }
    buffer_clear(&strip->patch);
    if (parts_have(parts, part) && room_patch(room, entry, &strip->of.viewer, &strip->patch)) {
        gather(strip, buffer_slice(&strip->patch));
        strip->counted = true;
    }
}

static void take_room(struct film_strip *strip, const struct room *room, const struct entry *entry,
                      bool counts)
{
    if (erasure_of(room, entry) && erasure_shows(room)) {
        renew(strip, room);
        return;
    }
    buffer_clear(&strip->patch);
    if (!room_patch(room, entry, &strip->of.viewer, &strip->patch))
        return;
    gather(strip, buffer_slice(&strip->patch));
    strip->counted |= counts;
}

void film_take(struct film_strip *const *strips, size_t count, const struct room *room,
               const struct entry *entry, bool counts)
{
    struct parts parts = {.count = 0};
    if (count == 0 || strips[0]->second == 0 /* the first view says it */ ||
        room_row(room, entry->type)->delivery == DELIVER_TALLY)
        return;
    (void)room_parts(room, entry, &parts);
    for (size_t i = 0; i < count; i++) {
        if (strips[i]->of.viewer.part)
            take_part(strips[i], room, entry, &parts);
        else
            take_room(strips[i], room, entry, counts);
    }
}

void film_end(struct film_strip *const *strips, size_t count, struct room *room)
{
    for (size_t i = 0; i < count; i++) {
        if (strips[i]->number < 0)
            open_segment(strips[i], room, 0);
        else
            end_second(strips[i], room);
        close_segment(strips[i]);
    }
    room_tally_sent(room);
}
