/* SPDX-License-Identifier: Apache-2.0
 * A sum for each kind. */
#include "features/reaction.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_minutes.h"
#include "features/common_read.h"

static const char *const kinds[] = {"clap", "heart", "thumb", "wow", "laugh", NULL};
enum { KINDS = sizeof kinds / sizeof kinds[0] - 1 };

struct reactions {
    int64_t sums[KINDS];
    bool moved[KINDS]; /* since the last tally */
    struct common_minutes minutes;
    /* Of those who watch it again, by the minute that they were shown. */
    struct common_minutes again;
    int64_t from_ms, to_ms; /* of the session: it first went live, and ended; 0: it did not */
};
_Static_assert((int)KINDS <= (int)COMMON_MINUTES_SUMS, "a minute has a sum for each");

static void *reactions_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct reactions));
}

static void reactions_free(void *state)
{
    struct reactions *reactions = state;
    common_minutes_done(&reactions->minutes);
    common_minutes_done(&reactions->again);
    mem_free(reactions);
}

static enum err send_read(const struct json *data, struct writer *out)
{
    return common_read_choice(data, "kind", kinds, out);
}

/* ---- watched again ----------------------------------------------------------------------------
 *
 * A kind of signal is a text; one that is of a moment is called after the minute too:
 * "clap.28333333".
 */

enum { MINUTE_MS = 60000, MINUTE_DIGITS = 12 };

/* Which kind that is, and the beginning of its minute; negative: neither is known. */
static int late_kind(struct slice text, int64_t *at_ms)
{
    char copy[BOUND_TYPE_BYTES + 1], *minute;
    snprintf(copy, sizeof copy, "%.*s", (int)text.len, text.at);
    minute = strchr(copy, '.');
    if (!minute || strlen(minute) > MINUTE_DIGITS)
        return -1;
    *minute++ = 0;
    *at_ms = strtoll(minute, NULL, 10) * MINUTE_MS;
    return common_find_choice(slice_of(copy), kinds);
}

/* As it is sent, or as it is kept already. */
static enum err late_read(const struct json *data, struct writer *out)
{
    struct slice said = {NULL, 0};
    int64_t at_ms = -1;
    char kind[BOUND_TYPE_BYTES + 1];
    if (!json_get_text(data, "kind", &said))
        return ERR_BAD_REQUEST;
    int which = json_get_int(data, "at", &at_ms) ? common_find_choice(said, kinds)
                                                 : late_kind(said, &at_ms);
    if (which < 0 || at_ms < 0)
        return ERR_BAD_REQUEST;
    snprintf(kind, sizeof kind, "%s.%" PRId64, kinds[which], at_ms / MINUTE_MS);
    writer_text(out, "kind", slice_of(kind));
    return ERR_NONE;
}

/* Of a moment of the session alone. */
static enum err late_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct reactions *reactions = state;
    int64_t at_ms = 0;
    UNUSED(scene);
    if (late_kind(common_get_text(entry->data, "kind"), &at_ms) < 0)
        return ERR_BAD_REQUEST;
    bool within = at_ms + MINUTE_MS > reactions->from_ms && at_ms <= reactions->to_ms;
    return within ? ERR_NONE : ERR_NOT_FOUND;
}

static void late_add(struct reactions *reactions, const struct json *sum)
{
    int64_t at_ms = 0, count;
    int kind = late_kind(json_key(sum), &at_ms);
    if (kind < 0 || !json_as_int(sum, &count) || count <= 0)
        return;
    struct common_minute *minute = common_minutes_any(&reactions->again, at_ms);
    if (minute)
        minute->sums[kind] += count;
}

static void phase_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct reactions *reactions = state;
    struct slice to = common_get_text(entry->data, "to");
    UNUSED(scene);
    if (slice_is(to, "live") && !reactions->from_ms)
        reactions->from_ms = entry->at_ms;
    if (slice_is(to, "ended"))
        reactions->to_ms = entry->at_ms;
}

static const struct hearing heard[] = {{.type = "stage.phase", .apply = phase_heard}};

/* ---- sums -------------------------------------------------------------------------------------
 */

static const struct json *sums_of(const struct entry *entry)
{
    return json_first(json_get(entry->data, "sums"));
}

/* An instance of another version may know other kinds: they are passed over. */
static enum err sum_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(state);
    UNUSED(scene);
    int64_t at_ms;
    for (const struct json *item = sums_of(entry); item; item = json_next(item))
        if (common_find_choice(json_key(item), kinds) >= 0 ||
            late_kind(json_key(item), &at_ms) >= 0)
            return ERR_NONE;
    return ERR_NOT_FOUND;
}

static void sum_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct reactions *reactions = state;
    UNUSED(scene);
    for (const struct json *item = sums_of(entry); item; item = json_next(item)) {
        int kind = common_find_choice(json_key(item), kinds);
        int64_t count;
        if (kind < 0)
            late_add(reactions, item);
        if (kind < 0 || !json_as_int(item, &count) || count <= 0)
            continue;
        reactions->sums[kind] += count;
        reactions->moved[kind] = true;
        common_minutes_at(&reactions->minutes, entry->at_ms)->sums[kind] += count;
    }
}

static void sums_write(const struct reactions *reactions, bool all, struct writer *out)
{
    bool any = false;
    for (int i = 0; i < KINDS; i++)
        any = any || (all ? reactions->sums[i] > 0 : reactions->moved[i]);
    if (!any)
        return;
    writer_object(out, "sums");
    for (int i = 0; i < KINDS; i++)
        if (all ? reactions->sums[i] > 0 : reactions->moved[i])
            writer_int(out, kinds[i], reactions->sums[i]);
    writer_end(out);
}

static void reaction_view(const void *state, const struct viewer *viewer,
                          const struct bodies *bodies, struct writer *out)
{
    UNUSED(viewer);
    UNUSED(bodies);
    sums_write(state, true, out);
}

static void reaction_tally(const void *state, const struct viewer *viewer, bool all,
                           struct writer *out)
{
    UNUSED(viewer);
    sums_write(state, all, out);
}

static void reaction_tally_sent(void *state)
{
    struct reactions *reactions = state;
    memset(reactions->moved, 0, sizeof reactions->moved);
}

static enum err minutes_answer(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out)
{
    const struct reactions *reactions = state;
    UNUSED(data);
    UNUSED(scene);
    common_minutes_write(&reactions->minutes, "minutes", kinds, out);
    common_minutes_write(&reactions->again, "again", kinds, out);
    return ERR_NONE;
}

static const struct query queries[] = {
    {.name = "reaction.minutes", .roles = ROLE_READERS, .answer = minutes_answer},
};

static const struct row rows[] = {
    {
        .name = "reaction.send",
        .keep = {keep_all},
        .roles = ROLE_ALL,
        .phases = PHASE_LIVE,
        .delivery = DELIVER_TALLY,
        .read = send_read,
        .hub = {.sums = "reaction.sum"},
    },
    {
        .name = "reaction.late",
        .keep = {keep_all},
        .roles = ROLE_ALL,
        .phases = PHASE_ENDED,
        .delivery = DELIVER_TALLY,
        .read = late_read,
        .check = late_check,
        .hub = {.sums = "reaction.sum"},
    },
    {
        .name = "reaction.sum",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .check = sum_check,
        .apply = sum_apply,
    },
};

const struct feature reaction_feature = {
    .name = "reaction",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {heard, sizeof heard / sizeof heard[0]},
    .state_new = reactions_new,
    .state_free = reactions_free,
    .view = reaction_view,
    .tally_ms = 2000,
    .tally = reaction_tally,
    .tally_sent = reaction_tally_sent,
};
