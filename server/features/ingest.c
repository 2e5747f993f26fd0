/* SPDX-License-Identifier: Apache-2.0
 * What the media server said last. */
#include "features/ingest.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"

/* That a stream goes on is written down once in HEARD_MS; a media server that was not heard for
 * LOST_MS is gone, and what it sent has ended. Between two calls of it are ten seconds
 * (config/nginx-ingest.conf). */
enum { HEARD_MS = 20000, LOST_MS = 45000 };

struct recording {
    int64_t seq, at_ms; /* seq 0: none */
    char *file;         /* owned; its name, without .flv */
};

struct ingest {
    struct slice room; /* its id; borrowed from the room */
    bool known;        /* something has arrived, at least once */
    bool live, lost;   /* lost: it ended since nothing was heard of the media server any more */
    int64_t since_ms;
    int64_t heard_ms; /* when the media server last said that it goes on */
    struct {          /* what the last entry changed for everybody */
        int64_t seq;
        bool lost;
    } told;
    int64_t live_turn, live_client; /* of what arrives: its key, and the sender's connection */
    int64_t turn;                   /* of the key that is good now */
    struct recording recordings[BOUND_RECORDINGS]; /* the next one takes the place of the oldest */
    size_t recordings_next;
    int64_t dropped; /* the recording that the last one took the place of; 0: none */
};

static void *ingest_new(const struct room *room)
{
    struct ingest *ingest = mem_new(sizeof *ingest);
    ingest->room = entry_room_id(room_name(room));
    return ingest;
}

static void ingest_free(void *state)
{
    struct ingest *ingest = state;
    for (size_t i = 0; i < BOUND_RECORDINGS; i++)
        mem_free(ingest->recordings[i].file);
    mem_free(ingest);
}

/* ---- what the media server says ----------------------------------------------------------------
 */

static enum err sender_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_int(data, "turn", 0, INT64_MAX, out);
    return error ? error : common_read_int(data, "client", 0, INT64_MAX, out);
}

static bool is_live_of(const struct ingest *ingest, const struct json *data)
{
    return ingest->live && ingest->live_turn == common_get_int(data, "turn") &&
           ingest->live_client == common_get_int(data, "client");
}

/* Said again while it lasts, it is known: so the media server finds out that a key is no good any
 * more, and we that a stream has begun of which we were not told. Now and then that it was said is
 * written down, by which every instance knows that the media server lives. */
static enum err begin_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct ingest *ingest = state;
    UNUSED(scene);
    if (common_get_int(entry->data, "turn") != ingest->turn)
        return ERR_NOT_FOUND;
    bool known = is_live_of(ingest, entry->data) && entry->at_ms - ingest->heard_ms < HEARD_MS;
    return known ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void turn_to(struct ingest *ingest, const struct entry *entry, bool live, bool lost)
{
    ingest->told.seq = entry->seq;
    ingest->told.lost = lost != ingest->lost;
    ingest->live = live;
    ingest->lost = lost;
    ingest->since_ms = entry->at_ms;
}

static void begin_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct ingest *ingest = state;
    UNUSED(scene);
    ingest->heard_ms = entry->at_ms;
    if (is_live_of(ingest, entry->data))
        return;
    turn_to(ingest, entry, true, false);
    ingest->known = true;
    ingest->live_turn = common_get_int(entry->data, "turn");
    ingest->live_client = common_get_int(entry->data, "client");
}

/* "lost": it is the timekeeper who says so. */
static enum err end_read(const struct json *data, struct writer *out)
{
    enum err error = sender_read(data, out);
    return error ? error : common_read_optional_bool(data, "lost", out);
}

/* Whoever was sent away without having begun ends nothing. */
static enum err end_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return is_live_of(state, entry->data) ? ERR_NONE : ERR_NOT_FOUND;
}

static void end_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    turn_to(state, entry, false, common_get_bool(entry->data, "lost"));
}

/* A media server that dies says nothing: what it sent is taken for ended when it was not heard for
 * so long. */
static bool ingest_due(const void *state, enum phase phase, struct due *out)
{
    const struct ingest *ingest = state;
    struct writer data;
    UNUSED(phase);
    if (!ingest->live)
        return false;
    out->at_ms = ingest->heard_ms + LOST_MS;
    out->type = "ingest.end";
    snprintf(out->op, sizeof out->op, "ingest.lost.%" PRId64, ingest->heard_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "turn", ingest->live_turn);
    writer_int(&data, "client", ingest->live_client);
    writer_bool(&data, "lost", true);
    writer_end(&data);
    return true;
}

static void live_write(const struct ingest *ingest, struct writer *out)
{
    writer_bool(out, "live", ingest->live);
    writer_int(out, "since", ingest->since_ms);
    if (ingest->lost)
        writer_bool(out, "lost", true);
}

static void live_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    const struct ingest *ingest = state;
    if (!rings_inside(viewer->rings) || ingest->told.seq != entry->seq)
        return;
    live_write(ingest, out);
    if (ingest->told.lost && !ingest->lost)
        writer_null(out, "lost");
}

static enum err recorded_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_int(data, "turn", 0, INT64_MAX, out);
    return error ? error : common_read_id(data, "file", out);
}

/* Of a key that was good when it began. */
static enum err recorded_check(const void *state, const struct entry *entry,
                               const struct scene *scene)
{
    const struct ingest *ingest = state;
    UNUSED(scene);
    return common_get_int(entry->data, "turn") > ingest->turn ? ERR_NOT_FOUND : ERR_NONE;
}

static void recorded_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct ingest *ingest = state;
    struct recording *recording = &ingest->recordings[ingest->recordings_next];
    UNUSED(scene);
    ingest->dropped = recording->seq;
    mem_free(recording->file);
    recording->seq = entry->seq;
    recording->at_ms = entry->at_ms;
    recording->file = mem_text(common_get_text(entry->data, "file"));
    ingest->recordings_next = (ingest->recordings_next + 1) % BOUND_RECORDINGS;
}

static void recording_write(const struct recording *recording, struct writer *out)
{
    char key[24];
    snprintf(key, sizeof key, "%" PRId64, recording->seq);
    writer_object(out, key);
    writer_int(out, "at", recording->at_ms);
    writer_text(out, "file", slice_of(recording->file));
    writer_end(out);
}

static void recorded_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out)
{
    const struct ingest *ingest = state;
    char key[24];
    if (!rings_of_staff(viewer->rings))
        return;
    writer_object(out, "recordings");
    if (ingest->dropped) {
        snprintf(key, sizeof key, "%" PRId64, ingest->dropped);
        writer_null(out, key);
    }
    for (size_t i = 0; i < BOUND_RECORDINGS; i++) {
        if (ingest->recordings[i].seq == entry->seq)
            recording_write(&ingest->recordings[i], out);
    }
    writer_end(out);
}

/* ---- the key -----------------------------------------------------------------------------------
 */

static void renew_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct ingest *ingest = state;
    UNUSED(scene);
    ingest->turn = entry->seq;
}

static void renew_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct ingest *ingest = state;
    UNUSED(entry);
    if (rings_of_staff(viewer->rings))
        writer_int(out, "turn", ingest->turn);
}

/* net/ makes the key of these two (media_write). */
static enum err key_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct ingest *ingest = state;
    UNUSED(data);
    UNUSED(scene);
    writer_text(out, "stream", ingest->room);
    writer_int(out, "turn", ingest->turn);
    return ERR_NONE;
}

static enum err recording_answer(const void *state, const struct json *data,
                                 const struct scene *scene, struct writer *out)
{
    const struct ingest *ingest = state;
    const struct recording *found = NULL;
    char url[256];
    int64_t seq;
    UNUSED(scene);
    if (!json_get_int(data, "recording", &seq) || seq < 1)
        return ERR_BAD_REQUEST;
    for (size_t i = 0; i < BOUND_RECORDINGS; i++)
        found = ingest->recordings[i].seq == seq ? &ingest->recordings[i] : found;
    if (!found)
        return ERR_NOT_FOUND;
    snprintf(url, sizeof url, "/media/recordings/%.*s/%s.mp4", (int)ingest->room.len,
             ingest->room.at, found->file);
    writer_text(out, "url", slice_of(url));
    writer_text(out, "type", SLICE("mp4"));
    return ERR_NONE;
}

static void ingest_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                        struct writer *out)
{
    const struct ingest *ingest = state;
    UNUSED(bodies);
    if (!rings_inside(viewer->rings))
        return;
    if (ingest->known)
        live_write(ingest, out);
    if (!rings_of_staff(viewer->rings))
        return;
    if (ingest->turn)
        writer_int(out, "turn", ingest->turn);
    if (!ingest->recordings[0].seq)
        return;
    writer_object(out, "recordings");
    for (size_t i = 0; i < BOUND_RECORDINGS && ingest->recordings[i].seq; i++)
        recording_write(&ingest->recordings[i], out);
    writer_end(out);
}

static const struct row rows[] = {
    {
        .name = "ingest.begin",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = sender_read,
        .check = begin_check,
        .apply = begin_apply,
        .patch = live_patch,
    },
    {
        .name = "ingest.end",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = end_read,
        .check = end_check,
        .apply = end_apply,
        .patch = live_patch,
    },
    {
        .name = "ingest.recorded",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = recorded_read,
        .check = recorded_check,
        .apply = recorded_apply,
        .patch = recorded_patch,
    },
    {
        .name = "ingest.renew",
        .keep = {keep_nothing},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .apply = renew_apply,
        .patch = renew_patch,
    },
};

static const struct query queries[] = {
    {.name = "ingest.key", .roles = ROLE_HOST, .answer = key_answer},
    {.name = "ingest.recording", .roles = ROLE_ORGANISERS, .answer = recording_answer},
};

const struct feature ingest_feature = {
    .name = "ingest",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = ingest_new,
    .state_free = ingest_free,
    .view = ingest_view,
    .due = ingest_due,
};
