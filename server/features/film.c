/* SPDX-License-Identifier: Apache-2.0
 * The last entry that a film depends on. */
#include "features/film.h"

#include "base/mem.h"
#include "base/unused.h"
#include "core/erasure.h"

enum { SET_BYTES = 40 };

struct film {
    int64_t seq; /* of the last entry heard that changes a film; 0: none */
};

static void *film_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct film));
}

/* What moves the end. */
static void moved(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    ((struct film *)state)->seq = entry->seq;
}

/* What is in it of what came after the end. */
static void late(void *state, const struct entry *entry, const struct scene *scene)
{
    if (scene->phase == PHASE_ENDED)
        moved(state, entry, scene);
}

static const struct hearing heard[] = {
    {.type = "stage.phase", .apply = moved},     {.type = "stage.reopen", .apply = moved},
    {.type = "question.answer", .apply = late},  {.type = "question.amend", .apply = late},
    {.type = "question.reopen", .apply = late},  {.type = "question.dismiss", .apply = late},
    {.type = "question.return", .apply = late},  {.type = "question.merge", .apply = late},
    {.type = "question.unmerge", .apply = late}, {.type = "captions.amend", .apply = late},
    {.type = "captions.offer", .apply = late},
};

static enum err film_get(const void *state, const struct json *data, const struct scene *scene,
                         struct writer *out)
{
    const struct film *film = state;
    int64_t reworded = erasure_moved(scene->room);
    struct buffer set;
    UNUSED(data);
    if (scene->phase != PHASE_ENDED)
        return ERR_WRONG_PHASE;
    buffer_init(&set, SET_BYTES);
    rings_write(room_rings(scene->room, scene->person), &set);
    writer_text(out, "set", buffer_slice(&set));
    writer_int(out, "upto", reworded > film->seq ? reworded : film->seq);
    buffer_done(&set);
    return ERR_NONE;
}

static const struct query queries[] = {
    {.name = "film.get", .roles = ROLE_READERS, .answer = film_get},
};

const struct feature film_feature = {
    .name = "film",
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {heard, sizeof heard / sizeof heard[0]},
    .state_new = film_new,
    .state_free = mem_free,
};
