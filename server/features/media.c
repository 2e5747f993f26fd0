/* SPDX-License-Identifier: Apache-2.0
 * Recordings on a shelf. */
#include "features/media.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/shelf.h"
#include "features/stage_streams.h"

/* As long as a session may be. */
enum { LENGTH_MS_MAX = 2 * 24 * 3600 * 1000 };

/* By their place in `types`. */
static const char *const types[] = {"hls", "mp4", "audio", NULL};

struct anchor {
    int64_t position_ms, moment_ms;
};

struct recording {
    struct shelf_thing thing;
    char *url;              /* owned */
    const char *type;       /* one of `types` */
    const char *language;   /* NULL: not said */
    int64_t length_ms;      /* 0: not said */
    int64_t ingest;         /* the entry that told of it; 0: somebody attached it */
    bool dated;             /* its anchors were found in it */
    struct anchor *anchors; /* owned; NULL: none */
    size_t anchors_count;
};

struct media {
    struct shelf recordings;
    int64_t live_ms, ended_ms; /* when the session first went live, and ended; 0: it did not */
    struct {                   /* the stream that arrives, or arrived last */
        int64_t turn, client, begun_ms;
        bool going;
    } sent;
};

/* ---- what is told ------------------------------------------------------------------------------
 */

static void anchors_write(const struct recording *recording, struct writer *out)
{
    writer_array(out, "anchors");
    for (size_t i = 0; i < recording->anchors_count; i++) {
        writer_array(out, NULL);
        writer_int(out, NULL, recording->anchors[i].position_ms);
        writer_int(out, NULL, recording->anchors[i].moment_ms);
        writer_end(out);
    }
    writer_end(out);
}

/* A member that it has, or, in a change, null for one that it has not. */
static void optional_write(const char *key, bool has, bool change, struct writer *out)
{
    if (!has && change)
        writer_null(out, key);
}

static void recording_write_to(const struct shelf_thing *thing, const struct viewer *viewer,
                               bool change, struct writer *out)
{
    const struct recording *recording = (const struct recording *)thing;
    if (rings_of_staff(viewer->rings))
        writer_text(out, "url", slice_of(recording->url));
    writer_text(out, "type", slice_of(recording->type));
    optional_write("lang", recording->language, change, out);
    if (recording->language)
        writer_text(out, "lang", slice_of(recording->language));
    optional_write("length", recording->length_ms, change, out);
    if (recording->length_ms)
        writer_int(out, "length", recording->length_ms);
    if (recording->ingest)
        writer_int(out, "ingest", recording->ingest);
    optional_write("dated", recording->dated, change, out);
    if (recording->dated)
        writer_bool(out, "dated", true);
    anchors_write(recording, out);
}

static void recording_wipe(struct shelf_thing *thing)
{
    struct recording *recording = (struct recording *)thing;
    mem_free(recording->url);
    mem_free(recording->anchors);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct recording),
    .write_to = recording_write_to,
    .wipe = recording_wipe,
    .things_max = BOUND_MEDIA,
};

static void *media_new(const struct room *room)
{
    struct media *media = mem_new(sizeof *media);
    UNUSED(room);
    shelf_init(&media->recordings, &kind);
    return media;
}

static void media_free(void *state)
{
    shelf_done(&((struct media *)state)->recordings);
    mem_free(state);
}

static void media_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    UNUSED(bodies);
    if (rings_inside(viewer->rings))
        shelf_view(&((const struct media *)state)->recordings, "recordings", viewer, out);
}

static void media_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    shelf_patch(&((const struct media *)state)->recordings, "recordings", entry, viewer, out);
}

/* ---- what the team does ------------------------------------------------------------------------
 */

/* One pair; each is behind the one before it. */
static enum err anchor_read(const struct json *pair, struct anchor *last, struct writer *out)
{
    struct anchor anchor;
    if (json_count(pair) != 2 || !json_as_int(json_first(pair), &anchor.position_ms) ||
        !json_as_int(json_next(json_first(pair)), &anchor.moment_ms))
        return ERR_BAD_REQUEST;
    if (anchor.position_ms < 0 || anchor.position_ms > LENGTH_MS_MAX || anchor.moment_ms < 1 ||
        anchor.position_ms <= last->position_ms || anchor.moment_ms < last->moment_ms)
        return ERR_BAD_REQUEST;
    writer_array(out, NULL);
    writer_int(out, NULL, anchor.position_ms);
    writer_int(out, NULL, anchor.moment_ms);
    writer_end(out);
    *last = anchor;
    return ERR_NONE;
}

static enum err anchors_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "anchors");
    struct anchor last = {-1, 0};
    enum err error = ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_ANCHORS)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "anchors");
    for (const struct json *at = json_first(list); at && !error; at = json_next(at))
        error = json_is_array(at) ? anchor_read(at, &last, out) : ERR_BAD_REQUEST;
    writer_end(out);
    return error ? error : common_read_optional_bool(data, "dated", out);
}

static enum err add_read(const struct json *data, struct writer *out)
{
    enum err error = stage_streams_read_one(data, out);
    if (!error)
        error = common_read_optional_int(data, "length", 1, LENGTH_MS_MAX, out);
    return error || !common_has(data, "anchors") ? error : anchors_read(data, out);
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "recording", out);
    if (!error)
        error = stage_streams_read_one(data, out);
    return error ? error : common_read_optional_int(data, "length", 1, LENGTH_MS_MAX, out);
}

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "recording", out);
}

static enum err anchor_set_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "recording", out);
    return error ? error : anchors_read(data, out);
}

static struct recording *recording_of(const void *state, const struct entry *entry)
{
    const struct media *media = state;
    return (struct recording *)shelf_find(&media->recordings,
                                          common_get_int(entry->data, "recording"));
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = stage_streams_check(entry->data, scene->room);
    return error ? error : shelf_check(&((const struct media *)state)->recordings, entry, scene, 0);
}

static enum err there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return recording_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static enum err edit_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = there_check(state, entry, scene);
    return error ? error : stage_streams_check(entry->data, scene->room);
}

static void anchors_set(struct recording *recording, const struct json *data)
{
    const struct json *list = json_get(data, "anchors");
    size_t count = json_is_array(list) ? json_count(list) : 0;
    mem_free(recording->anchors);
    recording->anchors = count > 0 ? mem_new(count * sizeof *recording->anchors) : NULL;
    recording->anchors_count = 0;
    recording->dated = common_get_bool(data, "dated");
    for (const struct json *at = count > 0 ? json_first(list) : NULL; at; at = json_next(at)) {
        struct anchor *anchor = &recording->anchors[recording->anchors_count++];
        (void)json_as_int(json_first(at), &anchor->position_ms);
        (void)json_as_int(json_next(json_first(at)), &anchor->moment_ms);
    }
}

/* What it is, of media.add and media.edit. */
static void say(struct recording *recording, const struct json *data)
{
    mem_free(recording->url);
    recording->url = mem_text(common_get_text(data, "url"));
    recording->type = types[common_get_choice(data, "type", types)];
    recording->language = common_has(data, "lang")
                              ? common_languages[common_get_choice(data, "lang", common_languages)]
                              : NULL;
    recording->length_ms = common_get_int(data, "length");
}

static struct recording *attach(struct media *media, const struct entry *entry)
{
    return (struct recording *)shelf_add(&media->recordings, entry, RINGS_INSIDE, 0);
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct recording *recording = attach(state, entry);
    UNUSED(scene);
    say(recording, entry->data);
    anchors_set(recording, entry->data);
}

static struct recording *touched(void *state, const struct entry *entry)
{
    struct recording *recording = recording_of(state, entry);
    shelf_touch(&((struct media *)state)->recordings, entry, &recording->thing);
    return recording;
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    say(touched(state, entry), entry->data);
}

static void anchor_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    anchors_set(touched(state, entry), entry->data);
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    shelf_remove(&((struct media *)state)->recordings, entry, &recording_of(state, entry)->thing);
}

/* ---- what was recorded of what a media server took ---------------------------------------------
 */

static void phase_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct media *media = state;
    struct slice to = common_get_text(entry->data, "to");
    UNUSED(scene);
    if (slice_is(to, "live") && !media->live_ms)
        media->live_ms = entry->at_ms;
    media->ended_ms = slice_is(to, "ended") ? entry->at_ms : 0;
}

static void begin_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct media *media = state;
    int64_t turn = common_get_int(entry->data, "turn");
    int64_t client = common_get_int(entry->data, "client");
    UNUSED(scene);
    if (media->sent.going && media->sent.turn == turn && media->sent.client == client)
        return;
    media->sent.turn = turn;
    media->sent.client = client;
    media->sent.begun_ms = entry->at_ms;
    media->sent.going = true;
}

static void end_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(entry);
    UNUSED(scene);
    ((struct media *)state)->sent.going = false;
}

/* When it began: its name says the second, w1-1700000000, and we were told of the stream a moment
 * later. Where one of them is of another stream the name is right, if it is a time at all. */
static int64_t begun_ms(const struct media *media, const struct entry *entry)
{
    enum { NEAR_MS = 5000, DIGITS = 13 };
    struct slice file = common_get_text(entry->data, "file");
    const char *dash = file.len > 0 ? memrchr(file.at, '-', file.len) : NULL;
    int64_t named_ms = 0, begun = media->sent.begun_ms;
    char digits[DIGITS + 1] = "";
    if (dash && file.at + file.len - dash <= DIGITS)
        snprintf(digits, sizeof digits, "%.*s", (int)(file.at + file.len - dash - 1), dash + 1);
    for (const char *at = digits; *at >= '0' && *at <= '9'; at++)
        named_ms = named_ms * 10 + (*at - '0');
    named_ms *= 1000;
    if (named_ms < entry->at_ms - LENGTH_MS_MAX || named_ms > entry->at_ms)
        return begun;
    return begun >= named_ms && begun - named_ms <= NEAR_MS ? begun : named_ms;
}

/* What was sent before the session, or after it, is no recording of it. */
static void recorded_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct media *media = state;
    char url[128 + 2 * BOUND_ID_BYTES];
    int64_t begun = begun_ms(media, entry);
    struct slice room = entry_room_id(room_name(scene->room));
    struct slice file = common_get_text(entry->data, "file");
    bool over = media->ended_ms && begun >= media->ended_ms;
    if (!media->live_ms || !begun || over || shelf_count(&media->recordings) >= BOUND_MEDIA)
        return;
    struct recording *recording = attach(media, entry);
    snprintf(url, sizeof url, "/media/recordings/%.*s/%.*s.mp4", (int)room.len, room.at,
             (int)file.len, file.at);
    recording->url = mem_text(slice_of(url));
    recording->type = types[1];
    recording->ingest = entry->seq;
    recording->anchors = mem_new(sizeof *recording->anchors);
    recording->anchors[0] = (struct anchor){0, begun};
    recording->anchors_count = 1;
}

/* ---- where it is -------------------------------------------------------------------------------
 */

/* net/ signs it (media_write). */
static enum err address_answer(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out)
{
    const struct media *media = state;
    int64_t seq;
    UNUSED(scene);
    if (!json_get_int(data, "recording", &seq) || seq < 1)
        return ERR_BAD_REQUEST;
    const struct recording *found = (const struct recording *)shelf_find(&media->recordings, seq);
    if (!found)
        return ERR_NOT_FOUND;
    writer_text(out, "url", slice_of(found->url));
    writer_text(out, "type", slice_of(found->type));
    return ERR_NONE;
}

#define BY_STAFF .roles = ROLE_ORGANISERS, .phases = PHASE_ANY, .patch = media_patch

static const struct row rows[] = {
    {
        .name = "media.add",
        .keep = {keep_all},
        BY_STAFF,
        .read = add_read,
        .check = add_check,
        .apply = add_apply,
    },
    {
        .name = "media.edit",
        .keep = {keep_all},
        .thing = "recording",
        BY_STAFF,
        .read = edit_read,
        .check = edit_check,
        .apply = edit_apply,
    },
    {
        .name = "media.remove",
        .keep = {keep_all},
        .thing = "recording",
        BY_STAFF,
        .read = remove_read,
        .check = there_check,
        .apply = remove_apply,
    },
    {
        .name = "media.anchor",
        .keep = {keep_all},
        .thing = "recording",
        BY_STAFF,
        .read = anchor_set_read,
        .check = there_check,
        .apply = anchor_apply,
    },
};

static const struct query queries[] = {
    {.name = "media.address", .roles = ROLE_READERS, .answer = address_answer},
};

static const struct hearing hears[] = {
    {.type = "stage.phase", .apply = phase_heard},
    {.type = "stage.reopen", .apply = phase_heard},
    {.type = "ingest.begin", .apply = begin_heard},
    {.type = "ingest.end", .apply = end_heard},
    {.type = "ingest.recorded", .apply = recorded_heard, .patch = media_patch},
};

const struct feature media_feature = {
    .name = "media",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = media_new,
    .state_free = media_free,
    .view = media_view,
};
