/* SPDX-License-Identifier: Apache-2.0
 * A sum for each kind. */
#include "features/reaction.h"

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
    mem_free(reactions);
}

static enum err send_read(const struct json *data, struct writer *out)
{
    return common_read_choice(data, "kind", kinds, out);
}

static const struct json *sums_of(const struct entry *entry)
{
    return json_first(json_get(entry->data, "sums"));
}

/* An instance of another version may know other kinds: they are passed over. */
static enum err sum_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(state);
    UNUSED(scene);
    for (const struct json *item = sums_of(entry); item; item = json_next(item))
        if (common_find_choice(json_key(item), kinds) >= 0)
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
    UNUSED(data);
    UNUSED(scene);
    common_minutes_write(&((const struct reactions *)state)->minutes, kinds, out);
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
    .state_new = reactions_new,
    .state_free = reactions_free,
    .view = reaction_view,
    .tally_ms = 2000,
    .tally = reaction_tally,
    .tally_sent = reaction_tally_sent,
};
