/* SPDX-License-Identifier: Apache-2.0
 * A choice for each person, and how many have each. */
#include "features/tempo.h"

#include <string.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_minutes.h"
#include "features/common_read.h"

static const char *const tempos[] = {"faster", "fine", "slower", "lost", "none", NULL};
enum { TEMPOS = 4, NONE = TEMPOS };

struct tempo {
    struct map *chosen; /* person -> the name in tempos, borrowed; nobody who has chosen none */
    int64_t sums[TEMPOS];
    bool moved;                    /* since the last tally */
    struct common_minutes minutes; /* how it stood when each was over */
};
_Static_assert((int)TEMPOS <= (int)COMMON_MINUTES_SUMS, "a minute has a sum for each");

static void *tempo_new(const struct room *room)
{
    struct tempo *tempo = mem_new(sizeof *tempo);
    UNUSED(room);
    tempo->chosen = map_new(BOUND_MEMBERS);
    return tempo;
}

static void tempo_free(void *state)
{
    struct tempo *tempo = state;
    map_free(&tempo->chosen, NULL);
    common_minutes_done(&tempo->minutes);
    mem_free(tempo);
}

static int choice_of(const struct tempo *tempo, struct slice person)
{
    const char *name = map_find(tempo->chosen, person);
    return name ? common_find_choice(slice_of(name), tempos) : NONE;
}

static enum err choose_read(const struct json *data, struct writer *out)
{
    return common_read_choice(data, "tempo", tempos, out);
}

/* What was chosen already is chosen again without an entry. */
static enum err choose_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct tempo *tempo = state;
    UNUSED(scene);
    int before = choice_of(tempo, entry->by);
    if (common_get_choice(entry->data, "tempo", tempos) == before)
        return ERR_ALREADY_EXISTS;
    return before == NONE && map_full(tempo->chosen) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void choose_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct tempo *tempo = state;
    UNUSED(scene);
    int before = choice_of(tempo, entry->by);
    int now = common_get_choice(entry->data, "tempo", tempos);
    if (before != NONE)
        tempo->sums[before]--;
    if (now != NONE)
        tempo->sums[now]++;
    if (now == NONE)
        map_take(tempo->chosen, entry->by);
    else
        map_put(tempo->chosen, entry->by, (char *)(uintptr_t)tempos[now]);
    tempo->moved = true;
    memcpy(common_minutes_at(&tempo->minutes, entry->at_ms)->sums, tempo->sums, sizeof tempo->sums);
}

static void sums_write(const struct tempo *tempo, struct writer *out)
{
    writer_object(out, "sums");
    for (int i = 0; i < TEMPOS; i++)
        writer_int(out, tempos[i], tempo->sums[i]);
    writer_end(out);
}

static void tempo_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    UNUSED(bodies);
    if (rings_of_staff(viewer->rings))
        sums_write(state, out);
}

static void tempo_tally(const void *state, const struct viewer *viewer, bool all,
                        struct writer *out)
{
    const struct tempo *tempo = state;
    if (rings_of_staff(viewer->rings) && (all || tempo->moved))
        sums_write(tempo, out);
}

static void tempo_tally_sent(void *state)
{
    ((struct tempo *)state)->moved = false;
}

static void tempo_me(const void *state, struct slice person, struct writer *out)
{
    writer_text(out, "chosen", slice_of(tempos[choice_of(state, person)]));
}

static void choose_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    UNUSED(entry);
    tempo_me(state, person, out);
}

static enum err minutes_answer(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out)
{
    static const char *const names[] = {"faster", "fine", "slower", "lost", NULL};
    UNUSED(data);
    UNUSED(scene);
    common_minutes_write(&((const struct tempo *)state)->minutes, "minutes", names, out);
    return ERR_NONE;
}

static const struct query queries[] = {
    {.name = "tempo.minutes", .roles = ROLE_STAFF, .answer = minutes_answer},
};

static const struct row rows[] = {
    {
        .name = "tempo.choose",
        .keep = {keep_all},
        .roles = ROLE_ALL,
        .phases = PHASE_LIVE,
        .delivery = DELIVER_TALLY,
        .cost = COST_CHEAP,
        .read = choose_read,
        .check = choose_check,
        .apply = choose_apply,
        .patch_me = choose_patch_me,
    },
};

const struct feature tempo_feature = {
    .name = "tempo",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = tempo_new,
    .state_free = tempo_free,
    .view = tempo_view,
    .me = tempo_me,
    .tally_ms = 2000,
    .tally = tempo_tally,
    .tally_sent = tempo_tally_sent,
};
