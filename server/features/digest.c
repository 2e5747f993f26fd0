/* SPDX-License-Identifier: Apache-2.0
 * The next turn is either a deadline of the fold, or still to be reckoned: then it is due at once.
 */
#include "features/digest.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/zone.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { HOUR = 18 * 60, WEEK = 7, TRIES = 8, AGAIN_MS = 60000 };

enum mode { MODE_NONE, MODE_AWAY, MODE_DAILY, MODE_WEEKLY };
static const char *const modes[] = {"none", "away", "daily", "weekly", NULL};
/* What came of a turn: it was written, there was nothing, there is no address that takes mails. */
static const char *const ends[] = {"sent", "empty", "bounced", NULL};

struct digest {
    enum mode mode;
    int64_t hour, day; /* a minute of the day; 1 is Monday */
    char *zone;        /* owned; NULL: UTC */
    int64_t said_seq, said_ms; /* the entry from which the next turn is to be reckoned … */
    int64_t placed_seq;        /* … and the one from which it was */
    int64_t next_ms;           /* 0: none */
    struct {
        int64_t planned_ms, at_ms; /* a turn that waits for its answer; 0: none does */
        int64_t tries;
    } turn;
    int64_t since_ms;   /* what is older was told by the last mail, or need not be */
    int64_t bounced_ms; /* mails do not reach them since; 0: they do */
};

static void *digest_new(const struct room *room)
{
    struct digest *digest = mem_new(sizeof *digest);
    UNUSED(room);
    digest->hour = HOUR;
    digest->day = 1;
    return digest;
}

static void digest_free(void *state)
{
    struct digest *digest = state;
    mem_free(digest->zone);
    mem_free(digest);
}

/* ---- when --------------------------------------------------------------------------------------
 */

static bool at_hours(const struct digest *digest)
{
    return digest->mode == MODE_DAILY || digest->mode == MODE_WEEKLY;
}

/* 1970-01-01 was a Thursday. */
static int64_t weekday(int64_t day)
{
    return (day + 3) % WEEK + 1;
}

/* The first after that moment. */
static int64_t next_of(const struct digest *digest, int64_t after_ms)
{
    struct zone *zone = zone_new(digest->zone ? slice_of(digest->zone) : SLICE(""));
    struct zone_wall wall = zone_wall(zone, after_ms);
    int64_t at_ms = 0;
    wall.minute = (int)digest->hour;
    for (int i = 0; at_ms <= after_ms && i <= WEEK; i++, wall.day++)
        if (digest->mode == MODE_DAILY || weekday(wall.day) == digest->day)
            at_ms = zone_ms(zone, wall);
    zone_free(&zone);
    return at_ms;
}

static void write_turn(const struct digest *digest, const char *key, int64_t value, int64_t after_ms,
                       struct buffer *out)
{
    struct writer data;
    writer_init(&data, out);
    writer_object(&data, NULL);
    writer_int(&data, key, value);
    if (at_hours(digest))
        writer_int(&data, "next", next_of(digest, after_ms));
    writer_end(&data);
}

static int64_t again_ms(const struct digest *digest)
{
    return digest->turn.at_ms + ((int64_t)AGAIN_MS << (digest->turn.tries - 1));
}

static bool digest_due(const void *state, enum phase phase, struct due *out)
{
    const struct digest *digest = state;
    UNUSED(phase);
    out->type = "digest.turn";
    if (at_hours(digest) && digest->said_seq > digest->placed_seq) {
        out->at_ms = 0;
        snprintf(out->op, sizeof out->op, "digest:of.%" PRId64, digest->said_seq);
        if (out->data)
            write_turn(digest, "of", digest->said_seq, digest->said_ms, out->data);
        return true;
    }
    bool again = digest->turn.planned_ms > 0;
    int64_t planned_ms = again ? digest->turn.planned_ms : digest->next_ms;
    if (!planned_ms)
        return false;
    out->at_ms = again ? again_ms(digest) : planned_ms;
    snprintf(out->op, sizeof out->op, "digest:%" PRId64 ".%" PRId64, planned_ms,
             digest->turn.tries);
    if (out->data)
        write_turn(digest, "planned", planned_ms, planned_ms, out->data);
    return true;
}

/* ---- digest.turn -------------------------------------------------------------------------------
 */

static enum err turn_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_int(data, "of", 1, INT64_MAX, out);
    if (!error)
        error = common_read_optional_int(data, "planned", 1, INT64_MAX, out);
    if (!error && common_has(data, "of") == common_has(data, "planned"))
        return ERR_BAD_REQUEST;
    return error ? error : common_read_optional_int(data, "next", 1, INT64_MAX, out);
}

static bool is_planned(const struct digest *digest, int64_t planned_ms)
{
    return planned_ms == digest->turn.planned_ms ||
           (!digest->turn.planned_ms && planned_ms == digest->next_ms);
}

/* What was reckoned from what no longer holds comes to nothing. */
static enum err turn_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct digest *digest = state;
    UNUSED(scene);
    bool good = common_has(entry->data, "of")
                    ? common_get_int(entry->data, "of") == digest->said_seq
                    : is_planned(digest, common_get_int(entry->data, "planned"));
    return good ? ERR_NONE : ERR_NOT_FOUND;
}

/* Whoever was down over several of their hours is written to once. */
static void turn_next(struct digest *digest, const struct entry *entry)
{
    int64_t next_ms = common_get_int(entry->data, "next");
    digest->placed_seq = entry->seq;
    digest->next_ms = next_ms > entry->at_ms ? next_ms : 0;
    if (at_hours(digest) && !digest->next_ms) {
        digest->said_seq = entry->seq + 1; /* beyond what was placed: to be reckoned from now */
        digest->said_ms = entry->at_ms;
    }
}

static void turn_end(struct digest *digest)
{
    digest->turn.planned_ms = digest->turn.at_ms = digest->turn.tries = 0;
}

static void turn_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct digest *digest = state;
    UNUSED(scene);
    turn_next(digest, entry);
    if (common_has(entry->data, "of"))
        return;
    digest->turn.planned_ms = common_get_int(entry->data, "planned");
    digest->turn.at_ms = entry->at_ms;
    if (++digest->turn.tries > TRIES)
        turn_end(digest);
}

/* ---- digest.done -------------------------------------------------------------------------------
 */

static enum err done_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_int(data, "planned", 1, INT64_MAX, out);
    return error ? error : common_read_choice(data, "end", ends, out);
}

static enum err done_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct digest *digest = state;
    UNUSED(scene);
    bool waits = digest->turn.planned_ms &&
                 common_get_int(entry->data, "planned") == digest->turn.planned_ms;
    return waits ? ERR_NONE : ERR_NOT_FOUND;
}

static void done_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct digest *digest = state;
    int end = common_get_choice(entry->data, "end", ends);
    UNUSED(scene);
    if (end == 0)
        digest->since_ms = digest->turn.at_ms;
    if (end == 2 && !digest->bounced_ms)
        digest->bounced_ms = entry->at_ms;
    if (end != 2)
        digest->bounced_ms = 0;
    turn_end(digest);
}

static void done_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    const struct digest *digest = state;
    UNUSED(entry);
    UNUSED(viewer);
    if (digest->bounced_ms)
        writer_int(out, "bounced", digest->bounced_ms);
    else
        writer_null(out, "bounced");
}

static void digest_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                        struct writer *out)
{
    const struct digest *digest = state;
    UNUSED(viewer);
    UNUSED(bodies);
    if (digest->bounced_ms)
        writer_int(out, "bounced", digest->bounced_ms);
}

/* ---- what it hears -----------------------------------------------------------------------------
 */

/* Another mode begins with what comes from now on. */
static void heard_set(void *state, const struct entry *entry, const struct scene *scene)
{
    struct digest *digest = state;
    const struct json *data = entry->data;
    UNUSED(scene);
    if (common_has(data, "mail")) {
        enum mode mode = (enum mode)common_get_choice(data, "mail", modes);
        if (mode != digest->mode)
            digest->since_ms = entry->at_ms;
        digest->mode = mode;
    }
    if (common_has(data, "zone")) {
        struct slice zone = common_get_text(data, "zone");
        mem_free(digest->zone);
        digest->zone = zone.len > 0 ? mem_text(zone) : NULL;
    }
    (void)json_get_int(data, "hour", &digest->hour);
    (void)json_get_int(data, "day", &digest->day);
    digest->said_seq = entry->seq;
    digest->said_ms = entry->at_ms;
    digest->next_ms = 0;
    turn_end(digest);
}

/* Something is for them: whoever has not looked at it in a while is away. */
static void heard_news(void *state, const struct entry *entry, const struct scene *scene)
{
    struct digest *digest = state;
    UNUSED(scene);
    if (digest->mode == MODE_AWAY && !digest->next_ms && !digest->turn.planned_ms)
        digest->next_ms = entry->at_ms + BOUND_AWAY_SECONDS * INT64_C(1000);
}

/* For who sends: the turn that waits, and from when on things are told. */
static enum err next_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    const struct digest *digest = state;
    UNUSED(data);
    UNUSED(scene);
    if (digest->turn.planned_ms)
        writer_int(out, "planned", digest->turn.planned_ms);
    writer_int(out, "since", digest->since_ms);
    return ERR_NONE;
}

static const struct row rows[] = {
    {
        .name = "digest.turn",
        .keep = {keep_all},
        .hub = {.works = true},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = turn_read,
        .check = turn_check,
        .apply = turn_apply,
    },
    {
        .name = "digest.done",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = done_read,
        .check = done_check,
        .apply = done_apply,
        .patch = done_patch,
    },
};

static const struct query queries[] = {
    {.name = "digest.next", .roles = ROLE_SYSTEM, .answer = next_answer},
};

static const struct hearing hears[] = {
    {"inbox.set", heard_set, NULL, NULL},
    {"inbox.mention", heard_news, NULL, NULL},
    {"inbox.invite", heard_news, NULL, NULL},
    {"inbox.request", heard_news, NULL, NULL},
};

const struct feature digest_feature = {
    .name = "digest",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = digest_new,
    .state_free = digest_free,
    .view = digest_view,
    .due = digest_due,
};
